"""How good a prediction is, in bits per spike."""

from __future__ import annotations

import numpy as np
from scipy.special import gammaln, xlogy

from autograder.declare import Exercise, case

bits_per_spike = Exercise("glm_encoding.bits_per_spike", read="Section 6, 'How many bits a spike is worth'")


def _inputs(rng, n_bins, null_rate):
    """Fewer spikes than bins, so that what is divided by bins shows; two of them in one bin, at least."""
    rate = np.exp(rng.normal(scale=0.7, size=n_bins)) * 0.5
    y = rng.poisson(rate)
    y[:2] += 1, 2
    return y, rate, null_rate


@bits_per_spike.check(2, "It is the gain in log-likelihood over the constant rate, per spike, in bits.")
def values(rng):
    yield case(*_inputs(rng, 60, 0.713))
    yield case(*_inputs(rng, 40, 1.937))


@bits_per_spike.check(1, "It is 0 for the constant rate itself and negative for a worse prediction.")
def sign(rng):
    y, rate, null_rate = _inputs(rng, 30, 1.113)
    yield case(y, np.full(30, null_rate), null_rate)
    yield case(y, rate[::-1] * 5, null_rate)


@bits_per_spike.check(
    1, "It is exact for the smallest rates: a silent bin with a rate of 0 adds nothing but its rates.")
def silent_bins(rng):
    y, rate, null_rate = _inputs(rng, 40, 0.813)
    y[10:20], rate[10:20] = 0, 0.0
    yield case(y, rate, null_rate)
    surprised = rate.copy()
    surprised[y.argmax()] = 1e-30
    yield case(y, surprised, null_rate)


@bits_per_spike.check(0.5, "Counts stored as uint8 do not overflow.")
def uint8_counts(rng):
    y, rate, null_rate = _inputs(rng, 300, 9.013)
    yield case((y * 8).astype(np.uint8), rate * 8, null_rate)


def _with_a_rate_of_zero(rng):
    y, rate, null_rate = _inputs(rng, 20, 1.013)
    y[5], rate[5] = 0, 0.0
    return case(y.astype(float), rate, null_rate)


bits_per_spike.leaves_inputs_alone(0.5, _with_a_rate_of_zero)


def _log_lik(y, rate):
    return xlogy(np.asarray(y, float), rate) - rate


def _gain(y, rate, null_rate):
    return (_log_lik(y, rate) - _log_lik(y, null_rate)).sum()


def _n_spikes(y):
    return np.asarray(y, float).sum()


@bits_per_spike.misconception("The score is in nats.", "One bit is ln 2 nats.")
def nats_not_bits(y, rate, null_rate):
    return _gain(y, rate, null_rate) / _n_spikes(y)


@bits_per_spike.misconception(
    "The score is per time bin.", "Divide by the number of spikes, not by the number of bins.")
def per_bin(y, rate, null_rate):
    return _gain(y, rate, null_rate) / len(y) / np.log(2)


@bits_per_spike.misconception("The score is for the whole recording.", "Divide by the number of spikes.")
def total_bits(y, rate, null_rate):
    return _gain(y, rate, null_rate) / np.log(2)


@bits_per_spike.misconception(
    "The likelihood of the constant rate was not subtracted.",
    "A gain needs a baseline: what does null_rate alone achieve?")
def no_baseline(y, rate, null_rate):
    return _log_lik(y, rate).sum() / _n_spikes(y) / np.log(2)


@bits_per_spike.misconception(
    "The baseline is the mean of these counts, not the null_rate given.",
    "null_rate comes from the training data; using the test data's own mean lets the baseline cheat.")
def uses_its_own_mean(y, rate, null_rate):
    return _gain(y, rate, np.mean(y)) / _n_spikes(y) / np.log(2)


@bits_per_spike.misconception(
    "Only the bins with spikes are counted: the rates themselves are missing.",
    "The Poisson log-likelihood of a bin is y·log(rate) minus the rate. A "
    "high rate in a silent bin must cost something.")
def forgets_the_rates(y, rate, null_rate):
    y = np.asarray(y, float)
    return (xlogy(y, rate) - y * np.log(null_rate)).sum() / y.sum() / np.log(2)


@bits_per_spike.misconception(
    "The sign is the other way round.", "Positive must mean better than the constant rate.")
def sign_flipped(y, rate, null_rate):
    return -_gain(y, rate, null_rate) / _n_spikes(y) / np.log(2)


@bits_per_spike.misconception(
    "log y! was added for the model but not for the baseline.",
    "Terms that do not depend on the rate cancel in a gain.")
def one_sided_factorial(y, rate, null_rate):
    extra = -gammaln(np.asarray(y, float) + 1).sum()
    return (_gain(y, rate, null_rate) + extra) / _n_spikes(y) / np.log(2)


@bits_per_spike.misconception(
    "A rate of 0 in a silent bin gives nan: 0 times log 0 must count as 0.",
    "scipy.special.xlogy knows that; so does a mask of the bins with spikes.")
def zero_times_log_zero(y, rate, null_rate):
    y = np.asarray(y, float)
    gain = y * np.log(rate) - rate - (y * np.log(null_rate) - null_rate)
    return gain.sum() / y.sum() / np.log(2)
