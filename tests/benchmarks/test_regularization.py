"""Lab 05: the lasso and the group lasso of a Poisson model."""

import numpy as np
import pytest

from solutions import _regularization_fast as fast
from solutions import regularization as lab
from tests.benchmarks.limits import multiply_matrices
from tests.benchmarks.race import Peer
from tests.solutions.test_regularization_fast import draw_problem, objective, plain_fista

GAP_NATS = 1e-6
SHARE = 0.1  # of the penalty that holds every weight at zero


@pytest.mark.parametrize("kind", ["lasso", "group lasso"])
@pytest.mark.parametrize(("n_bins", "n_groups", "size"), [(3_000, 6, 10), (6_000, 20, 10)])
def test_sparse_fit(race, kind, n_bins, n_groups, size):
    """Splines of slow signals, as in the lab; plain FISTA stops a millionth of a nat above the minimum that ours finds."""
    X, y, groups, slope = draw_problem(0, n_bins, n_groups, size, "splines")
    labels = np.arange(len(groups)) if kind == "lasso" else groups
    strength = SHARE * slope / (1 if kind == "lasso" else 2)

    def fit():
        return fast.fit_group_lasso_poisson(X, y, labels, strength)

    def fit_by_reference():
        if kind == "lasso":
            return lab.fit_lasso_poisson(X, y, strength)
        return lab.fit_group_lasso_poisson(X, y, labels, strength)

    best = objective(X, y, fit(), labels, strength)
    assert abs(best - objective(X, y, fit_by_reference(), labels, strength)) < 1e-5
    n_kept = np.count_nonzero(fit()[1]) + 1
    race(
        f"{kind}, Poisson", f"{n_bins} bins × {n_groups * size} features", fit,
        [
            Peer("plain FISTA", lambda: plain_fista(X, y, labels, strength, best + GAP_NATS), 3.0),
            Peer("FISTA with restarts, the lab's", fit_by_reference),
        ],
        limit=multiply_matrices(5 * n_bins * (4 * n_groups * size + n_kept**2), 5 * n_bins),
    )
