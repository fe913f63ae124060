"""The auto-correlogram: a train with itself, without each spike with itself."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case
from autograder.exercises.correlograms.cross import _right
from autograder.exercises.correlograms.differences import _close
from autograder.exercises.correlograms.inputs import exact_train, many_spikes_alone, train
from autograder.visible.trains import RightWithinMemory

auto_correlogram = Exercise(
    "correlograms.auto_correlogram", read="Section 5, 'A cell with itself'",
    builds_on=("cross_time_diff", "cross_correlogram"))


@auto_correlogram.check(2, "Each pair of different spikes counts once on either side; no spike counts with itself.")
def values(rng):
    yield case(train(rng))
    yield case(train(rng, 30, 110.0))


@auto_correlogram.check(1, "Two spikes at one time count once in each of the two bins in the middle.")
def at_one_time(rng):
    yield case(exact_train(rng, [0, 14, 150, 31, 9]))
    yield case(exact_train(rng, [0, 150, 160, 31, 9, 17], unit=0.125), window=8.0)
    start = int(rng.integers(20, 60))
    yield case(np.array([start, start, start, start + 40.0]), window=4.0, bin_size=2.0)


@auto_correlogram.check(1, "It is symmetric where lags lie on edges, too; lags of exactly the window do not count.")
def symmetric(rng):
    yield case(exact_train(rng, [4, 8, 12, 120, 16, 48, 7]))
    yield case(exact_train(rng, [2, 6, 32, 64, 10, 32]), window=8.0, bin_size=0.5)


@auto_correlogram.check(1, "Other windows and widths of bins are followed.")
def window_and_bins(rng):
    for window, bin_size in [(12.0, 1.0), (30.0, 2.5), (8.0, float(rng.choice([0.25, 0.5])))]:
        yield case(train(rng, window=window, bin_size=bin_size), window=window, bin_size=bin_size)


@auto_correlogram.check(0.5, "A single spike, or none, has no pair; two have one.")
def few_spikes(rng):
    yield case(np.array([]), window=4.0)
    yield case(train(rng, 1), window=5.0)
    yield case(np.cumsum(rng.uniform(3.2, 3.8, 2)))


@auto_correlogram.check(0.5, "Whole numbers, unsigned ones among them, and single precision give the same.")
def any_number_type(rng):
    times = exact_train(rng, [3, 14, 9, 40], unit=1)
    yield case(times.astype(np.uint16))
    yield case(times.astype(np.int32), window=12.0, bin_size=2.0)
    yield case((exact_train(rng, [13, 51, 37, 81], unit=1) / 8).astype(np.float32), window=10.0)


@auto_correlogram.check(0.5, "6000 spikes in ten minutes take less than 60 MB, and the result is right.")
def memory(rng):
    yield case(many_spikes_alone(rng), judge=RightWithinMemory())


auto_correlogram.leaves_inputs_alone(0.5, lambda rng: case(train(rng, 9, 60.0)))


def _auto(spiketimes, window, bin_size):
    counts = _right(spiketimes, spiketimes, window, bin_size)
    counts[len(counts) // 2] -= len(spiketimes)
    return (counts + counts[::-1]) // 2


@auto_correlogram.misconception(
    "Each spike is counted with itself: that is the peak right of the middle.",
    "A train with itself has a difference of 0 for each spike; these are no pairs.")
def counts_itself(spiketimes, window=30.0, bin_size=1.0):
    return _right(spiketimes, spiketimes, window, bin_size)


@auto_correlogram.misconception(
    "All differences of 0 are dropped, those of two different spikes at one time as well.",
    "Take off one zero for each spike, not all zeros.")
def drops_all_zeros(spiketimes, window=30.0, bin_size=1.0):
    lags = _close(spiketimes, spiketimes, window)
    counts, n_half = _right(spiketimes, spiketimes, window, bin_size), round(window / bin_size)
    counts[n_half] -= np.sum(lags == 0)
    return counts


@auto_correlogram.misconception(
    "Two spikes at one time are counted twice right of the middle and not at all on the left.",
    "Such a pair has two differences of 0: one of them belongs to each side.")
def coincidences_to_the_right(spiketimes, window=30.0, bin_size=1.0):
    counts = _right(spiketimes, spiketimes, window, bin_size)
    counts[len(counts) // 2] -= len(spiketimes)
    return counts


@auto_correlogram.misconception(
    "The middle is emptied on both sides, with all pairs that belong there.",
    "Only each spike with itself goes. Short intervals between different spikes are what one looks for.")
def empties_the_middle(spiketimes, window=30.0, bin_size=1.0):
    counts = _auto(spiketimes, window, bin_size)
    counts[len(counts) // 2 - 1 : len(counts) // 2 + 1] = 0
    return counts


@auto_correlogram.misconception(
    "Only intervals between neighbours are counted.",
    "An auto-correlogram counts all pairs in the window, also those with other spikes in between.")
def neighbours_only(spiketimes, window=30.0, bin_size=1.0):
    gaps, n_half = np.diff(np.asarray(spiketimes, float)), round(window / bin_size)
    bins = np.floor(gaps[gaps < window] / bin_size).astype(int)
    half = np.bincount(bins, minlength=n_half)[:n_half]
    return np.concatenate([half[::-1], half])


@auto_correlogram.misconception(
    "Each pair is counted on the right side only.", "Each pair counts on both sides: the result is symmetric.")
def each_pair_once(spiketimes, window=30.0, bin_size=1.0):
    counts = _auto(spiketimes, window, bin_size)
    counts[: len(counts) // 2] = 0
    return counts


@auto_correlogram.misconception(
    "Each pair counts twice on either side.", "Pairs (i, j) and (j, i) are one pair: once on each side.")
def counts_pairs_twice(spiketimes, window=30.0, bin_size=1.0):
    return 2 * _auto(spiketimes, window, bin_size)


@auto_correlogram.misconception(
    "Bins are closed on the left on both sides of 0: the result is not symmetric.",
    "Work with the size of the lag, and mirror: then a lag on an edge has its mirror image.")
def half_open_everywhere(spiketimes, window=30.0, bin_size=1.0):
    lags, n_half = _close(spiketimes, spiketimes, window), round(window / bin_size)
    edges = np.linspace(-window, window, 2 * n_half + 1)
    counts = np.bincount(np.searchsorted(edges, lags, side="right") - 1, minlength=2 * n_half)
    counts[n_half] -= len(spiketimes)
    return counts


@auto_correlogram.misconception(
    "The bins always are 1 ms wide, whatever is asked for.", "Hand bin_size on.")
def ignores_the_bin_size(spiketimes, window=30.0, bin_size=1.0):
    return _auto(spiketimes, float(np.ceil(window)), 1.0)


@auto_correlogram.misconception(
    "The window is always 30 ms, whatever is asked for.", "Hand window on.")
def ignores_the_window(spiketimes, window=30.0, bin_size=1.0):
    n_half = round(30.0 / bin_size)
    return _auto(spiketimes, n_half * bin_size, bin_size)
