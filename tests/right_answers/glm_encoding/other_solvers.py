"""Other routes to the same: Hankel and Toeplitz matrices, convolution, a minimiser without a gradient."""

import numpy as np
from scipy.linalg import hankel, toeplitz
from scipy.optimize import least_squares, minimize
from scipy.special import rel_entr


def make_design_matrix(stim, d=25):
    padded = np.r_[np.zeros(d - 1), stim]
    return hankel(padded[:len(stim)], padded[len(stim) - 1:])


def spike_triggered_average(stim, spikes, d=25):
    # correlate the counts with the stimulus, and keep the lags 0 ... d-1
    full = np.convolve(np.asarray(spikes, float), np.asarray(stim, float)[::-1])
    by_lag = np.concatenate([full[len(stim) - 1:], np.zeros(d)])[:d]
    return by_lag[::-1] / np.sum(spikes, dtype=float)


def fit_lg(stim, spikes, d=25):
    newest_first = toeplitz(stim, np.zeros(d)).astype(float)
    X = np.hstack([np.ones((len(stim), 1)), np.fliplr(newest_first)])
    y = np.asarray(spikes, dtype=float)
    if np.linalg.matrix_rank(X) <= d:
        return np.linalg.pinv(X) @ y
    return least_squares(lambda theta: X @ theta - y, np.zeros(d + 1), jac=lambda theta: X, gtol=1e-14,
                         ftol=1e-15, xtol=1e-15, x_scale="jac").x


def predict_spike_counts_lg(stim, spikes, d=25):
    theta = fit_lg(stim, spikes, d)
    return np.convolve(stim, theta[:0:-1])[:len(stim)] + theta[0]


def neg_log_lik_lnp(theta, X, y):
    eta = np.einsum("ij,j->i", X, theta, dtype=float)
    return float(np.exp(np.logaddexp.reduce(eta)) - np.vdot(eta, y))


def fit_lnp(stim, spikes, d=25):
    X = np.insert(make_design_matrix(stim, d), 0, 1.0, axis=1)
    scale = np.r_[1.0, np.full(d, np.std(stim))]  # so that all parameters have steps of one size
    y = np.asarray(spikes, dtype=float)

    def loss(scaled):
        eta = X @ (scaled / scale)
        return np.exp(eta).sum() - y @ eta

    return minimize(loss, np.zeros(d + 1), method="BFGS").x / scale


def predict_spike_counts_lnp(stim, spikes, theta=None, d=25):
    theta = fit_lnp(stim, spikes, d) if theta is None else np.array(theta)
    drive = np.convolve(stim, theta[:0:-1], mode="full")[:len(stim)]
    return np.exp(theta[0]) * np.exp(drive)


def bits_per_spike(y, rate, null_rate):
    y = np.asarray(y, dtype=float)
    gain = rel_entr(y, np.full(len(y), null_rate)) - rel_entr(y, rate) - rate + null_rate
    return np.log2(np.e) * gain.sum() / y.sum()


evidence_filters = " - 0 + 0 "
