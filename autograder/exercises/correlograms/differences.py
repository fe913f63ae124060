"""All differences between two trains that are smaller than the window."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case
from autograder.exercises.correlograms.inputs import exact_train, many_spikes, train, trains
from autograder.visible.trains import AgreesInAnyOrder, RightWithinMemory

cross_time_diff = Exercise(
    "correlograms.cross_time_diff", read="Section 2, 'All pairs that are close'",
    recognise=AgreesInAnyOrder(rtol=1e-4, atol=1e-6))


def _case(times1, times2, judge=None, **names):
    return case(times1, times2, **names, judge=judge or AgreesInAnyOrder())


@cross_time_diff.check(2, "It returns t1[i] - t2[j] of all pairs closer than 30 ms, in any order.")
def values(rng):
    yield _case(*trains(rng))
    yield _case(*trains(rng, (9, 25)))


@cross_time_diff.check(1, "A pair exactly the window apart is too far; one a little closer is not.")
def exactly_the_window(rng):
    first = exact_train(rng, [40, 41, 160])
    yield _case(first, np.sort(np.concatenate([first + 30.0, first - 30.0, first[:2] + 29.75, first[:2] - 29.75])))
    yield _case(first, np.sort(np.concatenate([first + 5.0, first - 4.5])), window=5.0)


@cross_time_diff.check(1, "Another window is followed.")
def another_window(rng):
    for window in (float(rng.choice([4.5, 7.25])), float(rng.choice([44.0, 61.5]))):
        yield _case(*trains(rng, window=window), window=window)


@cross_time_diff.check(1, "A train with itself has a 0 for each spike; spikes at one time are pairs as well.")
def with_itself(rng):
    times = train(rng)
    yield _case(times, times.copy())
    again = exact_train(rng, [0, 12, 37, 150, 0, 9])
    yield _case(again, again.copy())
    yield _case(again[::2], again[1::2])


@cross_time_diff.check(0.5, "Without a pair the result is an empty array.")
def no_pairs(rng):
    times = train(rng, 6)
    yield _case(times, times + 1000.0)
    yield _case(times, np.array([]))
    yield _case(np.array([]), times)
    yield _case(*trains(rng, (5, 8), duration_ms=60.0))


@cross_time_diff.check(0.5, "Whole numbers, unsigned ones among them, and single precision give the same.")
def any_number_type(rng):
    first, second = exact_train(rng, [3, 14, 9, 40], unit=1), exact_train(rng, [5, 2, 30, 11, 7], unit=1)
    yield _case(first.astype(np.uint16), second.astype(np.uint16))
    yield _case(first.astype(np.int64), second.astype(np.int64), window=8.0)
    yield _case((first / 4).astype(np.float32), (second / 4 + 0.125).astype(np.float32), AgreesInAnyOrder(1e-4, 1e-4))


@cross_time_diff.check(1, "6000 spikes in ten minutes take less than 60 MB, and the result is right.")
def memory(rng):
    yield _case(*many_spikes(rng), RightWithinMemory(AgreesInAnyOrder()))


cross_time_diff.leaves_inputs_alone(0.5, lambda rng: _case(*trains(rng, (8, 9))))


def _all(spiketimes1, spiketimes2):
    return np.subtract.outer(np.asarray(spiketimes1, float), np.asarray(spiketimes2, float)).ravel()


def _close(spiketimes1, spiketimes2, window):
    """The right answer, in little memory."""
    times2 = np.asarray(spiketimes2, float)
    parts = [t - times2[slice(*np.searchsorted(times2, [t - window - 1, t + window + 1]))]
             for t in np.asarray(spiketimes1, float)]
    lags = np.concatenate([*parts, np.empty(0)])
    return lags[np.abs(lags) < window]


@cross_time_diff.misconception(
    "The sign is turned round: these are t2 - t1.", "A positive difference says that cell 1 fired later: t1 - t2.")
def turns_the_sign(spiketimes1, spiketimes2, window=30.0):
    return -_close(spiketimes1, spiketimes2, window)


@cross_time_diff.misconception(
    "The signs are lost.", "Return the differences themselves; only the comparison with the window needs abs.")
def returns_sizes(spiketimes1, spiketimes2, window=30.0):
    return np.abs(_close(spiketimes1, spiketimes2, window))


@cross_time_diff.misconception(
    "Pairs exactly the window apart are still there.", "Below the window: strictly smaller.")
def includes_the_window(spiketimes1, spiketimes2, window=30.0):
    lags = _close(spiketimes1, spiketimes2, 2 * window)
    return lags[np.abs(lags) <= window]


@cross_time_diff.misconception(
    "Each spike has one partner at most, the nearest.",
    "All spikes of the other train in the window count, not the nearest one only.")
def nearest_only(spiketimes1, spiketimes2, window=30.0):
    times1, times2 = np.asarray(spiketimes1, float), np.asarray(spiketimes2, float)
    if not times2.size:
        return np.empty(0)
    after = np.searchsorted(times2, times1)
    around = np.stack([times1 - times2[np.clip(after + k, 0, len(times2) - 1)] for k in (-1, 0)])
    nearest = around[np.abs(around).argmin(axis=0), np.arange(len(times1))]
    return nearest[np.abs(nearest) < window]


@cross_time_diff.misconception(
    "Differences of 0 are missing.",
    "Here every pair counts. What to do with a spike and itself is the auto-correlogram's business.")
def drops_the_zeros(spiketimes1, spiketimes2, window=30.0):
    lags = _close(spiketimes1, spiketimes2, window)
    return lags[lags != 0]


@cross_time_diff.misconception(
    "Only pairs in which cell 1 fires after cell 2 are there.", "Look to both sides: from t1 - window to t1 + window.")
def later_side_only(spiketimes1, spiketimes2, window=30.0):
    lags = _close(spiketimes1, spiketimes2, window)
    return lags[lags >= 0]


@cross_time_diff.misconception(
    "Only pairs in which cell 1 fires before cell 2 are there.", "Look to both sides: from t1 - window to t1 + window.")
def earlier_side_only(spiketimes1, spiketimes2, window=30.0):
    lags = _close(spiketimes1, spiketimes2, window)
    return lags[lags <= 0]


@cross_time_diff.misconception(
    "The window is always 30 ms, whatever is asked for.", "Look for a 30 in the body that should be window.")
def ignores_the_window(spiketimes1, spiketimes2, window=30.0):
    return _close(spiketimes1, spiketimes2, 30.0)


@cross_time_diff.misconception(
    "The window reaches only half as far.", "It is the largest distance on either side, not the width of both.")
def halves_the_window(spiketimes1, spiketimes2, window=30.0):
    return _close(spiketimes1, spiketimes2, window / 2)
