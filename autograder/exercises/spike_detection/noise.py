"""The size of the noise."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case
from autograder.visible.judges import Agrees

robust_sigma = Exercise("spike_detection.robust_sigma", read="Section 3, 'How large is the noise?'")


def _noise(rng, n_samples, n_channels, spikes=0):
    """Noise of another size on each channel, with large troughs at some samples."""
    x = rng.normal(size=(n_samples, n_channels)) * rng.uniform(2, 30, n_channels)
    x[rng.choice(n_samples, spikes, replace=False)] -= rng.uniform(200, 400)
    return np.round(x, 3)


@robust_sigma.check(2, "It is median(|x|)/0.6745, a number for each channel.")
def values(rng):
    yield case(_noise(rng, 60, 4, spikes=6))
    yield case(_noise(rng, 41, 2, spikes=3))


@robust_sigma.check(0.5, "The voltage is not centred again.")
def not_centred(rng):
    yield case(_noise(rng, 30, 2) + rng.uniform(20, 60, 2))


@robust_sigma.check(0.5, "It works for a single channel, a single sample and a silent channel.")
def few_numbers(rng):
    yield case(_noise(rng, 20, 1))
    yield case(_noise(rng, 1, 3))
    silent = _noise(rng, 15, 3) * [1, 0, 1]
    silent[1::3, 2] = 0.0
    yield case(silent)


@robust_sigma.check(0.5, "Whole numbers and single precision give the same.")
def any_number_type(rng):
    yield case(_noise(rng, 31, 2, spikes=2).astype(np.int16))
    yield case(_noise(rng, 30, 2, spikes=2).astype(np.float32), judge=Agrees(1e-4, 1e-4))


robust_sigma.leaves_inputs_alone(0.5, lambda rng: case(_noise(rng, 25, 2, spikes=2)))


@robust_sigma.misconception(
    "This is the standard deviation: the spikes themselves make it larger.",
    "The median of |x| hardly notices a few large values; the mean of their squares does.")
def standard_deviation(x):
    return np.std(np.asarray(x, float), axis=0)


@robust_sigma.misconception(
    "The constant is missing: this is the median of |x|.",
    "Half of a Gaussian's values are smaller than 0.6745 standard deviations: divide by that.")
def forgets_the_constant(x):
    return np.median(np.abs(np.asarray(x, float)), axis=0)


@robust_sigma.misconception(
    "The median was multiplied by 0.6745 instead of divided by it.",
    "The standard deviation is larger than the median of |x|.")
def multiplies(x):
    return np.median(np.abs(np.asarray(x, float)), axis=0) * 0.6745


@robust_sigma.misconception(
    "The median of each channel was subtracted first.",
    "Filtered voltage has no offset; the course's estimate takes |x| as it is.")
def centres_first(x):
    x = np.asarray(x, float)
    return np.median(np.abs(x - np.median(x, axis=0)), axis=0) / 0.6745


@robust_sigma.misconception(
    "All channels were thrown together: this is one number for the whole tetrode.",
    "Contacts differ; take the median along time only, with axis=0.")
def one_for_all(x):
    return np.median(np.abs(np.asarray(x, float))) / 0.6745


@robust_sigma.misconception(
    "The median was taken across the channels: this is a number for each sample.",
    "Time runs along axis 0.")
def along_channels(x):
    return np.median(np.abs(np.asarray(x, float)), axis=1) / 0.6745


@robust_sigma.misconception(
    "You took the mean of |x| instead of the median.", "A mean grows with every spike; a median does not.")
def mean_of_sizes(x):
    return np.mean(np.abs(np.asarray(x, float)), axis=0) / 0.6745


@robust_sigma.misconception(
    "The median of x itself is about 0: the sizes |x| were meant.", "Take np.abs before the median.")
def median_of_signed_values(x):
    return np.median(np.asarray(x, float), axis=0) / 0.6745
