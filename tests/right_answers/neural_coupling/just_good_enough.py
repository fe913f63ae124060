"""As exact as asked for, and no more: single precision, optimisers that stop early."""

import numpy as np
from scipy.optimize import minimize


def history_design_matrix(counts, basis):
    counts = np.asarray(counts, np.float64)
    X = np.zeros((counts.shape[0], counts.shape[1], basis.shape[1]))
    for tau, row in enumerate(basis):
        if tau + 1 < len(counts):
            X[tau + 1:] += counts[:-1 - tau, :, None] * row
    return X.reshape(len(counts), -1).astype(np.float32)


def fit_population_glm(X, counts, ridge=0.0):
    """One optimisation for the whole population, without a gradient of its own for each cell."""
    A = np.column_stack([np.ones(len(X)), np.asarray(X, float)])
    Y = np.asarray(counts, float)
    shape = (A.shape[1], Y.shape[1])

    def loss_and_slope(flat):
        theta = flat.reshape(shape)
        eta = A @ theta
        rate = np.exp(eta)
        kept = theta.copy()
        kept[0] = 0
        return np.sum(rate - Y * eta) + ridge / 2 * np.sum(kept**2), (A.T @ (rate - Y) + ridge * kept).ravel()

    start = np.zeros(shape)
    start[0] = np.log(Y.mean(axis=0))
    found = minimize(loss_and_slope, start.ravel(), jac=True, method="L-BFGS-B",
                     options={"maxiter": 5000, "ftol": 1e-9, "gtol": 1e-3}).x.reshape(shape)
    return found[0].astype(np.float32), found[1:].astype(np.float32)


def wald_z(X, y, intercept, weights):
    A = np.concatenate([np.ones((len(X), 1)), X], axis=1)
    rate = np.exp(intercept + np.asarray(X, float) @ np.asarray(weights))
    scale = np.sqrt((A**2).sum(axis=0))
    information = (A / scale).T * rate @ (A / scale)
    error = np.sqrt(np.diag(np.linalg.solve(information, np.eye(len(scale))))) / scale
    return (weights / error[1:]).astype(np.float32)


def circular_basis(angle, n_basis):
    away = np.asarray(angle, np.float64).reshape(-1, 1) - np.linspace(0, 2 * np.pi, n_basis + 1)[:-1]
    away -= 2 * np.pi * np.round(away / (2 * np.pi))
    away = away * n_basis / 4
    return (0.5 * (1 + np.cos(away)) * (np.abs(away) <= np.pi)).astype(np.float32)


def coupling_filters(weights, basis):
    K = basis.shape[1]
    big = np.kron(np.eye(len(weights) // K), basis)  # (sender and lag, sender and bump)
    return (big @ weights).T.reshape(weights.shape[1], -1, len(basis)).astype(np.float32)


def simulate_population(intercepts, filters, n_bins, rng, drive=None):
    n, _, window = filters.shape
    flat = np.transpose(filters, (0, 2, 1)).reshape(n, -1)  # receiver; lag and sender, the most recent first
    recent, rows = np.zeros((window, n)), []
    for t in range(n_bins):
        extra = 0.0 if drive is None else np.asarray(drive)[t]
        now = rng.poisson(np.exp(np.asarray(intercepts) + extra + flat @ recent.ravel()))
        recent = np.vstack([now[None], recent[:-1]])
        rows.append(now)
    return np.array(rows)


evidence_coupling = "-0++"
