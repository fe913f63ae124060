"""Wrong answers to one_hot_position; tests/autograder/exercises/banks.py tells how they are written."""

import numpy as np


def _right(position, edges):
    """What the answers below spoil."""
    return np.array([np.histogram([p], edges)[0] for p in np.asarray(position, float)], float)


def _place(index, n_bins):
    X = np.zeros((len(index), n_bins))
    for t, k in enumerate(index):
        if 0 <= k < n_bins:
            X[t, k] = 1
    return X


def leaves_the_last_bin_open(position, edges):
    """All bins half-open. Loses: on-edges, leaves-inputs-alone (perhaps any-number-type)."""
    return np.array([[a <= p < b for a, b in zip(edges[:-1], edges[1:], strict=True)] for p in position], float)


def clips_into_the_end_bins(position, edges):
    """Every sample has a bin. Loses: outside (perhaps any-number-type)."""
    index = np.searchsorted(edges[1:-1], position, side="right")
    return _place(index, len(edges) - 1)


def drops_the_rows_outside(position, edges):
    """Only samples on the track. Loses: outside (perhaps any-number-type)."""
    return np.array([row for row in _right(position, edges) if row.sum() > 0])


def closed_on_the_right(position, edges):
    """(a, b] instead of [a, b). Loses: on-edges, leaves-inputs-alone (perhaps any-number-type)."""
    X = np.zeros((len(position), len(edges) - 1))
    for k in range(len(edges) - 1):
        X[:, k] = (position > edges[k]) & (position <= edges[k + 1])
    X[position == edges[0], 0] = 1
    return X


def transposed(position, edges):
    """A row for each bin. Loses: everything."""
    return np.stack(_right(position, edges), axis=1)


def a_column_for_every_edge(position, edges):
    """One too many. Loses: everything."""
    index = np.array([np.append(np.flatnonzero(row), -1)[0] for row in _right(position, edges)])
    return _place(index, len(edges))


def drops_the_first_bin(position, edges):
    """Dummy coding. Loses: everything."""
    return np.delete(_right(position, edges), 0, axis=1)


def assumes_equal_bins(position, edges):
    """Divides by a width. Loses: something."""
    width = (edges[-1] - edges[0]) / (len(edges) - 1)
    index = np.array([-1 if np.isnan(p) else np.floor((p - edges[0]) / width) for p in np.asarray(position, float)])
    index[np.asarray(position) == edges[-1]] = len(edges) - 2
    return _place(index.astype(int), len(edges) - 1)


def indices_instead(position, edges):
    """The number of the bin. Loses: everything."""
    return np.digitize(position, edges) - 1


def minus_one_elsewhere(position, edges):
    """+1 and -1. Loses: everything."""
    return 2 * _right(position, edges) - 1


def spoils_its_input(position, edges):
    """Sorts nan out in place. Loses: something."""
    X = _right(position, edges)
    position[:] = 0
    return X


def nothing_anywhere(position, edges):
    """The shape, and no more. Loses: everything."""
    return np.zeros((len(position), len(edges) - 1))
