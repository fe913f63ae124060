"""The reference of lab 04 against slow and obvious twins, and at the edges of its conventions."""

import numpy as np
import pytest
from scipy.optimize import minimize

from solutions import neural_coupling as lab


@pytest.fixture
def rng():
    return np.random.default_rng(40)


def loop_history(counts, basis):
    """The convention, entry by entry."""
    n_bins, n = counts.shape
    X = np.zeros((n_bins, n * basis.shape[1]))
    for t in range(n_bins):
        for i in range(n):
            for k in range(basis.shape[1]):
                for tau in range(min(len(basis), t)):
                    X[t, i * basis.shape[1] + k] += float(basis[tau, k]) * float(counts[t - 1 - tau, i])
    return X


# ---- history_design_matrix


@pytest.mark.parametrize("shape", [(30, 3, 5, 2), (4, 2, 9, 3), (5, 2, 5, 2), (1, 3, 4, 2), (12, 1, 1, 1)])
def test_history_follows_the_formula(rng, shape):
    """Also where the window is longer than the recording, for one bin, one cell, one lag and one bump."""
    n_bins, n, window, n_basis = shape
    counts, basis = rng.poisson(2.0, (n_bins, n)), rng.normal(size=(window, n_basis))
    X = lab.history_design_matrix(counts, basis)
    assert X.shape == (n_bins, n * n_basis)
    np.testing.assert_allclose(X, loop_history(counts, basis), atol=1e-12)


def test_a_bin_knows_nothing_of_itself_or_of_what_comes_later(rng):
    """Changing the counts from bin 10 on changes no row up to bin 10."""
    counts, basis = rng.poisson(1.0, (20, 2)), rng.normal(size=(4, 2))
    changed = counts.copy()
    changed[10:] += 5
    before, after = (lab.history_design_matrix(y, basis) for y in (counts, changed))
    np.testing.assert_array_equal(before[:11], after[:11])
    assert (before[11] != after[11]).all()


def test_counts_of_one_byte_do_not_wrap():
    """Two bins of 200 spikes are 400, though both arrays are uint8."""
    counts, basis = np.full((3, 1), 200, np.uint8), np.ones((2, 1), np.uint8)
    np.testing.assert_array_equal(lab.history_design_matrix(counts, basis), [[0], [200], [400]])


# ---- circular_basis


@pytest.mark.parametrize("n_basis", [4, 5, 8, 11])
def test_circular_bumps_follow_the_formula(rng, n_basis):
    """Entry by entry, for angles many turns away on both sides."""
    angle = rng.uniform(-30, 30, 40)
    X = lab.circular_basis(angle, n_basis)
    for t in range(40):
        for k in range(n_basis):
            away = np.angle(np.exp(1j * (angle[t] - 2 * np.pi * k / n_basis)))
            phase = np.clip(away * n_basis / 4, -np.pi, np.pi)
            assert X[t, k] == pytest.approx((1 + np.cos(phase)) / 2, abs=1e-12)


@pytest.mark.parametrize("n_basis", [4, 5, 7, 8])
def test_circular_bumps_sum_to_two(rng, n_basis):
    """In each row; of an even number the even and the odd ones to 1 each. So one column, or two, are redundant."""
    X = lab.circular_basis(rng.uniform(0, 2 * np.pi, 50), n_basis)
    np.testing.assert_allclose(X.sum(axis=1), 2)
    redundant = 1 + (n_basis % 2 == 0)
    assert np.linalg.matrix_rank(np.column_stack([np.ones(50), X])) == 1 + n_basis - redundant
    if n_basis % 2 == 0:
        np.testing.assert_allclose([X[:, ::2].sum(axis=1), X[:, 1::2].sum(axis=1)], 1)


def test_full_turns_are_one_direction():
    """0, 2 pi and -4 pi; pi and -pi; whole numbers of one byte as their floats."""
    X = lab.circular_basis(np.array([0, 2 * np.pi, -4 * np.pi, np.pi, -np.pi]), 8)
    np.testing.assert_allclose(X[[1, 2]], X[[0, 0]], atol=1e-12)
    np.testing.assert_allclose(X[3], X[4], atol=1e-12)
    angles = np.arange(0, 250, 7, dtype=np.uint8)
    np.testing.assert_array_equal(lab.circular_basis(angles, 6), lab.circular_basis(angles.astype(float), 6))


# ---- fit_population_glm


