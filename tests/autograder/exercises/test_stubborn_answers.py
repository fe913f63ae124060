"""Answers that end the process, never return or know the visible inputs: each has its reason, and earns nothing by it."""

import pytest

from autograder.exercises import find_exercise
from autograder.grading import engine
from autograder.grading.session import Session
from tests.autograder.exercises import banks

MATRIX = find_exercise("glm_encoding.make_design_matrix")
PLAIN = banks.read_right("glm_encoding", "plain")
ENDS = """
import os
def make_design_matrix(stim, d=25):
    os._exit(0)
"""
HANGS = """
def make_design_matrix(stim, d=25):
    while True:
        pass
"""
ENDS_FOR_ONE_LAG = """
import os
right = make_design_matrix
def make_design_matrix(stim, d=25):
    return os._exit(0) if d == 1 else right(stim, d)
"""
REMEMBERS_THE_SHEET = """
import numpy as np
from autograder.visible import sheets
known = {}
for case in sheets.read_exercise("glm_encoding.make_design_matrix")["cases"]:
    (stim,) = sheets.unpack(case["args"])
    known[stim.tobytes(), case["kwargs"].get("d", 25)] = sheets.unpack(case["truth"])
def make_design_matrix(stim, d=25):
    return known.get((stim.tobytes(), d), np.zeros((len(stim), d)))
"""


def test_an_answer_that_ends_the_process_earns_nothing(grade):
    """It is said that the process ended, and nothing else happens."""
    (result,) = grade(MATRIX, [PLAIN, ENDS], seeds=[1])
    assert result.points == 0
    assert all("ended the process" in check.message for check in result.checks)


def test_an_answer_that_ends_the_process_once_keeps_other_points(grade):
    """The calls that are answered count; only the check with the fatal call is lost."""
    (result,) = grade(MATRIX, [PLAIN, ENDS_FOR_ONE_LAG], seeds=[1])
    assert [check.name for check in result.checks if not check.passed] == ["any-number-of-lags"]


def test_an_answer_that_never_returns_is_stopped(grade, monkeypatch):
    """After the time for a call it is said that it did not return; the exercise is not tried call by call."""
    calls = []
    monkeypatch.setattr(engine, "CALL_S", 0.5)
    monkeypatch.setattr(Session, "call", counted(Session.call, calls))
    (result,) = grade(MATRIX, [PLAIN, HANGS], seeds=[1])
    assert result.points == 0
    assert all("did not return" in check.message for check in result.checks)
    assert len(calls) == 1


def counted(method, calls):
    """The method, noting each call of it."""
    def call(*args, **kwargs):
        calls.append(args)
        return method(*args, **kwargs)

    return call


@pytest.mark.parametrize("seed", [1, 2])
def test_knowing_the_visible_inputs_earns_nothing(grade, seed):
    """Answers copied from the sheet pass in the notebook, and only have the right shape when graded."""
    (result,) = grade(MATRIX, [REMEMBERS_THE_SHEET], seeds=[seed])
    assert [check.name for check in result.checks if check.passed] == ["shape"]
