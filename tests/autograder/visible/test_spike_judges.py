"""The judges of spike detection accept every right answer, and say what is off with a wrong one."""

import numpy as np
import pytest

from autograder.visible.calls import Outcome
from autograder.visible.sheets import pack_judge, unpack_judge
from autograder.visible.spikes import VISIBLE, AgreesInside, AgreesUpToSign, SameSpikes

SPIKES = (np.array([30, 70], dtype=np.int64), np.array([1.0, 2.5]))


def judge_value(judge, value, truth):
    """What a judge says of a value."""
    return judge(Outcome(value=value), truth)


def test_the_ends_do_not_count():
    """Anything goes within `edge` rows of both ends, and nothing inside."""
    truth = np.arange(20.0).reshape(10, 2)
    answer = truth.copy()
    answer[[0, 1, 8, 9]] = np.nan
    assert judge_value(AgreesInside(2), answer, truth) is None
    assert "nan" in judge_value(AgreesInside(1), answer, truth)
    answer = truth.copy()
    answer[2, 0] += 1
    assert "not counting 2 samples" in judge_value(AgreesInside(2), answer, truth)
    assert judge_value(AgreesInside(share=0.3), answer, truth) is None


def test_the_tolerance_is_that_of_the_largest_number():
    """Single precision passes next to a zero crossing."""
    truth = np.array([[1000.0], [0.001]])
    assert judge_value(AgreesInside(0), truth + 0.009, truth) is None
    assert judge_value(AgreesInside(0), truth + 0.02, truth)


def test_columns_may_have_either_sign():
    """Each column by itself; mixed signs within one are wrong."""
    truth = np.array([[1.0, -2.0, 0.0], [3.0, 4.0, 0.0]])
    assert judge_value(AgreesUpToSign(), truth * [-1, 1, 1], truth) is None
    assert judge_value(AgreesUpToSign(), np.abs(truth), truth)
    assert judge_value(AgreesUpToSign(), truth[:, ::-1], truth)
    assert "shape" in judge_value(AgreesUpToSign(), truth[:, :2], truth)
    assert "nan" in judge_value(AgreesUpToSign(), truth + [np.nan, 0, 0], truth)


@pytest.mark.parametrize(
    "value",
    [SPIKES, [[30, 70], [1.0, 2.5]], np.array(SPIKES), tuple(part.astype(np.float32) for part in SPIKES)],
)
def test_spikes_may_come_in_any_container(value):
    """Lists, a two-row array, floats that are whole numbers."""
    assert judge_value(SameSpikes(), value, SPIKES) is None


def test_no_spikes_are_two_empty_arrays():
    """Empty lists are as good; None is not."""
    nothing = (np.array([], dtype=np.int64), np.array([]))
    assert judge_value(SameSpikes(), ([], []), nothing) is None
    assert judge_value(SameSpikes(), None, nothing)
    assert judge_value(SameSpikes(), np.zeros((2, 0)), nothing) is None


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (([30], [1.0]), "1 spike missed, 0 spikes found where there is none"),
        (([30, 71], [1.0, 2.5]), "1 spike missed, 1 spike found"),
        (([30, 50, 70], [1.0, 2.0, 2.5]), "0 spikes missed, 1 spike found"),
        (([70, 30], [2.5, 1.0]), "not in the order of time"),
        (([30, 70, 70], [1.0, 2.5, 2.5]), "more than once"),
        (([30, 70], [0.001, 0.0025]), "times_ms"),
        (([30, 70], [1.0]), "same length"),
        (([[30, 70]], [[1.0, 2.5]]), "one number a spike"),
        ([30, 70], "same length"),
        (np.array([30, 70, 90]), "two results"),
        (("a", "b"), "instead of numbers"),
    ],
)
def test_what_is_off_with_spikes_is_said(value, told):
    """And the right samples are not given away."""
    said = judge_value(SameSpikes(), value, SPIKES)
    assert told in said
    assert "70" not in said


@pytest.mark.parametrize("judge", [kind() for kind in VISIBLE])
def test_a_judge_that_raised_or_was_not_written_is_answered(judge):
    """The problem itself is told, and a judge comes back from a sheet as it was."""
    assert "not written yet" in judge(Outcome(problem="raised", error="NotImplementedError"), SPIKES)
    assert unpack_judge(pack_judge(judge)) == judge
