"""Right, and only just: single precision where it is enough, the filter as a product of spectra."""

import numpy as np
from scipy.signal import butter, find_peaks, sosfreqz


def filter_signal(x, fs, low=500.0, high=4000.0, order=3, pad=3000):
    sos = butter(order, [low, high], btype="bandpass", fs=fs, output="sos")
    padded = np.pad(np.asarray(x, float), ((pad, pad), (0, 0)), mode="edge")
    frequency = np.fft.rfftfreq(len(padded), 1 / fs)
    gain = np.abs(sosfreqz(sos, frequency, fs=fs)[1]) ** 2
    filtered = np.fft.irfft(np.fft.rfft(padded, axis=0) * gain[:, None], len(padded), axis=0)
    return filtered[pad:len(padded) - pad].astype(np.float32)


def robust_sigma(x, constant=0.6745):
    return (np.median(np.abs(np.asarray(x, np.float64)), axis=0) / constant).astype(np.float32)


def detect_spikes(x, fs, n_sigma=5.0, lockout_ms=1.0, edge_ms=1.0):
    sigma = np.asarray(robust_sigma(x), np.float32)
    scaled = np.zeros(x.shape, np.float32)
    np.divide(x, sigma, out=scaled, where=sigma > 0, casting="unsafe")
    v = scaled.min(axis=1)
    samples, _ = find_peaks(-v, height=n_sigma)
    depth = v[samples]
    keep = np.zeros(samples.size, bool)
    for i in np.argsort(depth):
        keep[i] = not np.any(np.abs(samples[keep] - samples[i]) < lockout_ms * fs / 1000 - 1e-6)
    samples = samples[keep]
    samples = samples[(samples >= edge_ms * fs / 1000) & (samples <= len(x) - 1 - edge_ms * fs / 1000)]
    return [samples.astype(np.float32), (1000 * samples / fs).astype(np.float64)]


def extract_waveforms(x, samples, n_before=10, n_after=20):
    offsets = np.arange(n_before + n_after) - n_before
    return np.take(x, np.add.outer(samples, offsets), axis=0).astype(np.float32)


def extract_features(waveforms, n_components=3):
    w = np.asarray(waveforms, np.float64)
    w = (w - w.mean(axis=0, keepdims=True)).transpose(2, 0, 1)  # channels first: all decomposed at once
    U, s, _ = np.linalg.svd(w, full_matrices=False)
    scores = U * s[:, None, :]
    missing = max(n_components - scores.shape[2], 0)
    scores = np.pad(scores, ((0, 0), (0, 0), (0, missing)))[:, :, :n_components]
    return -scores.transpose(1, 0, 2).reshape(w.shape[1], -1).astype(np.float32)


evidence_number = 2026
evidence_refractory = "+0--"
