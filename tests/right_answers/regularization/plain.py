"""The lab as most students solve it: each function calls the earlier ones by their names."""

import numpy as np
from sklearn.linear_model import PoissonRegressor


def blocked_folds(n_samples, n_folds, gap=0):
    folds = []
    for test in np.array_split(np.arange(n_samples), n_folds):
        before = np.arange(0, max(test[0] - gap, 0))
        after = np.arange(min(test[-1] + gap + 1, n_samples), n_samples)
        folds.append((np.concatenate([before, after]), test))
    return folds


def ridge_from_mean_strength(strength, n_samples):
    return strength * n_samples


def select_ridge(X, y, strengths, n_folds=5, gap=0):
    scores = []
    for strength in strengths:
        fold_scores = []
        for train, test in blocked_folds(len(y), n_folds, gap):
            model = PoissonRegressor(alpha=strength / len(train), tol=1e-7, max_iter=10000)
            model.fit(X[train], y[train])
            rate = model.predict(X[test])
            fold_scores.append(np.mean(y[test] * np.log(rate) - rate))
        scores.append(np.mean(fold_scores))
    return strengths[int(np.argmax(scores))], np.array(scores)


def soft_threshold(w, t):
    w = np.asarray(w, dtype=float)
    return np.where(w > t, w - t, np.where(w < -t, w + t, 0.0))


def fit_lasso_poisson(X, y, l1):
    X1 = np.column_stack([np.ones(len(y)), X])
    y = np.asarray(y, dtype=float)
    theta = np.zeros(X1.shape[1])
    theta[0] = np.log(np.mean(y))
    step = 1.0
    for _ in range(20000):
        rate = np.exp(X1 @ theta)
        gradient = X1.T @ (rate - y)
        while True:
            new = theta - step * gradient
            new[1:] = soft_threshold(new[1:], step * l1)
            move = new - theta
            with np.errstate(over="ignore"):
                change = np.sum(np.exp(X1 @ new)) - np.sum(rate) - y @ (X1 @ move)
            if change <= gradient @ move + move @ move / (2 * step) + 1e-12:
                break
            step = step / 2
        theta = new
        if np.max(np.abs(move)) < 1e-8:
            break
    return theta[0], theta[1:]


def group_soft_threshold(w, groups, t):
    w = np.asarray(w, dtype=float)
    groups = np.asarray(groups)
    result = np.zeros(len(w))
    for g in np.unique(groups):
        mask = groups == g
        norm = np.sqrt(np.sum(w[mask] ** 2))
        threshold = t * np.sqrt(np.sum(mask))
        if norm > threshold:
            result[mask] = w[mask] * (1 - threshold / norm)
    return result


def fit_group_lasso_poisson(X, y, groups, strength):
    X1 = np.column_stack([np.ones(len(y)), X])
    y = np.asarray(y, dtype=float)
    theta = np.zeros(X1.shape[1])
    theta[0] = np.log(np.mean(y))
    step = 1.0
    for _ in range(20000):
        rate = np.exp(X1 @ theta)
        gradient = X1.T @ (rate - y)
        while True:
            new = theta - step * gradient
            new[1:] = group_soft_threshold(new[1:], groups, step * strength)
            move = new - theta
            with np.errstate(over="ignore"):
                change = np.sum(np.exp(X1 @ new)) - np.sum(rate) - y @ (X1 @ move)
            if change <= gradient @ move + move @ move / (2 * step) + 1e-12:
                break
            step = step / 2
        theta = new
        if np.max(np.abs(move)) < 1e-8:
            break
    return theta[0], theta[1:]


def tensor_product_basis(bx, by):
    bx = np.asarray(bx, dtype=float)
    by = np.asarray(by, dtype=float)
    columns = []
    for i in range(bx.shape[1]):
        for j in range(by.shape[1]):
            columns.append(bx[:, i] * by[:, j])
    return np.column_stack(columns)


evidence_strengths = "e0++"
