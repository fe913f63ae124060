"""Wrong answers to deviance_explained; tests/autograder/exercises/banks.py tells how they are written."""

import math

import numpy as np
from scipy.special import kl_div, xlogy


def _deviance(y, rate):
    return 2 * kl_div(np.asarray(y, float), rate).sum()


def uses_its_own_mean(y, rate, null_rate):
    """The baseline cheats. Loses: everything."""
    y = np.asarray(y, float)
    return 1 - _deviance(y, rate) / _deviance(y, y.mean())


def squared_error(y, rate, null_rate):
    """R². Loses: everything but sign (perhaps sign)."""
    y = np.asarray(y, float)
    return 1 - np.mean((rate - y) ** 2) / np.mean((null_rate - y) ** 2)


def ratio_of_likelihoods(y, rate, null_rate):
    """McFadden's. Loses: everything."""
    y = np.asarray(y, float)
    null = np.full(len(y), null_rate)
    return 1 - (y @ np.log(rate) - rate.sum()) / (y @ np.log(null) - null.sum())


def share_left_over(y, rate, null_rate):
    """The ratio itself. Loses: everything."""
    return _deviance(y, rate) / _deviance(y, null_rate)


def drops_silent_bins(y, rate, null_rate):
    """Masks y > 0. Loses: everything but counts-as-uint8 (perhaps counts-as-uint8)."""
    y = np.asarray(y, float)
    keep = y > 0
    return 1 - kl_div(y[keep], rate[keep]).sum() / kl_div(y[keep], null_rate).sum()


def zero_times_log_zero(y, rate, null_rate):
    """np.log of 0. Loses: everything."""
    y = np.asarray(y, float)
    with np.errstate(all="ignore"):
        top, bottom = (2 * (y * (np.log(y) - np.log(r)) - (y - r)).sum() for r in (rate, null_rate))
    return 1 - top / bottom


def forgets_the_rates(y, rate, null_rate):
    """Only y log(y/rate). Loses: everything."""
    pairs = [(int(n), r) for n, r in zip(y, rate, strict=True) if n > 0]
    return 1 - sum(n * math.log(n / r) for n, r in pairs) / sum(n * math.log(n / null_rate) for n, r in pairs)


def in_per_cent(y, rate, null_rate):
    """Out of 100. Loses: everything but sign (perhaps sign)."""
    return 100 - 100 * _deviance(y, rate) / _deviance(y, null_rate)


def sign_flipped(y, rate, null_rate):
    """Ratio minus 1. Loses: everything."""
    return _deviance(y, rate) / _deviance(y, null_rate) - 1


def log_of_y_plus_one(y, rate, null_rate):
    """So that the logarithm exists. Loses: everything."""
    y = np.asarray(y, float)

    def deviance(r):
        return np.sum(y * np.log((y + 1) / r) - y + r)

    return 1 - deviance(rate) / deviance(null_rate)


def never_negative(y, rate, null_rate):
    """Cut off at 0. Loses: sign (perhaps values, silent-bins, leaves-inputs-alone, counts-as-uint8)."""
    return max(0.0, 1 - _deviance(y, rate) / _deviance(y, null_rate))


def gain_in_likelihood(y, rate, null_rate):
    """Nats, not a share. Loses: everything but sign (perhaps sign)."""
    y = np.asarray(y, float)
    return np.sum(xlogy(y, rate) - rate - xlogy(y, null_rate) + null_rate)


def wraps_as_uint8(y, rate, null_rate):
    """The sums of counts in their own type. Loses: counts-as-uint8."""
    total = y.sum(dtype=y.dtype)

    def deviance(r):
        r = np.full(len(y), r) if np.ndim(r) == 0 else r
        return np.sum(xlogy(y, y / r)) - float(total) + np.sum(r)

    return 1 - deviance(rate) / deviance(null_rate)


def always_nothing(y, rate, null_rate):
    """The constant rate is as good. Loses: everything."""
    return 0.0
