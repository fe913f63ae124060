"""Logistic regression by hand: slow, obvious twins, and the edges of the contract."""

import math
import warnings

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from solutions import _logistic_decoding_fast as fast
from solutions import logistic_decoding as lab


def draw_trials(seed, n_trials=40, n_features=5, offset=0.0):
    """Trials whose first feature tells something of the choice; the choices are unbalanced."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n_trials, n_features))
    return X + offset, (X[:, 0] + rng.normal(size=n_trials) > 0.5).astype(int)


def find_objective(theta, X, y, l2):
    """The penalised objective, one trial after the other."""
    cost = 0.5 * l2 * sum(weight**2 for weight in theta[1:])
    for row, choice in zip(X, y, strict=True):
        eta = theta[0] + sum(row * theta[1:])
        cost += np.logaddexp(0, -eta if choice else eta)
    return cost


def test_sigmoid_is_the_formula():
    """Within 1e-12 of 1 / (1 + exp(-z)), computed one by one."""
    z = np.linspace(-700, 700, 2801)
    np.testing.assert_allclose(lab.sigmoid(z), [1 / (1 + math.exp(-value)) for value in z], rtol=0, atol=1e-12)


@pytest.mark.parametrize("z", [0, -3, 1e4, -1e4, np.zeros((2, 3)), np.uint8([3, 250]), np.int8([-128])])
def test_sigmoid_is_quiet_and_keeps_the_shape(z):
    """Numbers and arrays of any type, without a warning or nan."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        p = lab.sigmoid(z)
    assert np.shape(p) == np.shape(z)
    assert np.all((p >= 0) & (p <= 1))


def test_likelihood_is_exact_far_from_zero():
    """A choice against log-odds of 1e4 costs 1e4 nats, one with them nothing."""
    X, theta = np.ones((2, 1)), np.array([1e4])
    assert lab.neg_log_lik_logistic(theta, X, np.array([1, 0])) == 1e4
    assert lab.neg_log_lik_logistic(-theta, X, np.array([1, 0])) == 1e4


@pytest.mark.parametrize("dtype", [np.uint8, bool, float, np.int64])
def test_choices_of_any_type_cost_the_same(dtype):
    """Equal to the sum over single trials."""
    X, y = draw_trials(1)
    theta = np.array([0.3, 1.0, -1.0, 0.5, 0.0, 0.2])
    found = lab.neg_log_lik_logistic(theta, np.column_stack([np.ones(40), X]), y.astype(dtype))
    np.testing.assert_allclose(found, find_objective(theta, X, y, 0.0), rtol=1e-12)


@pytest.mark.parametrize("fit", [lab.fit_logistic, fast.fit_logistic], ids=["lab", "fast"])
@pytest.mark.parametrize("shape", [(40, 5), (20, 60), (300, 210)], ids=str)
@pytest.mark.parametrize(("l2", "offset"), [(1.0, 0.0), (0.01, 3.0), (100.0, -20.0)])
def test_fit_is_the_minimum(fit, shape, l2, offset):
    """The slope of the penalised objective is zero, for unbalanced choices and features far from zero too."""
    X, y = draw_trials(2, *shape, offset)
    theta = fit(X, y, l2)
    residual = lab.sigmoid(theta[0] + X @ theta[1:]) - y
    slope = np.append(residual.sum(), X.T @ residual + l2 * theta[1:])
    bound = (slope[1:] - slope[0] * X.mean(axis=0)) @ (slope[1:] - slope[0] * X.mean(axis=0)) / (2 * l2)
    assert bound < 0.01
    assert abs(slope[0]) < 0.01


def test_fit_is_that_of_scikit_learn():
    """With C = 1 / l2."""
    X, y = draw_trials(3)
    model = LogisticRegression(C=0.25, tol=1e-10, max_iter=10_000).fit(X, y)
    np.testing.assert_allclose(lab.fit_logistic(X, y, 4.0), [*model.intercept_, *model.coef_[0]], atol=1e-5)


def test_majority_of_either_choice():
    """The share of the more frequent choice, also in unsigned numbers."""
    assert lab.majority_accuracy(np.uint8([0, 0, 0, 1])) == lab.majority_accuracy([True, True, True, False]) == 0.75


def test_accuracy_counts_hits():
    """One trial after the other, of a pipeline."""
    X, y = draw_trials(4)
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(X[:20], y[:20])
    hits = [model.predict(row[None])[0] == choice for row, choice in zip(X, y, strict=True)]
    assert lab.compute_accuracy(X, y, model) == sum(hits) / 40


@pytest.mark.parametrize("shape", [(3,), (1, 3)])
def test_penalty_of_either_shape(shape):
    """By hand: l1 6, squares 14."""
    w = np.array([1, -2, 3], dtype=np.int8).reshape(shape)
    assert np.ndim(lab.penalty_value(w, 0.5, 0.25)) == 0
    np.testing.assert_allclose(lab.penalty_value(w, 0.5, 0.25), (0.25 * 6 + 0.75 / 2 * 14) / 0.5)


def test_counts_are_those_of_liblinear():
    """In the order given, from none to all, without a warning."""
    X, y = draw_trials(5, 80)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        counts = lab.count_non_zero_coefs(X, y, [100.0, 1e-4, 0.1])
    assert counts[:2].tolist() == [5, 0]
    assert 0 < counts[2] <= 5
    assert counts.dtype.kind == "i"
