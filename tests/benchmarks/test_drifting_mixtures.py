"""Lab 09: EM for mixtures of t distributions whose clusters stay where they are."""

import contextlib
import io

import numpy as np
import pytest
from scipy.special import logsumexp

from solutions import drifting_mixtures as lab
from tests.benchmarks.limits import multiply_matrices
from tests.benchmarks.peers import load, quietly
from tests.benchmarks.race import Peer

fast = load("solutions._drifting_mixtures_fast") or lab

N, NU, N_STEPS = 30_000, 7.0, 15


def draw_features(n_dims, n_clusters):
    """Clusters with heavy tails, some of them close to each other."""
    rng = np.random.default_rng(9)
    away = rng.normal(size=(N, n_dims)) / np.sqrt(rng.chisquare(NU, (N, 1)) / NU)
    return rng.normal(0, 3, (n_clusters, n_dims))[rng.integers(n_clusters, size=N)] + away


def find_log_likelihood(x, m, S, p):
    """Nats a sample."""
    return logsumexp([np.log(p[k]) + lab.t_logpdf(x, m[k], S[k], NU) for k in range(len(p))], axis=0).mean()


@pytest.mark.parametrize(("n_dims", "n_clusters"), [(4, 4), (12, 15)])
def test_static_t_mixture(race, n_dims, n_clusters):
    """The same number of steps, each from its own start by k-means++; ours ends no lower."""
    x = draw_features(n_dims, n_clusters)
    package = load("studenttmixture")

    def fit():
        return fast.fit_t_mixture(x, n_clusters, NU, N_STEPS)

    def fit_by_package():
        model = package.EMStudentMixture(n_clusters, tol=1e-300, max_iter=N_STEPS, df=NU, init_type="k++")
        with contextlib.redirect_stdout(io.StringIO()):  # it says that it has not converged, as it should not
            return model.fitting_restart(x, 0)

    if package:
        assert find_log_likelihood(x, *quietly(fit)()[1:]) > quietly(fit_by_package)()[0] - 1e-3
    race(
        f"static t mixture, {N_STEPS} steps", f"N = {N}, D = {n_dims}, K = {n_clusters}", quietly(fit),
        [Peer("studenttmixture", quietly(fit_by_package) if package else None, 1.0)],
        limit=multiply_matrices(4 * N_STEPS * N * n_clusters * (n_dims + 1) * (n_dims + 2) // 2, N_STEPS * N * n_clusters),
    )
