"""Files that are there as a whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

HALF = ".half-"  # what a file is called until it is whole
ORDINARY = 0o666
PRIVATE = 0o600


def write_whole(file: Path, content: str | bytes, durable: bool = True, mode: int = ORDINARY) -> None:
    """Write a file, text as UTF-8; until that is done, the file that was there before is.

    Parameters
    ----------
    durable : bool
        Wait until it would survive a power cut: too long a wait for each of many files that are easily made again.
    mode : int
        The rights of the file, less those that new files are not given here.

    Raises
    ------
    OSError
        When there is no room; what was there is as it was.
    """
    content = content.encode() if isinstance(content, str) else content
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=HALF)
    try:
        with open(descriptor, "wb") as half:
            half.write(content)
            half.flush()
            if durable:
                os.fsync(half.fileno())
        os.chmod(name, mode & ~_umask())
        os.replace(name, file)
    except BaseException:
        with contextlib.suppress(OSError):  # the reason why it could not be written is the one to tell
            os.unlink(name)
        raise


def _umask() -> int:
    """The rights that new files are not given; it can only be read by setting it."""
    umask = os.umask(0o077)
    os.umask(umask)
    return umask
