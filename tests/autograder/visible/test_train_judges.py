"""The judges of spike trains: pairs in any order, and results that may not take much memory."""

import numpy as np
import pytest

from autograder.visible.calls import Outcome
from autograder.visible.judges import Agrees
from autograder.visible.recipes import SparseTrain
from autograder.visible.sheets import pack_judge, unpack_judge
from autograder.visible.trains import VISIBLE, AgreesInAnyOrder, RightWithinMemory
from autograder.visible.values import decode, encode

TRUTH = np.array([3.0, -2.0, 0.0, -2.0])


def judge_value(judge, value, truth=TRUTH, **facts):
    """What a judge says of a value."""
    return judge(Outcome(value=value, **facts), truth)


@pytest.mark.parametrize("value", [TRUTH, TRUTH[::-1], [-2, -2, 0, 3], np.array([0, -2, 3, -2], np.float32)])
def test_any_order_and_container_will_do(value):
    """The same numbers, each as often."""
    assert judge_value(AgreesInAnyOrder(), value) is None


@pytest.mark.parametrize("value", [[3, -2, 0, 3], [-3, 2, 0, 2], [3, -2, 0, -1.99], [3, -2, np.nan, -2]])
def test_other_numbers_are_wrong(value):
    """One number once too often, signs exchanged, a digit off, nan."""
    assert "after sorting" in judge_value(AgreesInAnyOrder(), value)


def test_too_few_pairs_are_counted():
    """The message gives both numbers."""
    assert judge_value(AgreesInAnyOrder(), [3.0]) == "expected 4 pairs, got 1 pair"


def test_a_table_is_no_list_of_pairs():
    """Two dimensions are wrong, even with the right numbers."""
    assert "one dimension" in judge_value(AgreesInAnyOrder(), TRUTH.reshape(2, 2))


def test_memory_is_judged_before_the_result():
    """Too much of it is wrong, and said in MB; exactly the limit is allowed."""
    judge = RightWithinMemory(AgreesInAnyOrder(), 10 * 2**20)
    assert judge_value(judge, TRUTH, peak_bytes=10 * 2**20) is None
    assert judge_value(judge, TRUTH, peak_bytes=31 * 2**20) == "it took 31 MB of memory; at most 10 MB are allowed"


def test_little_memory_is_no_merit_by_itself():
    """The result has to be right, too."""
    assert "expected 4 pairs" in judge_value(RightWithinMemory(AgreesInAnyOrder()), [], peak_bytes=5)
    assert judge_value(RightWithinMemory(), [0.0, 0.0, 0.0, 0.0], peak_bytes=5)


def test_the_limit_is_that_of_the_contract():
    """60 MB, measured."""
    assert RightWithinMemory().limit_bytes == 60 * 2**20
    assert RightWithinMemory().measures_memory


@pytest.mark.parametrize("judge", [AgreesInAnyOrder(1e-4, 1e-4), RightWithinMemory(AgreesInAnyOrder(), 5), RightWithinMemory()])
def test_what_was_raised_is_told_and_judges_cross(judge):
    """An exercise that is not written says so, and a judge comes back from a sheet as it was."""
    assert {type(each) for each in (AgreesInAnyOrder(), RightWithinMemory())} == set(VISIBLE)
    assert isinstance(RightWithinMemory().of_result, Agrees)
    assert "not written yet" in judge(Outcome(problem="raised", error="NotImplementedError"), TRUTH)
    assert unpack_judge(pack_judge(judge)) == judge


def test_a_sparse_train_is_long_and_has_few_neighbours():
    """One spike each 100 ms, sorted, and always the same ones."""
    train = SparseTrain(6000, 50.0, 8.0, 3)
    times_ms = train.make()
    assert times_ms.shape == (6000,)
    assert (np.diff(times_ms) > 0).all()
    np.testing.assert_array_equal(times_ms, decode(*encode(train)).make())
    assert np.sum(times_ms % 100 < 30) == 10
