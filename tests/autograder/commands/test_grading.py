"""`grade`: notebooks and folders, one line each, whatever they are."""

import json
import os

import pytest

from autograder.batch.store import ResultStore
from autograder.commands.grading import CANNOT_STORE
from autograder.demo.answers import reference_answers
from autograder.demo.notebooks import fill_in, released_notebook, write

LAB = "glm_encoding"


@pytest.fixture
def half(tmp_path):
    """A folder with one notebook in which one exercise is solved; the lesson's own code is not in it."""
    answers = {"bits_per_spike": reference_answers(LAB)["bits_per_spike"]}
    notebook = fill_in(released_notebook(LAB), LAB, answers)
    notebook["cells"] = [cell for cell in notebook["cells"] if "nbgrader" in cell["metadata"]]
    folder = tmp_path / "submitted" / "ada"
    folder.mkdir(parents=True)
    (folder / "my lab.ipynb").write_bytes(write(notebook))
    return folder


def lines_of(ran):
    return [json.loads(line) for line in ran.out.splitlines()]


def test_a_notebook(run, warm, half):
    """A notebook has its path, its lab, its points and every exercise, with the keys of the contract."""
    (answer,) = lines_of(run("grade", half / "my lab.ipynb", "--json"))
    assert list(answer) == ["path", "lab", "points", "max_points", "exercises", "error"]
    assert answer["path"] == str(half / "my lab.ipynb")
    assert (answer["lab"], answer["points"], answer["error"]) == (LAB, 5.0, None)
    assert answer["max_points"] == sum(one["max_points"] for one in answer["exercises"].values())
    solved = answer["exercises"]["glm_encoding.bits_per_spike"]
    assert list(solved) == ["exercise", "points", "max_points", "passed", "misconceptions", "checks"]
    assert solved["passed"]


def test_a_folder_is_searched(run, warm, half):
    """Every notebook below a folder is graded, checkpoints left out."""
    (half / ".ipynb_checkpoints").mkdir()
    (half / ".ipynb_checkpoints" / "my lab-checkpoint.ipynb").write_text("{")
    (half / "notes.txt").write_text("mine")
    (answer,) = lines_of(run("grade", half.parent, "--json"))
    assert answer["path"].endswith("my lab.ipynb")


def test_as_text(run, warm, half):
    """Without --json, people read the points of the notebook and of each exercise."""
    lines = run("grade", half).out.splitlines()
    assert lines[0].endswith("5 of 42.5 points (glm_encoding)")
    assert "    5.0 of 5.0   glm_encoding.bits_per_spike" in lines


@pytest.mark.slow
def test_jobs_do_not_change_results(run, half):
    """Side by side, each notebook has the result that it has alone."""
    content = (half / "my lab.ipynb").read_bytes()
    for number in range(3):
        (half / f"{number}.ipynb").write_bytes(content)
    answers = lines_of(run("grade", half, "--json", "--jobs", 2))
    assert len({answer["path"] for answer in answers}) == 4
    assert len({json.dumps(answer["exercises"]) for answer in answers}) == 1


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.mkdir(), "expected a regular file, got a folder"),
        (lambda path: os.mkfifo(path), "expected a regular file, got a pipe"),
        (lambda path: path.symlink_to("/etc/passwd"), "expected a readable file, got a link"),
        (lambda path: path.symlink_to("nowhere"), "expected a readable file, got a link"),
        (lambda path: path.write_bytes(b""), "expected a notebook, got an empty file"),
        (
            lambda path: path.write_text('{"nbformat": 4,'),
            "expected a notebook (JSON), got text that breaks off",
        ),
        (lambda path: path.write_text("{}"), "expected a notebook of format 4, got format None"),
        (lambda path: path.write_text('{"nbformat": 4, "cells": []}'), "expected a notebook of this course"),
    ],
    ids=["folder", "pipe", "link", "broken link", "empty", "cut off", "no notebook", "another course"],
)
def test_what_is_no_submission_has_a_line(run, warm, half, make, said):
    """Whatever lies among the notebooks has one line with the reason; the others are graded."""
    make(half / "bad.ipynb")
    answers = {os.path.basename(answer["path"]): answer for answer in lines_of(run("grade", half, "--json"))}
    assert answers["bad.ipynb"]["error"].startswith(said)
    assert answers["bad.ipynb"]["points"] == 0
    assert answers["my lab.ipynb"]["points"] == 5


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "expected at least one notebook or folder, got none"),
        (["nowhere"], "expected a notebook or a folder, got a path that does not exist: nowhere"),
    ],
)
def test_bad_input(refused, arguments, said):
    """What cannot be looked at is refused in a line."""
    assert refused("grade", *arguments) == said


def test_a_link_to_a_folder_is_not_followed(run, warm, half, tmp_path):
    """Where a link leads is not looked at, even if it leads to a folder of notebooks."""
    (tmp_path / "link").symlink_to(half)
    (answer,) = lines_of(run("grade", tmp_path / "link", "--json"))
    assert answer["error"].startswith("expected a readable file, got a link")


def test_a_folder_without_notebooks(refused, tmp_path):
    """An empty folder is said to be one."""
    assert (
        refused("grade", tmp_path) == f"expected a folder with notebooks (*.ipynb), got none in: {tmp_path}"
    )


def test_nothing_is_graded_when_a_path_is_wrong(refused, half):
    """A path that is mistyped stops the command before it has begun."""
    assert "does not exist" in refused("grade", half, "nowhere")


READ_ONLY = OSError(30, "Read-only file system")


def test_a_folder_for_results_that_is_read_only(refused, monkeypatch, half, tmp_path):
    """Where results were asked for and cannot be kept, nothing is graded, and the reason is told."""
    monkeypatch.setattr(ResultStore, "__init__", raises(READ_ONLY))
    said = refused("grade", half, "--results", tmp_path / "kept")
    assert said == CANNOT_STORE.format(f"Read-only file system: {tmp_path / 'kept'}")


def test_a_usual_folder_that_is_read_only(run, warm, monkeypatch, half):
    """Without a folder that was asked for, grading goes on and says that nothing is kept."""
    monkeypatch.setattr(ResultStore, "__init__", raises(READ_ONLY))
    done = run("grade", half, "--json")
    (answer,) = lines_of(done)
    assert answer["error"] is None
    assert "results are not stored (Read-only file system" in done.err


def raises(error):
    """A function that raises an error, whatever it is called with."""

    def fail(*args, **kwargs):
        raise error

    return fail
