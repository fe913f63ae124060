"""Wrong answers to fit_lnp; tests/autograder/exercises/banks.py tells how they are written."""

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LinearRegression, PoissonRegressor


def _matrix(stim, d):
    padded = np.concatenate([np.zeros(d - 1), stim])
    return np.array([[1, *padded[i:i + d]] for i in range(len(stim))])


def _maximise(X, y, ridge=0.0):
    """Newton's method; what the answers below spoil."""
    y, theta = np.asarray(y, float), np.zeros(X.shape[1])
    penalty = ridge * np.diag([0.0] + [1.0] * (len(theta) - 1))
    for _ in range(60):
        rate = np.exp(np.clip(X @ theta, -15, 15))
        step = np.linalg.lstsq(X.T * rate @ X + penalty, X.T @ (y - rate) - penalty @ theta)[0]
        theta = theta + step / max(1.0, np.abs(X @ step).max() / 2)
    return theta


def _right(stim, spikes, d=25):
    return _maximise(_matrix(stim, d), spikes)


def _walk_uphill(stim, spikes, d, climb):
    """Parameters whose likelihood is `climb` nats below the best."""
    X, y, theta = _matrix(stim, d), np.asarray(spikes, float), _right(stim, spikes, d)
    direction = np.cos(np.arange(d + 1))
    low, high = 0.0, 1.0 / np.abs(X @ direction).max()

    def fall(size):
        eta, best = X @ (theta + size * direction), X @ theta
        return np.exp(eta).sum() - y @ eta - np.exp(best).sum() + y @ best

    while fall(high) < climb:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if fall(middle) < climb else (low, middle)
    return theta + low * direction


def least_squares(stim, spikes, d=25):
    """The other model's parameters. Loses: everything."""
    model = LinearRegression().fit(_matrix(stim, d)[:, 1:], spikes)
    return np.append(model.intercept_, model.coef_)


def drops_the_padded_rows(stim, spikes, d=25):
    """Only bins with a whole history.

    Loses: maximum, short-recording, lags (perhaps faint-light, counts-as-uint8, leaves-inputs-alone).
    """
    complete = slice(d - 1, None)
    return _maximise(_matrix(stim, d)[complete], spikes[complete])


def adds_a_ridge(stim, spikes, d=25):
    """A penalty of one half of the squared filter.

    Loses: short-recording, faint-light, lags (perhaps maximum, counts-as-uint8, leaves-inputs-alone).
    """
    X, y = _matrix(stim, d), np.asarray(spikes, float)
    model = PoissonRegressor(alpha=1 / len(y), tol=1e-8, max_iter=10_000).fit(X[:, 1:], y)
    return np.append(model.intercept_, model.coef_)


def no_intercept(stim, spikes, d=25):
    """The filter alone. Loses: everything."""
    X, y = _matrix(stim, d)[:, 1:], np.asarray(spikes, float)
    return minimize(lambda w: np.exp(X @ w).sum() - y @ X @ w, np.zeros(d),
                    jac=lambda w: X.T @ (np.exp(X @ w) - y), options={"gtol": 1e-7}).x


def intercept_last(stim, spikes, d=25):
    """The column of ones was appended. Loses: everything."""
    X = _matrix(stim, d)
    return _maximise(np.column_stack([X[:, 1:], X[:, 0]]), spikes)


def returns_the_start(stim, spikes, d=25):
    """The best constant rate. Loses: everything."""
    theta = np.zeros(d + 1)
    theta[0] = np.log(np.sum(spikes, dtype=float) / len(spikes))
    return theta


def binary_spikes(stim, spikes, d=25):
    """Takes spikes for yes or no. Loses: everything."""
    return _maximise(_matrix(stim, d), np.minimum(spikes, 1))


def fit_ignores_d(stim, spikes, d=25):
    """Calls make_design_matrix without d. Loses: everything."""
    return _maximise(np.column_stack([np.ones(len(stim)), make_design_matrix(stim)]), spikes)  # noqa: F821


# ---- nearly right


def misses_by_0_02_nat(stim, spikes, d=25):
    """Twice what is allowed. Loses: everything."""
    return _walk_uphill(stim, spikes, d, 0.02)


def misses_by_0_05_nat(stim, spikes, d=25):
    """Stopped early. Loses: everything."""
    return _walk_uphill(stim, spikes, d, 0.05)


def misses_by_a_nat(stim, spikes, d=25):
    """Stopped much too early. Loses: everything."""
    return _walk_uphill(stim, spikes, d, 1.0)


def three_iterations(stim, spikes, d=25):
    """A limit that the optimiser warned of.

    Loses: maximum, short-recording, faint-light, lags, counts-as-uint8 (perhaps leaves-inputs-alone).
    """
    X, y = _matrix(stim, d), np.asarray(spikes, float)
    return minimize(lambda t: np.exp(X @ t).sum() - y @ X @ t, np.zeros(d + 1),
                    jac=lambda t: X.T @ (np.exp(X @ t) - y), options={"maxiter": 3}).x


