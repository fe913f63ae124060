"""Grading ahead: nbgrader asks for one submission after the other; the next ones are already under way."""

from __future__ import annotations

import atexit
import functools
import os
import queue
from concurrent.futures import Future, ThreadPoolExecutor

from autograder.exercises import LABS, exercises_of
from autograder.grading.read_notebook import NotASubmission, read_bytes, read_cells
from autograder.grading.record import SubmissionResult
from autograder.grading.session import WarmWorker, WorkerLost
from autograder.grading.submission import grade_cells, nothing_earned

MAX_JOBS = 8


class GradingAhead:
    """Submissions graded side by side, each in a fork of a warm worker; results are kept until asked for.

    Parameters
    ----------
    n_jobs : int
        How many at a time.
    """

    def __init__(self, n_jobs: int):
        self.n_jobs = n_jobs
        self._pool = ThreadPoolExecutor(n_jobs, thread_name_prefix="grading")
        self._idle: queue.SimpleQueue = queue.SimpleQueue()
        self._under_way: dict[str, Future] = {}

    def start(self, path: str, lab: str) -> None:
        """Begin to grade a file, unless that was done before."""
        if path not in self._under_way:
            self._under_way[path] = self._pool.submit(self._grade, path, lab)

    def result(self, path: str, lab: str) -> tuple[SubmissionResult, list]:
        """The result of a file, and its cells."""
        self.start(path, lab)
        return self._under_way.pop(path).result()

    def close(self) -> None:
        """End all workers; what has not begun is left."""
        self._pool.shutdown(cancel_futures=True)
        while not self._idle.empty():
            self._idle.get().close()

    def _grade(self, path: str, lab: str) -> tuple[SubmissionResult, list]:
        try:
            worker = self._idle.get_nowait()
        except queue.Empty:
            worker = WarmWorker()
        try:
            return grade_file(path, lab, worker)
        finally:
            self._idle.put(worker)


def grade_file(path: str, lab: str, worker: WarmWorker) -> tuple[SubmissionResult, list]:
    """Grade what is said to be a notebook of a lab; whatever it is, there is a result."""
    try:
        content = read_bytes(path)
        cells = read_cells(content, path)
        return grade_cells(SubmissionResult(path, lab), cells, content, worker), cells
    except NotASubmission as reason:
        return not_graded(path, lab, str(reason)), []
    except WorkerLost as lost:
        return not_graded(path, lab, f"no process could be started for its code: {lost}"), cells


def not_graded(path: str, lab: str, reason: str) -> SubmissionResult:
    """No points, and why; the file's path, which is none of the reader's business, becomes its name."""
    reason = reason.replace(path, os.path.basename(path))
    return SubmissionResult(
        path, lab, [nothing_earned(exercise, reason) for exercise in exercises_of(lab)], reason
    )


@functools.cache
def shared_grading() -> GradingAhead:
    """One for all the submissions of an nbgrader run."""
    grading = GradingAhead(min(os.cpu_count() or 1, MAX_JOBS))
    atexit.register(grading.close)
    return grading


def coming_submissions(converter, filename: str) -> list[tuple[str, str]]:
    """The files that an nbgrader converter will come to after this one, with their labs.

    Only those without a result yet: nbgrader skips the others, unless it is forced.
    """
    files = [
        (folder, file)
        for folder in sorted(converter.assignments)
        for file in sorted(converter.assignments[folder])
    ]
    place = next((place for place, (_, file) in enumerate(files) if file == filename), len(files))
    return [
        (file, _stem(file))
        for folder, file in files[place + 1 :]
        if _stem(file) in LABS and (converter.force or not os.path.exists(_destination(converter, folder)))
    ]


def _stem(file: str) -> str:
    return os.path.splitext(os.path.basename(file))[0]


def _destination(converter, folder: str) -> str:
    """Where the result of a submission's folder goes: the same place below the folder of results."""
    course = converter.coursedir
    below = os.path.relpath(folder, os.path.join(course.root, course.submitted_directory))
    return os.path.join(course.root, course.autograded_directory, below)
