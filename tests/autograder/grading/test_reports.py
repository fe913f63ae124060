"""What cells did is told in a sentence, whatever a hostile process reports."""

import pytest

from autograder.grading.submission import (
    explain_missing,
    first_error,
    load_cells,
    nothing_earned,
)
from autograder.visible.results import CheckResult, ExerciseResult
from tests.autograder.grading import toy

FORGED = [
    "5",
    "[]",
    "[5]",
    "[[]]",
    "[1, 2, 3]",
    '[{"error": 5, "outputs": {}}]',
    '[{"error": {"error": [1], "message": {}}}]',
    '{"a": 1}',
]


FORGE = """
import struct, sys
frame = sys._getframe()
while "id" not in (frame.f_locals.get("message") or {}):
    frame = frame.f_back
header = ('{"reply": "' + frame.f_locals["message"]["id"] + '", "sizes": [], "cells": CELLS}').encode()
frame.f_locals["self"].channel.end.sendall(struct.pack("!IQ", len(header), 0) + header)
"""


@pytest.mark.parametrize("cells", FORGED)
def test_a_forged_report_is_no_report(worker, cells):
    """Whatever a cell writes in place of the report on it, the grader has a report of the right kind."""
    _, (report,) = load_cells(worker, [FORGE.replace("CELLS", cells)], {})
    assert report["error"] is None or isinstance(report["error"], dict)
    assert isinstance(report["outputs"], list)
    assert first_error([report]).isprintable()


@pytest.mark.parametrize(
    ("reports", "told"),
    [
        ([], ""),
        ([{"error": None}], ""),
        ([{"error": {"error": "NotImplementedError"}}], ""),
        ([5, None, "x", {"error": 5}], ""),
        (
            [{"error": None}, {"error": {"error": "E", "message": "m", "line": "line 2: x"}}],
            "a cell raised E: m (line 2: x)",
        ),
        ([{"error": {"error": "E", "message": "m", "line": ""}}], "a cell raised E: m"),
        ([{"error": {"error": "E\x1b", "message": "m\nn\ud800"}}], "a cell raised E\ufffd: m n\ufffd"),
        (
            [{"error": {"error": "E" * 999, "message": "m" * 999, "line": "l" * 999}}],
            f"a cell raised {'E' * 200}: {'m' * 200} ({'l' * 200})",
        ),
    ],
    ids=lambda item: str(item)[:40],
)
def test_the_first_error_in_a_sentence(reports, told):
    """The first cell that failed is told on one printable line; cells not written yet are no failure."""
    assert first_error(reports) == told


def test_only_missing_functions_are_explained():
    """An error in a cell explains what is not defined, and nothing else."""
    checks = [
        CheckResult("a", "", 0.0, 1.0, "it is not defined"),
        CheckResult("b", "", 0.0, 1.0, "it is too large"),
    ]
    explained = explain_missing(ExerciseResult("toy.double", checks), "a cell raised E: m")
    assert [check.message for check in explained.checks] == [
        "it is not defined: a cell raised E: m",
        "it is too large",
    ]


@pytest.mark.parametrize("exercise", [toy.double, toy.evidence], ids=lambda exercise: exercise.id)
def test_nothing_earned_has_a_reason_for_every_check(exercise):
    """A result without points has every check, each with the reason."""
    result = nothing_earned(exercise, "so")
    assert (result.points, result.max_points) == (0, exercise.points)
    assert {check.message for check in result.checks} == {"so"}
