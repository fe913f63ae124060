"""The lasso and the group lasso of lab 05 for many features: the same optima by Newton's method on few of the weights.

A step downhill is blind to the curvature, and needs hundreds of looks at all the data. Here the likelihood is replaced by
the parabola that touches it (Lee, Sun & Saunders 2014, SIAM J Optim 24:1420), whose penalised minimum is sought on a matrix as
small as the number of weights that are not held at zero.
"""

import numpy as np

TOLERANCE = 1e-7  # largest violation of the conditions of an optimum, relative to the slopes at the start


def fit_lasso_poisson(X, y, l1):
    """As `solutions.regularization.fit_lasso_poisson`."""
    return fit_group_lasso_poisson(X, y, np.arange(np.shape(X)[1]), l1)


def fit_group_lasso_poisson(X, y, groups, strength):
    """As `solutions.regularization.fit_group_lasso_poisson`."""
    y, groups = np.asarray(y, dtype=float), np.unique(groups, return_inverse=True)[1]
    order = np.argsort(groups, kind="stable")
    X = np.asarray(X, dtype=float)[:, order]
    centre = X.mean(axis=0)
    X = np.column_stack([np.ones(len(y)), X - centre])
    edges = np.concatenate([[1], 1 + np.cumsum(np.bincount(groups))])
    theta = _minimise(X, y, edges, strength * np.sqrt(np.diff(edges)))
    weights = np.empty(len(order))
    weights[order] = theta[1:]
    return theta[0] - centre @ theta[1:], weights


def _minimise(X, y, edges, prices):
    """Newton steps on the groups that move; `edges` are the first columns of the groups, after the intercept."""
    theta = np.append(np.log(y.mean()), np.zeros(X.shape[1] - 1))
    starts, sizes = np.append(0, edges[:-1]), np.append(1, np.diff(edges))
    prices, eta, limit = np.append(0.0, prices), np.full(len(y), theta[0]), None
    for _ in range(200):
        rate = np.exp(eta)
        slope = X.T @ (rate - y)
        limit = limit or TOLERANCE * max(np.abs(slope).max(), 1.0)
        wrong = _violations(theta, slope, starts, sizes, prices)
        if wrong.max() <= limit:
            break
        moving = (wrong > 0.1 * limit) | (np.add.reduceat(theta**2, starts) > 0)
        moving[0] = True
        columns = np.repeat(moving, sizes)
        penalty = Penalty(sizes[moving], prices[moving])
        part, old = X[:, columns], theta[columns]
        new = _minimise_parabola((part.T * rate) @ part, slope[columns], old, penalty, max(0.01 * wrong.max(), 0.1 * limit))
        length = _search(eta, rate, y, part @ (new - old), slope[columns] @ (new - old), old, new, penalty)
        theta[columns] += length * (new - old)
        eta = eta + length * (part @ (new - old))
    return theta


def _search(eta, rate, y, change, promised, old, new, penalty):
    """How much of a step to go: all of it, or half as often as needed until the objective falls."""
    before, length = penalty.of(old), 1.0
    promised += penalty.of(new) - before
    with np.errstate(over="ignore"):
        while length > 1e-10:
            price = penalty.of(old + length * (new - old)) - before
            risen = rate @ np.expm1(length * change) - length * (y @ change) + price
            if risen <= 1e-4 * length * promised + 1e-13 * rate.sum():
                break
            length /= 2
    return length


def _violations(theta, slope, starts, sizes, prices):
    """How far each group is from the conditions of an optimum."""
    norms = np.sqrt(np.add.reduceat(theta**2, starts))
    unit = theta / np.repeat(np.where(norms > 0, norms, 1.0), sizes)
    pull = np.sqrt(np.add.reduceat((slope + np.repeat(prices, sizes) * unit) ** 2, starts))
    return np.where(norms > 0, pull, np.maximum(pull - prices, 0.0))


class Penalty:
    """Sum of prices times norms of neighbouring groups; the first is the intercept, which has no price."""

    def __init__(self, sizes, prices):
        self.sizes, self.prices = sizes, prices
        self.starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])

    def norms(self, theta):
        """Of each group."""
        return np.sqrt(np.add.reduceat(theta**2, self.starts))

    def of(self, theta):
        """The penalty itself."""
        return self.prices @ self.norms(theta)

    def shrink(self, theta, step):
        """Its proximal operator."""
        norms = self.norms(theta)
        factor = 1 - step * self.prices / np.where(norms > 0, norms, np.inf)
        return theta * np.repeat(np.maximum(factor, 0.0), self.sizes)


def _minimise_parabola(curvature, slope, start, penalty, limit):
    """Minimise slope·d + ½·d·C·d + penalty(start + d): steps with momentum, and Newton where the groups stay."""
    step = 1 / max(np.linalg.eigvalsh(curvature)[-1], 1e-12)
    theta = ahead = start
    momentum = 1.0
    for count in range(1, 5000):
        new = penalty.shrink(ahead - step * (slope + curvature @ (ahead - start)), step)
        if np.abs(new - ahead).max() <= limit * step:
            return new
        momentum = 1.0 if (ahead - new) @ (new - theta) > 0 else momentum
        following = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = new + (momentum - 1) / following * (new - theta)
        theta, momentum = new, following
        if count % 8 == 0:
            polished = _polish(curvature, slope, start, theta, penalty)
            if polished is not None:
                theta = ahead = polished
                momentum = 1.0
    return theta


def _polish(curvature, slope, start, theta, penalty):
    """One Newton step on the groups that are not 0, or None where a group would turn round."""
    norms = penalty.norms(theta)
    kept = np.repeat(norms > 0, penalty.sizes)
    kept[0] = True
    unit = theta / np.repeat(np.where(norms > 0, norms, 1.0), penalty.sizes)
    pull = slope + curvature @ (theta - start) + np.repeat(penalty.prices, penalty.sizes) * unit
    hessian = curvature.copy()
    for g in np.flatnonzero((norms > 0) & (penalty.sizes > 1)):
        own = slice(penalty.starts[g], penalty.starts[g] + penalty.sizes[g])
        hessian[own, own] += penalty.prices[g] / norms[g] * (np.eye(penalty.sizes[g]) - np.outer(unit[own], unit[own]))
    try:
        step = np.linalg.solve(hessian[np.ix_(kept, kept)], -pull[kept])
    except np.linalg.LinAlgError:  # columns that say the same: the steps go on without this shortcut
        return None
    new = theta.copy()
    new[kept] += step
    turned = (np.add.reduceat(new * theta, penalty.starts) <= 0) & (norms > 0)
    return None if turned[1:].any() else new
