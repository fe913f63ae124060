"""scikit-learn where it has the model, SciPy's statistics where they have the formula."""

import numpy as np
from scipy.special import kl_div
from scipy.stats import poisson
from sklearn.linear_model import LinearRegression, PoissonRegressor


def make_design_matrix(stim, d=25):
    columns = [np.concatenate([np.zeros(lag), stim])[:len(stim)] for lag in reversed(range(d))]
    return np.stack(columns, axis=-1)


def spike_triggered_average(stim, spikes, d=25):
    return np.average(make_design_matrix(stim, d), axis=0, weights=spikes.astype(np.int64))


def fit_lg(stim, spikes, d=25):
    model = LinearRegression().fit(make_design_matrix(stim, d), spikes)
    return np.hstack([model.intercept_, model.coef_])


def predict_spike_counts_lg(stim, spikes, d=25):
    X = make_design_matrix(stim, d)
    return LinearRegression().fit(X, spikes).predict(X)


def neg_log_lik_lnp(theta, X, y):
    eta = np.asarray(X, float) @ theta
    if np.abs(eta).max() > 500:  # where SciPy's formula has no digits left
        return np.sum(np.exp(eta) - y.astype(float) * eta)
    counts = y.astype(float)
    return -np.sum(poisson.logpmf(counts, np.exp(eta)) - poisson.logpmf(counts, 1.0) - 1.0)


def fitted(stim, spikes, d):
    model = PoissonRegressor(alpha=0, tol=1e-9, max_iter=10_000, solver="newton-cholesky")
    return model.fit(make_design_matrix(stim, d), spikes)


def fit_lnp(stim, spikes, d=25):
    model = fitted(stim, spikes, d)
    return [model.intercept_, *model.coef_]


def predict_spike_counts_lnp(stim, spikes, theta=None, d=25):
    if theta is None:
        return fitted(stim, spikes, d).predict(make_design_matrix(stim, d))
    return np.exp(theta[0] + make_design_matrix(stim, d) @ theta[1:]).tolist()


def bits_per_spike(y, rate, null_rate):
    null = np.full(len(y), float(null_rate))
    return np.sum(kl_div(y, null) - kl_div(y, rate)) / (np.log(2) * np.sum(y, dtype=int))


evidence_filters = "- 0 + 0"
