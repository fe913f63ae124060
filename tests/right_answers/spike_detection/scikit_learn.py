"""Features by scikit-learn, the filter by no padding at all, spikes by a table of pairs."""

import numpy as np
from scipy.signal import butter, sosfiltfilt
from sklearn.decomposition import PCA


def filter_signal(x, fs, low=500.0, high=4000.0, order=3):
    sos = butter(order, np.array([low, high]) * 2 / fs, btype="bandpass", output="sos")
    return np.column_stack([sosfiltfilt(sos, channel.astype(float), padtype=None) for channel in x.T])


def robust_sigma(x):
    return np.quantile(np.abs(x.astype(float)), 0.5, axis=0) / 0.6745


def detect_spikes(x, fs, n_sigma=5.0, lockout_ms=1.0):
    sigma = robust_sigma(x)
    x = x.astype(float)
    scaled = [x[:, c] / sigma[c] for c in range(x.shape[1]) if sigma[c] > 0]
    v = np.minimum.reduce(scaled)
    step = np.diff(v)
    s = 1 + np.where((step[:-1] < 0) & (step[1:] > 0))[0]
    s = s[v[s] < -n_sigma]
    too_close = np.abs(np.subtract.outer(s, s)) * 1000 < lockout_ms * fs - 1e-6
    state = np.zeros(len(s))  # 0 open, 1 kept, -1 dropped
    for i in np.argsort(v[s]):
        if state[i] == 0:
            state[too_close[i]] = -1
            state[i] = 1
    s = s[state == 1]
    edge = int(np.ceil(fs / 1000))
    s = s[(s >= edge) & (s < len(x) - edge)]
    return s, s / fs * 1e3


def extract_waveforms(x, samples, n_before=10, n_after=20):
    if len(samples) == 0:
        return np.empty((0, n_before + n_after, x.shape[1]))
    return np.stack([x[s - n_before:s + n_after] for s in samples])


def extract_features(waveforms, n_components=3):
    n_spikes, n_waveform, n_channels = waveforms.shape
    features = np.zeros((n_spikes, n_channels, n_components))
    k = min(n_components, n_spikes, n_waveform)
    for c in range(n_channels):
        features[:, c, :k] = PCA(k, svd_solver="full").fit_transform(waveforms[:, :, c].astype(float))
    return features.reshape(n_spikes, -1)


evidence_number = 2026
evidence_refractory = "+0--"
