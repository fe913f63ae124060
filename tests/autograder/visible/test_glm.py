"""Judges of an intercept with weights."""

import numpy as np
import pytest

from autograder.exercises.basis_functions.fitting import WithinNats
from autograder.visible.calls import Outcome
from autograder.visible.glm import PairInBowl, SameFit
from solutions.basis_functions import fit_poisson_glm

RNG = np.random.default_rng(3)
X = RNG.normal(size=(80, 2))
Y = RNG.poisson(np.exp(X @ [0.5, -0.5]))
TRUTH = fit_poisson_glm(X, Y)
HIDDEN = WithinNats(X, Y, 0.0)
VISIBLE = HIDDEN.for_sheet(TRUTH)
both = pytest.mark.parametrize("judge", [HIDDEN, VISIBLE], ids=["hidden", "visible"])


@both
def test_the_optimum_passes(judge):
    """As a tuple or a list, with an array or a list of weights."""
    assert judge(Outcome(value=TRUTH), TRUTH) is None
    assert judge(Outcome(value=[float(TRUTH[0]), TRUTH[1].tolist()]), TRUTH) is None


@both
@pytest.mark.parametrize(("distance", "passes"), [(0.001, True), (0.1, False)])
def test_what_counts_is_the_objective(judge, distance, passes):
    """Parameters a little off pass, parameters farther off do not."""
    message = judge(Outcome(value=(TRUTH[0] + distance, TRUTH[1] - distance)), TRUTH)
    assert (message is None) == passes


@both
@pytest.mark.parametrize(
    "value", [np.append(*TRUTH), TRUTH[::-1], (np.atleast_1d(TRUTH[0]), TRUTH[1]), (*TRUTH, 1.0), (np.nan, TRUTH[1]), [], None])
def test_what_is_no_intercept_with_weights_is_said_to_be_none(judge, value):
    """One array, the other order, an intercept in brackets, a third result, nan, nothing."""
    assert judge(Outcome(value=value), TRUTH)


def test_a_direction_that_changes_no_rate_costs_nothing():
    """With one-hot columns, a constant may move from the intercept to the weights, here and in the notebook."""
    one_hot = np.eye(3)[np.arange(60) % 3]
    y = RNG.poisson(2.0, 60)
    b, w = fit_poisson_glm(one_hot, y)
    hidden = WithinNats(one_hot, y, 0.0)
    for judge in (hidden, hidden.for_sheet((b, w))):
        assert judge(Outcome(value=(b + 4, w - 4)), (b, w)) is None
        assert judge(Outcome(value=(b + 4, w - 3)), (b, w))


def test_the_visible_judge_holds_no_data():
    """A curvature instead of features and counts."""
    assert isinstance(VISIBLE, PairInBowl)
    assert np.shape(VISIBLE.curvature) == (3, 3)


def test_a_fit_is_recognised_whatever_the_solver_made_of_a_free_constant():
    """Equal up to a shift between intercept and weights; an array is not a pair."""
    same = SameFit(0.01)
    assert same(Outcome(value=(1.0, [1.0, 2.0])), (3.0, np.array([-1.0, 0.0]))) is None
    assert same(Outcome(value=(1.0, [1.0, 2.0])), (3.0, np.array([1.0, 0.0])))
    assert same(Outcome(value=np.array([1.0, 1.0, 2.0])), (1.0, np.array([1.0, 2.0])))
    assert same(Outcome(value=[]), (1.0, np.array([1.0, 2.0])))
