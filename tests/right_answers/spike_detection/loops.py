"""Written out, sample by sample and spike by spike."""

import numpy as np
from scipy import signal


def filter_signal(x, fs, low=500.0, high=4000.0, order=3):
    b, a = signal.butter(order, [low / (fs / 2), high / (fs / 2)], btype="band")
    y = np.empty(np.shape(x))
    for c in range(y.shape[1]):
        there = signal.lfilter(b, a, np.array(x[:, c], dtype=float))
        back = signal.lfilter(b, a, there[::-1])
        y[:, c] = back[::-1]
    return y


def robust_sigma(x):
    sigmas = []
    for c in range(x.shape[1]):
        values = sorted(abs(float(value)) for value in x[:, c])
        n = len(values)
        middle = values[n // 2] if n % 2 else 0.5 * (values[n // 2 - 1] + values[n // 2])
        sigmas.append(middle / 0.6745)
    return np.array(sigmas)


def detect_spikes(x, fs, n_sigma=5.0, lockout_ms=1.0):
    sigma = robust_sigma(x)
    v = np.full(len(x), np.inf)
    for t in range(len(x)):
        for c in range(x.shape[1]):
            if sigma[c] > 0:
                v[t] = min(v[t], x[t, c] / sigma[c])
    candidates = []
    for t in range(1, len(x) - 1):
        if v[t] < -n_sigma and v[t] < v[t - 1] and v[t] < v[t + 1]:
            candidates.append((v[t], t))
    kept = []
    for _, t in sorted(candidates):
        ok = True
        for other in kept:
            if abs(t - other) < lockout_ms * fs / 1000:
                ok = False
        if ok:
            kept.append(t)
    kept.sort()
    samples = [t for t in kept if not (t < fs / 1000 or t > len(x) - 1 - fs / 1000)]
    return np.array(samples, dtype=np.int64), np.array([1000 * t / fs for t in samples])


def extract_waveforms(x, samples, n_before=10, n_after=20):
    out = np.empty((len(samples), n_before + n_after, x.shape[1]))
    for i in range(len(samples)):
        for k in range(n_before + n_after):
            for c in range(x.shape[1]):
                out[i, k, c] = x[samples[i] - n_before + k, c]
    return out


def extract_features(waveforms, n_components=3):
    n_spikes, n_waveform, n_channels = waveforms.shape
    columns = []
    for c in range(n_channels):
        mean = [sum(float(w) for w in waveforms[:, k, c]) / max(n_spikes, 1) for k in range(n_waveform)]
        rows = [[waveforms[i, k, c] - mean[k] for k in range(n_waveform)] for i in range(n_spikes)]
        centred = np.array(rows)
        values, vectors = np.linalg.eigh(centred.T @ centred)
        order = np.argsort(values)[::-1]
        for k in range(n_components):
            if k < n_waveform:
                columns.append(centred @ vectors[:, order[k]])
            else:
                columns.append(np.zeros(n_spikes))
    return np.array(columns).T


evidence_number = 2026
evidence_refractory = ["+", "0", "-", "-"]
