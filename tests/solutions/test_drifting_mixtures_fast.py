"""The fast t mixture takes the steps of the clear one, from the same starts."""

import tracemalloc

import numpy as np
import pytest
from sklearn.exceptions import ConvergenceWarning

from solutions import _drifting_mixtures_fast as fast
from solutions import drifting_mixtures as lab

quietly = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")


def draw(seed, n_samples, n_clusters, n_dims):
    """Clusters with heavy tails, of different place and unit."""
    rng = np.random.default_rng(seed)
    away = rng.normal(size=(n_samples, n_dims)) / np.sqrt(rng.chisquare(4, (n_samples, 1)) / 4)
    x = rng.normal(0, 4, (n_clusters, n_dims))[rng.integers(n_clusters, size=n_samples)] + away
    return (x @ rng.normal(size=(n_dims, n_dims)) + rng.normal(0, 5, n_dims)) * rng.choice([0.01, 1.0, 100.0], n_dims)


def assert_alike(ours, theirs, spread):
    """Labels, centres, scale matrices and weights agree to nine digits of the data's spread."""
    np.testing.assert_array_equal(ours[0], theirs[0])
    np.testing.assert_allclose(ours[1] / spread, theirs[1] / spread, atol=1e-9)
    scale = np.outer(spread, spread)
    np.testing.assert_allclose(ours[2] / scale, theirs[2] / scale, atol=1e-9)
    np.testing.assert_allclose(ours[3], theirs[3], atol=1e-10)


@quietly
@pytest.mark.parametrize(("n_samples", "n_clusters", "n_dims"), [(60, 2, 1), (300, 3, 2), (1500, 4, 3), (400, 1, 5)])
@pytest.mark.parametrize(("n_iters", "nu"), [(0, 7.0), (1, 2.5), (12, 7.0), (12, 1e6)])
def test_it_takes_the_steps_of_the_lab(n_samples, n_clusters, n_dims, n_iters, nu):
    """Same start, same steps, same result, whatever the units of the dimensions and the weight of the tails."""
    x = draw(n_samples, n_samples, n_clusters, n_dims)
    ours, theirs = (each.fit_t_mixture(x, n_clusters, nu, n_iters, 5) for each in (fast, lab))
    assert_alike(ours, theirs, x.std(axis=0))


def test_it_ends_where_the_lab_ends():
    """Converged at the same step, without a warning."""
    x = np.random.default_rng(3).normal(size=(500, 2)) + np.array([[0, 0], [9, 0], [0, 9]])[np.arange(500) % 3]
    assert_alike(fast.fit_t_mixture(x, 3), lab.fit_t_mixture(x, 3), x.std(axis=0))


def test_too_few_steps_are_said():
    """As the lab says them."""
    with pytest.warns(ConvergenceWarning, match="not converged after 2 steps"):
        fast.fit_t_mixture(draw(1, 300, 3, 2), 3, n_iters=2)


@quietly
@pytest.mark.parametrize("case", ["far away", "collapsed", "constant", "more clusters than groups"])
def test_it_does_as_the_lab_where_that_is_hard(case):
    """An artefact a million spreads away, samples that coincide, a constant dimension, components without samples."""
    x = draw(4, 200, 2, 2)
    if case == "far away":
        x[7] = 1e6 * x.std(axis=0)
    elif case == "collapsed":
        x[:60] = x[0]
    elif case == "constant":
        x[:, 1] = 3.0
    n_clusters = 7 if case == "more clusters than groups" else 3
    ours, theirs = (each.fit_t_mixture(x, n_clusters, n_iters=8) for each in (fast, lab))
    np.testing.assert_array_equal(ours[0], theirs[0])
    low, high = np.percentile(x, [5, 95], axis=0)
    spread = np.where(high > low, high - low, 1.0)
    np.testing.assert_allclose(ours[1] / spread, theirs[1] / spread, atol=1e-6)
    np.testing.assert_allclose(ours[2] / np.outer(spread, spread), theirs[2] / np.outer(spread, spread), atol=1e-6)
    np.testing.assert_allclose(ours[3], theirs[3], atol=1e-8)


@quietly
def test_memory_is_what_the_docstring_says():
    """The monomials, and little beside them: it grows with the number of samples alone."""
    n_samples, n_dims = 20_000, 6
    x = draw(2, n_samples, 4, n_dims)
    tracemalloc.start()
    fast.fit_t_mixture(x, 4, n_iters=2)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1.6 * 4 * n_samples * (n_dims + 1) * (n_dims + 2) + 2e6
