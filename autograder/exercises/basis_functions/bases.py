"""Raised cosines in logarithmic time."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case, reference_of
from autograder.exercises.basis_functions.inputs import LAB

raised_cosine_log_basis = Exercise(
    "basis_functions.raised_cosine_log_basis", read="Section 7, 'Bumps in logarithmic time'")


@raised_cosine_log_basis.check(2, "The bumps are raised cosines of the logarithm of the lag, of height 1.")
def values(rng):
    yield case(int(rng.integers(4, 7)), int(rng.integers(20, 40)))
    yield case(int(rng.integers(7, 10)), int(rng.integers(50, 70)))


@raised_cosine_log_basis.check(1, "The offset decides how evenly the bumps are spread.")
def offset(rng):
    yield case(5, 30, offset=float(rng.uniform(3, 30)))
    yield case(4, 25, offset=float(rng.uniform(0.05, 0.5)))


@raised_cosine_log_basis.check(1, "It works from two bumps and two bins on, also with more bumps than bins.")
def small(rng):
    yield case(2, 2)
    yield case(2, int(rng.integers(5, 12)))
    yield case(7, 4)


def _basis(*args, **kwargs):
    return reference_of(LAB, "raised_cosine_log_basis")(*args, **kwargs)


def _bumps(phi, centres, angle_per_spacing=np.pi / 2, clip=True):
    angle = (phi[:, None] - centres) / (centres[1] - centres[0]) * angle_per_spacing
    return 0.5 * (1 + np.cos(np.clip(angle, -np.pi, np.pi) if clip else angle))


def _spread(phi, n_basis):
    return np.linspace(phi[0], phi[-1], n_basis)


@raised_cosine_log_basis.misconception(
    "The bumps are twice as high.", "A cosine plus 1 runs from 0 to 2; the bumps should have height 1.")
def forgets_the_half(n_basis, window, offset=1.0):
    return 2 * _basis(n_basis, window, offset)


@raised_cosine_log_basis.misconception(
    "The cosines go on for ever: each bump comes back at other lags.",
    "Beyond ±π a bump is over; clip the angle before you take the cosine.")
def not_clipped(n_basis, window, offset=1.0):
    phi = np.log(np.arange(window) + offset)
    return _bumps(phi, _spread(phi, n_basis), clip=False)


@raised_cosine_log_basis.misconception(
    "The bumps are evenly spaced in time, not in its logarithm.",
    "Take the logarithm of the lags first, and put centres and angles in that.")
def linear_time(n_basis, window, offset=1.0):
    phi = np.arange(window, dtype=float)
    return _bumps(phi, _spread(phi, n_basis))


@raised_cosine_log_basis.misconception(
    "The offset is not used.", "It is added to the lag, inside the logarithm.")
def ignores_the_offset(n_basis, window, offset=1.0):
    return _basis(n_basis, window)


@raised_cosine_log_basis.misconception(
    "The bumps are too narrow: each ends where its neighbour has its peak.",
    "From a peak to the end of the bump it is two spacings: what is the angle after one?")
def too_narrow(n_basis, window, offset=1.0):
    phi = np.log(np.arange(window) + offset)
    return _bumps(phi, _spread(phi, n_basis), np.pi)


@raised_cosine_log_basis.misconception(
    "Rows and columns are exchanged.", "A row for each lag, a column for each bump.")
def transposed(n_basis, window, offset=1.0):
    return _basis(n_basis, window, offset).T


@raised_cosine_log_basis.misconception(
    "Time runs backwards: the first row is the oldest lag.",
    "Row 0 belongs to the lag 0; there the first bump has its peak.")
def oldest_lag_first(n_basis, window, offset=1.0):
    return _basis(n_basis, window, offset)[::-1]


@raised_cosine_log_basis.misconception(
    "The columns were scaled to have the same sum.", "In this course all bumps have the same height, 1.")
def scaled_to_equal_sums(n_basis, window, offset=1.0):
    basis = _basis(n_basis, window, offset)
    return basis / basis.sum(axis=0)


@raised_cosine_log_basis.misconception(
    "The lags run from 1 to window.", "The first row belongs to the lag 0, the last one to window - 1.")
def lags_from_one(n_basis, window, offset=1.0):
    return _basis(n_basis, window, offset + 1)
