"""The judges of lab 05 accept every right answer, and say what is off with a wrong one."""

import numpy as np
import pytest

from autograder.visible.calls import Outcome
from autograder.visible.sheets import pack_judge, unpack_judge
from autograder.visible.sparse import VISIBLE, ChosenStrength, SameFolds, SparseFit

FOLDS = [(np.array([3, 4]), np.array([0, 1])), (np.array([0]), np.array([2, 3, 4]))]
SCORES = np.array([-0.5, -0.3, -0.2995])
CHOICE = (10.0, SCORES)
STRENGTHS = (1.0, 10.0, 100.0)
FIT = (0.5, np.array([1.0, 0.0, -2.0]))
CURVATURE = 10 * np.eye(4)


def judge_value(judge, value, truth):
    """What a judge says of a value."""
    return judge(Outcome(value=value), truth)


@pytest.mark.parametrize("value", [
    FOLDS, tuple(FOLDS), [[train.tolist(), test.astype(float)] for train, test in FOLDS],
    [(train.astype(np.uint8), tuple(test)) for train, test in FOLDS],
])  # fmt: skip
def test_folds_may_come_in_any_container(value):
    """Lists, tuples, floats that are whole numbers."""
    assert judge_value(SameFolds(), value, FOLDS) is None


def test_folds_of_one_size_may_be_one_array():
    """An array (n_folds, 2, n) is a list of pairs, too."""
    folds = [(np.array([2, 3]), np.array([0, 1])), (np.array([0, 1]), np.array([2, 3]))]
    assert judge_value(SameFolds(), np.array(folds), folds) is None


@pytest.mark.parametrize(("value", "said"), [
    (FOLDS[:1], "a list of 2 folds"),
    (None, "a list of 2 folds"),
    ([FOLDS[0], np.array([1.0, 2.0, 3.0])], "fold 1: expected a pair"),
    ([FOLDS[0], (np.array([[0]]), FOLDS[1][1])], "train: expected a list of indices"),
    ([FOLDS[0], (np.array([0]), np.array([4, 3, 2]))], "test: the right samples, but not in increasing order"),
    ([FOLDS[0], (np.array([0, 1]), FOLDS[1][1])], "train: 0 samples are missing, 1 do not belong there"),
    ([FOLDS[0], (np.array([0, 0]), FOLDS[1][1])], "do not belong there"),
    ([FOLDS[0], (["a"], FOLDS[1][1])], "instead of numbers"),
    ([FOLDS[0], (np.array([np.nan]), FOLDS[1][1])], "1 samples are missing"),
])  # fmt: skip
def test_wrong_folds_are_described(value, said):
    """By fold and set."""
    assert said in judge_value(SameFolds(), value, FOLDS)


def test_training_sets_may_be_left_out_of_it():
    """With tests_only nothing is said of them."""
    value = [(None, test) for _, test in FOLDS]
    assert judge_value(SameFolds(tests_only=True), value, FOLDS) is None
    assert judge_value(SameFolds(), value, FOLDS)


def test_an_empty_training_set_is_an_empty_list():
    """[] is as good as an array without entries."""
    folds = [(np.array([], dtype=int), np.array([0, 1])), (np.array([0]), np.array([1]))]
    assert judge_value(SameFolds(), [([], [0, 1]), ([0], [1])], folds) is None


@pytest.mark.parametrize("value", [CHOICE, [10, SCORES.tolist()], (100.0, SCORES + 9e-4), (np.float32(100), SCORES)])
def test_scores_within_the_tolerance_and_any_strength_as_good_pass(value):
    """The best, and every other whose true score is within a thousandth of it."""
    assert judge_value(ChosenStrength(STRENGTHS), value, CHOICE) is None


@pytest.mark.parametrize(("value", "said"), [
    ((1.0, SCORES), "another strength has a better score"),
    ((3.0, SCORES), "none of the strengths"),
    ((np.nan, SCORES), "none of the strengths"),
    (([10.0], SCORES), "expected a single number"),
    ((10.0, SCORES + 0.0011), "3 of 3 are off"),
    ((10.0, [np.nan, -0.3, -0.2995]), "1 of 3 are off"),
    ((10.0, SCORES[:2]), "scores: expected shape (3,)"),
    (10.0, "two results"),
    ((10.0, None), "None"),
])  # fmt: skip
def test_a_wrong_choice_is_described(value, said):
    """By its part."""
    assert said in judge_value(ChosenStrength(STRENGTHS), value, CHOICE)


@pytest.mark.parametrize("value", [FIT, [0.5, [1, 0, -2]], (np.float32(0.5), np.array([1.01, -0.0, -2.0]))])
def test_fits_near_the_optimum_pass(value):
    """Half of delta C delta below a thousandth, with zeros in their place."""
    assert judge_value(SparseFit(CURVATURE), value, FIT) is None


@pytest.mark.parametrize(("value", "said"), [
    ((0.5, np.array([1.0, 1e-9, -2.0])), "1 of those that the penalty holds at 0 are not exactly 0.0"),
    ((0.5, np.array([1.02, 0.0, -2.0])), "misses the optimum by 0.002"),
    ((0.5, np.array([1.0, np.nan, -2.0])), "nan or infinite"),
    (([0.5], FIT[1]), "intercept: expected a single number"),
    ((0.5, FIT[1][:, None]), "weights: expected shape (3,)"),
    (np.array([0.5, 1.0, 0.0, -2.0]), "two results"),
])  # fmt: skip
def test_a_wrong_fit_is_described(value, said):
    """By its part."""
    assert said in judge_value(SparseFit(CURVATURE), value, FIT)


def test_an_exception_is_told():
    """Not judged as a value."""
    for judge, truth in ((SameFolds(), FOLDS), (ChosenStrength(STRENGTHS), CHOICE), (SparseFit(CURVATURE), FIT)):
        assert "it raised" in judge(Outcome(problem="raised", error="ValueError", message="no"), truth)


@pytest.mark.parametrize("kind", VISIBLE)
def test_judges_survive_a_sheet(kind):
    """Packed and unpacked, a judge is the same."""
    judge = kind()
    assert unpack_judge(pack_judge(judge)) == judge
