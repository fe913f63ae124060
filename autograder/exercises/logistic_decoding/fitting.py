"""Logistic regression with a penalty, by hand: judged by its objective."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from autograder.declare import Exercise, attempts, case
from autograder.exercises.logistic_decoding.inputs import choose
from autograder.exercises.logistic_decoding.likelihood import neg_log_lik, with_ones
from autograder.visible.judges import InBowl, Judge, Near, Shaped
from solutions import _logistic_decoding_fast as fast

fit_logistic = Exercise(
    "logistic_decoding.fit_logistic", read="Section 4, 'A penalty makes a minimum'", recognise=Near(0.01),
    builds_on=("sigmoid", "neg_log_lik_logistic"))
LIMIT_NATS, SHOWS_NATS = 0.01, 0.1


def objective(theta, X, y, l2: float) -> float:
    """What is to be minimised: the intercept is not penalised."""
    return neg_log_lik(theta, with_ones(X), y) + 0.5 * l2 * np.sum(np.asarray(theta)[1:] ** 2)


@dataclass(frozen=True)
class WithinNats(Shaped):
    """The objective of the parameters is within `limit` nats of the smallest."""

    X: np.ndarray
    y: np.ndarray
    l2: float
    limit: float = LIMIT_NATS

    def judge(self, answer, truth):
        wrong_shape = super().judge(answer, truth)
        if wrong_shape:
            return wrong_shape
        if not np.isfinite(answer).all():
            return "some of the parameters are nan or infinite"
        gap = objective(answer, self.X, self.y, self.l2) - objective(truth, self.X, self.y, self.l2)
        if gap <= self.limit:
            return None
        return f"its objective misses the minimum by {gap:.3g} nats; at most {self.limit:g} is allowed"

    def for_sheet(self, truth) -> Judge:
        """The curvature at the minimum judges as well, and gives no formula away."""
        X = with_ones(self.X)
        small = np.exp(-np.abs(X @ truth))
        curvature = X.T * (small / (1 + small) ** 2) @ X + self.l2 * np.diag([0.0] + [1.0] * (len(truth) - 1))
        return InBowl(curvature=curvature, limit=self.limit, what="objective, in nats")


def _features(rng, y, n_features, centre=0.0):
    side = 2 * y[:, None] - 1
    return np.round(centre + rng.normal(size=(len(y), n_features)) + 0.7 * side * (np.arange(n_features) < 2), 3)


def _fit_case(rng, n_trials, n_features, l2=1.0, share=0.5, centre=0.0, dtype=float, must_show=(), named=True):
    """Trials to be fitted: drawn anew until plain scikit-learn is near the minimum and wrong fits miss it by far."""
    for _ in attempts():
        y = choose(rng, n_trials, share)
        X = _features(rng, y, n_features, centre).astype(dtype)
        best = objective(fast.fit_logistic(X, y, l2), X, y, l2)
        plain = LogisticRegression(C=1 / l2).fit(np.asarray(X, float), y)
        gap = objective(np.append(plain.intercept_, plain.coef_), X, y, l2) - best
        if gap < LIMIT_NATS / 4 and all(objective(wrong(X, y, l2), X, y, l2) - best > SHOWS_NATS for wrong in must_show):
            return case(X, y, **({"l2": l2} if named else {}), judge=WithinNats(X, y, l2))


@fit_logistic.check(2, "It minimises the negative log-likelihood plus half the penalty times the squared weights.")
def minimum(rng):
    yield _fit_case(rng, 60, 4, named=False, must_show=(_penalty_not_halved,))
    yield _fit_case(rng, 80, 3, l2=7.0, must_show=(_penalty_not_halved, _c_for_the_strength))


@fit_logistic.check(1, "The intercept is not penalised: unbalanced choices and features far from 0 are fitted as well.")
def free_intercept(rng):
    yield _fit_case(rng, 70, 3, l2=5.0, share=0.85, must_show=(penalises_the_intercept,))
    yield _fit_case(rng, 60, 3, l2=2.0, share=0.3, centre=4.0, must_show=(penalises_the_intercept, centres_only))


@fit_logistic.check(1, "It also works where the choices can be separated, and with more features than trials.")
def separable(rng):
    yield _fit_case(rng, 14, 24)
    yield _fit_case(rng, 20, 12, l2=0.2, share=0.4)


@fit_logistic.check(0.5, "Features and choices stored as whole numbers of 8 bits do not overflow.")
def small_types(rng):
    counts = _fit_case(rng, 60, 3, centre=6.0, dtype=np.uint8)
    yield case(counts.args[0], counts.args[1].astype(np.uint8), judge=counts.judge)


def _in_double_precision(rng):
    drawn = _fit_case(rng, 30, 3, named=False)
    return case(drawn.args[0], drawn.args[1].astype(float), judge=drawn.judge)


fit_logistic.leaves_inputs_alone(0.5, _in_double_precision)


def _penalty_not_halved(X, y, l2=1.0):
    return fast.fit_logistic(X, y, 2 * l2)


def _c_for_the_strength(X, y, l2=1.0):
    return fast.fit_logistic(X, y, 1 / l2)


@fit_logistic.misconception(
    "The intercept is penalised, too.",
    "The penalty belongs to the weights only: it must not cost anything that one choice is more frequent.")
def penalises_the_intercept(X, y, l2=1.0):
    X, y = with_ones(X), np.asarray(y, float)
    theta = np.zeros(X.shape[1])
    for _ in range(100):
        p = 1 / (1 + np.exp(-np.clip(X @ theta, -500, 500)))
        hessian = X.T * (p * (1 - p)) @ X + l2 * np.eye(len(theta))
        step = np.linalg.solve(hessian, X.T @ (y - p) - l2 * theta)
        theta = theta + step * min(1.0, 2.0 / max(np.abs(X @ step).max(), 1e-12))
    return theta


@fit_logistic.misconception(
    "The penalty is twice as strong as asked for.", "The penalty has a factor of one half before the squared weights.")
def penalty_not_halved(X, y, l2=1.0):
    return _penalty_not_halved(X, y, l2)


@fit_logistic.misconception(
    "l2 was taken for scikit-learn's C.", "C is the inverse of l2: a larger l2 is a stronger penalty.")
def c_for_the_strength(X, y, l2=1.0):
    return _c_for_the_strength(X, y, l2)


@fit_logistic.misconception(
    "The penalty compares with the mean over the trials, not with their sum.",
    "The negative log-likelihood is summed; dividing it makes the same penalty much stronger.")
def mean_loss(X, y, l2=1.0):
    return fast.fit_logistic(X, y, l2 * len(y))


@fit_logistic.misconception("The intercept comes last.", "The course puts the intercept first, then the weights.")
def intercept_last(X, y, l2=1.0):
    return np.roll(fast.fit_logistic(X, y, l2), -1)


@fit_logistic.misconception("The intercept is missing.", "theta has one number more than there are features.")
def without_intercept(X, y, l2=1.0):
    return fast.fit_logistic(X, y, l2)[1:]


@fit_logistic.misconception(
    "The features were standardised before the fit, and the weights belong to the standardised ones.",
    "This function takes the features as they are; standardising is for those who call it.")
def standardises(X, y, l2=1.0):
    X = np.asarray(X, float)
    return fast.fit_logistic((X - X.mean(axis=0)) / X.std(axis=0), y, l2)


@fit_logistic.misconception(
    "The features were centred before the fit, and the intercept belongs to the centred ones.",
    "Either leave the features as they are, or turn the intercept back.")
def centres_only(X, y, l2=1.0):
    X = np.asarray(X, float)
    return fast.fit_logistic(X - X.mean(axis=0), y, l2)


@fit_logistic.misconception(
    "The optimiser never left its start.", "Look at what minimize returns: `success`, `message`, and the parameters in `x`.")
def returns_the_start(X, y, l2=1.0):
    return np.zeros(np.shape(X)[1] + 1)
