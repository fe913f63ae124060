"""Wrong answers to count_non_zero_coefs; how they are named and marked is told in tests/autograder/exercises/banks.py."""

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler


def _fit(X, y, C, **settings):
    settings = {"penalty": "l1", "solver": "liblinear", "max_iter": 5000, **settings}
    return LogisticRegression(C=C, **settings).fit(X, y)


def counts_zeros(X, y, C_values):
    """As a tutorial asks in words. Loses: everything."""
    return [np.sum(_fit(X, y, C).coef_ == 0) for C in C_values]


def counts_the_intercept(X, y, C_values):
    """All parameters. Loses: counts (perhaps order)."""
    models = [_fit(X, y, C) for C in C_values]
    return [np.count_nonzero(np.append(model.coef_, model.intercept_)) for model in models]


def penalty_is_l2(X, y, C_values):
    """scikit-learn's default. Loses: everything."""
    return np.array([np.sum(_fit(X, y, C, penalty="l2").coef_ != 0) for C in C_values])


def standardises(X, y, C_values):
    """A good habit, here not asked for. Loses: everything."""
    Z = StandardScaler().fit_transform(X)
    return np.array([np.sum(_fit(Z, y, C).coef_ != 0) for C in C_values])


def c_upside_down(X, y, C_values):
    """C for a strength. Loses: everything."""
    return [np.sum(_fit(X, y, 1.0 / C).coef_ != 0) for C in C_values]


def share_of_the_weights(X, y, C_values):
    """A mean for a sum. Loses: everything."""
    return np.array([np.mean(_fit(X, y, C).coef_ != 0) for C in C_values])


# ---- nearly right


def always_c_1(X, y, C_values):
    """C is not handed on. Loses: everything."""
    return [np.sum(_fit(X, y, 1.0).coef_ != 0) for _ in C_values]


def in_increasing_order(X, y, C_values):
    """Sorts the values first. Loses: order."""
    return [np.sum(_fit(X, y, C).coef_ != 0) for C in np.sort(C_values)]


def only_large_ones(X, y, C_values):
    """Weights below 0.5 count as 0. Loses: everything."""
    return [np.sum(np.abs(_fit(X, y, C).coef_) > 0.5) for C in C_values]


def only_positive_ones(X, y, C_values):
    """Weights above 0. Loses: something."""
    return [np.sum(_fit(X, y, C).coef_ > 0) for C in C_values]


def column_of_counts(X, y, C_values):
    """Shape (n_C, 1). Loses: everything."""
    return np.array([np.sum(_fit(X, y, C).coef_ != 0, axis=1) for C in C_values])


def last_one_only(X, y, C_values):
    """A number. Loses: everything."""
    for C in C_values:
        n_left = np.sum(_fit(X, y, C).coef_ != 0)
    return n_left


def in_all_of_them(X, y, C_values):
    """Neurons left at every C so far. Loses: everything."""
    left, counts = np.ones(np.shape(X)[1], bool), []
    for C in C_values:
        left &= _fit(X, y, C).coef_[0] != 0
        counts.append(left.sum())
    return counts


def centres_in_place(X, y, C_values):
    """Takes the mean out of the features that it was given. Loses: leaves-inputs-alone (perhaps counts, order, many-features)."""
    X -= X.mean(axis=0)
    return [np.sum(_fit(X, y, C).coef_ != 0) for C in C_values]


def without_intercept(X, y, C_values):
    """No intercept in the fit. Loses: counts."""
    return [np.sum(_fit(X, y, C, fit_intercept=False).coef_ != 0) for C in C_values]


def the_weights_themselves(X, y, C_values):
    """Not counted. Loses: everything."""
    return np.array([_fit(X, y, C).coef_[0] for C in C_values])
