"""The score is in nats."""

# ruff: noqa: F821  xlogy is imported at the top of the notebook
import numpy as np


def bits_per_spike(y, rate, null_rate):
    y = np.asarray(y, dtype=float)
    gain = xlogy(y, rate) - rate - (xlogy(y, null_rate) - null_rate)
    return gain.sum() / y.sum()
