"""NumPy and nothing else: folds, scaling and Newton's method written out."""

import numpy as np


def majority_accuracy(y):
    counts = np.unique(y, return_counts=True)[1]
    return counts.max() / counts.sum()


def sigmoid(z):
    return 0.5 * (1 + np.tanh(np.asarray(z, float) / 2))


def neg_log_lik_logistic(theta, X, y):
    margin = (2.0 * np.asarray(y, float) - 1) * (np.asarray(X, float) @ np.asarray(theta, float))
    return float(np.sum(np.maximum(-margin, 0) + np.log1p(np.exp(-np.abs(margin)))))


def newton(X, y, l2):
    X, y = np.hstack([np.ones((len(X), 1)), np.asarray(X, float)]), np.asarray(y, float)
    penalty = l2 * np.eye(X.shape[1])
    penalty[0, 0] = 0
    theta = np.zeros(X.shape[1])
    for _ in range(200):
        p = sigmoid(X @ theta)
        gradient = X.T @ (p - y) + penalty @ theta
        if np.abs(gradient).max() < 1e-10:
            break
        hessian = X.T @ (X * (p * (1 - p))[:, None]) + penalty
        step = np.linalg.solve(hessian, gradient)
        theta = theta - step / max(1.0, np.abs(X @ step).max() / 3)
    return theta


def fit_logistic(X, y, l2=1.0):
    return newton(X, y, l2)


def compute_accuracy(X, y, model):
    return np.count_nonzero(np.asarray(model.predict(X)) == np.asarray(y)) / len(y)


def stratified_folds(y, n_folds):
    """The assignment of scikit-learn: classes in order of appearance, counts as even as can be."""
    y = np.asarray(y)
    _, first, codes = np.unique(y, return_index=True, return_inverse=True)
    codes = np.argsort(np.argsort(first))[codes]
    allocation = [np.bincount(np.sort(codes)[i::n_folds], minlength=2) for i in range(n_folds)]
    fold = np.empty(len(y), int)
    for k in range(2):
        fold[codes == k] = np.repeat(np.arange(n_folds), np.array(allocation)[:, k])
    return fold


def decide(X, y, unknown, C):
    mean, spread = X.mean(axis=0), X.std(axis=0)
    theta = newton((X - mean) / spread, y, 1 / C)
    return theta[0] + (unknown - mean) / spread @ theta[1:] > 0


def cross_validated_accuracy(X, y, C=1.0, n_folds=8):
    fold = stratified_folds(y, n_folds)
    return sum(np.mean(decide(X[fold != k], y[fold != k], X[fold == k], C) == y[fold == k]) for k in range(n_folds)) / n_folds


def penalty_value(w, C, l1_ratio):
    total = 0.0
    for value in np.nditer(np.asarray(w, float)):
        total += l1_ratio * abs(value) + (1 - l1_ratio) * value * value / 2
    return total / C


def count_non_zero_coefs(X, y, C_values):
    """Coordinate descent on liblinear's objective, in which the intercept is penalised like a weight."""
    X, y = np.hstack([np.asarray(X, float), np.ones((len(X), 1))]), np.asarray(y, float)
    counts = []
    for C in C_values:
        w = np.zeros(X.shape[1])
        for _ in range(20_000):
            p = sigmoid(X @ w)
            bound = 0.25 * np.linalg.norm(X, 2) ** 2
            target = w - X.T @ (p - y) / bound
            new = np.sign(target) * np.maximum(np.abs(target) - 1 / C / bound, 0)
            change, w = np.abs(new - w).max(), new
            if change < 1e-9:
                break
        counts.append(int(np.sum(w[:-1] != 0)))
    return tuple(counts)


def model_selection(X, y, C_values, n_folds=8):
    accuracies = [cross_validated_accuracy(X, y, C, n_folds) for C in C_values]
    best = max(accuracies)
    return sorted(C for C, a in zip(C_values, accuracies, strict=True) if best - a <= 1e-9)[0], accuracies


def nested_cv_accuracy(X, y, C_values, n_outer=8, n_inner=5):
    fold, total = stratified_folds(y, n_outer), 0.0
    for k in range(n_outer):
        known = fold != k
        C = model_selection(X[known], y[known], C_values, n_inner)[0]
        total += np.mean(decide(X[known], y[known], X[~known], C) == y[~known])
    return total / n_outer


evidence_decoding = "+0ss"
