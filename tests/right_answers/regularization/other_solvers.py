"""The same minima by other roads: split signs and bounds, iteratively reweighted norms, conjugate gradients."""

import numpy as np
from scipy.optimize import minimize


def blocked_folds(n_samples, n_folds, gap=0):
    fold_of = np.concatenate([np.full(len(part), k) for k, part in enumerate(np.array_split(np.zeros(n_samples), n_folds))])
    samples, folds = np.arange(n_samples), []
    for k in range(n_folds):
        test = samples[fold_of == k]
        distance = np.maximum(test.min() - samples, samples - test.max())
        folds.append((samples[distance > gap], test))
    return tuple(folds)


def ridge_from_mean_strength(strength, n_samples):
    per_sample_penalty = 0.5 * strength
    return np.float64(2 * per_sample_penalty * n_samples)


def _design(X, y):
    return np.column_stack([np.ones(len(y)), np.asarray(X, float)]), np.asarray(y, float)


def _loss_and_slope(theta, X, y):
    with np.errstate(over="ignore"):
        rate = np.exp(X @ theta)
    return rate.sum() - y @ (X @ theta), X.T @ (rate - y)


def _ridge(X, y, ridge):
    X, y = _design(X, y)
    penalised = np.arange(X.shape[1]) > 0

    def objective(theta):
        loss, slope = _loss_and_slope(theta, X, y)
        return loss + 0.5 * ridge * theta[penalised] @ theta[penalised], slope + ridge * penalised * theta

    start = np.append(np.log(y.mean()), np.zeros(X.shape[1] - 1))
    return minimize(objective, start, jac=True, method="L-BFGS-B", options={"ftol": 1e-14, "gtol": 1e-7}).x


def select_ridge(X, y, strengths, n_folds=5, gap=0):
    table = []
    for train, test in blocked_folds(len(y), n_folds, gap):
        X1, y1 = _design(np.asarray(X)[test], np.asarray(y)[test])
        etas = np.array([X1 @ _ridge(np.asarray(X)[train], np.asarray(y)[train], s) for s in strengths])
        table.append((etas @ y1 - np.exp(etas).sum(axis=1)) / len(test))
    scores = np.mean(table, axis=0)
    return sorted(zip(scores, strengths, strict=True))[-1][1], scores


def soft_threshold(w, t):
    w = np.asarray(w, float)
    return w - np.clip(w, -t, t)


def fit_lasso_poisson(X, y, l1):
    """Positive and negative parts are variables of their own, and bounds keep them apart from zero or at it."""
    X, y = _design(X, y)
    n = X.shape[1] - 1

    def objective(parts):
        loss, slope = _loss_and_slope(np.append(parts[0], parts[1:n + 1] - parts[n + 1:]), X, y)
        return loss + l1 * parts[1:].sum(), np.concatenate([slope[:1], slope[1:] + l1, l1 - slope[1:]])

    start = np.append(np.log(y.mean()), np.zeros(2 * n))
    bounds = [(None, None)] + [(0, None)] * (2 * n)
    parts = minimize(objective, start, jac=True, method="L-BFGS-B", bounds=bounds,
                     options={"ftol": 1e-15, "gtol": 1e-8, "maxiter": 20000, "maxfun": 50000}).x
    weights = parts[1:n + 1] - parts[n + 1:]
    slope = _loss_and_slope(np.append(parts[0], weights), X, y)[1][1:]
    return parts[0], np.where((np.abs(slope) < 0.95 * l1) & (np.abs(weights) < 1e-3), 0.0, weights)


def group_soft_threshold(w, groups, t):
    w, (_, member) = np.asarray(w, float), np.unique(groups, return_inverse=True)
    limit = t * np.sqrt(np.bincount(member))
    norm = np.sqrt(np.bincount(member, w**2))
    factor = np.clip(1 - limit / np.where(norm > 0, norm, np.inf), 0, None) * (norm > 0)
    return w * factor[member]


def fit_group_lasso_poisson(X, y, groups, strength):
    """Finds which groups stay by slow proximal steps, then polishes these with a smooth optimiser."""
    X, y = _design(X, y)
    theta = np.append(np.log(y.mean()), np.zeros(X.shape[1] - 1))
    step = 1.0 / max(np.linalg.norm(X, 2) ** 2 * y.max(), 1e-9)
    for _ in range(3000):
        theta = theta - step * _loss_and_slope(theta, X, y)[1]
        theta[1:] = group_soft_threshold(theta[1:], groups, step * strength)
    labels = [label for label in np.unique(groups) if np.any(theta[1:][np.asarray(groups) == label])]
    kept = np.append(True, np.isin(groups, labels))
    own = [np.append(False, np.asarray(groups) == label)[kept] for label in labels]

    def objective(part):
        loss, slope = _loss_and_slope(part, X[:, kept], y)
        for members in own:
            norm = np.linalg.norm(part[members])
            loss += strength * np.sqrt(members.sum()) * norm
            slope[members] += strength * np.sqrt(members.sum()) * part[members] / norm
        return loss, slope

    theta[kept] = minimize(objective, theta[kept], jac=True, method="BFGS", options={"gtol": 1e-7}).x
    return theta[0], theta[1:]


def tensor_product_basis(bx, by):
    return np.einsum("ti,tj->tij", bx, by, dtype=float).reshape(len(bx), -1)


evidence_strengths = ("e", "0", "+", "+")