def nats(theta, A, y, ridge):
    """The objective of one cell."""
    return np.sum(np.exp(A @ theta) - y * (A @ theta)) + ridge * np.sum(theta[1:] ** 2) / 2


@pytest.mark.parametrize("ridge", [0.0, 7.0])
def test_every_cell_is_at_its_own_optimum(rng, ridge):
    """No general optimiser, started there, gets lower; counts are uint8."""
    X = rng.normal(size=(120, 3))
    counts = rng.poisson(np.exp(X @ rng.normal(size=(3, 4)) * 0.5)).astype(np.uint8)
    intercepts, weights = lab.fit_population_glm(X, counts, ridge)
    assert intercepts.shape == (4,)
    assert weights.shape == (3, 4)
    A = np.column_stack([np.ones(120), X])
    for r in range(4):
        y, theta = counts[:, r].astype(float), np.append(intercepts[r], weights[:, r])
        other = minimize(nats, theta, args=(A, y, ridge), method="Nelder-Mead", options={"maxiter": 4000, "xatol": 1e-9}).fun
        assert nats(theta, A, y, ridge) <= other + 1e-6


def test_columns_may_depend_on_one_another(rng):
    """A column twice changes no rate and gives no huge weights."""
    X = rng.normal(size=(100, 2))
    counts = rng.poisson(np.exp(0.5 * X))
    once, twice = lab.fit_population_glm(X, counts), lab.fit_population_glm(X[:, [0, 1, 0]], counts)
    rates = [b + features @ w for (b, w), features in ((once, X), (twice, X[:, [0, 1, 0]]))]
    np.testing.assert_allclose(*rates, atol=1e-4)
    assert np.abs(twice[1]).max() < 2


def test_a_fit_far_from_its_start_arrives(rng):
    """Features of very different scale, and cells of very different rate."""
    X = np.column_stack([rng.normal(size=400) * 100, rng.exponential(size=400) / 50])
    counts = rng.poisson(np.exp(np.array([-3.0, 4.0]) + X @ np.array([[0.01, 0.012], [20.0, -30.0]])))
    intercepts, weights = lab.fit_population_glm(X, counts)
    rates = np.exp(intercepts + X @ weights)
    slope = X.T @ (rates - counts) / np.abs(X).sum(axis=0)[:, None]
    assert np.abs(slope).max() < 1e-5


@pytest.mark.parametrize("scale", [1e-6, 1e6])
def test_units_do_not_matter(rng, scale):
    """A feature in other units, beside one that is always 0, has its weight in those units."""
    X = rng.normal(size=(150, 2))
    counts = rng.poisson(np.exp(0.3 + X @ [[0.5, -0.4], [0.2, 0.6]]))
    plain = lab.fit_population_glm(X, counts)
    other = lab.fit_population_glm(np.column_stack([X * [scale, 1], np.zeros(150)]), counts)
    np.testing.assert_allclose(other[0], plain[0], atol=1e-4)
    np.testing.assert_allclose(other[1][:2] * [[scale], [1]], plain[1], atol=1e-4)
    np.testing.assert_array_equal(other[1][2], 0)


# ---- coupling_filters


def test_filters_follow_the_formula(rng):
    """Entry by entry, with more senders than receivers."""
    weights, basis = rng.normal(size=(3 * 2, 4)), rng.normal(size=(5, 2))
    filters = lab.coupling_filters(weights, basis)
    assert filters.shape == (4, 3, 5)
    for r, s, tau in np.ndindex(filters.shape):
        assert filters[r, s, tau] == pytest.approx(sum(basis[tau, k] * weights[s * 2 + k, r] for k in range(2)))


def test_filters_do_to_counts_what_weights_do_to_features(rng):
    """The order is that of the design matrix."""
    counts, basis, weights = rng.poisson(1.0, (30, 3)), rng.normal(size=(4, 2)), rng.normal(size=(6, 3))
    by_weights = lab.history_design_matrix(counts, basis) @ weights
    filters = lab.coupling_filters(weights, basis)
    by_filters = [sum(filters[:, :, tau] @ counts[t - 1 - tau] for tau in range(min(4, t))) + np.zeros(3) for t in range(30)]
    np.testing.assert_allclose(by_weights, by_filters, atol=1e-12)


# ---- wald_z


