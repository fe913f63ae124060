"""Library routines where there are any; other names, extra arguments."""

import numpy as np
from scipy.signal import lfilter
from sklearn.linear_model import PoissonRegressor
from sklearn.metrics import mean_poisson_deviance


def one_hot_position(where, borders, dtype=np.float32):
    return np.array([np.histogram([w], borders)[0] for w in where], dtype=dtype)


def tuning_curve(covariate, spike_counts, borders, bin_width):
    covariate, weights = np.asarray(covariate, float), np.asarray(spike_counts, float)
    known = np.isfinite(covariate)
    spikes, _ = np.histogram(covariate[known], borders, weights=weights[known])
    visits, _ = np.histogram(covariate[known], borders)
    with np.errstate(all="ignore"):
        return spikes / (visits * bin_width)


def fit_poisson_glm(features, counts, ridge=0.0, tol=1e-9):
    features, counts = np.asarray(features, float), np.asarray(counts, float)
    model = PoissonRegressor(alpha=ridge / len(counts), tol=tol, max_iter=10_000, solver="newton-cholesky" if ridge else "lbfgs")
    model.fit(features, counts)
    return model.intercept_, model.coef_


def deviance_explained(counts, prediction, constant):
    prediction = np.asarray(prediction, float)
    counts = np.asarray(counts, float)
    baseline = np.full(len(counts), float(constant))
    return 1 - mean_poisson_deviance(counts, prediction) / mean_poisson_deviance(counts, baseline)


def raised_cosine_log_basis(n_basis, window, offset=1.0):
    def bump(z):
        return np.where(np.abs(z) <= 1, np.cos(np.pi * z / 2) ** 2, 0)

    place = np.log((np.arange(window) + offset) / offset) / np.log((window - 1 + offset) / offset) * (n_basis - 1)
    return bump((place[:, np.newaxis] - np.arange(n_basis)) / 2)


def convolve_basis(signal, basis, lag=0):
    signal = np.asarray(signal, float)
    kernel = np.vstack([np.zeros((lag, basis.shape[1])), basis])
    return np.array([lfilter(column, 1.0, signal) for column in kernel.T]).T


evidence_speed = "--+0"
