"""Entering results into nbgrader's gradebook."""

import json
import os
import sqlite3
from dataclasses import replace

import pytest
from nbgrader.api import InvalidEntry

from autograder.batch import gradebook
from autograder.batch.find import chosen_ones, find_submissions
from autograder.batch.gradebook import GradebookError, Gradebooks, GradebookWriter, course_of
from autograder.demo.course_folder import make_course_folder
from autograder.demo.steps import run_step
from tests.autograder.batch.conftest import LAB, made_up


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """A gradebook that knows the lab and no student."""
    folder = make_course_folder(tmp_path_factory.mktemp("prepared") / "course", ())
    run_step(f"generate_assignment {LAB}", folder, lambda news: None)
    return (folder / "gradebook.db").read_bytes(), (folder / "nbgrader_config.py").read_text()


@pytest.fixture
def course(tmp_path, prepared, hand_in):
    """A course directory in which ada has handed in."""
    (tmp_path / "gradebook.db").write_bytes(prepared[0])
    (tmp_path / "nbgrader_config.py").write_text(prepared[1])
    hand_in("ada")
    return tmp_path


@pytest.fixture
def ada(course):
    """Ada's submission and a result for it: everything of one exercise is right."""
    (submission,) = find_submissions([course / "submitted"])
    result = made_up(submission.path, "not yet")
    one = result.exercises[0]
    result.exercises[0] = replace(one, checks=[replace(check, points=check.max_points, message="") for check in one.checks])
    return submission, result


def rows(course, query):
    with sqlite3.connect(course / "gradebook.db") as database:
        return database.execute(query).fetchall()


def test_points_and_comments_are_entered(course, ada):
    """The gradebook has the points of each exercise and a comment; the graded notebook lies where nbgrader looks for it."""
    assert GradebookWriter(course).write(*ada, "key")
    assert rows(course, "SELECT sum(auto_score) FROM grade") == [(ada[1].points,)]
    assert ada[1].points > 0
    assert ("not yet" in str(rows(course, "SELECT auto_comment FROM comment")))
    notebook = json.loads((course / "autograded" / "ada" / LAB / f"{LAB}.ipynb").read_text())
    assert notebook["metadata"]["course"]["stored"]["key"] == "key"


def test_twice_is_once(course, ada):
    """What has been entered is not entered again, until the result or the database is another one."""
    writer = GradebookWriter(course)
    assert [writer.write(*ada, "key") for _ in range(2)] == [True, False]
    assert writer.write(*ada, "another key")
    assert rows(course, "SELECT count(*) FROM submitted_assignment") == [(1,)]


def test_manual_points_stay(course, ada):
    """What a person gave in formgrader is kept when a result is entered anew."""
    writer = GradebookWriter(course)
    writer.write(*ada, "key")
    with sqlite3.connect(course / "gradebook.db") as database:
        database.execute("UPDATE grade SET manual_score = 1.5")
    writer.write(*ada, "another key")
    assert set(rows(course, "SELECT manual_score FROM grade")) == {(1.5,)}


def test_the_time_of_arrival_is_entered(course, ada):
    """nbgrader's timestamp file beside a submission counts; late penalties hang on it."""
    ada[0].path.with_name("timestamp.txt").write_text("2026-11-20 12:00:00 UTC")
    GradebookWriter(course).write(*ada, "key")
    assert rows(course, "SELECT timestamp FROM submitted_assignment") == [("2026-11-20 12:00:00.000000",)]


def test_what_could_not_be_read_has_a_reason(course, ada):
    """A broken file has no points, and its reason as a comment."""
    ada[0].path.write_text("{")
    broken = replace(made_up(ada[0].path), lab=None, exercises=[], error=f"expected a notebook, got half of one: {ada[0].path}")
    GradebookWriter(course).write(ada[0], broken, "")
    assert rows(course, "SELECT sum(auto_score) FROM grade") == [(0.0,)]
    assert f"got half of one: {LAB}.ipynb" in str(rows(course, "SELECT auto_comment FROM comment"))


