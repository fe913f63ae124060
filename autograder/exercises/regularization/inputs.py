"""Features and counts for the checks of lab 05, and the penalised likelihood that fits are judged by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.declare import case, reference_of
from autograder.visible.judges import Agrees, Parts
from autograder.visible.sparse import SparseFit

LAB = "regularization"
SAME_FIT = Parts(("intercept", "weights"), (Agrees(0.02, 0.005), Agrees(0.02, 0.005)))


def features(rng, n_bins: int, n_features: int, offset: float = 0.0) -> np.ndarray:
    """Features of different size, around `offset`; neighbouring ones go together."""
    X = rng.normal(size=(n_bins, n_features))
    X[:, 1:] += 0.5 * X[:, :-1]
    return np.round(X * rng.uniform(0.6, 1.4, n_features) + offset, 4)


def counts_of(rng, X, weights, mean: float = 1.0) -> np.ndarray:
    """Poisson counts of a cell with these weights; at least one spike in each of the first bins."""
    drive = np.clip((X - X.mean(axis=0)) @ weights, -3, 2)
    counts = rng.poisson(mean * np.exp(drive - np.log(np.mean(np.exp(drive)))))
    counts[:2] += 1
    return counts


def neg_log_lik(theta, X, y) -> float:
    """Of the parameters (intercept first), in nats, without the term that no parameter changes."""
    eta = theta[0] + X @ theta[1:]
    return np.exp(eta).sum() - np.asarray(y, float) @ eta


def gradient(theta, X, y) -> np.ndarray:
    """Of the negative log-likelihood with respect to the weights."""
    return X.T @ (np.exp(theta[0] + X @ theta[1:]) - np.asarray(y, float))


@dataclass(frozen=True)
class WithinNats(SparseFit):
    """The penalised likelihood is within `limit` nats of the best, and what the penalty holds at 0 is exactly 0.

    `groups` is the group of each weight; a group of one is an ordinary lasso weight.
    """

    X: tuple = ()
    y: tuple = ()
    groups: tuple = ()
    strength: float = 1.0

    def gap(self, answer, truth):
        return self._objective(answer) - self._objective(truth)

    def held_at_zero(self, truth):
        return np.append(False, self._norms(gradient(truth, self.X, self.y)) < 0.9 * self.strength)

    def _objective(self, theta):
        return neg_log_lik(theta, self.X, self.y) + self.strength * self._norms(theta[1:]).sum()

    def _norms(self, values):
        """For each weight, the norm over its group, divided by the root of the size: they add up to the penalty."""
        groups = np.asarray(self.groups)
        own = groups[:, None] == groups
        return np.sqrt(own @ values**2 / own.sum(axis=1))

    def for_sheet(self, truth):
        """Without the objective: what curves it at its minimum judges as well, as no weight is in doubt there."""
        theta = np.append(*truth)
        X = np.column_stack([np.ones(len(self.X)), self.X])
        curvature = X.T * np.exp(X @ theta) @ X
        curvature[1:, 1:] += self._curvature_of_norms(theta[1:])
        return SparseFit(curvature=np.round(curvature, 6), limit=self.limit)

    def _curvature_of_norms(self, weights):
        """Second derivatives of the penalty: a norm is straight along its group's direction, and round across it."""
        groups, curvature = np.asarray(self.groups), np.zeros((len(weights), len(weights)))
        for group in np.unique(groups[weights != 0]):
            members = np.flatnonzero(groups == group)
            norm = np.linalg.norm(weights[members])
            across = np.eye(len(members)) - np.outer(weights[members], weights[members]) / norm**2
            curvature[np.ix_(members, members)] = self.strength * np.sqrt(len(members)) / norm * across
        return curvature


def is_clear(judge: WithinNats, theta) -> bool:
    """Whether no weight is in doubt: at 0 with a slope near the threshold, or away from 0 by next to nothing."""
    slopes = judge._norms(gradient(theta, judge.X, judge.y)) / judge.strength
    sizes = judge._norms(theta[1:])
    at_zero = sizes == 0
    return bool((slopes[at_zero] < 0.85).all() and (sizes[~at_zero] > 0.02).all())


def descend(X, y, shrink, with_intercept: bool = True):
    """Minimise a Poisson likelihood with a penalty by proximal steps; `shrink(theta, step)` is its proximal operator."""
    X = np.column_stack([np.ones(len(X)), X]) if with_intercept else np.asarray(X, float)
    y, theta, step = np.asarray(y, float), np.zeros(X.shape[1]), 1.0
    for _ in range(20_000):
        with np.errstate(all="ignore"):
            rate = np.exp(X @ theta)
            new = shrink(theta - step * X.T @ (rate - y), step)
            rise, distance = X @ (new - theta), np.sum((new - theta) ** 2)
            too_long = not rate @ (np.expm1(rise) - rise) <= distance / (2 * step)
        if too_long:
            step /= 2
            continue
        theta, step = new, 1.1 * step
        if np.sqrt(distance) < 1e-8:
            break
    return theta


def standardised(fit, X, *rest):
    """Fit to standardised features, and give the parameters for the features as they are."""
    X = np.asarray(X, float)
    mean, spread = X.mean(axis=0), X.std(axis=0)
    intercept, weights = fit((X - mean) / spread, *rest)
    return intercept - (weights / spread) @ mean, weights / spread


def maximum_likelihood(X, y):
    """Without any penalty."""
    return reference_of(LAB, "fit_lasso_poisson")(X, y, 0.0)


def fit_case(judge: WithinNats, args: tuple, fit, must_show=()):
    """The case for a fit, or None where a weight is in doubt or a wrong fit of `must_show` misses it by too little."""
    truth = fit(*args)
    theta = np.append(*truth)
    if not is_clear(judge, theta) or np.abs(theta[0] + judge.X @ theta[1:]).max() > 4:
        return None
    for wrong in must_show:
        if abs(judge.gap(np.append(*wrong(*args)), theta)) < 10 * judge.limit:
            return None
    return case(*args, judge=judge)
