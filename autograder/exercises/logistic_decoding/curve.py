"""From log-odds to a probability."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case
from autograder.visible.decoders import ExactQuietly, SameNumbersAndQuiet

sigmoid = Exercise(
    "logistic_decoding.sigmoid", read="Section 3, 'From log-odds to a probability'",
    recognise=SameNumbersAndQuiet(rtol=1e-7, atol=1e-13))


def _exactly(z):
    return case(z, judge=ExactQuietly())


def _moderate(rng, *shape):
    """Log-odds with few digits, so that a sheet holds them exactly."""
    return np.round(rng.normal(scale=4.0, size=shape), 3)


@sigmoid.check(1.5, "It is 1 / (1 + exp(-z)).")
def values(rng):
    yield _exactly(_moderate(rng, 20))
    yield _exactly(np.array([-2.5, 0.0, 0.5]))


@sigmoid.check(1.5, "It is exact to 1e-12 and quiet from -10 000 to 10 000.")
def far_from_zero(rng):
    large = np.round(10.0 ** rng.uniform(1.3, 4.0, 8), 1)
    yield _exactly(np.concatenate([large, -large, [1e4, -1e4]]))
    yield _exactly(np.array([-25.5, -30.25, 25.5, 709.75, -709.75, -745.5, -800.0]))


@sigmoid.check(1, "A number gives a number, an array gives an array of its shape.")
def shape(rng):
    yield _exactly(float(_moderate(rng)))
    yield _exactly(-800.0)
    yield _exactly(_moderate(rng, 3, 4))
    yield _exactly(_moderate(rng, 1))


@sigmoid.check(0.5, "Whole numbers, signed or not, are taken for what they are.")
def whole_numbers(rng):
    yield _exactly(rng.integers(-20, 20, 6))
    yield case(rng.integers(0, 12, 6).astype(np.uint8))  # libraries answer 8-bit numbers in single precision
    yield _exactly(int(rng.integers(1, 9)))


def _double(rng):
    return case(_moderate(rng, 8))


sigmoid.leaves_inputs_alone(0.5, _double)


@sigmoid.misconception(
    "The numbers are right, but exp overflows on the way, and says so.",
    "exp(1000) is too large for a computer, exp(-1000) is just 0. Can you write the function so that only "
    "exponentials of negative numbers are needed?")
def overflows_with_a_warning(z):
    return 1 / (1 + np.exp(-np.asarray(z, float)))


@sigmoid.misconception(
    "For large z this is nan: exp(z) is infinite, and infinity divided by infinity is nothing.",
    "Use the form with exp(-z) where z is positive and the one with exp(z) where it is negative.")
def infinity_over_infinity(z):
    z = np.asarray(z, float)
    return np.exp(z) / (1 + np.exp(z))


@sigmoid.misconception(
    "The curve falls where it should rise.", "Large z must give a probability near 1: look at the sign in exp.")
def turned_round(z):
    small = np.exp(-np.abs(np.asarray(z, float)))
    return np.where(np.asarray(z, float) >= 0, small, 1.0) / (1 + small)


@sigmoid.misconception(
    "This is the hyperbolic tangent, which goes from -1 to 1.", "A probability lies between 0 and 1.")
def hyperbolic_tangent(z):
    return np.tanh(np.asarray(z, float))


@sigmoid.misconception(
    "z was cut off before the exponential, so the tails are wrong.",
    "sigmoid(-30) is 9e-14, not 2e-9: keep z as it is and avoid large exponentials in another way.")
def cuts_off_at_20(z):
    return 1 / (1 + np.exp(-np.clip(np.asarray(z, float), -20, 20)))


@sigmoid.misconception(
    "This is a step: the probability jumps from 0 to 1.", "Near 0 the log-odds leave doubt, and so must the probability.")
def step(z):
    return (np.asarray(z, float) > 0).astype(float)
