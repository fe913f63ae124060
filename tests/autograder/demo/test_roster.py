"""The demonstration class."""

import json

import pytest

from autograder.demo.in_words import IN_WORDS
from autograder.demo.roster import CLASS, LAB, submission_of
from autograder.grading.release import released_cells


def test_names_differ():
    """Every student has a name of their own, which can name a folder on any system."""
    names = [student.name for student in CLASS]
    assert len(set(names)) == len(names)
    assert all(name.isascii() and name.isalpha() and name.islower() for name in names)


def test_stories_fit_the_table():
    """A story is short enough for its column."""
    assert max(len(student.story) for student in CLASS) <= 36


@pytest.mark.parametrize("student", CLASS, ids=lambda student: student.name)
def test_a_submission_is_the_same_each_time(student):
    """What a student hands in does not depend on the day, so that neither do the points."""
    assert submission_of(student) == submission_of(student)


def test_the_broken_file_is_no_notebook():
    """The upload that broke off cannot be read as JSON."""
    (broken,) = [student for student in CLASS if student.name == "pia"]
    with pytest.raises(json.JSONDecodeError):
        json.loads(submission_of(broken))


def test_the_blank_notebook_is_the_release():
    """The blank one has not touched anything."""
    (blank,) = [student for student in CLASS if student.name == "lena"]
    assert json.loads(submission_of(blank))["cells"] == list(released_cells(LAB))


def test_written_answers_belong_to_questions():
    """Every answer in words has its question in the lab."""
    ids = {cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in released_cells(LAB)}
    assert {f"{LAB}-{question}" for question in IN_WORDS} <= ids
