"""What nbgrader is told of a submission's folder: one notebook, under its right name, and nothing else."""

from __future__ import annotations

import copy
import os
from pathlib import Path

from autograder.exercises import LABS
from autograder.grading.matching import find_lab
from autograder.grading.read_notebook import NotASubmission, read_bytes, read_cells

TIMESTAMP = "timestamp.txt"
MAX_TIMESTAMP_BYTES = 200


def adopt_renamed(assignment: str, student: str, notebooks: list[str]) -> None:
    """Give a renamed notebook its name back, by a copy: nbgrader skips names that it does not know.

    A hook for ``c.Autograde.pre_convert_hook``; `notebooks` are the paths of one submission, changed in
    place. Where several could be meant, the one saved last is taken.
    """
    wanted = f"{assignment}.ipynb"
    if assignment not in LABS or any(os.path.basename(path) == wanted for path in notebooks):
        return
    found = [path for path in notebooks if len(notebooks) == 1 or is_of_lab(path, assignment)]
    if found:
        newest = max(found, key=lambda path: os.lstat(path).st_mtime)
        copied = Path(newest).with_name(wanted)
        copied.write_bytes(read_bytes(newest))
        notebooks.append(str(copied))


def is_of_lab(path: str, lab: str) -> bool:
    """Whether a file can be read and holds exercises of a lab."""
    try:
        return find_lab(read_cells(read_bytes(path), path), "") == lab
    except NotASubmission:
        return False


def leave_other_files(converter) -> None:
    """Keep nbgrader from copying what else lies in a submission's folder, even what links there lead to."""
    converter.coursedir = copy.copy(converter.coursedir)
    converter.coursedir.ignore = ["*"]


def keep_timestamp(converter, assignment: str, student: str) -> None:
    """Copy a submission's time of arrival beside its result: nbgrader sees by it when a newer one came."""
    came, goes = (
        Path(converter.coursedir.format_path(folder, student, assignment))
        for folder in (converter.coursedir.submitted_directory, converter.coursedir.autograded_directory)
    )
    if os.path.lexists(came / TIMESTAMP):
        goes.mkdir(parents=True, exist_ok=True)
        (goes / TIMESTAMP).unlink(missing_ok=True)
        (goes / TIMESTAMP).write_bytes(read_bytes(came / TIMESTAMP, MAX_TIMESTAMP_BYTES))
