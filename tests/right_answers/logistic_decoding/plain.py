"""As most would write it; later functions call the earlier ones by name."""

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def majority_accuracy(y):
    return max(np.mean(np.asarray(y) == 1), np.mean(np.asarray(y) == 0))


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -np.asarray(z, dtype=float)))


def neg_log_lik_logistic(theta, X, y):
    eta = X @ theta
    y = np.asarray(y, dtype=float)
    return np.sum(np.logaddexp(0, eta) - y * eta)


def fit_logistic(X, y, l2=1.0):
    X1 = np.column_stack([np.ones(len(y)), X])

    def objective(theta):
        return neg_log_lik_logistic(theta, X1, y) + l2 / 2 * np.sum(theta[1:] ** 2)

    def gradient(theta):
        slope = X1.T @ (sigmoid(X1 @ theta) - y)
        slope[1:] += l2 * theta[1:]
        return slope

    result = minimize(objective, np.zeros(X1.shape[1]), jac=gradient, method="L-BFGS-B",
                      options={"maxiter": 10_000, "maxfun": 100_000})
    return result.x


def compute_accuracy(X, y, model):
    y_pred = model.predict(X)
    return (y_pred == y).mean()


def cross_validated_accuracy(X, y, C=1.0, n_folds=8):
    folds = StratifiedKFold(n_splits=n_folds)
    scores = []
    for train_index, test_index in folds.split(X, y):
        scaler = StandardScaler()
        X_train = scaler.fit_transform(X[train_index])
        X_test = scaler.transform(X[test_index])
        log_reg = LogisticRegression(C=C)
        log_reg.fit(X_train, y[train_index])
        scores.append(compute_accuracy(X_test, y[test_index], log_reg))
    return np.mean(scores)


def penalty_value(w, C, l1_ratio):
    w = np.asarray(w, dtype=float)
    l1 = np.sum(np.abs(w))
    l2 = np.sum(w**2)
    return (l1_ratio * l1 + (1 - l1_ratio) * l2 / 2) / C


def count_non_zero_coefs(X, y, C_values):
    non_zero = []
    for C in C_values:
        model = LogisticRegression(penalty="l1", C=C, solver="liblinear")
        model.fit(X, y)
        non_zero.append(np.sum(model.coef_ != 0))
    return non_zero


def model_selection(X, y, C_values, n_folds=8):
    accuracies = np.zeros(len(C_values))
    for i, C in enumerate(C_values):
        accuracies[i] = cross_validated_accuracy(X, y, C=C, n_folds=n_folds)
    good = [C for C, accuracy in zip(C_values, accuracies, strict=True) if accuracy >= accuracies.max() - 1e-9]
    return min(good), accuracies


def nested_cv_accuracy(X, y, C_values, n_outer=8, n_inner=5):
    scores = []
    for train, test in StratifiedKFold(n_outer).split(X, y):
        C, _ = model_selection(X[train], y[train], C_values, n_folds=n_inner)
        model = make_pipeline(StandardScaler(), LogisticRegression(C=C))
        model.fit(X[train], y[train])
        scores.append(compute_accuracy(X[test], y[test], model))
    return np.mean(scores)


evidence_number = 2026
evidence_decoding = "+0ss"
