"""The recent past of every cell as features."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case
from autograder.exercises.neural_coupling.inputs import draw_basis, draw_counts, right

history_design_matrix = Exercise("neural_coupling.history_design_matrix", read="Section 3, 'What everybody fired just before'")


def _drawn(rng, n_bins, n_neurons, window, n_basis):
    return case(draw_counts(rng, n_bins, n_neurons), draw_basis(rng, window, n_basis))


@history_design_matrix.check(2, "Each column is the recent past of one cell, weighted by one function of the basis.")
def values(rng):
    yield _drawn(rng, 16, 3, 5, 2)
    yield _drawn(rng, 18, 2, 6, 3)


@history_design_matrix.check(1, "A bin knows nothing of itself: the most recent count in its row is that of the bin before.")
def strictly_causal(rng):
    counts = draw_counts(rng, 12, 2)
    yield case(counts, np.array([[1.0]]))
    yield case(counts[:, :1], np.eye(3))


@history_design_matrix.check(1, "There is a row for each bin, also where the window reaches back before the onset.")
def short_recordings(rng):
    yield _drawn(rng, 4, 2, 9, 3)
    yield _drawn(rng, 1, 3, 4, 2)
    yield _drawn(rng, 5, 2, 5, 2)


@history_design_matrix.check(0.5, "It works for one cell and a basis of one function.")
def smallest(rng):
    yield _drawn(rng, 15, 1, 6, 1)
    yield _drawn(rng, 10, 4, 3, 1)


@history_design_matrix.check(0.5, "Counts stored as uint8 do not wrap.")
def counts_as_uint8(rng):
    counts = rng.integers(60, 250, (14, 2)).astype(np.uint8)
    yield case(counts, rng.integers(1, 9, (4, 3)).astype(np.uint8))
    yield case(counts, draw_basis(rng, 3, 2))


def _as_floats(rng):
    return case(draw_counts(rng, 15, 2).astype(float), draw_basis(rng, 4, 2))


history_design_matrix.leaves_inputs_alone(0.5, _as_floats)


def _matrix(counts, basis):
    return right("history_design_matrix", counts, basis)


def _shifted(counts, n_rows):
    """The counts, later by some rows of silence."""
    counts = np.asarray(counts, float)
    return np.vstack([np.zeros((n_rows, counts.shape[1])), counts])


@history_design_matrix.misconception(
    "The present bin is among the features: a count is explained by itself.",
    "The row of bin t starts with the counts of bin t - 1. Which lag does the first row of the basis stand for?")
def includes_the_present(counts, basis):
    later = np.vstack([np.asarray(counts, float), np.zeros((1, np.shape(counts)[1]))])
    return _matrix(later, basis)[1:]


@history_design_matrix.misconception(
    "Everything is one bin late: the bin just before is missing.",
    "The first row of the basis belongs to the lag of 1 bin, not 2.")
def one_bin_late(counts, basis):
    return _matrix(_shifted(counts, 1), basis)[:-1]


@history_design_matrix.misconception(
    "The columns are in another order: all first bumps of all cells, then all second ones.",
    "Cell by cell: cell 0 with all its bumps comes first.")
def bump_by_bump(counts, basis):
    n_neurons, n_basis = np.shape(counts)[1], np.shape(basis)[1]
    by_cell = _matrix(counts, basis).reshape(-1, n_neurons, n_basis)
    return by_cell.transpose(0, 2, 1).reshape(len(by_cell), -1)


@history_design_matrix.misconception(
    "The basis runs backwards in time.",
    "Row 0 of the basis belongs to the most recent bin: np.convolve turns it round for you, np.correlate does not.")
def reverses_the_basis(counts, basis):
    return _matrix(counts, np.asarray(basis)[::-1])


@history_design_matrix.misconception(
    "The first bins have no row.", "Every bin needs its row; before the onset nobody has fired, so there is 0.")
def drops_the_first_rows(counts, basis):
    return _matrix(counts, basis)[len(basis):]


@history_design_matrix.misconception(
    "The first bins have a row of nan.",
    "Before the onset the counts are 0. (Rows of nan would have to be thrown away, and models could not be compared.)")
def nan_in_the_first_rows(counts, basis):
    X = _matrix(counts, basis)
    X[: len(basis)] = np.nan
    return X


@history_design_matrix.misconception(
    "The first rows contain the end of the recording: the counts were wrapped around.",
    "np.roll fetches the end to the front; before the onset there is 0.")
def wraps_around(counts, basis):
    counts, basis = np.asarray(counts, float), np.asarray(basis, float)
    rolled = np.array([np.roll(counts, 1 + tau, axis=0) for tau in range(len(basis))])  # (lag, bin, cell)
    return np.einsum("tbc,tk->bck", rolled, basis).reshape(len(counts), -1)


@history_design_matrix.misconception(
    "The window lies around the bin: features know the future.",
    "The mode 'same' of a convolution centres the window. Keep the beginning of the full one.")
def looks_into_the_future(counts, basis):
    ahead = (len(basis) - 1) // 2 + 1
    later = np.vstack([np.asarray(counts, float), np.zeros((ahead, np.shape(counts)[1]))])
    return _matrix(later, basis)[ahead:]


@history_design_matrix.misconception(
    "Rows and columns are exchanged.", "A row for each time bin, a column for each cell and bump.")
def transposed(counts, basis):
    return _matrix(counts, basis).T
