"""How sure a weight is."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case
from autograder.exercises.neural_coupling.inputs import draw_features, right

wald_z = Exercise("neural_coupling.wald_z", read="Section 5, 'How far from zero'")


def _drawn(rng, n_bins, n_features):
    """Counts, and parameters near those that made them."""
    X = draw_features(rng, n_bins, n_features)
    weights = (-1.0) ** np.arange(1, n_features + 1) * rng.uniform(0.2, 0.6, n_features)
    intercept = rng.uniform(0.2, 0.8)
    y = rng.poisson(np.exp(intercept + X @ weights))
    return case(X, y, float(intercept), weights)


@wald_z.check(2, "Each weight is divided by its standard error from the Fisher information.")
def values(rng):
    yield _drawn(rng, 60, 3)
    yield _drawn(rng, 90, 5)


@wald_z.check(1, "Features that are related to one another make each other's weights less sure.")
def related_features(rng):
    X = draw_features(rng, 70, 3)
    X[:, 2] = X[:, 0] + 0.2 * X[:, 2]
    yield case(X, rng.poisson(1.0, 70), 0.3, np.array([0.4, -0.3, 0.2]))


@wald_z.check(1, "The information is that at the parameters given, and does not depend on the counts.")
def any_counts(rng):
    X = draw_features(rng, 50, 3)
    intercept, weights = -rng.uniform(0.5, 1.0), rng.uniform(0.3, 0.8, 3) * [1, -1, 1]
    yield case(X, rng.poisson(4.0, 50), float(intercept), weights)
    yield case(X, np.zeros(50, int), float(intercept + 2), weights)


@wald_z.check(0.5, "It works for a single feature, and a weight of zero has z = 0.")
def smallest(rng):
    yield _drawn(rng, 30, 1)
    yield case(draw_features(rng, 40, 2), rng.poisson(1.0, 40), 0.2, np.array([0.0, 0.5]))


@wald_z.check(0.5, "Features stored as whole numbers of 8 bits do not wrap.")
def bytes_do_not_wrap(rng):
    X = rng.integers(0, 40, (60, 2)).astype(np.uint8)
    yield case(X, rng.poisson(1.0, 60).astype(np.uint8), -0.5, np.array([0.03, -0.02]))


wald_z.leaves_inputs_alone(0.5, lambda rng: _drawn(rng, 40, 2))


def _information(X, intercept, weights, ones=True, rate=None):
    X = np.asarray(X, float)
    A = np.column_stack([np.ones(len(X)), X]) if ones else X
    rate = np.exp(intercept + X @ np.asarray(weights, float)) if rate is None else np.asarray(rate, float)
    return A.T * rate @ A


@wald_z.misconception(
    "Each weight's error was computed as if all other weights were known.",
    "The inverse of the diagonal is not the diagonal of the inverse: invert the whole information first.")
def inverts_the_diagonal(X, y, intercept, weights):
    return weights * np.sqrt(np.diag(_information(X, intercept, weights))[1:])


@wald_z.misconception(
    "The intercept is missing from the information.",
    "Its value is estimated, too, and takes some of the certainty: put the column of ones in front.")
def leaves_the_ones_out(X, y, intercept, weights):
    return weights / np.sqrt(np.diag(np.linalg.inv(_information(X, intercept, weights, ones=False))))


@wald_z.misconception(
    "The weights were divided by their variances.", "A standard error is the root of the variance.")
def divides_by_the_variance(X, y, intercept, weights):
    return weights / np.diag(np.linalg.inv(_information(X, intercept, weights)))[1:]


@wald_z.misconception(
    "The observed counts stand in the place of the rates.",
    "The information is weighted by the model's expected counts, exp(intercept + X @ weights).")
def weighs_by_the_counts(X, y, intercept, weights):
    return weights / np.sqrt(np.diag(np.linalg.inv(_information(X, intercept, weights, rate=y)))[1:])


@wald_z.misconception(
    "The intercept's own z is among the results.", "One number for each weight: leave the first one out.")
def keeps_the_intercept(X, y, intercept, weights):
    deviation = np.sqrt(np.diag(np.linalg.inv(_information(X, intercept, weights))))
    return np.append(intercept, weights) / deviation


@wald_z.misconception(
    "These are the errors of least squares: noise of the same variance in every bin.",
    "Poisson counts scatter more where the rate is high: weigh each bin by its rate.")
def least_squares_errors(X, y, intercept, weights):
    rate = np.exp(intercept + np.asarray(X, float) @ weights)
    variance = np.sum((np.asarray(y, float) - rate) ** 2) / (len(rate) - len(weights) - 1)
    return weights / np.sqrt(variance * np.diag(np.linalg.inv(_information(X, 0, weights, rate=np.ones(len(rate)))))[1:])


@wald_z.misconception(
    "These are the standard errors themselves.", "How many of them is the weight away from zero?")
def returns_the_errors(X, y, intercept, weights):
    return np.sqrt(np.diag(np.linalg.inv(_information(X, intercept, weights)))[1:])


@wald_z.misconception(
    "The signs are lost.", "z keeps the sign of its weight: it tells excitation from inhibition.")
def loses_the_sign(X, y, intercept, weights):
    return np.abs(right("wald_z", X, y, intercept, weights))


@wald_z.misconception(
    "The rate is that of a linear model: the exponential is missing.", "rate = exp(intercept + X @ weights).")
def forgets_exp(X, y, intercept, weights):
    rate = intercept + np.asarray(X, float) @ weights
    return weights / np.sqrt(np.diag(np.linalg.inv(_information(X, 0, weights, rate=rate)))[1:])
