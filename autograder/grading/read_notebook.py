"""Reading a submission: whatever the file is, the answer is its cells or one sentence that says why there are none."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass

MAX_BYTES = 64 * 2**20
MAX_CELLS = 5000
MAX_PARTS = 1_000_000  # lists and dictionaries: each takes a hundred bytes once it is read
MAX_CODE = 2 * 2**20  # characters in all code cells; reading code takes a thousand times its size


class NotASubmission(ValueError):
    """A file that cannot be graded: the message says what was expected and what came."""


@dataclass(frozen=True)
class Cell:
    """A cell of a submission: only its source counts, its names help to match it."""

    kind: str
    source: str
    id: str = ""
    grade_id: str = ""


def read_bytes(path: str | os.PathLike, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file; links are not followed, devices and pipes are not opened.

    Raises
    ------
    NotASubmission
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except (OSError, ValueError) as error:  # a name with a null byte is a ValueError
        came = "a link" if os.path.islink(path) else getattr(error, "strerror", None) or str(error)
        raise NotASubmission(f"expected a readable file, got {came}: {path}") from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise NotASubmission(f"expected a regular file, got a {_kind(status.st_mode)}: {path}")
        if status.st_size > max_bytes:
            raise NotASubmission(f"expected at most {max_bytes // 2**20} MB, got {status.st_size // 2**20} MB: {path}")
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(max_bytes)
    finally:
        os.close(descriptor)


def read_text(path, max_bytes: int = MAX_BYTES) -> str:
    """The text of a file in UTF-8, with or without a byte-order mark."""
    return decode_text(read_bytes(path, max_bytes), path)


def decode_text(content: bytes, path) -> str:
    """Bytes as text."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotASubmission(f"expected text in UTF-8, got other bytes at position {error.start}: {path}") from None


def read_cells(content: bytes, path) -> list[Cell]:
    """The cells of a Jupyter notebook.

    Raises
    ------
    NotASubmission
    """
    if not content.strip():
        raise NotASubmission(f"expected a notebook, got an empty file: {path}")
    n_parts = content.count(b"[") + content.count(b"{")
    if n_parts > MAX_PARTS:
        raise NotASubmission(f"expected a notebook of at most {MAX_PARTS} parts, got {n_parts}: {path}")
    try:
        notebook = json.loads(decode_text(content, path))
    except RecursionError:
        raise NotASubmission(f"expected a notebook, got JSON nested too deeply: {path}") from None
    except ValueError as error:
        if isinstance(error, NotASubmission):
            raise
        raise NotASubmission(f"expected a notebook (JSON), got text that breaks off or is no JSON ({error}): {path}") from None
    return _cells(notebook, path)


def _cells(notebook, path) -> list[Cell]:
    version = notebook.get("nbformat") if isinstance(notebook, dict) else None
    if version != 4 or not isinstance(notebook.get("cells"), list):
        raise NotASubmission(f"expected a notebook of format 4, got format {version!r:.40}: {path}")
    if len(notebook["cells"]) > MAX_CELLS:
        raise NotASubmission(f"expected at most {MAX_CELLS} cells, got {len(notebook['cells'])}: {path}")
    cells = [_cell(raw) for raw in notebook["cells"] if isinstance(raw, dict)]
    n_code = sum(len(cell.source) for cell in cells if cell.kind == "code")
    if n_code > MAX_CODE:
        raise NotASubmission(f"expected at most {MAX_CODE} characters of code, got {n_code}: {path}")
    return cells


def _cell(raw: dict) -> Cell:
    source = raw.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    metadata = raw.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else ""
    return Cell(*map(_text, (raw.get("cell_type"), source, raw.get("id"), grade_id)))


def _text(item) -> str:
    """A text that can be written in UTF-8; anything else is none."""
    return item.encode("utf-8", "replace").decode() if isinstance(item, str) else ""


def _kind(mode: int) -> str:
    kinds = {stat.S_IFDIR: "folder", stat.S_IFIFO: "pipe", stat.S_IFCHR: "device", stat.S_IFBLK: "device",
             stat.S_IFSOCK: "socket"}
    return kinds.get(stat.S_IFMT(mode), "special file")
