"""What nbgrader is told of a submission's folder: one notebook, under its right name, and nothing else."""

from __future__ import annotations

import contextlib
import os
import re
from datetime import datetime
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc

from autograder.batch.find import choose_notebook
from autograder.exercises import LABS
from autograder.grading.read_notebook import NotASubmission, read_bytes, read_text

TIMESTAMP = "timestamp.txt"
MAX_TIMESTAMP_BYTES = 200
TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?( ?[+-]\d\d:?\d\d|Z| [A-Za-z]+([/_][A-Za-z]+)*)?")


def adopt_renamed(assignment: str, student: str, notebooks: list[str]) -> None:
    """Give a renamed notebook its name back, by a copy: nbgrader skips names that it does not know.

    A hook for ``c.Autograde.pre_convert_hook``; `notebooks` are the paths of one submission, changed in
    place. Where several could be meant, the one saved last is taken.
    """
    chosen = choose_notebook(assignment, notebooks) if assignment in LABS else None
    if chosen and os.path.basename(chosen) != f"{assignment}.ipynb":
        copied = Path(chosen).with_name(f"{assignment}.ipynb")
        with contextlib.suppress(NotASubmission):  # a pipe, a link: left as it is, nbgrader says that nothing was handed in
            copied.write_bytes(read_bytes(chosen))
            notebooks.append(str(copied))


class CarefulDirectory(CourseDirectory):
    """nbgrader's course directory; but what lies in a submission's folder is not copied, and hardly read."""

    def get_existing_timestamp(self, dest_path):
        """The time of arrival of a submission; None, too, for what is no file with a time in it."""
        path = os.path.join(dest_path, TIMESTAMP)
        try:
            return read_time(path) if os.path.lexists(path) else None
        except (ValueError, OverflowError) as reason:
            self.log.warning("taken to have no time of arrival: %s", reason)
            return None


def read_time(path: str) -> datetime:
    """The time in a file, in UTC.

    Raises
    ------
    ValueError, OverflowError
        For anything but a small file with a time: nbgrader itself would wait for a pipe, follow a link, and open what a
        time zone names.
    """
    text = read_text(path, MAX_TIMESTAMP_BYTES).strip()
    if not TIME.fullmatch(text):
        raise ValueError(f"expected a time such as 2026-11-20 12:00:00 UTC, got {text[:40]!r}: {path}")
    return parse_utc(text)


def leave_other_files(converter) -> None:
    """Keep nbgrader from copying what else lies in a submission's folder, even what links there lead to."""
    given = converter.coursedir
    settings = {name: getattr(given, name) for name in given.trait_names(config=True)}
    converter.coursedir = CarefulDirectory(parent=given.parent, **{**settings, "ignore": ["*"]})


def keep_timestamp(converter, assignment: str, student: str) -> None:
    """Write a submission's time of arrival beside its result: nbgrader sees by it when a newer one came."""
    course = converter.coursedir
    arrived = course.get_existing_timestamp(course.format_path(course.submitted_directory, student, assignment))
    if arrived:
        result = Path(course.format_path(course.autograded_directory, student, assignment))
        result.mkdir(parents=True, exist_ok=True)
        (result / TIMESTAMP).unlink(missing_ok=True)
        (result / TIMESTAMP).write_text(arrived.isoformat(" "), encoding="ascii")
