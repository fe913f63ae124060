"""Wrong answers to neg_log_lik_lnp; tests/autograder/exercises/banks.py tells how they are written."""

import math

import numpy as np
from scipy.special import gammaln
from scipy.stats import poisson


def _right(theta, X, y):
    """What the answers below spoil."""
    eta = X @ theta
    return np.exp(eta).sum() - np.asarray(y, float) @ eta


def mean_instead_of_sum(theta, X, y):
    """A loss as in machine learning. Loses: everything."""
    eta = X @ theta
    return np.mean(np.exp(eta) - y * eta)


def forgets_the_minus(theta, X, y):
    """The log-likelihood itself. Loses: everything."""
    eta = X @ theta
    return np.sum(y * eta - np.exp(eta))


def includes_the_factorial(theta, X, y):
    """The whole formula. Loses: everything."""
    eta = X @ theta
    return np.sum(np.exp(eta) - y * eta + gammaln(1.0 + y))


def log_of_the_exponential(theta, X, y):
    """The rate first, then its logarithm. Loses: extreme-rates."""
    rate = np.exp(X @ theta)
    return -(np.sum(y * np.log(rate)) - np.sum(rate))


def adds_an_epsilon(theta, X, y):
    """So that the logarithm exists. Loses: extreme-rates."""
    rate = np.exp(np.dot(X, theta))
    log_lik = np.sum(y * np.log(rate + 1e-12)) - np.sum(rate)
    return -log_lik


def forgets_the_exponential(theta, X, y):
    """A rate that is kept positive by force. Loses: everything."""
    rate = X @ theta
    return np.sum(rate) - np.sum(y * np.log(np.clip(rate, 1e-12, None)))


def forgets_the_rate(theta, X, y):
    """Only the bins with spikes count. Loses: everything."""
    return -np.sum(y * (X @ theta))


# ---- nearly right


def adds_a_larger_epsilon(theta, X, y):
    """So that the logarithm exists. Loses: extreme-rates."""
    rate = np.exp(X @ theta)
    return rate.sum() - (y * np.log(rate + 1e-8)).sum()


def clips_eta_at_20(theta, X, y):
    """So that nothing overflows. Loses: extreme-rates."""
    eta = np.clip(X @ theta, -20, 20)
    return np.sum(np.exp(eta) - y * eta)


def clips_eta_at_700(theta, X, y):
    """So that nothing overflows. Loses: extreme-rates."""
    eta = np.clip(X @ theta, -700, 700)
    return np.sum(np.exp(eta) - y * eta)


def replaces_infinity(theta, X, y):
    """A large number for a minimiser. Loses: extreme-rates."""
    value = _right(theta, X, y)
    return value if np.isfinite(value) else 1e10


def refuses_infinity(theta, X, y):
    """math.exp raises where NumPy's gives inf. Loses: extreme-rates."""
    return sum(math.exp(eta) - float(n) * eta for eta, n in zip(X @ theta, y, strict=True))


def raises_on_overflow(theta, X, y):
    """Settings of NumPy left strict. Loses: extreme-rates."""
    with np.errstate(all="raise"):
        return _right(theta, X, y)


def masks_silent_bins(theta, X, y):
    """The rate of a bin without spikes costs nothing.

    Loses: values, one-number, uint8-counts, leaves-inputs-alone.
    """
    eta = X @ theta
    return np.sum((np.exp(eta) - y * eta)[y > 0])


def in_bits(theta, X, y):
    """Another unit. Loses: everything."""
    return _right(theta, X, y) / np.log(2)


def one_value_per_bin(theta, X, y):
    """Not summed. Loses: everything."""
    eta = X @ theta
    return np.exp(eta) - y * eta


def array_of_one(theta, X, y):
    """Shape (1,). Loses: everything."""
    return np.array([_right(theta, X, y)])


def squared_error(theta, X, y):
    """The other model's loss. Loses: everything."""
    return np.sum((y - X @ theta) ** 2)


def squared_error_of_the_rate(theta, X, y):
    """The right mean, another noise. Loses: everything."""
    return np.sum((y - np.exp(X @ theta)) ** 2)


def adds_another_column_of_ones(theta, X, y):
    """The matrix already has one. Loses: everything."""
    return _right(theta, np.column_stack([np.ones(len(X)), X]), y)


def leaves_the_intercept_out(theta, X, y):
    """The filter alone.

    Loses: values, one-number, extreme-rates, uint8-counts (perhaps leaves-inputs-alone).
    """
    return _right(theta[1:], X[:, 1:], y)


def ignores_theta(theta, X, y):
    """A constant. Loses: everything."""
    return _right(np.zeros(len(theta)), X, y)


def penalises(theta, X, y):
    """Adds a small ridge.

    Loses: values, one-number, extreme-rates, leaves-inputs-alone (perhaps uint8-counts).
    """
    return _right(theta, X, y) + 0.01 * theta[1:] @ theta[1:]


def smooth_threshold(theta, X, y):
    """Another nonlinearity. Loses: everything."""
    rate = np.logaddexp(0, X @ theta)
    return rate.sum() - np.sum(y * np.log(rate))


def negates_bytes(theta, X, y):
    """The counts are unsigned: -y wraps around. Loses: uint8-counts."""
    eta = X @ theta
    return -y @ eta + np.exp(eta).sum()


def multiplies_in_bytes(theta, X, y):
    """y @ X is computed in the type of both. Loses: uint8-counts."""
    return np.exp(X @ theta).sum() - (y @ X) @ theta


def log_of_the_exponential__scipy(theta, X, y):
    """The formula of SciPy starts from the rate. Loses: extreme-rates."""
    counts = np.asarray(y, float)
    return -np.sum(poisson.logpmf(counts, np.exp(X @ theta)) + gammaln(counts + 1))


def centres_theta(theta, X, y):
    """Changes the parameters that it was given. Loses: leaves-inputs-alone."""
    value = _right(theta, X, y)
    theta -= theta.mean()
    return value


def casts_in_place(theta, X, y):
    """Works on the matrix that it was given, and on no copy. Loses: leaves-inputs-alone."""
    X = np.asarray(X, float)
    y = np.asarray(y, float)
    X *= theta
    eta = X.sum(axis=1)
    return np.exp(eta).sum() - y @ eta


def as_text(theta, X, y):
    """Rounded for reading. Loses: everything."""
    return f"{_right(theta, X, y):.2f}"


def rounded(theta, X, y):
    """Three decimals. Loses: something."""
    return round(_right(theta, X, y), 3)
