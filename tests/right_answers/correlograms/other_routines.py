"""With whatever a library has: neighbours in a tree, histograms, roots of polynomials, a search for the root."""

import numpy as np
from scipy.optimize import brentq
from scipy.spatial import cKDTree


def cross_time_diff(spiketimes1, spiketimes2, window=30.0):
    first, second = (np.asarray(times, float).reshape(-1, 1) for times in (spiketimes1, spiketimes2))
    if not len(first) or not len(second):
        return np.empty(0)
    near = cKDTree(second).query_ball_point(first, window * (1 + 1e-9))
    lags = [float(first[i, 0] - second[j, 0]) for i, partners in enumerate(near) for j in partners]
    lags = np.array(lags, float)
    return lags[(lags < window) & (lags > -window)]


def cross_correlogram(spiketimes1, spiketimes2, window=30.0, bin_size=1.0):
    lags = cross_time_diff(spiketimes1, spiketimes2, window)
    n = round(window / bin_size)
    edges = np.append(np.arange(n) * bin_size, window)
    after, _ = np.histogram(lags[lags >= 0], edges)
    before, _ = np.histogram(-lags[lags < 0], edges)
    return np.concatenate([before[::-1], after])


def auto_correlogram(spiketimes, window=30.0, bin_size=1.0):
    times, n = np.asarray(spiketimes, float), round(window / bin_size)
    half, step = np.zeros(n), 1
    while step < len(times) and (gaps := times[step:] - times[:-step]).min() < window:
        half += np.histogram(gaps[gaps < window], np.append(np.arange(n) * bin_size, window))[0]
        step += 1
    return np.hstack([half[::-1], half])


def isi_violations(spiketimes, refractory=2.0, censored=0.0):
    gaps = np.ediff1d(np.asarray(spiketimes, float))
    weights = (gaps >= censored).astype(float)
    return np.average(gaps < refractory, weights=weights) if weights.any() else np.nan


def contamination(spiketimes, duration, refractory=2.0, censored=0.0):
    gaps = cross_time_diff(spiketimes, spiketimes, refractory)
    v = np.count_nonzero(gaps >= max(censored, 1e-12)) + (np.count_nonzero(gaps == 0) - len(spiketimes)) // 2 * (censored <= 0)
    scale = 2 * (refractory - censored) * len(spiketimes) ** 2 / duration
    if v == 0 or scale * 0.25 <= v:
        return 0.5 if v else 0.0
    return brentq(lambda c: scale * c * (1 - c) - v, 0.0, 0.5, xtol=1e-12)


evidence_number = 2026
evidence_split = "-0-+\n"
evidence_single = "-+0-\n"
