"""The lab as most students solve it: each function calls the earlier ones by their names."""

import numpy as np
from scipy.signal import butter, find_peaks, sosfiltfilt


def filter_signal(x, fs, low=500.0, high=4000.0, order=3):
    sos = butter(order, [low, high], btype="bandpass", fs=fs, output="sos")
    return sosfiltfilt(sos, x, axis=0)


def robust_sigma(x):
    return np.median(np.abs(x), axis=0) / 0.6745


def detect_spikes(x, fs, n_sigma=5.0, lockout_ms=1.0):
    sigma = robust_sigma(x)
    good = sigma > 0
    if not good.any():
        return np.array([], dtype=int), np.array([])
    v = (x[:, good] / sigma[good]).min(axis=1)
    peaks, _ = find_peaks(-v, height=n_sigma, distance=lockout_ms * fs / 1000)
    margin = fs / 1000
    peaks = peaks[(peaks >= margin) & (peaks <= len(x) - 1 - margin)]
    return peaks, 1000 * peaks / fs


def extract_waveforms(x, samples, n_before=10, n_after=20):
    waveforms = np.zeros((len(samples), n_before + n_after, x.shape[1]))
    for i, s in enumerate(samples):
        waveforms[i] = x[s - n_before:s + n_after]
    return waveforms


def extract_features(waveforms, n_components=3):
    n_spikes, _, n_channels = waveforms.shape
    features = np.zeros((n_spikes, n_channels * n_components))
    for c in range(n_channels):
        W = waveforms[:, :, c] - waveforms[:, :, c].mean(axis=0)
        U, S, Vt = np.linalg.svd(W, full_matrices=False)
        scores = U * S
        k = min(n_components, scores.shape[1])
        features[:, c * n_components:c * n_components + k] = scores[:, :k]
    return features


evidence_number = 2026
evidence_refractory = "+0--"
