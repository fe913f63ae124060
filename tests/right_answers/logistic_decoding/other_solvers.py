"""Another solver wherever there is one, at its default tolerance."""

import numpy as np
from scipy.optimize import minimize, root
from scipy.special import log_expit
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_validate
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def majority_accuracy(y):
    y = np.sort(np.asarray(y).astype(int))
    middle = y[len(y) // 2]
    return (y == middle).sum() / len(y)


def sigmoid(z):
    return np.exp(log_expit(np.asarray(z, float)))


def neg_log_lik_logistic(theta, X, y):
    total = 0.0
    for row, label in zip(np.asarray(X, float), y, strict=True):
        eta = float(row @ theta)
        cost = -eta if label else eta
        total += cost + np.log1p(np.exp(-cost)) if cost > 0 else np.log1p(np.exp(cost))
    return total


def fit_logistic(X, y, l2=1.0):
    """Where the gradient is 0; the features are centred on the way, and the intercept turned back."""
    X, y = np.asarray(X, float), np.asarray(y, float)
    mean = X.mean(axis=0)
    A = np.column_stack([np.ones(len(X)), X - mean])
    weight = np.append(0.0, np.full(X.shape[1], l2))

    def slope(t):
        return A.T @ (sigmoid(A @ t) - y) + weight * t

    def curvature(t):
        p = sigmoid(A @ t)
        return A.T * (p * (1 - p)) @ A + np.diag(weight)

    found = root(slope, np.zeros(A.shape[1]), jac=curvature)
    if not found.success:
        def objective(t):
            return -log_expit((2 * y - 1) * (A @ t)).sum() + 0.5 * weight @ t**2

        found = minimize(objective, np.zeros(A.shape[1]), jac=slope, hess=curvature, method="Newton-CG", options={"xtol": 1e-9})
    theta = found.x
    return np.append(theta[0] - mean @ theta[1:], theta[1:])


def compute_accuracy(X, y, model):
    return model.score(X, np.asarray(y).astype(int))


def decoder(C):
    return make_pipeline(StandardScaler(), LogisticRegression(C=C, solver="newton-cg"))


def cross_validated_accuracy(X, y, C=1.0, n_folds=8):
    return np.mean(cross_validate(decoder(C), X, y, cv=StratifiedKFold(n_folds, shuffle=False))["test_score"])


def penalty_value(w, C, l1_ratio):
    w = np.asarray(w, float).flatten()
    return (l1_ratio * np.abs(w).sum() + 0.5 * (1 - l1_ratio) * np.dot(w, w)) * (1 / C)


def count_non_zero_coefs(X, y, C_values):
    counts = np.zeros(len(C_values))
    for seed, C in enumerate(C_values):
        model = LogisticRegression(penalty="l1", C=C, solver="liblinear", random_state=seed, max_iter=1000)
        counts[seed] = sum(abs(w) > 0 for w in model.fit(X, y).coef_[0])
    return counts


def model_selection(X, y, C_values, n_folds=8):
    order = np.argsort(C_values)[::-1]
    accuracies, best, best_C = np.empty(len(C_values)), -1.0, None
    for i in order:
        accuracies[i] = cross_validated_accuracy(X, y, C_values[i], n_folds)
        if accuracies[i] > best - 1e-9:
            best, best_C = max(best, accuracies[i]), C_values[i]
    return best_C, accuracies


def nested_cv_accuracy(X, y, C_values, n_outer=8, n_inner=5):
    hits = []
    for train, test in StratifiedKFold(n_outer).split(X, y):
        C = model_selection(X[train], y[train], C_values, n_inner)[0]
        model = clone(decoder(C)).fit(X[train], y[train])
        hits.append(compute_accuracy(X[test], y[test], model))
    return sum(hits) / len(hits)


evidence_decoding = " +0 ss "
