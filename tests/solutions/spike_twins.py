"""Slow and obvious twins of lab 06, and voltage to try them on."""

import math

import numpy as np


def draw_voltage(rng):
    """White noise (n_samples, n_channels) of a random length; some channels are silent."""
    x = rng.normal(size=(rng.integers(1, 400), rng.integers(1, 5)))
    x[:, rng.random(x.shape[1]) < 0.2] = 0.0
    return x


def inside(n_samples, fs, low, order):
    """The samples that no way of padding reaches."""
    edge = math.ceil((4 + 2 * order) / low * fs)
    return slice(edge, n_samples - edge)


def loop_sigma(x):
    """The median by sorting, channel by channel."""
    sigmas = []
    for channel in np.transpose(x):
        ordered = sorted(abs(float(value)) for value in channel)
        n = len(ordered)
        sigmas.append((ordered[(n - 1) // 2] + ordered[n // 2]) / 2 / 0.6745)
    return np.array(sigmas)


def loop_detection(x, fs, n_sigma, lockout_ms):
    """The convention, word by word."""
    sigma = loop_sigma(x)
    live = [c for c in range(len(sigma)) if sigma[c] > 0]
    v = [min((row[c] / sigma[c] for c in live), default=0.0) for row in x]
    minima = [t for t in range(1, len(v) - 1) if v[t - 1] > v[t] < v[t + 1]]
    kept = []
    for t in sorted((t for t in minima if v[t] < -n_sigma), key=lambda t: v[t]):
        if all(abs(t - other) >= lockout_ms * fs / 1000 - 1e-9 for other in kept):
            kept.append(t)
    return sorted(t for t in kept if fs / 1000 <= t <= len(x) - 1 - fs / 1000)


def loop_features(waveforms, n_components):
    """Projections on the eigenvectors of each channel's covariance matrix, one spike after the other."""
    columns = []
    for channel in range(waveforms.shape[2]):
        centred = waveforms[:, :, channel] - waveforms[:, :, channel].mean(axis=0)
        _, vectors = np.linalg.eigh(np.cov(centred.T))
        for k in range(n_components):
            columns.append([spike @ vectors[:, -1 - k] for spike in centred])
    return np.transpose(columns)
