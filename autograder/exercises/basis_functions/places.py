"""Which bin the animal is in."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case
from autograder.exercises.basis_functions.inputs import around, inside, on_the_edges, one_hot, uneven_edges

one_hot_position = Exercise("basis_functions.one_hot_position", read="Section 2, 'A column for every place'")


@one_hot_position.check(2, "Each row has a single 1, in the column of the bin that holds the position.")
def values(rng):
    for n_bins, n in ((5, 30), (8, 40), (3, 2)):
        edges = uneven_edges(rng, n_bins)
        yield case(inside(rng, edges, n), edges)


@one_hot_position.check(1, "A position on an edge belongs to the bin that starts there; the last bin is closed.")
def on_edges(rng):
    edges = uneven_edges(rng, 5)
    yield case(on_the_edges(rng, edges, 10), edges)
    yield case(rng.permutation(np.arange(7)), np.arange(7))


@one_hot_position.check(1, "Outside the edges, and where the position is nan, the row holds zeros only.")
def outside(rng):
    edges = uneven_edges(rng, 4)
    yield case(around(rng, edges, 25), edges)


@one_hot_position.check(0.5, "Whole-number and single-precision positions are sorted as well.")
def any_number_type(rng):
    edges = uneven_edges(rng, 5)
    yield case(rng.integers(0, 14, 30).astype(np.uint8), edges)
    yield case(inside(rng, edges, 20).astype(np.float32), edges)


def _drawn(rng):
    edges = uneven_edges(rng, 4)
    return case(on_the_edges(rng, edges, 12), edges)


one_hot_position.leaves_inputs_alone(0.5, _drawn)


def _from_index(index, n_bins):
    return (np.asarray(index)[:, None] == np.arange(n_bins)).astype(float)


@one_hot_position.misconception(
    "A position exactly on the last edge has no bin.",
    "np.digitize and np.searchsorted leave the last bin open on the right; np.histogram closes it.")
def leaves_the_last_bin_open(position, edges):
    return _from_index(np.digitize(position, edges) - 1, len(edges) - 1)


@one_hot_position.misconception(
    "Positions outside the edges were put into the first and the last bin.",
    "An animal that is nowhere on the track is in no bin: its row holds zeros only.")
def clips_into_the_end_bins(position, edges):
    return _from_index(np.clip(np.digitize(position, edges) - 1, 0, len(edges) - 2), len(edges) - 1)


@one_hot_position.misconception(
    "Positions outside the edges have no row at all.",
    "Every time bin needs its row, or the matrix no longer matches the spike counts.")
def drops_the_rows_outside(position, edges):
    X = one_hot(position, edges)
    return X[X.any(axis=1)]


@one_hot_position.misconception(
    "The bins are closed on the wrong side.",
    "A position on an inner edge belongs to the bin that starts there, as in np.histogram.")
def closed_on_the_right(position, edges):
    index = np.searchsorted(edges, position, side="left") - 1
    return _from_index(np.where(np.asarray(position) == edges[0], 0, index), len(edges) - 1)


@one_hot_position.misconception(
    "Rows and columns are exchanged.", "Time runs down the rows: X @ weights gives a number for each time bin.")
def transposed(position, edges):
    return one_hot(position, edges).T


@one_hot_position.misconception(
    "There is a column for every edge.", "Between n+1 edges lie n bins.")
def a_column_for_every_edge(position, edges):
    return np.column_stack([one_hot(position, edges), np.zeros(len(position))])


@one_hot_position.misconception(
    "One of the bins has no column: it was dropped as the reference.",
    "Dropping a column is one remedy against collinearity, but here all bins are asked for.")
def drops_the_first_bin(position, edges):
    return one_hot(position, edges)[:, 1:]


@one_hot_position.misconception(
    "The bins all have the same width, whatever the edges say.",
    "The edges need not be evenly spaced: look each position up among them.")
def assumes_equal_bins(position, edges):
    return one_hot(position, np.linspace(edges[0], edges[-1], len(edges)))
