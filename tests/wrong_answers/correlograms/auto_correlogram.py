"""Wrong answers to auto_correlogram; for names and marks see glm_encoding/make_design_matrix.py."""

import numpy as np


def _half(times, window, bin_size):
    """Gaps of all pairs, by the bin of their size."""
    times, n, step = np.asarray(times, float), round(window / bin_size), 1
    half = np.zeros(n, int)
    while step < len(times) and ((gaps := times[step:] - times[:-step]) < window).any():
        half += np.bincount(np.minimum(gaps[gaps < window] // bin_size, n - 1).astype(int), minlength=n)
        step += 1
    return half


def _mirror(half):
    return np.append(half[::-1], half)


def _n_coincidences(times):
    times = np.asarray(times, float)
    _, counts = np.unique(times, return_counts=True)
    return int(np.sum(counts * (counts - 1) // 2))


def counts_itself(times, window=30.0, bin_size=1.0):
    """The cross-correlogram of a train with itself. Loses: everything."""
    counts = _mirror(_half(times, window, bin_size))
    n, n_same = len(counts) // 2, _n_coincidences(times)
    counts[n] += len(times) + n_same
    counts[n - 1] -= n_same
    return counts


def drops_all_zeros(times, window=30.0, bin_size=1.0):
    """`lags != 0`. Loses: at-one-time."""
    times = np.asarray(times, float)
    half, n_same = _half(times, window, bin_size), _n_coincidences(times)
    half[0] -= n_same
    return _mirror(half)


def coincidences_to_the_right(times, window=30.0, bin_size=1.0):
    """Both lags of 0 on one side. Loses: at-one-time."""
    counts, n_same = _mirror(_half(times, window, bin_size)), _n_coincidences(times)
    counts[len(counts) // 2] += n_same
    counts[len(counts) // 2 - 1] -= n_same
    return counts


def empties_the_middle(times, window=30.0, bin_size=1.0):
    """As plotting programs do. Loses: values, at-one-time, window-and-bins (perhaps leaves-inputs-alone)."""
    half = _half(times, window, bin_size)
    half[0] = 0
    return _mirror(half)


def neighbours_only(times, window=30.0, bin_size=1.0):
    """A histogram of intervals. Loses: everything but few-spikes, memory."""
    gaps, n = np.diff(np.asarray(times, float)), round(window / bin_size)
    return _mirror(np.histogram(gaps[gaps < window], np.append(np.arange(n) * bin_size, window))[0])


def each_pair_once(times, window=30.0, bin_size=1.0):
    """Zeros on the left. Loses: everything."""
    half = _half(times, window, bin_size)
    return np.append(0 * half, half)


def counts_pairs_twice(times, window=30.0, bin_size=1.0):
    """Both orders, on both sides. Loses: everything."""
    return 2 * _mirror(_half(times, window, bin_size))


def half_open_everywhere(times, window=30.0, bin_size=1.0):
    """What np.histogram does. Loses: symmetric, any-number-type, at-one-time."""
    times = np.asarray(times, float)
    lags = np.subtract.outer(times, times)[~np.eye(len(times), dtype=bool)] if len(times) < 1000 else _sparse(times, window)
    lags = lags[np.abs(lags) < window]
    return np.histogram(lags, np.linspace(-window, window, 2 * round(window / bin_size) + 1))[0]


def _sparse(times, window):
    gaps = np.concatenate([times[k:] - times[:-k] for k in range(1, 4)])
    return np.append(gaps, -gaps)


def ignores_the_bin_size(times, window=30.0, bin_size=1.0):
    """Bins of 1 ms. Loses: window-and-bins, at-one-time, symmetric, any-number-type."""
    return _mirror(_half(times, float(np.ceil(window)), 1.0))


def ignores_the_window(times, window=30.0, bin_size=1.0):
    """30 ms, always. Loses: window-and-bins, at-one-time, symmetric, few-spikes, any-number-type."""
    n = round(30.0 / bin_size)
    return _mirror(_half(times, n * bin_size, bin_size))


def right_half_only(times, window=30.0, bin_size=1.0):
    """It is symmetric anyway. Loses: everything."""
    return _half(times, window, bin_size)


def centres_a_bin_on_zero(times, window=30.0, bin_size=1.0):
    """61 bins. Loses: everything."""
    half = _half(times, window, bin_size)
    return np.concatenate([half[::-1], [0], half])


def normalises(times, window=30.0, bin_size=1.0):
    """Shares. Loses: everything."""
    counts = _mirror(_half(times, window, bin_size)).astype(float)
    return counts / max(counts.sum(), 1)


def halves_the_counts(times, window=30.0, bin_size=1.0):
    """Half a pair on each side. Loses: everything."""
    return _mirror(_half(times, window, bin_size)) / 2


def drops_edges(times, window=30.0, bin_size=1.0):
    """Lags on an edge are left out. Loses: symmetric, any-number-type, at-one-time."""
    times, n, step = np.asarray(times, float), round(window / bin_size), 1
    half = np.zeros(n, int)
    while step < len(times) and ((gaps := times[step:] - times[:-step]) < window).any():
        inside = gaps[(gaps < window) & (gaps % bin_size > 0)]
        half += np.bincount(np.minimum(inside // bin_size, n - 1).astype(int), minlength=n)
        step += 1
    return _mirror(half)


def table_of_all_pairs(times, window=30.0, bin_size=1.0):
    """Right, in 300 MB. Loses: memory."""
    times, n = np.asarray(times, float), round(window / bin_size)
    table = np.subtract.outer(times, times)
    gaps = table[(table < window) & np.tri(len(times), k=-1, dtype=bool)]
    return _mirror(np.bincount(np.floor(gaps / bin_size).astype(int), minlength=n)[:n])


def does_not_convert(times, window=30.0, bin_size=1.0):
    """Differences of unsigned numbers wrap. Loses: any-number-type."""
    n = round(window / bin_size)
    if times.dtype.kind == "f":
        return _mirror(_half(times, window, bin_size))
    counts = np.zeros(2 * n, int)
    for i, t in enumerate(times):
        lags = np.delete(t - times, i)
        lags = lags[(lags > -window) & (lags < window)]
        k = np.minimum(np.abs(lags) // bin_size, n - 1).astype(int)
        np.add.at(counts, np.where(lags > 0, n + k, n - 1 - k), 1)
    return counts


def thins_out_the_argument(times, window=30.0, bin_size=1.0):
    """Spoils what it was given. Loses: leaves-inputs-alone."""
    counts = _mirror(_half(times, window, bin_size))
    times += 1
    return counts


def all_zeros(times, window=30.0, bin_size=1.0):
    """The shape only. Loses: everything."""
    return np.zeros(2 * round(window / bin_size), int)


def the_mean_everywhere(times, window=30.0, bin_size=1.0):
    """A flat level. Loses: everything."""
    half = _half(times, window, bin_size)
    return np.full(2 * len(half), half.mean())
