"""A cell of the subthalamic nucleus during movements to the left and to the right: a twin for lab 02.

Its rate depends on the direction, before the GO signal (planning) and after it (movement), where it differs a
little from trial to trial. After each spike it is silent for some bins of 1 ms: the counts vary less than
Poisson ones, and the rates below are met in spite of that.
"""

import numpy as np

BIN_S = 0.001
N_BINS = 2000  # 1 s of planning, 1 s of movement
N_SILENT_BINS = 3  # after a spike
RATES_HZ = np.array([[50.0, 68.0], [28.0, 42.0]])  # left, right; planning, movement
TRIAL_SPREAD = np.array([0.0, 0.09])  # standard deviation of the log rate from trial to trial, by period


def simulate_recording(rng, n_trials=50):
    """Simulate a recording with the names, shapes and types of the real file.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    n_trials : int
        Number of trials, at least 2: half of them to the left (one more if odd), in random order.

    Returns
    -------
    dict
        ``direction`` (n_trials, 1) uint8, 0 left, 1 right; ``train`` (n_trials, 2000) uint8, spikes/ms, 0 or
        1; ``t`` (1, 2000) int16, ms from the GO signal.

    Raises
    ------
    ValueError
        If there are not at least two trials.
    """
    if n_trials < 2:
        raise ValueError(f"expected at least 2 trials, one of each direction, got n_trials={n_trials}")
    direction = rng.permutation(np.arange(n_trials) % 2)
    differs = np.exp(TRIAL_SPREAD * rng.normal(size=(n_trials, 2)) - TRIAL_SPREAD**2 / 2)  # 1 on average
    return {
        "direction": direction[:, None].astype(np.uint8),
        "train": _fire(rng, np.repeat(RATES_HZ[direction] * differs * BIN_S, N_BINS // 2, axis=1)),
        "t": np.arange(-N_BINS // 2, N_BINS // 2, dtype=np.int16)[None, :],
    }


def _fire(rng, share):
    """Spikes in `share` of the bins, never within `N_SILENT_BINS` after another spike."""
    chance = share / (1 - N_SILENT_BINS * share)  # of a spike in a bin that is not silent
    would_fire = rng.random(share.shape) < chance
    spikes = np.zeros(share.shape, dtype=np.uint8)
    for i in range(share.shape[1]):
        silent = spikes[:, max(i - N_SILENT_BINS, 0) : i].any(axis=1)
        spikes[:, i] = would_fire[:, i] & ~silent
    return spikes
