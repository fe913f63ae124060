"""Wrong answers to cross_time_diff; for names and marks see glm_encoding/make_design_matrix.py."""

import numpy as np


def _near(a, b, window):
    """The right ones, by a loop."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    lags = [t - b[np.searchsorted(b, t - window) : np.searchsorted(b, t + window, "right")] for t in a]
    lags = np.concatenate([np.empty(0), *lags])
    return lags[np.abs(lags) < window]


def turns_the_sign(a, b, window=30.0):
    """t2 - t1. Loses: everything."""
    return _near(b, a, window)


def returns_sizes(a, b, window=30.0):
    """Absolute values. Loses: everything."""
    return np.abs(_near(a, b, window))


def includes_the_window(a, b, window=30.0):
    """At most, not below. Loses: exactly-the-window (perhaps any-number-type)."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    lags = [t - b[np.searchsorted(b, t - window) : np.searchsorted(b, t + window, "right")] for t in a]
    return np.concatenate([np.empty(0), *lags])


def nearest_only(a, b, window=30.0):
    """One partner for each spike. Loses: everything but memory."""
    lags = []
    for t in np.asarray(a, float):
        near = t - np.asarray(b, float)
        if near.size and np.abs(near).min() < window:
            lags.append(near[np.abs(near).argmin()])
    return np.array(lags, float)


def drops_the_zeros(a, b, window=30.0):
    """As for an auto-correlogram. Loses: with-itself (perhaps any-number-type)."""
    lags = _near(a, b, window)
    return lags[np.abs(lags) > 0]


def later_side_only(a, b, window=30.0):
    """Looks back only. Loses: everything."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    lags = [t - b[np.searchsorted(b, t - window, "right") : np.searchsorted(b, t, "right")] for t in a]
    return np.concatenate([np.empty(0), *lags])


def earlier_side_only(a, b, window=30.0):
    """Looks ahead only. Loses: values, exactly-the-window, another-window, with-itself, no-pairs, any-number-type, leaves-inputs-alone (perhaps memory)."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    lags = [t - b[np.searchsorted(b, t) : np.searchsorted(b, t + window)] for t in a]
    return np.concatenate([np.empty(0), *lags])


def ignores_the_window(a, b, window=30.0):
    """A number where a name should be. Loses: exactly-the-window, another-window, any-number-type."""
    return _near(a, b, 30.0)


def halves_the_window(a, b, window=30.0):
    """From -window/2 to window/2. Loses: values, exactly-the-window, another-window, with-itself, no-pairs, any-number-type, leaves-inputs-alone (perhaps memory)."""
    return _near(a, b, window / 2)


def table_of_all_pairs(a, b, window=30.0):
    """Right, in 300 MB. Loses: memory."""
    lags = np.subtract.outer(np.asarray(a, float), np.asarray(b, float))
    return lags[np.abs(lags) < window]


def does_not_convert(a, b, window=30.0):
    """Differences of unsigned numbers wrap. Loses: any-number-type."""
    lags = [t - b[np.abs(np.asarray(b, float) - t) < window] for t in a]
    return np.concatenate([np.empty(0), *lags])


def keeps_the_table(a, b, window=30.0):
    """Two dimensions, with nan outside the window. Loses: everything."""
    lags = np.subtract.outer(np.asarray(a, float), np.asarray(b, float))
    lags[np.abs(lags) >= window] = np.nan
    return lags


def all_differences(a, b, window=30.0):
    """Forgets the window. Loses: everything."""
    return np.subtract.outer(np.asarray(a, float), np.asarray(b, float)).ravel()


def neighbours_only(a, b, window=30.0):
    """Spike i with spike i. Loses: everything but memory."""
    n = min(len(a), len(b))
    lags = np.asarray(a, float)[:n] - np.asarray(b, float)[:n]
    return lags[np.abs(lags) < window]


def each_pair_once(a, b, window=30.0):
    """Only partners of a higher number. Loses: everything."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    lags = [t - b[i + 1 :] for i, t in enumerate(a)]
    lags = np.concatenate([np.empty(0), *lags])
    return lags[np.abs(lags) < window]


def cannot_do_without_pairs(a, b, window=30.0):
    """`np.concatenate` of nothing. Loses: no-pairs."""
    lags = [_near([t], b, window) for t in a]
    return np.concatenate([lag for lag in lags if lag.size])


def distinct_ones(a, b, window=30.0):
    """A set has each number once. Loses: exactly-the-window, with-itself (perhaps any-number-type)."""
    return np.array(sorted({float(lag) for lag in _near(a, b, window)}))


def empties_the_argument(a, b, window=30.0):
    """Spoils what it was given. Loses: leaves-inputs-alone."""
    lags = _near(a, b, window)
    a[:] = 0
    return lags


def always_nothing(a, b, window=30.0):
    """No pairs, whatever. Loses: everything."""
    return np.array([])


def all_zeros(a, b, window=30.0):
    """The right number of zeros. Loses: everything."""
    return np.zeros(len(_near(a, b, window)))
