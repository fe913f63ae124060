"""A submission that fails, hangs or kills costs points of its own alone, and has a reason for each."""

import json
import time

import pytest

from autograder.grading import submission
from autograder.grading.session import Session, WorkerLost
from autograder.grading.submission import (
    grade_notebook,
)
from tests.autograder.grading.toy import ANSWERS, DOUBLE, FULL, SPREAD, TOTAL, points


@pytest.mark.parametrize(
    "cell",
    [
        "import os; os._exit(0)",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "import ctypes; ctypes.string_at(0)",
        "import sys; sys.exit()",
        "raise KeyboardInterrupt",
        "def f(): return f()\nf()",
        "def broken(:",
        "\0",
        "'\ud800'",
        "x = input()",
        "import os; os.closerange(3, 99)",
    ],
)
def test_a_cell_that_fails_leaves_the_others(hand_in, cell):
    """Whatever one cell does to its process, the functions of the others are graded."""
    assert points(hand_in(DOUBLE, cell, TOTAL, SPREAD, ANSWERS[3])) == FULL


def test_a_cell_that_hangs_leaves_the_others(hand_in, monkeypatch):
    """A cell that does not end is left out, in time, and its output says so."""
    monkeypatch.setattr(submission, "CELL_S", 0.5)
    start = time.monotonic()
    result = hand_in(DOUBLE, "while True: pass", TOTAL, SPREAD, ANSWERS[3])
    assert time.monotonic() - start < 8
    assert points(result) == FULL
    assert "this cell was left out: it did not return within 0.5 s" in json.dumps(result.reports[1])


def test_all_cells_together_have_a_time(hand_in, monkeypatch):
    """Cells that together take too long without hanging are left out; the quick ones count."""
    monkeypatch.setattr(submission, "CELLS_S", 1.2)
    result = hand_in(DOUBLE, *["import time; time.sleep(0.4)"] * 6, TOTAL, SPREAD, ANSWERS[3])
    assert points(result) == FULL
    assert "together the cells took longer than 1 s" in json.dumps(result.reports[2])


@pytest.mark.parametrize("cell", ["get_ipython().run_cell = None", "import builtins; builtins.len = None"])
def test_a_cell_that_spoils_its_process_has_a_result(hand_in, cell):
    """A cell that makes the next ones fail costs at most its own notebook's points, each with a reason."""
    result = hand_in(DOUBLE, cell, TOTAL, SPREAD, ANSWERS[3])
    assert len(result.exercises) == 4
    assert all(check.passed or check.message for one in result.exercises for check in one.checks)


def test_many_cells_that_end_the_process_are_given_up(hand_in, monkeypatch):
    """Where cell after cell ends the process, only cells that define functions and constants are run in the end."""
    opened = []
    fork = Session.fork
    monkeypatch.setattr(Session, "fork", lambda self, *args, **kwargs: opened.append(1) or fork(self, *args, **kwargs))
    result = hand_in(*["import os; os._exit(0)"] * 12, *ANSWERS)
    assert points(result) == FULL
    errors = [report["error"] and report["error"]["error"] for report in result.reports.values()]
    assert errors == ["NotRun"] * 12 + [None] * 4
    assert len(opened) < 40


@pytest.mark.parametrize(
    ("bad", "kept"),
    [
        ("def double(x):\n    import os; os._exit(0)", {"total": 3, "spread": 3, "evidence_side": 2}),
        ("import os; ME = os.getpid()\ndef double(x):\n    os.kill(ME, 9)\n    return 2.0 * x", {"evidence_side": 2}),
    ],
    ids=["its own process", "the process of the whole submission"],
)
def test_an_exercise_that_kills_leaves_the_others(hand_in, bad, kept):
    """A function that ends processes when it is called does not take the other exercises with it."""
    result = hand_in(bad, *ANSWERS[1:])
    assert {name: worth for name, worth in points(result).items() if name in kept} == kept


def test_a_thread_that_kills_later_leaves_the_worker(hand_in):
    """A submission that ends its process from the background has a result, and so has the next one."""
    bomb = "import threading, os\nthreading.Timer(0.05, os._exit, [0]).start()"
    result = hand_in(*ANSWERS, bomb)
    assert len(result.exercises) == 4
    assert all(check.passed or check.message for one in result.exercises for check in one.checks)
    assert points(hand_in(*ANSWERS)) == FULL


def test_a_worker_that_cannot_be_started_is_told(lab_toy, tmp_path):
    """When no process can be had, the submission's result says so."""

    class Broken:
        def open(self):
            raise WorkerLost("no more processes")

    path = tmp_path / "toy.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": DOUBLE}]}))
    result = grade_notebook(path, Broken())
    assert result.error == f"no process could be started for its code (no more processes): {path}"
