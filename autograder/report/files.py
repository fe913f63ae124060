"""Places to be written to, looked at before the work begins."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


class CannotWrite(ValueError):
    """A place that cannot be written to: the message says what was expected and what came."""


def whereabouts(file: Path) -> str:
    """Where a path leads, links followed; one that leads nowhere, as a link to itself does, is no error."""
    return os.path.realpath(file)


def check_file(option: str, file: Path, submissions: set[str]) -> None:
    """Make the folder of a file to be written, and see that it can be.

    Raises
    ------
    CannotWrite
        For what is no ordinary file, for a submission, and for a folder that nothing can be written to.
    """
    if os.path.lexists(file) and not file.is_file():
        raise CannotWrite(f"expected the name of a file for {option}, got something else: {file}")
    if whereabouts(file) in submissions:
        raise CannotWrite(f"expected a file of its own for {option}, got one that is to be graded: {file}")
    check_folder(option, file.parent)


def check_folder(option: str, folder: Path) -> None:
    """Make a folder, and see that a file can be written there.

    Raises
    ------
    CannotWrite
    """
    if os.path.lexists(folder) and not folder.is_dir():
        raise CannotWrite(f"expected a folder to write to for {option}, got something else: {folder}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return
    except OSError as error:
        raise CannotWrite(f"expected a folder to write to for {option}, got {error.strerror}: {folder}") from error
