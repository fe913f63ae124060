"""All right, and it prints, warns and writes to the standard error all the time."""

import sys
import warnings

import numpy as np


def make_design_matrix(stim, d=25):
    sys.stdout.write(f"make_design_matrix is called with {len(stim)} bins and d = {d}\n")
    warnings.warn("I am not sure about the zeros", UserWarning, stacklevel=1)
    X = np.zeros((len(stim), d))
    for lag in range(min(d, len(stim))):
        X[lag:, d - 1 - lag] = np.asarray(stim)[: len(stim) - lag]
    sys.stderr.write("done!\n")
    return X


def neg_log_lik_lnp(theta, X, y):
    eta = np.asarray(X, float) @ np.asarray(theta, float)
    sys.stdout.write(f"eta: {eta[:3]}\n")
    sys.stderr.write("computing ...\n")
    return float(np.sum(np.exp(eta)) - np.dot(np.asarray(y, float), eta))  # overflows with a RuntimeWarning


def bits_per_spike(y, rate, null_rate):
    y = np.asarray(y, float)
    log_rate = np.log(rate)  # log(0) warns; those bins are left out in the next line
    gain = np.where(y > 0, y * (np.where(y > 0, log_rate, 0) - np.log(null_rate)), 0) - rate + null_rate
    warnings.warn("this is bits, I hope", DeprecationWarning, stacklevel=1)
    return gain.sum() / y.sum() / np.log(2)
