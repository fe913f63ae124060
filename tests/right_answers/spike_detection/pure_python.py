"""Lists and the standard library wherever they will do; results are lists, too."""

import math
import statistics

import numpy as np
from scipy.signal import butter


def _run(sections, values):
    """One second-order section after the other, sample by sample."""
    for b0, b1, b2, _, a1, a2 in sections:
        z1 = z2 = 0.0
        out = []
        for value in values:
            y = b0 * value + z1
            z1 = b1 * value - a1 * y + z2
            z2 = b2 * value - a2 * y
            out.append(y)
        values = out
    return values


def filter_signal(x, fs, low=500.0, high=4000.0, order=3):
    sections = butter(order, [low, high], btype="bandpass", fs=fs, output="sos").tolist()
    columns = [list(map(float, column)) for column in zip(*x.tolist(), strict=True)]
    filtered = [_run(sections, _run(sections, column)[::-1])[::-1] for column in columns]
    return [list(row) for row in zip(*filtered, strict=True)]


def robust_sigma(x):
    return [statistics.median(map(abs, column)) / 0.6745 for column in zip(*x.tolist(), strict=True)]


def detect_spikes(x, fs, n_sigma=5.0, lockout_ms=1.0):
    sigma = robust_sigma(x)
    v = [min(value / s for value, s in zip(row, sigma, strict=True) if s > 0) for row in x.tolist()]
    minima = [t for t in range(1, len(v) - 1) if v[t - 1] > v[t] < v[t + 1] and v[t] < -n_sigma]
    kept = []
    for t in sorted(minima, key=v.__getitem__):
        if all(abs(t - other) / fs * 1000 >= lockout_ms - 1e-9 for other in kept):
            kept.append(t)
    first, last = math.ceil(fs / 1000), math.floor(len(v) - 1 - fs / 1000)
    samples = sorted(t for t in kept if first <= t <= last)
    return samples, [1000.0 * t / fs for t in samples]


def extract_waveforms(x, samples, n_before=10, n_after=20):
    rows = x.tolist()
    cut = [rows[s - n_before:s + n_after] for s in samples]
    return cut or np.zeros((0, n_before + n_after, len(rows[0])))


def _power_iterations(matrix, n_vectors):
    """Eigenvectors of a symmetric matrix, the largest first, each by repeated squaring."""
    vectors = []
    for _ in range(min(n_vectors, len(matrix))):
        power = matrix / max(np.trace(matrix), 1e-300)
        for _ in range(12):
            power = power @ power
            power = power / max(np.trace(power), 1e-300)
        vector = power[:, power.diagonal().argmax()]
        vector = vector / max(float(np.linalg.norm(vector)), 1e-300)
        vectors.append(vector)
        matrix = matrix - np.outer(vector, vector) * (vector @ matrix @ vector)
    return vectors


def extract_features(waveforms, n_components=3):
    n_spikes, _, n_channels = waveforms.shape
    columns = []
    for c in range(n_channels):
        part = np.array(waveforms[:, :, c], dtype=float)
        part = part - part.sum(axis=0) / n_spikes
        vectors = _power_iterations(part.T @ part, min(n_components, n_spikes - 1))
        scores = [part @ vector for vector in vectors]
        columns += scores + [np.zeros(n_spikes)] * (n_components - len(scores))
    return [list(map(float, row)) for row in zip(*columns, strict=True)]


evidence_number = 2026
evidence_refractory = ("+", "0", "-", "-")
