"""The lab as most students solve it."""

import numpy as np
from scipy.optimize import minimize


def history_design_matrix(counts, basis):
    n_bins, n_neurons = counts.shape
    window, n_basis = basis.shape
    X = np.zeros((n_bins, n_neurons * n_basis))
    padded = np.zeros((n_bins + window, n_neurons))
    padded[window:] = counts
    for t in range(n_bins):
        past = padded[t:t + window][::-1]  # the most recent bin first
        for i in range(n_neurons):
            for k in range(n_basis):
                X[t, i * n_basis + k] = np.sum(basis[:, k] * past[:, i])
    return X


def fit_population_glm(X, counts, ridge=0.0):
    A = np.column_stack([np.ones(len(X)), np.array(X, dtype=float)])
    n = counts.shape[1]
    intercepts, weights = np.zeros(n), np.zeros((X.shape[1], n))
    for r in range(n):
        y = np.array(counts[:, r], dtype=float)

        def loss(theta, y=y):
            eta = A @ theta
            return np.sum(np.exp(eta) - y * eta) + 0.5 * ridge * np.sum(theta[1:] ** 2)

        def slope(theta, y=y):
            g = A.T @ (np.exp(A @ theta) - y)
            g[1:] += ridge * theta[1:]
            return g

        start = np.zeros(A.shape[1])
        start[0] = np.log(y.mean())
        theta = minimize(loss, start, jac=slope, method="BFGS").x
        intercepts[r], weights[:, r] = theta[0], theta[1:]
    return intercepts, weights


def wald_z(X, y, intercept, weights):
    A = np.column_stack([np.ones(len(X)), X])
    rate = np.exp(intercept + X @ weights)
    information = A.T @ np.diag(rate) @ A
    covariance = np.linalg.inv(information)
    return weights / np.sqrt(np.diag(covariance))[1:]


def circular_basis(angle, n_basis):
    X = np.zeros((len(angle), n_basis))
    for k in range(n_basis):
        away = np.array(angle, dtype=float) - 2 * np.pi * k / n_basis
        away = (away + np.pi) % (2 * np.pi) - np.pi
        X[:, k] = 0.5 * (1 + np.cos(np.clip(away * n_basis / 4, -np.pi, np.pi)))
    return X


def coupling_filters(weights, basis):
    n_basis = basis.shape[1]
    n_sender, n_receiver = weights.shape[0] // n_basis, weights.shape[1]
    filters = np.zeros((n_receiver, n_sender, basis.shape[0]))
    for r in range(n_receiver):
        for s in range(n_sender):
            filters[r, s] = basis.astype(float) @ weights[s * n_basis:(s + 1) * n_basis, r]
    return filters


def simulate_population(intercepts, filters, n_bins, rng, drive=None):
    n, _, window = filters.shape
    counts = np.zeros((n_bins, n), dtype=int)
    for t in range(n_bins):
        log_rate = np.array(intercepts, dtype=float)
        if drive is not None:
            log_rate += drive[t]
        for tau in range(window):
            if t - 1 - tau >= 0:
                log_rate += filters[:, :, tau] @ counts[t - 1 - tau]
        counts[t] = rng.poisson(np.exp(log_rate))
    return counts


evidence_coupling = "-0++"
