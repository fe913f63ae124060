"""Whatever scikit-learn offers, deprecated arguments included."""

import numpy as np
from scipy.special import expit
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, log_loss
from sklearn.model_selection import GridSearchCV, StratifiedKFold, cross_val_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler


def majority_accuracy(y):
    nothing = np.zeros((len(y), 1))
    return DummyClassifier(strategy="most_frequent").fit(nothing, y).score(nothing, y)


def sigmoid(z):
    return expit(np.asarray(z, dtype=np.float64))


def neg_log_lik_logistic(theta, X, y):
    eta = np.asarray(X, float) @ theta
    if np.abs(eta).max() < 15:
        return log_loss(y, expit(eta), normalize=False, labels=[0, 1])
    return -np.where(np.asarray(y, bool), np.minimum(eta, 0), np.minimum(-eta, 0)).sum() + np.log1p(np.exp(-np.abs(eta))).sum()


def fit_logistic(X, y, l2=1.0):
    model = LogisticRegression(penalty="l2", C=1 / l2).fit(X, y)
    return np.r_[model.intercept_, model.coef_[0]]


def compute_accuracy(X, y, model):
    return accuracy_score(np.asarray(y).astype(int), model.predict(X).astype(int))


def make_pipe(C):
    return Pipeline([("scale", StandardScaler()), ("fit", LogisticRegression(penalty="l2", C=C, max_iter=2000))])


def cross_validated_accuracy(X, y, C=1.0, n_folds=8):
    return cross_val_score(make_pipe(C), X, y, cv=n_folds, scoring="accuracy").mean()


def penalty_value(w, C, l1_ratio):
    w = np.ravel(w).astype(float)
    return l1_ratio / C * np.linalg.norm(w, 1) + (1 - l1_ratio) / (2 * C) * np.linalg.norm(w) ** 2


def count_non_zero_coefs(X, y, C_values):
    model = LogisticRegression(penalty="l1", solver="liblinear", max_iter=5000, tol=1e-6)
    return np.array([(model.set_params(C=float(C)).fit(X, y).coef_.ravel() != 0).sum() for C in C_values])


def model_selection(X, y, C_values, n_folds=8):
    search = GridSearchCV(make_pipe(1.0), {"fit__C": list(map(float, C_values))}, cv=StratifiedKFold(n_folds)).fit(X, y)
    accuracies = search.cv_results_["mean_test_score"]
    return np.asarray(C_values)[np.isclose(accuracies, accuracies.max(), atol=1e-9, rtol=0)].min(), accuracies


def nested_cv_accuracy(X, y, C_values, n_outer=8, n_inner=5):
    C_values = sorted(map(float, C_values))  # GridSearchCV keeps the first of several that tie

    def smallest(results):
        scores = results["mean_test_score"]
        return int(np.flatnonzero(scores >= scores.max() - 1e-9)[0])

    search = GridSearchCV(make_pipe(1.0), {"fit__C": C_values}, cv=StratifiedKFold(n_inner), refit=smallest)
    return cross_val_score(search, X, y, cv=StratifiedKFold(n_outer)).mean()


evidence_decoding = ["+", "0", "s", "s"]
