"""The fast EM finds what the clear one finds, from the same starts, and what scikit-learn finds."""

import tracemalloc

import numpy as np
import pytest
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

from solutions import _mixture_models_fast as fast
from solutions import mixture_models as lab
from tests.solutions.mixture_twins import TOY

quietly = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
NAMES = ("labels", "m", "S", "p")


def draw(seed, n_samples, n_clusters, n_dims):
    """Clusters of different size, place and unit."""
    rng = np.random.default_rng(seed)
    group = rng.integers(n_clusters, size=n_samples)
    x = rng.normal(0, 4, (n_clusters, n_dims))[group] + rng.normal(size=(n_samples, n_dims))
    return (x @ rng.normal(size=(n_dims, n_dims)) + rng.normal(0, 5, n_dims)) * rng.choice([0.01, 1.0, 100.0], n_dims)


def assert_alike(ours, theirs, spread):
    """Labels, means, covariances and weights agree to nine digits of the data's spread."""
    np.testing.assert_array_equal(ours[0], theirs[0])
    np.testing.assert_allclose(ours[1] / spread, theirs[1] / spread, atol=1e-9)
    scale = np.outer(spread, spread)
    np.testing.assert_allclose(ours[2] / scale, theirs[2] / scale, atol=1e-9)
    np.testing.assert_allclose(ours[3], theirs[3], atol=1e-10)


@quietly
@pytest.mark.parametrize(("n_samples", "n_clusters", "n_dims"), [(60, 2, 1), (300, 3, 2), (1500, 4, 3), (400, 1, 5)])
@pytest.mark.parametrize("n_iters", [0, 1, 12])
def test_it_takes_the_steps_of_the_lab(n_samples, n_clusters, n_dims, n_iters):
    """Same start, same steps, same result, whatever the units of the dimensions."""
    x = draw(n_samples, n_samples, n_clusters, n_dims)
    ours, theirs = (each.fit_mog(x, n_clusters, n_iters, 5) for each in (fast, lab))
    assert_alike(ours, theirs, x.std(axis=0))


def test_it_ends_where_the_lab_ends():
    """Converged at the same step, without a warning."""
    _, x = lab.sample_data(500, *TOY)
    assert_alike(fast.fit_mog(x, 3), lab.fit_mog(x, 3), x.std(axis=0))


@quietly
def test_starts_do_not_mind_each_other():
    """Together each start ends as by itself, also when others have converged long before."""
    x = lab.sample_data(300, *TOY)[1]
    together = fast.fit_from_seeds(x, 3, range(4), 60)
    for seed, fit in enumerate(together):
        alone = fast.fit_from_seeds(x, 3, [seed], 60)[0]
        assert_alike(fit[:4], alone[:4], x.std(axis=0))
        np.testing.assert_allclose(fit[4], lab.mog_bic(x, *fit[1:4])[1], rtol=1e-12)


@quietly
@pytest.mark.parametrize("block", [7, 64])
def test_blocks_change_nothing(monkeypatch, block):
    """Wherever the samples are cut."""
    x = draw(3, 200, 3, 2)
    whole = fast.fit_mog(x, 3, 10)
    monkeypatch.setattr(fast, "BLOCK", block)
    assert_alike(fast.fit_mog(x, 3, 10), whole, x.std(axis=0))


@quietly
def test_selection_is_that_of_the_lab():
    """Every BIC of every start, and the choice."""
    x = lab.sample_data(150, *TOY)[1]
    ours, theirs = (each.bic_model_selection(x, [3, 1], 3) for each in (fast, lab))
    assert ours[0] == theirs[0]
    np.testing.assert_allclose(ours[1], theirs[1], rtol=1e-9)
    np.testing.assert_allclose(ours[2], theirs[2], rtol=1e-9)


def test_non_convergence_is_said():
    """Once for each start."""
    x = lab.sample_data(200, *TOY)[1]
    with pytest.warns(ConvergenceWarning, match="3 components: not converged after 2 steps") as caught:
        fast.fit_from_seeds(x, 3, range(3), 2)
    assert len(caught) == 3


@quietly
def test_what_needs_more_digits_is_done_slowly():
    """Artefacts far out: the sums of squares would swallow small variances."""
    rng = np.random.default_rng(2)
    x = np.vstack([rng.normal(size=(40, 2)), [[2.0, 9e5], [8.0, 9e5 + 5]]])
    assert_alike(fast.fit_mog(x, 2, 20), lab.fit_mog(x, 2, 20), x.std(axis=0))
    assert not isinstance(fast.arrange(x), fast.Monomials)
    assert isinstance(fast.arrange(x[:40]), fast.Monomials)


@quietly
def test_a_column_without_spread_is_no_trouble():
    """As in the lab: nothing to divide by."""
    x = np.column_stack([np.random.default_rng(0).normal(size=90), np.full(90, 3.0)])
    assert_alike(fast.fit_mog(x, 2, 5), lab.fit_mog(x, 2, 5), np.ones(2))


@quietly
def test_scikit_learn_takes_the_same_steps():
    """From the same start, after 15 steps the means agree to 1e-10 standard deviations."""
    x, n_clusters = draw(8, 3000, 5, 12), 5
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    m, S = x[:n_clusters], np.array([np.eye(12)] * n_clusters)
    p = np.full(n_clusters, 1 / n_clusters)
    start = {"means_init": m, "precisions_init": S, "weights_init": p}
    other = GaussianMixture(n_clusters, tol=0, max_iter=15, reg_covar=1e-6, **start).fit(x)
    ours = fast.climb(x, m[None], S[None], p[None], 15, ridge=1e-6, tolerance=-np.inf)
    np.testing.assert_allclose(ours[0][0], other.means_, atol=1e-10)
    np.testing.assert_allclose(ours[1][0], other.covariances_, atol=1e-9)
    np.testing.assert_allclose(ours[2][0], other.weights_, atol=1e-11)


@quietly
def test_memory_is_that_of_the_monomials():
    """At its peak, some blocks and the start aside, for ten starts as for one."""
    x = np.random.default_rng(0).normal(size=(20_000, 12))
    for n_starts in (1, 10):
        tracemalloc.start()
        fast.fit_from_seeds(x, 4, range(n_starts), 2)
        peak_bytes = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak_bytes < 4 * len(x) * 13 * 14 + 6 * x.nbytes + 8e6
