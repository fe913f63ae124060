"""A submission's folder as nbgrader finds it: names are mended, other files stay where they are."""

import json
import os
from types import SimpleNamespace

import pytest
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc

from autograder.nbgrader_steps.arrival import adopt_renamed, keep_timestamp, leave_other_files, read_time


@pytest.fixture
def folder(tmp_path, lab):
    """The folder of a submission."""
    path = tmp_path / "submitted" / "ada" / lab
    path.mkdir(parents=True)
    return path


@pytest.fixture
def save(folder):
    """Save a notebook with one cell under a name, at a time of its own."""

    def save_it(name, source='check("glm_encoding.fit_lg")', time_s=1_000_000):
        content = json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": source}]})
        (folder / name).write_text(content)
        os.utime(folder / name, (time_s, time_s))
        return str(folder / name)

    return save_it


def test_a_renamed_notebook_gets_its_name_back(folder, save, lab):
    """A copy under the right name is what nbgrader goes on with; the student's file stays."""
    notebooks = [save("My lab FINAL (2).ipynb")]
    adopt_renamed(lab, "*", notebooks)
    assert notebooks[1:] == [str(folder / f"{lab}.ipynb")]
    assert (folder / f"{lab}.ipynb").read_bytes() == (folder / "My lab FINAL (2).ipynb").read_bytes()


def test_the_right_name_is_left_alone(folder, save, lab):
    """Where the right name is there, other notebooks beside it are not looked at."""
    notebooks = [save("a copy.ipynb", time_s=2_000_000), save(f"{lab}.ipynb", "mine")]
    before = (folder / f"{lab}.ipynb").read_bytes()
    adopt_renamed(lab, "*", notebooks)
    assert len(notebooks) == 2
    assert (folder / f"{lab}.ipynb").read_bytes() == before


def test_of_several_the_newest_of_the_lab_is_taken(folder, save, lab):
    """Of several notebooks under other names, the one of this lab that was saved last counts."""
    notebooks = [
        save("old.ipynb", 'check("glm_encoding.fit_lg")  # old', 1_000_000),
        save("new.ipynb", 'check("glm_encoding.fit_lg")  # new', 2_000_000),
        save("homework of another course.ipynb", "1 + 1", 3_000_000),
    ]
    adopt_renamed(lab, "*", notebooks)
    assert "# new" in (folder / f"{lab}.ipynb").read_text()


def test_a_single_notebook_is_taken_even_if_broken(folder, lab):
    """A renamed file that broke off is graded as what it is: its student gets the reason."""
    (folder / "lab.ipynb").write_text('{"nbformat": 4,')
    notebooks = [str(folder / "lab.ipynb")]
    adopt_renamed(lab, "*", notebooks)
    assert (folder / f"{lab}.ipynb").read_text() == '{"nbformat": 4,'


def test_a_link_is_not_followed(folder, lab, tmp_path):
    """A link under another name brings no file in, and stops nobody."""
    (tmp_path / "secret.ipynb").write_text("secret")
    (folder / "lab.ipynb").symlink_to(tmp_path / "secret.ipynb")
    notebooks = [str(folder / "lab.ipynb")]
    adopt_renamed(lab, "*", notebooks)
    assert notebooks == [str(folder / "lab.ipynb")]
    assert not (folder / f"{lab}.ipynb").exists()


def test_an_instructors_own_assignment_is_left_alone(folder, save):
    """For an assignment that is no lab of the course, nbgrader does what it always does."""
    notebooks = [save("other.ipynb")]
    adopt_renamed("homework", "*", notebooks)
    assert len(notebooks) == 1


def test_other_files_are_ignored(folder, tmp_path):
    """nbgrader finds no file to copy in a submission's folder, and its own settings stay as they were."""
    from nbgrader.utils import find_all_files

    (folder / "notes.txt").write_text("mine")
    (folder / "all").symlink_to("/etc/passwd")
    course = CourseDirectory(root=str(tmp_path))
    converter = SimpleNamespace(coursedir=course)
    assert len(find_all_files(str(folder), course.ignore)) == 2
    leave_other_files(converter)
    assert find_all_files(str(folder), converter.coursedir.ignore + ["*.ipynb"]) == []
    assert course.ignore == CourseDirectory().ignore
    assert converter.coursedir.root == str(tmp_path)


@pytest.fixture
def converter(tmp_path):
    """Something with a course directory, as a submission's exporter finds it."""
    found = SimpleNamespace(coursedir=CourseDirectory(root=str(tmp_path), student_id="ada"))
    leave_other_files(found)
    return found


def test_settings_stay(converter, tmp_path):
    """What was asked for on the command line still holds."""
    assert (converter.coursedir.root, converter.coursedir.student_id) == (str(tmp_path), "ada")


def test_the_time_of_arrival_goes_along(converter, folder, tmp_path, lab):
    """The time stands beside the result, in the place of an older one, so that a newer submission is seen."""
    (folder / "timestamp.txt").write_text("2026-11-20 12:00:00 CET")
    result = tmp_path / "autograded" / "ada" / lab
    result.mkdir(parents=True)
    (result / "timestamp.txt").write_text("old")
    (result / "timestamp.txt").chmod(0o444)
    keep_timestamp(converter, lab, "ada")
    assert (result / "timestamp.txt").read_text() == "2026-11-20 11:00:00"
    assert converter.coursedir.get_existing_timestamp(str(result)) == read_time(str(folder / "timestamp.txt"))


@pytest.mark.parametrize(
    "text",
    ["2026-11-20 12:00:00 UTC", "2026-11-20 12:00:00.123456 UTC", "2026-11-20 12:00:00", "2026-11-20T12:00:00+00:00"],
)
def test_nbgraders_own_times_are_read(folder, text):
    """Each way in which nbgrader writes a time is understood, as nbgrader does."""
    (folder / "timestamp.txt").write_text(text + "\n")
    assert read_time(str(folder / "timestamp.txt")) == parse_utc(text)


def test_without_a_time_nothing_is_made(converter, folder, tmp_path, lab):
    """A submission without a time of arrival has none beside its result."""
    keep_timestamp(converter, lab, "ada")
    assert not (tmp_path / "autograded").exists()


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.symlink_to("/etc/passwd"),
        lambda path: os.mkfifo(path),
        lambda path: path.mkdir(),
        lambda path: path.write_text("9" * 10**6),
        lambda path: path.write_text("yesterday"),
        lambda path: path.write_text(""),
        lambda path: path.write_bytes(b"\xff"),
        lambda path: path.write_text("2026-13-40 12:00:00 UTC"),
        lambda path: path.write_text("2026-11-20 12:00:00 /etc/localtime"),
        lambda path: path.write_text("9999-12-31 23:59:59-12:00"),
    ],
    ids=["link", "pipe", "folder", "long", "words", "empty", "bytes", "month", "time zone's path", "too late"],
)
def test_what_is_no_time_is_left(converter, folder, tmp_path, lab, make):
    """Nothing is waited for, followed or copied in the place of a time, and the submission goes on without one."""
    make(folder / "timestamp.txt")
    assert converter.coursedir.get_existing_timestamp(str(folder)) is None
    keep_timestamp(converter, lab, "ada")
    assert not (tmp_path / "autograded").exists()
