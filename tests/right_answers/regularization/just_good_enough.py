"""Solvers that stop as early as the tolerances allow: right, to the digits that are asked for."""

import numpy as np
from sklearn.linear_model import PoissonRegressor


def blocked_folds(n_samples, n_folds, gap=0):
    edges = np.cumsum([0] + [len(part) for part in np.array_split(range(n_samples), n_folds)])
    return [(np.r_[0:max(a - gap, 0), min(b + gap, n_samples):n_samples].astype(int), np.r_[a:b])
            for a, b in zip(edges[:-1], edges[1:], strict=True)]


def ridge_from_mean_strength(strength, n_samples):
    return np.float32(strength) * np.float32(n_samples) if strength < 1e3 else strength * n_samples


def select_ridge(X, y, strengths, n_folds=5, gap=0):
    scores = np.zeros(len(strengths))
    for train, test in blocked_folds(len(y), n_folds, gap):
        for k, strength in enumerate(strengths):
            model = PoissonRegressor(alpha=strength / len(train), max_iter=300).fit(X[train], y[train])
            eta = np.log(model.predict(X[test]))
            scores[k] += np.mean(y[test] * eta - np.exp(eta)) / n_folds
    return strengths[np.argmax(scores)], np.round(scores, 5)


def soft_threshold(w, t):
    w = np.asarray(w, float)
    return (np.abs(w) > t) * (w - t * np.sign(w))


def group_soft_threshold(w, groups, t):
    w, groups = np.asarray(w, float), np.asarray(groups)
    shrunk = w * 1.0
    for g in set(groups.tolist()):
        norm = max(np.linalg.norm(w[groups == g]), 1e-300)
        shrunk[groups == g] *= max(0.0, 1 - t * (groups == g).sum() ** 0.5 / norm)
    return shrunk


def _descend(X, y, shrink, objective):
    X = np.column_stack([np.ones(len(y)), X])
    y = np.asarray(y, float)
    theta = np.append(np.log(y.mean()), np.zeros(X.shape[1] - 1))
    step, old = 0.1, len(y) * y.mean() - y.sum() * theta[0]
    for k in range(50_000):
        with np.errstate(over="ignore", invalid="ignore"):
            new = theta - step * X.T @ (np.exp(X @ theta) - y)
            new = np.append(new[0], shrink(new[1:], step))
            value = np.exp(X @ new).sum() - y @ (X @ new) + objective(new[1:])
        if not value <= old + 1e-11:
            step /= 2
            continue
        theta, old, last = new, value, old
        if k % 20 == 0 and last - value < 1e-9:
            break
    return theta[0], theta[1:]


def fit_lasso_poisson(X, y, l1):
    return _descend(X, y, lambda w, step: soft_threshold(w, step * l1), lambda w: l1 * np.abs(w).sum())


def fit_group_lasso_poisson(X, y, groups, strength):
    groups = np.asarray(groups)

    def penalty(w):
        return strength * sum(np.sqrt((groups == g).sum()) * np.linalg.norm(w[groups == g]) for g in np.unique(groups))

    return _descend(X, y, lambda w, step: group_soft_threshold(w, groups, step * strength), penalty)


def tensor_product_basis(bx, by):
    products = np.asarray(bx, np.float64)[..., None] * np.asarray(by, np.float64)[:, None]
    return products.reshape(products.shape[0], products.shape[1] * products.shape[2])


evidence_strengths = "e0++"
