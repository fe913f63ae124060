"""The one writer of nbgrader's gradebook: points, comments and graded notebooks as ``nbgrader autograde`` leaves them."""

from __future__ import annotations

import contextlib
import json
import os
import time
import warnings
from dataclasses import replace
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, InvalidEntry, MissingEntry
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError, OperationalError, SAWarning, SQLAlchemyError
from traitlets.config import PyFileConfigLoader

from autograder.batch.files import write_whole
from autograder.batch.find import Submission, chosen_ones
from autograder.grading.read_notebook import NotASubmission, read_bytes, read_cells
from autograder.grading.record import SubmissionResult
from autograder.nbgrader_steps.ahead import not_graded
from autograder.nbgrader_steps.arrival import TIMESTAMP, read_time
from autograder.nbgrader_steps.grade import graded_notebook

CONFIG = "nbgrader_config.py"
COURSE = Path(__file__).parents[2] / "course"
PATIENCE_S = 30.0  # for a database that somebody else has locked
PAUSE_S = 0.5
PASSING = (OperationalError, IntegrityError, InvalidEntry)  # locked, or another writer was faster with the same row


class GradebookError(RuntimeError):
    """A gradebook that cannot be written to: the message says what was expected and what came."""


class GradebookWriter:
    """Writes results into the gradebook of a course; doing it twice changes nothing.

    Parameters
    ----------
    course : Path
        nbgrader's course directory, with ``nbgrader_config.py``.
    url : str, optional
        The database; ``gradebook.db`` in the course directory if empty.

    Raises
    ------
    GradebookError
    """

    def __init__(self, course: Path, url: str = ""):
        self.course, self.url = course, url or f"sqlite:///{course.absolute() / 'gradebook.db'}"
        self.name = _without_password(self.url)
        self._config = PyFileConfigLoader(CONFIG, path=str(course)).load_config()
        self._steps = [step(config=self._config) for step in self._config.Autograde.autograde_preprocessors]
        self._known = self._patiently(self._assignments)

    def write(self, submission: Submission, result: SubmissionResult, key: str) -> bool:
        """Enter a result; tells whether there was anything to enter.

        Raises
        ------
        GradebookError
            When the database stays locked, or is gone.
        """
        if submission.lab not in self._known:
            where = "" if self.url.startswith("sqlite:") else f" --db={self.name}"
            raise GradebookError(f"expected the assignment {submission.lab} in {self.name}, got one without it; make it first, "
                                 f"in {self.course}: nbgrader generate_assignment {submission.lab} --force{where}")
        file = self.course / "autograded" / submission.student / submission.lab / f"{submission.lab}.ipynb"
        arrived = _time_of(submission)
        stamp = {"key": key, "arrived": str(arrived), "url": self.name, "error": result.error}
        if _stamp_of(file) == stamp and self._patiently(lambda: self._has(submission)):
            return False
        self._patiently(lambda: self._enter(submission, result, arrived, stamp, file))
        return True

    def _assignments(self) -> set[str]:
        with self._open() as gradebook:
            return {assignment.name for assignment in gradebook.assignments}

    def _has(self, submission) -> bool:
        with self._open() as gradebook:
            try:
                return gradebook.find_submission(submission.lab, submission.student) is not None
            except MissingEntry:
                return False

    def _enter(self, submission, result, arrived, stamp, file) -> None:
        """The rows first, each of which may be written again, and the file last, which says that all is there."""
        if result.error:
            result = not_graded(str(submission.path), submission.lab, result.error)
        with self._open() as gradebook:
            gradebook.update_or_create_student(submission.student)
            times = {"timestamp": arrived} if arrived else {}
            gradebook.update_or_create_submission(submission.lab, submission.student, **times)
        notebook = graded_notebook(replace(result, lab=submission.lab), _cells_of(submission, result))
        notebook.metadata["course"]["stored"] = stamp
        resources = {"nbgrader": {"notebook": submission.lab, "assignment": submission.lab, "student": submission.student,
                                  "db_url": self.url}}
        for step in self._steps:
            notebook, resources = step.preprocess(notebook, resources)
        file.parent.mkdir(parents=True, exist_ok=True)
        if arrived:
            write_whole(file.with_name(TIMESTAMP), arrived.isoformat(" "), durable=False)
        write_whole(file, nbformat.writes(notebook), durable=False)  # what is lost is entered again

    def _open(self) -> contextlib.AbstractContextManager[Gradebook]:
        return Gradebook(self.url, self._config.CourseDirectory.course_id)

    def _patiently(self, act):
        """Do something with the database; again and again for a while when it is locked or another writer came between."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                with warnings.catch_warnings():  # nbgrader adds rows in an order that SQLAlchemy remarks on
                    warnings.simplefilter("ignore", SAWarning)
                    return act()
            except (SQLAlchemyError, ImportError, InvalidEntry, MissingEntry) as error:
                if not isinstance(error, PASSING) or time.monotonic() > deadline:
                    raise GradebookError(f"expected a gradebook at {self.name}, got: {_short(error)}; the results are stored, "
                                         "and the same command enters them") from error
                time.sleep(PAUSE_S)


def course_of(submission: Submission) -> Path:
    """The course directory that a submission lies in, or this project's."""
    above = Path(os.path.abspath(submission.path)).parents
    own = above[3] if len(above) > 3 and above[2].name == "submitted" else COURSE
    return own if (own / CONFIG).is_file() else COURSE


class Gradebooks:
    """The gradebook of each course that submissions lie in.

    Parameters
    ----------
    submissions : list of Submission
    url : str
        The database of all of them; the ``gradebook.db`` of each course if empty.
    """

    def __init__(self, submissions: list[Submission], url: str = ""):
        self._chosen, self._url = chosen_ones(submissions), url
        self._writers: dict[Path, GradebookWriter] = {}

    def enter(self, submission: Submission, result: SubmissionResult, key: str) -> None:
        """Enter a result, unless it is to be graded again or another file of the student's counts.

        Raises
        ------
        GradebookError
        """
        if result.lost or submission not in self._chosen:
            return
        course = course_of(submission)
        if course not in self._writers:
            self._writers[course] = GradebookWriter(course, self._url)
        self._writers[course].write(submission, result, key)


def _cells_of(submission, result) -> list:
    try:
        return read_cells(read_bytes(submission.path), submission.path)
    except NotASubmission:
        return []


def _time_of(submission):
    try:
        return read_time(submission.path.with_name(TIMESTAMP))
    except (ValueError, OverflowError):
        return None


def _stamp_of(file: Path) -> dict | None:
    """What a graded notebook was made from; None when there is none, or none of ours."""
    try:
        return json.loads(file.read_text(encoding="utf-8"))["metadata"]["course"].get("stored")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _without_password(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except SQLAlchemyError:  # no address at all: there is nothing in it to hide
        return url


def _short(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0][:200]
