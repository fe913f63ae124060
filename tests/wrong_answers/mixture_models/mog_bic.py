"""Wrong answers to mog_bic; how they are named and marked is told in tests/autograder/exercises/banks.py."""

import numpy as np
from scipy.special import logsumexp


def aic_instead(x, m, S, p):
    """Two for each parameter. Loses: everything but far-samples."""
    total = _total(x, m, S, p)
    return 2 * (_count(*np.shape(m)) - total), total


def half_the_bic(x, m, S, p):
    """The convention of another book. Loses: everything."""
    total = _total(x, m, S, p)
    return 0.5 * _price(m, len(x)) - total, total


def sign_flipped(x, m, S, p):
    """Large is good. Loses: everything."""
    bic, total = _right(x, m, S, p)
    return -bic, total


def mean_log_likelihood(x, m, S, p):
    """Of one sample. Loses: everything."""
    total = logsumexp(_joint(x, m, S, p), axis=0).mean()
    return -2 * total + _price(m, len(x)), total


def forgets_the_weights(x, m, S, p):
    """Adds up densities. Loses: everything but far-samples, many-dimensions."""
    total = _total(x, m, S, np.ones_like(p, dtype=float))
    return -2 * total + _price(m, len(x)), total


def best_component_only(x, m, S, p):
    """The maximum in place of the sum. Loses: everything but far-samples, many-dimensions, smallest (perhaps smallest)."""
    total = np.max(_joint(x, m, S, p), axis=0).sum()
    return -2 * total + _price(m, len(x)), total


def empty_component_is_free(x, m, S, p):
    """Counts what has a weight. Loses: empty-component."""
    total = _total(x, m, S, p)
    return -2 * total + _count(np.count_nonzero(p), np.shape(m)[1]) * np.log(len(x)), total


def densities_underflow(x, m, S, p):
    """The formula as it is printed. Loses: far-samples, many-dimensions."""
    with np.errstate(all="ignore"):
        total = np.sum(np.log(np.sum(np.exp(_joint(x, m, S, p)), axis=0)))
    return -2 * total + _price(m, len(x)), total


def adds_an_epsilon(x, m, S, p):
    """1e-300 against the infinity. Loses: far-samples, many-dimensions."""
    density = np.exp(_joint(x, m, S, p)).sum(axis=0)
    total = np.log(density + 1e-300).sum()
    return -2 * total + _price(m, len(x)), total


def log_likelihood_first(x, m, S, p):
    """The two results exchanged. Loses: everything."""
    return _right(x, m, S, p)[::-1]


def bic_alone(x, m, S, p):
    """One result. Loses: everything."""
    return _right(x, m, S, p)[0]


def base_ten(x, m, S, p):
    """Another logarithm in the price. Loses: everything but far-samples."""
    total = _total(x, m, S, p)
    return -2 * total + _count(*np.shape(m)) * np.log10(len(x)), total


def counts_numbers(x, m, S, p):
    """N times D for N. Loses: everything but far-samples."""
    total = _total(x, m, S, p)
    return -2 * total + _count(*np.shape(m)) * np.log(np.size(x)), total


def no_normalisation(x, m, S, p):
    """Densities that do not integrate to 1. Loses: everything but far-samples."""
    total = _total(x, m, S, p) + 0.5 * x.shape[1] * np.log(2 * np.pi) * len(x)
    return -2 * total + _price(m, len(x)), total


def floors_the_densities(x, m, S, p):
    """Nothing is less likely than the smallest float. Loses: far-samples, many-dimensions."""
    total = np.maximum(logsumexp(_joint(x, m, S, p), axis=0), -700.0).sum()
    return -2 * total + _price(m, len(x)), total


def nan_for_empty_components(x, m, S, p):
    """Logarithm of 0 times 0. Loses: empty-component, far-samples."""
    with np.errstate(all="ignore"):
        r = np.exp(_joint(x, m, S, p) - logsumexp(_joint(x, m, S, p), axis=0))
        total = np.sum(r * (_joint(x, m, S, p) - np.log(r)))
    return -2 * total + _price(m, len(x)), total


def centres_the_data(x, m, S, p):
    """Changes its argument. Loses: leaves-inputs-alone."""
    result = _right(x, m, S, p)
    x -= x.mean(axis=0).astype(x.dtype)
    return result


def all_zeros(x, m, S, p):
    """Nothing. Loses: everything."""
    return 0.0, 0.0


def _joint(x, m, S, p):
    x, m, S, p = (np.asarray(a, dtype=float) for a in (x, m, S, p))
    roots = np.linalg.cholesky(S)
    z = np.linalg.solve(roots, (x - m[:, None]).transpose(0, 2, 1))
    with np.errstate(divide="ignore"):
        size = np.log(p) - 0.5 * x.shape[1] * np.log(2 * np.pi) - np.log(np.diagonal(roots, axis1=1, axis2=2)).sum(axis=1)
    return size[:, None] - 0.5 * (z**2).sum(axis=1)


def _total(x, m, S, p):
    return logsumexp(_joint(x, m, S, p), axis=0).sum()


def _count(n_clusters, n_dims):
    return n_clusters - 1 + n_clusters * n_dims + n_clusters * n_dims * (n_dims + 1) // 2


def _price(m, n_samples):
    return _count(*np.shape(m)) * np.log(n_samples)


def _right(x, m, S, p):
    total = _total(x, m, S, p)
    return _price(m, len(x)) - 2 * total, total
