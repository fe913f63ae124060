"""One function raises on every input; another cell (see the roster) is no Python at all."""

import numpy as np


def spike_triggered_average(stim, spikes, d=25):
    X = np.zeros((len(stim), d + 1))
    return X @ np.asarray(spikes, dtype=float) / sum(spikes)
