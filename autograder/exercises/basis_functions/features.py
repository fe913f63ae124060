"""Features in time: a signal seen through a basis."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case, reference_of
from autograder.exercises.basis_functions.inputs import LAB

convolve_basis = Exercise("basis_functions.convolve_basis", read="Section 7, 'The past through a basis'")


def _drawn(rng, n_bins, window, n_basis, **names):
    return case(rng.normal(size=n_bins) + 0.5, rng.normal(size=(window, n_basis)), **names)


@convolve_basis.check(2, "Each feature is the recent signal, weighted by one function of the basis.")
def values(rng):
    yield _drawn(rng, 40, 6, 3)
    yield _drawn(rng, 60, 10, 4)


@convolve_basis.check(1, "With a lag, only what is at least that many bins ago counts.")
def lags(rng):
    yield _drawn(rng, 30, 5, 2, lag=1)
    yield _drawn(rng, 30, 4, 3, lag=int(rng.integers(2, 6)))


@convolve_basis.check(1, "There is a row for each time bin, also when window and lag are longer than the signal.")
def short_signals(rng):
    yield _drawn(rng, 4, 9, 2)
    yield _drawn(rng, 5, 4, 3, lag=7)
    yield _drawn(rng, 6, 5, 2, lag=3)
    yield _drawn(rng, 1, 3, 2)


@convolve_basis.check(0.5, "It works for a window of one bin and a basis of one function.")
def smallest_bases(rng):
    yield _drawn(rng, 12, 1, 1)
    yield _drawn(rng, 12, 5, 1, lag=2)


@convolve_basis.check(0.5, "Counts stored as uint8 do not wrap, and fractions are kept.")
def any_number_type(rng):
    yield case(rng.integers(0, 250, 25).astype(np.uint8), rng.normal(size=(5, 2)) * 3, lag=1)
    yield case(rng.integers(0, 250, 25).astype(np.uint8), rng.integers(1, 9, (5, 2)).astype(np.uint8))


convolve_basis.leaves_inputs_alone(0.5, lambda rng: _drawn(rng, 20, 4, 2, lag=1))


def _right(signal, basis, lag=0):
    return reference_of(LAB, "convolve_basis")(signal, basis, lag)


@convolve_basis.misconception(
    "The features look into the future.",
    "The mode 'same' of a convolution puts the window in the middle; a cause comes before its effect.")
def centred_window(signal, basis, lag=0):
    ahead = (len(basis) - 1) // 2
    longer = np.concatenate([np.asarray(signal, float), np.zeros(ahead)])
    return _right(longer, basis, lag)[ahead:]


@convolve_basis.misconception(
    "The basis is applied backwards in time.",
    "Row 0 of the basis belongs to the most recent bin: a convolution, not a correlation.")
def reverses_the_basis(signal, basis, lag=0):
    return _right(signal, np.asarray(basis)[::-1], lag)


@convolve_basis.misconception(
    "The first time bins have no row.",
    "Every time bin needs its row; before the onset the signal is 0. (Two models are only compared on the same rows.)")
def drops_the_first_rows(signal, basis, lag=0):
    return _right(signal, basis, lag)[len(basis) - 1 + lag:]


@convolve_basis.misconception("The lag is not used.", "Delay the signal before you filter it.")
def ignores_the_lag(signal, basis, lag=0):
    return _right(signal, basis)


@convolve_basis.misconception(
    "The lag has the wrong sign: the signal comes early instead of late.",
    "With a lag of 1 the row of bin t holds bin t-1 and what was before it.")
def looks_ahead_by_the_lag(signal, basis, lag=0):
    longer = np.concatenate([np.asarray(signal, float), np.zeros(lag)])
    return _right(longer, basis)[lag:]


@convolve_basis.misconception(
    "The first rows contain the end of the recording: the signal was wrapped around.",
    "np.roll fetches the end to the front; before the onset there is 0.")
def wraps_around(signal, basis, lag=0):
    rolled = [np.roll(np.asarray(signal, float), lag + tau) for tau in range(len(basis))]
    return np.transpose(rolled) @ np.asarray(basis, float)


@convolve_basis.misconception(
    "There are more rows than time bins.", "np.convolve returns the tail after the end, too: cut it off.")
def keeps_the_tail(signal, basis, lag=0):
    tail = np.zeros(len(basis) - 1 + lag)
    return _right(np.concatenate([np.asarray(signal, float), tail]), basis, lag)


@convolve_basis.misconception(
    "The present bin is left out: everything is one bin late.",
    "With lag 0 the row of bin t starts with bin t itself.")
def one_bin_late(signal, basis, lag=0):
    return _right(signal, basis, lag + 1)


@convolve_basis.misconception(
    "Rows and columns are exchanged.", "A row for each time bin, a column for each function of the basis.")
def transposed(signal, basis, lag=0):
    return _right(signal, basis, lag).T
