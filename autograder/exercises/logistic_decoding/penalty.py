"""What a penalty costs."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case

penalty_value = Exercise("logistic_decoding.penalty_value", read="Section 7, 'Three penalties'")


def _weights(rng, n=6):
    return np.round(rng.normal(scale=1.5, size=n), 2)


@penalty_value.check(2, "It is the mixture of both penalties, divided by C.")
def mixture(rng):
    yield case(_weights(rng), 0.4, 0.3)
    yield case(_weights(rng, 11), 5.0, 0.75)


@penalty_value.check(1, "With l1_ratio = 1 it is the L1 penalty, with 0 the L2 penalty.")
def both_ends(rng):
    for l1_ratio in (1, 0, 1.0, 0.0):
        yield case(_weights(rng), 0.2, l1_ratio)


@penalty_value.check(1, "It is a number also for weights as scikit-learn gives them, of shape (1, n).")
def one_row(rng):
    yield case(_weights(rng)[None, :], 2.0, 0.4)
    yield case(_weights(rng, 1)[None, :], 0.5, 1.0)
    yield case(_weights(rng, 7)[None, :], 0.5, 0.0)


@penalty_value.check(0.5, "Weights stored as whole numbers do not overflow.")
def whole_numbers(rng):
    yield case(rng.integers(90, 127, 6).astype(np.int8), 3, 0.4)
    yield case(rng.integers(200, 255, 6).astype(np.uint8), 2, 0.2)


penalty_value.leaves_inputs_alone(0.5, lambda rng: case(_weights(rng), 0.7, 0.2))


def _norms(w):
    w = np.ravel(w).astype(float)
    return np.abs(w).sum(), w @ w


@penalty_value.misconception(
    "The penalty is multiplied by C.", "C is an inverse strength: the larger C, the less a weight costs.")
def multiplies_by_c(w, C, l1_ratio):
    one, two = _norms(w)
    return (l1_ratio * one + (1 - l1_ratio) / 2 * two) * C


@penalty_value.misconception(
    "The L1 part has a factor of one half.", "Only the L2 part is halved; many texts print that wrong.")
def halves_both(w, C, l1_ratio):
    one, two = _norms(w)
    return (l1_ratio * one + (1 - l1_ratio) * two) / 2 / C


@penalty_value.misconception(
    "The factor of one half is missing in the L2 part.", "It is there so that the derivative is just w / C.")
def halves_neither(w, C, l1_ratio):
    one, two = _norms(w)
    return (l1_ratio * one + (1 - l1_ratio) * two) / C


@penalty_value.misconception(
    "The two parts are exchanged.", "l1_ratio is the share of L1: at 1 nothing else is left.")
def exchanges_the_parts(w, C, l1_ratio):
    one, two = _norms(w)
    return ((1 - l1_ratio) * one + l1_ratio / 2 * two) / C


@penalty_value.misconception(
    "The L2 part is the length of w, not its square.", "The sum of the squares has no root over it.")
def length_not_squared(w, C, l1_ratio):
    one, two = _norms(w)
    return (l1_ratio * one + (1 - l1_ratio) / 2 * np.sqrt(two)) / C


@penalty_value.misconception(
    "The sum of the absolute values is squared.", "The L1 penalty grows in proportion to the weights.")
def squares_the_l1_norm(w, C, l1_ratio):
    one, two = _norms(w)
    return (l1_ratio * one**2 + (1 - l1_ratio) / 2 * two) / C


@penalty_value.misconception(
    "The weights are summed with their signs.", "A negative weight costs as much as a positive one.")
def forgets_the_absolute_value(w, C, l1_ratio):
    w = np.ravel(w).astype(float)
    return (l1_ratio * w.sum() + (1 - l1_ratio) / 2 * (w @ w)) / C


@penalty_value.misconception(
    "For weights of shape (1, n) the L1 part is their largest absolute value: np.linalg.norm takes them for a matrix.",
    "The 1-norm of a matrix is the largest column sum. Make the weights one-dimensional first.")
def norm_of_a_matrix(w, C, l1_ratio):
    w = np.asarray(w, float)
    return (l1_ratio * np.linalg.norm(w, 1) + (1 - l1_ratio) / 2 * np.linalg.norm(w) ** 2) / C
