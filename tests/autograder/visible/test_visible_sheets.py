"""A sheet keeps values, judges and outcomes as JSON that can be read back."""

import json

import numpy as np
import pytest

from autograder.visible import sheets
from autograder.visible.calls import Outcome
from autograder.visible.judges import (
    Agrees,
    AllSame,
    InBowl,
    LeavesInputsAlone,
    Near,
    Parts,
    Shaped,
    WithinMemory,
)
from autograder.visible.recipes import FittedClassifier, Generator


def travel(packed):
    """Write JSON, and read it."""
    return json.loads(json.dumps(packed, allow_nan=False))


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        5,
        2**64 - 1,
        -0.25,
        "text",
        (),
        (1, 2.5, None),
        {"a": (1,), "b": {}},
        Generator(5),
        {"rng": Generator(2)},
    ],
    ids=repr,
)
def test_plain_values_come_back(value):
    """Numbers, text, tuples, dictionaries and recipes are read as they were written."""
    assert repr(sheets.unpack(travel(sheets.pack(value)))) == repr(value)


@pytest.mark.parametrize("dtype", ["?", "u1", "i4", "i8", "u8", "f2", "f4", "f8"])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (0, 2), (2, 3)], ids=str)
def test_arrays_come_back(dtype, shape):
    """Arrays keep their dtype, their shape and their numbers."""
    array = np.random.default_rng(1).integers(0, 2, shape).astype(dtype)
    read = sheets.unpack(travel(sheets.pack(array)))
    assert (read.dtype, read.shape, read.tolist()) == (array.dtype, array.shape, array.tolist())


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_what_json_cannot_say_comes_back(number):
    """Nan and infinities come back, in arrays and alone, as numbers and not as text."""
    assert np.array_equal(sheets.unpack(travel(sheets.pack(np.array([1.5, number])))), [1.5, number], equal_nan=True)
    assert np.array_equal(sheets.unpack(travel(sheets.pack(number))), number, equal_nan=True)


def test_large_whole_numbers_come_back():
    """Whole numbers beyond the precision of a float are kept to the last digit."""
    array = np.array([2**63 + 1, 2**64 - 1], np.uint64)
    assert sheets.unpack(travel(sheets.pack(array))).tolist() == array.tolist()


def test_numbers_have_ten_digits():
    """Digits that differ between processors are not written."""
    assert sheets.pack(np.array([1 / 3, 1e-20 / 3]))["numbers"] == [0.3333333333, 3.333333333e-21]
    assert sheets.pack(2 / 3) == 0.6666666667


@pytest.mark.parametrize(
    "judge",
    [
        Shaped(),
        Agrees(1e-3, 0.0),
        Near(0.2),
        InBowl(np.eye(2), 0.5, True, "nats"),
        LeavesInputsAlone(Near(0.1)),
        WithinMemory(5),
        Parts(("a", "b"), (Agrees(1.0), InBowl(np.ones(3)))),
        AllSame(),
    ],
    ids=repr,
)
def test_judges_come_back(judge):
    """A judge is found by its name and keeps its settings, judges within it included."""
    assert repr(sheets.unpack_judge(travel(sheets.pack_judge(judge)))) == repr(judge)


def test_a_fitted_model_comes_back_as_its_recipe():
    """A model is written as the numbers that it is fitted to."""
    recipe = FittedClassifier(np.array([[0.0], [1.0]]), np.array([0, 1]), C=2.0)
    read = sheets.unpack(travel(sheets.pack(recipe)))
    assert (read.X.tolist(), read.y.tolist(), read.C, read.standardise) == (
        [[0.0], [1.0]],
        [0, 1],
        2.0,
        False,
    )


@pytest.mark.parametrize("outcome", [Outcome(value=(1, 2.5)), Outcome(problem="raised", error="ValueError")], ids=repr)
def test_outcomes_come_back(outcome):
    """What an implementation did is a value, or the type of its exception."""
    assert sheets.unpack_outcome(travel(sheets.pack_outcome(outcome))) == outcome


@pytest.mark.parametrize("lab", ["no_such_lab", "", "../glm_encoding", "x/../glm_encoding"])
def test_an_unknown_lab_is_told(lab):
    """A lab that does not exist is answered with those that do."""
    with pytest.raises(sheets.UnknownExercise, match="expected the lab to be one of .*glm_encoding"):
        sheets.read_lab(lab)


@pytest.mark.parametrize("exercise", ["glm_encoding.no_such", "glm_encoding", "glm_encoding.", "glm_encoding.fit_lg.x"])
def test_an_unknown_exercise_is_told(exercise):
    """An exercise that does not exist is answered with those of the lab; the message is not quoted twice."""
    with pytest.raises(sheets.UnknownExercise) as raised:
        sheets.read_exercise(exercise)
    assert str(raised.value).startswith("expected the exercise to be one of glm_encoding.")
    assert str(raised.value).endswith(f"got {exercise!r}")


def test_something_else_than_an_id_is_told():
    """A function in place of its id is answered with the labs."""
    with pytest.raises(sheets.UnknownExercise, match="expected the lab"):
        sheets.read_exercise(print)


@pytest.fixture
def toy_panels(monkeypatch):
    """A sheet with three sets of panels."""
    sets = [sheets.pack({"slopes": np.array([n, n + 0.5])}) for n in range(3)]
    monkeypatch.setattr(sheets, "read_lab", lambda lab: {"toy.evidence": {"panel_sets": sets}})


@pytest.mark.parametrize(("number", "first"), [(0, 0.0), (4, 1.0), (-1, 2.0), (10**30, 1.0)])
@pytest.mark.usefixtures("toy_panels")
def test_a_number_has_its_panels(number, first):
    """Every whole number has panels, the same each time."""
    assert sheets.evidence_panels("toy.evidence", number)["slopes"].tolist() == [first, first + 0.5]


@pytest.mark.parametrize("number", [1.0, "1", None, ..., True, np.int64(1)], ids=repr)
@pytest.mark.usefixtures("toy_panels")
def test_what_is_no_whole_number_has_no_panels(number):
    """Anything but a whole number is refused with an example."""
    with pytest.raises(TypeError, match="expected a whole number such as 2026, got"):
        sheets.evidence_panels("toy.evidence", number)
