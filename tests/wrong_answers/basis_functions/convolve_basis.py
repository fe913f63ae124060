"""Wrong answers to convolve_basis; tests/autograder/exercises/banks.py tells how they are written."""

import numpy as np


def _right(signal, basis, lag=0):
    """What the answers below spoil."""
    signal, basis = np.asarray(signal, float), np.asarray(basis, float)
    F = np.zeros((len(signal), basis.shape[1]))
    for tau in range(len(basis)):
        shift = lag + tau
        if shift < len(signal):
            F[shift:] += np.outer(signal[:len(signal) - shift], basis[tau])
    return F


def centred_window(signal, basis, lag=0):
    """The future gets in. Loses: something."""
    signal, basis = np.asarray(signal, float), np.asarray(basis, float)
    full = np.array([np.convolve(np.r_[np.zeros(lag), signal], b) for b in basis.T]).T
    start = (len(basis) - 1) // 2
    padded = np.vstack([full, np.zeros((start, basis.shape[1]))])
    return padded[start:start + len(signal)]


def reverses_the_basis(signal, basis, lag=0):
    """A correlation. Loses: something."""
    return _right(signal, basis[::-1, :], lag)


def drops_the_first_rows(signal, basis, lag=0):
    """Complete windows only. Loses: something."""
    return _right(signal, basis, lag)[lag + len(basis) - 1:]


def ignores_the_lag(signal, basis, lag=0):
    """No lag. Loses: something."""
    return _right(signal, basis, 0)


def looks_ahead_by_the_lag(signal, basis, lag=0):
    """The wrong sign. Loses: something."""
    later = np.concatenate([np.asarray(signal, float), np.zeros(lag)])
    return _right(later, basis, 0)[lag:]


def wraps_around(signal, basis, lag=0):
    """np.roll. Loses: something."""
    n = len(signal)
    return np.array([[sum(float(basis[tau, k]) * float(signal[(t - lag - tau) % n]) for tau in range(len(basis)))
                      for k in range(basis.shape[1])] for t in range(n)])


def keeps_the_tail(signal, basis, lag=0):
    """The whole convolution. Loses: something."""
    delayed = np.r_[np.zeros(lag), np.asarray(signal, float)]
    full = np.column_stack([np.convolve(delayed, b.astype(float)) for b in basis.T])
    return np.vstack([full, np.zeros((0, basis.shape[1]))])


def one_bin_late(signal, basis, lag=0):
    """Strictly the past. Loses: something."""
    F = np.zeros((len(signal), basis.shape[1]))
    F[1:] = _right(signal, basis, lag)[:-1]
    return F


def transposed(signal, basis, lag=0):
    """A row for each function. Loses: something."""
    return np.vstack(list(_right(signal, basis, lag).T))


def wraps_as_uint8(signal, basis, lag=0):
    """Sums in the signal's own type. Loses: any-number-type."""
    F = _right(signal, basis, lag)
    return F.astype(np.asarray(signal).dtype) if np.asarray(signal).dtype == np.uint8 else F


def nan_before_the_onset(signal, basis, lag=0):
    """Rows without a whole window are nan. Loses: something."""
    F = _right(signal, basis, lag)
    F[:lag + len(basis) - 1] = np.nan
    return F


def only_the_first_function(signal, basis, lag=0):
    """One column, repeated. Loses: something."""
    return np.tile(_right(signal, basis, lag)[:, :1], (1, basis.shape[1]))


def divides_by_the_sum(signal, basis, lag=0):
    """A weighted mean. Loses: everything."""
    return _right(signal, basis, lag) / np.sum(np.asarray(basis, float), axis=0)


def nothing_at_all(signal, basis, lag=0):
    """Zeros of the right shape. Loses: something."""
    return np.zeros((len(signal), basis.shape[1]))
