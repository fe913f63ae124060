"""Slow and obvious twins of lab 01, and recordings to try them on."""

import numpy as np

FLICKER = np.array([-0.48, 0.48])


def loop_design_matrix(stim, d):
    """The convention, entry by entry."""
    X = np.zeros((len(stim), d))
    for i in range(len(stim)):
        for j in range(d):
            index = i - (d - 1) + j
            X[i, j] = float(stim[index]) if index >= 0 else 0.0
    return X


def with_ones(stim, d):
    return np.column_stack([np.ones(len(stim)), loop_design_matrix(stim, d)])


def draw_recording(rng, n_bins, d=5, mean=0.8):
    """Binary flicker and an LNP cell with a filter of norm 2 that looks at it."""
    stim = rng.choice(FLICKER, n_bins)
    weights = rng.normal(size=d)
    drive = loop_design_matrix(stim, d) @ (2 * weights / np.linalg.norm(weights))
    return stim, rng.poisson(mean * np.exp(drive - np.log(np.mean(np.exp(drive)))))


def nats_to_the_minimum(theta, stim, spikes, d):
    """Half the squared Newton decrement: what a Newton step would gain, and the gap where it is small."""
    X = with_ones(stim, d)
    rate = np.exp(X @ theta)
    gradient = X.T @ (rate - spikes)
    return gradient @ np.linalg.lstsq(X.T * rate @ X, gradient, rcond=1e-14)[0] / 2
