"""Files that are written whole or not at all."""

import os
from pathlib import Path


def write_atomically(path, content):
    """Write text or bytes; whoever reads meanwhile finds the old file or the new one.

    Parameters
    ----------
    path : Path
        Folders are made as needed.
    content : str or bytes
        Text is written as UTF-8 with the line ends it has.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(content.encode() if isinstance(content, str) else content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
