"""Wrong answers to spike_triggered_average; tests/autograder/exercises/banks.py tells how they are written."""

import numpy as np


def _history(stim, d):
    padded = np.concatenate([np.zeros(d - 1), stim])
    return np.array([padded[i:i + d] for i in range(len(stim))])


def _right(stim, spikes, d=25):
    """What the answers below spoil."""
    y = np.array(spikes, float)
    return _history(stim, d).T @ y / y.sum()


def divides_by_bins(stim, spikes, d=25):
    """A mean over time bins. Loses: everything."""
    return np.mean([int(n) * row for n, row in zip(spikes, _history(stim, d), strict=True)], axis=0)


def counts_each_bin_once(stim, spikes, d=25):
    """Takes spikes for yes or no. Loses: everything."""
    y = (np.asarray(spikes) > 0).astype(float)
    return y @ _history(stim, d) / y.sum()


def counts_each_bin_once__loop(stim, spikes, d=25):
    """Asks whether there was a spike. Loses: everything."""
    total, n = np.zeros(d), 0
    for i in range(len(spikes)):
        if spikes[i]:
            total += _history(stim, d)[i]
            n += 1
    return total / n


def sums_only(stim, spikes, d=25):
    """Never divides. Loses: everything."""
    return sum(float(n) * row for n, row in zip(spikes, _history(stim, d), strict=True))


def removes_the_mean_stimulus(stim, spikes, d=25):
    """Subtracts the average over all bins. Loses: everything."""
    X = _history(stim, d)
    return np.average(X, axis=0, weights=np.asarray(spikes, float)) - np.average(X, axis=0)


def least_squares_instead(stim, spikes, d=25):
    """Divides the stimulus's correlations out. Loses: everything."""
    X = np.column_stack([_history(stim, d), np.ones(len(stim))])
    return np.linalg.lstsq(X, np.asarray(spikes, float))[0][:-1]


def sta_ignores_d(stim, spikes, d=25):
    """Calls make_design_matrix without d. Loses: everything."""
    y = np.asarray(spikes, float)
    return y @ make_design_matrix(stim) / y.sum()  # noqa: F821


# ---- nearly right


def defaults_to_24_lags(stim, spikes, d=24):
    """The default of d is contract. Loses: weighted-by-counts."""
    return _right(stim, spikes, d)


def divides_by_bins_with_spikes(stim, spikes, d=25):
    """Sums over spikes, divides by bins with spikes. Loses: everything."""
    return _history(stim, d).T @ np.asarray(spikes, float) / np.count_nonzero(spikes)


def only_single_spikes(stim, spikes, d=25):
    """Takes the bins with exactly one spike. Loses: everything."""
    return _history(stim, d)[np.asarray(spikes) == 1].mean(axis=0)


def newest_lag_first(stim, spikes, d=25):
    """The right values in reverse order. Loses: everything."""
    return _right(stim, spikes, d)[::-1]


def looks_after_the_spike(stim, spikes, d=25):
    """What the screen showed after a spike. Loses: everything."""
    return _right(stim[::-1], spikes[::-1], d)[::-1]


def skips_early_spikes(stim, spikes, d=25):
    """Leaves the spikes of the first d-1 bins out. Loses: everything."""
    return _right(stim[d - 1:], spikes[d - 1:], 1) if len(stim) < d else _inside(stim, spikes, d)


def _inside(stim, spikes, d):
    y = np.asarray(spikes, float)[d - 1:]
    return _history(stim, d)[d - 1:].T @ y / y.sum()


def takes_the_median(stim, spikes, d=25):
    """Robust, and something else. Loses: everything."""
    return np.median(np.repeat(_history(stim, d), np.asarray(spikes, int), axis=0), axis=0)


def unbiased_divisor(stim, spikes, d=25):
    """Divides by one spike less. Loses: everything."""
    y = np.asarray(spikes, float)
    return y @ _history(stim, d) / (y.sum() - 1)


def scales_to_length_one(stim, spikes, d=25):
    """A unit vector. Loses: everything."""
    sta = _right(stim, spikes, d)
    return sta / np.linalg.norm(sta)


def column_vector(stim, spikes, d=25):
    """Shape (d, 1). Loses: everything."""
    return _right(stim, spikes, d)[:, None]


def squeezes(stim, spikes, d=25):
    """One lag gives a bare number. Loses: any-d-and-one-spike."""
    return np.squeeze(_right(stim, spikes, d))


def counts_spikes_in_bytes(stim, spikes, d=25):
    """Python's sum keeps the type of the counts. Loses: small-counts-type."""
    with np.errstate(over="ignore"):
        return np.asarray(spikes, float) @ _history(stim, d) / float(sum(spikes))


def multiplies_in_bytes(stim, spikes, d=25):
    """A matrix of the stimulus's type, times counts of their type. Loses: small-counts-type."""
    X = _history(stim, d).astype(stim.dtype)
    return X.T @ spikes / spikes.sum()


def works_on_the_counts(stim, spikes, d=25):
    """np.asarray makes no copy of what is a float array already. Loses: leaves-inputs-alone."""
    y = np.asarray(spikes, float)
    y /= y.sum()
    return y @ _history(stim, d)


def divides_in_place(stim, spikes, d=25):
    """Whole numbers cannot be divided in place. Loses: everything."""
    spikes /= spikes.sum()
    return spikes @ _history(stim, d)


def one_bin_late(stim, spikes, d=25):
    """The stimulus up to the bin before the spike. Loses: everything."""
    return _right(np.concatenate([[0], stim[:-1]]), spikes, d)


def all_zeros(stim, spikes, d=25):
    """What a cell without a filter has. Loses: everything."""
    return np.zeros(d)
