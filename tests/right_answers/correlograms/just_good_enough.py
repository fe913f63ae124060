"""Right, and only just: the table of differences in strips, results in single precision where that is enough."""

import numpy as np

STRIP = 200


def cross_time_diff(spiketimes1, spiketimes2, window=30.0):
    times1, times2 = np.asarray(spiketimes1, np.float64), np.asarray(spiketimes2, np.float64)
    strips = [np.zeros(0)]
    for start in range(0, len(times1), STRIP):
        table = times1[start : start + STRIP, None] - times2[None, :]
        strips.append(table[np.abs(table) < window])
    return np.concatenate(strips)


def cross_correlogram(spiketimes1, spiketimes2, window=30.0, bin_size=1.0):
    times1, times2 = np.asarray(spiketimes1, np.float64), np.asarray(spiketimes2, np.float64)
    n = round(window / bin_size)
    counts = np.zeros(2 * n + 2)
    for start in range(0, len(times1), STRIP):
        lags = np.subtract.outer(times1[start : start + STRIP], times2)
        lags = lags[np.abs(lags) < window]
        k = np.trunc(np.abs(lags) / bin_size)
        np.add.at(counts, np.where(lags < 0, n - 1 - k, n + k).astype(int), 1)
    return counts[: 2 * n]


def auto_correlogram(spiketimes, window=30.0, bin_size=1.0):
    times = np.asarray(spiketimes, np.float64)
    n = round(window / bin_size)
    half = np.zeros(n, np.float32)
    for start in range(0, len(times), STRIP):
        table = times[None, start:] - times[start : start + STRIP, None]
        later = np.triu(np.ones(table.shape, bool), 1)
        gaps = table[later & (table < window)]
        half += np.bincount(np.floor_divide(gaps, bin_size).astype(int), minlength=n)[:n].astype(np.float32)
    return np.r_[half[::-1], half]


def isi_violations(spiketimes, refractory=2.0, censored=0.0):
    gaps = np.diff(np.asarray(spiketimes, np.float64))
    return np.float32(1 - np.mean(gaps[gaps >= censored] >= refractory)) if (gaps >= censored).any() else np.float32("nan")


def contamination(spiketimes, duration, refractory=2.0, censored=0.0):
    times = np.asarray(spiketimes, np.float64)
    gaps = (times[:, None] - times[None, :])[np.tril_indices(len(times), -1)]
    v = np.sum((gaps >= censored) & (gaps < refractory))
    with np.errstate(all="ignore"):
        c = 0.5 - np.sqrt(0.25 - v * duration / (2 * (refractory - censored) * len(times) ** 2))
    return np.float32(0.0 if v == 0 else 0.5 if np.isnan(c) else c)


evidence_number = 2026
evidence_split = "-0-+"
evidence_single = "-+0-"
