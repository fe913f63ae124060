"""Wrong answers to bits_per_spike; tests/autograder/exercises/banks.py tells how they are written."""

import numpy as np
from scipy.special import gammaln, xlogy
from scipy.stats import poisson


def _right(y, rate, null_rate):
    """What the answers below spoil."""
    y = np.array(y, float)
    return np.sum(xlogy(y, rate) - rate - xlogy(y, null_rate) + null_rate) / y.sum() / np.log(2)


def nats_not_bits(y, rate, null_rate):
    """The natural logarithm, and nothing more. Loses: everything."""
    counts = np.asarray(y, float)
    null = np.full(len(counts), null_rate)
    gain = poisson.logpmf(counts, rate).sum() - poisson.logpmf(counts, null).sum()
    return gain / counts.sum()


def per_bin(y, rate, null_rate):
    """A mean over bins. Loses: everything."""
    y = np.asarray(y, float)
    return np.mean(xlogy(y, rate) - rate - xlogy(y, null_rate) + null_rate) / np.log(2)


def total_bits(y, rate, null_rate):
    """Of the whole recording. Loses: everything."""
    y = np.asarray(y, float)
    return ((xlogy(y, rate) - xlogy(y, null_rate)).sum() - (rate - null_rate).sum()) / np.log(2)


def no_baseline(y, rate, null_rate):
    """The log-likelihood of the model. Loses: everything."""
    y = np.asarray(y, float)
    return (xlogy(y, rate).sum() - np.sum(rate)) / y.sum() / np.log(2)


def uses_its_own_mean(y, rate, null_rate):
    """The baseline of the test data. Loses: everything."""
    return _right(y, rate, np.asarray(y, float).mean())


def forgets_the_rates(y, rate, null_rate):
    """Only what the spikes say. Loses: everything."""
    n_spikes = sum(int(n) for n in y)
    return sum(int(n) * np.log2(r / null_rate) for n, r in zip(y, rate, strict=True) if n) / n_spikes


def sign_flipped(y, rate, null_rate):
    """The baseline minus the model. Loses: everything."""
    y = np.asarray(y, float)
    gain = xlogy(y, null_rate) - null_rate - (xlogy(y, rate) - rate)
    return gain.sum() / y.sum() / np.log(2)


def one_sided_factorial(y, rate, null_rate):
    """SciPy's formula for the model, one's own for the baseline. Loses: everything."""
    y = np.asarray(y, float)
    model = np.sum(xlogy(y, rate) - rate - gammaln(y + 1))
    baseline = np.sum(y * np.log(null_rate) - null_rate)
    return (model - baseline) / y.sum() / np.log(2)


def zero_times_log_zero(y, rate, null_rate):
    """The formula as it stands in the book. Loses: silent-bins, leaves-inputs-alone."""
    y = np.asarray(y, float)
    model = np.sum(y * np.log(rate) - rate)
    baseline = np.sum(y * np.log(null_rate) - null_rate)
    return (model - baseline) / y.sum() / np.log(2)


# ---- nearly right


def skips_nan(y, rate, null_rate):
    """Leaves silent bins with a rate of 0 out, their baseline included.

    Loses: silent-bins, leaves-inputs-alone.
    """
    y = np.asarray(y, float)
    return np.nansum(y * np.log(rate / null_rate) - rate + null_rate) / y.sum() / np.log(2)


def adds_an_epsilon(y, rate, null_rate):
    """So that the logarithm exists. Loses: silent-bins."""
    y = np.asarray(y, float)
    gain = y * np.log(rate + 1e-12) - rate - y * np.log(null_rate) + null_rate
    return gain.sum() / y.sum() / np.log(2)


def clips_the_rate(y, rate, null_rate):
    """No rate below 0.001. Loses: silent-bins, leaves-inputs-alone."""
    return _right(y, np.maximum(rate, 1e-3), null_rate)


def decimal_digits(y, rate, null_rate):
    """The logarithm to base 10. Loses: everything."""
    return _right(y, rate, null_rate) * np.log10(2)


def rates_in_nats(y, rate, null_rate):
    """One of the two terms is in bits. Loses: everything."""
    y = np.asarray(y, float)
    return np.sum(xlogy(y, rate / null_rate) / np.log(2) - rate + null_rate) / y.sum()


def per_bin_with_spikes(y, rate, null_rate):
    """Divides by the bins with spikes. Loses: everything."""
    return _right(y, rate, null_rate) * np.asarray(y, float).sum() / np.count_nonzero(y)


def mean_of_ratios(y, rate, null_rate):
    """An average of each bin's bits per spike. Loses: everything."""
    y = np.asarray(y, float)
    hit = y > 0
    return np.mean((np.log2(rate[hit] / null_rate)) - (rate[hit] - null_rate) / y[hit] / np.log(2))


def only_bins_with_spikes(y, rate, null_rate):
    """Silence is evidence, too. Loses: everything."""
    return _right(y[y > 0], rate[y > 0], null_rate)


def ignores_null_rate(y, rate, null_rate):
    """The baseline is the mean of the rates. Loses: everything."""
    return _right(y, rate, np.mean(rate))


def baseline_of_one(y, rate, null_rate):
    """The baseline is one spike in each bin. Loses: everything."""
    return _right(y, rate, 1.0)


def baseline_summed_once(y, rate, null_rate):
    """The baseline's expected count enters once instead of once a bin. Loses: everything."""
    y = np.asarray(y, float)
    gain = xlogy(y, rate).sum() - np.sum(rate) - (y.sum() * np.log(null_rate) - null_rate)
    return gain / y.sum() / np.log(2)


def never_negative(y, rate, null_rate):
    """Worse than the baseline counts as equal. Loses: sign (perhaps values, silent-bins, leaves-inputs-alone)."""
    return max(_right(y, rate, null_rate), 0.0)


def variance_explained(y, rate, null_rate):
    """Another score. Loses: everything."""
    return 1 - np.sum((y - rate) ** 2) / np.sum((y - null_rate) ** 2)


def two_decimals(y, rate, null_rate):
    """Rounded for reading. Loses: everything."""
    return round(_right(y, rate, null_rate), 2)


def array_of_one(y, rate, null_rate):
    """Shape (1,). Loses: everything."""
    return np.atleast_1d(_right(y, rate, null_rate))


def one_value_per_bin(y, rate, null_rate):
    """Not summed. Loses: everything."""
    y = np.asarray(y, float)
    return (xlogy(y, rate / null_rate) - rate + null_rate) / y.sum() / np.log(2)


def counts_spikes_in_bytes(y, rate, null_rate):
    """Python's sum keeps the type of the counts. Loses: uint8-counts."""
    with np.errstate(over="ignore"):
        return np.sum(xlogy(y, rate / null_rate) - rate + null_rate) / float(sum(y)) / np.log(2)


def replaces_zeros_in_place(y, rate, null_rate):
    """Repairs the rates that it was given. Loses: leaves-inputs-alone."""
    rate[rate == 0] = 1e-12
    return _right(y, rate, null_rate)


def exchanges_its_arguments(rate, y, null_rate):
    """Takes the prediction first. Loses: everything."""
    return _right(y, rate, null_rate)


def always_zero(y, rate, null_rate):
    """As good as the baseline. Loses: everything."""
    return 0.0
