"""Grading one exercise on the functions of a plain Python file."""

from __future__ import annotations

from autograder.declare import Exercise
from autograder.grading.engine import grade_exercise
from autograder.grading.limits import CELL_S
from autograder.grading.read_notebook import decode_text, read_bytes
from autograder.grading.seeds import seed_for
from autograder.grading.session import WarmWorker, WorkerLost
from autograder.grading.submission import end_session, explain_missing, first_error, nothing_earned
from autograder.visible.results import ExerciseResult

MAX_FILE_BYTES = 4 * 2**20


def check_file(exercise: Exercise, path, worker: WarmWorker, seed: int | None = None) -> ExerciseResult:
    """Grade `exercise` on a file that defines its function, and those that it builds on.

    Parameters
    ----------
    seed : int, optional
        Draws the inputs; from the staff's secret and the file's content if None.

    Raises
    ------
    NotASubmission
        When the path is no readable text file.
    """
    content = read_bytes(path, MAX_FILE_BYTES)
    source = decode_text(content, path)
    seed = seed_for(exercise.id, content) if seed is None else seed
    session = worker.open()
    try:
        reports = session.load("file", [source], CELL_S)
    except WorkerLost as lost:
        end_session(session)
        return nothing_earned(exercise, f"the file could not be loaded: {lost}")
    try:
        graded = grade_exercise(exercise, session, seed)
    except WorkerLost:
        graded = nothing_earned(exercise, "it ended the process that it was run in")
    end_session(session)
    return explain_missing(graded, first_error(reports).replace("a cell", "the file"))

