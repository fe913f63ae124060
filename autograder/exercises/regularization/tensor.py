"""A basis of two dimensions."""

from __future__ import annotations

import numpy as np

from autograder.declare import Case, Exercise, case
from autograder.visible.judges import Agrees

tensor_product_basis = Exercise(
    "regularization.tensor_product_basis", read="Section 9, 'A basis of two dimensions'")


def _bases(rng, n_bins, kx, ky):
    return np.round(rng.normal(size=(n_bins, kx)), 3), np.round(rng.normal(size=(n_bins, ky)), 3)


@tensor_product_basis.check(2, "Column i·ky + j is function i of the first basis times function j of the second.")
def values(rng):
    yield case(*_bases(rng, 6, 3, 4))
    yield case(*_bases(rng, 8, 5, 2))
    yield case(*_bases(rng, 5, 3, 3))


@tensor_product_basis.check(0.5, "It works for a single function, a single time bin, and as many bins as functions.")
def single_ones(rng):
    yield case(*_bases(rng, 5, 1, 4))
    yield case(*_bases(rng, 5, 3, 1))
    yield case(*_bases(rng, 1, 3, 2))
    yield case(*_bases(rng, 3, 3, 3))


@tensor_product_basis.check(0.5, "Whole numbers and single precision give the same numbers.")
def any_number_type(rng):
    yield case(rng.integers(20, 250, (5, 2)).astype(np.uint8), rng.integers(20, 250, (5, 3)).astype(np.uint8))
    bx, by = _bases(rng, 5, 2, 3)
    yield case(bx.astype(np.float32), by.astype(np.float32), judge=Agrees(1e-4, 1e-4))


def _small_case(rng) -> Case:
    return case(*_bases(rng, 4, 2, 3))


tensor_product_basis.leaves_inputs_alone(0.5, _small_case)


def _products(bx, by):
    return np.asarray(bx, float)[:, :, None] * np.asarray(by, float)[:, None, :]


@tensor_product_basis.misconception(
    "The right products, with the first basis varying fastest.",
    "In the course's order the second basis runs through all its functions while the first stands still.")
def first_varies_fastest(bx, by):
    return _products(bx, by).transpose(0, 2, 1).reshape(len(bx), -1)


@tensor_product_basis.misconception(
    "The products are right but not yet in one row a time bin.",
    "A model needs a matrix: reshape (n_bins, kx, ky) to (n_bins, kx·ky).")
def three_dimensions(bx, by):
    return _products(bx, by)


@tensor_product_basis.misconception(
    "The two bases stand side by side.",
    "That is an additive model, f(x) + g(y): it has no way to say 'here, but not in the rest of the row'. Multiply.")
def side_by_side(bx, by):
    return np.hstack([np.asarray(bx, float), np.asarray(by, float)])


@tensor_product_basis.misconception(
    "Every time bin was combined with every other one.",
    "np.kron and np.outer mix the rows. Multiply within each time bin.")
def mixes_the_bins(bx, by):
    return np.kron(np.asarray(bx, float), np.asarray(by, float))


@tensor_product_basis.misconception(
    "The functions were added instead of multiplied.", "A bump in two dimensions is the product of two bumps.")
def adds(bx, by):
    bx, by = np.asarray(bx, float), np.asarray(by, float)
    return (bx[:, :, None] + by[:, None, :]).reshape(len(bx), -1)


@tensor_product_basis.misconception(
    "Rows and columns are exchanged.", "Time runs down the rows.")
def transposed(bx, by):
    return _products(bx, by).reshape(len(bx), -1).T


@tensor_product_basis.misconception(
    "Whole numbers stored in 8 bits overflowed when they were multiplied.",
    "Convert to float first: np.asarray(bx, dtype=float).")
def overflows(bx, by):
    return (np.asarray(bx)[:, :, None] * np.asarray(by)[:, None, :]).reshape(len(bx), -1)
