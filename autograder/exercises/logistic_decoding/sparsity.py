"""How many weights an L1 penalty leaves."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import LogisticRegression

from autograder.declare import Exercise, attempts, case
from autograder.exercises.logistic_decoding.inputs import choose
from course.classifiers import make_logistic

count_non_zero_coefs = Exercise(
    "logistic_decoding.count_non_zero_coefs", read="Section 7, 'How many neurons are left?'")
TOLERANCES, SEEDS = (1e-3, 1e-4, 1e-7), (0, 1)


def _fit(X, y, C, tol=1e-4, seed=0, **settings):
    return make_logistic(C=C, l1_ratio=1.0, solver="liblinear", tol=tol, random_state=seed, **settings).fit(X, y)


def _counts(X, y, C_values, **settings) -> np.ndarray:
    return np.array([np.count_nonzero(_fit(X, y, C, **settings).coef_) for C in C_values])


def _is_clear(X, y, C) -> bool:
    """Whether weights that are 0 are held there with force to spare, and the others are well away from it."""
    model = _fit(X, y, C, tol=1e-8)
    weights = model.coef_[0]
    force = C * np.abs(X.T @ (model.predict_proba(X)[:, 1] - y))  # a weight of 0 resists up to 1
    effects = np.abs(weights) * X.std(axis=0)
    return force[weights == 0].max(initial=0) < 0.95 and effects[weights != 0].min(initial=np.inf) > 0.02


def _lasso_case(rng, n_trials, n_features, C_values, share=0.4, differ=(), apart=()):
    """Trials on which the counts depend neither on the solver's tolerance nor on its seed, and wrong counts differ.

    Those of `differ` differ from the right ones, and the two of each pair in `apart` from each other.
    """
    for _ in attempts():
        y = choose(rng, n_trials, share)
        scale = 2.0 ** (np.arange(n_features) % 5 - 1)
        told = np.outer(2 * y - 1, 0.8 * (np.arange(n_features) % 4 < 2))
        X = np.round(scale * (rng.normal(size=(n_trials, n_features)) + told), 2)
        counts = _counts(X, y, C_values)
        settled = all(np.array_equal(_counts(X, y, C_values, tol=tol, seed=seed), counts)
                      for tol in TOLERANCES for seed in SEEDS)
        if not settled or len(set(counts)) < len(C_values) or not all(_is_clear(X, y, C) for C in C_values):
            continue
        pairs = [(wrong(X, y, C_values), counts) for wrong in differ] + [(a(X, y, C_values), b(X, y, C_values)) for a, b in apart]
        if all(np.any(one != other) for one, other in pairs):
            return case(X, y, np.array(C_values))


def _centred(X, y, C_values):
    return _counts(X - X.mean(axis=0), y, C_values)


@count_non_zero_coefs.check(2, "It counts the weights that are not 0, on the data as they are.")
def counts(rng):
    yield _lasso_case(rng, 90, 10, [0.01, 0.05, 0.5], differ=(counts_zeros, standardises))
    yield _lasso_case(rng, 70, 6, [0.02, 0.1, 0.7], share=0.2, differ=(counts_the_intercept, without_intercept),
                      apart=[(without_intercept, _centred)])


@count_non_zero_coefs.check(1, "One number for each C, in the order given.")
def order(rng):
    yield _lasso_case(rng, 60, 8, [0.3, 0.01, 0.06])
    yield _lasso_case(rng, 50, 5, [0.02])


@count_non_zero_coefs.check(1, "It works with more features than trials.")
def many_features(rng):
    yield _lasso_case(rng, 30, 50, [0.02, 0.06])


def _in_double_precision(rng):
    drawn = _lasso_case(rng, 40, 5, [0.05, 0.2])
    X, y, C_values = drawn.args
    return case(X, y.astype(float), C_values)


count_non_zero_coefs.leaves_inputs_alone(0.5, _in_double_precision)


@count_non_zero_coefs.misconception(
    "These are the weights that are 0.", "The question is how many are left.")
def counts_zeros(X, y, C_values):
    return np.shape(X)[1] - _counts(X, y, C_values)


@count_non_zero_coefs.misconception(
    "The intercept was counted as well.", "It is no weight of a neuron: count in coef_ only.")
def counts_the_intercept(X, y, C_values):
    models = [_fit(X, y, C) for C in C_values]
    return np.array([np.count_nonzero(model.coef_) + np.count_nonzero(model.intercept_) for model in models])


@count_non_zero_coefs.misconception(
    "The model has no intercept.", "Leave fit_intercept as it is: the choices need not be equally frequent.")
def without_intercept(X, y, C_values):
    return _counts(X, y, C_values, fit_intercept=False)


@count_non_zero_coefs.misconception(
    "All weights are left: this penalty is not L1.",
    "The L2 penalty makes weights small, never 0. Ask for L1 when you make the classifier.")
def penalty_is_l2(X, y, C_values):
    return np.array([np.count_nonzero(LogisticRegression(C=C, max_iter=10_000).fit(X, y).coef_) for C in C_values])


@count_non_zero_coefs.misconception(
    "The features were standardised first.", "Here they are to be taken as they are.")
def standardises(X, y, C_values):
    X = np.asarray(X, float)
    return _counts((X - X.mean(axis=0)) / X.std(axis=0), y, C_values)


@count_non_zero_coefs.misconception(
    "This is a share of the weights.", "How many are left, as a whole number?")
def share_of_the_weights(X, y, C_values):
    return _counts(X, y, C_values) / np.shape(X)[1]
