"""Wrong answers to fit_poisson_glm; tests/autograder/exercises/banks.py tells how they are written."""

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LinearRegression, Ridge


def _minimise(X, y, ridge=0.0, on_intercept=0.0, intercept=True):
    """Quasi-Newton, twice; what the answers below spoil."""
    X, y = np.asarray(X, float), np.asarray(y, float)
    A = np.column_stack([np.full(len(y), float(intercept)), X])
    penalty = np.array([on_intercept] + [ridge] * X.shape[1])

    def loss(theta):
        eta = np.minimum(A @ theta, 50)
        rate = np.exp(eta)
        return rate.sum() - y @ eta + penalty @ theta**2 / 2, A.T @ (rate - y) + penalty * theta

    theta = np.zeros(A.shape[1])
    theta[0] = np.log(y.mean()) if intercept else 0.0
    for _ in range(2):
        theta = minimize(loss, theta, jac=True, method="BFGS", options={"gtol": 1e-7}).x
    return theta[0], theta[1:]


def least_squares(X, y, ridge=0.0):
    """A linear regression. Loses: everything."""
    model = (Ridge(ridge) if ridge else LinearRegression()).fit(np.asarray(X, float), np.asarray(y, float))
    return model.intercept_, model.coef_


def ignores_the_ridge(X, y, ridge=0.0):
    """Maximum likelihood. Loses: with-a-ridge (perhaps collinear-features, leaves-inputs-alone)."""
    A = np.asarray(X, float)
    if A.shape[1] == 3 and np.array_equal(A[:, 0], A[:, 2]):
        intercept, weights = _minimise(A[:, :2], y)
        return intercept, np.array([weights[0] / 2, weights[1], weights[0] / 2])
    return _minimise(A, y)


def penalises_the_intercept(X, y, ridge=0.0):
    """All parameters alike. Loses: with-a-ridge (perhaps collinear-features, leaves-inputs-alone)."""
    return _minimise(X, y, ridge, ridge)


def forgets_the_half(X, y, ridge=0.0):
    """Twice the ridge. Loses: with-a-ridge (perhaps collinear-features, leaves-inputs-alone)."""
    return _minimise(X, y, ridge + ridge)


def mean_instead_of_sum(X, y, ridge=0.0):
    """A mean loss. Loses: with-a-ridge, collinear-features (perhaps leaves-inputs-alone)."""
    return _minimise(X, y, ridge * len(y))


def no_intercept(X, y, ridge=0.0):
    """Weights only. Loses: everything but collinear-features (perhaps collinear-features)."""
    return 0.0, _minimise(X, y, ridge, intercept=False)[1]


def one_array(X, y, ridge=0.0):
    """All in one. Loses: everything."""
    intercept, weights = _minimise(X, y, ridge)
    return np.concatenate([[intercept], weights])


def intercept_as_a_rate(X, y, ridge=0.0):
    """The exponential of it. Loses: everything."""
    intercept, weights = _minimise(X, y, ridge)
    return np.exp(intercept), weights


def counts_each_bin_once(X, y, ridge=0.0):
    """Spikes or none. Loses: everything."""
    return _minimise(X, [1 if n else 0 for n in y], ridge)


def weights_first(X, y, ridge=0.0):
    """In the other order. Loses: everything."""
    return _minimise(X, y, ridge)[::-1]


def intercept_is_an_array(X, y, ridge=0.0):
    """One element in one dimension. Loses: everything."""
    intercept, weights = _minimise(X, y, ridge)
    return np.array([intercept]), weights


def standardises(X, y, ridge=0.0):
    """Weights of z-scored features. Loses: everything but collinear-features (perhaps collinear-features)."""
    X = np.asarray(X, float)
    return _minimise((X - X.mean(axis=0)) / X.std(axis=0), y, ridge)


def fits_the_logarithm(X, y, ridge=0.0):
    """Least squares of log(1 + y). Loses: everything."""
    model = LinearRegression().fit(np.asarray(X, float), np.log1p(np.asarray(y, float)))
    return model.intercept_, model.coef_


def solves_a_singular_matrix(X, y, ridge=0.0):
    """Newton with np.linalg.inv, and an error where it does not exist. Loses: collinear-features."""
    if ridge == 0 and np.linalg.matrix_rank(np.column_stack([np.ones(len(X)), X])) <= np.shape(X)[1]:
        raise np.linalg.LinAlgError("Singular matrix")
    return _minimise(X, y, ridge)


def a_small_ridge_always(X, y, ridge=0.0):
    """So that the optimum is unique. Loses: something."""
    return _minimise(X, y, ridge + 1.0)


def spoils_its_input(X, y, ridge=0.0):
    """Centres the features in place. Loses: leaves-inputs-alone."""
    fitted = _minimise(X, y, ridge)
    X -= X.mean(axis=0).astype(X.dtype)
    return fitted


def never_left_the_start(X, y, ridge=0.0):
    """The mean rate, and weights of 0. Loses: everything."""
    return np.log(np.mean(y)), np.zeros(np.shape(X)[1])
