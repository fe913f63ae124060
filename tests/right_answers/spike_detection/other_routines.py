"""The same by other routines: polynomials with Gustafsson's ends, argrelmin, windows, eigenvectors."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.signal import argrelmin, filtfilt, iirfilter
from scipy.stats import median_abs_deviation


def filter_signal(voltage, rate_hz, low=500.0, high=4000.0, order=3):
    b, a = iirfilter(order, [low, high], btype="bandpass", ftype="butter", fs=rate_hz)
    return filtfilt(b, a, voltage, axis=0, method="gust")


def robust_sigma(voltage):
    return median_abs_deviation(voltage, axis=0, center=lambda values, axis: np.zeros(1)) / 0.6745


def detect_spikes(voltage, rate_hz, n_sigma=5.0, lockout_ms=1.0):
    sigma = robust_sigma(voltage)
    with np.errstate(divide="ignore", invalid="ignore"):
        v = np.nanmin(np.where(sigma > 0, voltage / sigma, np.nan), axis=1)
    candidates = argrelmin(v)[0]
    candidates = candidates[v[candidates] < -n_sigma]
    times_ms = 1000 * candidates / rate_hz
    alive = np.ones(len(candidates), dtype=bool)
    kept = np.zeros(len(candidates), dtype=bool)
    while alive.any():
        deepest = np.flatnonzero(alive)[v[candidates[alive]].argmin()]
        kept[deepest] = True
        alive &= np.abs(times_ms - times_ms[deepest]) >= lockout_ms
    inside_ms = 1000 * (len(voltage) - 1) / rate_hz - 1
    kept &= (times_ms >= 1) & (times_ms <= inside_ms)
    return candidates[kept], times_ms[kept]


def extract_waveforms(voltage, samples, n_before=10, n_after=20):
    windows = sliding_window_view(voltage, n_before + n_after, axis=0)
    return windows[samples - n_before].transpose(0, 2, 1)


def extract_features(waveforms, n_components=3):
    blocks = []
    for channel in np.moveaxis(waveforms, 2, 0):
        centred = channel - np.mean(channel, axis=0)
        _, vectors = np.linalg.eigh(centred.T @ centred)
        scores = centred @ vectors[:, ::-1][:, :n_components]
        blocks.append(np.pad(scores, ((0, 0), (0, n_components - scores.shape[1]))))
    return np.concatenate(blocks, axis=1)


evidence_number = 2026
evidence_refractory = " + 0 - - "
