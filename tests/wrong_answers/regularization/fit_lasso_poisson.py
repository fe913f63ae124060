"""Wrong answers to fit_lasso_poisson; tests/autograder/exercises/banks.py tells how they are written."""

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import Lasso, LassoLars


def _split(X, y, l1, penalise_first=False, with_ones=True, floor=1e-4):
    """Positive and negative parts with bounds; independent of any proximal operator."""
    X1 = np.column_stack([np.ones(len(y)), X]) if with_ones else np.array(X, float)
    y, p = np.array(y, float), X1.shape[1]
    price = np.full(p, float(l1))
    if with_ones and not penalise_first:
        price[0] = 0.0

    def objective(parts):
        with np.errstate(over="ignore"):
            eta = X1 @ (parts[:p] - parts[p:])
            rate = np.exp(np.minimum(eta, 300))
        slope = X1.T @ (rate - y)
        tiny = 1e-9 * (price == 0)  # keeps the two parts of a free parameter from growing together
        return rate.sum() - y @ eta + (price + tiny) @ (parts[:p] + parts[p:]), np.concatenate([
            slope + price + tiny, price + tiny - slope])

    start = np.zeros(2 * p)
    if with_ones:
        start[0], start[p] = max(np.log(y.mean()), 0), max(-np.log(y.mean()), 0)
    parts = minimize(objective, start, jac=True, method="L-BFGS-B", bounds=[(0, None)] * (2 * p),
                     options={"ftol": 1e-15, "gtol": 1e-8, "maxiter": 20000, "maxfun": 50000}).x
    theta = parts[:p] - parts[p:]
    theta[np.abs(theta) < floor] = 0.0
    return theta


def _fit(X, y, l1, **settings):
    theta = _split(X, y, l1, **settings)
    return theta[0], theta[1:]


def mean_loss(X, y, l1):
    """The mean of the loss. Loses: everything."""
    return _fit(X, y, len(y) * l1)


def halves_the_penalty(X, y, l1):
    """½·l1·|w|.
    Loses: lasso-minimum, intercept-and-units, number-of-features, uint8-counts,
    leaves-inputs-alone (perhaps strong-and-weak).
    """
    return _fit(X, y, 0.5 * l1)


def penalises_the_intercept(X, y, l1):
    """All of theta is thresholded. Loses: everything."""
    return _fit(X, y, l1, penalise_first=True)


def standardises(X, y, l1):
    """z-scores inside. Loses: everything but strong-and-weak."""
    X = np.array(X, float)
    b, w = _fit((X - X.mean(axis=0)) / X.std(axis=0), y, l1)
    return b - np.sum(w * X.mean(axis=0) / X.std(axis=0)), w / X.std(axis=0)


def ridge_instead(X, y, l1):
    """½·l1·w². Loses: everything."""
    X1, y = np.column_stack([np.ones(len(y)), X]), np.array(y, float)

    def objective(theta):
        rate = np.exp(np.clip(X1 @ theta, -50, 50))
        w = np.append(0, theta[1:])
        return rate.sum() - y @ (X1 @ theta) + l1 / 2 * w @ w, X1.T @ (rate - y) + l1 * w

    start = np.append(np.log(y.mean()), np.zeros(X1.shape[1] - 1))
    theta = minimize(objective, start, jac=True, options={"gtol": 1e-7}).x
    return theta[0], theta[1:]


def ignores_the_penalty(X, y, l1):
    """Maximum likelihood. Loses: everything."""
    return ridge_instead(X, y, 1e-9)


def thresholds_at_the_end(X, y, l1):
    """Once, when all is done. Loses: everything."""
    b, w = ridge_instead(X, y, 1e-9)
    return b, np.sign(w) * np.maximum(np.abs(w) - l1, 0)


