"""Wrong answers to fit_population_glm."""

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LinearRegression, PoissonRegressor, Ridge


def _minimise(X, y, ridge=0.0, intercept_ridge=0.0, intercept=True):
    """Intercept and weights of one cell, by a quasi-Newton method on features of one scale."""
    X, y = np.asarray(X, float), np.asarray(y, float)

    def loss(theta):
        b, w = (theta[0], theta[1:]) if intercept else (0.0, theta[1:])
        eta = b + X @ w
        slope = np.exp(eta) - y
        value = np.sum(np.exp(eta) - y * eta) + (ridge * w @ w + intercept_ridge * b * b) / 2
        return value, np.append(intercept * (slope.sum() + intercept_ridge * b), X.T @ slope + ridge * w)

    start = np.append(np.log(y.mean()) * intercept, np.zeros(X.shape[1]))
    found = minimize(loss, start, jac=True, method="BFGS", options={"gtol": 1e-7}).x
    return found[0] * intercept, found[1:]


def _each(X, counts, *args, **names):
    """One fit a cell."""
    fits = [_minimise(X, y, *args, **names) for y in np.transpose(counts)]
    return np.array([b for b, _ in fits]), np.array([w for _, w in fits]).T


def a_row_for_each_cell(X, counts, ridge=0.0):
    """np.array of a list of fits, not turned. Loses: everything."""
    intercepts, weights = _each(X, counts, ridge)
    return intercepts, weights.T


def one_fit_for_all(X, counts, ridge=0.0):
    """The mean cell's fit, handed to each. Loses: everything."""
    n = counts.shape[1]
    b, w = _minimise(X, np.mean(np.asarray(counts, float), axis=1), ridge)
    return np.full(n, b), np.tile(w[:, None], n)


def least_squares(X, counts, ridge=0.0):
    """Linear regression. Loses: everything."""
    X, counts = np.asarray(X, float), np.asarray(counts, float)
    model = (Ridge(alpha=ridge) if ridge else LinearRegression()).fit(X, counts)
    return np.ravel(model.intercept_), np.reshape(model.coef_, (counts.shape[1], -1)).T


def ignores_the_ridge(X, counts, ridge=0.0):
    """No penalty. Loses: with-a-ridge."""
    return _each(X, counts)


def penalises_the_intercepts(X, counts, ridge=0.0):
    """The penalty is on all of theta. Loses: with-a-ridge."""
    return _each(X, counts, ridge, ridge)


def forgets_the_half(X, counts, ridge=0.0):
    """ridge times the squared weights. Loses: with-a-ridge."""
    return _each(X, counts, 2 * ridge)


def mean_instead_of_sum(X, counts, ridge=0.0):
    """scikit-learn's alpha is taken for the ridge. Loses: with-a-ridge."""
    models = [PoissonRegressor(alpha=ridge, max_iter=9999, tol=1e-9).fit(np.asarray(X, float), np.asarray(y, float)) for y in np.transpose(counts)]
    return np.array([m.intercept_ for m in models]), np.array([m.coef_ for m in models]).T


def no_intercepts(X, counts, ridge=0.0):
    """The column of ones is missing. Loses: everything but collinear-features."""
    return _each(X, counts, ridge, intercept=False)


def one_array(X, counts, ridge=0.0):
    """Intercepts in the first row. Loses: everything."""
    intercepts, weights = _each(X, counts, ridge)
    return np.vstack([intercepts[None], weights])


def weights_first(X, counts, ridge=0.0):
    """The right numbers in the wrong order. Loses: everything."""
    return _each(X, counts, ridge)[::-1]


def only_weights(X, counts, ridge=0.0):
    """Without intercepts. Loses: everything."""
    return _each(X, counts, ridge)[1]


def ridge_over_all_cells(X, counts, ridge=0.0):
    """The penalty is shared out among the cells. Loses: with-a-ridge."""
    return _each(X, counts, ridge / counts.shape[1])


def standardises(X, counts, ridge=0.0):
    """The features are scaled, and the weights are not scaled back. Loses: everything."""
    X = np.asarray(X, float)
    return _each((X - X.mean(axis=0)) / X.std(axis=0), counts, ridge)


def cells_in_another_order(X, counts, ridge=0.0):
    """From the last cell to the first. Loses: everything."""
    intercepts, weights = _each(X, counts, ridge)
    return intercepts[::-1], weights[:, ::-1]


def solves_a_singular_matrix(X, counts, ridge=0.0):
    """An error where the curvature has no inverse. Loses: collinear-features."""
    if ridge == 0 and np.linalg.matrix_rank(np.column_stack([np.ones(len(X)), X])) <= np.shape(X)[1]:
        raise np.linalg.LinAlgError("Singular matrix")
    return _each(X, counts, ridge)


def a_small_ridge_always(X, counts, ridge=0.0):
    """So that the optimum is unique. Loses: maximum, collinear-features, leaves-inputs-alone (perhaps with-a-ridge, as-many-features-as-cells, smallest)."""
    return _each(X, counts, ridge + 3.0)


def stops_early(X, counts, ridge=0.0):
    """One step of Newton's method. Loses: everything."""
    X, counts = np.asarray(X, float), np.asarray(counts, float)
    A = np.column_stack([np.ones(len(X)), X])
    mean = counts.mean(axis=0)
    penalty = ridge * np.diag(np.arange(A.shape[1]) > 0)
    steps = np.column_stack([np.linalg.lstsq(m * A.T @ A + penalty, A.T @ (y - m))[0] for m, y in zip(mean, counts.T, strict=True)])
    return np.log(mean) + steps[0], steps[1:]


def never_left_the_start(X, counts, ridge=0.0):
    """The mean rates, and weights of 0. Loses: everything."""
    return np.log(np.mean(counts, axis=0)), np.zeros((np.shape(X)[1], np.shape(counts)[1]))


def spoils_its_input(X, counts, ridge=0.0):
    """Centres the features in place. Loses: leaves-inputs-alone."""
    fitted = _each(X, counts, ridge)
    X -= X.mean(axis=0).astype(X.dtype)
    return fitted