def starts_far_away(stim, spikes, d=25):
    """A random start from which the rates overflow. Loses: something."""
    X, y = _matrix(stim, d), np.asarray(spikes, float)
    start = np.random.normal(scale=100, size=d + 1)  # noqa: NPY002
    return minimize(lambda t: np.exp(X @ t).sum() - y @ X @ t, start).x


def ridge_of_a_tenth(stim, spikes, d=25):
    """A small penalty shows on short recordings.

    Loses: faint-light (perhaps maximum, short-recording, lags, leaves-inputs-alone).
    """
    return _maximise(_matrix(stim, d), spikes, ridge=0.1)


def ridge_of_a_hundredth(stim, spikes, d=25):
    """A smaller one shows in faint light. Loses: faint-light."""
    return _maximise(_matrix(stim, d), spikes, ridge=0.01)


def default_penalty_of_scikit_learn(stim, spikes, d=25):
    """Its PoissonRegressor penalises unless told not to. Loses: everything."""
    model = PoissonRegressor().fit(_matrix(stim, d)[:, 1:], spikes)
    return np.append(model.intercept_, model.coef_)


def regression_on_log_counts(stim, spikes, d=25):
    """A linear model of log(1 + count). Loses: everything."""
    return np.linalg.lstsq(_matrix(stim, d), np.log1p(spikes.astype(float)))[0]


def newest_lag_first(stim, spikes, d=25):
    """The right values, the filter in reverse order. Loses: everything."""
    theta = _right(stim, spikes, d)
    return np.append(theta[0], theta[:0:-1])


def drops_the_intercept(stim, spikes, d=25):
    """Fits it, and keeps it. Loses: everything."""
    return _right(stim, spikes, d)[1:]


def baseline_as_a_rate(stim, spikes, d=25):
    """The intercept in counts per bin. Loses: everything."""
    theta = _right(stim, spikes, d)
    return np.append(np.exp(theta[0]), theta[1:])


def centres_the_stimulus(stim, spikes, d=25):
    """The parameters of another stimulus.

    Loses: maximum, counts-as-uint8 (perhaps short-recording, faint-light, lags, leaves-inputs-alone).
    """
    return _right(stim - stim.mean(), spikes, d)


def leaves_the_last_bin_out(stim, spikes, d=25):
    """A fence-post error. Loses: something."""
    return _right(stim[:-1], spikes[:-1], d)


def defaults_to_20_lags(stim, spikes, d=20):
    """The default of d is contract. Loses: lags."""
    return _right(stim, spikes, d)


def column_vector(stim, spikes, d=25):
    """Shape (d+1, 1). Loses: everything."""
    return _right(stim, spikes, d)[:, None]


def all_that_minimize_returns(stim, spikes, d=25):
    """The parameters are in its attribute x. Loses: everything."""
    X, y = _matrix(stim, d), np.asarray(spikes, float)
    return minimize(lambda t: np.exp(X @ t).sum() - y @ X @ t, np.zeros(d + 1))


def with_its_likelihood(stim, spikes, d=25):
    """A pair. Loses: everything."""
    return _right(stim, spikes, d), 0.0


def negates_bytes(stim, spikes, d=25):
    """The counts are unsigned: -spikes wraps around. Loses: counts-as-uint8."""
    X = _matrix(stim, d)
    return minimize(lambda t: np.exp(X @ t).sum() + -spikes @ (X @ t), np.zeros(d + 1),
                    jac=lambda t: X.T @ np.exp(X @ t) + X.T @ -spikes, options={"gtol": 1e-6}).x


def multiplies_in_bytes(stim, spikes, d=25):
    """A matrix of the stimulus's type, times counts of their type. Loses: counts-as-uint8."""
    X = _matrix(stim, d).astype(stim.dtype)
    target = (X.T @ spikes).astype(float)
    return minimize(lambda t: np.exp(X @ t).sum() - target @ t, np.zeros(d + 1),
                    jac=lambda t: X.T @ np.exp(X @ t) - target, options={"gtol": 1e-6}).x


def smooths_the_counts_in_place(stim, spikes, d=25):
    """np.asarray makes no copy of what is a float array already. Loses: leaves-inputs-alone."""
    y = np.asarray(spikes, float)
    theta = _maximise(_matrix(stim, d), y)
    y += 0.5
    return theta


def all_nan(stim, spikes, d=25):
    """What an overflow leaves behind. Loses: everything."""
    return np.full(d + 1, np.nan)


def one_infinite(stim, spikes, d=25):
    """What a division by 0 leaves behind. Loses: everything."""
    theta = _right(stim, spikes, d)
    theta[0] = -np.inf
    return theta


def enormous(stim, spikes, d=25):
    """What a diverged optimiser leaves behind. Loses: everything."""
    return np.full(d + 1, 1e200)