def test_z_is_right_for_a_single_mean(rng):
    """Two groups of bins: the error of the difference of log rates is the root of 1/spikes + 1/spikes."""
    X = np.repeat([[0.0], [1.0]], 50, axis=0)
    b, w = -0.5, np.array([0.8])
    expected = np.exp(b) * 50, np.exp(b + 0.8) * 50  # spikes in each
    z = lab.wald_z(X, rng.poisson(1.0, 100), b, w)
    np.testing.assert_allclose(z, [0.8 / np.sqrt(1 / expected[0] + 1 / expected[1])])


def test_z_is_from_the_inverse_of_the_whole_information(rng):
    """By a second way: the curvature of the objective, measured by differences."""
    X, b, w = rng.normal(size=(80, 3)) + 0.5, 0.2, np.array([0.4, -0.3, 0.0])
    A, theta = np.column_stack([np.ones(80), X]), np.append(b, w)
    y = np.exp(A @ theta)  # at which the gradient is zero; the information does not depend on it
    step = 1e-3 * np.eye(4)
    curvature = [[(nats(theta + i + j, A, y, 0) - nats(theta + i - j, A, y, 0) - nats(theta - i + j, A, y, 0)
                   + nats(theta - i - j, A, y, 0)) / 4e-6 for j in step] for i in step]
    expected = w / np.sqrt(np.diag(np.linalg.inv(curvature))[1:])
    np.testing.assert_allclose(lab.wald_z(X, np.zeros(80), b, w), expected, rtol=1e-3, atol=1e-9)


# ---- simulate_population


def loop_simulation(intercepts, filters, n_bins, rng, drive):
    """The convention, number by number, with a draw for each cell."""
    n, _, window = filters.shape
    counts = np.zeros((n_bins, n), int)
    for t in range(n_bins):
        for r in range(n):
            log_rate = intercepts[r] + drive[t, r]
            for s in range(n):
                for tau in range(min(window, t)):
                    log_rate += filters[r, s, tau] * counts[t - 1 - tau, s]
            counts[t, r] = rng.poisson(np.exp(log_rate))
    return counts


@pytest.mark.parametrize(("n_bins", "n", "window"), [(60, 3, 4), (4, 2, 9), (1, 2, 3), (20, 1, 1)])
def test_surrogates_are_those_of_the_loop(n_bins, n, window):
    """The same generator gives the same counts, draw by draw."""
    rng = np.random.default_rng(7)
    intercepts, drive = rng.normal(size=n) + 0.5, 0.5 * rng.normal(size=(n_bins, n))
    filters = rng.uniform(-0.3, 0.05, (n, n, window))
    counts = lab.simulate_population(intercepts, filters, n_bins, np.random.default_rng(1), drive)
    np.testing.assert_array_equal(counts, loop_simulation(intercepts, filters, n_bins, np.random.default_rng(1), drive))
    assert counts.shape == (n_bins, n)
    assert counts.dtype.kind == "i"


def test_no_drive_is_a_drive_of_zero():
    """By default."""
    filters = np.full((2, 2, 3), -0.2)
    one, other = (lab.simulate_population([0.5, 1.0], filters, 30, np.random.default_rng(2), drive)
                  for drive in (None, np.zeros((30, 2))))
    np.testing.assert_array_equal(one, other)


def test_nothing_is_clipped():
    """A rate of 100 000 spikes in a bin is drawn; an exploding population ends in an error, not in a number."""
    assert lab.simulate_population([np.log(1e5)], np.zeros((1, 1, 1)), 1, np.random.default_rng(0))[0, 0] > 9e4
    with pytest.raises(ValueError, match="lam value too large"), np.errstate(over="ignore"):
        lab.simulate_population([1.0], np.ones((1, 1, 1)), 50, np.random.default_rng(0))


@pytest.mark.parametrize("name", ["history_design_matrix", "fit_population_glm", "coupling_filters", "wald_z", "circular_basis"])
def test_inputs_stay_as_they_were(rng, name):
    """No function writes into its arguments."""
    X, counts = rng.normal(size=(40, 4)), rng.poisson(2.0, (40, 2)).astype(float)
    args = {"history_design_matrix": (counts, X[:3]), "fit_population_glm": (X, counts, 1.0),
            "coupling_filters": (X[:4], X[:3, :2]), "wald_z": (X, counts[:, 0], 0.1, X[0]), "circular_basis": (X[:, 0], 5)}[name]
    before = [np.array(arg) for arg in args]
    getattr(lab, name)(*args)
    for arg, copy in zip(args, before, strict=True):
        np.testing.assert_array_equal(arg, copy)
