"""Spike trains for the checks of lab 08: differences in any order, and results that may not take much memory."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from autograder.visible.describe import describe_problem, shape_text
from autograder.visible.judges import Agrees, Judge


@dataclass(frozen=True)
class AgreesInAnyOrder(Agrees):
    """The same numbers as the truth's, in one dimension and in any order."""

    def judge(self, answer, truth):
        if answer.ndim != 1:
            return f"expected one dimension, a number for each pair, got {shape_text(answer.shape)}"
        if answer.shape != truth.shape:
            return f"expected {_pairs(truth.size)}, got {_pairs(answer.size)}"
        wrong = super().judge(np.sort(answer), np.sort(truth))
        return f"after sorting: {wrong}" if wrong else None


@dataclass(frozen=True)
class RightWithinMemory(Judge):
    """The result is right, and to get it the call took no more than `limit_bytes` of memory at its peak."""

    of_result: Judge = field(default_factory=lambda: Agrees())
    limit_bytes: int = 60 * 2**20
    measures_memory = True

    def __call__(self, outcome, truth):
        if outcome.problem:
            return describe_problem(outcome)
        if outcome.peak_bytes > self.limit_bytes:
            return (f"it took {outcome.peak_bytes / 2**20:.0f} MB of memory; "
                    f"at most {self.limit_bytes / 2**20:.0f} MB are allowed")
        return self.of_result(outcome, truth)


def _pairs(n: int) -> str:
    return "1 pair" if n == 1 else f"{n} pairs"


VISIBLE = (AgreesInAnyOrder, RightWithinMemory)
JUDGES = {kind.__name__: kind for kind in VISIBLE}
