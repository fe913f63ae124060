"""A submitted notebook is graded as a whole: whatever one cell or one exercise does, the others count."""

import json

import pytest

from autograder.grading import submission
from autograder.grading.submission import (
    grade_notebook,
)
from tests.autograder.grading import toy
from tests.autograder.grading.toy import ANSWERS, DOUBLE, FULL, points

WORTH = 4 + 3 + 3 + 2


def test_right_answers_earn_everything(hand_in):
    """A notebook with all answers right earns every point."""
    result = hand_in("import numpy as np", *ANSWERS)
    assert (result.error, points(result), result.points) == (None, FULL, WORTH)


def test_an_empty_notebook_earns_nothing(hand_in):
    """A notebook whose stubs are untouched earns nothing, and every message says that it is not written."""
    result = hand_in(
        *[f"def {name}(x): raise NotImplementedError" for name in ("double", "total")],
        "def spread(x, factor=1): raise NotImplementedError",
        "evidence_side = ...",
    )
    assert result.points == 0
    messages = {check.message for one in result.exercises[:3] for check in one.checks}
    assert messages == {"it is not written yet (NotImplementedError)"}


@pytest.mark.parametrize(
    "change",
    [
        lambda cells: cells[::-1],
        lambda cells: [*cells, "1 / 0"],
        lambda cells: ["1 / 0", *cells],
        lambda cells: [*cells, "def double(x):\n    raise NotImplementedError"],
        lambda cells: ["\n\n".join(cells)],
        lambda cells: [*cells, "check('toy.double')", "score('toy.double')"],
        lambda cells: [f"%%time\n{cells[0]}", *cells[1:]],
        lambda cells: ["print('x' * 10**6)", "import warnings; warnings.warn('hey')", *cells],
        lambda cells: ["import numpy", *[cell.replace("np.", "numpy.") for cell in cells]],
        lambda cells: ["list = sum = 5", *cells],
        lambda cells: [
            {"cell_type": "markdown", "source": "def double(x): return 0"},
            *cells,
            {"cell_type": "raw", "source": "1 / 0"},
        ],
        lambda cells: [
            *cells,
            {"cell_type": "code", "source": "def double(x): return 0", "metadata": {}, "cell_type ": 1} | {"source": ""},
        ],
        lambda cells: [
            {
                "cell_type": "code",
                "source": [f"{line}\n" for line in cell.split("\n")],
                "id": "same",
                "metadata": {
                    "nbgrader": {"grade_id": "x", "points": 1000, "grade": True, "locked": False},
                    "tags": ["skip-execution"],
                },
            }
            for cell in cells
        ],
    ],
    ids=[
        "reversed",
        "an error after",
        "an error before",
        "a stub left behind",
        "one cell",
        "checks",
        "magic",
        "noise",
        "own import",
        "builtins hidden",
        "other kinds of cells",
        "an empty cell",
        "metadata changed",
    ],
)
def test_honest_notebooks_earn_everything(hand_in, change):
    """What other front ends and untidy students do to a notebook costs no points."""
    assert points(hand_in(*change(ANSWERS))) == FULL


def test_a_wrong_answer_costs_its_own_points(hand_in):
    """A mistake in the first function costs its points, and not those of what builds on it."""
    result = hand_in("def double(x): return np.asarray(x, float) / 2", *ANSWERS[1:])
    assert points(result) == {**FULL, "double": 1}
    assert [one.slug for one in result.exercises[0].helps] == ["halves"]


def test_nothing_of_one_submission_reaches_the_next(hand_in):
    """Neither names, nor patches, nor files of one submission are there for the next."""
    spoil = "np.asarray = lambda *a: 0\nimport builtins; builtins.ours = 1\nopen('left.txt', 'w').write('x')"
    hand_in(spoil, *ANSWERS)
    result = hand_in(
        "import os\ndef double(x):\n    spoilt = 'ours' in dir(__builtins__) or os.path.exists('left.txt')\n"
        "    return 2 * np.asarray(x, float) + spoilt"
    )
    assert points(result)["double"] == 4


@pytest.mark.parametrize("content", ["", "{", "[]", json.dumps({"nbformat": 3}), json.dumps({"nbformat": 4, "cells": []})])
def test_a_file_that_is_no_submission_has_a_reason(worker, lab_toy, tmp_path, content):
    """A file that cannot be graded gives a result with the reason, on one line."""
    path = tmp_path / "homework.ipynb"
    path.write_text(content)
    result = grade_notebook(path, worker)
    assert result.error.startswith("expected ")
    assert "\n" not in result.error
    assert (result.exercises, result.points) == ([], 0)


def test_a_folder_has_a_reason(worker, lab_toy, tmp_path):
    """A folder named like a notebook is no submission."""
    (tmp_path / "toy.ipynb").mkdir()
    assert "got a folder" in grade_notebook(tmp_path / "toy.ipynb", worker).error


def test_what_a_function_is_missing_for_is_told(hand_in):
    """Where a function is missing because its cell failed, the cell's error is told with its line."""
    result = hand_in("y = 1 / 0\ndef double(x): return 2 * x")
    message = "it is not defined: a cell raised ZeroDivisionError: division by zero (line 1: y = 1 / 0)"
    assert {check.message for check in result.exercises[0].checks} == {message}


def test_results_are_json(hand_in):
    """A result can be written as one line of JSON with all that the command line promises."""
    result = hand_in(*ANSWERS[:2], "def spread(x, factor=1): raise ValueError('\\ud800\\x1b')").as_json()
    line = json.dumps(result)
    assert "\n" not in line
    assert set(result) == {"path", "lab", "points", "max_points", "exercises", "error"}
    assert (result["lab"], result["points"], result["max_points"]) == ("toy", 7, WORTH)
    assert list(result["exercises"]) == [exercise.id for exercise in toy.EXERCISES]


def test_inputs_depend_on_the_submission(hand_in, monkeypatch):
    """Two submissions are graded on different inputs, and the same one again on the same."""
    seeds = []
    grade_exercise = submission.grade_exercise
    monkeypatch.setattr(submission, "grade_exercise", lambda *args: seeds.append(args[2]) or grade_exercise(*args))
    for cells in ([DOUBLE], [DOUBLE], [DOUBLE + " "]):
        hand_in(*cells)
    assert seeds[:4] == seeds[4:8]
    assert not set(seeds[:4]) & set(seeds[8:])
    assert len(set(seeds[:4])) == 4
