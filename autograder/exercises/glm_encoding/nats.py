"""Judging by the likelihood: parameters and rates within so many nats of the best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.declare import attempts, case, reference_of
from autograder.exercises.glm_encoding.inputs import LAB, design, flicker, spikes_to, with_ones
from autograder.visible.judges import InBowl, Judge, Shaped


def neg_log_lik(theta, X, y) -> float:
    """The right negative log-likelihood, of counts of any type."""
    return reference_of(LAB, "neg_log_lik_lnp")(theta, X, np.asarray(y, float))


@dataclass(frozen=True)
class WithinNats(Shaped):
    """The likelihood of the parameters is within `limit` nats of the best."""

    X: np.ndarray
    y: np.ndarray
    limit: float = 0.01

    def judge(self, answer, truth):
        wrong_shape = super().judge(answer, truth)
        if wrong_shape:
            return wrong_shape
        if not np.isfinite(answer).all():
            return "some of the parameters are nan or infinite"
        gap = neg_log_lik(answer, self.X, self.y) - neg_log_lik(truth, self.X, self.y)
        if abs(gap) <= self.limit:
            return None
        return f"its log-likelihood misses the maximum by {gap:.3g} nats; at most {self.limit:g} is allowed"

    def for_sheet(self, truth) -> Judge:
        """The curvature of the likelihood at its maximum judges as well, and gives no formula away."""
        rate = np.exp(self.X @ truth)
        return InBowl(curvature=self.X.T * rate @ self.X, limit=self.limit)


@dataclass(frozen=True)
class RateWithinNats(Shaped):
    """The log rate is linear in the design matrix, and its likelihood within `limit` nats of the best."""

    X: np.ndarray
    y: np.ndarray
    limit: float = 0.01

    def judge(self, answer, truth):
        wrong_shape = super().judge(answer, truth)
        if wrong_shape:
            return wrong_shape
        if not (np.isfinite(answer).all() and (answer > 0).all()):
            return "a predicted rate must be a positive, finite number"
        theta = np.linalg.lstsq(self.X, np.log(answer), rcond=None)[0]
        if np.abs(self.X @ theta - np.log(answer)).max() > 1e-4:
            return "the logarithm of the predicted rate is no weighted sum of the lags"
        return WithinNats(self.X, self.y, self.limit).judge(theta, reference_theta(self.X, truth))

    def for_sheet(self, truth) -> Judge:
        """Near the maximum a loss of likelihood is a squared difference of log rates."""
        return InBowl(curvature=np.asarray(truth), limit=self.limit, logarithm=True, beyond=self._beyond())

    def _beyond(self, n_directions: int = 4) -> np.ndarray:
        """Some directions that log rates of the model cannot differ in; they tell nothing of the design matrix."""
        random = np.random.default_rng(0).normal(size=(len(self.X), n_directions))
        rest = random - self.X @ np.linalg.lstsq(self.X, random, rcond=None)[0]
        return (rest / np.linalg.norm(rest, axis=0)).T


def reference_theta(X, rate):
    """The parameters behind a rate that is log-linear in the design matrix."""
    return np.linalg.lstsq(X, np.log(rate), rcond=None)[0]


def fit_case(rng, n_bins, d, make=flicker, judge=WithinNats, mean=0.8, dtype=int, must_show=None):
    """A recording to be fitted, judged by its likelihood.

    It is drawn anew until the maximum is a finite one, and until the wrong fit `must_show` misses it by far.
    """
    names = {} if d == 25 else {"d": d}
    for _ in attempts():
        stim = make(rng, n_bins)
        spikes = spikes_to(rng, stim, d, mean).astype(dtype)
        X = with_ones(design(stim, d))
        theta = reference_of(LAB, "fit_lnp")(stim, spikes, d)
        wrong = must_show(stim, spikes, d) if must_show else None
        shows = wrong is None or neg_log_lik(wrong, X, spikes) - neg_log_lik(theta, X, spikes) > 0.1
        if shows and np.abs(X @ theta).max() < 6:
            return case(stim, spikes, **names, judge=judge(X, spikes))
