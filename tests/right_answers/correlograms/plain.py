"""The lab as most students solve it: a loop over spikes with slices, and each function calls the earlier ones by their names."""

import numpy as np


def cross_time_diff(spiketimes1, spiketimes2, window=30.0):
    t1 = np.asarray(spiketimes1, dtype=float)
    t2 = np.asarray(spiketimes2, dtype=float)
    diffs = [np.array([])]
    for t in t1:
        first = np.searchsorted(t2, t - window, side="left")
        stop = np.searchsorted(t2, t + window, side="right")
        diffs.append(t - t2[first:stop])
    diffs = np.concatenate(diffs)
    return diffs[np.abs(diffs) < window]


def cross_correlogram(spiketimes1, spiketimes2, window=30.0, bin_size=1.0):
    lags = cross_time_diff(spiketimes1, spiketimes2, window)
    n = int(round(window / bin_size))
    k = np.floor(np.abs(lags) / bin_size).astype(int)
    k = np.minimum(k, n - 1)
    bins = np.where(lags >= 0, n + k, n - 1 - k)
    return np.bincount(bins, minlength=2 * n)


def auto_correlogram(spiketimes, window=30.0, bin_size=1.0):
    counts = cross_correlogram(spiketimes, spiketimes, window, bin_size)
    n = len(counts) // 2
    counts[n] -= len(spiketimes)
    half = counts[n:].copy()
    half[0] = (counts[n] + counts[n - 1]) // 2
    return np.concatenate([half[::-1], half])


def isi_violations(spiketimes, refractory=2.0, censored=0.0):
    isi = np.diff(np.asarray(spiketimes, dtype=float))
    isi = isi[isi >= censored]
    if len(isi) == 0:
        return np.nan
    return np.sum(isi < refractory) / len(isi)


def contamination(spiketimes, duration, refractory=2.0, censored=0.0):
    diffs = cross_time_diff(spiketimes, spiketimes, refractory)
    n = len(spiketimes)
    gaps = np.abs(diffs)
    if censored > 0:
        v = np.sum(gaps >= censored) / 2
    else:
        v = (len(gaps) - n) / 2
    if v == 0:
        return 0.0
    q = v * duration / (2 * (refractory - censored) * n**2)
    if q > 0.25:
        return 0.5
    return 0.5 * (1 - np.sqrt(1 - 4 * q))


evidence_number = 2026
evidence_split = "-0-+"
evidence_single = "-+0-"
