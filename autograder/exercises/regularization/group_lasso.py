"""The Poisson model with the group lasso."""

from __future__ import annotations

import numpy as np

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

fit_group_lasso_poisson = Exercise(
    "regularization.fit_group_lasso_poisson", read="Section 7, 'A fit that keeps or drops groups'",
    recognise=SAME_FIT, builds_on=("group_soft_threshold",))


def _reference(X, y, groups, strength):
    return reference_of(LAB, "fit_group_lasso_poisson")(X, y, groups, strength)


def _draw(rng, n_bins, sizes, strength, offset=0.0, mean=1.0, dtype=int, labels=None, must_show=()):
    """A cell that listens to every other group, until no group is in doubt and every wrong fit shows."""
    labels = np.arange(len(sizes)) if labels is None else np.asarray(labels)
    for _ in attempts():
        order = rng.permutation(sum(sizes))
        kinds = np.repeat(np.arange(len(sizes)), sizes)[order]
        X = features(rng, n_bins, sum(sizes), offset)
        weights = np.where(kinds % 2, 0.0, rng.choice([-0.4, 0.4], len(kinds)))
        y = counts_of(rng, X, weights, mean).astype(dtype)
        judge = WithinNats(X=X, y=y, groups=labels[kinds], strength=strength)
        drawn = fit_case(judge, (X, y, labels[kinds], strength), _reference, must_show)
        if drawn:
            return drawn


@fit_group_lasso_poisson.check(
    2, "It minimises the summed loss plus strength times the groups' norms, each times the root of its size.")
def group_minimum(rng):
    yield _draw(rng, 80, [3, 2, 1], 4.0, must_show=(forgets_the_size, lasso_instead, _with_a_small_ridge))
    yield _draw(rng, 60, [2, 3], 3.0, must_show=(mean_loss,))


@fit_group_lasso_poisson.check(1, "The intercept is not penalised, and nothing is centred or rescaled.")
def intercept_and_units(rng):
    yield _draw(rng, 70, [2, 3], 5.0, offset=1.0, mean=2.5, must_show=(penalises_the_intercept, standardises))


@fit_group_lasso_poisson.check(1, "A large penalty leaves nothing but the mean rate, a small one nearly everything.")
def strong_and_weak(rng):
    yield _draw(rng, 40, [2, 2], 400.0, mean=2.0)
    yield _draw(rng, 60, [2, 1], 0.2)


@fit_group_lasso_poisson.check(1, "Labels are any whole numbers, in any order; all features may be one group.")
def any_labels(rng):
    yield _draw(rng, 80, [2, 2, 3], 4.0, labels=[40, -3, 7])
    yield _draw(rng, 50, [3], 3.0, labels=[2])
    yield _draw(rng, 50, [1, 1, 1], 4.0, labels=[5, 1, 9])


@fit_group_lasso_poisson.check(0.5, "Counts stored as uint8 do not overflow.")
def uint8_counts(rng):
    yield _draw(rng, 70, [2, 2], 10.0, mean=9.0, dtype=np.uint8)


fit_group_lasso_poisson.leaves_inputs_alone(0.5, lambda rng: _draw(rng, 40, [2, 1], 3.0, dtype=float))


def _shrink(groups, strength):
    """The right step of the penalty, for weights alone."""
    shrink = reference_of(LAB, "group_soft_threshold")
    return lambda weights, step: shrink(weights, groups, step * strength)


def _with_a_small_ridge(X, y, groups, strength):
    shrink = _shrink(groups, strength)
    theta = descend(X, y, lambda theta, step: np.append(theta[0], shrink(theta[1:], step) / (1 + 2 * step)))
    return theta[0], theta[1:]


@fit_group_lasso_poisson.misconception(
    "The penalty of a group does not depend on its size.", "Each group's norm is multiplied by the root of its size.")
def forgets_the_size(X, y, groups, strength):
    groups = np.asarray(groups)

    def shrink(theta, step):
        weights = theta[1:].copy()
        for label in np.unique(groups):
            norm = np.linalg.norm(weights[groups == label])
            weights[groups == label] *= max(1 - step * strength / norm, 0.0) if norm else 0.0
        return np.append(theta[0], weights)

    theta = descend(X, y, shrink)
    return theta[0], theta[1:]


@fit_group_lasso_poisson.misconception(
    "Each weight is penalised by itself: this is the lasso.", "Use the threshold for groups that you have just written.")
def lasso_instead(X, y, groups, strength):
    return reference_of(LAB, "fit_lasso_poisson")(X, y, strength)


@fit_group_lasso_poisson.misconception(
    "The penalty stands beside the mean loss, and so is far too strong.",
    "In this course the loss is a sum over time bins.")
def mean_loss(X, y, groups, strength):
    return _reference(X, y, groups, strength * len(y))


@fit_group_lasso_poisson.misconception(
    "The intercept is penalised as well.", "The mean rate of a cell belongs to no group: threshold the weights only.")
def penalises_the_intercept(X, y, groups, strength):
    own = np.append(np.min(groups) - 1, groups)
    theta = descend(X, y, _shrink(own, strength))
    return theta[0], theta[1:]


@fit_group_lasso_poisson.misconception(
    "The features were standardised, so each weight is penalised in another unit.",
    "Scaling features is a choice to be made outside of this function, and seen by whoever reads the result.")
def standardises(X, y, groups, strength):
    return standardised(_reference, X, y, groups, strength)


@fit_group_lasso_poisson.misconception(
    "The norms are squared: this is a ridge, and no group is exactly 0.",
    "A squared norm is flat at zero and holds nothing there. The norm itself has a corner.")
def squares_the_norms(X, y, groups, strength):
    sizes = np.array([np.sqrt(np.sum(np.asarray(groups) == label)) for label in groups])
    theta = descend(X, y, lambda theta, step: np.append(theta[0], theta[1:] / (1 + 2 * step * strength * sizes)))
    return theta[0], theta[1:]


@fit_group_lasso_poisson.misconception(
    "The penalty is not there: this is the maximum of the likelihood.",
    "Threshold the groups by step·strength after each step.")
def ignores_the_penalty(X, y, groups, strength):
    return maximum_likelihood(X, y)


@fit_group_lasso_poisson.misconception(
    "The threshold was applied once, to the maximum of the likelihood.",
    "Every step is followed by its threshold: the other groups must be able to answer when one is held at zero.")
def thresholds_at_the_end(X, y, groups, strength):
    intercept, weights = maximum_likelihood(X, y)
    return intercept, reference_of(LAB, "group_soft_threshold")(weights, groups, strength)
