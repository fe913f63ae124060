"""The likelihood is averaged over the time bins."""

import numpy as np


def neg_log_lik_lnp(theta, X, y):
    eta = X @ np.asarray(theta, dtype=float)
    with np.errstate(over="ignore"):
        return np.mean(np.exp(eta) - np.asarray(y, dtype=float) * eta)
