"""Lab 07: EM for mixtures of Gaussians, from one start and from ten, and the choice of their number."""

import numpy as np
import pytest
from sklearn.cluster import kmeans_plusplus
from sklearn.mixture import GaussianMixture

from solutions import _mixture_models_fast as fast
from tests.benchmarks.limits import multiply_matrices
from tests.benchmarks.peers import quietly
from tests.benchmarks.race import Peer

N, D, K, N_STEPS = 30_000, 12, 15, 15
RIDGE = 1e-6  # added to all variances, by both
MEANS = np.array([[0.0, 0.0], [5.0, 1.0], [0.0, 4.0]])
COVARIANCES = np.array([[[1.0, 0.0], [0.0, 1.0]], [[2.0, 1.0], [1.0, 2.0]], [[1.0, -0.5], [-0.5, 1.0]]])


def draw_features(rng):
    """As many clusters as are looked for, some of them close to each other."""
    cluster = rng.integers(K, size=N)
    return rng.normal(0, 2, (K, D))[cluster] + rng.normal(size=(N, D)) @ rng.normal(0, 0.4, (D, D))


def draw_starts(x, n_starts):
    """Samples that lie apart as means, and the covariance of all: (n_starts, K, …)."""
    m = np.array([kmeans_plusplus(x, K, random_state=seed)[0] for seed in range(n_starts)])
    return m, np.broadcast_to(np.cov(x.T), (n_starts, K, D, D)), np.full((n_starts, K), 1 / K)


def fit_by_sklearn(x, m, S, p):
    """The same number of steps from the same start."""
    options = {"max_iter": N_STEPS, "tol": 0.0, "reg_covar": RIDGE}
    return GaussianMixture(K, weights_init=p, means_init=m, precisions_init=np.linalg.inv(S), **options).fit(x)


@pytest.mark.parametrize(("n_starts", "at_least"), [(1, 2.5), (10, 7.0)])
def test_em(race, n_starts, at_least):
    """After fifteen steps both are at the same place; ours takes all starts together."""
    x = draw_features(np.random.default_rng(7))
    starts = draw_starts(x, n_starts)

    def climb():
        return fast.climb(x, *starts, n_iters=N_STEPS, ridge=RIDGE, tolerance=-np.inf)

    def climb_by_sklearn():
        return [fit_by_sklearn(x, *start).means_ for start in zip(*starts, strict=True)]

    np.testing.assert_allclose(climb()[0][0], quietly(lambda: fit_by_sklearn(x, *(s[0] for s in starts)))().means_, atol=1e-8)
    n_monomials = (D + 1) * (D + 2) // 2
    race(
        f"EM, {N_STEPS} steps, {n_starts} start{'s' * (n_starts > 1)}", f"N = {N}, D = {D}, K = {K}", climb,
        [Peer("scikit-learn GaussianMixture", quietly(climb_by_sklearn), at_least)],
        limit=multiply_matrices(4 * n_starts * N_STEPS * N * K * n_monomials, n_starts * N_STEPS * N * K),
    )


def test_choice_of_the_number_of_clusters(race):
    """BIC of two to six clusters of the toy set, ten starts each, until a step gains less than 1e-9 nat a sample."""
    rng = np.random.default_rng(0)
    labels = rng.choice(3, size=1000, p=[0.3, 0.5, 0.2])
    x = np.array([rng.multivariate_normal(MEANS[k], COVARIANCES[k]) for k in labels])
    sizes = range(2, 7)

    def select_by_sklearn():
        options = {"max_iter": 100, "tol": 1e-9, "init_params": "k-means++"}
        fits = [[GaussianMixture(k, random_state=seed, **options).fit(x) for seed in range(10)] for k in sizes]
        return sizes[np.argmin([min(fit.bic(x) for fit in row) for row in fits])]

    select = quietly(lambda: fast.bic_model_selection(x, sizes, 10))
    assert select()[0] == quietly(select_by_sklearn)() == 3
    race("BIC selection, K = 2…6 × 10 starts", "N = 1000, D = 2", select,
         [Peer("scikit-learn GaussianMixture", quietly(select_by_sklearn), 10.0)])
