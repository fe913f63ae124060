"""Whatever a library has for it."""

import numpy as np
from scipy.linalg import cho_factor, cho_solve, toeplitz
from scipy.signal import lfilter
from sklearn.linear_model import PoissonRegressor


def history_design_matrix(counts, basis):
    later = np.roll(np.asarray(counts, float), 1, axis=0)
    later[0] = 0
    filtered = [lfilter(np.asarray(bump, float), [1.0], later, axis=0) for bump in np.asarray(basis).T]
    return np.stack(filtered, axis=2).reshape(len(counts), -1)


def fit_population_glm(X, counts, ridge=0.0):
    n_bins = len(X)
    models = [PoissonRegressor(alpha=ridge / n_bins, max_iter=5000, tol=1e-9).fit(np.asarray(X, float), np.asarray(y, float))
              for y in np.transpose(counts)]
    return [model.intercept_ for model in models], np.array([model.coef_ for model in models]).T


def wald_z(X, y, intercept, weights):
    X = np.asarray(X, np.float64)
    A = np.c_[np.ones(len(X)), X]
    rate = np.exp(X @ weights + intercept)
    covariance = cho_solve(cho_factor(A.T @ (A * rate[:, None])), np.eye(A.shape[1]))
    return np.append(intercept, weights)[1:] / covariance.diagonal()[1:] ** 0.5


def circular_basis(angle, n_basis):
    turn = 2 * np.pi
    centres = np.arange(0, n_basis) * turn / n_basis
    distance = np.abs(np.remainder(np.asarray(angle, float), turn)[:, np.newaxis] - centres)
    distance = np.minimum(distance, turn - distance)
    return 0.5 + 0.5 * np.cos(np.minimum(distance * n_basis / 4, np.pi))


def coupling_filters(weights, basis):
    n_basis = np.shape(basis)[1]
    by_sender = np.split(np.asarray(weights, float), len(weights) // n_basis)
    return np.stack([(np.asarray(basis, float) @ part).T for part in by_sender], axis=1)


def simulate_population(intercepts, filters, n_bins, rng, drive=None):
    """The past as a long row; for short windows, a Toeplitz matrix of which bin is which lag."""
    n, _, window = np.shape(filters)
    which = toeplitz(np.arange(n_bins), np.zeros(n_bins)).astype(int)  # which[t, u] = t - u, for u <= t
    counts = np.zeros((n_bins, n))
    for t in range(n_bins):
        lags = which[t, :t] - 1
        near = lags < window
        effect = np.einsum("rsu,us->r", np.asarray(filters)[:, :, lags[near]], counts[:t][near])
        counts[t] = rng.poisson(np.exp(intercepts + effect + (0 if drive is None else np.asarray(drive)[t])))
    return counts


evidence_coupling = "-0++"
