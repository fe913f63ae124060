"""Lab 01: the design matrix, the linear-Gaussian fit and the LNP fit."""

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view
from scipy.ndimage import gaussian_filter1d
from scipy.optimize import minimize
from sklearn.linear_model import LinearRegression, PoissonRegressor

from course.simulate.retina import CONTRAST, true_biases, true_filters
from solutions import _glm_encoding_fast as fast
from solutions import glm_encoding as lab
from tests.benchmarks.limits import multiply_matrices, write_memory
from tests.benchmarks.peers import load, quietly, reach
from tests.benchmarks.race import Peer

D = 25
GAP = 1e-8  # nats a bin that a fit may leave


def draw_cell(n_bins, smoothing_bins=0):
    """Stimulus, counts and design matrix of the first cell of the lab; or of a cell that sees a slower stimulus."""
    rng = np.random.default_rng(5)
    stim = rng.choice([-CONTRAST, CONTRAST], n_bins)
    if smoothing_bins:
        stim = gaussian_filter1d(rng.normal(size=n_bins), smoothing_bins)
        stim *= CONTRAST / stim.std()
    X = np.ascontiguousarray(lab.make_design_matrix(stim, D))
    drive = X @ true_filters()[0]
    drive *= min(1.0, 1.0 / drive.std())
    return stim, rng.poisson(np.exp(true_biases()[0] + drive)).astype(float), X


def loop_over_rows(stim):
    """The way of the tutorials."""
    padded, X = np.concatenate([np.zeros(D - 1), stim]), np.zeros((len(stim), D))
    for i in range(len(stim)):
        X[i] = padded[i : i + D]
    return X


@pytest.mark.parametrize(("n_bins", "at_least"), [(20_000, 10), (144_051, 10), (1_000_000, 8)])
def test_design_matrix(race, n_bins, at_least):
    """Equal to the loop; no slower than a copy of a strided view, and hardly more memory than the matrix."""
    stim = draw_cell(n_bins)[0]
    padded = np.concatenate([np.zeros(D - 1), stim])
    np.testing.assert_array_equal(fast.make_design_matrix(stim, D), loop_over_rows(stim))
    race(
        "design matrix", f"T = {n_bins}, d = {D}", lambda: fast.make_design_matrix(stim, D),
        [
            Peer("row loop", lambda: loop_over_rows(stim), at_least),
            Peer("strided copy", lambda: sliding_window_view(padded, D).copy(), 0.77),
            Peer("the lab's", lambda: lab.make_design_matrix(stim, D)),
        ],
        limit=write_memory(8 * n_bins * D), most_bytes=1.1 * 8 * n_bins * D,
    )


def invert(stim, y):
    """The way of the tutorials: loop, and the inverse of the normal equations."""
    X = np.column_stack([np.ones(len(stim)), loop_over_rows(stim)])
    return np.linalg.inv(X.T @ X) @ X.T @ y


@pytest.mark.parametrize("n_bins", [20_000, 144_051, 1_000_000])
def test_linear_gaussian_fit(race, n_bins):
    """From the stimulus; all find the same weights."""
    stim, y, _ = draw_cell(n_bins)
    theta = fast.fit_lg(stim, y, D)
    np.testing.assert_allclose(theta, invert(stim, y), atol=1e-11)
    statsmodels = load("statsmodels.api")

    def fit_by_statsmodels():
        return statsmodels.OLS(y, statsmodels.add_constant(fast.make_design_matrix(stim, D))).fit().params

    race(
        "linear-Gaussian fit", f"T = {n_bins}, d = {D}", lambda: fast.fit_lg(stim, y, D),
        [
            Peer("loop and inv", lambda: invert(stim, y), 25 if n_bins == 144_051 else None),
            Peer("lstsq, the lab's", lambda: lab.fit_lg(stim, y, D)),
            Peer("scikit-learn LinearRegression", lambda: LinearRegression().fit(fast.make_design_matrix(stim, D), y)),
            Peer("statsmodels OLS", fit_by_statsmodels if statsmodels else None),
        ],
        limit=multiply_matrices(4 * n_bins * D),
    )


def list_lnp_peers(X, y, find_gap):
    """Each with its loosest tolerance that comes within `GAP`; they are given the design matrix."""
    return [
        reach("scikit-learn lbfgs", make_sklearn("lbfgs", X, y), find_gap, GAP),
        *list_second_order_peers(X, y, find_gap),
        fit_by_nemos(X, y, find_gap),
    ]


def make_sklearn(solver, X, y):
    """A fit for each tolerance."""

    def make(tol):
        model = PoissonRegressor(alpha=0, solver=solver, tol=tol, max_iter=10_000)
        return lambda: np.append(model.fit(X, y).intercept_, model.coef_)

    return make


