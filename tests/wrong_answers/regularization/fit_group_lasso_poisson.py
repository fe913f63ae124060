"""Wrong answers to fit_group_lasso_poisson; tests/autograder/exercises/banks.py tells how they are written."""

import numpy as np
from scipy.optimize import minimize


def _fit(X, y, price_of, groups, penalise_first=False):
    """Block by block: each group's own problem by bisection-free majorisation; ``price_of(size)`` is its price."""
    X1, y = np.column_stack([np.ones(len(y)), X]), np.array(y, float)
    labels = np.append(np.iinfo(np.int64).min, np.array(groups, dtype=np.int64))
    theta = np.append(np.log(y.mean()), np.zeros(X1.shape[1] - 1))
    for _ in range(3000):
        old = theta.copy()
        for label in np.unique(labels):
            own = labels == label
            first = label == labels[0]
            price = 0.0 if first and not penalise_first else price_of(own.sum())
            theta[own] = _solve_block(X1, y, theta, own, price)
        if np.abs(theta - old).max() < 1e-9:
            break
    return theta[0], theta[1:]


def _loss(X1, y, theta):
    with np.errstate(over="ignore"):
        return np.exp(X1 @ theta).sum() - y @ (X1 @ theta)


def _solve_block(X1, y, theta, own, price):
    rate = np.exp(X1 @ theta)
    slope = X1[:, own].T @ (rate - y)
    curve = np.linalg.norm((X1[:, own].T * rate) @ X1[:, own], 2) + 1e-12
    before = _loss(X1, y, theta) + price * np.linalg.norm(theta[own])
    while True:
        new = theta.copy()
        arrow = theta[own] - slope / curve
        length = np.linalg.norm(arrow)
        new[own] = arrow * (1 - price / curve / length) if length > price / curve else 0.0
        if _loss(X1, y, new) + price * np.linalg.norm(new[own]) <= before + 1e-12:
            return new[own]
        curve *= 2


def _right(X, y, groups, strength):
    """What the answers below spoil."""
    return _fit(X, y, lambda size: strength * np.sqrt(size), groups)


def forgets_the_size(X, y, groups, strength):
    """One price for groups of every size. Loses: everything but strong-and-weak."""
    return _fit(X, y, lambda size: strength, groups)


def lasso_instead(X, y, groups, strength):
    """A group for each weight.
    Loses: group-minimum, intercept-and-units, any-labels (perhaps uint8-counts, leaves-inputs-alone).
    """
    return _right(X, y, np.arange(np.shape(X)[1]), strength)


def mean_loss(X, y, groups, strength):
    """The mean of the loss. Loses: everything."""
    return _right(X, y, groups, strength * len(y))


def penalises_the_intercept(X, y, groups, strength):
    """The intercept as a group of its own. Loses: everything."""
    return _fit(X, y, lambda size: strength * np.sqrt(size), groups, penalise_first=True)


def standardises(X, y, groups, strength):
    """z-scores inside. Loses: everything but strong-and-weak."""
    X = np.array(X, float)
    b, w = _right((X - X.mean(axis=0)) / X.std(axis=0), y, groups, strength)
    return b - np.sum(w * X.mean(axis=0) / X.std(axis=0)), w / X.std(axis=0)


def squares_the_norms(X, y, groups, strength):
    """strength·√size·‖w‖². Loses: everything."""
    X1, y = np.column_stack([np.ones(len(y)), X]), np.array(y, float)
    price = strength * np.append(0.0, [np.sqrt(np.sum(np.array(groups) == g)) for g in groups])

    def objective(theta):
        rate = np.exp(np.clip(X1 @ theta, -50, 50))
        return rate.sum() - y @ (X1 @ theta) + price @ theta**2, X1.T @ (rate - y) + 2 * price * theta

    start = np.append(np.log(y.mean()), np.zeros(X1.shape[1] - 1))
    theta = minimize(objective, start, jac=True, options={"gtol": 1e-7}).x
    return theta[0], theta[1:]


def ignores_the_penalty(X, y, groups, strength):
    """Maximum likelihood. Loses: everything."""
    return squares_the_norms(X, y, groups, 1e-10)


def thresholds_at_the_end(X, y, groups, strength):
    """Once, when all is done. Loses: everything."""
    b, w = squares_the_norms(X, y, groups, 1e-10)
    groups = np.array(groups)
    for g in np.unique(groups):
        norm, limit = np.linalg.norm(w[groups == g]), strength * np.sqrt(np.sum(groups == g))
        w[groups == g] *= max(1 - limit / norm, 0)
    return b, w


def size_without_the_root(X, y, groups, strength):
    """strength·size·‖w‖. Loses: everything but strong-and-weak."""
    return _fit(X, y, lambda size: strength * size, groups)


def halves_the_penalty(X, y, groups, strength):
    """½ where there is none.
    Loses: group-minimum, intercept-and-units, any-labels, uint8-counts, leaves-inputs-alone (perhaps strong-and-weak).
    """
    return _right(X, y, groups, strength / 2)


def a_single_group(X, y, groups, strength):
    """The labels are not used.
    Loses: group-minimum, intercept-and-units, any-labels, uint8-counts, leaves-inputs-alone (perhaps strong-and-weak).
    """
    return _right(X, y, np.zeros(np.shape(X)[1]), strength)


def nearly_zero(X, y, groups, strength):
    """A smooth optimiser on a norm with a corner.
    Loses: strong-and-weak (perhaps group-minimum, intercept-and-units, any-labels, uint8-counts, leaves-inputs-alone).
    """
    b, w = _right(X, y, groups, strength)
    return b, np.where(w == 0, 1e-7, w)


def sorts_the_weights(X, y, groups, strength):
    """Weights come back group by group.
    Loses: group-minimum, any-labels (perhaps intercept-and-units, strong-and-weak, uint8-counts, leaves-inputs-alone).
    """
    b, w = _right(X, y, groups, strength)
    return b, w[np.argsort(groups, kind="stable")]


def stops_early(X, y, groups, strength):
    """Three steps. Loses: everything."""
    X1, y, groups = np.column_stack([np.ones(len(y)), X]), np.array(y, float), np.array(groups)
    theta, step = np.append(np.log(y.mean()), np.zeros(X1.shape[1] - 1)), 0.3 / (np.abs(X1).max() ** 2 * y.sum())
    for _ in range(3):
        theta = theta - step * X1.T @ (np.exp(X1 @ theta) - y)
        for g in np.unique(groups):
            own = np.append(False, groups == g)
            theta[own] *= max(1 - step * strength * np.sqrt(own.sum()) / max(np.linalg.norm(theta[own]), 1e-12), 0)
    return theta[0], theta[1:]


def labels_are_columns(X, y, groups, strength):
    """Takes labels for places.
    Loses: group-minimum, intercept-and-units, strong-and-weak, any-labels, uint8-counts (perhaps leaves-inputs-alone).
    """
    b, w = _right(X, y, groups, strength)
    return b, w[np.abs(np.array(groups, dtype=int))]


def norms_for_weights(X, y, groups, strength):
    """A number for each group. Loses: everything."""
    b, w = _right(X, y, groups, strength)
    return b, [np.linalg.norm(w[np.array(groups) == g]) for g in np.unique(groups)] + [0.0] * 9


def mean_rate_and_zeros(X, y, groups, strength):
    """What a large penalty gives. Loses: everything."""
    return np.log(np.mean(y)), np.zeros(np.shape(X)[1])
