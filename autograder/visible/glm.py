"""Judges for models with an intercept and weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.visible.calls import Outcome
from autograder.visible.describe import describe_problem, shape_text
from autograder.visible.judges import InBowl, Judge, Near
from autograder.visible.numbers import NotNumbers, to_numbers


class NotAPair(ValueError):
    """What came is not an intercept and an array of weights."""


def join_parameters(value, n_weights: int) -> np.ndarray:
    """Intercept and weights as one array.

    Raises
    ------
    NotAPair
        With a sentence for the student.
    """
    if not isinstance(value, (tuple, list)) or len(value) != 2:
        raise NotAPair("expected two results, intercept and weights")
    try:
        intercept, weights = (to_numbers(part) for part in value)
    except NotNumbers as reason:
        raise NotAPair(str(reason)) from None
    for name, part, shape in (("intercept", intercept, ()), ("weights", weights, (n_weights,))):
        if part.shape != shape:
            raise NotAPair(f"{name}: expected {shape_text(shape)}, got {shape_text(part.shape)}")
    joined = np.append(intercept, weights)
    if not np.isfinite(joined).all():
        raise NotAPair("some of the parameters are nan or infinite")
    return joined


@dataclass(frozen=True)
class PairJudge(Judge):
    """Judges (intercept, weights) as one array of parameters."""

    def __call__(self, outcome: Outcome, truth) -> str | None:
        if outcome.problem:
            return describe_problem(outcome)
        try:
            return self.judge(join_parameters(outcome.value, np.size(truth[1])), np.append(truth[0], truth[1]))
        except NotAPair as reason:
            return str(reason)


@dataclass(frozen=True)
class PairInBowl(PairJudge):
    """As `InBowl`, of intercept and weights."""

    curvature: tuple = ()
    limit: float = 0.01

    def judge(self, answer, truth):
        return InBowl(curvature=self.curvature, limit=self.limit).judge(answer, truth)


@dataclass(frozen=True)
class SameFit(Judge):
    """Recognises a fit, also where a shift of all weights against the intercept changes nothing (one-hot features)."""

    share: float = 0.01

    def __call__(self, outcome: Outcome, truth) -> str | None:
        if outcome.problem:
            return describe_problem(outcome)
        if isinstance(outcome.value, (tuple, list)) != isinstance(truth, (tuple, list)):
            return "one is a pair, the other is not"
        try:
            return Near(share=self.share)(Outcome(value=_shiftless(outcome.value)), _shiftless(truth))
        except (NotAPair, NotNumbers) as reason:
            return str(reason)


def _shiftless(value) -> np.ndarray:
    """Intercept plus each weight; of one array of parameters, its first number plus each other."""
    if isinstance(value, (tuple, list)):
        joined = join_parameters(value, np.size(value[-1]) if value else 0)
    else:
        joined = np.atleast_1d(to_numbers(value))
        if joined.ndim != 1:
            raise NotAPair("expected the parameters in one dimension")
    return joined[:1] + joined[1:]


JUDGES = {kind.__name__: kind for kind in (PairInBowl, SameFit)}
