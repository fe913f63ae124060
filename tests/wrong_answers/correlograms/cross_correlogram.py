"""Wrong answers to cross_correlogram; for names and marks see glm_encoding/make_design_matrix.py."""

import numpy as np


def _lags(a, b, window):
    """All lags below the window, and none at or beyond it."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    lags = [t - b[np.searchsorted(b, t - window) : np.searchsorted(b, t + window, "right")] for t in a]
    lags = np.concatenate([np.empty(0), *lags])
    return lags[np.abs(lags) < window]


def _count(lags, window, bin_size):
    n = round(window / bin_size)
    edges = np.append(np.arange(n) * bin_size, window)
    after, before = np.histogram(lags[lags >= 0], edges)[0], np.histogram(-lags[lags < 0], edges)[0]
    return np.append(before[::-1], after)


def turns_the_lag(a, b, window=30.0, bin_size=1.0):
    """Cells exchanged. Loses: everything."""
    return _count(_lags(b, a, window), window, bin_size)


def half_open_everywhere(a, b, window=30.0, bin_size=1.0):
    """What np.histogram does. Loses: edges, any-number-type."""
    edges = np.linspace(-window, window, 2 * round(window / bin_size) + 1)
    return np.histogram(_lags(a, b, window), edges)[0]


def includes_the_window(a, b, window=30.0, bin_size=1.0):
    """np.histogram closes its last bin. Loses: zero-and-window (perhaps any-number-type)."""
    lags = _lags(a, b, 1.5 * window)
    return _count(lags[np.abs(lags) <= window], window, bin_size)


def drops_the_coincidences(a, b, window=30.0, bin_size=1.0):
    """As for an auto-correlogram. Loses: zero-and-window (perhaps any-number-type)."""
    lags = _lags(a, b, window)
    return _count(lags[lags != 0], window, bin_size)


def zero_to_the_left(a, b, window=30.0, bin_size=1.0):
    """0 counts as negative. Loses: zero-and-window (perhaps any-number-type)."""
    counts = _count(_lags(b, a, window), window, bin_size)
    return counts[::-1]


def ignores_the_bin_size(a, b, window=30.0, bin_size=1.0):
    """Bins of 1 ms. Loses: window-and-bins, edges, any-number-type."""
    edges = np.arange(np.ceil(window) + 1)
    lags = _lags(a, b, np.ceil(window))
    after, before = np.histogram(lags[lags >= 0], edges)[0], np.histogram(-lags[lags < 0], edges)[0]
    return np.append(before[::-1], after)


def ignores_the_window(a, b, window=30.0, bin_size=1.0):
    """30 ms, always. Loses: window-and-bins, edges, zero-and-window, no-pairs, any-number-type."""
    n = round(30.0 / bin_size)
    return _count(_lags(a, b, n * bin_size), n * bin_size, bin_size)


def normalises(a, b, window=30.0, bin_size=1.0):
    """Shares instead of counts. Loses: everything."""
    counts = _count(_lags(a, b, window), window, bin_size).astype(float)
    return counts / counts.sum() if counts.any() else counts


def centres_a_bin_on_zero(a, b, window=30.0, bin_size=1.0):
    """61 bins. Loses: everything."""
    n = round(window / bin_size)
    edges = (np.arange(2 * n + 2) - n - 0.5) * bin_size
    lags = _lags(a, b, window + bin_size)
    return np.bincount(np.searchsorted(edges, lags[(lags >= edges[0]) & (lags < edges[-1])], side="right") - 1, minlength=2 * n + 1)


def positive_side_only(a, b, window=30.0, bin_size=1.0):
    """Half of it. Loses: everything."""
    lags, n = _lags(a, b, window), round(window / bin_size)
    return np.histogram(lags[lags >= 0], np.append(np.arange(n) * bin_size, window))[0]


def density_in_hz(a, b, window=30.0, bin_size=1.0):
    """What a figure shows. Loses: everything (perhaps memory)."""
    return _count(_lags(a, b, window), window, bin_size) / (max(len(b), 1) * bin_size / 1000)


def folds_both_sides(a, b, window=30.0, bin_size=1.0):
    """Made symmetric. Loses: everything."""
    counts = _count(_lags(a, b, window), window, bin_size)
    return counts + counts[::-1]


def table_of_all_pairs(a, b, window=30.0, bin_size=1.0):
    """Right, in 300 MB. Loses: memory."""
    lags = np.subtract.outer(np.asarray(a, float), np.asarray(b, float)).ravel()
    return _count(lags[np.abs(lags) < window], window, bin_size)


def does_not_convert(a, b, window=30.0, bin_size=1.0):
    """Differences of unsigned numbers wrap. Loses: any-number-type."""
    lags = [np.asarray(t - b[np.abs(np.asarray(b, float) - t) < window], float) for t in a]
    lags = np.concatenate([np.empty(0), *lags])
    return _count(lags[np.abs(lags) < window], window, bin_size)


def one_bin_off(a, b, window=30.0, bin_size=1.0):
    """Rolled to the right. Loses: everything."""
    return np.roll(_count(_lags(a, b, window), window, bin_size), 1)


def as_booleans(a, b, window=30.0, bin_size=1.0):
    """Whether, not how often. Loses: values, edges, zero-and-window, window-and-bins, no-pairs, any-number-type, leaves-inputs-alone (perhaps memory)."""
    return (_count(_lags(a, b, window), window, bin_size) > 0).astype(int)


def cuts_trailing_zeros(a, b, window=30.0, bin_size=1.0):
    """`np.bincount` without minlength. Loses: edges, zero-and-window, no-pairs, any-number-type, memory (perhaps values, window-and-bins, leaves-inputs-alone)."""
    lags, n = _lags(a, b, window), round(window / bin_size)
    k = np.minimum((np.abs(lags) / bin_size).astype(int), n - 1)
    return np.bincount(np.where(lags >= 0, n + k, n - 1 - k))


def sorts_into_the_argument(a, b, window=30.0, bin_size=1.0):
    """Spoils what it was given. Loses: leaves-inputs-alone."""
    counts = _count(_lags(a, b, window), window, bin_size)
    b -= b[0] if len(b) else 0
    return counts


def all_zeros(a, b, window=30.0, bin_size=1.0):
    """The shape only. Loses: everything."""
    return np.zeros(2 * round(window / bin_size), int)


def the_mean_everywhere(a, b, window=30.0, bin_size=1.0):
    """A flat level. Loses: everything."""
    n = 2 * round(window / bin_size)
    return np.full(n, len(_lags(a, b, window)) / n)
