"""All right, in another style: loops and helpers, other names, scikit-learn, Newton's method by hand."""

import math

import numpy as np
from sklearn.linear_model import LinearRegression


def shift(light, n_bins):
    shifted = [0.0] * len(light)
    for now in range(n_bins, len(light)):
        shifted[now] = float(light[now - n_bins])
    return shifted


def make_design_matrix(light, d=25):
    columns = [shift(light, d - 1 - column) for column in range(d)]
    return np.stack(columns, axis=1)


def spike_triggered_average(light, counts, d=25):
    history = make_design_matrix(light, d)
    return np.average(history, axis=0, weights=np.array(counts, dtype=float))


def fit_lg(light, counts, d=25):
    model = LinearRegression().fit(make_design_matrix(light, d), np.array(counts, dtype=float))
    return np.concatenate([[model.intercept_], model.coef_])


def predict_spike_counts_lg(light, counts, d=25):
    b, *w = fit_lg(light, counts, d)
    prediction = np.full(len(light), b)
    for weight, column in zip(w, make_design_matrix(light, d).T, strict=True):
        prediction += weight * column
    return prediction


def neg_log_lik_lnp(parameters, X, counts):
    log_rates = np.einsum("ij,j->i", np.asarray(X, float), np.asarray(parameters, float))
    if log_rates.max() > 700:
        return math.inf
    losses = np.exp(log_rates) - np.array(counts, dtype=float) * log_rates
    return math.fsum(losses.tolist())


def fit_lnp(light, counts, d=25):
    X = np.insert(make_design_matrix(light, d), 0, 1.0, axis=1)
    y = np.array(counts, dtype=float)
    parameters = np.zeros(d + 1)
    parameters[0] = math.log(y.mean())
    for _ in range(100):
        rate = np.exp(X @ parameters)
        gradient = X.T @ (y - rate)
        step = np.linalg.pinv((X.T * rate) @ X) @ gradient
        before, size = neg_log_lik_lnp(parameters, X, y), 1.0
        while size > 1e-6 and neg_log_lik_lnp(parameters + size * step, X, y) > before:
            size /= 2
        parameters = parameters + size * step
        if np.abs(gradient).max() < 1e-7:
            break
    return parameters


def predict_spike_counts_lnp(light, counts, theta=None, d=25):
    parameters = fit_lnp(light, counts, d) if theta is None else np.asarray(theta)
    return np.exp(np.dot(make_design_matrix(light, d), parameters[1:]) + parameters[0])


def bits_per_spike(observed, predicted, null_rate):
    nats = 0.0
    for count, rate in zip(np.asarray(observed).tolist(), np.asarray(predicted).tolist(), strict=True):
        nats += null_rate - rate
        if count > 0:
            nats += count * (math.log(rate) - math.log(null_rate)) if rate > 0 else -math.inf
    return nats / sum(np.asarray(observed).tolist()) / math.log(2)
