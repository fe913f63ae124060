"""A worker process and the lab `toy` for the tests of grading."""

import contextlib
import json

import pytest

from autograder.grading import matching, submission
from autograder.grading.engine import grade_exercise
from autograder.grading.session import Session, WarmWorker, WorkerLost
from autograder.grading.submission import grade_notebook
from tests.autograder.grading import toy


@pytest.fixture(scope="session")
def warm():
    """A warm worker; without a sandbox, which these tests are not about."""
    with WarmWorker("off") as worker:
        yield worker


@pytest.fixture
def worker(warm, monkeypatch):
    """The warm worker; every process that a test forks from it, and does not end, is ended after the test."""
    forks, fork, end = [], Session.fork, Session.end

    def fork_and_remember(session, *args, **kwargs):
        forks.append(fork(session, *args, **kwargs))
        return forks[-1]

    def end_and_forget(session):
        forks.remove(session)
        return end(session)

    monkeypatch.setattr(Session, "fork", fork_and_remember)
    monkeypatch.setattr(Session, "end", end_and_forget)
    yield warm
    for session in forks[::-1]:
        with contextlib.suppress(WorkerLost):  # the test has ended its parent
            session.end()
        session.channel.close()


@pytest.fixture
def load(worker):
    """Load a file's text into a process of its own."""

    def load_text(source):
        session = worker.open()
        session.load("file", [source], 30)
        return session

    return load_text


@pytest.fixture
def lab_toy(monkeypatch):
    """The lab `toy`, declared, solved and released."""
    toy.install(monkeypatch)
    monkeypatch.setattr(matching, "LABS", ("toy",))
    monkeypatch.setattr(submission, "setup_source", lambda lab: "import numpy as np")
    monkeypatch.setenv("NEURAL_COURSE_SECRET", "for the tests")


@pytest.fixture
def grade(load, lab_toy):
    """Grade an exercise of the lab `toy` on a file's text."""
    return lambda source, exercise=toy.double, seed=1: grade_exercise(exercise, load(source), seed)


@pytest.fixture
def hand_in(worker, lab_toy, tmp_path):
    """Hand in cells of code and grade them; other values than text are cells as they are."""

    def grade_cells(*cells):
        raw = [{"cell_type": "code", "source": cell} if isinstance(cell, str) else cell for cell in cells]
        path = tmp_path / "toy.ipynb"
        path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": raw}))
        return grade_notebook(path, worker)

    return grade_cells
