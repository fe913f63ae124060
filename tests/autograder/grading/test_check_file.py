"""One exercise is graded on a plain Python file, whatever the file is."""

import pytest

from autograder.grading.file import MAX_FILE_BYTES, check_file
from autograder.grading.read_notebook import NotASubmission
from tests.autograder.grading import toy


@pytest.fixture
def check(worker, lab_toy, tmp_path):
    """Write a file and grade an exercise on it."""

    def check_source(source, exercise=toy.double, **more):
        path = tmp_path / "answers.py"
        path.write_bytes(source if isinstance(source, bytes) else source.encode())
        return check_file(exercise, path, worker, **more)

    return check_source


@pytest.mark.parametrize("exercise", [toy.double, toy.total, toy.spread], ids=lambda exercise: exercise.id)
def test_the_whole_lab_may_be_in_the_file(check, exercise):
    """A file with all functions of a lab passes every exercise of it."""
    assert check(toy.RIGHT, exercise).passed


def test_evidence_questions_can_be_checked(check):
    """An evidence question is graded on a file, too."""
    assert check(f"evidence_side = {toy.truth_for(2026)!r}", toy.evidence).passed


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "# -*- coding: utf-8 -*-\n" + text,
        lambda text: text + "\nif __name__ == '__main__':\n    while True: pass\n",
        lambda text: text + "\n\n1 / 0",
        lambda text: text + "\nimport sys; sys.exit()",
    ],
    ids=[
        "byte-order mark",
        "Windows lines",
        "declared encoding",
        "main program",
        "fails at its end",
        "exits",
    ],
)
def test_honest_files_earn_everything(check, change):
    """Marks, line ends, main programs and errors after the function cost nothing."""
    assert check(change(toy.RIGHT)).passed


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("x = 1", "it is not defined"),
        ("", "it is not defined"),
        (
            "1 / 0\n" + toy.RIGHT,
            "it is not defined: the file raised ZeroDivisionError: division by zero (line 1: 1 / 0)",
        ),
        ("def double(:", "it is not defined: the file raised SyntaxError: "),
        ("x = 1\0", "it is not defined: the file raised "),
        ("import os; os._exit(0)", "the file could not be loaded: it ended the process that ran it"),
        (
            "import ctypes; ctypes.string_at(0)",
            "the file could not be loaded: it ended the process that ran it",
        ),
        ("import sys; sys.exit()", "it is not defined: the file raised SystemExit: "),
        ("(" * 10_000, "it is not defined: the file raised SyntaxError: too many nested parentheses"),
        ("1" + "+1" * 100_000, "it is not defined: the file raised RecursionError: "),
    ],
    ids=lambda item: repr(item)[:40],
)
def test_a_file_that_fails_is_told(check, source, told):
    """A file that does not define the function earns nothing, and its own error is told."""
    result = check(source)
    assert result.points == 0
    assert all(check.message.startswith(told) for check in result.checks)


def test_a_file_that_ends_its_process_later_has_a_result(check):
    """A process that is ended from the background after its file was loaded is no error of the grader."""
    result = check(toy.RIGHT + "\nimport threading, os\nthreading.Timer(0.02, os._exit, [0]).start()")
    assert all(check.passed or check.message for check in result.checks)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"x = '\xff'", "expected text in UTF-8, got other bytes at position 5"),
        (b"x" * (MAX_FILE_BYTES + 1), "expected at most 4 MB, got 4 MB"),
    ],
)
def test_a_file_that_is_no_text_is_refused(check, content, told):
    """Bytes that are no text, or too much of it, are refused before anything is run."""
    with pytest.raises(NotASubmission, match=told):
        check(content)


def test_a_seed_can_be_given(check):
    """With a seed the messages are the same again, whatever else is in the file."""
    source = "def double(x): return x + 0.1 * (x > 2)\n"
    assert check(source, seed=5) == check(source + "# more", seed=5)


def test_without_a_seed_the_content_draws_the_inputs(check, monkeypatch):
    """Without a seed another secret, or another content, gives other inputs."""
    from autograder.grading import file

    seeds, grade = [], file.grade_exercise
    monkeypatch.setattr(file, "grade_exercise", lambda *args: seeds.append(args[2]) or grade(*args))
    check(toy.RIGHT)
    check(toy.RIGHT)
    check(toy.RIGHT + "#")
    monkeypatch.setenv("NEURAL_COURSE_SECRET", "another")
    check(toy.RIGHT)
    assert (seeds[0] == seeds[1], len(set(seeds))) == (True, 3)


def test_files_know_nothing_of_each_other(check):
    """What one file defines is not there for the next."""
    assert check(toy.RIGHT).passed
    assert {one.message for one in check("").checks} == {"it is not defined"}
