"""Grading ahead of nbgrader: every submission once, several at a time, each with its own result."""

import threading
from types import SimpleNamespace

import pytest

from autograder.exercises import exercises_of
from autograder.grading.session import WorkerLost
from autograder.nbgrader_steps import ahead


class FakeWorker:
    """Stands for a warm process."""

    made = 0

    def __init__(self):
        type(self).made += 1
        self.closed = False

    def close(self):
        self.closed = True


@pytest.fixture
def calls(monkeypatch):
    """The paths graded, in the place of grading."""
    seen = []

    def grade_file(path, lab, worker):
        seen.append(path)
        if path == "bad":
            raise RuntimeError("a bug")
        return f"result of {path}", []

    monkeypatch.setattr(ahead, "grade_file", grade_file)
    monkeypatch.setattr(ahead, "WarmWorker", FakeWorker)
    monkeypatch.setattr(FakeWorker, "made", 0)
    return seen


@pytest.fixture
def grading():
    """Two jobs."""
    jobs = ahead.GradingAhead(2)
    yield jobs
    jobs.close()


def test_each_file_is_graded_once(calls, grading, lab):
    """However often a file was announced, it is graded once, and its own result comes back."""
    for path in ("a", "b", "a"):
        grading.start(path, lab)
    assert [grading.result(path, lab) for path in ("b", "a")] == [("result of b", []), ("result of a", [])]
    assert sorted(calls) == ["a", "b"]


def test_a_file_that_nobody_announced_is_graded(calls, grading, lab):
    """A result can be asked for at once."""
    assert grading.result("a", lab) == ("result of a", [])


def test_a_file_is_graded_again_when_asked_for_again(calls, grading, lab):
    """A result is given once; a later request looks at the file anew."""
    grading.result("a", lab)
    grading.result("a", lab)
    assert calls == ["a", "a"]


def test_workers_are_used_again(calls, grading, lab):
    """There are no more workers than jobs, however many files there are."""
    for number in range(20):
        grading.start(str(number), lab)
    for number in range(20):
        grading.result(str(number), lab)
    assert 1 <= FakeWorker.made <= 2


def test_two_are_under_way_at_once(monkeypatch, grading, lab):
    """With two jobs, two files are graded side by side."""
    both = threading.Barrier(2, timeout=20)
    monkeypatch.setattr(ahead, "WarmWorker", FakeWorker)
    monkeypatch.setattr(ahead, "grade_file", lambda path, lab, worker: both.wait())
    grading.start("a", lab)
    grading.start("b", lab)
    assert {grading.result("a", lab), grading.result("b", lab)} == {0, 1}


def test_a_defect_stays_with_its_file(calls, grading, lab):
    """An error in grading one file is told where that file's result is asked for, and nowhere else."""
    grading.start("bad", lab)
    assert grading.result("a", lab) == ("result of a", [])
    with pytest.raises(RuntimeError, match="a bug"):
        grading.result("bad", lab)


def test_closing_ends_the_workers(calls, lab):
    """No process is left behind."""
    jobs = ahead.GradingAhead(1)
    jobs.result("a", lab)
    worker = jobs._idle.get()
    jobs._idle.put(worker)
    jobs.close()
    assert worker.closed


def test_a_file_that_cannot_be_read_has_a_reason(tmp_path, lab):
    """Every exercise of such a file is worth nothing, and the reason names the file without its folders."""
    path = tmp_path / "glm_encoding.ipynb"
    path.write_text('{"nbformat": 4,')
    result, cells = ahead.grade_file(str(path), lab, worker=None)
    assert cells == []
    assert result.error.startswith("expected a notebook (JSON)")
    assert result.error.endswith(": glm_encoding.ipynb")
    assert str(tmp_path) not in result.error
    assert [one.points for one in result.exercises] == [0.0] * len(exercises_of(lab))


def test_a_lost_worker_has_a_reason(tmp_path, lab, monkeypatch):
    """Where no process can be started, the submission says so and the class goes on."""

    def lose(*arguments):
        raise WorkerLost("no more processes")

    path = tmp_path / "glm_encoding.ipynb"
    path.write_text('{"nbformat": 4, "cells": []}')
    monkeypatch.setattr(ahead, "grade_cells", lose)
    result, _ = ahead.grade_file(str(path), lab, worker=None)
    assert result.error == "no process could be started for its code: no more processes"


@pytest.fixture
def converter(tmp_path, lab):
    """What nbgrader's Autograde knows of four submissions, the third of which has a result."""
    folders = [str(tmp_path / "submitted" / name / lab) for name in ("ada", "ben", "chloe", "dara")]
    (tmp_path / "autograded" / "chloe" / lab).mkdir(parents=True)
    course = SimpleNamespace(
        root=str(tmp_path), submitted_directory="submitted", autograded_directory="autograded"
    )
    files = {folder: [f"{folder}/{lab}.ipynb"] for folder in reversed(folders)}
    return SimpleNamespace(assignments=files, coursedir=course, force=False)


def names_of(coming):
    return [path.split("/")[-3] for path, _ in coming]


def test_those_that_follow_are_coming(converter, tmp_path, lab):
    """After the first come those behind it in nbgrader's order, without the one that has a result."""
    first = str(tmp_path / "submitted" / "ada" / lab / f"{lab}.ipynb")
    assert names_of(ahead.coming_submissions(converter, first)) == ["ben", "dara"]


def test_all_are_coming_when_forced(converter, tmp_path, lab):
    """With --force, nbgrader grades again what has a result."""
    converter.force = True
    first = str(tmp_path / "submitted" / "ada" / lab / f"{lab}.ipynb")
    assert names_of(ahead.coming_submissions(converter, first)) == ["ben", "chloe", "dara"]


def test_other_files_are_not_coming(converter, tmp_path, lab):
    """A file whose name is no lab's is left to nbgrader."""
    converter.assignments[str(tmp_path / "submitted" / "elif" / lab)] = ["other.ipynb"]
    first = str(tmp_path / "submitted" / "dara" / lab / f"{lab}.ipynb")
    assert ahead.coming_submissions(converter, first) == []
