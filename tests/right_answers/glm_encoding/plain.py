"""The lab as most students solve it: each function calls the earlier ones by their names."""

import numpy as np


def make_design_matrix(stim, d=25):
    X = np.zeros((len(stim), d))
    for lag in range(min(d, len(stim))):
        X[lag:, d - 1 - lag] = stim[:len(stim) - lag]
    return X


def spike_triggered_average(stim, spikes, d=25):
    X = make_design_matrix(stim, d)
    y = np.array(spikes, dtype=float)
    return X.T @ y / y.sum()


def fit_lg(stim, spikes, d=25):
    X = np.column_stack([np.ones(len(stim)), make_design_matrix(stim, d)])
    return np.linalg.lstsq(X, spikes, rcond=None)[0]


def predict_spike_counts_lg(stim, spikes, d=25):
    theta = fit_lg(stim, spikes, d)
    X = make_design_matrix(stim, d)
    return theta[0] + X @ theta[1:]


def neg_log_lik_lnp(theta, X, y):
    eta = X @ theta
    return np.exp(eta).sum() - np.array(y, dtype=float) @ eta


def fit_lnp(stim, spikes, d=25):
    X = np.column_stack([np.ones(len(stim)), make_design_matrix(stim, d)])
    y = np.array(spikes, dtype=float)
    theta = np.zeros(d + 1)
    theta[0] = np.log(y.mean())
    loss = neg_log_lik_lnp(theta, X, y)
    for _ in range(100):  # Newton's method; a step that overshoots is halved
        rate = np.exp(X @ theta)
        step = np.linalg.lstsq((X.T * rate) @ X, X.T @ (y - rate), rcond=None)[0]
        while neg_log_lik_lnp(theta + step, X, y) > loss and np.abs(step).max() > 1e-12:
            step /= 2
        theta = theta + step
        loss = neg_log_lik_lnp(theta, X, y)
        if np.abs(step).max() < 1e-9:
            break
    return theta


def predict_spike_counts_lnp(stim, spikes, theta=None, d=25):
    if theta is None:
        theta = fit_lnp(stim, spikes, d)
    X = np.column_stack([np.ones(len(stim)), make_design_matrix(stim, d)])
    return np.exp(X @ theta)


def bits_per_spike(y, rate, null_rate):
    y = np.array(y, dtype=float)
    spiking = y > 0
    log_ratio = np.log(rate[spiking] / null_rate)
    return (y[spiking] @ log_ratio - np.sum(rate - null_rate)) / y.sum() / np.log(2)


evidence_filters = "-0+0"
