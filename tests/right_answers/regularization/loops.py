"""Loops over samples and weights, lists in place of arrays, coordinate descent in place of steps downhill."""

import math

import numpy as np


def blocked_folds(n_samples, n_folds, gap=0):
    folds, start = [], 0
    for k in range(n_folds):
        size = n_samples // n_folds + (1 if k < n_samples % n_folds else 0)
        test = list(range(start, start + size))
        train = [i for i in range(n_samples) if i < start - gap or i >= start + size + gap]
        folds.append([train, test])
        start += size
    return folds


def ridge_from_mean_strength(strength, n_samples):
    return sum([strength] * 1) * n_samples


def _ridge(X, y, ridge):
    """Newton's method with the penalty on all but the intercept."""
    X = np.column_stack([np.ones(len(y)), X])
    theta = np.zeros(X.shape[1])
    theta[0] = math.log(np.mean(y))
    penalty = ridge * np.eye(len(theta))
    penalty[0, 0] = 0.0
    for _ in range(100):
        rate = np.exp(np.clip(X @ theta, -30, 30))
        slope = X.T @ (rate - y) + penalty @ theta
        step = np.linalg.solve((X.T * rate) @ X + penalty, slope)
        longest = max(abs(step))
        theta = theta - step * min(1.0, 1.0 / max(longest, 1e-300))
        if longest < 1e-9:
            break
    return theta[0], theta[1:]


def select_ridge(X, y, strengths, n_folds=5, gap=0):
    X, y, n_tried = np.array(X, float), [float(v) for v in y], 0
    scores = []
    for strength in strengths:
        total = 0.0
        for train, test in blocked_folds(len(y), n_folds, gap):
            b, w = _ridge(X[train], np.array([y[i] for i in train]), float(strength))
            inner = 0.0
            for i in test:
                eta = b + sum(X[i, k] * w[k] for k in range(len(w)))
                inner += y[i] * eta - math.exp(eta)
            total += inner / len(test)
        scores.append(total / n_folds)
        n_tried += 1
    best = 0
    for k in range(n_tried):
        if scores[k] > scores[best]:
            best = k
    return [strengths[best], scores]


def _one(w, t):
    w = float(w)
    if w > t:
        return w - t
    if w < -t:
        return w + t
    return 0.0


def soft_threshold(w, t):
    if np.ndim(w) == 0:
        return _one(w, t)
    return [soft_threshold(part, t) for part in w]


def _loss(eta, y):
    return float(np.sum(np.exp(eta) - y * eta))


def fit_lasso_poisson(X, y, l1):
    """One parameter at a time: a Newton step of its own, then the threshold."""
    X, y = np.array(X, float), np.array(y, float)
    b, w = math.log(y.mean()), [0.0] * X.shape[1]
    eta = np.full(len(y), b)
    for _ in range(5000):
        moved = math.log(y.sum() / np.exp(eta).sum())
        b, eta, largest = b + moved, eta + moved, abs(moved)
        for k in range(len(w)):
            rate = np.exp(eta)
            slope, curve = X[:, k] @ (rate - y), rate @ X[:, k] ** 2 + 1e-12
            old, loss = w[k], _loss(eta, y) + l1 * abs(w[k])
            new = soft_threshold(old - slope / curve, l1 / curve)
            while _loss(eta + (new - old) * X[:, k], y) + l1 * abs(new) > loss + 1e-12:
                curve *= 2
                new = soft_threshold(old - slope / curve, l1 / curve)
            eta = eta + (new - old) * X[:, k]
            w[k], largest = new, max(largest, abs(new - old))
        if largest < 1e-9:
            break
    return [b, w]


def group_soft_threshold(w, groups, t):
    sizes, squares = {}, {}
    for weight, group in zip(w, groups, strict=True):
        sizes[int(group)] = sizes.get(int(group), 0) + 1
        squares[int(group)] = squares.get(int(group), 0.0) + float(weight) ** 2
    result = []
    for weight, group in zip(w, groups, strict=True):
        norm, limit = math.sqrt(squares[int(group)]), t * math.sqrt(sizes[int(group)])
        result.append(float(weight) * (norm - limit) / norm if norm > limit else 0.0)
    return result


def fit_group_lasso_poisson(X, y, groups, strength):
    """One group at a time, with a step as short as its curvature asks for."""
    X, y, groups = np.array(X, float), np.array(y, float), np.array(groups)
    b, w = math.log(y.mean()), np.zeros(X.shape[1])
    eta = np.full(len(y), b)
    for _ in range(10000):
        moved = math.log(y.sum() / np.exp(eta).sum())
        b, eta, largest = b + moved, eta + moved, abs(moved)
        for g in sorted(set(groups.tolist())):
            own = np.flatnonzero(groups == g)
            size, old = math.sqrt(len(own)), w[own].copy()
            slope = X[:, own].T @ (np.exp(eta) - y)
            curve = np.linalg.norm((X[:, own].T * np.exp(eta)) @ X[:, own], 2) + 1e-12
            loss = _loss(eta, y) + strength * size * np.linalg.norm(old)
            while True:
                new = np.array(group_soft_threshold(old - slope / curve, [0] * len(own), strength / curve))
                change = X[:, own] @ (new - old)
                if _loss(eta + change, y) + strength * size * np.linalg.norm(new) <= loss + 1e-12:
                    break
                curve *= 2
            eta, w[own] = eta + change, new
            largest = max(largest, np.abs(new - old).max())
        if largest < 1e-9:
            break
    return b, w.tolist()


def tensor_product_basis(bx, by):
    rows = []
    for t in range(len(bx)):
        rows.append([float(one) * float(other) for one in bx[t] for other in by[t]])
    return rows


evidence_strengths = list("e0++")
