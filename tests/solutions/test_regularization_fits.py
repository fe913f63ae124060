"""Lab 05: the lasso and the group lasso are at their optimum, and exactly zero where they should be."""

import numpy as np
import pytest

from solutions import regularization as lab
from tests.solutions import regularization_twins as twins

SEEDS = range(6)
OFFSETS = [0.0, 2.0]
GROUPS = np.array([7, -1, 7, 3, 3])


@pytest.mark.parametrize("offset", OFFSETS)
@pytest.mark.parametrize("l1", [0.0, 0.5, 5.0, 25.0])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_lasso_meets_the_conditions_of_an_optimum(seed, l1, offset):
    """Slope -l1·sign(w) where w is not 0, at most l1 in size where it is; the intercept's slope is 0."""
    X, y = twins.draw_problem(np.random.default_rng(seed), offset=offset)
    intercept, weights = lab.fit_lasso_poisson(X, y, l1)
    slope = twins.slope_of(X, y, intercept, weights)
    moved = weights != 0
    np.testing.assert_allclose(slope[moved], -l1 * np.sign(weights[moved]), atol=1e-4)
    assert (np.abs(slope[~moved]) <= l1 + 1e-4).all()
    assert abs(np.sum(np.exp(intercept + X @ weights) - y)) < 1e-4


@pytest.mark.parametrize("offset", OFFSETS)
@pytest.mark.parametrize("strength", [0.5, 4.0, 12.0])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_group_lasso_meets_the_conditions_of_an_optimum(seed, strength, offset):
    """Each group's slope is opposite to its arrow, of length strength·√size, or shorter where the group is 0."""
    X, y = twins.draw_problem(np.random.default_rng(seed), offset=offset)
    intercept, weights = lab.fit_group_lasso_poisson(X, y, GROUPS, strength)
    slope = twins.slope_of(X, y, intercept, weights)
    for label in np.unique(GROUPS):
        own, limit = label == GROUPS, strength * np.sqrt(np.sum(label == GROUPS))
        if np.any(weights[own]):
            arrow = weights[own] / np.linalg.norm(weights[own])
            np.testing.assert_allclose(slope[own], -limit * arrow, atol=1e-4)
        else:
            assert np.linalg.norm(slope[own]) <= limit + 1e-4


@pytest.mark.parametrize("seed", SEEDS)
def test_no_neighbour_is_better(seed):
    """The objective, summed sample by sample, grows in every direction from both fits."""
    rng = np.random.default_rng(seed)
    X, y = twins.draw_problem(rng)
    for fit, penalty in [
        (lab.fit_lasso_poisson(X, y, 3.0), lambda w: 3.0 * sum(abs(v) for v in w)),
        (lab.fit_group_lasso_poisson(X, y, GROUPS, 2.0), lambda w: 2.0 * sum(twins.group_norms(w, GROUPS))),
    ]:
        best = twins.penalised_loss(X, y, *fit, penalty(fit[1]))
        for _ in range(20):
            b, w = fit[0] + 0.02 * rng.normal(), fit[1] + 0.02 * rng.normal(size=5)
            assert twins.penalised_loss(X, y, b, w, penalty(w)) > best


def test_groups_of_one_are_the_lasso():
    """Then both fits are the same."""
    X, y = twins.draw_problem(np.random.default_rng(3))
    one, other = lab.fit_lasso_poisson(X, y, 2.0), lab.fit_group_lasso_poisson(X, y, [5, 0, 2, 9, 1], 2.0)
    np.testing.assert_allclose(np.append(*one), np.append(*other), atol=1e-5)


def test_a_huge_penalty_leaves_the_mean_rate():
    """All weights exactly 0, the intercept the log of the mean count."""
    X, y = twins.draw_problem(np.random.default_rng(4))
    for intercept, weights in [lab.fit_lasso_poisson(X, y, 1e4), lab.fit_group_lasso_poisson(X, y, GROUPS, 1e4)]:
        assert weights.tolist() == [0.0] * 5
        assert intercept == pytest.approx(np.log(y.mean()), abs=1e-9)


@pytest.mark.parametrize("dtype", [np.uint8, np.int64, np.float32])
def test_types_of_counts_change_nothing(dtype):
    """Counts of any type, inputs left as they were."""
    X, y = twins.draw_problem(np.random.default_rng(5))
    counts = y.astype(dtype)
    expected = lab.fit_lasso_poisson(X, y.astype(float), 2.0)
    np.testing.assert_allclose(np.append(*lab.fit_lasso_poisson(X, counts, 2.0)), np.append(*expected), atol=1e-9)
    np.testing.assert_array_equal(counts, y.astype(dtype))


def test_large_features_do_not_overflow():
    """In units in which the first step would overflow the exponential, the optimum is still found."""
    X, y = twins.draw_problem(np.random.default_rng(6))
    intercept, weights = lab.fit_lasso_poisson(1000 * X, y, 500.0)
    slope = twins.slope_of(1000 * X, y, intercept, weights)
    assert (np.abs(slope) <= 500 + 0.5).all()
