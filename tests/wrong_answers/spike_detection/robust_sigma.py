"""Wrong answers to robust_sigma; for names and marks see glm_encoding/make_design_matrix.py."""

import numpy as np
from scipy.stats import iqr, median_abs_deviation


def standard_deviation(x):
    """What one would compute first. Loses: everything."""
    return x.astype(float).std(axis=0)


def unbiased_standard_deviation(x):
    """With n - 1. Loses: everything."""
    return np.std(np.asarray(x, float), axis=0, ddof=1)


def forgets_the_constant(x):
    """Half of the way. Loses: everything."""
    return np.quantile(np.abs(x), 0.5, axis=0)


def multiplies(x):
    """The constant on the wrong side. Loses: everything."""
    return 0.6745 * np.median(abs(x), axis=0)


def centres_first(x):
    """The median absolute deviation of statistics books. Loses: everything."""
    return median_abs_deviation(np.asarray(x, float), axis=0) / 0.6745


def centres_on_the_mean(x):
    """Subtracts the mean. Loses: everything."""
    return np.median(np.abs(x - x.mean(axis=0)), axis=0) / 0.6745


def one_for_all(x):
    """No axis. Loses: everything."""
    return float(np.median(np.abs(x).ravel()) / 0.6745)


def one_for_all_repeated(x):
    """One number, once a channel. Loses: everything."""
    return np.full(x.shape[1], np.median(np.abs(x)) / 0.6745)


def along_channels(x):
    """The other axis. Loses: everything."""
    return np.median(np.abs(x.T), axis=0) / 0.6745


def mean_of_sizes(x):
    """A mean for a median. Loses: everything."""
    return np.abs(x).mean(axis=0, dtype=float) / 0.6745


def median_of_signed_values(x):
    """No absolute value. Loses: values, few-numbers, any-number-type, leaves-inputs-alone (perhaps not-centred)."""
    return np.quantile(x, 0.5, axis=0) / 0.6745


def size_of_the_median(x):
    """The absolute value outside. Loses: values, few-numbers, any-number-type, leaves-inputs-alone (perhaps not-centred)."""
    return np.abs(np.median(x, axis=0)) / 0.6745


def interquartile_range(x):
    """Another robust estimate. Loses: everything."""
    return iqr(np.asarray(x, float), axis=0) / 1.349


def rounds_the_constant(x):
    """2/3 for 0.6745. Loses: everything."""
    return np.median(np.abs(x), axis=0) * 1.5


def keeps_dimensions(x):
    """A row of a table. Loses: everything."""
    return np.median(np.abs(x), axis=0, keepdims=True) / 0.6745


def first_channel_only(x):
    """Takes the first channel for all. Loses: everything."""
    return np.repeat(np.median(np.abs(x[:, 0])) / 0.6745, x.shape[1])


def leaves_zeros_out(x):
    """Samples of 0 count nowhere. Loses: few-numbers (perhaps any-number-type)."""
    columns = np.abs(np.asarray(x, float)).T
    return np.array([np.median(c[c > 0]) / 0.6745 if c.any() else 0.0 for c in columns])


def sorts_the_argument(x):
    """Spoils what it was given. Loses: leaves-inputs-alone."""
    sigma = np.median(np.abs(x), axis=0) / 0.6745
    x.sort(axis=0)
    return sigma


def upper_of_two(x):
    """The middle of a sorted list, without care for even lengths. Loses: values, not-centred, few-numbers, any-number-type."""
    return np.sort(np.abs(x), axis=0)[len(x) // 2] / 0.6745
