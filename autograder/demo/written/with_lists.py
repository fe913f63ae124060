"""All right, and every answer is a list or a plain number instead of an array."""

# ruff: noqa: F821  earlier functions stand in the notebook
import math
import operator

import numpy as np


def make_design_matrix(stim, d=25):
    padded = [0.0] * (d - 1) + [float(value) for value in stim]
    return [padded[start : start + d] for start in range(len(stim))]


def spike_triggered_average(stim, spikes, d=25):
    total = [0.0] * d
    for row, count in zip(make_design_matrix(stim, d), spikes, strict=True):
        if count:
            total = [value + int(count) * new for value, new in zip(total, row, strict=True)]
    return [value / sum(int(count) for count in spikes) for value in total]


def fit_lg(stim, spikes, d=25):
    X = [[1.0, *row] for row in make_design_matrix(stim, d)]
    return np.linalg.lstsq(np.array(X), [float(count) for count in spikes], rcond=None)[0].tolist()


def predict_spike_counts_lg(stim, spikes, d=25):
    intercept, *weights = fit_lg(stim, spikes, d)
    rows = make_design_matrix(stim, d)
    return [intercept + sum(map(operator.mul, weights, row)) for row in rows]


def predict_spike_counts_lnp(stim, spikes, theta=None, d=25):
    theta = list(fit_lnp(stim, spikes, d)) if theta is None else list(theta)
    rows = make_design_matrix(stim, d)
    return tuple(math.exp(theta[0] + sum(map(operator.mul, theta[1:], row))) for row in rows)


def bits_per_spike(y, rate, null_rate):
    counts = [int(count) for count in y]
    gains = [count * math.log(r / null_rate) if count else 0.0 for count, r in zip(counts, rate, strict=True)]
    return (sum(gains) - float(np.sum(rate)) + null_rate * len(counts)) / sum(counts) / math.log(2)


evidence_filters = list("-0+0")
