"""The reference of lab 07 against slow twins, at the edges of its contract, and on the toy set of the lesson."""

import warnings

import numpy as np
import pytest
from scipy.stats import multivariate_normal
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

from solutions import mixture_models as lab
from tests.solutions import mixture_twins as twins

PUBLISHED_BIC = [8431.1009, 8244.3846, 8277.7303, 8310.9746, 8348.2556]  # for K = 2 to 6
quietly = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")


@pytest.fixture(scope="module")
def toy():
    """The toy set: labels and samples."""
    return lab.sample_data(1000, *twins.TOY)


@pytest.fixture
def rng():
    return np.random.default_rng(71)


def fits(x, n_clusters, n_starts=10, **settings):
    """Fits from several starts, the most likely first."""
    found = [lab.fit_mog(x, n_clusters, random_seed=seed, **settings) for seed in range(n_starts)]
    return sorted(found, key=lambda fit: -lab.mog_bic(x, *fit[1:])[1])


# ---- sample_data


def test_samples_are_drawn_in_the_published_order(toy):
    """All labels first, then a point each: other people's toy set comes out to the last digit."""
    labels, x = toy
    expected_labels, expected_x = twins.sample_by_hand(1000, *twins.TOY)
    np.testing.assert_array_equal(labels, expected_labels)
    np.testing.assert_array_equal(x, expected_x)
    assert np.bincount(labels).tolist() == [277, 511, 212]
    np.testing.assert_allclose(x[0], [4.26356570, 1.53151494], atol=5e-9)


@pytest.mark.parametrize("n_dims", [1, 3])
def test_samples_have_any_dimension(n_dims):
    """Also one, also a single cluster, also no sample at all."""
    m, S = np.zeros((1, n_dims)), np.eye(n_dims)[None]
    labels, x = lab.sample_data(5, m, S, [1.0])
    assert (labels.shape, x.shape) == ((5,), (5, n_dims))
    assert lab.sample_data(0, m, S, [1.0])[1].shape == (0, n_dims)


def test_weights_in_single_precision_are_weights():
    """They sum to 1 but for rounding."""
    m, S, p = (values.astype(np.float32) for values in twins.TOY)
    assert len(lab.sample_data(20, m, S, p)[0]) == 20


# ---- fit_mog


@quietly
def test_a_step_is_one_e_step_and_one_m_step(rng):
    """From the same place, one more step leads where the slow twin's leads, but for the ridge."""
    x = rng.normal(size=(30, 2)) + 4 * rng.integers(2, size=(30, 1))
    for n_iters in (1, 2, 5):
        before = lab.fit_mog(x, 2, n_iters=n_iters, random_seed=1)[1:]
        after = lab.fit_mog(x, 2, n_iters=n_iters + 1, random_seed=1)[1:]
        for part, expected in zip(after, twins.em_step(x, *before), strict=True):
            np.testing.assert_allclose(part, expected, rtol=1e-6, atol=1e-6)


@quietly
def test_the_likelihood_never_falls(rng):
    """Each step gains, or loses no more than the ridge costs."""
    x = rng.normal(size=(80, 3)) + 3 * rng.integers(2, size=(80, 1))
    reached = [lab.mog_bic(x, *lab.fit_mog(x, 3, n_iters=n, random_seed=2)[1:])[1] for n in range(1, 30)]
    assert np.diff(reached).min() > -1e-6


def test_three_clusters_are_found_from_every_start(toy):
    """The maximum for K = 3, known to eight digits, is reached by each of ten starts."""
    reached = [lab.mog_bic(toy[1], *fit[1:])[1] for fit in fits(toy[1], 3)]
    np.testing.assert_allclose(reached, -4063.46527829, atol=1e-4)


def test_scikit_learn_finds_the_same(toy):
    """Same likelihood, same means, same labels, up to the order."""
    x = toy[1]
    labels, m, S, p = lab.fit_mog(x, 3)
    other = GaussianMixture(3, tol=1e-10, max_iter=2000, n_init=3, random_state=0).fit(x)
    order = [np.abs(other.means_ - mean).sum(axis=1).argmin() for mean in m]
    assert sorted(order) == [0, 1, 2]
    np.testing.assert_allclose(other.means_[order], m, atol=1e-3)
    np.testing.assert_allclose(other.covariances_[order], S, atol=3e-3)
    np.testing.assert_array_equal(np.array(order)[labels], other.predict(x))
    assert abs(other.score(x) * len(x) - lab.mog_bic(x, m, S, p)[1]) < 1e-3


