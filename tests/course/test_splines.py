"""The spline basis: local, smooth, and a partition of one."""

import numpy as np
import pytest

from course.splines import make_spline_basis

X_CM = np.linspace(0, 100, 401)


@pytest.mark.parametrize("n_basis", [4, 5, 11, 67])
def test_rows_sum_to_one(n_basis):
    """Everywhere in the range, its ends included."""
    basis = make_spline_basis(X_CM, 0, 100, n_basis)
    assert basis.shape == (401, n_basis)
    assert (basis >= 0).all()
    np.testing.assert_allclose(basis.sum(axis=1), 1)


def test_each_bump_is_local():
    """At most four bumps are positive at any place."""
    assert ((make_spline_basis(X_CM, 0, 100, 20) > 1e-12).sum(axis=1) <= 4).all()


def test_it_draws_any_straight_line():
    """Cubic splines contain the polynomials up to the third degree."""
    basis = make_spline_basis(X_CM, 0, 100, 9)
    for power in (1, 2, 3):
        target = (X_CM / 100) ** power
        weights = np.linalg.lstsq(basis, target, rcond=None)[0]
        np.testing.assert_allclose(basis @ weights, target, atol=1e-10)


@pytest.mark.parametrize("n", [1, 2, 8])
def test_finer_bases_contain_coarser_ones(n):
    """Halving the distance between bumps loses no curve: the models of the lab are nested."""
    coarse, fine = make_spline_basis(X_CM, 0, 100, n + 3), make_spline_basis(X_CM, 0, 100, 2 * n + 3)
    residual = coarse - fine @ np.linalg.lstsq(fine, coarse, rcond=None)[0]
    assert np.abs(residual).max() < 1e-10


def test_what_is_outside_counts_as_the_end():
    """Values beyond the range have the features of its nearest end."""
    np.testing.assert_array_equal(make_spline_basis([-5, 120], 0, 100, 7), make_spline_basis([0, 100], 0, 100, 7))


@pytest.mark.parametrize(("low", "high", "n_basis"), [(0, 100, 3), (5, 5, 8), (9, 1, 8)])
def test_an_impossible_basis_is_refused(low, high, n_basis):
    """With what was expected in the message."""
    with pytest.raises(ValueError, match="expected n_basis >= 4 and low < high"):
        make_spline_basis(X_CM, low, high, n_basis)