def test_an_unknown_assignment_is_told(course, ada):
    """A gradebook without the lab is an error that says how to make it."""
    (course / "gradebook.db").unlink()
    with pytest.raises(GradebookError, match="nbgrader generate_assignment"):
        GradebookWriter(course).write(*ada, "key")


@pytest.mark.parametrize("url", ["nonsense://x", "sqlite:////nowhere/at/all.db"])
def test_no_database_is_told(course, monkeypatch, url):
    """An address without a database is an error that names it."""
    monkeypatch.setattr(gradebook, "PATIENCE_S", 0.1)
    with pytest.raises(GradebookError, match=f"expected a gradebook at {url}, got: "):
        GradebookWriter(course, url)


def test_no_password_is_told(course, monkeypatch):
    """An address that leads nowhere is told without the password in it."""
    monkeypatch.setattr(gradebook, "PATIENCE_S", 0.1)
    with pytest.raises(GradebookError) as caught:
        GradebookWriter(course, "nonsense://me:hush@host/gradebook")
    assert "nonsense://me:***@host/gradebook" in str(caught.value)
    assert "hush" not in str(caught.value)


def test_a_lost_result_is_not_entered(course, ada):
    """What is to be graded again has no points yet."""
    books = Gradebooks([ada[0]])
    books.enter(ada[0], replace(ada[1], lost=True, error="no process"), "key")
    assert rows(course, "SELECT count(*) FROM submitted_assignment") == [(0,)]


def test_the_course_of_a_submission(course, ada, tmp_path):
    """It is the folder above ``submitted``, if that is one of nbgrader's; else this project's."""
    assert course_of(ada[0]) == course
    (course / "nbgrader_config.py").unlink()
    assert course_of(ada[0]) == gradebook.COURSE


def test_one_of_several_files_counts(course, ada):
    """Of two notebooks the one under its right name is entered; without one, the last saved."""
    twin = ada[0].path.with_name("copy.ipynb")
    twin.write_bytes(ada[0].path.read_bytes())
    assert chosen_ones(find_submissions([course / "submitted"])) == {ada[0]}
    later = ada[0].path.rename(ada[0].path.with_name("other.ipynb"))
    os.utime(twin, (1e9, 1e9))
    assert {one.path for one in chosen_ones(find_submissions([course / "submitted"]))} == {later}


def test_another_writer_may_come_between(course, ada, monkeypatch):
    """When somebody else has just made the same row, it is looked for again, and taken."""
    writer, made, real = GradebookWriter(course), [], gradebook.Gradebook.update_or_create_student

    def first_by_another(self, student, **more):
        if not made:
            made.append(student)
            raise InvalidEntry("UNIQUE constraint failed: student.id")
        return real(self, student, **more)

    monkeypatch.setattr(gradebook.Gradebook, "update_or_create_student", first_by_another)
    assert writer.write(*ada, "key")
    assert rows(course, "SELECT sum(auto_score) FROM grade") == [(ada[1].points,)]


@pytest.mark.parametrize("harm", ["gone", "emptied", "spoilt"])
def test_a_gradebook_that_goes_away_is_told(course, ada, monkeypatch, harm):
    """Nothing is entered into a database that is not the one from before; when it is back, the same command enters all."""
    monkeypatch.setattr(gradebook, "PATIENCE_S", 0.2)
    file, kept = course / "gradebook.db", (course / "gradebook.db").read_bytes()
    writer = GradebookWriter(course)
    if harm == "gone":
        file.unlink()
        file.mkdir()
    else:
        file.write_bytes(b"" if harm == "emptied" else b"no database" * 1000)
    with pytest.raises(GradebookError, match="the results are stored, and the same command enters them"):
        writer.write(*ada, "key")
    if harm == "gone":
        file.rmdir()
    file.write_bytes(kept)
    assert GradebookWriter(course).write(*ada, "key")
    assert rows(course, "SELECT sum(auto_score) FROM grade") == [(ada[1].points,)]
