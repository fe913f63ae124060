"""Right in ways that a grader may not expect: helpers, extra options, other containers, prints and warnings."""

import warnings

import numpy as np
from sklearn.linear_model import PoissonRegressor
from sklearn.model_selection import KFold


def blocked_folds(n_samples, n_folds, gap=0, verbose=False):
    if verbose:
        print("making folds")
    samples = np.arange(n_samples)
    folds = []
    for train, test in KFold(n_folds).split(samples):
        far = np.array([np.min(np.abs(test - i)) > gap for i in train], dtype=bool)
        folds.append((np.int32(train[far]), test.astype(float)))
    return folds


def ridge_from_mean_strength(strength, n_samples, *, already_summed=False):
    return np.array(strength * (1 if already_summed else n_samples), dtype=float)


def select_ridge(X, y, strengths, n_folds=5, gap=0, solver="newton-cholesky"):
    warnings.warn("this may take a moment", stacklevel=2)
    X = np.asarray(X)
    y = np.asarray(y, dtype=np.float64)
    results = {}
    for s in map(float, strengths):
        parts = []
        for train, test in blocked_folds(len(y), n_folds, gap):
            train, test = np.asarray(train, int), np.asarray(test, int)
            fit = PoissonRegressor(alpha=s / train.size, solver=solver, tol=1e-6).fit(X[train], y[train])
            eta = fit.intercept_ + np.dot(X[test], fit.coef_)
            parts.append(float(np.dot(y[test], eta) - np.exp(eta).sum()) / test.size)
        results[s] = sum(parts) / len(parts)
    return max(results, key=lambda s: (results[s], s)), tuple(results.values())


def soft_threshold(w, t):
    shrunk = np.abs(np.asarray(w, np.float64))
    shrunk = np.fmax(shrunk - t, 0.0)
    return np.copysign(shrunk, np.asarray(w, np.float64))


def group_soft_threshold(w, groups, t):
    w = np.array(w, np.float64)
    onehot = (np.asarray(groups)[:, None] == np.unique(groups)).astype(float)
    norm = np.sqrt(onehot @ (onehot.T @ w**2))
    limit = t * np.sqrt(onehot @ onehot.sum(axis=0))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(w * np.maximum(1 - limit / norm, 0))


class _Descent:
    """Proximal descent on centred features; the intercept is solved for exactly after each step."""

    def __init__(self, X, y):
        X = np.asarray(X, float)
        self.mean, self.y = X.mean(axis=0), np.asarray(y, float)
        self.X = X - self.mean

    def intercept(self, w):
        return np.log(self.y.sum() / np.exp(self.X @ w).sum())

    def loss(self, w):
        with np.errstate(over="ignore"):
            return self.y.sum() * np.log(np.exp(self.X @ w).sum()) - self.y @ (self.X @ w)

    def run(self, shrink, n_steps=30_000):
        w, step = np.zeros(self.X.shape[1]), 1.0
        for _ in range(n_steps):
            rate = np.exp(self.intercept(w) + self.X @ w)
            slope = self.X.T @ (rate - self.y)
            new = shrink(w - step * slope, step)
            move = new - w
            if self.loss(new) > self.loss(w) + slope @ move + move @ move / (2 * step) + 1e-12:
                step /= 2
                continue
            w, step = new, step * 1.2
            if np.abs(move).max() < 1e-9:
                break
        return self.intercept(w) - self.mean @ w, w


def fit_lasso_poisson(X, y, l1):
    return _Descent(X, y).run(lambda w, step: np.asarray(soft_threshold(w, step * l1)))


def fit_group_lasso_poisson(X, y, groups, strength):
    b, w = _Descent(X, y).run(lambda w, step: np.asarray(group_soft_threshold(w, groups, step * strength)))
    print("intercept", b)
    return [np.float32(b), np.float64(w)]


def tensor_product_basis(bx, by):
    bx, by = np.asarray(bx, np.float64), np.asarray(by, np.float64)
    return np.repeat(bx, by.shape[1], axis=1) * np.tile(by, (1, bx.shape[1]))


evidence_strengths = np.array(["e", "0", "+", "+"]).tolist()
