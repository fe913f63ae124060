"""Wrong answers to coupling_filters."""

import numpy as np


def _right(weights, basis):
    """Receiver by receiver, sender by sender."""
    weights, basis = np.asarray(weights, float), np.asarray(basis, float)
    senders = weights.reshape(-1, basis.shape[1], weights.shape[1])
    return np.array([[basis @ sender[:, r] for sender in senders] for r in range(weights.shape[1])])


def sender_first(weights, basis):
    """filters[s, r]. Loses: everything."""
    weights, basis = np.asarray(weights, float), np.asarray(basis, float)
    senders = weights.reshape(-1, basis.shape[1], weights.shape[1])
    return np.array([(basis @ sender).T for sender in senders])


def bump_by_bump(weights, basis):
    """Row k·n_sender + s. Loses: everything."""
    basis = np.asarray(basis, float)
    n_sender = len(weights) // basis.shape[1]
    return np.array([[basis @ np.asarray(weights, float)[s::n_sender, r] for s in range(n_sender)] for r in range(np.shape(weights)[1])])


def oldest_lag_first(weights, basis):
    """Turned round, as for a plot against time. Loses: everything."""
    return np.flip(_right(weights, basis), axis=-1)


def lag_first(weights, basis):
    """As the basis has it. Loses: everything."""
    return np.transpose(_right(weights, basis), (2, 0, 1))


def weights_only(weights, basis):
    """Forgets the basis. Loses: everything."""
    n_basis = np.shape(basis)[1]
    return np.array([np.asarray(weights, float)[:, r].reshape(-1, n_basis) for r in range(np.shape(weights)[1])])


def takes_the_exponential(weights, basis):
    """Gain factors. Loses: everything."""
    return np.exp(_right(weights, basis))


def mean_of_the_bumps(weights, basis):
    """np.mean in the place of np.sum. Loses: everything."""
    return _right(weights, basis) / np.shape(basis)[1]


def reshapes_blindly(weights, basis):
    """Receivers and bumps are mixed up. Loses: everything."""
    n_basis, n_receiver = np.shape(basis)[1], np.shape(weights)[1]
    mixed = np.reshape(weights, (n_receiver, -1, n_basis)).astype(float)
    return mixed @ np.asarray(basis, float).T


def two_axes(weights, basis):
    """Senders and lags in one axis. Loses: everything."""
    return _right(weights, basis).reshape(np.shape(weights)[1], -1)


def turns_the_basis(weights, basis):
    """The bumps from last to first. Loses: everything."""
    return _right(weights, np.asarray(basis)[:, ::-1])


def summed_over_lags(weights, basis):
    """One number for each pair. Loses: everything."""
    return _right(weights, basis).sum(axis=2)


def without_the_own_history(weights, basis):
    """Sets the diagonal to zero. Loses: everything."""
    filters = _right(weights, basis)
    for cell in range(min(filters.shape[:2])):
        filters[cell, cell] = 0
    return filters


def wraps_as_uint8(weights, basis):
    """Multiplies in the type that comes. Loses: whole-numbers."""
    filters = _right(weights, basis)
    return filters.astype(np.int64).astype(np.uint8) if np.asarray(weights).dtype == np.uint8 else filters


def spoils_its_input(weights, basis):
    """Leaves nothing of the weights. Loses: leaves-inputs-alone."""
    filters = _right(weights, basis)
    weights[:] = 0
    return filters


def zeros(weights, basis):
    """The right shape. Loses: everything."""
    return np.zeros_like(_right(weights, basis))
