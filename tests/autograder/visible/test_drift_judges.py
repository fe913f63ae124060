"""Judges of densities and of fits whose centres move: what they let pass, and what they say of the rest."""

import numpy as np
import pytest

from autograder.visible.calls import Outcome
from autograder.visible.drifts import BestSeed, FitForm, FitNear, FramesAlike, LogDensityOnGrid, SameKindOfFit

LABELS = np.array([0, 1, 0, 1])
CENTRES = np.array([[[0.0], [5.0]], [[1.0], [6.0]]])  # two frames, two clusters, one dimension
SCALES, WEIGHTS = np.array([[[1.0]], [[2.0]]]), np.array([0.5, 0.5])
NEAR = FitNear(4, 1, 2, 2, True, CENTRES, np.full((2, 2, 1), 0.1), SCALES, WEIGHTS, LABELS)


def fit(labels=LABELS, m=CENTRES, S=SCALES, p=WEIGHTS):
    """An answer of four parts."""
    return Outcome(value=(labels, m, S, p))


def test_the_right_fit_passes():
    """So it does as nested lists."""
    assert NEAR(fit(), None) is None
    assert NEAR(fit(LABELS.tolist(), CENTRES.tolist(), SCALES.tolist(), WEIGHTS.tolist()), None) is None


def test_the_order_of_the_clusters_is_free():
    """Everything turned round is the same fit."""
    assert NEAR(fit(1 - LABELS, CENTRES[:, ::-1], SCALES[::-1], WEIGHTS[::-1]), None) is None


@pytest.mark.parametrize(("change", "word"), [
    ({"m": CENTRES + 0.021}, "m are not right"),
    ({"S": SCALES * 1.09}, "S is not right"),
    ({"p": np.array([0.53, 0.47])}, "p is not right"),
    ({"labels": 1 - LABELS}, "the labels are not right"),
])  # fmt: skip
def test_each_part_has_its_tolerance(change, word):
    """Centres by 0.2 posterior standard deviations, scales by 8 %, weights by 0.02; the part that is off is named."""
    assert NEAR(fit(**change), None) == word


@pytest.mark.parametrize("change", [
    {"m": CENTRES + 0.019}, {"S": SCALES * 1.07}, {"p": np.array([0.515, 0.485])}])  # fmt: skip
def test_small_differences_pass(change):
    """Just inside what is allowed."""
    assert NEAR(fit(**change), None) is None


def test_root_mean_square_counts():
    """One frame that is off by more passes when the others are right: it is the whole path that is judged."""
    m = CENTRES + np.array([[[0.03], [0.0]], [[0.0], [0.0]]])
    assert NEAR(fit(m=m), None) is None


@pytest.mark.parametrize(("value", "word"), [
    ((LABELS, CENTRES, SCALES), "four results"),
    ((LABELS, CENTRES[0], SCALES, WEIGHTS), "m: expected"),
    ((LABELS + 1, CENTRES, SCALES, WEIGHTS), "from 0 to 1"),
    ((LABELS, CENTRES, SCALES, WEIGHTS / 2), "sum to 1"),
    ((LABELS, CENTRES * np.nan, SCALES, WEIGHTS), "nan"),
    ((LABELS, CENTRES, -SCALES, WEIGHTS), "negative"),
    ((LABELS, "centres", SCALES, WEIGHTS), "instead of numbers"),
])  # fmt: skip
def test_impossible_fits_are_named(value, word):
    """Parts, shapes, labels, weights, numbers and scale matrices that cannot be."""
    assert word in FitForm(4, 1, 2, 2)(Outcome(value=value), None)


def test_best_of_several_seeds_is_judged():
    """One good fit among three is enough; none is not, and the part that the best one misses is named."""
    judge = FitNear(4, 1, 2, 2, False, CENTRES, np.full((2, 2, 1), 0.1), SCALES, WEIGHTS, LABELS)
    poor, good = fit(S=2 * SCALES), fit()
    assert judge(poor, None) is None  # by itself nobody asks how good it is
    assert BestSeed()([poor, good, poor], [None] * 3, [judge] * 3) is None
    assert "S is not right" in BestSeed()([poor, poor], [None] * 2, [judge] * 2)


def test_centres_without_drift_stay():
    """The same in all frames, or it is said."""
    judge = FramesAlike(4, 1, 2, 2)
    assert judge(fit(m=np.array([CENTRES[0]] * 2)), None) is None
    assert "drift of 0" in judge(fit(), None)


def test_density_that_is_none_is_said_to_be_none():
    """The sum over the grid is given where it is not 1; elsewhere the difference."""
    x = np.linspace(-8, 8, 161)
    truth = -0.5 * x**2 - 0.5 * np.log(2 * np.pi)
    judge = LogDensityOnGrid(cell=0.1)
    assert judge(Outcome(value=truth), truth) is None
    assert "makes 2" in judge(Outcome(value=truth + np.log(2)), truth)
    assert "161" in judge(Outcome(value=truth[::-1] + 0.1 * np.sin(x)), truth)


def test_single_clusters_are_recognised_by_their_numbers():
    """With one cluster the numbers tell mistakes apart; with more only what is peculiar."""
    one = Outcome(value=(LABELS * 0, CENTRES[:, :1], SCALES[:1], np.ones(1)))
    assert SameKindOfFit()(one, one.value) is None
    assert SameKindOfFit()(one, (LABELS * 0, CENTRES[:, :1] + 0.1, SCALES[:1], np.ones(1))) is not None
    assert SameKindOfFit()(fit(), fit(m=CENTRES + 1).value) is None
    assert SameKindOfFit()(fit(labels=LABELS + 1), fit().value) is not None


def test_what_the_sheets_keep_is_recognised():
    """The digest of a wrong value stands for the value."""
    same = SameKindOfFit()
    assert same(fit(), same.digest(fit().value)) is None


def test_a_dictionary_is_no_fit():
    """What an answer says of itself is not taken for what the sheets keep."""
    same = SameKindOfFit()
    for value in ({}, same.digest(fit().value)):
        assert same(Outcome(value=value), fit().value) is not None
