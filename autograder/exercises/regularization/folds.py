"""Folds of a time series."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case
from autograder.visible.sparse import SameFolds

blocked_folds = Exercise(
    "regularization.blocked_folds", read="Section 4, 'Blocks, and gaps beside them'", recognise=SameFolds())
TESTS, FOLDS = SameFolds(tests_only=True), SameFolds()


@blocked_folds.check(1, "The test sets are blocks that follow each other and together hold every sample once.")
def test_blocks(rng):
    n_folds = int(rng.integers(3, 6))
    yield case(n_folds * int(rng.integers(3, 6)), n_folds, judge=TESTS)
    yield case(n_folds * int(rng.integers(3, 6)) + 2, n_folds, judge=TESTS)


@blocked_folds.check(1, "Without a gap, everything else is for training.")
def training_sets(rng):
    n_folds = int(rng.integers(3, 6))
    yield case(n_folds * int(rng.integers(3, 6)) + 1, n_folds, judge=FOLDS)
    yield case(int(rng.integers(11, 20)), 2, 0, judge=FOLDS)


@blocked_folds.check(2, "A gap keeps training samples away from both sides of the test block.")
def gap_on_both_sides(rng):
    n_folds = int(rng.integers(3, 6))
    yield case(n_folds * int(rng.integers(7, 10)) + 1, n_folds, gap=int(rng.integers(1, 4)), judge=FOLDS)
    yield case(int(rng.integers(25, 35)), 4, gap=int(rng.integers(2, 5)), judge=FOLDS)


@blocked_folds.check(1, "It is right at the extremes: a fold for each sample, a gap that leaves nothing to train on.")
def extremes(rng):
    n_samples = int(rng.integers(4, 8))
    yield case(n_samples, n_samples, gap=1, judge=FOLDS)
    yield case(n_samples, 2, gap=n_samples, judge=FOLDS)
    yield case(2, 2, judge=FOLDS)


def _blocks(n_samples, n_folds):
    return np.array_split(np.arange(n_samples), n_folds)


def _without(n_samples, first, last):
    """All samples but those from `first` to `last`, both of them included."""
    samples = np.arange(n_samples)
    return samples[(samples < first) | (samples > last)]


@blocked_folds.misconception(
    "The gap is not used: training samples lie right beside the test block.",
    "Leave out `gap` samples before the block and after it.")
def ignores_the_gap(n_samples, n_folds, gap=0):
    return [(_without(n_samples, test[0], test[-1]), test) for test in _blocks(n_samples, n_folds)]


@blocked_folds.misconception(
    "The gap is only after the test block, not before it.",
    "The features of the first test samples reach back into what lies before the block.")
def gap_only_after(n_samples, n_folds, gap=0):
    return [(_without(n_samples, test[0], test[-1] + gap), test) for test in _blocks(n_samples, n_folds)]


@blocked_folds.misconception(
    "The gap is only before the test block, not after it.",
    "The features of the first training samples after the block reach back into it.")
def gap_only_before(n_samples, n_folds, gap=0):
    return [(_without(n_samples, test[0] - gap, test[-1]), test) for test in _blocks(n_samples, n_folds)]


@blocked_folds.misconception(
    "The gap was taken from the test block, so that some samples are never tested.",
    "The test blocks hold every sample; it is the training set that keeps its distance.")
def gap_in_the_test_block(n_samples, n_folds, gap=0):
    return [(_without(n_samples, test[0], test[-1]), test[gap:len(test) - gap])
            for test in _blocks(n_samples, n_folds)]


@blocked_folds.misconception(
    "The test samples of a fold are scattered over the recording.",
    "A scattered sample has training samples right beside it, and they know it already: take blocks.")
def interleaves(n_samples, n_folds, gap=0):
    tests = [np.arange(fold, n_samples, n_folds) for fold in range(n_folds)]
    return [(np.setdiff1d(np.arange(n_samples), test), test) for test in tests]


@blocked_folds.misconception(
    "Samples at the end are in no test block: all blocks were given the same, rounded-down size.",
    "np.array_split gives the first blocks one sample more.")
def forgets_the_remainder(n_samples, n_folds, gap=0):
    size = n_samples // n_folds
    tests = [np.arange(fold * size, (fold + 1) * size) for fold in range(n_folds)]
    return [(_without(n_samples, test[0] - gap, test[-1] + gap), test) for test in tests]


@blocked_folds.misconception(
    "The last block was given all samples that remained.",
    "np.array_split spreads them: the first blocks have one sample more.")
def last_block_takes_the_rest(n_samples, n_folds, gap=0):
    edges = [fold * (n_samples // n_folds) for fold in range(n_folds)] + [n_samples]
    tests = [np.arange(first, stop) for first, stop in zip(edges[:-1], edges[1:], strict=True)]
    return [(_without(n_samples, test[0] - gap, test[-1] + gap), test) for test in tests]


@blocked_folds.misconception(
    "Only what lies before the test block is used for training.",
    "That is forecasting. Here samples on both sides are for training, apart from the gaps.")
def trains_on_the_past(n_samples, n_folds, gap=0):
    return [(np.arange(max(test[0] - gap, 0)), test) for test in _blocks(n_samples, n_folds)]


@blocked_folds.misconception("Training and test sets are exchanged.", "The pair is (train, test).")
def exchanged(n_samples, n_folds, gap=0):
    return [(test, _without(n_samples, test[0] - gap, test[-1] + gap)) for test in _blocks(n_samples, n_folds)]


@blocked_folds.misconception(
    "The gap of the first block reaches round to the end of the recording.",
    "Before the first sample there is nothing to leave out: mind negative indices.")
def wraps_around(n_samples, n_folds, gap=0):
    folds = []
    for test in _blocks(n_samples, n_folds):
        near = np.arange(test[0] - gap, test[-1] + gap + 1) % n_samples
        folds.append((np.setdiff1d(np.arange(n_samples), near), test))
    return folds