@quietly
@pytest.mark.parametrize("n_iters", [0, 1, 3, 100])
def test_labels_belong_to_the_parameters_returned(rng, n_iters):
    """Whenever it stops, each label is the most probable component."""
    x = rng.normal(size=(60, 2)) + 2 * rng.integers(2, size=(60, 1))
    labels, *parameters = lab.fit_mog(x, 3, n_iters=n_iters)
    np.testing.assert_array_equal(labels, twins.log_joint(x, *parameters).argmax(axis=0))


def test_non_convergence_is_said(toy):
    """A warning where steps ran out, none where it converged."""
    with pytest.warns(ConvergenceWarning, match="4 components: not converged after 100 steps"):
        lab.fit_mog(toy[1], 4)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        lab.fit_mog(toy[1], 3)


@quietly
def test_the_seed_decides_and_nothing_else(toy):
    """Same seed, same result, whatever happened to the global generator; other seeds start elsewhere."""
    first = lab.fit_mog(toy[1], 5, n_iters=2, random_seed=3)
    np.random.seed(1)  # noqa: NPY002
    again, other = (lab.fit_mog(toy[1], 5, n_iters=2, random_seed=seed) for seed in (3, 4))
    assert all(np.array_equal(one, two) for one, two in zip(first, again, strict=True))
    assert not np.allclose(first[1], other[1])


def test_a_single_component_is_mean_and_covariance(rng):
    """Whatever the type of the numbers, and in one dimension, too; the data stay as they were."""
    whole, single = rng.integers(0, 255, (40, 2)).astype(np.uint8), rng.normal(size=(30, 1)).astype(np.float32)
    for x in (rng.normal(size=(50, 3)), whole, single):
        copy = x.copy()
        labels, m, S, p = lab.fit_mog(x, 1)
        np.testing.assert_allclose(m[0], x.mean(axis=0, dtype=float), rtol=1e-6)
        np.testing.assert_allclose(S[0], np.cov(x.T.astype(float), bias=True).reshape(S[0].shape), rtol=1e-5, atol=1e-7)
        assert (labels.tolist(), p.tolist()) == ([0] * len(x), [1.0])
        np.testing.assert_array_equal(x, copy)


@quietly
def test_two_far_artefacts_do_not_ruin_two_clusters(rng):
    """With a component for the artefacts, the most likely of ten starts tells the clean clusters apart."""
    group = np.repeat([0, 1], 100)
    clean = rng.normal(size=(200, 2)) + 10.0 * group[:, None] * [1, 0]
    x = np.vstack([clean, [[2.0, 5000.0], [8.0, 5005.0]]])
    labels, m, S, p = fits(x, 3)[0]
    assert all(np.isfinite(part).all() for part in (m, S, p))
    assert len(set(labels[:100])) == len(set(labels[100:200])) == 1
    assert len({labels[0], labels[150], labels[200]}) == 3


@quietly
def test_many_dimensions_do_not_underflow(rng):
    """120 dimensions, standard deviations of 100: two clusters are found, nothing is nan."""
    group = rng.integers(2, size=500)
    x = 100 * rng.normal(size=(500, 120)) + 400.0 * group[:, None]
    labels, *parameters = fits(x, 2, 3)[0]
    assert all(np.isfinite(part).all() for part in parameters)
    assert max(np.mean(labels == group), np.mean(labels != group)) == 1


@quietly
def test_components_that_collapse_or_starve_stay(rng):
    """More components than different samples: all K come back, finite, with covariances that can be inverted."""
    x = np.repeat(rng.normal(size=(3, 2)), 20, axis=0)
    labels, m, S, p = lab.fit_mog(x, 5)
    assert (m.shape, S.shape) == ((5, 2), (5, 2, 2))
    assert np.isfinite(m).all()
    assert np.linalg.eigvalsh(S).min() > 0
    assert abs(p.sum() - 1) < 1e-9
    assert np.isfinite(lab.mog_bic(x, m, S, p)).all()


