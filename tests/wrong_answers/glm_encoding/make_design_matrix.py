"""Wrong answers to make_design_matrix; tests/autograder/exercises/banks.py tells how they are written."""

import numpy as np
from scipy.linalg import hankel, toeplitz


def looks_into_the_future(stim, d=25):
    """Pads at the end. Loses: everything but shape."""
    X = np.zeros((len(stim), d))
    for i in range(len(stim)):
        for j in range(d):
            if i + j < len(stim):
                X[i, j] = stim[i + j]
    return X


def looks_into_the_future__hankel(stim, d=25):
    """A Hankel matrix as it comes: its rows start at bin i. Loses: everything but shape."""
    return hankel(stim, np.zeros(d))


def newest_lag_first(stim, d=25):
    """Takes `stim[i-j]`. Loses: everything but shape."""
    X = np.zeros((len(stim), d))
    for i in range(len(stim)):
        for j in range(min(d, i + 1)):
            X[i, j] = stim[i - j]
    return X


def newest_lag_first__toeplitz(stim, d=25):
    """A Toeplitz matrix as it comes. Loses: everything but shape."""
    return toeplitz(stim, np.zeros(d))


def leaves_out_the_present_bin(stim, d=25):
    """Takes `stim[i-d+j]`. Loses: everything but shape."""
    X = np.zeros((len(stim), d))
    for i in range(len(stim)):
        for j in range(d):
            if i - d + j >= 0:
                X[i, j] = stim[i - d + j]
    return X


def drops_the_first_rows(stim, d=25):
    """Starts where the whole window is inside the recording. Loses: everything."""
    X = np.zeros((max(len(stim) - d + 1, 0), d))
    for i in range(len(X)):
        X[i] = stim[i:i + d]
    return X


def wraps_around(stim, d=25):
    """Shifts each column with np.roll. Loses: everything but shape."""
    return np.column_stack([np.roll(stim, d - 1 - j) for j in range(d)])


def repeats_the_first_value(stim, d=25):
    """Pads with the edge's value. Loses: everything but shape."""
    padded = np.pad(stim, (d - 1, 0), mode="edge")
    return np.array([padded[i:i + d] for i in range(len(stim))])


def transposed(stim, d=25):
    """A row for every lag. Loses: everything."""
    padded = np.concatenate([np.zeros(d - 1), stim])
    return np.array([padded[j:j + len(stim)] for j in range(d)])


def ignores_d(stim, d=25):
    """A 25 was left in the body. Loses: everything."""
    padded = np.concatenate([np.zeros(24), stim])
    return np.array([padded[i:i + 25] for i in range(len(stim))])


# ---- nearly right


def _right(stim, d=25):
    """What the answers below spoil."""
    padded = np.concatenate([np.zeros(d - 1), stim])
    return np.array([padded[i:i + d] for i in range(len(stim))])


def defaults_to_20_lags(stim, d=20):
    """The default of d is contract. Loses: values."""
    return _right(stim, d)


def renames_d(stim, n_lags=25):
    """The name of an argument with a default is contract. Loses: everything."""
    return _right(stim, n_lags)


def slices_with_negative_ends(stim, d=25):
    """Stumbles where the recording is shorter than the history. Loses: before-the-onset."""
    X = np.zeros((len(stim), d))
    for lag in range(d):
        X[lag:, d - 1 - lag] = stim[:len(stim) - lag]
    return X


def squeezes(stim, d=25):
    """One lag, or one bin, gives one axis only. Loses: before-the-onset, any-number-of-lags."""
    return np.squeeze(_right(stim, d))


def needs_two_lags(stim, d=25):
    """For d = 1 the slice `[-0:]` is everything, the bin before included. Loses: any-number-of-lags."""
    padded = np.concatenate([np.zeros(d), stim])
    past = np.array([padded[i:i + d] for i in range(len(stim))])[:, -(d - 1):]
    return np.column_stack([past, stim])


def adds_a_column_of_ones(stim, d=25):
    """The ones belong to the fits. Loses: everything."""
    return np.column_stack([np.ones(len(stim)), _right(stim, d)])


def one_row_too_many(stim, d=25):
    """A fence-post error. Loses: everything."""
    padded = np.concatenate([np.zeros(d), stim])
    return np.array([padded[i:i + d] for i in range(len(stim) + 1)])


def reshapes_instead_of_transposing(stim, d=25):
    """The right values in the right shape at the wrong places. Loses: everything but shape."""
    return _right(stim, d).T.reshape(len(stim), d)


def flattens(stim, d=25):
    """One long row. Loses: everything."""
    return _right(stim, d).ravel()


def turned_by_180_degrees(stim, d=25):
    """Newest first and last bin first. Loses: everything but shape."""
    return _right(stim, d)[::-1, ::-1]


def sorts_each_row(stim, d=25):
    """The right values in the wrong order.

    Loses: values, any-number-of-lags, any-number-type, leaves-inputs-alone (perhaps before-the-onset).
    """
    return np.sort(_right(stim, d), axis=1)


def centres_the_stimulus(stim, d=25):
    """Subtracts the mean before padding. Loses: everything but shape."""
    return _right(stim - np.mean(stim), d)


def whole_numbers_only(stim, d=25):
    """The matrix was made for integers. Loses: everything but shape."""
    X = np.zeros((len(stim), d), dtype=int)
    X[:] = _right(stim, d)
    return X


def half_precision(stim, d=25):
    """Eleven bits are too few. Loses: everything but shape."""
    return _right(stim, d).astype(np.float16)


def scales_bytes(stim, d=25):
    """Takes uint8 for a picture. Loses: any-number-type."""
    return _right(stim / 255 if stim.dtype == np.uint8 else stim, d)


def pads_with_nan(stim, d=25):
    """What lies before the recording is 0, not unknown. Loses: everything but shape."""
    padded = np.concatenate([np.full(d - 1, np.nan), stim])
    return np.array([padded[i:i + d] for i in range(len(stim))])


def one_nan(stim, d=25):
    """A single hole. Loses: everything but shape."""
    X = _right(stim, d)
    X[-1, -1] = np.nan
    return X
