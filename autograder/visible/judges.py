"""Judges: each compares what a student's function did with the truth, and says in a sentence what is off.

A judge is a small frozen dataclass, called with an `Outcome` and the truth; it returns None when the answer is right. The
sentence describes the difference and never states the expected values.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from autograder.visible.calls import Outcome
from autograder.visible.describe import describe_difference, describe_problem, readable, shape_text
from autograder.visible.numbers import NotNumbers, to_numbers


@dataclass(frozen=True)
class Judge:
    """What every judge does first: an answer there is none of, or that is no numbers, is wrong."""

    measures_memory = minds_warnings = False

    def __call__(self, outcome: Outcome, truth) -> str | None:
        if outcome.problem:
            return describe_problem(outcome)
        try:
            with np.errstate(all="ignore"):  # an answer of 1e200 is wrong, and no reason for the judge to warn
                return self.judge(to_numbers(outcome.value), np.asarray(truth, float))
        except NotNumbers as reason:
            return str(reason)

    def judge(self, answer: np.ndarray, truth: np.ndarray) -> str | None:
        """Compare two arrays of floats."""
        raise NotImplementedError

    def for_sheet(self, truth) -> Judge:
        """The judge that does this one's work in a student's notebook: itself, unless it knows too much."""
        return self

    def digest(self, value):
        """What the sheets keep of a wrong value: all of it, unless less is enough to recognise it by."""
        return value


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
    The rows of `beyond` are directions in which δ must be 0, since no parameters lead there.
    """

    curvature: tuple = ()
    limit: float = 0.01
    logarithm: bool = False
    what: str = "log-likelihood, in nats"
    beyond: tuple = ()

    def judge(self, answer, truth):
        wrong_shape = super().judge(answer, truth)
        if wrong_shape:
            return wrong_shape
        if not np.isfinite(answer).all() or (self.logarithm and (answer <= 0).any()):
            return "some of the numbers are nan, infinite or not positive"
        delta = np.log(answer / truth) if self.logarithm else answer - truth
        if np.size(self.beyond) and np.abs(np.asarray(self.beyond, float) @ delta).max() > 1e-5:
            return "no parameters of the model give these numbers"
        curvature = np.asarray(self.curvature, float)
        gap = 0.5 * (delta @ curvature @ delta if curvature.ndim == 2 else curvature @ delta**2)
        if gap <= self.limit:
            return None
        return f"it misses the optimum by {gap:.3g} ({self.what}); at most {self.limit:g} is allowed"


@dataclass(frozen=True)
class LeavesInputsAlone(Judge):
    """The call did not modify its arguments; what it returned is right, too, or leaving them alone is no merit."""

    of_result: Judge = field(default_factory=lambda: Agrees())

    def __call__(self, outcome, truth):
        if outcome.problem:
            return describe_problem(outcome)
        if outcome.changed:
            return f"it modified its argument number {outcome.changed[0] + 1}: work on a copy"
        wrong = self.of_result(outcome, truth)
        return f"the arguments are untouched, but the result is not right: {wrong}" if wrong else None

    def for_sheet(self, truth):
        """The same, with the visible judge of the result."""
        return LeavesInputsAlone(self.of_result.for_sheet(truth))


@dataclass(frozen=True)
class NoWarning(Agrees):
    """As `Agrees`, and without a warning."""

    minds_warnings = True

    def __call__(self, outcome, truth):
        warned = f"it warned: {readable(', '.join(outcome.warned))}" if outcome.warned else None
        return super().__call__(outcome, truth) or warned


@dataclass(frozen=True)
class Parts(Judge):
    """A result of several parts, each with a name and a judge of its own."""

    names: tuple[str, ...] = ()
    judges: tuple[Judge, ...] = ()

    def __call__(self, outcome, truth):
        if outcome.problem:
            return describe_problem(outcome)
        if not isinstance(outcome.value, (tuple, list)) or len(outcome.value) != len(self.judges):
            return f"expected {len(self.judges)} results ({', '.join(self.names)}), got {_count(outcome.value)}"
        for name, judge, part, true in zip(self.names, self.judges, outcome.value, truth, strict=True):
            message = judge(Outcome(value=part, changed=outcome.changed, warned=outcome.warned), true)
            if message:
                return f"{name}: {message}"
        return None


def _count(value) -> str:
    return f"{len(value)}" if isinstance(value, (tuple, list)) else f"one {type(value).__name__}"


@dataclass(frozen=True)
class WithinMemory(Judge):
    """The call took no more memory than `limit_bytes` at its peak."""

    limit_bytes: int = 60 * 2**20
    measures_memory = True

    def __call__(self, outcome, truth):
        if outcome.problem:
            return describe_problem(outcome)
        if outcome.peak_bytes <= self.limit_bytes:
            return None
        return f"it took {outcome.peak_bytes / 2**20:.0f} MB of memory; at most {self.limit_bytes / 2**20:.0f} MB are allowed"


@dataclass(frozen=True)
class Together:
    """Judges all outcomes of a check at once: what repeated calls, or calls with several seeds, have in common."""

    def __call__(self, outcomes: list[Outcome], truths: list, judges: list[Judge] = ()) -> str | None:
        """The sentence on what is off, or None; `judges` are those of the calls by themselves."""
        raise NotImplementedError

    def for_sheet(self, truths) -> Together:
        """The judge that does this one's work in a student's notebook."""
        return self


@dataclass(frozen=True)
class AllSame(Together):
    """Every call of the check returned the same numbers: the same seed, the same result."""

    def __call__(self, outcomes, truths, judges=()):
        try:
            same = _are_same(outcomes)
        except NotNumbers as reason:
            return str(reason)
        return None if same else "two calls with the same arguments gave different results"


@dataclass(frozen=True)
class NotAllSame(Together):
    """The calls of the check, which have different seeds, did not all return the same numbers."""

    def __call__(self, outcomes, truths, judges=()):
        try:
            same = _are_same(outcomes)
        except NotNumbers as reason:
            return str(reason)
        return "calls with different seeds all gave the same result" if same else None


def _are_same(outcomes: list[Outcome]) -> bool:
    first, *others = [_flat(outcome.value) for outcome in outcomes]
    return all(np.array_equal(other, first, equal_nan=True) for other in others)


def _flat(value) -> np.ndarray:
    """All numbers of a result, its parts one after the other."""
    parts = value if isinstance(value, (tuple, list)) else [value]
    return np.concatenate([np.empty(0), *(to_numbers(part).ravel() for part in parts)])


VISIBLE = (Shaped, Agrees, Near, InBowl, LeavesInputsAlone, NoWarning, Parts, WithinMemory, AllSame, NotAllSame)
JUDGES = {kind.__name__: kind for kind in VISIBLE}
