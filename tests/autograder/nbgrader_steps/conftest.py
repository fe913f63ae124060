"""Submissions of lab 01 as lists of cells, results as grading gives them, and a gradebook."""

import copy

import pytest
from nbformat import from_dict

from autograder.exercises import exercises_of
from autograder.grading.read_notebook import Cell
from autograder.grading.record import SubmissionResult
from autograder.grading.release import released_cells
from autograder.grading.submission import nothing_earned
from autograder.visible.results import CheckResult, ExerciseResult, Help

LAB = "glm_encoding"


@pytest.fixture
def lab():
    """The lab that these tests are about."""
    return LAB


@pytest.fixture
def handed_in():
    """The released notebook as a submission's cells; `answers` are sources by exercise or question."""

    def make(**answers):
        answers = {f"{LAB}-{name}": source for name, source in answers.items()}
        cells = []
        for raw in released_cells(LAB):
            grade_id = raw["metadata"].get("nbgrader", {}).get("grade_id", "")
            source = answers.get(grade_id, "".join(raw["source"]))
            cells.append(Cell(raw["cell_type"], source, raw["id"], grade_id))
        return cells

    return make


@pytest.fixture
def released():
    """The released cells as nbformat's nodes, to be compared with."""
    cells = [from_dict(copy.deepcopy(raw)) for raw in released_cells(LAB)]
    for cell in cells:
        cell.source = "".join(cell.source)
    return cells


@pytest.fixture
def make_result():
    """A submission's result: every exercise wrong with `message`, but for those given."""

    def make(message="it is off", error=None, **exercises):
        results = [
            exercises.get(exercise.name) or nothing_earned(exercise, message)
            for exercise in exercises_of(LAB)
        ]
        return SubmissionResult("submitted/ada/glm_encoding.ipynb", LAB, results, error)

    return make


@pytest.fixture
def partly_right():
    """Half of the points for `fit_lg`, with a recognised misconception."""
    checks = [
        CheckResult("values", "It finds the minimum.", 3.0, 3.0),
        CheckResult(
            "lags", "It works for any number of lags.", 0.0, 2.5, "expected shape (7,), got shape (6,)"
        ),
    ]
    help_ = Help("no-intercept", "The model has no intercept.", "Add a column of ones.", "Section 4")
    return ExerciseResult(
        f"{LAB}.fit_lg", checks, [help_], "judged with a right make_design_matrix in place of yours"
    )


@pytest.fixture
def graded():
    """Put into a graded notebook what `ReadGrades` reads; `grades` by exercise or question."""

    def put(notebook, **grades):
        results = {one["exercise"].replace(".", "-"): one for one in notebook.metadata["course"]["exercises"]}
        for cell in notebook.cells:
            own = cell.metadata.get("nbgrader", {})
            if own.get("grade") or own.get("solution"):
                name = own["grade_id"].removeprefix(f"{LAB}-").removesuffix("-test")
                result = results.get(own["grade_id"].removesuffix("-test"), {"points": 0.0})
                known = {"score": result["points"], "waits": False, "answered": True, "comment": None}
                own.update(known | {"points": own.get("points", 0)} | grades.get(name, {}))
        return notebook

    return put
