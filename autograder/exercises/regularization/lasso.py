"""The Poisson model with the lasso."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import Lasso

from autograder.declare import Exercise, attempts, reference_of
from autograder.exercises.regularization.inputs import (
    LAB,
    SAME_FIT,
    WithinNats,
    counts_of,
    descend,
    features,
    fit_case,
    maximum_likelihood,
    standardised,
)

fit_lasso_poisson = Exercise(
    "regularization.fit_lasso_poisson", read="Section 6, 'A step downhill, then a threshold'",
    recognise=SAME_FIT, builds_on=("soft_threshold",))


def _reference(X, y, l1):
    return reference_of(LAB, "fit_lasso_poisson")(X, y, l1)


def _draw(rng, n_bins, n_features, l1, offset=0.0, mean=1.0, dtype=int, must_show=()):
    """A cell that listens to half of the features, until no weight is in doubt and every wrong fit shows."""
    for _ in attempts():
        X = features(rng, n_bins, n_features, offset)
        weights = np.where(np.arange(n_features) % 2, 0.0, rng.choice([-0.5, 0.5], n_features))
        y = counts_of(rng, X, weights, mean).astype(dtype)
        judge = WithinNats(X=X, y=y, groups=np.arange(n_features), strength=l1)
        drawn = fit_case(judge, (X, y, l1), _reference, must_show)
        if drawn:
            return drawn


@fit_lasso_poisson.check(2, "It minimises the summed loss plus l1 times the sum of the weights' sizes.")
def lasso_minimum(rng):
    yield _draw(rng, 80, 5, 6.0, must_show=(halves_the_penalty, _with_a_small_ridge))
    yield _draw(rng, 60, 4, 3.0, must_show=(mean_loss, least_squares))


@fit_lasso_poisson.check(1, "The intercept is not penalised, and nothing is centred or rescaled.")
def intercept_and_units(rng):
    yield _draw(rng, 70, 4, 8.0, offset=1.0, mean=2.5, must_show=(penalises_the_intercept, standardises))


@fit_lasso_poisson.check(1, "A large penalty leaves nothing but the mean rate, a small one nearly everything.")
def strong_and_weak(rng):
    yield _draw(rng, 40, 3, 500.0, mean=2.0)
    yield _draw(rng, 60, 3, 0.2)


@fit_lasso_poisson.check(1, "It works for a single feature and for many.")
def number_of_features(rng):
    yield _draw(rng, 40, 1, 2.0)
    yield _draw(rng, 120, 10, 12.0)


@fit_lasso_poisson.check(0.5, "Counts stored as uint8 do not overflow.")
def uint8_counts(rng):
    yield _draw(rng, 70, 3, 15.0, mean=9.0, dtype=np.uint8)


fit_lasso_poisson.leaves_inputs_alone(0.5, lambda rng: _draw(rng, 40, 3, 4.0, dtype=float))


def _with_a_small_ridge(X, y, l1):
    theta = descend(X, y, lambda theta, step: np.append(
        theta[0], reference_of(LAB, "soft_threshold")(theta[1:], step * l1) / (1 + 2 * step)))
    return theta[0], theta[1:]


@fit_lasso_poisson.misconception(
    "The penalty stands beside the mean loss, and so is far too strong.",
    "In this course the loss is a sum over time bins.")
def mean_loss(X, y, l1):
    return _reference(X, y, l1 * len(y))


@fit_lasso_poisson.misconception(
    "The penalty is half as strong as it should be.",
    "A ridge is written with a ½ so that its derivative has none. The lasso has no ½.")
def halves_the_penalty(X, y, l1):
    return _reference(X, y, l1 / 2)


@fit_lasso_poisson.misconception(
    "The intercept is penalised as well.",
    "The mean rate of a cell is no effect to be doubted: threshold the weights only.")
def penalises_the_intercept(X, y, l1):
    shrink = reference_of(LAB, "soft_threshold")
    theta = descend(X, y, lambda theta, step: shrink(theta, step * l1))
    return theta[0], theta[1:]


@fit_lasso_poisson.misconception(
    "The features were standardised, so each weight is penalised in another unit.",
    "Scaling features is a choice to be made outside of this function, and seen by whoever reads the result.")
def standardises(X, y, l1):
    return standardised(_reference, X, y, l1)


@fit_lasso_poisson.misconception(
    "This is a ridge: the weights are shrunk, and none of them is 0.",
    "The proximal operator of the lasso subtracts and stops at zero; that of a ridge divides.")
def ridge_instead(X, y, l1):
    theta = descend(X, y, lambda theta, step: np.append(theta[0], theta[1:] / (1 + step * l1)))
    return theta[0], theta[1:]


@fit_lasso_poisson.misconception(
    "The penalty is not there: this is the maximum of the likelihood.", "Threshold the weights by step·l1 after each step.")
def ignores_the_penalty(X, y, l1):
    return maximum_likelihood(X, y)


@fit_lasso_poisson.misconception(
    "The threshold was applied once, to the maximum of the likelihood.",
    "Every step is followed by its threshold: the other weights must be able to answer when one is held at zero.")
def thresholds_at_the_end(X, y, l1):
    intercept, weights = maximum_likelihood(X, y)
    return intercept, reference_of(LAB, "soft_threshold")(weights, l1)


@fit_lasso_poisson.misconception(
    "This is the lasso of a linear model.", "Here the loss is the Poisson likelihood, and the rate an exponential.")
def least_squares(X, y, l1):
    model = Lasso(alpha=l1 / len(y), tol=1e-9, max_iter=100_000).fit(np.asarray(X, float), np.asarray(y, float))
    return model.intercept_, model.coef_


@fit_lasso_poisson.misconception(
    "The model has no intercept.", "With all weights 0 the rate would be 1 spike a bin: give the mean rate a place.")
def no_intercept(X, y, l1):
    shrink = reference_of(LAB, "soft_threshold")
    return 0.0, descend(X, y, lambda weights, step: shrink(weights, step * l1), with_intercept=False)
