"""Judges: each compares what a student's function did with the truth, and says in a sentence what is off.

A judge is a small frozen dataclass, called with an `Outcome` and the truth; it returns None when the answer is right. The
sentence describes the difference and never states the expected values.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.visible.calls import Outcome
from autograder.visible.describe import describe_difference, describe_problem, shape_text


class NotNumbers(ValueError):
    """An answer that is no array of real numbers."""


def to_numbers(value) -> np.ndarray:
    """An answer as floats; lists and NumPy scalars are as good as arrays.

    Raises
    ------
    NotNumbers
    """
    if value is None:
        raise NotNumbers("it returned None: is a `return` missing?")
    try:
        array = np.asarray(value)
    except ValueError:
        raise NotNumbers("it returned a list of rows of different lengths") from None
    if array.dtype.kind not in "biuf":
        raise NotNumbers(f"it returned {type(value).__name__} instead of numbers")
    return array.astype(float)


@dataclass(frozen=True)
class Judge:
    """What every judge does first: an answer there is none of, or that is no numbers, is wrong."""

    def __call__(self, outcome: Outcome, truth) -> str | None:
        if outcome.problem:
            return describe_problem(outcome)
        try:
            return self.judge(to_numbers(outcome.value), np.asarray(truth, float))
        except NotNumbers as reason:
            return str(reason)

    def judge(self, answer: np.ndarray, truth: np.ndarray) -> str | None:
        """Compare two arrays of floats."""
        raise NotImplementedError

    def for_sheet(self, truth) -> Judge:
        """The judge that does this one's work in a student's notebook: itself, unless it knows too much."""
        return self


@dataclass(frozen=True)
class Shaped(Judge):
    """The shape is the truth's, strictly: () is not (1,)."""

    def judge(self, answer, truth):
        if answer.shape == truth.shape:
            return None
        turned = " (it looks transposed)" if answer.shape == truth.shape[::-1] and truth.ndim > 1 else ""
        return f"expected {shape_text(truth.shape)}, got {shape_text(answer.shape)}{turned}"


@dataclass(frozen=True)
class Agrees(Shaped):
    """Every number is the truth's, within ``atol + rtol·|truth|``; infinities and nan must be in the same places."""

    rtol: float = 1e-5
    atol: float = 1e-6

    def judge(self, answer, truth):
        wrong_shape = super().judge(answer, truth)
        if wrong_shape:
            return wrong_shape
        off = ~np.isclose(answer, truth, rtol=self.rtol, atol=self.atol, equal_nan=True)
        return describe_difference(answer, truth, off) if off.any() else None


@dataclass(frozen=True)
class Near(Shaped):
    """As a whole within a relative distance of the truth: for results of an optimiser, and for recognising wrong ones."""

    share: float = 0.01

    def judge(self, answer, truth):
        wrong_shape = super().judge(answer, truth)
        if wrong_shape:
            return wrong_shape
        if not np.isfinite(answer).all():
            return "some of the numbers are nan or infinite"
        distance = np.linalg.norm(answer - truth)
        return None if distance <= self.share * np.linalg.norm(truth) else "it is some way off the right answer"


@dataclass(frozen=True)
class InBowl(Shaped):
    """Near an optimum: ½·δᵀ·C·δ ≤ limit, where δ = answer - truth and C, the curvature, is a matrix or its diagonal.

    Stands in for an objective whose formula is itself an exercise. With `logarithm`, δ is the difference of logarithms.
    """

    curvature: tuple = ()
    limit: float = 0.01
    logarithm: bool = False
    what: str = "log-likelihood, in nats"

    def judge(self, answer, truth):
        wrong_shape = super().judge(answer, truth)
        if wrong_shape:
            return wrong_shape
        if not np.isfinite(answer).all() or (self.logarithm and (answer <= 0).any()):
            return "some of the numbers are nan, infinite or not positive"
        delta = np.log(answer / truth) if self.logarithm else answer - truth
        curvature = np.asarray(self.curvature, float)
        gap = 0.5 * (delta @ curvature @ delta if curvature.ndim == 2 else curvature @ delta**2)
        return None if gap <= self.limit else f"it misses the optimum by {gap:.3g} ({self.what}); at most {self.limit:g} is allowed"


@dataclass(frozen=True)
class LeavesInputsAlone(Judge):
    """The call did not modify its arguments, and did return something."""

    def __call__(self, outcome, truth):
        if outcome.problem:
            return describe_problem(outcome)
        if outcome.changed:
            return f"it modified its argument number {outcome.changed[0] + 1}: work on a copy"
        return "it returned None: is a `return` missing?" if outcome.value is None else None


@dataclass(frozen=True)
class NoWarning(Agrees):
    """As `Agrees`, and without a warning."""

    def __call__(self, outcome, truth):
        return super().__call__(outcome, truth) or (f"it warned: {', '.join(outcome.warned)}" if outcome.warned else None)


JUDGES = {kind.__name__: kind for kind in (Shaped, Agrees, Near, InBowl, LeavesInputsAlone, NoWarning)}
