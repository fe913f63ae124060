"""Wrong answers to tuning_curve; tests/autograder/exercises/banks.py tells how they are written."""

import numpy as np


def _hist(x, edges, weights=None):
    x = np.asarray(x, float)
    known = ~np.isnan(x)
    weights = None if weights is None else np.asarray(weights, float)[known]
    return np.histogram(x[known], edges, weights=weights)[0].astype(float)


def spikes_not_rate(x, counts, edges, dt):
    """A histogram of the spikes. Loses: everything."""
    return _hist(x, edges, counts)


def per_time_bin(x, counts, edges, dt):
    """The mean count. Loses: everything."""
    with np.errstate(all="ignore"):
        return _hist(x, edges, counts) / _hist(x, edges)


def divides_by_all_time(x, counts, edges, dt):
    """By the length of the session. Loses: everything."""
    return _hist(x, edges, counts) / dt / len(counts)


def zero_where_never_visited(x, counts, edges, dt):
    """Fills the gaps. Loses: empty-bins."""
    time = _hist(x, edges) * dt
    return np.divide(_hist(x, edges, counts), time, out=np.zeros(len(time)), where=time > 0)


def zero_where_never_visited__nan_to_num(x, counts, edges, dt):
    """The same, afterwards. Loses: empty-bins."""
    with np.errstate(all="ignore"):
        return np.nan_to_num(_hist(x, edges, counts) / (_hist(x, edges) * dt))


def nan_where_silent(x, counts, edges, dt):
    """No spikes, no rate. Loses: empty-bins."""
    rate = []
    for spikes, n in zip(_hist(x, edges, counts), _hist(x, edges), strict=True):
        rate.append(spikes / n / dt if spikes else np.nan)
    return np.array(rate)


def wraps_as_uint8(x, counts, edges, dt):
    """np.histogram with the counts as they are. Loses: counts-as-uint8."""
    known = ~np.isnan(x)
    with np.errstate(all="ignore"):
        return np.histogram(x[known], edges, weights=counts[known])[0] / (_hist(x, edges) * dt)


def counts_what_is_outside(x, counts, edges, dt):
    """Every sample has a bin. Loses: edges-and-outside."""
    index = np.searchsorted(np.asarray(edges)[1:-1], x, side="right")
    n_bins = len(edges) - 1
    with np.errstate(all="ignore"):
        return np.bincount(index, counts, n_bins) / (np.bincount(index, minlength=n_bins) * dt)


def counts_each_bin_once(x, counts, edges, dt):
    """Spikes or none. Loses: something."""
    with np.errstate(all="ignore"):
        return _hist(x, edges, np.minimum(counts, 1)) / (_hist(x, edges) * dt)


def leaves_the_last_bin_open(x, counts, edges, dt):
    """Half-open bins. Loses: edges-and-outside."""
    index = np.digitize(x, edges) - 1
    hits = [index == k for k in range(len(edges) - 1)]
    with np.errstate(all="ignore"):
        return np.array([np.asarray(counts, float)[hit].sum() / np.float64(hit.sum() * dt) for hit in hits])


def forgets_the_bin_width(x, counts, edges, dt):
    """Density of spikes over place. Loses: everything."""
    with np.errstate(all="ignore"):
        return _hist(x, edges, counts) / (_hist(x, edges) * dt * np.diff(edges))


def probability_of_place(x, counts, edges, dt):
    """Normalised to 1. Loses: everything."""
    spikes = _hist(x, edges, counts)
    return spikes / spikes.sum()


def mean_rate_everywhere(x, counts, edges, dt):
    """No tuning. Loses: everything."""
    return np.full(len(edges) - 1, np.mean(counts) / dt)


def spoils_its_input(x, counts, edges, dt):
    """Counts are made rates in place. Loses: leaves-inputs-alone (perhaps counts-as-uint8)."""
    with np.errstate(all="ignore"):
        rate = _hist(x, edges, counts) / (_hist(x, edges) * dt)
    counts *= 2
    return rate
