"""Wrong answers to sigmoid; how they are named and marked is told in tests/autograder/exercises/banks.py."""

import numpy as np
from scipy.special import expit


def overflows_with_a_warning(z):
    """The formula as it is printed. Loses: far-from-zero, shape."""
    return np.power(1.0 + np.exp(-np.asarray(z, dtype=float)), -1.0)


def infinity_over_infinity(z):
    """The other form of the formula. Loses: far-from-zero."""
    e = np.exp(np.asarray(z, dtype=float))
    return e / (e + 1.0)


def turned_round(z):
    """The sign is lost. Loses: everything."""
    return expit(-np.asarray(z, dtype=float))


def hyperbolic_tangent(z):
    """The other S. Loses: everything."""
    z = np.asarray(z, dtype=float)
    return 2 * expit(2 * z) - 1


def cuts_off_at_20(z):
    """Safe, as they say. Loses: far-from-zero, shape."""
    return expit(np.minimum(np.maximum(np.asarray(z, dtype=float), -20), 20))


def step(z):
    """Decides at once. Loses: values, shape, whole-numbers, leaves-inputs-alone (perhaps far-from-zero)."""
    return np.heaviside(np.asarray(z, dtype=float), 0.0)


# ---- nearly right


def in_single_precision(z):
    """Half of the digits. Loses: values, shape, whole-numbers (perhaps far-from-zero)."""
    return expit(np.asarray(z, dtype=np.float32))


def adds_an_epsilon(z):
    """So that the logarithm exists. Loses: values, far-from-zero, shape, whole-numbers."""
    return expit(np.asarray(z, dtype=float)) * (1 - 2e-9) + 1e-9


def always_an_array(z):
    """A number becomes an array of one. Loses: shape, whole-numbers."""
    return expit(np.atleast_1d(np.asarray(z, dtype=float)))


def numbers_only(z):
    """Takes a single number. Loses: everything."""
    z = float(z)
    return 1 / (1 + np.exp(-z)) if z >= 0 else np.exp(z) / (1 + np.exp(z))


def arrays_only(z):
    """Indexes with a mask. Loses: shape, whole-numbers."""
    result = np.empty(z.shape)
    up = z >= 0
    result[up] = 1 / (1 + np.exp(-z[up].astype(float)))
    result[~up] = np.exp(z[~up].astype(float)) / (1 + np.exp(z[~up].astype(float)))
    return result


def negates_bytes(z):
    """The minus of an unsigned number wraps. Loses: whole-numbers."""
    return expit(-np.negative(np.asarray(z)).astype(float))


def flattens(z):
    """Forgets the shape. Loses: shape, whole-numbers."""
    return expit(np.ravel(z).astype(float))


def one_number_for_all(z):
    """Chooses the form by the first entry, or by the mean. Loses: far-from-zero."""
    z = np.asarray(z, dtype=float)
    return 1 / (1 + np.exp(-z)) if z.mean() >= 0 else np.exp(z) / (1 + np.exp(z))


def overflows_with_a_warning__both_forms(z):
    """np.where chooses, but only after both have been computed. Loses: far-from-zero, shape."""
    z = np.asarray(z, dtype=float)
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


def changes_its_argument(z):
    """Works in place. Loses: leaves-inputs-alone."""
    if isinstance(z, np.ndarray) and z.dtype == float:
        z[...] = expit(z)
        return z
    return expit(np.asarray(z, dtype=float))


def base_two(z):
    """Log-odds in bits. Loses: everything."""
    return expit(np.asarray(z, dtype=float) * np.log(2))


def scaled_by_two(z):
    """With a factor of two. Loses: values, shape, whole-numbers, leaves-inputs-alone (perhaps far-from-zero)."""
    return expit(2 * np.asarray(z, dtype=float))
