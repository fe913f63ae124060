"""Judges for folds of a time series, for a chosen strength, and for fits some of whose weights must be exactly 0."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.visible.describe import describe_problem, shape_text
from autograder.visible.judges import Judge
from autograder.visible.numbers import NotNumbers, to_numbers


@dataclass(frozen=True)
class SameFolds(Judge):
    """Pairs of training and test indices, one a fold; with `tests_only` the training indices are free."""

    tests_only: bool = False

    def __call__(self, outcome, truth):
        if outcome.problem:
            return describe_problem(outcome)
        folds = outcome.value
        if not isinstance(folds, (list, tuple, np.ndarray)) or len(folds) != len(truth):
            return f"expected a list of {len(truth)} folds, each a pair (train, test)"
        for number, (fold, true) in enumerate(zip(folds, truth, strict=True)):
            wrong = self._compare(fold, true)
            if wrong:
                return f"fold {number}: {wrong}"
        return None

    def _compare(self, fold, true) -> str | None:
        if not isinstance(fold, (list, tuple, np.ndarray)) or len(fold) != 2:
            return "expected a pair (train, test)"
        for name, part, right in zip(("train", "test"), fold, true, strict=True):
            try:
                wrong = None if self.tests_only and name == "train" else _compare_indices(to_numbers(part), right)
            except NotNumbers as reason:
                wrong = str(reason)
            if wrong:
                return f"{name}: {wrong}"
        return None


def _compare_indices(given, right) -> str | None:
    right = np.asarray(right, float)
    if given.ndim != 1:
        return f"expected a list of indices, got {shape_text(given.shape)}"
    if np.array_equal(given, right):
        return None
    if np.array_equal(np.sort(given), right):
        return "the right samples, but not in increasing order"
    missing, extra = np.setdiff1d(right, given).size, np.setdiff1d(given, right).size
    return f"{missing} samples are missing, {extra} do not belong there"


@dataclass(frozen=True)
class ChosenStrength(Judge):
    """A strength and the scores of all: scores within `limit`, and a choice whose true score is within it of the best."""

    strengths: tuple = ()
    limit: float = 1e-3

    def __call__(self, outcome, truth):
        if outcome.problem:
            return describe_problem(outcome)
        if not isinstance(outcome.value, (tuple, list)) or len(outcome.value) != 2:
            return "expected two results (best, scores)"
        try:
            best, scores = map(to_numbers, outcome.value)
        except NotNumbers as reason:
            return str(reason)
        return self._judge_scores(scores, np.asarray(truth[1], float)) or self._judge_choice(best, np.asarray(truth[1], float))

    def _judge_scores(self, scores, right):
        if scores.shape != right.shape:
            return f"scores: expected {shape_text(right.shape)}, got {shape_text(scores.shape)}"
        off = ~(np.abs(scores - right) <= self.limit)
        return f"scores: {off.sum()} of {off.size} are off by more than {self.limit:g} nats/bin" if off.any() else None

    def _judge_choice(self, best, right):
        if best.shape != ():
            return f"best: expected a single number, got {shape_text(best.shape)}"
        chosen = np.isclose(np.asarray(self.strengths, float), best, rtol=1e-9, atol=0)
        if not chosen.any():
            return "best: it is none of the strengths that were given"
        return None if right[chosen].max() >= right.max() - self.limit else "best: another strength has a better score"


@dataclass(frozen=True)
class SparseFit(Judge):
    """Intercept and weights; a subclass, or the curvature, tells how far they are from the optimum.

    Parameters
    ----------
    curvature : (1 + n_features, 1 + n_features) array
        Second derivatives of the objective at the optimum, where weights that are 0 there stay 0.
    limit : float
        How far the objective may be off, in nats.
    """

    curvature: tuple = ()
    limit: float = 1e-3

    def __call__(self, outcome, truth):
        if outcome.problem:
            return describe_problem(outcome)
        if not isinstance(outcome.value, (tuple, list)) or len(outcome.value) != 2:
            return "expected two results (intercept, weights)"
        try:
            intercept, weights = map(to_numbers, outcome.value)
        except NotNumbers as reason:
            return str(reason)
        return self._judge_form(intercept, weights, truth) or self._judge_values(
            np.append(intercept, weights), np.append(truth[0], truth[1]).astype(float))

    def _judge_form(self, intercept, weights, truth):
        for name, part, right in (("intercept", intercept, truth[0]), ("weights", weights, truth[1])):
            if part.shape != np.shape(right):
                return f"{name}: expected {shape_text(np.shape(right))}, got {shape_text(part.shape)}"
            if not np.isfinite(part).all():
                return f"{name}: some of the numbers are nan or infinite"
        return None

    def _judge_values(self, answer, truth):
        gap = self.gap(answer, truth)
        if not abs(gap) <= self.limit:
            return f"its objective misses the optimum by {gap:.3g} nats; at most {self.limit:g} is allowed"
        n_left = np.count_nonzero(answer[self.held_at_zero(truth)])
        return f"weights: {n_left} of those that the penalty holds at 0 are not exactly 0.0" if n_left else None

    def gap(self, answer, truth) -> float:
        """By how many nats the objective of the answer is above that of the truth, nearly."""
        delta = answer - truth
        return 0.5 * delta @ np.asarray(self.curvature, float) @ delta

    def held_at_zero(self, truth) -> np.ndarray:
        """Which of the parameters must be exactly 0."""
        return truth == 0


VISIBLE = (SameFolds, ChosenStrength, SparseFit)
JUDGES = {kind.__name__: kind for kind in VISIBLE}
