"""Intervals that are shorter than a neuron can make them."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, attempts, case

isi_violations = Exercise("correlograms.isi_violations", read="Section 6, 'Intervals that are too short'")


def _times(rng, n_spikes=40, censored=0.0):
    """Times (ms) with many short intervals, none of them near a limit; rounded for the sheets."""
    for _ in attempts():
        times = np.cumsum(np.round(rng.gamma(1.2, 3.0, n_spikes), 4))
        gaps = np.diff(times)
        near = np.abs(gaps[:, None] - [1.0, 1.5, 2.0, 3.5, censored]).min()
        few = np.sort(gaps)[[3, -4]]
        if near > 1e-3 and few[0] < 0.8 and few[1] > 4.5 and _splits(times):
            return times


def _splits(times) -> bool:
    """Whether every part of the rule makes a difference."""
    gaps = np.diff(times)
    counts = np.histogram(gaps, [0, 1, 2, 3.5, 1e9])[0]
    return counts.min() >= 3


@isi_violations.check(1.5, "It is the share of the intervals between neighbours that are shorter than 2 ms.")
def values(rng):
    yield case(_times(rng))
    yield case(_times(rng, 61))


@isi_violations.check(1, "Another refractory period is followed.")
def another_refractory_period(rng):
    yield case(_times(rng), refractory=3.5)
    yield case(_times(rng), refractory=1.0)


@isi_violations.check(1, "Intervals below the censored time do not count at all, neither above nor below the line.")
def censored_intervals(rng):
    yield case(_times(rng, censored=1.0), censored=1.0)
    yield case(_times(rng, censored=1.5), refractory=3.5, censored=1.5)


@isi_violations.check(0.5, "An interval of exactly the refractory period is no violation; exactly the censored time counts.")
def exactly(rng):
    steps = [2, 3, 4, 4, 5, 8, 8, 9, 16, 16, 24]
    yield case(10.0 + np.cumsum(rng.permutation(steps)) / 4)
    yield case(10.0 + np.cumsum([0, *rng.permutation(steps)]) / 4, censored=1.0)


@isi_violations.check(0.5, "Without an interval that counts it is nan, beside others.")
def no_interval(rng):
    yield case(np.array([]))
    yield case(np.array([float(rng.integers(1, 50))]))
    yield case(np.array([5.0, 5.5, 6.25]), censored=1.0)
    yield case(5 + np.cumsum([0.5, 3.0, 0.75, 9.0]), censored=0.625)


@isi_violations.check(0.5, "Whole numbers, unsigned ones among them, and single precision give the same.")
def any_number_type(rng):
    times = 3 + np.cumsum(rng.permutation([1, 1, 1, 2, 5, 7, 9]))
    yield case(times.astype(np.uint8))
    yield case(times.astype(np.int64), refractory=6.0)
    yield case((times / 4).astype(np.float32), refractory=1.0)


isi_violations.leaves_inputs_alone(0.5, lambda rng: case(_times(rng, 30)))


def _share(spiketimes, refractory, censored):
    gaps = np.diff(np.asarray(spiketimes, float))
    seen = gaps[gaps >= censored]
    return float(np.mean(seen < refractory)) if seen.size else np.nan


@isi_violations.misconception(
    "All pairs of spikes were counted, not intervals between neighbours.", "np.diff gives the intervals.")
def counts_all_pairs(spiketimes, refractory=2.0, censored=0.0):
    times = np.asarray(spiketimes, float)
    gaps = np.abs(np.subtract.outer(times, times))[np.triu_indices(len(times), 1)]
    seen = gaps[gaps >= censored]
    return float(np.mean(seen < refractory)) if seen.size else np.nan


@isi_violations.misconception("This is the number of violations.", "Divide by the number of intervals that count.")
def counts_only(spiketimes, refractory=2.0, censored=0.0):
    gaps = np.diff(np.asarray(spiketimes, float))
    return float(np.sum((gaps >= censored) & (gaps < refractory)))


@isi_violations.misconception(
    "The number of violations was divided by the number of spikes.", "N spikes have N - 1 intervals.")
def divides_by_the_spikes(spiketimes, refractory=2.0, censored=0.0):
    gaps = np.diff(np.asarray(spiketimes, float))
    violations = np.sum((gaps >= censored) & (gaps < refractory))
    return float(violations / len(spiketimes)) if len(spiketimes) else np.nan


@isi_violations.misconception(
    "Censored intervals are still in the number that you divide by.",
    "What the detector could not have seen counts on neither side: filter first, then take the share.")
def divides_by_all_intervals(spiketimes, refractory=2.0, censored=0.0):
    gaps = np.diff(np.asarray(spiketimes, float))
    return float(np.sum((gaps >= censored) & (gaps < refractory)) / gaps.size) if gaps.size else np.nan


@isi_violations.misconception(
    "The censored time is not used.", "Drop intervals below censored before anything else.")
def ignores_the_censored_time(spiketimes, refractory=2.0, censored=0.0):
    return _share(spiketimes, refractory, 0.0)


@isi_violations.misconception(
    "The refractory period is always 2 ms, whatever is asked for.",
    "Look for a 2 in the body that should be refractory.")
def ignores_the_refractory_period(spiketimes, refractory=2.0, censored=0.0):
    return _share(spiketimes, 2.0, censored)


@isi_violations.misconception(
    "An interval of exactly the refractory period is taken for a violation.", "Strictly below it.")
def exactly_is_a_violation(spiketimes, refractory=2.0, censored=0.0):
    return _share(spiketimes, np.nextafter(refractory, np.inf), censored)


@isi_violations.misconception("The share is in percent.", "Return a number between 0 and 1.")
def in_percent(spiketimes, refractory=2.0, censored=0.0):
    return 100 * _share(spiketimes, refractory, censored)


@isi_violations.misconception(
    "Without an interval it says 0: as if the cell had been tested and found clean.", "Nothing to judge by is nan.")
def zero_for_nothing(spiketimes, refractory=2.0, censored=0.0):
    share = _share(spiketimes, refractory, censored)
    return 0.0 if np.isnan(share) else share
