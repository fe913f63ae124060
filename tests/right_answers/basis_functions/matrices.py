"""Everything as matrices; an earlier fit's optimiser with its own curvature."""

import numpy as np
from scipy.linalg import toeplitz
from scipy.optimize import minimize
from scipy.special import kl_div


def one_hot_position(position, edges):
    position = np.asarray(position, float)[:, None]
    lower, upper = np.asarray(edges, float)[:-1], np.asarray(edges, float)[1:]
    inside = (lower <= position) & (position < upper)
    inside[:, -1] |= position[:, 0] == upper[-1]
    return inside


def tuning_curve(x, counts, edges, dt):
    X = np.asarray(one_hot_position(x, edges), float)
    occupied = np.diag(X.T @ X)
    return np.where(occupied > 0, X.T @ np.asarray(counts, float) / np.where(occupied > 0, occupied * dt, 1), np.nan)


def fit_poisson_glm(X, y, ridge=0.0):
    A = np.insert(np.asarray(X, float), 0, 1.0, axis=1)
    y = np.asarray(y, float)
    P = ridge * np.eye(A.shape[1])
    P[0, 0] = 0
    start = np.linalg.lstsq(A, np.log(y + 0.5), rcond=None)[0]
    result = minimize(
        lambda t: np.exp(A @ t).sum() - y @ A @ t + t @ P @ t / 2, start, method="trust-exact",
        jac=lambda t: A.T @ (np.exp(A @ t) - y) + P @ t,
        hess=lambda t: A.T @ np.diag(np.exp(A @ t)) @ A + P, options={"gtol": 1e-5})
    return float(result.x[0]), list(result.x[1:])


def deviance_explained(y, rate, null_rate):
    y = np.asarray(y, float)
    return np.float64(1) - kl_div(y, rate).sum() / kl_div(y, null_rate).sum()


def raised_cosine_log_basis(n_basis, window, offset=1.0):
    phi = np.log(np.arange(window) + offset)
    spacing = (phi[-1] - phi[0]) / (n_basis - 1)
    distance = np.subtract.outer(phi, phi[0] + spacing * np.arange(n_basis)) / spacing
    return 0.5 + 0.5 * np.cos(np.pi / 2 * np.minimum(np.abs(distance), 2))


def convolve_basis(signal, basis, lag=0):
    delayed = np.r_[np.zeros(lag), np.asarray(signal, float)][:len(signal)]
    history = toeplitz(delayed, np.zeros(len(basis)))
    return history @ np.asarray(basis, float)


evidence_speed = 2 * "-" + "+0"