@quietly
def test_the_ridge_is_tiny(rng):
    """It adds less than a millionth of the mean variance."""
    x = rng.normal(size=(200, 3)) * [1.0, 5.0, 100.0]
    excess = lab.fit_mog(x, 1)[2][0] - np.cov(x.T, bias=True)
    assert 0 < np.diag(excess).max() < 1e-7 * x.var(axis=0).mean()


# ---- n_free_parameters


def test_parameters_are_counted():
    """17 for three clusters in the plane; 1364 for fifteen in 12 dimensions; one Gaussian on a line has two."""
    assert [lab.n_free_parameters(*pair) for pair in [(3, 2), (15, 12), (1, 1), (2, 1)]] == [17, 1364, 2, 5]


# ---- mog_bic


@pytest.mark.parametrize(("n_samples", "n_clusters", "n_dims"), [(40, 3, 2), (30, 2, 1), (25, 1, 4), (1, 2, 3)])
def test_bic_equals_the_formula_one_by_one(rng, n_samples, n_clusters, n_dims):
    """Against densities by determinant and inverse, sample by sample."""
    m = rng.normal(0, 3, (n_clusters, n_dims))
    roots = rng.normal(size=(n_clusters, n_dims, n_dims)) + 2 * np.eye(n_dims)
    S, p = roots @ roots.transpose(0, 2, 1), rng.dirichlet(np.ones(n_clusters))
    x = rng.normal(0, 4, (n_samples, n_dims))
    expected = twins.log_likelihood(x, m, S, p)
    bic, log_lik = lab.mog_bic(x, m, S, p)
    np.testing.assert_allclose(log_lik, expected, rtol=1e-10)
    np.testing.assert_allclose(bic, lab.n_free_parameters(n_clusters, n_dims) * np.log(n_samples) - 2 * expected, rtol=1e-10)


def test_far_samples_have_a_finite_likelihood():
    """10 000 standard deviations away, to all digits."""
    parameters = np.array([[0.0], [3.0]]), np.array([[[1.0]], [[1.0]]]), np.array([0.5, 0.5])
    expected = np.log(0.5) + multivariate_normal.logpdf(1e4, 3.0, 1.0)
    np.testing.assert_allclose(lab.mog_bic([[1e4]], *parameters)[1], expected, rtol=1e-14)


def test_an_empty_component_costs_and_does_no_harm(rng):
    """The likelihood is that of the others; the price is for all."""
    x, (m, S, _) = rng.normal(size=(50, 2)), twins.TOY
    bic, log_lik = lab.mog_bic(x, m, S, [0.4, 0.0, 0.6])
    np.testing.assert_allclose(log_lik, lab.mog_bic(x, m[[0, 2]], S[[0, 2]], [0.4, 0.6])[1])
    assert abs(bic - (17 * np.log(50) - 2 * log_lik)) < 1e-9


# ---- bic_model_selection


@quietly
@pytest.mark.slow
@pytest.mark.sample
def test_toy_selection_is_no_worse_than_published(toy):
    """For each of K = 2 to 6 the best of ten starts; K = 3 wins."""
    best_k, best_bic, all_bic = lab.bic_model_selection(toy[1], [2, 3, 4, 5, 6])
    assert best_k == 3
    assert (best_bic <= np.array(PUBLISHED_BIC) + 1e-4).all()
    assert all_bic.shape == (5, 10)
    np.testing.assert_array_equal(best_bic, all_bic.min(axis=1))


@quietly
def test_rows_belong_to_their_numbers(toy):
    """In any order, as list, tuple or array; each entry is that of its fit, with its seed."""
    x = toy[1][:150]
    best_k, _, all_bic = lab.bic_model_selection(x, np.array([3, 1]), num_seeds=2)
    for i, k in enumerate((3, 1)):
        for seed in (0, 1):
            assert all_bic[i, seed] == lab.mog_bic(x, *lab.fit_mog(x, k, random_seed=seed)[1:])[0]
    assert best_k == 3
    assert lab.bic_model_selection(x, (1,), num_seeds=1)[0] == 1
