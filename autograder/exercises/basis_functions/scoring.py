"""The share of the deviance that is explained."""

from __future__ import annotations

import numpy as np
from scipy.special import xlogy

from autograder.declare import Exercise, case

deviance_explained = Exercise("basis_functions.deviance_explained", read="Section 5, 'How much is explained'")


def _drawn(rng, n, null_rate):
    """Counts with zeros and large ones among them, whose mean is not the null rate."""
    rate = np.exp(rng.normal(scale=0.7, size=n))
    y = rng.poisson(rate)
    y[:3] = 0, 2, 4
    return y, rate, null_rate


@deviance_explained.check(2, "It is 1 less the ratio of the two deviances.")
def values(rng):
    yield case(*_drawn(rng, 50, 0.613))
    yield case(*_drawn(rng, 70, 2.217))


@deviance_explained.check(1, "It is 0 for the constant rate itself and negative for a worse prediction.")
def sign(rng):
    y, rate, null_rate = _drawn(rng, 30, 1.313)
    yield case(y, np.full(30, null_rate), null_rate)
    yield case(y, rate[::-1] * 6, null_rate)


@deviance_explained.check(1, "A silent bin contributes twice its rate: 0 times log 0 counts as 0.")
def silent_bins(rng):
    y, rate, null_rate = _drawn(rng, 40, 0.813)
    y[3:30] = 0
    yield case(y, rate, null_rate)


@deviance_explained.check(0.5, "Counts stored as uint8 do not wrap.")
def counts_as_uint8(rng):
    y, rate, null_rate = _drawn(rng, 100, 19.013)
    yield case((y * 15).astype(np.uint8), rate * 15, null_rate)


def _as_floats(rng):
    y, rate, null_rate = _drawn(rng, 25, 1.213)
    return case(y.astype(float), rate, null_rate)


deviance_explained.leaves_inputs_alone(0.5, _as_floats)


def _deviance(y, rate):
    y = np.asarray(y, float)
    return 2 * np.sum(xlogy(y, y / rate) - y + rate)


@deviance_explained.misconception(
    "The baseline is the mean of these counts, not the null_rate given.",
    "null_rate comes from the training data; the test data's own mean lets the baseline cheat.")
def uses_its_own_mean(y, rate, null_rate):
    return 1 - _deviance(y, rate) / _deviance(y, np.mean(y))


@deviance_explained.misconception(
    "This is the share of the squared error, R².",
    "Counts scatter more where they are large; the Poisson deviance takes that into account.")
def squared_error(y, rate, null_rate):
    y = np.asarray(y, float)
    return 1 - np.sum((y - rate) ** 2) / np.sum((y - null_rate) ** 2)


@deviance_explained.misconception(
    "Likelihoods were compared, not deviances.",
    "A deviance is measured from the best that is possible: a prediction equal to the counts.")
def ratio_of_likelihoods(y, rate, null_rate):
    y = np.asarray(y, float)
    return 1 - np.sum(xlogy(y, rate) - rate) / np.sum(xlogy(y, null_rate) - null_rate)


@deviance_explained.misconception(
    "This is the share that is left over.", "The share that is explained is 1 less that.")
def share_left_over(y, rate, null_rate):
    return _deviance(y, rate) / _deviance(y, null_rate)


@deviance_explained.misconception(
    "Silent bins were left out.", "A high rate in a silent bin must cost something: which term is left when y is 0?")
def drops_silent_bins(y, rate, null_rate):
    fired = np.asarray(y) > 0
    return 1 - _deviance(np.asarray(y)[fired], np.asarray(rate)[fired]) / _deviance(np.asarray(y)[fired], null_rate)


@deviance_explained.misconception(
    "A silent bin gives nan: 0 times log 0 must count as 0.", "scipy.special.xlogy knows that.")
def zero_times_log_zero(y, rate, null_rate):
    y = np.asarray(y, float)

    def deviance(predicted):
        return np.sum(y * np.log(y / predicted) - y + predicted)

    return 1 - deviance(rate) / deviance(null_rate)


@deviance_explained.misconception(
    "The terms - y + rate are missing from the deviance.",
    "They cancel in sums only when the mean prediction equals the mean count, which held-out data do not promise.")
def forgets_the_rates(y, rate, null_rate):
    y = np.asarray(y, float)
    null = np.full(len(y), null_rate)
    return 1 - np.sum(xlogy(y, y / rate)) / np.sum(xlogy(y, y / null))


@deviance_explained.misconception("The result is a percentage.", "A share: 1 is everything.")
def in_per_cent(y, rate, null_rate):
    return 100 * (1 - _deviance(y, rate) / _deviance(y, null_rate))
