"""Wrong answers to fit_lg; tests/autograder/exercises/banks.py tells how they are written."""

import numpy as np
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.preprocessing import StandardScaler


def _history(stim, d):
    padded = np.concatenate([np.zeros(d - 1), stim])
    return np.array([padded[i:i + d] for i in range(len(stim))])


def _right(stim, spikes, d=25):
    """What the answers below spoil."""
    model = LinearRegression().fit(_history(stim, d), np.asarray(spikes, float))
    return np.concatenate([[model.intercept_], model.coef_])


def no_intercept(stim, spikes, d=25):
    """The filter alone. Loses: everything."""
    return LinearRegression(fit_intercept=False).fit(_history(stim, d), np.asarray(spikes, float)).coef_


def intercept_is_zero(stim, spikes, d=25):
    """A place for the intercept, but no intercept. Loses: everything."""
    theta = np.zeros(d + 1)
    theta[1:] = np.linalg.pinv(_history(stim, d)) @ np.asarray(spikes, float)
    return theta


def intercept_last(stim, spikes, d=25):
    """The column of ones was appended. Loses: everything."""
    X = np.column_stack([_history(stim, d), np.ones(len(stim))])
    return np.linalg.pinv(X) @ np.asarray(spikes, float)


def drops_the_intercept(stim, spikes, d=25):
    """Fits it, and keeps it. Loses: everything."""
    return LinearRegression().fit(_history(stim, d), np.asarray(spikes, float)).coef_


def forgets_the_covariance(stim, spikes, d=25):
    """A mean of products instead of a solution. Loses: everything."""
    X = np.column_stack([np.ones(len(stim)), _history(stim, d)])
    return np.mean([float(n) * row for n, row in zip(spikes, X, strict=True)], axis=0)


def adds_a_ridge(stim, spikes, d=25):
    """Adds the identity, so that the inverse exists. Loses: everything."""
    X = np.column_stack([np.ones(len(stim)), _history(stim, d)])
    return np.linalg.inv(X.T @ X + np.identity(d + 1)) @ X.T @ np.asarray(spikes, float)


def inverts_a_singular_matrix(stim, spikes, d=25):
    """The normal equations, solved. Loses: flat-stimulus."""
    X = np.hstack([np.ones((len(stim), 1)), _history(stim, d)])
    return np.linalg.solve(X.T @ X, X.T @ np.asarray(spikes, float))


def fit_ignores_d(stim, spikes, d=25):
    """Calls make_design_matrix without d. Loses: everything."""
    X = np.column_stack([np.ones(len(stim)), make_design_matrix(stim)])  # noqa: F821
    return np.linalg.lstsq(X, np.asarray(spikes, float))[0]


# ---- nearly right


def defaults_to_20_lags(stim, spikes, d=20):
    """The default of d is contract. Loses: number-of-lags."""
    return _right(stim, spikes, d)


def renames_d(stim, spikes, lags=25):
    """The name of an argument with a default is contract. Loses: everything."""
    return _right(stim, spikes, lags)


def shrinks_the_filter(stim, spikes, d=25):
    """scikit-learn's ridge regression. Loses: everything."""
    model = Ridge(alpha=0.1).fit(_history(stim, d), np.asarray(spikes, float))
    return np.concatenate([[model.intercept_], model.coef_])


def newest_lag_first(stim, spikes, d=25):
    """The right values, the filter in reverse order. Loses: everything."""
    theta = _right(stim, spikes, d)
    return np.concatenate([theta[:1], theta[:0:-1]])


def mean_count_as_intercept(stim, spikes, d=25):
    """Right only where the stimulus has mean 0. Loses: everything."""
    theta = _right(stim, spikes, d)
    theta[0] = np.mean(spikes)
    return theta


def filter_of_centred_counts(stim, spikes, d=25):
    """Fits what the mean leaves, without an intercept. Loses: everything."""
    y = np.asarray(spikes, float)
    return np.concatenate([[y.mean()], np.linalg.lstsq(_history(stim, d), y - y.mean())[0]])


def drops_the_first_rows(stim, spikes, d=25):
    """Only bins with a whole history. Loses: everything."""
    X = np.column_stack([np.ones(len(stim)), _history(stim, d)])[d - 1:]
    return np.linalg.lstsq(X, np.asarray(spikes, float)[d - 1:])[0]


def standardised_weights(stim, spikes, d=25):
    """Weights per standard deviation. Loses: everything."""
    X = StandardScaler().fit_transform(_history(stim, d))
    return np.append(np.mean(spikes), np.linalg.lstsq(X, np.asarray(spikes, float) - np.mean(spikes))[0])


def average_instead(stim, spikes, d=25):
    """The spike-triggered average beside the mean count. Loses: everything."""
    y = np.asarray(spikes, float)
    return np.append(y.mean(), y @ _history(stim, d) / y.sum())


def stops_early(stim, spikes, d=25):
    """A hundred steps downhill are not enough. Loses: everything."""
    X = np.column_stack([np.ones(len(stim)), _history(stim, d)])
    y, theta = np.asarray(spikes, float), np.zeros(d + 1)
    for _ in range(100):
        theta -= X.T @ (X @ theta - y) / np.linalg.norm(X.T @ X, 2)
    return theta


def column_vector(stim, spikes, d=25):
    """Shape (d+1, 1), as numpy.matrix gives it. Loses: everything."""
    return _right(stim, spikes, d)[:, None]


def all_that_lstsq_returns(stim, spikes, d=25):
    """Solution, residuals, rank and singular values. Loses: everything."""
    X = np.column_stack([np.ones(len(stim)), _history(stim, d)])
    return np.linalg.lstsq(X, np.asarray(spikes, float))


def returns_the_model(stim, spikes, d=25):
    """The parameters are inside. Loses: everything."""
    return LinearRegression().fit(_history(stim, d), np.asarray(spikes, float))


def multiplies_in_bytes(stim, spikes, d=25):
    """A matrix of the stimulus's type overflows. Loses: counts-as-uint8."""
    X = np.column_stack([np.ones(len(stim), stim.dtype), _history(stim, d).astype(stim.dtype)])
    return np.linalg.pinv((X.T @ X).astype(float)) @ (X.T @ spikes)


def centres_the_counts_in_place(stim, spikes, d=25):
    """np.asarray makes no copy of what is a float array already. Loses: leaves-inputs-alone."""
    y = np.asarray(spikes, float)
    mean = y.mean()
    y -= mean
    theta = _right(stim, y, d)
    theta[0] += mean
    return theta


def one_nan(stim, spikes, d=25):
    """A single hole. Loses: everything."""
    theta = _right(stim, spikes, d)
    theta[-1] = np.nan
    return theta


def all_zeros(stim, spikes, d=25):
    """Only the shape is right. Loses: everything."""
    return np.zeros(d + 1)
