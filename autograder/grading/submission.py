"""Grading a whole submission: run its cells in a worker, then every exercise of the lab on what they defined."""

from __future__ import annotations

import dataclasses
import os
from dataclasses import dataclass, field

from autograder.declare import Exercise
from autograder.exercises import exercises_of
from autograder.grading.engine import grade_exercise
from autograder.grading.matching import find_lab, runnable
from autograder.grading.read_notebook import NotASubmission, read_bytes, read_cells
from autograder.grading.release import setup_source
from autograder.grading.seeds import seed_for
from autograder.grading.session import Session, WarmWorker, WorkerLost
from autograder.visible.results import CheckResult, ExerciseResult

CELL_S = 60.0
MAX_RESTARTS = 3


@dataclass
class SubmissionResult:
    """What grading a submission gave; `error` says why nothing could be graded."""

    path: str
    lab: str | None = None
    exercises: list[ExerciseResult] = field(default_factory=list)
    error: str | None = None
    reports: dict[int, dict] = field(default_factory=dict)  # cell index -> what running it showed

    @property
    def points(self) -> float:
        """Points earned."""
        return float(sum(result.points for result in self.exercises))

    def as_json(self) -> dict:
        """The submission as the command line gives it."""
        worth = sum(exercise.points for exercise in exercises_of(self.lab)) if self.lab else 0.0
        return {"path": self.path, "lab": self.lab, "points": self.points, "max_points": float(worth),
                "exercises": {result.exercise: result.as_json() for result in self.exercises}, "error": self.error}


def grade_notebook(path: str | os.PathLike, worker: WarmWorker) -> SubmissionResult:
    """Grade a notebook file; whatever it is, there is a result.

    Parameters
    ----------
    path : path
        The submission.
    worker : WarmWorker
        Where its code runs.
    """
    result = SubmissionResult(str(path))
    try:
        content = read_bytes(path)
        cells = read_cells(content, path)
    except NotASubmission as reason:
        result.error = str(reason)
        return result
    result.lab = find_lab(cells, path)
    if result.lab is None:
        result.error = f"expected a notebook of this course, got one without any of its exercises: {path}"
        return result
    return grade_cells(result, cells, content, worker)


def grade_cells(result: SubmissionResult, cells, content: bytes, worker: WarmWorker) -> SubmissionResult:
    """Run the cells, grade every exercise of the lab, and keep what the cells showed."""
    indices = runnable(cells, result.lab)
    sources = [setup_source(result.lab), *(cells[index].source for index in indices)]
    session, reports = load_cells(worker, sources)
    result.reports = dict(zip(indices, reports[1:], strict=True))
    for exercise in exercises_of(result.lab):
        try:
            graded = grade_exercise(exercise, session, seed_for(exercise.id, content))
        except WorkerLost:  # an exercise took the whole process with it: the next ones get a new one
            graded = nothing_earned(exercise, "it ended the process that all exercises run in")
            end_session(session)
            session, reports = load_cells(worker, sources)
        result.exercises.append(explain_missing(graded, first_error(reports)))
    end_session(session)
    return result


def load_cells(worker: WarmWorker, sources: list[str]) -> tuple[Session, list[dict]]:
    """Run cells one by one in a fresh process; a cell that ends it or hangs is left out, and the others run again."""
    left_out: dict[int, str] = {}
    while True:
        session, reports = worker.open(), []
        for number, source in enumerate(sources):
            try:
                reports.append(_run_one(session, source, left_out.get(number)))
            except WorkerLost as lost:
                left_out[number] = f"this cell was left out: {lost}"
                break
        else:
            return session, reports
        end_session(session)
        if len(left_out) > MAX_RESTARTS:
            left_out.update({number: left_out.get(number, "not run: too many cells ended the process") for number in range(len(sources))})


def _run_one(session: Session, source: str, reason: str | None) -> dict:
    if reason:
        return {"error": {"error": "NotRun", "message": reason, "line": ""}, "outputs": [
            {"output_type": "stream", "name": "stderr", "text": f"[{reason}]\n"}]}
    (report,) = session.load("notebook", [source], CELL_S) or [{"error": None, "outputs": []}]
    return report


def end_session(session: Session) -> None:
    """End a submission's process; when the worker itself is lost, its owner starts another."""
    try:
        session.end()
    except WorkerLost:
        session.channel.close()


def first_error(reports: list[dict]) -> str:
    """The first error of the cells in a sentence, or nothing."""
    for report in reports:
        error = report.get("error") if isinstance(report, dict) else None
        if isinstance(error, dict) and error.get("error") != "NotImplementedError":
            return f"a cell raised {str(error.get('error'))[:100]}: {str(error.get('message'))[:200]} ({str(error.get('line'))[:200]})"
    return ""


def nothing_earned(exercise: Exercise, message: str) -> ExerciseResult:
    """A result without points, every check with the same message."""
    checks = getattr(exercise, "letter_checks", None) or exercise.checks
    return ExerciseResult(exercise.id, [CheckResult(c.name, c.claim, 0.0, float(c.points), message) for c in checks])


def explain_missing(result: ExerciseResult, stopped: str) -> ExerciseResult:
    """Where a function is not defined because its cell or file stopped, say so."""
    if not stopped:
        return result
    checks = [_explained(check, stopped) for check in result.checks]
    return dataclasses.replace(result, checks=checks)


def _explained(check: CheckResult, stopped: str) -> CheckResult:
    if check.message != "it is not defined":
        return check
    return dataclasses.replace(check, message=f"it is not defined: {stopped}")
