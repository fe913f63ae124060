"""Lab 08: correlograms, and what they say of clusters of spikes: one neuron, half of one, or several?"""

import numpy as np


def cross_time_diff(spiketimes1, spiketimes2, window=30.0):
    """Find all differences between the times of two trains that are smaller than the window.

    Parameters
    ----------
    spiketimes1, spiketimes2 : (n_spikes1,), (n_spikes2,) arrays
        Times of the spikes (ms), sorted.
    window : float
        Only pairs that are closer than this (ms) count; exactly the window is too far.

    Returns
    -------
    lags : (n_pairs,) float array
        ``spiketimes1[i] - spiketimes2[j]`` (ms) of each such pair, in any order; empty without a pair. A train
        with itself has its zeros, too: each spike is at distance 0 from itself. Takes memory for the pairs in
        the window, not for all pairs.
    """
    # BEGIN SOLUTION
    times1, times2 = np.asarray(spiketimes1, dtype=float), np.asarray(spiketimes2, dtype=float)
    # the partners of spike i are times2[first[i]:stop[i]]
    first = np.searchsorted(times2, times1 - window, side="left")  # fill: times1 - window
    stop = np.searchsorted(times2, times1 + window, side="right")  # fill: times1 + window
    n_partners = stop - first
    # spike i comes n_partners[i] times; its partners are counted up from first[i]
    place = np.arange(n_partners.sum()) - np.repeat(np.cumsum(n_partners) - n_partners, n_partners)
    partners = np.repeat(first, n_partners) + place
    lags = np.repeat(times1, n_partners) - times2[partners]  # fill: np.repeat(times1, n_partners) - times2[partners]
    return lags[np.abs(lags) < window]  # fill: np.abs(lags) < window
    # END SOLUTION


def cross_correlogram(spiketimes1, spiketimes2, window=30.0, bin_size=1.0):
    """Count how often the first cell fires at each lag after, or before, a spike of the second.

    Parameters
    ----------
    spiketimes1, spiketimes2 : (n_spikes1,), (n_spikes2,) arrays
        Times of the spikes (ms), sorted.
    window : float
        Largest lag (ms), not included; a multiple of `bin_size`.
    bin_size : float
        Width of a bin (ms).

    Returns
    -------
    counts : (2*window/bin_size,) int array
        Number of pairs by their lag ``t1 - t2``, from -window to window: positive where cell 1 fires after
        cell 2. A lag of at least 0 falls into ``[k, k+1)*bin_size``, a negative one into the mirror image, so
        that swapping the cells mirrors the counts, except those at exactly 0.
    """
    # BEGIN SOLUTION
    lags = cross_time_diff(spiketimes1, spiketimes2, window)
    n_half = round(window / bin_size)  # bins on either side of 0
    k = np.minimum(np.floor(np.abs(lags) / bin_size).astype(int), n_half - 1)  # fill: np.abs(lags) / bin_size
    bins = np.where(lags >= 0, n_half + k, n_half - 1 - k)  # fill: n_half + k | n_half - 1 - k
    return np.bincount(bins, minlength=2 * n_half)
    # END SOLUTION


def auto_correlogram(spiketimes, window=30.0, bin_size=1.0):
    """Count how often a cell fires at each lag after, or before, its own spikes.

    Parameters
    ----------
    spiketimes : (n_spikes,) array
        Times of the spikes (ms), sorted.
    window : float
        Largest lag (ms), not included; a multiple of `bin_size`.
    bin_size : float
        Width of a bin (ms).

    Returns
    -------
    counts : (2*window/bin_size,) int array
        Each pair of different spikes counts once at its lag and once in the mirror bin; two spikes at one
        time count once in each of the two bins in the middle. Exactly symmetric.
    """
    # BEGIN SOLUTION
    counts = cross_correlogram(spiketimes, spiketimes, window, bin_size)
    counts[len(counts) // 2] -= len(spiketimes)  # each spike with itself
    # two spikes at one time are there twice, both times right of the middle: half of them belongs to the left
    return (counts + counts[::-1]) // 2
    # END SOLUTION


def isi_violations(spiketimes, refractory=2.0, censored=0.0):
    """Find the share of intervals between neighbouring spikes that are shorter than the refractory period.

    Parameters
    ----------
    spiketimes : (n_spikes,) array
        Times of the spikes (ms), sorted.
    refractory : float
        Refractory period (ms): an interval of exactly this length is no violation.
    censored : float
        Shorter intervals (ms) cannot be seen, since the detector locks them out; they do not count at all.

    Returns
    -------
    share : float
        Of the intervals that are at least `censored`, the share below `refractory`; nan if there are none.

    Source: Hill, Mehta & Kleinfeld (2011), J Neurosci 31:8699.
    """
    # BEGIN SOLUTION
    intervals = np.diff(np.asarray(spiketimes, dtype=float))  # fill: np.asarray(spiketimes, dtype=float)
    seen = intervals[intervals >= censored]  # fill: intervals >= censored
    return np.mean(seen < refractory) if seen.size else np.nan  # fill: seen < refractory
    # END SOLUTION


def contamination(spiketimes, duration, refractory=2.0, censored=0.0):
    """Estimate which share of the spikes of a cluster comes from other cells.

    Pairs closer than the refractory period cannot come from one cell. If a share c of the N spikes is foreign and
    comes at random, ``v = 2·(refractory-censored)·N²·c·(1-c)/duration`` of them are expected, beyond the censored
    time. The smaller root c of this equation is the estimate.

    Parameters
    ----------
    spiketimes : (n_spikes,) array
        Times of the spikes (ms), sorted.
    duration : float
        Length of the recording (ms).
    refractory : float
        Refractory period (ms).
    censored : float
        Shorter distances (ms) cannot be seen; less than `refractory`.

    Returns
    -------
    share : float
        Between 0 and 0.5. With `v` the number of pairs of spikes, neighbours or not, with ``censored <= gap <
        refractory``: 0 if `v` is 0, and 0.5 if there is no real root, since there are too many such pairs.

    Source: Hill, Mehta & Kleinfeld (2011), J Neurosci 31:8699, with all pairs instead of neighbours.
    """
    # BEGIN SOLUTION
    refractory, censored = float(refractory), float(censored)
    gaps = np.abs(cross_time_diff(spiketimes, spiketimes, refractory))
    n_spikes = len(spiketimes)
    n_itself = n_spikes if censored <= 0 else 0  # each spike has the gap 0 to itself
    # every pair is there in both orders
    v = (np.sum(gaps >= censored) - n_itself) / 2  # fill: (np.sum(gaps >= censored) - n_itself) / 2
    # so many pairs for each c (1 - c); without a spike there is none, and nothing to divide by
    pairs = 2 * (refractory - censored) * max(n_spikes, 1) ** 2 / duration  # fill: 2 * (refractory - censored)
    return (1 - np.sqrt(max(1 - 4 * v / pairs, 0))) / 2  # fill: max(1 - 4 * v / pairs, 0)
    # END SOLUTION


# Your verdict on the panels A, B, C and D: one character for each, in this order.
# Are the two clusters halves of one neuron?
#   "+"  the data support it
#   "-"  the data contradict it
#   "0"  the data cannot tell
evidence_split = "-0-+"  # fill: "-0-+"


# Your verdict on the panels A, B, C and D: one character for each, in this order.
# Is the cluster a single neuron?
#   "+"  the data support it
#   "-"  the data contradict it: spikes of several neurons are merged
#   "0"  the data cannot tell
evidence_single = "-+0-"  # fill: "-+0-"
