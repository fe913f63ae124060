"""As short as it gets."""

import numpy as np
from scipy.special import expit, log_expit
from sklearn.linear_model import LogisticRegression as Logistic
from sklearn.model_selection import StratifiedKFold as Folds
from sklearn.model_selection import cross_val_score as score
from sklearn.pipeline import make_pipeline as pipe
from sklearn.preprocessing import StandardScaler as Scale

decoder = lambda C: pipe(Scale(), Logistic(C=C, solver="newton-cholesky"))  # noqa: E731
majority_accuracy = lambda y: 0.5 + abs(np.mean(y) - 0.5)  # noqa: E731
sigmoid = lambda z: expit(np.float64(z))  # noqa: E731
neg_log_lik_logistic = lambda t, X, y: -log_expit((2 * np.float64(y) - 1) * (X @ t)).sum()  # noqa: E731
compute_accuracy = lambda X, y, model: 1 - np.mean(np.abs(model.predict(X) - np.float64(y)))  # noqa: E731
penalty_value = lambda w, C, r: np.sum(r * np.abs(w := np.float64(w)) + (1 - r) / 2 * w * w) / C  # noqa: E731


def fit_logistic(X, y, l2=1.0):
    m = Logistic(C=1 / l2, solver="newton-cholesky", tol=1e-8).fit(X, y)
    return [*m.intercept_, *m.coef_[0]]


def cross_validated_accuracy(X, y, C=1.0, n_folds=8):
    return score(decoder(C), X, y, cv=Folds(n_folds)).mean()


def count_non_zero_coefs(X, y, C_values):
    return [np.count_nonzero(Logistic(l1_ratio=1.0, solver="liblinear", C=C, max_iter=999).fit(X, y).coef_) for C in C_values]


def model_selection(X, y, C_values, n_folds=8):
    a = np.array([cross_validated_accuracy(X, y, C, n_folds) for C in C_values])
    return min((-round(v, 8), C) for v, C in zip(a, C_values, strict=True))[1], a


def nested_cv_accuracy(X, y, C_values, n_outer=8, n_inner=5):
    return np.mean([decoder(model_selection(X[a], y[a], C_values, n_inner)[0]).fit(X[a], y[a]).score(X[b], y[b])
                    for a, b in Folds(n_outer).split(X, y)])


evidence_decoding = "+0ss"
