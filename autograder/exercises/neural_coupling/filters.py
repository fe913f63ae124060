"""From weights to filters."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case
from autograder.exercises.neural_coupling.inputs import draw_basis, right

coupling_filters = Exercise("neural_coupling.coupling_filters", read="Section 8, 'From weights to filters'")


def _drawn(rng, n_sender, n_receiver, window, n_basis):
    return case(rng.normal(size=(n_sender * n_basis, n_receiver)), draw_basis(rng, window, n_basis))


@coupling_filters.check(2, "Each filter is the basis, weighted by the weights of its sender and receiver.")
def values(rng):
    yield _drawn(rng, 3, 3, 6, 2)
    yield _drawn(rng, 4, 4, 5, 3)


@coupling_filters.check(1, "The first axis is the receiver, the second the sender, the third the lag.")
def receivers_senders_lags(rng):
    yield _drawn(rng, 4, 2, 7, 3)
    yield _drawn(rng, 2, 5, 4, 3)


@coupling_filters.check(0.5, "It works for one cell, and for a basis of one function.")
def smallest(rng):
    yield _drawn(rng, 1, 1, 5, 3)
    yield _drawn(rng, 3, 3, 4, 1)
    yield _drawn(rng, 2, 2, 1, 2)


@coupling_filters.check(0.5, "Whole numbers do not wrap.")
def whole_numbers(rng):
    yield case(rng.integers(1, 90, (6, 3)).astype(np.uint8), rng.integers(1, 9, (5, 2)).astype(np.uint8))


coupling_filters.leaves_inputs_alone(0.5, lambda rng: _drawn(rng, 3, 2, 5, 2))


def _filters(weights, basis):
    return right("coupling_filters", weights, basis)


@coupling_filters.misconception(
    "Sender and receiver are exchanged.",
    "The columns of the weights are receivers: whose rate does each column predict? It comes first here.")
def sender_first(weights, basis):
    return _filters(weights, basis).transpose(1, 0, 2)


@coupling_filters.misconception(
    "The rows were read in another order: all senders' first bumps, then their second ones.",
    "Row s·n_basis + k: the bumps of one sender stand together.")
def bump_by_bump(weights, basis):
    n_basis, (n_rows, n_receiver) = np.shape(basis)[1], np.shape(weights)
    by_bump = np.reshape(weights, (n_basis, n_rows // n_basis, n_receiver)).astype(float)
    return np.einsum("tk,ksr->rst", np.asarray(basis, float), by_bump)


@coupling_filters.misconception(
    "Time runs backwards: the oldest lag comes first.",
    "The first entry is the effect one bin after a spike: row 0 of the basis.")
def oldest_lag_first(weights, basis):
    return _filters(weights, basis)[:, :, ::-1]


@coupling_filters.misconception("The lag comes first.", "Receiver, sender, lag: np.moveaxis or einsum put it last.")
def lag_first(weights, basis):
    return np.moveaxis(_filters(weights, basis), 2, 0)


@coupling_filters.misconception(
    "These are the weights themselves, not filters over time.", "Each weight stands for a whole bump: multiply by the basis.")
def weights_only(weights, basis):
    n_basis = np.shape(basis)[1]
    return np.reshape(weights, (-1, n_basis, np.shape(weights)[1])).transpose(2, 0, 1).astype(float)


@coupling_filters.misconception(
    "The effects were turned into factors of the rate.",
    "Filters are changes of the log rate; the exponential comes in the model.")
def takes_the_exponential(weights, basis):
    return np.exp(_filters(weights, basis))


@coupling_filters.misconception(
    "The filters were divided by the number of bumps.", "The bumps add up; they are not averaged.")
def mean_of_the_bumps(weights, basis):
    return _filters(weights, basis) / np.shape(basis)[1]
