"""Wrong answers to blocked_folds; tests/autograder/exercises/banks.py tells how they are written."""

import numpy as np
from sklearn.model_selection import KFold, TimeSeriesSplit


def _right(n_samples, n_folds, gap=0):
    """What the answers below spoil."""
    folds = []
    for _, test in KFold(n_folds).split(np.zeros(n_samples)):
        train = [i for i in range(n_samples) if i < test[0] - gap or i > test[-1] + gap]
        folds.append((np.array(train, dtype=int), test))
    return folds


def ignores_the_gap(n_samples, n_folds, gap=0):
    """scikit-learn's folds as they are. Loses: gap-on-both-sides, extremes."""
    return list(KFold(n_folds).split(np.zeros(n_samples)))


def gap_only_after(n_samples, n_folds, gap=0):
    """Forgets that the features of the test rows reach back. Loses: gap-on-both-sides, extremes."""
    return [(np.array([i for i in range(n_samples) if i < test[0] or i > test[-1] + gap], int), test)
            for _, test in _right(n_samples, n_folds)]


def gap_only_before(n_samples, n_folds, gap=0):
    """Forgets that the features of the training rows reach back. Loses: gap-on-both-sides, extremes."""
    return [(np.array([i for i in range(n_samples) if i < test[0] - gap or i > test[-1]], int), test)
            for _, test in _right(n_samples, n_folds)]


def gap_in_the_test_block(n_samples, n_folds, gap=0):
    """Takes the gap from the wrong side. Loses: gap-on-both-sides, extremes."""
    return [(train, test[gap : max(len(test) - gap, 0)]) for train, test in _right(n_samples, n_folds)]


def interleaves(n_samples, n_folds, gap=0):
    """Every k-th sample. Loses: everything."""
    fold = np.arange(n_samples) % n_folds
    return [(np.flatnonzero(fold != k), np.flatnonzero(fold == k)) for k in range(n_folds)]


def forgets_the_remainder(n_samples, n_folds, gap=0):
    """Blocks of one size. Loses: test-blocks, training-sets, gap-on-both-sides (perhaps extremes)."""
    size, folds = n_samples // n_folds, []
    for start in range(0, size * n_folds, size):
        train = [i for i in range(n_samples) if i < start - gap or i >= start + size + gap]
        folds.append((np.array(train, int), np.arange(start, start + size)))
    return folds


def last_block_takes_the_rest(n_samples, n_folds, gap=0):
    """The last block is longer. Loses: test-blocks, training-sets, gap-on-both-sides (perhaps extremes)."""
    size, folds = n_samples // n_folds, []
    for k in range(n_folds):
        start, stop = k * size, n_samples if k == n_folds - 1 else (k + 1) * size
        train = [i for i in range(n_samples) if i < start - gap or i >= stop + gap]
        folds.append((np.array(train, int), np.arange(start, stop)))
    return folds


def trains_on_the_past(n_samples, n_folds, gap=0):
    """As one forecasts. Loses: everything but test-blocks."""
    return [(train[train < test[0]], test) for train, test in _right(n_samples, n_folds, gap)]


def exchanged(n_samples, n_folds, gap=0):
    """(test, train). Loses: everything."""
    return [(test, train) for train, test in _right(n_samples, n_folds, gap)]


def wraps_around(n_samples, n_folds, gap=0):
    """Deletes by negative indices. Loses: gap-on-both-sides, extremes."""
    folds = []
    for _, test in _right(n_samples, n_folds):
        near = {i % n_samples for i in range(test[0] - gap, test[-1] + gap + 1)}
        folds.append((np.array([i for i in range(n_samples) if i not in near], int), test))
    return folds


def shuffles(n_samples, n_folds, gap=0):
    """Random folds. Loses: everything."""
    order = np.random.default_rng(0).permutation(n_samples)
    return [(np.setdiff1d(order, test), np.sort(test)) for test in np.array_split(order, n_folds)]


def gap_one_too_long(n_samples, n_folds, gap=0):
    """Leaves out one sample more on either side. Loses: everything but test-blocks."""
    return _right(n_samples, n_folds, gap + 1)


def gap_one_too_short(n_samples, n_folds, gap=0):
    """An off-by-one at both ends. Loses: gap-on-both-sides, extremes."""
    return _right(n_samples, n_folds, max(gap - 1, 0))


def gives_masks(n_samples, n_folds, gap=0):
    """Boolean masks in place of indices. Loses: everything."""
    samples = np.arange(n_samples)
    return [(np.isin(samples, train), np.isin(samples, test)) for train, test in _right(n_samples, n_folds, gap)]


def time_series_split(n_samples, n_folds, gap=0):
    """scikit-learn's splitter for time series, with its own idea of a gap. Loses: everything."""
    return list(TimeSeriesSplit(n_folds, gap=gap).split(np.zeros(n_samples)))


def only_the_test_sets(n_samples, n_folds, gap=0):
    """No training sets. Loses: everything."""
    return [test for _, test in _right(n_samples, n_folds, gap)]


def a_generator(n_samples, n_folds, gap=0):
    """yield in place of a list. Loses: everything."""
    yield from _right(n_samples, n_folds, gap)


def nothing(n_samples, n_folds, gap=0):
    """An empty list. Loses: everything."""
    return []
