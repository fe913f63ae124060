"""The lab as most students solve it."""

import numpy as np
from scipy.optimize import minimize


def one_hot_position(position, edges):
    n_bins = len(edges) - 1
    X = np.zeros((len(position), n_bins))
    for k in range(n_bins):
        inside = (position >= edges[k]) & (position < edges[k + 1])
        if k == n_bins - 1:
            inside = (position >= edges[k]) & (position <= edges[k + 1])
        X[inside, k] = 1
    return X


def tuning_curve(x, counts, edges, dt):
    X = one_hot_position(x, edges)
    spikes = X.T @ np.array(counts, dtype=float)
    seconds = X.sum(axis=0) * dt
    rate = np.zeros(len(seconds))
    for k in range(len(seconds)):
        rate[k] = spikes[k] / seconds[k] if seconds[k] > 0 else np.nan
    return rate


def fit_poisson_glm(X, y, ridge=0.0):
    X, y = np.array(X, float), np.array(y, float)
    A = np.column_stack([np.ones(len(y)), X])

    def loss(theta):
        eta = A @ theta
        return np.sum(np.exp(eta) - y * eta) + 0.5 * ridge * np.sum(theta[1:] ** 2)

    def gradient(theta):
        slope = A.T @ (np.exp(A @ theta) - y)
        slope[1:] += ridge * theta[1:]
        return slope

    start = np.zeros(A.shape[1])
    start[0] = np.log(y.mean())
    theta = minimize(loss, start, jac=gradient, method="BFGS").x
    return theta[0], theta[1:]


def deviance_explained(y, rate, null_rate):
    y = np.array(y, dtype=float)

    def deviance(predicted):
        total = 0.0
        predicted = np.zeros(len(y)) + predicted
        fired = y > 0
        total += 2 * np.sum(y[fired] * np.log(y[fired] / predicted[fired]))
        return total + 2 * np.sum(predicted - y)

    return 1 - deviance(rate) / deviance(null_rate)


def raised_cosine_log_basis(n_basis, window, offset=1.0):
    phi = np.log(np.arange(window) + offset)
    centres = np.linspace(phi[0], phi[-1], n_basis)
    spacing = centres[1] - centres[0]
    basis = np.zeros((window, n_basis))
    for k in range(n_basis):
        angle = (phi - centres[k]) * np.pi / (2 * spacing)
        basis[:, k] = 0.5 * (1 + np.cos(np.clip(angle, -np.pi, np.pi)))
    return basis


def convolve_basis(signal, basis, lag=0):
    n_bins, n_basis = len(signal), basis.shape[1]
    F = np.zeros((n_bins, n_basis))
    padded = np.zeros(n_bins + lag)
    padded[lag:] = signal
    for k in range(n_basis):
        F[:, k] = np.convolve(padded, basis[:, k].astype(float))[:n_bins]
    return F


evidence_speed = "--+0"
