"""Slow and obvious twins of lab 08, trains to try them on, and the loop over shifts that others use."""

import math

import numpy as np


def draw_train(rng, kind="float", longest=60):
    """Sorted times in ms: of any value, or in steps of a quarter, so that they meet each other and the edges."""
    n = int(rng.integers(0, longest))
    if kind == "float":
        return np.sort(rng.uniform(0, 300, n))
    steps = np.sort(rng.integers(0, 600, n))
    return steps / 4 if kind == "quarters" else steps.astype(kind)


def loop_differences(times1, times2, window):
    """All pairs, one after the other."""
    pairs = [float(a) - float(b) for a in times1 for b in times2]
    return sorted(lag for lag in pairs if abs(lag) < window)


def loop_correlogram(lags, window, bin_size):
    """The convention, word by word."""
    n_half = round(window / bin_size)
    counts = [0] * (2 * n_half)
    for lag in lags:
        k = math.floor(abs(lag) / bin_size)
        counts[n_half + k if lag >= 0 else n_half - 1 - k] += 1
    return counts


def loop_auto(times, window, bin_size):
    """Each pair of different spikes once on either side."""
    n_half = round(window / bin_size)
    counts = [0] * (2 * n_half)
    for i in range(len(times)):
        for j in range(i):
            gap = abs(float(times[i]) - float(times[j]))
            if gap < window:
                k = math.floor(gap / bin_size)
                counts[n_half + k] += 1
                counts[n_half - 1 - k] += 1
    return counts


def loop_close_pairs(times, low, high):
    """Unordered pairs of spikes with low <= gap < high."""
    return sum(low <= float(times[i]) - float(times[j]) < high for i in range(len(times)) for j in range(i))


def shift_correlograms(samples, clusters, n_clusters, window, bin_size):
    """All pairs of clusters at once as phylib does it: one shift after the other over the whole recording, with a mask."""
    n_half, shift = window // bin_size, 1
    counts = np.zeros((n_clusters, n_clusters, n_half + 1), dtype=np.int32)
    mask = np.ones_like(samples, dtype=bool)
    while mask[:-shift].any():
        bins = (samples[shift:] - samples[: len(samples) - shift]) // bin_size
        mask[:-shift][bins > n_half] = False
        kept = mask[:-shift].copy()
        index = np.ravel_multi_index((clusters[:-shift][kept], clusters[shift:][kept], bins[kept]), counts.shape)
        added = np.bincount(index)
        counts.ravel()[: len(added)] += added.astype(np.int32)
        shift += 1
    return counts[:, :, :n_half]
