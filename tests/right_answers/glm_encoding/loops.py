"""Everything in loops over NumPy arrays, slow and right; results as lists of NumPy scalars."""

import numpy as np
from scipy.optimize import minimize


def make_design_matrix(stim, d=25):
    X = np.zeros((len(stim), d))
    for i in range(len(stim)):
        for j in range(d):
            index = i - (d - 1) + j
            if index >= 0:
                X[i, j] = stim[index]
    return X


def spike_triggered_average(stim, spikes, d=25):
    total = np.zeros(d)
    n_spikes = 0
    for i in range(len(spikes)):
        for _ in range(int(spikes[i])):  # a bin with two spikes counts twice
            n_spikes += 1
            for j in range(d):
                if i - (d - 1) + j >= 0:
                    total[j] += stim[i - (d - 1) + j]
    return [value / n_spikes for value in total]


def fit_lg(stim, spikes, d=25):
    X = make_design_matrix(stim, d)
    rows = []
    for i in range(len(stim)):
        rows.append([1.0])
        for j in range(d):
            rows[i].append(X[i, j])
    return list(np.linalg.pinv(np.array(rows)) @ spikes)


def predict_spike_counts_lg(stim, spikes, d=25):
    theta = fit_lg(stim, spikes, d)
    X = make_design_matrix(stim, d)
    prediction = []
    for i in range(len(stim)):
        value = theta[0]
        for j in range(d):
            value += theta[1 + j] * X[i, j]
        prediction.append(value)
    return prediction


def neg_log_lik_lnp(theta, X, y):
    total = 0.0
    for i in range(len(y)):
        eta = 0.0
        for j in range(len(theta)):
            eta += X[i, j] * theta[j]
        total += np.exp(eta) - float(y[i]) * eta
    return total


def fit_lnp(stim, spikes, d=25):
    X = np.ones((len(stim), d + 1))
    X[:, 1:] = make_design_matrix(stim, d)
    y = spikes.astype(float)

    def loss(theta):
        return np.sum(np.exp(X @ theta)) - np.sum(y * (X @ theta))

    def gradient(theta):
        g = np.zeros(d + 1)
        error = np.exp(X @ theta) - y
        for j in range(d + 1):
            g[j] = np.sum(X[:, j] * error)
        return g

    result = minimize(loss, np.zeros(d + 1), jac=gradient, method="L-BFGS-B",
                      options={"gtol": 1e-8, "ftol": 1e-15, "maxiter": 10_000})
    return list(result.x)


def predict_spike_counts_lnp(stim, spikes, theta=None, d=25):
    if theta is None:
        theta = fit_lnp(stim, spikes, d)
    X = make_design_matrix(stim, d)
    rate = []
    for row in X:
        eta = theta[0]
        for j in range(d):
            eta += theta[1 + j] * row[j]
        rate.append(np.exp(eta))
    return rate


def bits_per_spike(y, rate, null_rate):
    gain = 0.0
    n_spikes = 0
    for count, expected in zip(y, rate, strict=True):
        count = int(count)
        n_spikes += count
        gain -= expected - null_rate
        if count > 0:
            gain += count * (np.log(expected) - np.log(null_rate))
    return gain / n_spikes / np.log(2)


evidence_filters = ["-", "0", "+", "0"]
