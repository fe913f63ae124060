"""Features far from 0, such as a temperature or the time of day in seconds, change the intercept of a fit and nothing else."""

import numpy as np
import pytest

from solutions import _regularization_fast, basis_functions, neural_coupling, regularization

GROUPS = [0, 0, 1]


def draw():
    """Features around 0, and counts that follow the first."""
    rng = np.random.default_rng(5)
    X = rng.normal(size=(400, 3)) * [0.4, 15.0, 6.0]
    return X, rng.poisson(0.8 * np.exp(X[:, 0]))


FITS = {
    "poisson": basis_functions.fit_poisson_glm,
    "population": lambda X, y: [one[..., 0] for one in neural_coupling.fit_population_glm(X, y[:, None])],
    "lasso": lambda X, y: regularization.fit_lasso_poisson(X, y, 3.0),
    "group lasso": lambda X, y: regularization.fit_group_lasso_poisson(X, y, GROUPS, 3.0),
    "lasso, fast": lambda X, y: _regularization_fast.fit_lasso_poisson(X, y, 3.0),
    "group lasso, fast": lambda X, y: _regularization_fast.fit_group_lasso_poisson(X, y, GROUPS, 3.0),
}


@pytest.mark.parametrize("offset", [100.0, 1e8])
@pytest.mark.parametrize("name", FITS)
def test_an_offset_moves_the_intercept_only(name, offset):
    """The same weights, and the same rates."""
    X, y = draw()
    intercept, weights = FITS[name](X, y)
    moved_intercept, moved = FITS[name](X + offset, y)
    np.testing.assert_allclose(moved, weights, atol=1e-6)
    np.testing.assert_allclose(moved_intercept + (X + offset) @ moved, intercept + X @ weights, atol=1e-6)


@pytest.mark.parametrize("offset", [1e4, 1e8])
def test_an_offset_changes_no_choice(offset):
    """The scores of all strengths, and the best one."""
    X, y = draw()
    strengths = [0.1, 1.0, 10.0, 100.0]
    best, scores = regularization.select_ridge(X, y, strengths, gap=3)
    moved_best, moved = regularization.select_ridge(X + offset, y, strengths, gap=3)
    assert moved_best == best
    np.testing.assert_allclose(moved, scores, atol=1e-6)
