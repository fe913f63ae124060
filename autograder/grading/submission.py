"""Grading a whole submission: run its cells in a worker, then every exercise of the lab on what they defined."""

from __future__ import annotations

import dataclasses
import os
import time

from autograder.declare import Exercise
from autograder.exercises import exercises_of
from autograder.grading.engine import grade_exercise
from autograder.grading.limits import CELL_S, CELLS_S, SUBMISSION_S
from autograder.grading.matching import find_lab, only_defines, runnable
from autograder.grading.read_notebook import NotASubmission, read_bytes, read_cells
from autograder.grading.record import SubmissionResult
from autograder.grading.release import setup_source
from autograder.grading.reports import n_characters, read_report
from autograder.grading.seeds import seed_for
from autograder.grading.session import Session, WarmWorker, WorkerLost
from autograder.visible.channel import ChannelTimeout
from autograder.visible.describe import readable
from autograder.visible.results import CheckResult, ExerciseResult

MAX_RESTARTS = 6
MAX_LOSSES = 3  # of the process that all submissions are forked from, while one is graded
NO_ROOM = "not run: what cells like this one started left no room for the exercises (threads or processes without end?)"


def grade_notebook(path: str | os.PathLike, worker: WarmWorker) -> SubmissionResult:
    """Grade a notebook file; whatever it is, there is a result.

    Parameters
    ----------
    path : path
        The submission.
    worker : WarmWorker
        Where its code runs.
    """
    try:
        content = read_bytes(path)
    except NotASubmission as reason:
        return SubmissionResult(str(path), error=str(reason))
    return grade_content(path, content, worker)


def grade_content(path: str | os.PathLike, content: bytes, worker: WarmWorker) -> SubmissionResult:
    """Grade the bytes of a notebook; the path is what they are called.

    A result that is `lost` says nothing of the submission: no process could be started for it.
    """
    result = SubmissionResult(str(path))
    try:
        cells = read_cells(content, path)
    except NotASubmission as reason:
        result.error = str(reason)
        return result
    result.lab = find_lab(cells, path)
    if result.lab is None:
        result.error = f"expected a notebook of this course, got one without any of its exercises: {path}"
        return result
    try:
        for _ in range(MAX_LOSSES):
            graded = grade_cells(SubmissionResult(str(path), result.lab), cells, content, worker)
            if worker.is_there:
                break  # else what was found may be due to that, and no fault of the submission's
        return graded
    except WorkerLost as lost:
        result.error, result.lost = f"no process could be started for its code ({lost}): {path}", True
        return result


def grade_cells(result: SubmissionResult, cells, content: bytes, worker: WarmWorker) -> SubmissionResult:
    """Run the cells, grade every exercise of the lab, and keep what the cells showed."""
    indices = runnable(cells, result.lab)
    sources = [setup_source(result.lab), *(cells[index].source for index in indices)]
    left_out: dict[int, str] = {}
    session, reports = load_cells(worker, sources, left_out)
    result.reports = dict(zip(indices, reports[1:], strict=True))
    until = time.monotonic() + SUBMISSION_S
    for exercise in exercises_of(result.lab):
        if time.monotonic() > until:
            reason = f"it was not begun: the submission had taken {SUBMISSION_S:.0f} s by then"
            result.exercises.append(nothing_earned(exercise, reason))
            continue
        for _ in range(2):  # once more in a new process: it may be that the exercise before had ended this one
            try:
                graded = grade_exercise(exercise, session, seed_for(exercise.id, content))
                break
            except WorkerLost:
                graded = nothing_earned(exercise, "it ended the process that all exercises run in")
                end_session(session)
                session, reports = load_cells(worker, sources, left_out)
        result.exercises.append(explain_missing(graded, first_error(reports)))
    end_session(session)
    return result


def load_cells(worker: WarmWorker, sources: list[str], left_out: dict[int, str]) -> tuple[Session, list[dict]]:
    """Run cells one by one in a fresh process; a cell that ends it or hangs is left out, and the others run again.

    Where that happens too often, or where cells leave no room for the exercises to run in, only the cells that do nothing
    but define functions are run: what is right in them counts.

    Parameters
    ----------
    left_out : dict
        Cells not to be run, by their number, and why; those found here are added.
    """
    given_another_chance: set[int] = set()
    acting = [number for number, source in enumerate(sources) if not only_defines(source)]
    for give_up in (*[[]] * (MAX_RESTARTS + 1), acting, acting, range(len(sources))):
        for number in give_up:
            left_out.setdefault(number, "not run: too many cells ended the process")
        session = worker.open()
        reports = _run_all(session, sources, left_out, given_another_chance)
        if reports and _has_room(session):
            return session, reports
        if reports:
            left_out.update(dict.fromkeys(set(acting) - left_out.keys(), NO_ROOM))
        end_session(session)
    raise WorkerLost("cells that were not run ended the process")


def _has_room(session: Session) -> bool:
    """Whether an exercise could be run: cells may have left so many threads or processes that no further one may start."""
    try:
        session.fork().end()
    except WorkerLost:
        return False
    return True


def _run_all(session: Session, sources: list[str], left_out: dict[int, str], given_another_chance: set[int]) -> list[dict] | None:
    """The report on each cell; None when one hung, or ended the process for the second time: it is left out from then on."""
    reports, took_s, n_kept = [], {}, 0
    deadline = time.monotonic() + CELLS_S
    for number, source in enumerate(sources):
        start = time.monotonic()
        try:
            left_s = min(CELL_S, deadline - start)
            report = _not_run(left_out[number]) if number in left_out else read_report(
                session.load("notebook", [source], left_s), n_kept)
            reports.append(report)
            n_kept += n_characters(report)
        except WorkerLost as lost:
            if number in given_another_chance or isinstance(lost.__cause__, ChannelTimeout):
                left_out[number] = f"this cell was left out: {lost}"
            given_another_chance.add(number)  # it may have been killed from outside
            if time.monotonic() >= deadline:
                reason = f"this cell was left out: together the cells took longer than {CELLS_S:.0f} s"
                left_out.update(dict.fromkeys([number, *_slow(took_s)], reason))
            return None
        took_s[number] = time.monotonic() - start
    return reports


def _slow(took_s: dict[int, float]) -> list[int]:
    """The cells without which the others need a quarter of the time at most."""
    return [number for number, time_s in took_s.items() if time_s > CELLS_S / 4 / len(took_s)]


def _not_run(reason: str) -> dict:
    return {"error": {"error": "NotRun", "message": reason, "line": ""}, "outputs": [
        {"output_type": "stream", "name": "stderr", "text": f"[{reason}]\n"}]}


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
            name, message, line = (str(error.get(key, ""))[:200] for key in ("error", "message", "line"))
            return readable(f"a cell raised {name}: {message}{f' ({line})' if line else ''}")
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