def list_second_order_peers(X, y, find_gap, at_least=None):
    """Those that use the curvature, as a correlated stimulus asks for."""
    newton = reach("scikit-learn newton-cholesky", make_sklearn("newton-cholesky", X, y), find_gap, GAP, at_least=at_least)
    statsmodels = load("statsmodels.api")
    if not statsmodels:
        return [newton, Peer("statsmodels Poisson, newton")]
    X1 = np.column_stack([np.ones(len(y)), X])

    def make(tol):
        return lambda: statsmodels.Poisson(y, X1).fit(method="newton", tol=tol, disp=0, maxiter=100).params

    return [newton, reach("statsmodels Poisson, newton", make, find_gap, GAP)]


def fit_by_nemos(X, y, find_gap):
    """In double precision; it compiles anew for every fit."""
    nemos = load("nemos")
    if not nemos:
        return Peer("nemos LBFGS")
    load("jax").config.update("jax_enable_x64", True)

    def make(tol):
        def fit():
            model = nemos.glm.GLM(solver_name="LBFGS", solver_kwargs={"tol": tol, "maxiter": 10_000}).fit(X, y)
            return np.append(model.intercept_, model.coef_)

        return fit

    return reach("nemos LBFGS", make, find_gap, GAP, tolerances=(1e-4, 1e-6, 1e-8, 1e-10))  # each takes a second to compile


@pytest.mark.parametrize(("n_bins", "of_seed", "of_peers"), [(20_000, 50, 1.0), (144_051, 200, 1.7), (1_000_000, None, None)])
def test_lnp_fit(race, n_bins, of_seed, of_peers):
    """Ours starts from the stimulus, the packages from a design matrix that is made already; all come within 1e-8 nat a bin."""
    stim, y, X = draw_cell(n_bins)
    find_gap = measure_gap(X, y)
    assert find_gap(fast.fit_lnp(stim, y, D)) <= GAP
    peers = list_lnp_peers(X, y, find_gap) if of_seed else []
    if of_seed:
        X1, start = np.column_stack([np.ones(n_bins), X]), 0.1 * np.random.default_rng(0).normal(size=D + 1)
        peers.append(Peer("minimize, finite differences",
                          quietly(lambda: minimize(lab.neg_log_lik_lnp, start, (X1, y)).x), of_seed))
    peers.append(Peer("minimize, trust-exact, the lab's", lambda: lab.fit_lnp(stim, y, D)))
    race(
        "LNP fit", f"T = {n_bins}, d = {D}", lambda: fast.fit_lnp(stim, y, D), peers,
        limit=multiply_matrices(4 * 4 * n_bins * D, 4 * n_bins), fastest_at_least=of_peers,
    )


@pytest.mark.parametrize(("n_bins", "smoothing_bins"), [(20_000, 3), (144_051, 2)])
def test_lnp_fit_of_a_correlated_stimulus(race, n_bins, smoothing_bins):
    """A Gaussian stimulus smoothed over some bins, so that the curvature differs by orders of magnitude between directions."""
    stim, y, X = draw_cell(n_bins, smoothing_bins)
    find_gap = measure_gap(X, y)
    assert find_gap(fast.fit_lnp(stim, y, D)) <= GAP
    race(
        "LNP fit, correlated stimulus", f"T = {n_bins}, σ = {smoothing_bins} bins", lambda: fast.fit_lnp(stim, y, D),
        list_second_order_peers(X, y, find_gap, at_least=1.0),
        limit=multiply_matrices(4 * 4 * n_bins * D, 4 * n_bins),
    )


def measure_gap(X, y):
    """Mean loss above the minimum (nats a bin)."""
    X1 = np.column_stack([np.ones(len(y)), X])
    best = lab.neg_log_lik_lnp(fit_to_the_last_digit(X1, y), X1, y)
    return lambda theta: (lab.neg_log_lik_lnp(theta, X1, y) - best) / len(y)


def fit_to_the_last_digit(X1, y):
    """Newton's method, until the steps are rounding."""
    theta = np.append(np.log(y.mean()), np.zeros(X1.shape[1] - 1))
    for _ in range(40):
        rate = np.exp(X1 @ theta)
        step = np.linalg.lstsq((X1.T * rate) @ X1, X1.T @ (y - rate))[0]
        share = 1.0
        while lab.neg_log_lik_lnp(theta + share * step, X1, y) > lab.neg_log_lik_lnp(theta, X1, y) and share > 1e-8:
            share /= 2
        theta = theta + share * step
        if np.abs(share * step).max() < 1e-12:
            break
    return theta
