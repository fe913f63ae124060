"""Wrong answers to ridge_from_mean_strength; tests/autograder/exercises/banks.py tells how they are written."""

import numpy as np


def divides(strength, n_samples):
    """The other way round. Loses: everything."""
    return np.divide(strength, n_samples)


def unchanged(strength, n_samples):
    """One strength for all. Loses: everything."""
    return np.float64(strength)


def halves(strength, n_samples):
    """Counts the ½ twice. Loses: everything."""
    return 0.5 * strength * n_samples


def doubles(strength, n_samples):
    """Takes out a ½ that both have. Loses: everything."""
    return strength * n_samples / 0.5


def inverse_strength(strength, n_samples):
    """As C would be. Loses: everything."""
    return float(np.true_divide(1.0, strength * n_samples))


def root_of_the_samples(strength, n_samples):
    """A root as in the group lasso. Loses: everything."""
    return float(strength * np.sqrt(n_samples))


def one_sample_too_few(strength, n_samples):
    """n - 1 as in a variance. Loses: everything."""
    return float(strength) * (n_samples - 1)


def always_one(strength, n_samples):
    """A constant. Loses: everything."""
    return 1.0


def as_whole_number(strength, n_samples):
    """Rounded down. Loses: everything."""
    return int(strength * n_samples)


def an_array(strength, n_samples):
    """In a list. Loses: everything."""
    return [float(strength) * n_samples]
