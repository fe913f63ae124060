"""Wrong answers to neg_log_lik_logistic; how they are named and marked is told in tests/autograder/exercises/banks.py."""

import numpy as np
from scipy.special import expit, log_expit
from sklearn.metrics import log_loss


def _right(theta, X, y):
    """What the answers below spoil."""
    return -np.sum(log_expit((2 * np.asarray(y, float) - 1) * (X @ theta)))


def mean_instead_of_sum(theta, X, y):
    """An average. Loses: everything."""
    return np.mean(np.logaddexp(0, (1 - 2 * np.asarray(y, float)) * (X @ theta)))


def forgets_the_minus(theta, X, y):
    """The log-likelihood. Loses: everything."""
    eta = X @ theta
    return np.sum(np.asarray(y, float) * eta - np.logaddexp(0, eta))


def log_of_the_sigmoid(theta, X, y):
    """As the formula is printed, trial by trial. Loses: far-from-zero."""
    p = expit(X @ theta)
    with np.errstate(all="ignore"):
        return -np.sum(np.asarray(y, float) * np.log(p) + (1 - np.asarray(y, float)) * np.log(1 - p))


def keeps_the_probability_from_zero(theta, X, y):
    """Clips at 1e-12. Loses: far-from-zero."""
    p = np.minimum(np.maximum(expit(X @ theta), 1e-12), 1 - 1e-12)
    return -np.log(np.where(np.asarray(y) == 1, p, 1 - p)).sum()


def adds_an_epsilon(theta, X, y):
    """Adds 1e-12. Loses: far-from-zero."""
    p, y = expit(X @ theta), np.asarray(y, float)
    return -(y @ np.log(p + 1e-12) + (1 - y) @ np.log(1 - p + 1e-12))


def exchanges_the_choices(theta, X, y):
    """The probability of choice 0 for choice 1. Loses: everything."""
    return -np.sum(log_expit((1 - 2 * np.asarray(y, float)) * (X @ theta)))


def forgets_choice_0(theta, X, y):
    """Only where it went right. Loses: everything."""
    return -np.asarray(y, float) @ log_expit(X @ theta)


def in_bits(theta, X, y):
    """The logarithm to base 2. Loses: everything."""
    return np.logaddexp2(0, (1 - 2 * np.asarray(y, float)) * (X @ theta) / np.log(2)).sum()


# ---- nearly right


def clips_at_15_digits(theta, X, y):
    """A library's log loss, which clips at the rounding error. Loses: far-from-zero."""
    return log_loss(np.asarray(y, int), expit(np.asarray(X, float) @ theta), normalize=False, labels=[0, 1])


def clips_the_log_odds(theta, X, y):
    """Nothing beyond 30. Loses: far-from-zero."""
    eta = np.clip(X @ theta, -30, 30)
    return -np.sum(log_expit((2 * np.asarray(y, float) - 1) * eta))


def signs_in_bytes(theta, X, y):
    """Signs from the choices as they are stored: 0 becomes 255 in bytes, and the minus of a bool is refused. Loses: any-number-type."""
    return -np.sum(log_expit((2 * np.asarray(y) - 1) * (X @ theta)))


def skips_infinities(theta, X, y):
    """Leaves trials out whose logarithm does not exist. Loses: far-from-zero."""
    with np.errstate(all="ignore"):
        values = np.where(np.asarray(y) == 1, np.log(expit(X @ theta)), np.log(1 - expit(X @ theta)))
    return -np.sum(values[np.isfinite(values)])


def one_value_per_trial(theta, X, y):
    """Not summed. Loses: everything."""
    return np.logaddexp(0, (1 - 2 * np.asarray(y, float)) * (X @ theta))


def squared_error(theta, X, y):
    """Another loss. Loses: everything."""
    return np.sum((np.asarray(y, float) - expit(X @ theta)) ** 2)


def poisson(theta, X, y):
    """Lab 01's likelihood. Loses: everything."""
    eta = X @ theta
    with np.errstate(all="ignore"):
        return np.exp(eta).sum() - np.asarray(y, float) @ eta


def hinge(theta, X, y):
    """The loss of a support vector machine. Loses: everything."""
    return np.maximum(0, 1 - (2 * np.asarray(y, float) - 1) * (X @ theta)).sum()


def adds_a_column_of_ones(theta, X, y):
    """X has its ones already. Loses: everything."""
    return _right(theta, np.column_stack([np.ones(len(X)), X]), y)


def penalised(theta, X, y):
    """With half of the squared weights on top. Loses: everything."""
    return _right(theta, X, y) + 0.5 * np.sum(np.asarray(theta)[1:] ** 2)


def array_of_one(theta, X, y):
    """Shape (1,). Loses: everything."""
    return np.atleast_1d(_right(theta, X, y))


def turns_the_choices_in_place(theta, X, y):
    """Writes -1 and 1 into the choices. Loses: leaves-inputs-alone."""
    if y.dtype == float:
        y *= 2
        y -= 1
        return -np.sum(log_expit(y * (X @ theta)))
    return _right(theta, X, y)
