"""Several results, repeated calls and memory are judged, and no judge tells what the right answer holds."""

import re

import numpy as np
import pytest

from autograder.visible.calls import Outcome
from autograder.visible.judges import (
    JUDGES,
    Agrees,
    AllSame,
    InBowl,
    Judge,
    LeavesInputsAlone,
    Near,
    NotAllSame,
    NoWarning,
    Parts,
    Shaped,
    WithinMemory,
)


def judged(judge, value, truth, **more):
    """Judge a value."""
    return judge(Outcome(value=value, **more), truth)


PARTS = Parts(("weights", "score"), (Agrees(), Shaped()))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ((np.ones(2), 5), None),
        ([np.ones(2), 5], None),
        ((np.zeros(2), 5), "weights: every value is 0"),
        ((np.ones(2), [5]), "score: expected a single number, got shape (1,)"),
        (np.ones(2), "expected 2 results (weights, score), got one ndarray"),
        ((1, 2, 3), "expected 2 results (weights, score), got 3"),
        (None, "expected 2 results (weights, score), got one NoneType"),
        ((None, 5), "weights: it returned None: is a `return` missing?"),
    ],
)
def test_parts_are_judged_one_by_one(value, message):
    """Of several results each is judged by itself, and the wrong one is named."""
    assert judged(PARTS, value, (np.ones(2), 1.0)) == message


def test_memory_is_judged_by_its_peak():
    """A call that took more memory than allowed is told how much it took."""
    judge = WithinMemory(2**20)
    assert judge(Outcome(value=1, peak_bytes=2**20), None) is None
    message = "it took 3 MB of memory; at most 1 MB are allowed"
    assert judge(Outcome(value=1, peak_bytes=3 * 2**20), None) == message
    assert judge(Outcome(problem="died", message="gone"), None) == "gone"


@pytest.mark.parametrize(
    ("values", "same"),
    [
        ([1.0, 1.0], True),
        ([1.0, 2.0], False),
        ([[np.nan], [np.nan]], True),
        ([(1, [2, 3]), (1, [2, 3])], True),
        ([(1, [2, 3]), (1, [2, 4])], False),
        ([[], []], True),
        ([[1.0], [1.0, 1.0]], False),
    ],
)
def test_repeated_calls_are_compared(values, same):
    """Results are the same when all their numbers are: right for one seed, wrong for several."""
    outcomes = [Outcome(value=value) for value in values]
    assert (AllSame()(outcomes, []) is None) is same
    assert (NotAllSame()(outcomes, []) is None) is not same


@pytest.mark.parametrize("judge", [AllSame(), NotAllSame()], ids=repr)
def test_repeated_calls_without_numbers_are_wrong(judge):
    """Results that are no numbers are told as such."""
    assert judge([Outcome(value=1.0), Outcome(value="a")], []) == "it returned str instead of numbers"


def distort(rng, kind, truth):
    """Make a wrong answer of one kind."""
    mask = rng.random(truth.shape) < 0.5
    mask.flat[0] = True
    return {
        "noise": truth + 30 * mask,
        "scaled": truth * 3.5,
        "shifted": truth + 7.5,
        "negative": -truth,
        "reversed": truth[::-1],
        "mirrored": truth[..., ::-1],
        "zeros": truth * 0,
        "nan": np.where(mask, np.nan, truth),
        "infinite": truth / 0.0,
        "row": truth + 9 * (np.arange(len(truth)) == 1)[(...,) + (None,) * (truth.ndim - 1)],
    }[kind]


@pytest.mark.filterwarnings("ignore:divide by zero:RuntimeWarning")
@pytest.mark.parametrize("judge", [Agrees(), Near(), InBowl(np.ones(4)), NoWarning(), LeavesInputsAlone(), AllSame()], ids=repr)
@pytest.mark.parametrize(
    "kind",
    ["noise", "scaled", "shifted", "negative", "reversed", "mirrored", "zeros", "nan", "infinite", "row"],
)
def test_no_number_of_the_truth_is_told(judge, kind):
    """Whatever is wrong with an answer, the sentence holds no number of the right one."""
    rng = np.random.default_rng(2)
    for shape in ((4,), (4, 3)):
        truth = rng.normal(size=shape) * 100
        if isinstance(judge, InBowl) and len(shape) == 2:
            continue
        outcome = Outcome(value=distort(rng, kind, truth))
        message = judge([outcome, Outcome(value=truth)], []) if isinstance(judge, AllSame) else judge(outcome, truth)
        assert message
        told = {float(number) for number in re.findall(r"-?\d+\.?\d*(?:e[+-]?\d+)?", message)}
        assert not [number for number in told for true in truth.flat if np.isclose(number, true, rtol=1e-3)]


def test_visible_judges_are_known_by_name():
    """Every judge of a sheet can be found by its name."""
    assert set(JUDGES) == {
        "Shaped",
        "Agrees",
        "Near",
        "InBowl",
        "LeavesInputsAlone",
        "NoWarning",
        "Parts",
        "WithinMemory",
        "AllSame",
        "NotAllSame",
    }


def test_a_judge_must_judge():
    """The bare judge judges nothing."""
    with pytest.raises(NotImplementedError):
        Judge()(Outcome(value=1.0), 1.0)
