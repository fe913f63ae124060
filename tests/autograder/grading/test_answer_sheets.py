"""Sheets for students' notebooks say all that is needed to judge, and are remade only when they differ."""

import json

import numpy as np
import pytest

from autograder.exercises import LABS
from autograder.grading import sheets
from autograder.grading.sheets import describe, is_fresh, sheet_text
from tests.autograder.grading import toy

pytestmark = pytest.mark.usefixtures("lab_toy")


@pytest.fixture
def written(tmp_path):
    """The sheet of the lab `toy`, written to a file with one place of it changed."""

    def write(change=lambda sheet: None):
        sheet = json.loads(sheet_text("toy"))
        change(sheet)
        (tmp_path / "toy.json").write_text(json.dumps(sheet))
        return tmp_path / "toy.json"

    return write


def first_case(sheet):
    """The first case with numbers in it."""
    return sheet["toy.double"]["cases"][2]


def test_a_sheet_is_the_same_every_time():
    """Two sheets of one lab are the same, byte for byte."""
    assert sheet_text("toy") == sheet_text("toy")


def test_a_sheet_reads_well_in_a_diff():
    """A sheet has many lines, and ends with a line end."""
    text = sheet_text("toy")
    assert text.endswith("}\n")
    assert text.count("\n") > 20


def test_a_sheet_holds_every_exercise_and_case():
    """Each exercise has its checks, its cases with the truth, and what each mistake does with them."""
    sheet = json.loads(sheet_text("toy"))
    assert list(sheet) == sorted(exercise.id for exercise in toy.EXERCISES)
    assert [check["points"] for check in sheet["toy.double"]["checks"]] == [1, 2, 0.5, 0.5]
    case = first_case(sheet)
    assert case["truth"]["numbers"] == pytest.approx([2 * number for number in case["args"][0]["numbers"]], rel=1e-9)
    assert set(case["wrong"]) == {"halves", "forgets-to-double", "overflows", "refuses"}
    assert case["wrong"]["refuses"] == {"raised": "ValueError"}


def test_visible_inputs_are_not_the_graded_ones(monkeypatch):
    """No input of the sheet comes back with the seed of a submission."""
    visible = describe(toy.double)
    monkeypatch.setattr(sheets, "PUBLIC_SEED", sheets.PUBLIC_SEED + 1)
    assert [case["args"] for case in visible["cases"]] != [case["args"] for case in describe(toy.double)["cases"]]


def test_an_evidence_question_does_not_hold_its_truth():
    """Of an evidence question there are the panels alone."""
    question = describe(toy.evidence)
    assert set(question) == {"read", "builds_on", "panel_sets", "choices", "n_panels"}
    assert len(question["panel_sets"]) == toy.evidence.n_sets


def test_a_sheet_that_says_the_same_is_fresh(written):
    """A sheet that was just written is fresh, however it is laid out."""
    assert is_fresh(sheet_text("toy"), written())


@pytest.mark.parametrize("relative", [1e-9, -5e-7])
def test_other_processors_last_digits_are_fresh(written, relative):
    """Numbers that differ as much as processors do leave a sheet fresh."""

    def round_otherwise(sheet):
        numbers = first_case(sheet)["truth"]["numbers"]
        numbers[0] *= 1 + relative

    assert is_fresh(sheet_text("toy"), written(round_otherwise))


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: first_case(sheet)["truth"]["numbers"].__setitem__(0, first_case(sheet)["truth"]["numbers"][0] * (1 + 1e-5)),
        lambda sheet: first_case(sheet)["truth"]["numbers"].pop(),
        lambda sheet: first_case(sheet)["truth"].__setitem__("dtype", "float32"),
        lambda sheet: first_case(sheet)["wrong"].pop("halves"),
        lambda sheet: first_case(sheet).__setitem__("check", 0),
        lambda sheet: first_case(sheet)["judge"].__setitem__("rtol", 1e-3),
        lambda sheet: sheet["toy.double"].__setitem__("read", "Section 2"),
        lambda sheet: sheet["toy.double"]["misconceptions"]["halves"].__setitem__("hint", "Less is more."),
        lambda sheet: sheet["toy.double"]["checks"][0].__setitem__("points", 2),
        lambda sheet: sheet["toy.double"]["checks"].reverse(),
        lambda sheet: sheet.pop("toy.total"),
        lambda sheet: sheet.__setitem__("toy.more", {}),
        lambda sheet: first_case(sheet)["truth"]["numbers"].__setitem__(0, "nan"),
        lambda sheet: first_case(sheet)["truth"]["numbers"].__setitem__(0, None),
    ],
    ids=[
        "a number",
        "a number less",
        "a type",
        "a mistake less",
        "a check",
        "a tolerance",
        "a place to read",
        "a hint",
        "points",
        "the order",
        "an exercise less",
        "an exercise more",
        "nan",
        "nothing",
    ],
)
def test_a_sheet_that_says_something_else_is_stale(written, change):
    """Any difference that is more than rounding makes a sheet stale."""
    assert not is_fresh(sheet_text("toy"), written(change))


@pytest.mark.parametrize("content", [None, "", "{", "[]", "null"], ids=repr)
def test_a_missing_or_broken_sheet_is_stale(tmp_path, content):
    """A sheet that is not there, or was cut off, is stale, and no error."""
    if content is not None:
        (tmp_path / "toy.json").write_text(content)
    assert not is_fresh(sheet_text("toy"), tmp_path / "toy.json")


@pytest.mark.parametrize("exercise", [toy.double, toy.total, toy.spread], ids=lambda exercise: exercise.id)
def test_numbers_of_a_sheet_are_finite_or_words(exercise):
    """A sheet is JSON that every reader understands: nan and infinities are written as words."""
    json.dumps(describe(exercise), allow_nan=False)


def test_the_committed_sheets_are_those_of_the_labs():
    """Every lab has its sheet, and there is no other."""
    assert sorted(file.stem for file in sheets.SHEETS.glob("*.json")) == sorted(LABS)


def test_infinities_of_a_truth_are_kept(monkeypatch):
    """A truth that is infinite is so in the sheet."""
    monkeypatch.setattr(sheets, "apply", lambda function, case: float("inf"))
    truth = describe(toy.total)["cases"][0]["truth"]
    assert np.isinf(sheets.sheets.unpack(truth))
