"""Compact: windows, einsum, and all cells at once."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def history_design_matrix(counts, basis, onset=0.0):
    window = len(basis)
    padded = np.concatenate([np.full((window, counts.shape[1]), onset), counts])[:-1]
    windows = sliding_window_view(padded, window, axis=0)  # (bin, cell, lag), the oldest lag first
    return np.einsum("tiw,wk->tik", windows, basis[::-1]).reshape(len(counts), -1)


def fit_population_glm(X, counts, ridge=0.0, n_steps=300):
    """Newton for all cells together, every step at most 1 in any log rate."""
    A = np.insert(np.asarray(X, float), 0, 1.0, axis=1)
    Y = np.asarray(counts, float)
    P = ridge * np.diag(np.arange(A.shape[1]) > 0)
    theta = np.zeros((A.shape[1], Y.shape[1]))
    theta[0] = np.log(Y.mean(axis=0))
    for _ in range(n_steps):
        rates = np.exp(A @ theta)
        slopes = A.T @ (Y - rates) - P @ theta
        curvatures = np.einsum("ti,tr,tj->rij", A, rates, A) + P
        steps = np.einsum("rij,jr->ir", np.linalg.pinv(curvatures, rcond=1e-11, hermitian=True), slopes)
        theta += steps / np.maximum(1.0, np.abs(A @ steps).max(axis=0))
    return theta[0], theta[1:]


def wald_z(X, y, intercept, weights):
    """By QR: the inverse of R has the covariance's root in its rows."""
    A = np.insert(np.asarray(X, float), 0, 1.0, axis=1)
    root = np.exp((intercept + A[:, 1:] @ weights) / 2)
    R = np.linalg.qr(A * root[:, None], mode="r")
    return weights / np.linalg.norm(np.linalg.inv(R), axis=1)[1:]


def circular_basis(angle, n_basis):
    away = np.angle(np.exp(1j * np.subtract.outer(np.asarray(angle, float), np.linspace(0, 2 * np.pi, n_basis, endpoint=False))))
    return np.where(np.abs(away) < 4 * np.pi / n_basis, np.cos(away * n_basis / 8) ** 2, 0.0)


def coupling_filters(weights, basis):
    weights = np.asarray(weights, float).reshape(-1, basis.shape[1], weights.shape[1])
    return np.tensordot(weights, np.asarray(basis, float), axes=(1, 1)).swapaxes(0, 1)


def simulate_population(intercepts, filters, n_bins, rng, drive=None):
    """Each bin adds its effect to those that follow."""
    filters = np.asarray(filters, float)
    n, _, window = filters.shape
    log_rates = np.zeros((n_bins + window, n)) + intercepts
    if drive is not None:
        log_rates[:n_bins] += drive
    counts = np.empty((n_bins, n), int)
    for t in range(n_bins):
        counts[t] = rng.poisson(np.exp(log_rates[t]))
        log_rates[t + 1:t + 1 + window] += np.einsum("rsl,s->lr", filters, counts[t])
    return counts


evidence_coupling = "".join(["-", "0", "+", "+"])
