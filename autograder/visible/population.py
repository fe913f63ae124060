"""Judges for the fits of a population: an intercept and a column of weights for each cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.visible.calls import Outcome
from autograder.visible.describe import describe_problem, shape_text
from autograder.visible.judges import Judge
from autograder.visible.numbers import NotNumbers, to_numbers


def split_fits(value) -> tuple[np.ndarray, np.ndarray]:
    """Intercepts and weights as arrays of floats.

    Raises
    ------
    NotNumbers
        With a sentence for the student.
    """
    if not isinstance(value, (tuple, list)) or len(value) != 2:
        raise NotNumbers("expected two results, intercepts and weights")
    return to_numbers(value[0]), to_numbers(value[1])


@dataclass(frozen=True)
class PopulationJudge(Judge):
    """Judges (intercepts, weights) cell by cell; a cell's `gap` may be at most `limit` nats."""

    def __call__(self, outcome: Outcome, truth) -> str | None:
        if outcome.problem:
            return describe_problem(outcome)
        try:
            return self._judge_cells(split_fits(outcome.value), [np.asarray(part, float) for part in truth])
        except NotNumbers as reason:
            return str(reason)

    def _judge_cells(self, answer, truth) -> str | None:
        for name, given, true in zip(("intercepts", "weights"), answer, truth, strict=True):
            if given.shape != true.shape:
                turned = " (they look transposed)" if given.ndim == 2 and given.T.shape == true.shape else ""
                return f"{name}: expected {shape_text(true.shape)}, got {shape_text(given.shape)}{turned}"
            if not np.isfinite(given).all():
                return f"{name}: some are nan or infinite"
        for cell, (given, true) in enumerate(zip(np.vstack(answer).T, np.vstack(truth).T, strict=True)):
            with np.errstate(all="ignore"):
                gap = self.gap(cell, given, true)
            if not abs(gap) <= self.limit:
                return f"cell {cell} misses the minimum of its objective by {gap:.3g} nats; at most {self.limit:g} is allowed"
        return None

    def gap(self, cell: int, answer: np.ndarray, truth: np.ndarray) -> float:
        """How far a cell's parameters, the intercept first, are from its optimum, in nats."""
        raise NotImplementedError


@dataclass(frozen=True)
class PopulationInBowls(PopulationJudge):
    """By the curvature of each cell's objective at its optimum: ½·δᵀ·C·δ ≤ limit, `curvatures` (cells, p+1, p+1)."""

    curvatures: tuple = ()
    limit: float = 0.01

    def gap(self, cell, answer, truth):
        """Half the curvature along the difference."""
        return 0.5 * (answer - truth) @ np.asarray(self.curvatures, float)[cell] @ (answer - truth)


@dataclass(frozen=True)
class SameFits(Judge):
    """Recognises the fits of a population, also where weights shifted against an intercept change nothing (one-hot features)."""

    share: float = 0.01

    def __call__(self, outcome: Outcome, truth) -> str | None:
        if outcome.problem:
            return describe_problem(outcome)
        if isinstance(outcome.value, (tuple, list)) != isinstance(truth, (tuple, list)):
            return "one is a pair, the other is not"
        try:
            given, true = _shiftless(outcome.value), _shiftless(truth)
        except NotNumbers as reason:
            return str(reason)
        for one, other in zip(given, true, strict=False):
            if one.shape != other.shape:
                return "the shapes differ"
            if not np.linalg.norm(one - other) <= self.share * np.linalg.norm(other):
                return "it is some way off"
        return None


def _shiftless(value) -> list[np.ndarray]:
    """The shapes' arrays, and in place of the weights their sums with the intercepts, where these fit together."""
    if not isinstance(value, (tuple, list)):
        array = np.atleast_2d(to_numbers(value))
        return [array[:1] + array[1:]]
    intercepts, weights = split_fits(value)
    if weights.ndim == 2 and weights.shape[1:] == intercepts.shape:
        return [np.zeros_like(intercepts), intercepts + weights]
    if weights.ndim == 2 and weights.shape[:1] == intercepts.shape:  # a row for each cell
        return [np.zeros_like(intercepts), intercepts[:, None] + weights]
    return [intercepts, weights]


JUDGES = {kind.__name__: kind for kind in (PopulationInBowls, SameFits)}
