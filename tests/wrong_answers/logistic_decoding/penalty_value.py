"""Wrong answers to penalty_value; how they are named and marked is told in tests/autograder/exercises/banks.py."""

import numpy as np


def _right(w, C, l1_ratio):
    """What the answers below spoil."""
    w = np.ravel(w).astype(float)
    return (l1_ratio * np.abs(w).sum() + (1 - l1_ratio) / 2 * (w @ w)) / C


def multiplies_by_c(w, C, l1_ratio):
    """C for a strength. Loses: everything."""
    return C * C * _right(w, C, l1_ratio)


def halves_both(w, C, l1_ratio):
    """The printed formula of a tutorial. Loses: everything."""
    w = np.ravel(w).astype(float)
    return 0.5 / C * np.sum(l1_ratio * np.abs(w) + (1 - l1_ratio) * w**2)


def halves_neither(w, C, l1_ratio):
    """No one half at all. Loses: everything."""
    w = np.ravel(w).astype(float)
    return np.sum(l1_ratio * np.abs(w) + (1 - l1_ratio) * w**2) / C


def exchanges_the_parts(w, C, l1_ratio):
    """The share of L2. Loses: everything."""
    return _right(w, C, 1 - l1_ratio)


def length_not_squared(w, C, l1_ratio):
    """np.linalg.norm as it is. Loses: everything."""
    w = np.ravel(w).astype(float)
    return (l1_ratio * np.linalg.norm(w, 1) + (1 - l1_ratio) / 2 * np.linalg.norm(w, 2)) / C


def squares_the_l1_norm(w, C, l1_ratio):
    """The p-norm squared, for p = 1, too. Loses: everything."""
    w = np.ravel(w).astype(float)
    return (l1_ratio * np.linalg.norm(w, 1) ** 2 + (1 - l1_ratio) / 2 * np.linalg.norm(w, 2) ** 2) / C


def forgets_the_absolute_value(w, C, l1_ratio):
    """A plain sum. Loses: mixture, both-ends, one-row, leaves-inputs-alone."""
    w = np.ravel(w).astype(float)
    return np.sum(l1_ratio * w + (1 - l1_ratio) * w**2 / 2) / C


def norm_of_a_matrix(w, C, l1_ratio):
    """np.linalg.norm of what came. Loses: one-row."""
    w = np.asarray(w, float)
    return l1_ratio / C * np.linalg.norm(w, ord=1) + (1 - l1_ratio) / (2 * C) * np.sum(w**2)


# ---- nearly right


def mean_of_the_weights(w, C, l1_ratio):
    """Divides by the number of weights. Loses: everything."""
    return _right(w, C, l1_ratio) / np.size(w)


def without_c(w, C, l1_ratio):
    """The bare penalty. Loses: everything."""
    return C * _right(w, C, l1_ratio)


def divides_only_one_part(w, C, l1_ratio):
    """Operator precedence. Loses: everything."""
    w = np.ravel(w).astype(float)
    return l1_ratio * np.abs(w).sum() + (1 - l1_ratio) / 2 * (w @ w) / C


def ends_only(w, C, l1_ratio):
    """L1 or L2, nothing between. Loses: mixture, one-row, whole-numbers, leaves-inputs-alone."""
    return _right(w, C, round(float(l1_ratio)))


def leaves_out_the_first(w, C, l1_ratio):
    """As if the intercept were there. Loses: everything."""
    return _right(np.ravel(w)[1:], C, l1_ratio)


def integer_division(w, C, l1_ratio):
    """Divides without remainder. Loses: mixture, both-ends, one-row, leaves-inputs-alone (perhaps whole-numbers)."""
    w = np.ravel(w).astype(float)
    return (l1_ratio * np.abs(w).sum() + (1 - l1_ratio) * (w @ w) // 2) / C


def squares_in_bytes(w, C, l1_ratio):
    """Squares in the type of the weights. Loses: whole-numbers."""
    w = np.ravel(w)
    return (l1_ratio * np.abs(w).sum() + (1 - l1_ratio) / 2 * np.sum(w * w, dtype=float)) / C


def one_value_per_row(w, C, l1_ratio):
    """Sums along the last axis only. Loses: one-row."""
    w = np.asarray(w, float)
    return (l1_ratio * np.abs(w).sum(axis=-1) + (1 - l1_ratio) / 2 * (w**2).sum(axis=-1)) / C


def takes_it_off(w, C, l1_ratio):
    """For a log-likelihood instead of a negative one. Loses: everything."""
    return -_right(w, C, l1_ratio)


def absolute_values_in_place(w, C, l1_ratio):
    """Loses the signs of the argument. Loses: leaves-inputs-alone."""
    np.abs(w, out=w)
    return _right(w, C, l1_ratio)
