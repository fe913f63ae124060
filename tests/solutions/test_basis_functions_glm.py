"""The reference of lab 03: the Poisson model and the deviance."""

import numpy as np
import pytest
from scipy.optimize import minimize
from sklearn.linear_model import PoissonRegressor
from sklearn.metrics import d2_tweedie_score

from solutions import basis_functions as lab


@pytest.fixture
def rng():
    return np.random.default_rng(31)


def draw(rng, n_bins=200, n_features=4):
    """Features off their centre, and counts that depend on them."""
    X = rng.normal(size=(n_bins, n_features)) + 1.0
    return X, rng.poisson(np.exp(0.3 * X @ rng.choice([-1, 1], n_features)))


def objective(intercept, weights, X, y, ridge=0.0):
    """Nats, summed; the intercept is not penalised."""
    eta = intercept + X @ weights
    return np.exp(eta).sum() - y @ eta + ridge * weights @ weights / 2


@pytest.mark.parametrize("ridge", [0.0, 0.5, 30.0])
def test_it_is_a_minimum(rng, ridge):
    """No step of a general optimiser, started there, gains a thousandth of a nat."""
    X, y = draw(rng)
    b, w = lab.fit_poisson_glm(X, y, ridge)
    found = minimize(lambda t: objective(t[0], t[1:], X, y, ridge), np.append(b, w))
    assert objective(b, w, X, y, ridge) - found.fun < 1e-3
    assert np.ndim(b) == 0
    assert w.shape == (4,)


def test_scikit_learn_agrees(rng):
    """Its alpha is a penalty on the mean: ridge divided by the number of bins."""
    X, y = draw(rng)
    b, w = lab.fit_poisson_glm(X, y, ridge=8.0)
    model = PoissonRegressor(alpha=8.0 / len(y), tol=1e-10, max_iter=1000).fit(X, y)
    np.testing.assert_allclose(np.append(b, w), np.append(model.intercept_, model.coef_), atol=1e-5)


def test_one_hot_with_an_intercept_reaches_the_optimum(rng):
    """Though the columns sum to one: the rates are the mean counts of the bins."""
    place = rng.permutation(np.arange(300) % 5)
    X = np.eye(5)[place]
    y = rng.poisson([0.2, 1.0, 2.0, 0.5, 4.0], (300, 5))[np.arange(300), place]
    b, w = lab.fit_poisson_glm(X, y)
    np.testing.assert_allclose(np.exp(b + w), [y[place == k].mean() for k in range(5)], rtol=1e-5)


def test_copies_of_a_column_share_its_weight_under_a_ridge(rng):
    """The penalty makes the optimum unique: equal columns get equal weights."""
    X, y = draw(rng, n_features=2)
    _, w = lab.fit_poisson_glm(X[:, [0, 1, 0]], y, ridge=1.0)
    assert w[0] == pytest.approx(w[2], abs=1e-8)


@pytest.mark.parametrize("scale", [1e-4, 1e4])
def test_the_unit_of_a_feature_does_not_matter(rng, scale):
    """In other units the weights change, the likelihood does not."""
    X, y = draw(rng)
    units = np.array([1.0, scale, 1.0, 1.0])
    b, w = lab.fit_poisson_glm(X * units, y)
    best = objective(*lab.fit_poisson_glm(X, y), X, y)
    assert objective(b, w * units, X, y) == pytest.approx(best, abs=1e-6)


def test_bytes_do_not_wrap(rng):
    """Counts and features of type uint8 give what floats give, and stay as they were."""
    X, y = rng.integers(0, 4, (100, 2)).astype(np.uint8), rng.poisson(60, 100).astype(np.uint8)
    kept = X.copy(), y.copy()
    b, w = lab.fit_poisson_glm(X, y)
    b_float, w_float = lab.fit_poisson_glm(X.astype(float), y.astype(float))
    np.testing.assert_allclose(np.append(b, w), np.append(b_float, w_float))
    np.testing.assert_array_equal(X, kept[0])
    np.testing.assert_array_equal(y, kept[1])


# ---- deviance_explained


def test_it_is_scikit_learns_share(rng):
    """Where the baseline is the mean of the same counts, it is D² with power 1."""
    y, rate = rng.poisson(1.5, 60), rng.uniform(0.5, 3, 60)
    assert lab.deviance_explained(y, rate, y.mean()) == pytest.approx(d2_tweedie_score(y, rate, power=1))


def test_the_constant_rate_explains_nothing_and_worse_is_negative(rng):
    """0 for the baseline itself, and below 0 for a prediction turned round."""
    y = rng.poisson([0.2] * 20 + [5.0] * 20)
    assert lab.deviance_explained(y, np.full(40, 1.7), 1.7) == pytest.approx(0.0)
    assert lab.deviance_explained(y, np.array([5.0] * 20 + [0.2] * 20), 1.7) < 0


def test_a_silent_bin_contributes_twice_its_rate():
    """By hand: only silent bins, deviances 2 and 8."""
    assert lab.deviance_explained(np.zeros(2, np.uint8), np.array([0.25, 0.75]), 2.0) == pytest.approx(0.75)
