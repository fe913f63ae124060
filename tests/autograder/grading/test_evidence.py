"""Evidence questions are judged by the panels of the student's own number."""

import json

import numpy as np
import pytest

from autograder.grading.evidence import grade_evidence, letters_of
from autograder.visible.calls import Outcome
from tests.autograder.grading import toy

SWAPPED = {"+-": "-+", "-+": "+-"}


@pytest.fixture
def grade(load, lab_toy):
    """Grade letters given as Python text."""
    return lambda source: grade_evidence(toy.evidence, load(source))


@pytest.mark.parametrize("number", [0, 1, 2026, -3, 10**15])
def test_the_students_own_panels_count(grade, number):
    """The letters that are right for a student's number earn all points, and swapped ones none."""
    truth = toy.truth_for(number)
    assert grade(f"evidence_number = {number}\nevidence_side = {truth!r}").points == 2
    assert grade(f"evidence_number = {number}\nevidence_side = {SWAPPED[truth]!r}").points == 0


def test_numbers_have_different_panels():
    """Not every student has the same answer."""
    assert {toy.truth_for(number) for number in range(7)} == set(SWAPPED)


@pytest.mark.parametrize(
    "number",
    [
        "",
        "evidence_number = None",
        "evidence_number = 'x'",
        "evidence_number = 2.0",
        "evidence_number = True",
        "evidence_number = 10**30",
        "evidence_number = {1}",
    ],
)
def test_without_a_number_the_lessons_counts(grade, number):
    """Where there is no whole number, the panels are those that the lesson shows."""
    assert grade(f"{number}\nevidence_side = {toy.truth_for(2026)!r}").points == 2


@pytest.mark.parametrize("write", [" {0}  {1} ", "{0}\\n{1}"], ids=["spaces", "lines"])
def test_spaces_do_not_matter(grade, write):
    """Letters may be written with spaces and line breaks."""
    assert grade(f"evidence_side = '{write.format(*toy.truth_for(2026))}'").points == 2


@pytest.mark.parametrize("kind", ["list", "tuple", "np.array"])
def test_letters_may_stand_in_a_list(grade, kind):
    """A list, a tuple or an array of letters is as good as text."""
    assert grade(f"import numpy as np\nevidence_side = {kind}(list({toy.truth_for(2026)!r}))").points == 2


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("", "it is not defined"),
        ("evidence_side = ...", "it is not filled in yet"),
        ("evidence_side = '+'", "expected 2 characters out of + -, got '+'"),
        ("evidence_side = '+0'", "expected 2 characters out of + -, got '+0'"),
        ("evidence_side = '+-+'", "expected 2 characters out of + -"),
        ("evidence_side = None", "expected 2 characters out of + -, got 'None'"),
        ("evidence_side = ['+-', '+']", "expected 2 characters"),
        ("evidence_side = [1, 2]", "expected 2 characters out of + -, got '[1, 2]'"),
        ("evidence_side = {'a': '+-'}", "expected 2 characters"),
        ("evidence_side = '\\ud800\\x1b'", "expected 2 characters out of + -, got "),
        ("evidence_side = 'x' * 10**6", "expected 2 characters"),
        ("class S(str): pass\nevidence_side = S('+-')", "it returned a value of type submission.S"),
    ],
    ids=lambda item: item[:40],
)
def test_what_cannot_be_graded_is_told(grade, source, told):
    """An answer that is none earns nothing, and what was expected is said, on one line."""
    result = grade(source)
    assert result.points == 0
    assert {check.message for check in result.checks} == {result.checks[0].message}
    assert result.checks[0].message.startswith(told)
    assert result.checks[0].message.isprintable()
    assert len(result.checks[0].message) < 250


def test_a_wrong_panel_is_told_without_naming_it(grade):
    """The message on a wrong answer is the check's own, and holds no letter of the truth."""
    result = grade(f"evidence_side = {SWAPPED[toy.truth_for(2026)]!r}")
    assert [check.message for check in result.checks] == [
        "the first panel is wrong",
        "at least one panel is wrong",
    ]


@pytest.mark.parametrize("value", ["+-", [], {}, 5, np.zeros(2), [["+"], "-"], (None,)], ids=repr)
def test_letters_are_text(value):
    """What is handed to the checks is text of the right length, or nothing and a reason."""
    letters, problem = letters_of(Outcome(value=value), toy.evidence)
    assert (
        (letters, bool(problem)) == (("+-", False) if value == "+-" else ("", True)) if isinstance(value, str) else letters == ""
    )


def test_results_are_json(grade):
    """The result of an evidence question can be written as JSON."""
    assert json.loads(json.dumps(grade("evidence_side = '+-'").as_json()))["max_points"] == 2
