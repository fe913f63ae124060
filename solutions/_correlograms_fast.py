"""The correlograms of many clusters at once, for long recordings: the same counts in one pass and little memory.

`solutions.correlograms` would go through all spikes once for each pair of clusters. Here every pair of spikes
in the window is met once, whichever clusters they are in: each spike with the next one, then each with the one
after that, and so on. That is done a piece of the recording at a time, small enough for the processor's cache.
"""

import numpy as np

PIECE = 32_768  # spikes worked on at a time
CROWDED = 0.25  # share of spikes with a partner below which those without are left out


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
        ``auto_correlogram`` of `a`. Beside it, takes memory for one piece only: a few MB.
    """
    times, clusters, n_half = np.asarray(times), np.asarray(clusters), round(window / bin_size)
    later = np.zeros(n_clusters * n_clusters * (n_half + 1), dtype=np.int64)  # the last bin: outside the window
    for start in range(0, len(times), PIECE):
        n_first = min(PIECE, len(times) - start)
        piece = slice(start, np.searchsorted(times, times[start + n_first - 1] + window, side="right"))
        rows = clusters[piece].astype(np.intp) * (n_half + 1)
        _count_piece(later, _as_numbers(times[piece]), rows * n_clusters, rows[:n_first], (window, bin_size, n_half))
    later = later.reshape(n_clusters, n_clusters, n_half + 1)[:, :, :n_half]  # [a, b, k]: a fires after b
    counts = np.concatenate([later.transpose(1, 0, 2)[:, :, ::-1], later], axis=2)
    return _move_coincidences(counts, times, clusters, n_half)


def _as_numbers(times):
    """Times as signed numbers whose differences neither wrap nor lose digits; the smallest type that will do."""
    if times.dtype.kind not in "iu":
        return times.astype(float)
    since_start = (times - times[0]).astype(np.int64)
    return since_start.astype(np.int32) if since_start[-1] < 2**31 else since_start


def _count_piece(later, times, keys_later, keys_earlier, bins):
    """Add the pairs of which the earlier spike is among the first ``len(keys_earlier)`` of a piece."""
    n_inside = n_first = len(keys_earlier)
    shift = 0
    while n_inside >= CROWDED * n_first:  # nearly all spikes have a partner so far on: take them as they lie
        shift += 1
        n = min(n_first, len(times) - shift)
        found = _find_bins(times[shift : shift + n] - times[:n], *bins)
        _add(later, keys_later[shift : shift + n] + keys_earlier[:n], found)
        n_inside = np.count_nonzero(found < bins[-1])
    earlier = np.flatnonzero(found < bins[-1])
    while earlier.size:  # go on with those that have one
        shift += 1
        earlier = earlier[: np.searchsorted(earlier, len(times) - shift)]
        found = _find_bins(times[earlier + shift] - times[earlier], *bins)
        earlier, found = earlier[found < bins[-1]], found[found < bins[-1]]
        _add(later, keys_later[earlier + shift] + keys_earlier[earlier], found)


def _add(later, keys, found):
    """Count each pair in the bin of its clusters and its lag."""
    keys += found
    later += np.bincount(keys, minlength=len(later))


def _find_bins(lags, window, bin_size, n_half):
    """Bin of each lag, `n_half` for those outside the window."""
    if lags.dtype.kind == "i" and window == int(window) and bin_size == int(bin_size):
        return np.minimum(lags // lags.dtype.type(bin_size), n_half)
    if bin_size == 1:
        return np.minimum(lags, n_half).astype(np.int32)
    bins = np.minimum(lags / bin_size, n_half - 1).astype(np.int32)  # a quotient may be rounded up to n_half
    bins[lags >= window] = n_half
    return bins


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
