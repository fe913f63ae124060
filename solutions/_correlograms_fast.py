"""The correlograms of many clusters at once, for long recordings: the same counts in one pass and little memory.

`solutions.correlograms` would go through all spikes once for each pair of clusters. Here every pair of spikes
in the window is met once, whichever clusters they are in: spike i with its next neighbour, then with the one
after that, and so on, a piece of the recording at a time.
"""

import numpy as np

PIECE = 30_000  # spikes worked on at a time: their numbers stay in the processor's cache
CROWDED = 0.5  # share of spikes with a partner below which those without are left out


def all_correlograms(times, clusters, n_clusters, window=30.0, bin_size=1.0):
    """Count the correlograms of all pairs of clusters, with themselves included.

    Parameters
    ----------
    times : (n_spikes,) array
        Times of the spikes, sorted; of any number type and in any unit (ms, samples).
    clusters : (n_spikes,) int array
        Cluster of each spike, from 0 to n_clusters - 1.
    n_clusters : int
        Number of clusters.
    window, bin_size : number
        As in `solutions.correlograms.cross_correlogram`, in the unit of `times`.

    Returns
    -------
    counts : (n_clusters, n_clusters, 2*window/bin_size) int64 array
        ``counts[a, b]`` is ``cross_correlogram`` of the spikes of `a` and of `b`, and ``counts[a, a]`` the
        ``auto_correlogram`` of `a`. Beside it, takes memory for the pairs of one piece only.
    """
    times, clusters, n_half = np.asarray(times), np.asarray(clusters), round(window / bin_size)
    later = np.zeros(n_clusters * n_clusters * (n_half + 1), dtype=np.int64)  # the last bin: outside the window
    for start in range(0, len(times), PIECE):
        piece = slice(start, np.searchsorted(times, times[min(start + PIECE, len(times)) - 1] + window))
        piece_times, strides = _as_numbers(times[piece]), clusters[piece].astype(np.int64) * (n_half + 1)
        _count_piece(later, piece_times, strides, min(PIECE, len(times) - start), n_clusters, (window, bin_size, n_half))
    later = later.reshape(n_clusters, n_clusters, n_half + 1)[:, :, :n_half]  # [a, b, k]: a fires after b
    counts = np.concatenate([later.transpose(1, 0, 2)[:, :, ::-1], later], axis=2)
    return _move_coincidences(counts, times, clusters, n_half)


def _as_numbers(times):
    """Times as signed numbers whose differences neither wrap nor lose digits."""
    return times.astype(np.int64 if times.dtype.kind in "iu" else float)


def _count_piece(later, times, strides, n_first, n_clusters, bins):
    """Add the pairs of which the earlier spike is among the first `n_first` of a piece."""
    window, _, _ = bins
    n_partners = np.searchsorted(times, times[:n_first] + window, side="right") - np.arange(1, n_first + 1)
    index, shift, n_most = None, 1, n_partners.max(initial=0)
    while shift <= n_most:
        if index is None:
            if n_first + shift > len(times) or np.count_nonzero(n_partners >= shift) < CROWDED * n_first:
                index = np.arange(n_first)
            else:
                lags = times[shift : shift + n_first] - times[:n_first]
                keys = strides[shift : shift + n_first] * n_clusters + strides[:n_first]
        if index is not None:
            index = index[n_partners[index] >= shift]
            lags = times[index + shift] - times[index]
            keys = strides[index + shift] * n_clusters + strides[index]
        keys += _find_bins(lags, *bins)
        later += np.bincount(keys, minlength=len(later))
        shift += 1


def _find_bins(lags, window, bin_size, n_half):
    """Bin of each lag, `n_half` for those outside the window."""
    if lags.dtype == np.int64 and window == int(window) and bin_size == int(bin_size):
        return np.minimum(lags // int(bin_size), n_half)
    return np.where(lags < window, np.minimum((lags / bin_size).astype(np.int64), n_half - 1), n_half)


def _move_coincidences(counts, times, clusters, n_half):
    """Pairs of different clusters at exactly one time: lag 0 belongs to the right for both of them."""
    shift = 1
    while (same := np.flatnonzero(times[shift:] == times[:-shift])).size:
        a, b = clusters[same + shift], clusters[same]
        a, b = a[a != b], b[a != b]
        np.add.at(counts, (b, a, n_half), 1)
        np.add.at(counts, (b, a, n_half - 1), -1)
        shift += 1
    return counts
