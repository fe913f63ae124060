"""The Poisson model, fitted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.declare import Exercise, case, reference_of
from autograder.exercises.basis_functions.inputs import LAB, one_hot
from autograder.visible.glm import PairInBowl, PairJudge, SameFit
from autograder.visible.judges import Judge

fit_poisson_glm = Exercise(
    "basis_functions.fit_poisson_glm", read="Section 4, 'One model for both'", recognise=SameFit(0.01))


def objective(parameters, X, y, ridge) -> float:
    """Penalised negative log-likelihood (nats) of the intercept and the weights behind it."""
    eta = parameters[0] + np.asarray(X, float) @ parameters[1:]
    with np.errstate(over="ignore"):
        return np.exp(eta).sum() - np.asarray(y, float) @ eta + ridge * parameters[1:] @ parameters[1:] / 2


@dataclass(frozen=True)
class WithinNats(PairJudge):
    """The objective of intercept and weights is within `limit` nats of the best."""

    X: np.ndarray
    y: np.ndarray
    ridge: float
    limit: float = 0.01

    def judge(self, answer, truth):
        gap = objective(answer, self.X, self.y, self.ridge) - objective(truth, self.X, self.y, self.ridge)
        if abs(gap) <= self.limit:
            return None
        return f"its objective misses the minimum by {gap:.3g} nats; at most {self.limit:g} is allowed"

    def for_sheet(self, truth) -> Judge:
        """The curvature of the objective at its minimum judges as well, and gives no formula away."""
        A = np.column_stack([np.ones(len(self.X)), np.asarray(self.X, float)])
        penalty = np.diag([0.0] + [self.ridge] * (A.shape[1] - 1))
        curvature = A.T * np.exp(A @ np.append(*truth)) @ A + penalty
        return PairInBowl(curvature=curvature, limit=self.limit)


def fit_case(X, y, **names):
    """A fit, judged by its objective."""
    return case(X, y, **names, judge=WithinNats(X, y, names.get("ridge", 0.0)))


def _counts(rng, X, mean, spread=0.8):
    """Counts that depend on every feature, at least some of them above 1."""
    drive = (X - X.mean(axis=0)) / X.std(axis=0) @ rng.choice([-1.0, 1.0], X.shape[1]) * spread
    drive /= np.sqrt(X.shape[1])
    y = rng.poisson(mean * np.exp(drive - np.log(np.mean(np.exp(drive)))))
    y[:4] += 2
    return y


def _drawn(rng, n_bins, n_features, mean=1.5, dtype=int, **names):
    """Features off their centre, of different widths."""
    X = rng.normal(size=(n_bins, n_features)) * rng.uniform(0.5, 1.5, n_features) + rng.uniform(0.5, 1, n_features)
    return fit_case(X, _counts(rng, X, mean).astype(dtype), **names)


@fit_poisson_glm.check(2, "It finds the maximum of the likelihood.")
def maximum(rng):
    yield _drawn(rng, 120, 3)
    yield _drawn(rng, 150, 5)
    yield _drawn(rng, 80, 1, mean=0.7)


@fit_poisson_glm.check(1, "The ridge is half the strength times the squared weights, the intercept left out.")
def with_a_ridge(rng):
    yield _drawn(rng, 100, 3, mean=4.0, ridge=float(rng.uniform(10, 20)))
    yield _drawn(rng, 100, 4, mean=0.3, ridge=float(rng.uniform(20, 40)))


@fit_poisson_glm.check(1, "Columns that depend on one another do no harm: one of the optima is returned.")
def collinear_features(rng):
    position = np.append(np.arange(4), rng.uniform(0, 4, 116))
    X = one_hot(position, np.arange(5))
    yield fit_case(X, rng.poisson(X @ rng.permutation([0.6, 1.2, 2.5, 4.0])))
    twice = rng.normal(size=(90, 2))[:, [0, 1, 0]]
    yield fit_case(twice, _counts(rng, twice, 2.0), ridge=2.0)


@fit_poisson_glm.check(0.5, "Features and counts stored as whole numbers of 8 bits do not wrap.")
def bytes_do_not_wrap(rng):
    X = rng.integers(0, 4, (120, 2)).astype(np.uint8)
    yield fit_case(X, _counts(rng, X.astype(float), 20.0).astype(np.uint8))


fit_poisson_glm.leaves_inputs_alone(0.5, lambda rng: _drawn(rng, 60, 2, dtype=float, ridge=1.0))


def _fit(X, y, ridge=0.0, ridge_on_intercept=0.0, ones=1.0):
    """Newton's method with short steps; the wrong answers below change the objective."""
    y = np.asarray(y, float)
    A = np.column_stack([np.full(len(y), ones), np.asarray(X, float)])
    penalty = np.array([ridge_on_intercept] + [ridge] * (A.shape[1] - 1))
    theta = np.zeros(A.shape[1])
    for _ in range(100):
        rate = np.exp(np.minimum(A @ theta, 30))
        gradient = A.T @ (y - rate) - penalty * theta
        step = np.linalg.lstsq(A.T * rate @ A + np.diag(penalty), gradient, rcond=1e-10)[0]
        theta = theta + step * min(1.0, 1.5 / max(np.abs(A @ step).max(), 1e-12))
    return theta[0] * ones, theta[1:]


@fit_poisson_glm.misconception(
    "This is the linear model: least squares of the counts.",
    "The rate is an exponential, and the Poisson likelihood is to be maximised.")
def least_squares(X, y, ridge=0.0):
    A = np.column_stack([np.ones(len(X)), np.asarray(X, float)])
    penalty = np.diag([0.0] + [ridge] * (A.shape[1] - 1))
    theta = np.linalg.lstsq(A.T @ A + penalty, A.T @ np.asarray(y, float), rcond=1e-10)[0]
    return theta[0], theta[1:]


@fit_poisson_glm.misconception(
    "The ridge is not used.", "The objective has a second term, the strength times half the squared weights.")
def ignores_the_ridge(X, y, ridge=0.0):
    return _fit(X, y)


@fit_poisson_glm.misconception(
    "The intercept is penalised, too.", "It sets the mean rate; shrinking it makes every prediction wrong.")
def penalises_the_intercept(X, y, ridge=0.0):
    return _fit(X, y, ridge, ridge)


@fit_poisson_glm.misconception(
    "The ridge is twice as strong as asked for.", "Mind the factor ½ in front of the penalty.")
def forgets_the_half(X, y, ridge=0.0):
    return _fit(X, y, 2 * ridge)


@fit_poisson_glm.misconception(
    "The penalty was added to the mean over time bins: it is as many times too strong as there are bins.",
    "In this course the loss is a sum. scikit-learn's PoissonRegressor takes a mean: what alpha does it need then?")
def mean_instead_of_sum(X, y, ridge=0.0):
    return _fit(X, y, ridge * len(y))


@fit_poisson_glm.misconception(
    "The model has no intercept.", "X comes without its column of ones; exp(X @ weights) has to be scaled by something.")
def no_intercept(X, y, ridge=0.0):
    return _fit(X, y, ridge, ones=0.0)


@fit_poisson_glm.misconception(
    "Intercept and weights came back as one array.", "Return two things: the intercept, and the array of weights.")
def one_array(X, y, ridge=0.0):
    return np.append(*reference_of(LAB, "fit_poisson_glm")(X, y, ridge))


@fit_poisson_glm.misconception(
    "Each bin with spikes counts once, however many spikes it has.", "The likelihood takes the counts as they are.")
def counts_each_bin_once(X, y, ridge=0.0):
    return _fit(X, np.asarray(y) > 0, ridge)
