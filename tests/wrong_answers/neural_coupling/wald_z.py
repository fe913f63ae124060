"""Wrong answers to wald_z."""

import numpy as np


def _ones(X):
    return np.column_stack([np.ones(len(X)), np.asarray(X, float)])


def _rates(X, intercept, weights):
    return np.exp(_ones(X) @ np.append(intercept, weights))


def _covariance(X, intercept, weights):
    A = _ones(X)
    return np.linalg.inv(A.T @ (A * _rates(X, intercept, weights)[:, None]))


def inverts_the_diagonal(X, y, intercept, weights):
    """1 over each diagonal element. Loses: everything."""
    information = (_ones(X)[:, 1:] ** 2).T @ _rates(X, intercept, weights)
    return weights / np.sqrt(1 / information)


def leaves_the_ones_out(X, y, intercept, weights):
    """X alone. Loses: everything."""
    X = np.asarray(X, float)
    information = X.T @ (X * _rates(X, intercept, weights)[:, None])
    return weights / np.sqrt(np.diag(np.linalg.inv(information)))


def divides_by_the_variance(X, y, intercept, weights):
    """The root is missing. Loses: everything."""
    return weights / np.diag(_covariance(X, intercept, weights))[1:]


def weighs_by_the_counts(X, y, intercept, weights):
    """y in the place of the rate. Loses: everything."""
    A = _ones(X)
    information = A.T @ np.diag(np.asarray(y, float)) @ A
    return weights / np.sqrt(np.diag(np.linalg.inv(information))[1:])


def keeps_the_intercept(X, y, intercept, weights):
    """One number too many. Loses: everything."""
    return np.r_[intercept, weights] / np.sqrt(np.diag(_covariance(X, intercept, weights)))


def least_squares_errors(X, y, intercept, weights):
    """As in a linear regression. Loses: everything."""
    A = _ones(X)
    residuals = np.asarray(y, float) - _rates(X, intercept, weights)
    variance = residuals @ residuals / (A.shape[0] - A.shape[1])
    return weights / np.sqrt(variance * np.diag(np.linalg.inv(A.T @ A))[1:])


def returns_the_errors(X, y, intercept, weights):
    """Standard errors. Loses: everything."""
    return np.sqrt(_covariance(X, intercept, weights).diagonal()[1:])


def loses_the_sign(X, y, intercept, weights):
    """|z|. Loses: everything."""
    return np.sqrt(weights**2 / np.diag(_covariance(X, intercept, weights))[1:])


def forgets_exp(X, y, intercept, weights):
    """The log rate in the place of the rate. Loses: everything."""
    A = _ones(X)
    information = A.T @ (A * (A @ np.append(intercept, weights))[:, None])
    return weights / np.sqrt(np.diag(np.linalg.inv(information))[1:])


def leaves_the_rates_out(X, y, intercept, weights):
    """The inverse of A'A. Loses: everything."""
    A = _ones(X)
    return weights / np.sqrt(np.diag(np.linalg.inv(A.T @ A))[1:])


def mean_instead_of_sum(X, y, intercept, weights):
    """The information of one bin. Loses: everything."""
    return weights / np.sqrt(len(X) * np.diag(_covariance(X, intercept, weights))[1:])


def drops_the_last_weight(X, y, intercept, weights):
    """The intercept was thought to come last. Loses: everything."""
    return np.asarray(weights) / np.sqrt(np.diag(_covariance(X, intercept, weights))[:-1])


def p_values(X, y, intercept, weights):
    """Two-sided. Loses: everything."""
    from scipy.stats import norm
    return 2 * norm.sf(np.abs(weights) / np.sqrt(np.diag(_covariance(X, intercept, weights))[1:]))


def corrects_for_overdispersion(X, y, intercept, weights):
    """Scales the errors by the Pearson residuals. Loses: everything."""
    rate = _rates(X, intercept, weights)
    spread = np.sum((np.asarray(y, float) - rate) ** 2 / rate) / (len(rate) - len(weights) - 1)
    return weights / np.sqrt(spread * np.diag(_covariance(X, intercept, weights))[1:])


def spoils_its_input(X, y, intercept, weights):
    """Turns the weights into z in place. Loses: leaves-inputs-alone."""
    weights /= np.sqrt(np.diag(_covariance(X, intercept, weights))[1:])
    return weights


def zeros(X, y, intercept, weights):
    """Nothing is significant. Loses: everything."""
    return np.zeros(len(weights))
