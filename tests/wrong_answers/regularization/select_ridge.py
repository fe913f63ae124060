"""Wrong answers to select_ridge; tests/autograder/exercises/banks.py tells how they are written."""

import math

import numpy as np
from scipy.optimize import minimize
from scipy.stats import poisson
from sklearn.model_selection import KFold


def _fit(X, y, ridge):
    """By L-BFGS, so that nothing depends on the reference."""
    X1 = np.column_stack([np.ones(len(y)), X])

    def objective(theta):
        rate = np.exp(np.clip(X1 @ theta, -50, 50))
        weights = np.append(0.0, theta[1:])
        return rate.sum() - y @ (X1 @ theta) + ridge / 2 * weights @ weights, X1.T @ (rate - y) + ridge * weights

    start = np.append(math.log(y.mean()), np.zeros(X.shape[1]))
    theta = minimize(objective, start, jac=True, method="L-BFGS-B", options={"ftol": 1e-14, "gtol": 1e-7}).x
    return theta[0], theta[1:]


def _log_lik(y, eta):
    return float(np.mean(y * eta - np.exp(eta)))


def _blocks(n, n_folds, gap):
    for _, test in KFold(n_folds).split(np.zeros(n)):
        yield np.array([i for i in range(n) if i < test[0] - gap or i > test[-1] + gap]), test


def _scores(X, y, strengths, n_folds, gap, strength_of=lambda s, n_train: s, log_lik=_log_lik, folds=None, rows="test"):
    X, y = np.asarray(X, float), np.asarray(y, float)
    table = []
    for train, test in folds or _blocks(len(y), n_folds, gap):
        fits = [_fit(X[train], y[train], strength_of(s, len(train))) for s in strengths]
        seen = train if rows == "train" else test
        table.append([log_lik(y[seen], b + X[seen] @ w) for b, w in fits])
    return np.mean(table, axis=0)


def _best_of(strengths, scores):
    return float(np.asarray(strengths, float)[int(np.argmax(scores))]), scores


def mean_loss(X, y, strengths, n_folds=5, gap=0):
    """alpha is taken for the ridge. Loses: everything."""
    return _best_of(strengths, _scores(X, y, strengths, n_folds, gap, lambda s, n: s * n))


def all_samples_instead(X, y, strengths, n_folds=5, gap=0):
    """alpha = strength / len(y), in every fold.
    Loses: scores-of-strengths, best-strength, folds-and-gap, leaves-inputs-alone (perhaps one-strength-and-uint8).
    """
    return _best_of(strengths, _scores(X, y, strengths, n_folds, gap, lambda s, n: s * n / len(y)))


def scores_the_training_set(X, y, strengths, n_folds=5, gap=0):
    """Fit and score on the same rows. Loses: everything."""
    return _best_of(strengths, _scores(X, y, strengths, n_folds, gap, rows="train"))


def ignores_the_gap(X, y, strengths, n_folds=5, gap=0):
    """Blocks without a gap. Loses: folds-and-gap."""
    return _best_of(strengths, _scores(X, y, strengths, n_folds, 0))


def always_five_folds(X, y, strengths, n_folds=5, gap=0):
    """Does not hand n_folds on. Loses: scores-of-strengths, best-strength, folds-and-gap."""
    return _best_of(strengths, _scores(X, y, strengths, 5, gap))


def scattered_folds(X, y, strengths, n_folds=5, gap=0):
    """Every k-th sample, without a gap. Loses: everything."""
    fold = np.arange(len(y)) % n_folds
    folds = [(np.flatnonzero(fold != k), np.flatnonzero(fold == k)) for k in range(n_folds)]
    return _best_of(strengths, _scores(X, y, strengths, n_folds, gap, folds=folds))


def sums_over_bins(X, y, strengths, n_folds=5, gap=0):
    """Sums in place of means. Loses: everything."""
    return _best_of(strengths, _scores(X, y, strengths, n_folds, gap, log_lik=lambda y, eta: float(y @ eta - np.exp(eta).sum())))


def sign_flipped(X, y, strengths, n_folds=5, gap=0):
    """Losses in place of scores, and the smallest of them. Loses: everything."""
    losses = -_scores(X, y, strengths, n_folds, gap)
    return float(np.asarray(strengths, float)[losses.argmin()]), losses


def with_the_factorial(X, y, strengths, n_folds=5, gap=0):
    """By scipy's logpmf. Loses: everything."""
    return _best_of(strengths, _scores(
        X, y, strengths, n_folds, gap, log_lik=lambda y, eta: float(poisson.logpmf(y, np.exp(eta)).mean())))


def returns_the_place(X, y, strengths, n_folds=5, gap=0):
    """argmax in place of the strength. Loses: everything."""
    scores = _scores(X, y, strengths, n_folds, gap)
    return np.argmax(scores), scores


def standardises(X, y, strengths, n_folds=5, gap=0):
    """z-scores first.
    Loses: scores-of-strengths, best-strength, folds-and-gap, one-strength-and-uint8 (perhaps leaves-inputs-alone).
    """
    X = np.asarray(X, float)
    return _best_of(strengths, _scores((X - X.mean(axis=0)) / X.std(axis=0), y, strengths, n_folds, gap))


def chooses_the_worst(X, y, strengths, n_folds=5, gap=0):
    """argmin of right scores. Loses: everything."""
    scores = _scores(X, y, strengths, n_folds, gap)
    return float(np.asarray(strengths, float)[scores.argmin()]), scores


def forgets_the_half(X, y, strengths, n_folds=5, gap=0):
    """ridge·w² in place of ½·ridge·w². Loses: everything."""
    return _best_of(strengths, _scores(X, y, strengths, n_folds, gap, lambda s, n: 2 * s))


def no_penalty(X, y, strengths, n_folds=5, gap=0):
    """The strength is not used. Loses: everything."""
    return _best_of(strengths, _scores(X, y, strengths, n_folds, gap, lambda s, n: 1e-6))


def in_bits(X, y, strengths, n_folds=5, gap=0):
    """Divided by ln 2. Loses: everything."""
    return _best_of(strengths, _scores(X, y, strengths, n_folds, gap) / math.log(2))


def scores_the_rate(X, y, strengths, n_folds=5, gap=0):
    """exp left out: a linear model's score. Loses: everything."""
    return _best_of(strengths, _scores(X, y, strengths, n_folds, gap, log_lik=lambda y, eta: float(np.mean(y * eta - eta))))


def sorts_the_grid(X, y, strengths, n_folds=5, gap=0):
    """Scores in the order of size, not in the order given. Loses: scores-of-strengths, best-strength."""
    ordered = sorted(float(s) for s in strengths)
    return _best_of(ordered, _scores(X, y, ordered, n_folds, gap))


def strength_alone(X, y, strengths, n_folds=5, gap=0):
    """Without the scores. Loses: everything."""
    return _best_of(strengths, _scores(X, y, strengths, n_folds, gap))[0]


def first_strength_and_zeros(X, y, strengths, n_folds=5, gap=0):
    """The form alone. Loses: everything."""
    return strengths[0], np.zeros(len(strengths))
