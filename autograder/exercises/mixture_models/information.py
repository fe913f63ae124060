"""Log-likelihood and BIC of given components."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case, reference_of
from autograder.exercises.mixture_models.inputs import LAB, draw, log_joint, log_likelihood, mixture
from autograder.visible.judges import Agrees, Parts

NAMES = ("bic", "log_likelihood")

mog_bic = Exercise(
    f"{LAB}.mog_bic", read="Section 5, 'A price for every parameter'", builds_on=("n_free_parameters",),
    recognise=Parts(NAMES, (Agrees(1e-4, 1e-6), Agrees(1e-4, 1e-6))))


def _case(x, components, rtol=1e-5):
    atol = 1e-6 if rtol < 1e-4 else 1e-4
    return case(x, *components, judge=Parts(NAMES, (Agrees(rtol, atol), Agrees(rtol, atol))))


def _cloud(rng, n_samples, n_clusters, n_dims):
    components = mixture(rng, n_clusters, n_dims, apart=rng.uniform(2, 5))
    return draw(rng, n_samples, components)[1], components


@mog_bic.check(2, "It returns the BIC and the log-likelihood: natural logarithms, summed over the samples.")
def values(rng):
    yield _case(*_cloud(rng, 60, 3, 2))
    yield _case(*_cloud(rng, 40, 2, 4))


@mog_bic.check(1, "It works in one dimension, for one component, and for one sample.")
def smallest(rng):
    yield _case(*_cloud(rng, 30, 2, 1))
    yield _case(*_cloud(rng, 30, 1, 3))
    yield _case(*_cloud(rng, 1, 2, 2))


@mog_bic.check(1, "A component of weight 0 has parameters, too, and does no other harm.")
def empty_component(rng):
    x, (m, S, p) = _cloud(rng, 50, 3, 2)
    yield _case(x, (m, S, np.array([p[0], 0.0, 1 - p[0]])))


@mog_bic.check(1, "It is exact for samples 10 000 standard deviations away.")
def far_samples(rng):
    x, components = _cloud(rng, 20, 2, 2)
    x[:3] += rng.choice([-1, 1], (3, 2)) * 1e4
    yield _case(x, components)


@mog_bic.check(0.5, "Many dimensions are no trouble.")
def many_dimensions(rng):
    n_dims = 30
    variances = 1e22 * np.round(rng.uniform(1, 3, n_dims), 1)
    x = 1e11 * np.round(rng.normal(size=(12, n_dims)), 2)
    yield _case(x, (np.zeros((1, n_dims)), np.diag(variances)[None], np.ones(1)))


@mog_bic.check(0.5, "Whole numbers in 8 bits and single precision give the same.")
def number_types(rng):
    x, (m, S, p) = _cloud(rng, 40, 2, 2)
    pixels = np.clip(np.round(100 + 20 * x), 0, 255).astype(np.uint8)
    yield _case(pixels, (100 + 20 * m, 400 * S, p))
    yield _case(x.astype(np.float32), (m.astype(np.float32), S.astype(np.float32), p.astype(np.float32)), rtol=1e-4)


mog_bic.leaves_inputs_alone(0.5, lambda rng: _case(*_cloud(rng, 20, 2, 2)))


def _n_parameters(m):
    return reference_of(LAB, "n_free_parameters")(*np.shape(m))


def _price(x, m):
    return _n_parameters(m) * np.log(len(x))


@mog_bic.misconception(
    "The penalty does not grow with the number of samples: this is the AIC.", "The BIC charges log N for each parameter, not 2.")
def aic_instead(x, m, S, p):
    total = log_likelihood(x, m, S, p)
    return 2 * _n_parameters(m) - 2 * total, total


@mog_bic.misconception(
    "The BIC is half of what it should be.", "Two conventions differ by a factor of 2: see the formula in the lesson.")
def half_the_bic(x, m, S, p):
    total = log_likelihood(x, m, S, p)
    return _price(x, m) / 2 - total, total


@mog_bic.misconception(
    "The sign of the BIC is the other way round.",
    "In this course a small BIC is good: a better fit makes it smaller, a parameter larger.")
def sign_flipped(x, m, S, p):
    total = log_likelihood(x, m, S, p)
    return 2 * total - _price(x, m), total


@mog_bic.misconception(
    "The log-likelihood is the mean over the samples.", "Independent samples: their log-likelihoods add up.")
def mean_log_likelihood(x, m, S, p):
    total = log_likelihood(x, m, S, p) / len(x)
    return _price(x, m) - 2 * total, total


@mog_bic.misconception(
    "The weights are missing: the densities are added up as they are.",
    "A component's density counts by its weight; its logarithm is added.")
def forgets_the_weights(x, m, S, p):
    total = log_likelihood(x, m, S, np.ones(len(p)))
    return _price(x, m) - 2 * total, total


@mog_bic.misconception(
    "Only the most probable component of each sample counts.",
    "The likelihood of a sample is the sum over all components, whichever it may come from.")
def best_component_only(x, m, S, p):
    total = log_joint(x, m, S, p).max(axis=0).sum()
    return _price(x, m) - 2 * total, total


@mog_bic.misconception(
    "A component of weight 0 is left out of the count of parameters.",
    "It was fitted like the others, and it stands in m, S and p: the price is for what could have been used.")
def empty_component_is_free(x, m, S, p):
    total, used = log_likelihood(x, m, S, p), np.asarray(p) > 0
    return _price(x, np.asarray(m)[used]) - 2 * total, total


@mog_bic.misconception(
    "Samples far out make the log-likelihood infinite: their densities are so small that the computer takes them for 0.",
    "The logarithm of a density is known before the density is computed; logsumexp adds densities without leaving logarithms.",
    read="Section 3, 'Numbers too small for a computer'")
def densities_underflow(x, m, S, p):
    with np.errstate(all="ignore"):
        total = np.log(np.exp(log_joint(x, m, S, p)).sum(axis=0)).sum()
    return _price(x, m) - 2 * total, total


@mog_bic.misconception(
    "A small number was added to the densities before the logarithm.",
    "It hides log(0), and puts a bound on how badly a sample can fit. The logarithm of a density is known without it.",
    read="Section 3, 'Numbers too small for a computer'")
def adds_an_epsilon(x, m, S, p):
    total = np.log(np.exp(log_joint(x, m, S, p)).sum(axis=0) + 1e-300).sum()
    return _price(x, m) - 2 * total, total
