"""Wrong answers to raised_cosine_log_basis; tests/autograder/exercises/banks.py tells how they are written."""

import numpy as np


def _right(n_basis, window, offset=1.0):
    """What the answers below spoil."""
    return _of(np.log(np.arange(window) + offset), n_basis)


def _of(phi, n_basis, reach=2.0):
    spacing = (phi[-1] - phi[0]) / (n_basis - 1)
    columns = []
    for k in range(n_basis):
        away = (phi - phi[0] - k * spacing) / (reach * spacing)
        columns.append(np.where(np.abs(away) < 1, 0.5 + 0.5 * np.cos(np.pi * away), 0.0))
    return np.column_stack(columns)


def forgets_the_half(n_basis, window, offset=1.0):
    """1 + cos. Loses: everything."""
    return _right(n_basis, window, offset) + _right(n_basis, window, offset)


def not_clipped(n_basis, window, offset=1.0):
    """Cosines for ever. Loses: everything but small (perhaps small)."""
    phi = np.log(np.arange(window) + offset)
    centres = np.linspace(phi[0], phi[-1], n_basis)
    return (1 + np.cos(np.subtract.outer(phi, centres) * np.pi / 2 / (centres[1] - centres[0]))) / 2


def linear_time(n_basis, window, offset=1.0):
    """No logarithm. Loses: everything."""
    return _of(np.arange(window) + offset, n_basis)


def ignores_the_offset(n_basis, window, offset=1.0):
    """log(1 + tau), always. Loses: offset."""
    return _of(np.log1p(np.arange(window)), n_basis)


def too_narrow(n_basis, window, offset=1.0):
    """One spacing to each side. Loses: everything."""
    return _of(np.log(np.arange(window) + offset), n_basis, reach=1.0)


def transposed(n_basis, window, offset=1.0):
    """A row for each bump. Loses: everything."""
    return np.vstack(list(_right(n_basis, window, offset).T))


def oldest_lag_first(n_basis, window, offset=1.0):
    """Upside down. Loses: everything."""
    return np.flipud(_right(n_basis, window, offset))


def scaled_to_equal_sums(n_basis, window, offset=1.0):
    """Columns that sum to 1. Loses: everything."""
    return np.column_stack([bump / np.sum(bump) for bump in _right(n_basis, window, offset).T])


def lags_from_one(n_basis, window, offset=1.0):
    """1 ... window. Loses: everything."""
    return _of(np.log(np.arange(1, window + 1) + offset), n_basis)


def broad_bumps_first(n_basis, window, offset=1.0):
    """Columns from slow to fast. Loses: everything."""
    return _right(n_basis, window, offset)[:, ::-1]


def centres_leave_out_the_ends(n_basis, window, offset=1.0):
    """Centres inside the window only. Loses: everything."""
    return _right(n_basis + 2, window, offset)[:, 1:-1]


def ignores_the_offset__added_outside(n_basis, window, offset=1.0):
    """The offset is added after the logarithm, where it cancels. Loses: offset."""
    return _of(np.log(np.arange(window) + 1.0) + offset, n_basis)


def boxcars(n_basis, window, offset=1.0):
    """No bumps but steps. Loses: everything."""
    return (_right(n_basis, window, offset) > 0.5).astype(float)
