"""Judges for spike detection: voltage without its ends, lists of spikes, components of either sign."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.visible.calls import Outcome
from autograder.visible.describe import describe_difference, describe_problem
from autograder.visible.judges import Judge, NotNumbers, Shaped, to_numbers


@dataclass(frozen=True)
class AgreesInside(Shaped):
    """Every number is the truth's, within `rtol` of the largest; `edge` rows or a share at both ends are free."""

    edge: int = 0
    rtol: float = 1e-5
    share: float = 0.0

    def judge(self, answer, truth):
        wrong_shape = super().judge(answer, truth)
        if wrong_shape:
            return wrong_shape
        edge = max(self.edge, int(self.share * len(truth)))
        answer, truth = answer[edge : len(truth) - edge], truth[edge : len(truth) - edge]
        off = ~np.isclose(answer, truth, rtol=0, atol=_tolerance(truth, self.rtol))
        where = f", not counting {edge} samples at either end" if edge else ""
        return describe_difference(answer, truth, off) + where if off.any() else None


@dataclass(frozen=True)
class AgreesUpToSign(Shaped):
    """Every column is the truth's or its negative, within `rtol` of the largest number."""

    rtol: float = 1e-5

    def judge(self, answer, truth):
        wrong_shape = super().judge(answer, truth)
        if wrong_shape:
            return wrong_shape
        with np.errstate(all="ignore"):
            turned = np.where(np.nansum(answer * truth, axis=0) < 0, -1.0, 1.0) * answer
        off = ~np.isclose(turned, truth, rtol=0, atol=_tolerance(truth, self.rtol))
        return describe_difference(turned, truth, off) if off.any() else None


@dataclass(frozen=True)
class SameSpikes(Judge):
    """Samples and times (ms) of the same spikes, in the order of time."""

    def __call__(self, outcome: Outcome, truth):
        if outcome.problem:
            return describe_problem(outcome)
        parts = outcome.value
        if isinstance(parts, np.ndarray) and parts.ndim == 2:
            parts = list(parts)
        if not isinstance(parts, (tuple, list)) or len(parts) != 2:
            return "expected two results, the samples and the times of the spikes (ms)"
        try:
            samples, times_ms = (to_numbers(part) for part in parts)
        except NotNumbers as reason:
            return str(reason)
        return _compare_spikes(samples, times_ms, *(np.asarray(part, float) for part in truth))


def _compare_spikes(samples, times_ms, true_samples, true_times_ms) -> str | None:
    if samples.ndim != 1 or times_ms.shape != samples.shape:
        return "expected two lists of the same length, one number a spike"
    extra, missed = np.setdiff1d(samples, true_samples), np.setdiff1d(true_samples, samples)
    if extra.size or missed.size:
        return f"samples: {_count(missed.size)} missed, {_count(extra.size)} found where there is none"
    if samples.size != true_samples.size:
        return "samples: some spikes are there more than once"
    if not np.array_equal(samples, true_samples):
        return "samples: the right spikes, but not in the order of time"
    off = ~np.isclose(times_ms, true_times_ms, rtol=1e-5, atol=1e-6)
    return f"times_ms: {describe_difference(times_ms, true_times_ms, off)}" if off.any() else None


def _count(n: int) -> str:
    return "1 spike" if n == 1 else f"{n} spikes"


def _tolerance(truth, rtol: float) -> float:
    return 1e-6 + rtol * (np.abs(truth).max() if truth.size else 0.0)


VISIBLE = (AgreesInside, AgreesUpToSign, SameSpikes)
JUDGES = {kind.__name__: kind for kind in VISIBLE}
