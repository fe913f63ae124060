"""The likelihood of a row of choices."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case, reference_of
from autograder.exercises.logistic_decoding.inputs import LAB, choose

neg_log_lik_logistic = Exercise(
    "logistic_decoding.neg_log_lik_logistic", read="Section 3, 'The likelihood of the choices'", builds_on=("sigmoid",))


def neg_log_lik(theta, X, y) -> float:
    """The right negative log-likelihood."""
    return reference_of(LAB, "neg_log_lik_logistic")(theta, X, y)


def with_ones(X) -> np.ndarray:
    """Features with their column of ones."""
    return np.column_stack([np.ones(len(X)), X])


def _inputs(rng, n_trials, n_features, scale=0.8):
    X = with_ones(rng.normal(size=(n_trials, n_features - 1)))
    return rng.normal(scale=scale, size=n_features), X, choose(rng, n_trials, 0.6)


@neg_log_lik_logistic.check(2, "It is the negative log-likelihood of the choices, in nats.")
def values(rng):
    yield case(*_inputs(rng, 40, 4))
    yield case(*_inputs(rng, 25, 3, scale=2.0))


@neg_log_lik_logistic.check(0.5, "It is one number, summed over the trials.")
def one_number(rng):
    yield case(*_inputs(rng, 10, 5))
    yield case(*_inputs(rng, 6, 1))


@neg_log_lik_logistic.check(1.5, "It is exact where a choice was beyond doubt, up to log-odds of 10 000.")
def far_from_zero(rng):
    X = with_ones(np.array([[-1.0], [-0.5], [0.25], [1.0]]))
    for size in (1e4, float(rng.integers(40, 900))):
        yield case(np.array([0.0, size]), X, np.array([0, 0, 1, 1]))  # as expected: next to nothing is lost
        yield case(np.array([0.0, size]), X, np.array([1, 0, 0, 1]))  # against all odds: hundreds of nats
    yield case(np.array([-30.0, 0.0]), X, np.array([1, 0, 0, 0]))


@neg_log_lik_logistic.check(0.5, "Choices stored as uint8, as bool or as floats give the same.")
def any_number_type(rng):
    theta, X, y = _inputs(rng, 300, 3)
    for dtype in (np.uint8, bool, float):
        yield case(theta, X, y.astype(dtype))
    yield case(theta, with_ones(rng.integers(0, 9, (300, 2))).astype(np.uint8), y)


def _in_double_precision(rng):
    theta, X, y = _inputs(rng, 20, 3)
    return case(theta, X, y.astype(float))


neg_log_lik_logistic.leaves_inputs_alone(0.5, _in_double_precision)


def _probability(theta, X):
    return 1 / (1 + np.exp(-(X @ theta)))


def _log_lik(p, y):
    y = np.asarray(y, float)
    return np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))


@neg_log_lik_logistic.misconception(
    "This is the mean over the trials.",
    "Log-likelihoods of independent trials add up; the course does not divide.")
def mean_instead_of_sum(theta, X, y):
    return neg_log_lik(theta, X, y) / len(y)


@neg_log_lik_logistic.misconception(
    "The sign is the other way round.", "A minimiser will be used: better parameters must give a smaller value.")
def forgets_the_minus(theta, X, y):
    return -neg_log_lik(theta, X, y)


@neg_log_lik_logistic.misconception(
    "The logarithm is taken of a probability that was already rounded to 0 or 1.",
    "log(sigmoid(-800)) is minus infinity on a computer and -800 on paper. Write the logarithm of the probability "
    "first, then compute it: np.logaddexp(0, x) is log(1 + exp(x)) without overflow.")
def log_of_the_sigmoid(theta, X, y):
    return -_log_lik(_probability(theta, X), y)


@neg_log_lik_logistic.misconception(
    "The probability was kept away from 0 and 1 by a small number.",
    "That hides log(0), and cuts the cost of a wrong certainty off at some 30 nats. The logarithm of the "
    "probability is known without computing the probability.")
def keeps_the_probability_from_zero(theta, X, y):
    return -_log_lik(np.clip(_probability(theta, X), 1e-12, 1 - 1e-12), y)


@neg_log_lik_logistic.misconception(
    "A small number was added inside the logarithms.",
    "That hides log(0), and cuts the cost of a wrong certainty off. The logarithm of the probability is known "
    "without computing the probability.")
def adds_an_epsilon(theta, X, y):
    p, y = _probability(theta, X), np.asarray(y, float)
    return -np.sum(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))


@neg_log_lik_logistic.misconception(
    "The two choices are exchanged.", "sigmoid(X @ theta) is the probability of choice 1.")
def exchanges_the_choices(theta, X, y):
    return neg_log_lik(theta, X, 1 - np.asarray(y, float))


@neg_log_lik_logistic.misconception(
    "Only trials with choice 1 count.", "Choice 0 has a probability, too: one minus that of choice 1.")
def forgets_choice_0(theta, X, y):
    return np.logaddexp(0, -(X @ theta))[np.asarray(y) == 1].sum()


@neg_log_lik_logistic.misconception("This is in bits.", "The course uses natural logarithms: nats.")
def in_bits(theta, X, y):
    return neg_log_lik(theta, X, y) / np.log(2)