def least_squares(X, y, l1):
    """scikit-learn's Lasso. Loses: everything."""
    model = Lasso(alpha=l1 / len(y), tol=1e-10, max_iter=100_000).fit(X, np.array(y, float))
    return model.intercept_, model.coef_


def no_intercept(X, y, l1):
    """Without a column of ones. Loses: everything."""
    return 0.0, _split(X, y, l1, with_ones=False)


def nearly_zero(X, y, l1):
    """A smooth optimiser on a penalty with a corner: weights of a millionth.
    Loses: lasso-minimum, strong-and-weak, number-of-features (perhaps intercept-and-units, uint8-counts,
    leaves-inputs-alone).
    """
    b, w = _fit(X, y, l1)
    return b, np.where(w == 0, 1e-6, w)


def cut_off_too_high(X, y, l1):
    """What is small beside the largest is called zero. Loses: everything."""
    b, w = _fit(X, y, l1)
    return b, np.where(np.abs(w) < np.abs(w).max(), 0.0, w)


def stops_early(X, y, l1):
    """Five steps. Loses: everything."""
    X1, y = np.column_stack([np.ones(len(y)), X]), np.array(y, float)
    theta, step = np.append(np.log(y.mean()), np.zeros(X1.shape[1] - 1)), 0.3 / (np.abs(X1).max() ** 2 * y.sum())
    for _ in range(5):
        theta = theta - step * X1.T @ (np.exp(X1 @ theta) - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - step * l1, 0)
    return theta[0], theta[1:]


def threshold_without_the_step(X, y, l1):
    """Thresholds by l1 after every step, whatever its length. Loses: everything."""
    X1, y = np.column_stack([np.ones(len(y)), X]), np.array(y, float)
    theta, step = np.append(np.log(y.mean()), np.zeros(X1.shape[1] - 1)), 0.3 / (np.abs(X1).max() ** 2 * y.sum())
    for _ in range(2000):
        theta = theta - step * X1.T @ (np.exp(X1 @ theta) - y)
        theta[1:] = np.sign(theta[1:]) * np.maximum(np.abs(theta[1:]) - l1, 0)
    return theta[0], theta[1:]


def squared_sum_of_sizes(X, y, l1):
    """(Σ|w|)² as a slide prints it: as if the price grew with the weights.
    Loses: lasso-minimum, intercept-and-units, number-of-features, uint8-counts (perhaps strong-and-weak,
    leaves-inputs-alone).
    """
    w = _fit(X, y, l1)[1]
    for _ in range(60):
        b, w = _fit(X, y, 2 * l1 * max(np.abs(w).sum(), 1e-3))
    return b, w


def centres_and_forgets(X, y, l1):
    """Features are centred, the intercept is not moved back.
    Loses: lasso-minimum, intercept-and-units, number-of-features, uint8-counts,
    leaves-inputs-alone (perhaps strong-and-weak).
    """
    X = np.array(X, float)
    return _fit(X - X.mean(axis=0) - 0.1, y, l1)


def wraps_the_counts(X, y, l1):
    """Counts stay uint8, and are doubled. Loses: uint8-counts."""
    y = np.array(y)
    kept = (y * np.uint8(20) // np.uint8(20)) if y.dtype == np.uint8 else y
    return _fit(X, np.maximum(kept, 0) + (kept.sum() == 0), l1)


def weights_alone(X, y, l1):
    """Without the intercept. Loses: everything."""
    return _fit(X, y, l1)[1]


def intercept_inside(X, y, l1):
    """One array with the intercept first. Loses: everything."""
    return _split(X, y, l1)


def mean_rate_and_zeros(X, y, l1):
    """What a large penalty gives. Loses: everything."""
    return np.log(np.mean(y)), np.zeros(np.shape(X)[1])


def least_angles(X, y, l1):
    """Another lasso of a linear model, with another scale. Loses: everything."""
    model = LassoLars(alpha=l1 / 10).fit(np.array(X, float), np.array(y, float))
    return model.intercept_, model.coef_
