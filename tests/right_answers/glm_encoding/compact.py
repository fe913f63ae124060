"""Short and clever: stride tricks, index arrays, reweighted least squares; results in single precision."""

import numpy as np
from numpy.lib.stride_tricks import as_strided


def make_design_matrix(stim, d=25):
    s = np.pad(stim, (d - 1, 0))
    return as_strided(s, (len(stim), d), (s.strides[0], s.strides[0]))


def spike_triggered_average(stim, spikes, d=25):
    return np.repeat(make_design_matrix(stim, d), spikes.astype(int), axis=0).mean(axis=0, dtype=np.float32)


def with_ones(stim, d):
    index = np.arange(len(stim))[:, None] + np.arange(1 - d, 1)
    return np.c_[np.ones(len(stim)), np.where(index < 0, 0.0, stim[index.clip(0)])]


def fit_lg(stim, spikes, d=25):
    Q, s, V = np.linalg.svd(with_ones(stim, d), full_matrices=False)
    keep = s > 1e-10 * s[0]
    return (V[keep].T @ (Q[:, keep].T @ spikes / s[keep])).astype("float32")


def predict_spike_counts_lg(stim, spikes, d=25):
    Q, s, _ = np.linalg.svd(with_ones(stim, d), full_matrices=False)  # no parameters are needed for the fit
    Q = Q[:, s > 1e-10 * s[0]]
    return np.float32(Q @ (Q.T @ spikes))


def neg_log_lik_lnp(theta, X, y):
    return np.longdouble(-(y @ (eta := X.astype(float) @ theta) - np.exp(eta).sum()))


def fit_lnp(stim, spikes, d=25):
    X, eta = with_ones(stim, d), np.log(spikes + 0.5)
    for _ in range(60):
        mu = np.exp(eta.clip(-12, 12))
        root = np.sqrt(mu)
        theta = np.linalg.lstsq(X * root[:, None], (eta + spikes / mu - 1) * root, rcond=None)[0]
        eta = X @ theta
    return theta.astype(np.float32)


def predict_spike_counts_lnp(stim, spikes, theta=None, d=25):
    theta = fit_lnp(stim, spikes, d) if theta is None else theta
    return np.exp(with_ones(stim, d) @ theta, dtype=np.float32)


def bits_per_spike(y, rate, null_rate):
    ratio = np.divide(rate, null_rate, out=np.ones(len(y)), where=y != 0)
    gain = (y * np.log2(ratio)).sum() - (rate - null_rate).sum() / np.log(2)
    return np.float32(gain / y.sum(dtype=int))


evidence_filters = "-0+0\n"
