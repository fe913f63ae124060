"""Wrong answers to fit_logistic; how they are named and marked is told in tests/autograder/exercises/banks.py."""

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, log_expit
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.preprocessing import StandardScaler


def _newton(A, y, strength, n_steps=200):
    """Minimise the negative log-likelihood plus half of the strengths times the squared parameters."""
    A, y, theta = np.asarray(A, float), np.asarray(y, float), np.zeros(np.shape(A)[1])
    for _ in range(n_steps):
        p = expit(A @ theta)
        step = np.linalg.solve(A.T * (p * (1 - p)) @ A + np.diag(strength) + 1e-12 * np.eye(len(theta)),
                               A.T @ (p - y) + strength * theta)
        theta = theta - step / max(1.0, np.abs(A @ step).max() / 2)
    return theta


def _right(X, y, l2=1.0):
    return _newton(np.column_stack([np.ones(len(y)), X]), y, np.append(0.0, np.full(np.shape(X)[1], l2)))


def penalises_the_intercept(X, y, l2=1.0):
    """The penalty is the squared length of theta. Loses: free-intercept, small-types (perhaps minimum, separable, leaves-inputs-alone)."""
    A, s = np.column_stack([np.ones(len(y)), X]), 2 * np.asarray(y, float) - 1
    return minimize(lambda t: -log_expit(s * (A @ t)).sum() + l2 / 2 * t @ t, np.zeros(A.shape[1]), options={"gtol": 1e-6}).x


def penalises_the_intercept__liblinear(X, y, l2=1.0):
    """So does scikit-learn's liblinear. Loses: free-intercept, small-types (perhaps minimum, separable, leaves-inputs-alone)."""
    model = LogisticRegression(C=1 / l2, solver="liblinear", tol=1e-8, max_iter=10_000).fit(X, y)
    return np.append(model.intercept_, model.coef_)


def penalty_not_halved(X, y, l2=1.0):
    """No one half. Loses: everything."""
    return _right(X, y, 2 * l2)


def c_for_the_strength(X, y, l2=1.0):
    """C is l2, as if. Loses: minimum, free-intercept, separable."""
    model = LogisticRegression(C=l2, tol=1e-8, max_iter=10_000).fit(X, y)
    return np.append(model.intercept_, model.coef_)


def mean_loss(X, y, l2=1.0):
    """A mean over the trials beside a full penalty. Loses: everything."""
    A, s = np.column_stack([np.ones(len(y)), X]), 2 * np.asarray(y, float) - 1
    return minimize(lambda t: -log_expit(s * (A @ t)).mean() + l2 / 2 * t[1:] @ t[1:], np.zeros(A.shape[1]),
                    options={"gtol": 1e-8}).x


def intercept_last(X, y, l2=1.0):
    """The ones were appended. Loses: everything."""
    return _newton(np.column_stack([X, np.ones(len(y))]), y, np.append(np.full(np.shape(X)[1], l2), 0.0))


def without_intercept(X, y, l2=1.0):
    """The weights only. Loses: everything."""
    return LogisticRegression(C=1 / l2, tol=1e-8, max_iter=10_000).fit(X, y).coef_[0]


def standardises(X, y, l2=1.0):
    """Weights of standardised features. Loses: everything."""
    return _right(StandardScaler().fit_transform(np.asarray(X, float)), y, l2)


def centres_only(X, y, l2=1.0):
    """The intercept of centred features. Loses: minimum, free-intercept, separable, small-types (perhaps leaves-inputs-alone)."""
    return _right(X - np.mean(X, axis=0), y, l2)


def returns_the_start(X, y, l2=1.0):
    """Zeros. Loses: everything."""
    return [0.0] * (np.shape(X)[1] + 1)


# ---- nearly right


def no_penalty(X, y, l2=1.0):
    """Plain maximum likelihood, or where the optimiser gave up. Loses: everything."""
    return _right(X, y, 1e-6)


def ignores_l2(X, y, l2=1.0):
    """Always the default. Loses: minimum, free-intercept, separable."""
    return _right(X, y, 1.0)


def no_intercept_in_the_fit(X, y, l2=1.0):
    """An intercept of 0. Loses: minimum, free-intercept, separable, small-types (perhaps leaves-inputs-alone)."""
    return np.append(0.0, _newton(X, y, np.full(np.shape(X)[1], l2)))


def linear_regression(X, y, l2=1.0):
    """Least squares. Loses: everything."""
    model = LinearRegression().fit(X, y)
    return np.append(model.intercept_, model.coef_)


def penalises_absolute_values(X, y, l2=1.0):
    """The lasso. Loses: everything."""
    model = LogisticRegression(penalty="l1", C=1 / l2, solver="saga", max_iter=20_000, tol=1e-5).fit(X, y)
    return np.append(model.intercept_, model.coef_)


def three_steps(X, y, l2=1.0):
    """Stops too early. Loses: everything."""
    return _newton(np.column_stack([np.ones(len(y)), X]), y, np.append(0.0, np.full(np.shape(X)[1], l2)), n_steps=2)


def minimises_something_else(X, y, l2=1.0):
    """The squared error of the probability. Loses: everything."""
    A, y = np.column_stack([np.ones(len(y)), X]), np.asarray(y, float)
    return minimize(lambda t: np.sum((expit(A @ t) - y) ** 2) + l2 / 2 * t[1:] @ t[1:], np.zeros(A.shape[1])).x


def exchanges_the_choices(X, y, l2=1.0):
    """Predicts choice 0. Loses: everything."""
    return -_right(X, y, l2)


def row_of_parameters(X, y, l2=1.0):
    """Shape (1, n+1). Loses: everything."""
    return _right(X, y, l2)[None, :]


def one_tenth_of_a_nat(X, y, l2=1.0):
    """A tolerance of its own: ten times what is allowed. Loses: everything."""
    A, s, best = np.column_stack([np.ones(len(y)), X]), 2 * np.asarray(y, float) - 1, _right(X, y, l2)

    def cost(t):
        return -log_expit(s * (A @ t)).sum() + l2 / 2 * t[1:] @ t[1:]

    low, high = 0.0, 10.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if cost(best * (1 + middle)) - cost(best) < 0.1 else (low, middle)
    return best * (1 + low)


def centres_in_place(X, y, l2=1.0):
    """Right, but the features are left centred. Loses: leaves-inputs-alone."""
    mean = np.mean(X, axis=0)
    if X.dtype == float:
        X -= mean
        theta = _right(X, y, l2)
        theta[0] -= mean @ theta[1:]
        return theta
    return _right(X, y, l2)
