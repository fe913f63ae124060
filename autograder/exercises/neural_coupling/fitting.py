"""One Poisson model for each cell of a population."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.declare import Exercise, case
from autograder.exercises.neural_coupling.inputs import draw_features, right
from autograder.visible.population import PopulationInBowls, PopulationJudge, SameFits

fit_population_glm = Exercise(
    "neural_coupling.fit_population_glm", read="Section 4, 'One model for each cell'", recognise=SameFits(0.01))


def objective(theta, X, y, ridge) -> float:
    """Penalised negative log-likelihood (nats) of one cell's intercept and the weights behind it."""
    eta = theta[0] + np.asarray(X, float) @ theta[1:]
    with np.errstate(over="ignore"):
        return np.exp(eta).sum() - np.asarray(y, float) @ eta + ridge * theta[1:] @ theta[1:] / 2


@dataclass(frozen=True)
class WithinNats(PopulationJudge):
    """The objective of every cell is within `limit` nats of its best."""

    X: np.ndarray
    counts: np.ndarray
    ridge: float
    limit: float = 0.01

    def gap(self, cell, answer, truth):
        """How much the objective of a cell misses its minimum (nats)."""
        y = self.counts[:, cell]
        return objective(answer, self.X, y, self.ridge) - objective(truth, self.X, y, self.ridge)

    def for_sheet(self, truth):
        """The curvatures of the objectives at their minima judge as well, and give no formula away."""
        A = np.column_stack([np.ones(len(self.X)), np.asarray(self.X, float)])
        penalty = np.diag([0.0] + [self.ridge] * (A.shape[1] - 1))
        rates = np.exp(A @ np.vstack([truth[0], truth[1]]))
        return PopulationInBowls(curvatures=np.array([A.T * rate @ A + penalty for rate in rates.T]), limit=self.limit)


def fit_case(X, counts, **names):
    """A fit, judged by its objectives."""
    return case(X, counts, **names, judge=WithinNats(X, counts, names.get("ridge", 0.0)))


def _drawn(rng, n_bins, n_features, n_neurons, mean=1.5, dtype=int, **names):
    """Cells that follow every feature, each in its own way, with different mean counts."""
    X = draw_features(rng, n_bins, n_features)
    return fit_case(X, _counts(rng, X, n_neurons, mean).astype(dtype), **names)


def _counts(rng, X, n_neurons, mean):
    drive = (X - X.mean(axis=0)) @ rng.choice([-0.5, 0.5], (X.shape[1], n_neurons)) / np.sqrt(X.shape[1])
    counts = rng.poisson(mean * np.linspace(0.6, 1.5, n_neurons) * np.exp(drive - 0.1))
    counts[:4] += 2
    return counts


@fit_population_glm.check(2, "For every cell it finds the maximum of the likelihood.")
def maximum(rng):
    yield _drawn(rng, 90, 3, 2)
    yield _drawn(rng, 100, 4, 3, mean=0.8)


@fit_population_glm.check(1, "The ridge is half the strength times the squared weights of each cell, intercepts left out.")
def with_a_ridge(rng):
    yield _drawn(rng, 80, 3, 3, mean=3.0, ridge=float(rng.uniform(10, 20)))
    yield _drawn(rng, 80, 2, 2, mean=0.4, ridge=float(rng.uniform(15, 30)))


@fit_population_glm.check(1, "Intercepts and weights of a cell stand in its own place: a column of weights for each cell.")
def as_many_features_as_cells(rng):
    yield _drawn(rng, 80, 3, 3)


@fit_population_glm.check(1, "Columns that depend on one another do no harm: one of the optima is returned.")
def collinear_features(rng):
    position = np.append(np.arange(4), rng.integers(0, 4, 96))
    X = (position[:, None] == np.arange(4)).astype(float)
    means = rng.permuted(np.tile([0.6, 1.2, 2.5, 4.0], (2, 1)), axis=1)
    counts = rng.poisson(X @ means.T)
    counts[:4] += 1  # no direction is silent
    yield fit_case(X, counts)


@fit_population_glm.check(0.5, "Features and counts stored as whole numbers of 8 bits do not wrap.")
def bytes_do_not_wrap(rng):
    X = rng.integers(0, 4, (90, 2)).astype(np.uint8)
    yield fit_case(X, _counts(rng, X.astype(float), 2, 15.0).astype(np.uint8))


