"""The likelihood of a spike train."""

from __future__ import annotations

import numpy as np
from scipy.special import gammaln

from autograder.declare import Exercise, case
from autograder.exercises.glm_encoding.inputs import with_ones
from autograder.exercises.glm_encoding.nats import neg_log_lik

neg_log_lik_lnp = Exercise(
    "glm_encoding.neg_log_lik_lnp", read="Section 5, 'The likelihood of a spike train'")


def _likelihood_inputs(rng, n_bins, n_features):
    X = with_ones(rng.normal(size=(n_bins, n_features - 1)))
    return rng.normal(scale=0.4, size=n_features), X, rng.poisson(1.2, n_bins)


@neg_log_lik_lnp.check(2, "It is the negative Poisson log-likelihood in nats, without log y!.")
def values(rng):
    yield case(*_likelihood_inputs(rng, 60, 6))
    yield case(*_likelihood_inputs(rng, 25, 3))


@neg_log_lik_lnp.check(1, "It is one number, summed over the time bins.")
def one_number(rng):
    yield case(*_likelihood_inputs(rng, 30, 4))
    yield case(*_likelihood_inputs(rng, 1, 2))


@neg_log_lik_lnp.check(1, "It is exact for rates as small as e^-1000 and infinite where a rate overflows.")
def extreme_rates(rng):
    X = np.column_stack([np.ones(4), [0.0, 1.0, 2.0, 3.0]])
    y = rng.integers(1, 4, 4)
    yield case(np.array([-1000.0, 1.0]), X, y)
    yield case(np.array([-40.0, -1.5]), X, y)
    yield case(np.array([900.0, 0.0]), X, y)


@neg_log_lik_lnp.check(0.5, "Matrix and counts stored as uint8 do not overflow.")
def uint8_counts(rng):
    theta, X, y = _likelihood_inputs(rng, 300, 3)
    yield case(theta, X, (20 * y).astype(np.uint8))
    yield case(theta, with_ones(rng.integers(0, 4, (300, 2))).astype(np.uint8), (20 * y).astype(np.uint8))


def _in_double_precision(rng):
    theta, X, y = _likelihood_inputs(rng, 20, 3)
    return case(theta, X, y.astype(float))


neg_log_lik_lnp.leaves_inputs_alone(0.5, _in_double_precision)


@neg_log_lik_lnp.misconception(
    "This is the mean over the time bins.",
    "Log-likelihoods of independent bins add up; the course does not divide.")
def mean_instead_of_sum(theta, X, y):
    return neg_log_lik(theta, X, y) / len(y)


@neg_log_lik_lnp.misconception(
    "The sign is the other way round.",
    "A minimiser will be used: better parameters must give a smaller value.")
def forgets_the_minus(theta, X, y):
    return -neg_log_lik(theta, X, y)


@neg_log_lik_lnp.misconception(
    "The term log y! is included.", "It does not depend on theta, and the course leaves it out.")
def includes_the_factorial(theta, X, y):
    return neg_log_lik(theta, X, y) + gammaln(np.asarray(y) + 1.0).sum()


@neg_log_lik_lnp.misconception(
    "The logarithm is taken of a rate that was already rounded to 0.",
    "log(exp(eta)) loses everything below e^-745, and log(0) is infinite. "
    "What is the logarithm of the rate before any rounding?")
def log_of_the_exponential(theta, X, y):
    rate = np.exp(X @ theta)
    return rate.sum() - np.asarray(y, float) @ np.log(rate)


@neg_log_lik_lnp.misconception(
    "A small number was added inside the logarithm.",
    "It hides log(0) but makes small rates wrong. The logarithm of "
    "the rate is known without computing the rate.")
def adds_an_epsilon(theta, X, y):
    rate = np.exp(X @ theta)
    return rate.sum() - np.asarray(y, float) @ np.log(rate + 1e-12)


@neg_log_lik_lnp.misconception(
    "X @ theta is taken for the rate itself.", "The model's rate is the exponential of X @ theta.")
def forgets_the_exponential(theta, X, y):
    eta = X @ theta
    return eta.sum() - np.asarray(y, float) @ np.log(np.maximum(eta, 1e-12))


@neg_log_lik_lnp.misconception(
    "The expected counts are missing: only the term with the spikes is there.",
    "Silence is evidence, too. A bin with no spikes must cost something when the predicted rate is high.")
def forgets_the_rate(theta, X, y):
    return -np.asarray(y, float) @ (X @ theta)
