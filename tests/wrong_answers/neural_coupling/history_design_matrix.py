"""Wrong answers to history_design_matrix."""

import numpy as np


def _lagged(counts, n_lags, first=1):
    """The counts of first, first + 1 ... bins ago: (lag, bin, cell)."""
    counts = np.asarray(counts, float)
    padded = np.vstack([np.zeros((n_lags + first, counts.shape[1])), counts])
    return np.array([padded[n_lags + first - lag:len(padded) - lag] for lag in range(first, first + n_lags)])


def _combine(lagged, basis):
    return np.einsum("lti,lk->tik", lagged, np.asarray(basis, float)).reshape(lagged.shape[1], -1)


def includes_the_present(counts, basis):
    """Starts with lag 0. Loses: everything."""
    return _combine(_lagged(counts, len(basis), first=0), basis)


def includes_the_present__convolution(counts, basis):
    """Plain np.convolve, cut to length. Loses: everything."""
    columns = [np.convolve(np.asarray(y, float), bump)[:len(counts)] for y in np.transpose(counts) for bump in np.transpose(basis)]
    return np.column_stack(columns)


def one_bin_late(counts, basis):
    """Starts with lag 2. Loses: everything."""
    return _combine(_lagged(counts, len(basis), first=2), basis)


def bump_by_bump(counts, basis):
    """Loops over bumps outside, cells inside. Loses: everything but strictly-causal, smallest."""
    lagged = _lagged(counts, len(basis))
    return np.hstack([np.einsum("lti,l->ti", lagged, np.asarray(bump, float)) for bump in np.transpose(basis)])


def reverses_the_basis(counts, basis):
    """Row 0 of the basis meets the oldest bin. Loses: everything."""
    return _combine(_lagged(counts, len(basis))[::-1], basis)


def drops_the_first_rows(counts, basis):
    """Only rows with a full window. Loses: everything."""
    return _combine(_lagged(counts, len(basis)), basis)[len(basis):]


def nan_in_the_first_rows(counts, basis):
    """As a library does it. Loses: everything."""
    X = _combine(_lagged(counts, len(basis)), basis)
    X[:len(basis)] = np.nan
    return X


def wraps_around(counts, basis):
    """np.roll, and nothing after it. Loses: everything."""
    return _combine(np.array([np.roll(np.asarray(counts, float), lag, axis=0) for lag in range(1, len(basis) + 1)]), basis)


def looks_into_the_future(counts, basis):
    """The window is centred on the bin. Loses: everything."""
    half = (len(basis) - 1) // 2
    counts = np.asarray(counts, float)
    ahead = np.vstack([counts, np.zeros((half + 1, counts.shape[1]))])
    return _combine(_lagged(ahead, len(basis))[:, half + 1:], basis)


def transposed(counts, basis):
    """A row for each feature. Loses: everything."""
    return _combine(_lagged(counts, len(basis)), basis).T


def wraps_as_uint8(counts, basis):
    """Adds up in the counts' own type. Loses: counts-as-uint8."""
    whole = np.issubdtype(np.asarray(basis).dtype, np.integer)
    kind = np.asarray(counts).dtype if whole else float
    return _combine(_lagged(counts, len(basis)), basis).astype(np.int64).astype(kind) if whole else _combine(_lagged(counts, len(basis)), basis)


def only_the_first_cell(counts, basis):
    """Forgets the loop over cells. Loses: everything."""
    return _combine(_lagged(counts, len(basis))[:, :, :1], basis)


def leaves_out_the_own_history(counts, basis):
    """All cells but cell 0. Loses: everything."""
    X = _combine(_lagged(counts, len(basis)), basis)
    X[:, :np.shape(basis)[1]] = 0
    return X


def presence_instead_of_counts(counts, basis):
    """Whether a cell fired, not how often. Loses: everything."""
    return _combine(_lagged(np.asarray(counts) > 0, len(basis)), basis)


def three_axes(counts, basis):
    """Cells and bumps are kept apart. Loses: everything."""
    X = _combine(_lagged(counts, len(basis)), basis)
    return X.reshape(len(X), np.shape(counts)[1], -1)


def fails_on_short_recordings(counts, basis):
    """Slices that do not fit. Loses: short-recordings."""
    if len(counts) <= len(basis):
        raise ValueError("operands could not be broadcast together")
    return _combine(_lagged(counts, len(basis)), basis)


def spoils_its_input(counts, basis):
    """Silences the last bin in place. Loses: leaves-inputs-alone."""
    X = _combine(_lagged(counts, len(basis)), basis)
    counts[-1] = 0
    return X


def zeros(counts, basis):
    """The right shape. Loses: everything."""
    return np.zeros((len(counts), np.shape(counts)[1] * np.shape(basis)[1]))