@fit_population_glm.check(0.5, "It works for a single cell, and for a single feature.")
def smallest(rng):
    yield _drawn(rng, 60, 2, 1)
    yield _drawn(rng, 60, 1, 2)


fit_population_glm.leaves_inputs_alone(0.5, lambda rng: _drawn(rng, 60, 2, 2, dtype=float))


def _fit(X, counts, ridge=0.0, ridge_on_intercept=0.0, ones=1.0):
    """Newton's method with short steps for each cell; the wrong answers below change the objective."""
    A = np.column_stack([np.full(len(X), ones), np.asarray(X, float)])
    penalty = np.array([ridge_on_intercept] + [ridge] * (A.shape[1] - 1))
    fits = []
    for y in np.asarray(counts, float).T:
        theta = np.zeros(A.shape[1])
        for _ in range(60):
            rate = np.exp(np.minimum(A @ theta, 30))
            slope = A.T @ (y - rate) - penalty * theta
            step = np.linalg.lstsq(A.T * rate @ A + np.diag(penalty), slope, rcond=1e-10)[0]
            theta = theta + step * min(1.0, 1.5 / max(np.abs(A @ step).max(), 1e-12))
        fits.append(theta)
    fits = np.array(fits).T
    return fits[0] * ones, fits[1:]


@fit_population_glm.misconception(
    "The weights are the wrong way round: a row for each cell.", "A column for each cell, so that X @ weights has one, too.")
def a_row_for_each_cell(X, counts, ridge=0.0):
    intercepts, weights = right("fit_population_glm", X, counts, ridge)
    return intercepts, weights.T


@fit_population_glm.misconception(
    "All cells have the same weights: they were fitted to the whole population's spikes.",
    "Each cell is fitted to its own counts, the column counts[:, r].")
def one_fit_for_all(X, counts, ridge=0.0):
    n = np.shape(counts)[1]
    intercept, weights = _fit(X, np.asarray(counts, float).mean(axis=1)[:, None], ridge)
    return np.repeat(intercept, n), np.repeat(weights, n, axis=1)


@fit_population_glm.misconception(
    "This is the linear model: least squares of the counts.",
    "The rate is an exponential, and the Poisson likelihood is to be maximised.")
def least_squares(X, counts, ridge=0.0):
    A = np.column_stack([np.ones(len(X)), np.asarray(X, float)])
    penalty = np.diag([0.0] + [ridge] * (A.shape[1] - 1))
    fits = np.linalg.lstsq(A.T @ A + penalty, A.T @ np.asarray(counts, float), rcond=1e-10)[0]
    return fits[0], fits[1:]


@fit_population_glm.misconception(
    "The ridge is not used.", "The objective has a second term, the strength times half the squared weights.")
def ignores_the_ridge(X, counts, ridge=0.0):
    return _fit(X, counts)


@fit_population_glm.misconception(
    "The intercepts are penalised, too.", "They set the mean rates; shrinking them makes every prediction wrong.")
def penalises_the_intercepts(X, counts, ridge=0.0):
    return _fit(X, counts, ridge, ridge)


@fit_population_glm.misconception(
    "The ridge is twice as strong as asked for.", "Mind the factor ½ in front of the penalty: what is the slope of ½·ridge·w²?")
def forgets_the_half(X, counts, ridge=0.0):
    return _fit(X, counts, 2 * ridge)


@fit_population_glm.misconception(
    "The ridge is as many times too strong as there are time bins.",
    "In this course the loss is a sum over bins, not a mean.")
def mean_instead_of_sum(X, counts, ridge=0.0):
    return _fit(X, counts, ridge * len(X))


@fit_population_glm.misconception(
    "The model has no intercepts.", "X comes without its column of ones; each cell has a mean rate of its own.")
def no_intercepts(X, counts, ridge=0.0):
    return _fit(X, counts, ridge, ones=0.0)


@fit_population_glm.misconception(
    "Intercepts and weights came back as one array.", "Return two things: the intercepts, and the array of weights.")
def one_array(X, counts, ridge=0.0):
    return np.vstack(right("fit_population_glm", X, counts, ridge))
