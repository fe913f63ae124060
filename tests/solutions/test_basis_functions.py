"""The reference of lab 03: positions, rates, bases and features against slow twins and at their edges."""

import numpy as np
import pytest

from solutions import basis_functions as lab

EDGES = np.array([0.0, 1.0, 2.5, 4.0])


@pytest.fixture
def rng():
    return np.random.default_rng(30)


def loop_convolution(signal, basis, lag):
    """The convention, entry by entry."""
    F = np.zeros((len(signal), basis.shape[1]))
    for t in range(len(signal)):
        for k in range(basis.shape[1]):
            for tau in range(len(basis)):
                if t - lag - tau >= 0:
                    F[t, k] += float(basis[tau, k]) * float(signal[t - lag - tau])
    return F


# ---- one_hot_position


def test_bins_are_those_of_np_histogram():
    """Inner edges start a bin, the last bin is closed, nan and what is outside is in none."""
    X = lab.one_hot_position(np.array([0.0, 1.0, 2.5, 4.0, 0.5, -0.1, 4.1, np.nan]), EDGES)
    expected = np.zeros((8, 3))
    expected[[0, 1, 2, 3, 4], [0, 1, 2, 2, 0]] = 1
    np.testing.assert_array_equal(X, expected)


@pytest.mark.parametrize("dtype", [np.uint8, np.int64, np.float32])
def test_one_hot_takes_any_number_type(rng, dtype):
    """The sums of the columns are np.histogram's, also for unsigned positions."""
    position = rng.integers(0, 7, 50).astype(dtype)
    np.testing.assert_array_equal(lab.one_hot_position(position, EDGES).sum(axis=0), np.histogram(position, EDGES)[0])


def test_one_hot_of_a_single_bin_and_sample():
    """One bin and one time bin are enough."""
    np.testing.assert_array_equal(lab.one_hot_position([1.0], [0.0, 1.0]), [[1.0]])


# ---- tuning_curve


def test_a_rate_is_spikes_over_seconds():
    """By hand: 3 spikes in 2 bins of 0.1 s; a silent visit is 0, no visit is nan."""
    rate = lab.tuning_curve(np.array([0.5, 0.6, 3.0]), np.array([1, 2, 0]), EDGES, 0.1)
    np.testing.assert_allclose(rate, [15.0, np.nan, 0.0])


def test_counts_of_one_byte_do_not_wrap():
    """300 spikes in one place are 300, though the counts are uint8."""
    rate = lab.tuning_curve(np.full(3, 0.5), np.full(3, 100, np.uint8), EDGES, 1.0)
    assert rate[0] == 100.0


def test_what_is_outside_counts_nowhere():
    """Neither its spikes nor its time."""
    rate = lab.tuning_curve(np.array([0.5, np.nan, 9.0, -1.0]), np.array([1, 50, 50, 50]), EDGES, 0.5)
    np.testing.assert_allclose(rate, [2.0, np.nan, np.nan])


# ---- raised_cosine_log_basis


@pytest.mark.parametrize(("n_basis", "window", "offset"), [(5, 40, 1.0), (2, 2, 1.0), (7, 4, 0.1), (8, 200, 12.0)])
def test_bumps_follow_the_formula(n_basis, window, offset):
    """Each entry of the basis, from the formula."""
    phi = [np.log(tau + offset) for tau in range(window)]
    spacing = (phi[-1] - phi[0]) / (n_basis - 1)
    basis = lab.raised_cosine_log_basis(n_basis, window, offset)
    assert basis.shape == (window, n_basis)
    for tau in range(window):
        for k in range(n_basis):
            angle = np.clip((phi[tau] - phi[0] - k * spacing) * np.pi / (2 * spacing), -np.pi, np.pi)
            assert basis[tau, k] == pytest.approx((1 + np.cos(angle)) / 2, abs=1e-12)


def test_inner_bumps_sum_to_two():
    """Between the second and the last but one centre four bumps overlap, and their sum is constant."""
    basis = lab.raised_cosine_log_basis(9, 300)
    phi = np.log(np.arange(300) + 1.0)
    spacing = (phi[-1] - phi[0]) / 8
    inner = (phi >= spacing) & (phi <= 7 * spacing)
    np.testing.assert_allclose(basis[inner].sum(axis=1), 2.0)


# ---- convolve_basis


@pytest.mark.parametrize(("n_bins", "window", "lag"), [(30, 5, 0), (30, 5, 1), (4, 9, 0), (5, 3, 8), (1, 1, 0), (6, 5, 3)])
@pytest.mark.parametrize("dtype", [float, np.float32, np.uint8])
def test_features_equal_the_triple_loop(rng, n_bins, window, lag, dtype):
    """Every entry, also where window and lag are longer than the signal."""
    signal, basis = rng.integers(0, 250, n_bins).astype(dtype), rng.normal(size=(window, 3))
    np.testing.assert_allclose(lab.convolve_basis(signal, basis, lag), loop_convolution(signal, basis, lag), atol=1e-9)


def test_features_do_not_look_ahead(rng):
    """With lag 1, a bin does not see its own value, let alone later ones."""
    signal, basis = rng.normal(size=30), rng.normal(size=(6, 2))
    later = signal.copy()
    later[12:] = 9.0
    before, after = (lab.convolve_basis(one, basis, lag=1) for one in (signal, later))
    np.testing.assert_array_equal(before[:13], after[:13])
    assert not np.allclose(before[13:], after[13:])


def test_a_count_that_is_nowhere_may_be_missing():
    """Where the position is unknown, so may be the count."""
    assert lab.tuning_curve([0.5, np.nan, 7.0], [3, np.nan, np.nan], [0, 1], 1.0).tolist() == [3.0]


def test_rates_near_nothing_have_a_finite_deviance():
    """A spike where the model hardly allows one costs much, but not infinitely much."""
    share = lab.deviance_explained([0, 2.0], [0.1, 1e-308], 0.4)
    assert share == pytest.approx(-701.311, abs=1e-3)
