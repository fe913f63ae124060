"""The cross-correlogram: counts by lag, positive where cell 1 fires after cell 2."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case
from autograder.exercises.correlograms.differences import _close
from autograder.exercises.correlograms.inputs import exact_train, many_spikes, train, trains
from autograder.visible.trains import RightWithinMemory

cross_correlogram = Exercise(
    "correlograms.cross_correlogram", read="Section 3, 'Lags in bins'", builds_on=("cross_time_diff",))


@cross_correlogram.check(2, "It counts the lags t1 - t2 in bins of 1 ms, from -30 to 30 ms.")
def values(rng):
    yield case(*trains(rng))
    yield case(*trains(rng, (30, 11)))


@cross_correlogram.check(1, "A lag on an edge belongs to the bin that lies farther from 0, on both sides.")
def edges(rng):
    first = exact_train(rng, [180, 200, 240])
    second = np.sort(np.concatenate([first + step for step in (-7.0, -2.0, -0.5, 1.0, 3.0, 11.25)]))
    yield case(first, second)
    yield case(second, first, window=4.0, bin_size=0.5)


@cross_correlogram.check(1, "Spikes at one time count right of the middle; lags of exactly the window do not count.")
def zero_and_window(rng):
    first = exact_train(rng, [130, 150, 170, 200])
    yield case(first, first[1:4].copy())
    yield case(first[:2], np.sort(np.concatenate([first - 8.0, first, first + 3.25, first + 8.0])), window=8.0)


@cross_correlogram.check(1, "Other windows and widths of bins are followed.")
def window_and_bins(rng):
    for window, bin_size in [(12.0, 1.0), (30.0, 2.5), (8.0, float(rng.choice([0.25, 0.5]))), (51.0, 1.5)]:
        yield case(*trains(rng, window=window, bin_size=bin_size), window=window, bin_size=bin_size)
    yield case(*trains(rng, window=6.0, bin_size=0.6), window=6.0, bin_size=0.6)


@cross_correlogram.check(0.5, "Without pairs, beside others, all counts are 0 and have their place.")
def no_pairs(rng):
    times = train(rng, 6)
    yield case(times, times + 1000.0, window=10.0)
    yield case(np.array([]), times, window=4.0)
    yield case(*trains(rng, (3, 3), duration_ms=70.0))
    yield case(*trains(rng, (6, 8), duration_ms=50.0))


@cross_correlogram.check(0.5, "Whole numbers, unsigned ones among them, and single precision give the same.")
def any_number_type(rng):
    first, second = exact_train(rng, [3, 14, 9, 40], unit=1), exact_train(rng, [5, 2, 30, 11, 7], unit=1)
    yield case(first.astype(np.uint16), second.astype(np.uint16))
    yield case(first.astype(np.int32), second.astype(np.int32), window=12.0, bin_size=2.0)
    yield case((first / 4).astype(np.float32), (second / 4 + 0.125).astype(np.float32))


@cross_correlogram.check(0.5, "6000 spikes in ten minutes take less than 60 MB, and the result is right.")
def memory(rng):
    yield case(*many_spikes(rng), judge=RightWithinMemory())


cross_correlogram.leaves_inputs_alone(0.5, lambda rng: case(*trains(rng, (8, 9))))


def _fold(lags, window, bin_size):
    """Counts of lags, those on edges in the bin that is farther from 0."""
    n_half = round(window / bin_size)
    k = np.minimum(np.floor(np.abs(lags) / bin_size).astype(int), n_half - 1)
    return np.bincount(np.where(lags >= 0, n_half + k, n_half - 1 - k), minlength=2 * n_half)


def _right(spiketimes1, spiketimes2, window, bin_size):
    return _fold(_close(spiketimes1, spiketimes2, window), window, bin_size)


def _edges(window, bin_size):
    return np.linspace(-window, window, 2 * round(window / bin_size) + 1)


@cross_correlogram.misconception(
    "The lag is turned round: positive where cell 1 fires before cell 2.", "The lag is t1 - t2.")
def turns_the_lag(spiketimes1, spiketimes2, window=30.0, bin_size=1.0):
    return _right(spiketimes2, spiketimes1, window, bin_size)


@cross_correlogram.misconception(
    "Bins are closed on the left on both sides of 0, so the two sides are no mirror images.",
    "Work with the size of the lag: its bin is floor(|lag|/bin_size), then choose the side by the sign.")
def half_open_everywhere(spiketimes1, spiketimes2, window=30.0, bin_size=1.0):
    lags = _close(spiketimes1, spiketimes2, window)
    return np.bincount(np.searchsorted(_edges(window, bin_size), lags, side="right") - 1,
                       minlength=2 * round(window / bin_size))


@cross_correlogram.misconception(
    "Pairs exactly the window apart are counted in the last bins.",
    "np.histogram closes its last bin: drop what is not strictly inside the window before.")
def includes_the_window(spiketimes1, spiketimes2, window=30.0, bin_size=1.0):
    lags = _close(spiketimes1, spiketimes2, 2 * window)
    return _fold(lags[np.abs(lags) <= window], window, bin_size)


@cross_correlogram.misconception(
    "Spikes at exactly the same time are missing.", "Of two cells, they are a pair like any other, with the lag 0.")
def drops_the_coincidences(spiketimes1, spiketimes2, window=30.0, bin_size=1.0):
    lags = _close(spiketimes1, spiketimes2, window)
    return _fold(lags[lags != 0], window, bin_size)


@cross_correlogram.misconception(
    "Spikes at exactly the same time are counted left of the middle.", "A lag of 0 goes with the positive ones.")
def zero_to_the_left(spiketimes1, spiketimes2, window=30.0, bin_size=1.0):
    lags = _close(spiketimes1, spiketimes2, window)
    return _fold(np.where(lags == 0, -0.0 - 1e-9, lags), window, bin_size)


@cross_correlogram.misconception(
    "The bins always are 1 ms wide, whatever is asked for.", "Divide by bin_size, and count the bins with it.")
def ignores_the_bin_size(spiketimes1, spiketimes2, window=30.0, bin_size=1.0):
    return _right(spiketimes1, spiketimes2, float(np.ceil(window)), 1.0)


@cross_correlogram.misconception(
    "The window is always 30 ms, whatever is asked for.", "Look for a 30 in the body that should be window.")
def ignores_the_window(spiketimes1, spiketimes2, window=30.0, bin_size=1.0):
    n_half = round(30.0 / bin_size)
    return _right(spiketimes1, spiketimes2, n_half * bin_size, bin_size)


@cross_correlogram.misconception(
    "The counts are divided by their sum.", "Return the numbers of pairs; the lesson turns them into Hz itself.")
def normalises(spiketimes1, spiketimes2, window=30.0, bin_size=1.0):
    counts = _right(spiketimes1, spiketimes2, window, bin_size)
    return counts / max(counts.sum(), 1)


@cross_correlogram.misconception(
    "There is one bin too many: bins are centred on 0, 1, 2 … ms.",
    "0 is an edge between two bins: there are 2·window/bin_size of them.")
def centres_a_bin_on_zero(spiketimes1, spiketimes2, window=30.0, bin_size=1.0):
    lags, n_half = _close(spiketimes1, spiketimes2, window + bin_size), round(window / bin_size)
    bins = np.floor(lags / bin_size + 0.5).astype(int) + n_half
    return np.bincount(bins[(bins >= 0) & (bins <= 2 * n_half)], minlength=2 * n_half + 1)


@cross_correlogram.misconception(
    "Only the side of positive lags is there.", "There are as many bins for negative lags, and these come first.")
def positive_side_only(spiketimes1, spiketimes2, window=30.0, bin_size=1.0):
    return _right(spiketimes1, spiketimes2, window, bin_size)[round(window / bin_size) :]
