"""Spike trains for the checks of lab 08, drawn anew until no difference lies on an edge, or exact in binary."""

from __future__ import annotations

import itertools

import numpy as np

from autograder.declare import attempts
from autograder.visible.recipes import SparseTrain

CLEAR = 1e-4  # of a bin: how far a difference is from an edge where edges are not meant
N_MANY = 6000  # spikes of the trains that test the memory, over ten minutes


def trains(rng, n_spikes=(14, 17), duration_ms=160.0, window=30.0, bin_size=1.0):
    """Two trains of times (ms) that have no difference on an edge of a bin or of the window."""
    for _ in attempts():
        pair = [np.sort(np.round(rng.uniform(0, duration_ms, n), 5)) for n in n_spikes]
        if is_clear(*pair, window, bin_size):
            return pair


def train(rng, n_spikes=22, duration_ms=160.0, window=30.0, bin_size=1.0):
    """One such train, with itself."""
    for _ in attempts():
        times = np.sort(np.round(rng.uniform(0, duration_ms, n_spikes), 5))
        if is_clear(times, times, window, bin_size):
            return times


def is_clear(times1, times2, window, bin_size) -> bool:
    """Whether no difference is near an edge, but for those of a spike with itself."""
    size = np.abs(np.subtract.outer(np.asarray(times1, float), np.asarray(times2, float)))
    if times1 is times2:
        size = size[~np.eye(len(size), dtype=bool)]
    steps = size / bin_size
    on_edge = np.abs(steps - np.round(steps)) < CLEAR
    return not (on_edge & (size < window + bin_size)).any()


def exact_train(rng, steps, unit=0.25) -> np.ndarray:
    """Times (ms) that are exact in binary, from the steps between them, in some order."""
    first = int(rng.integers(130, 170))
    return (first + np.concatenate([[0], np.cumsum(rng.permutation(steps))])) * unit


def many_spikes(rng) -> tuple[SparseTrain, SparseTrain]:
    """Two long trains that share ten pairs in the window."""
    for seed in _seeds(rng):
        pair = SparseTrain(N_MANY, 0.0, 0.0, seed), SparseTrain(N_MANY, 50.0, 8.0, seed + 1)
        if _few_are_clear(pair[0].make(), pair[1].make()):
            return pair
    raise AssertionError("never reached: there is no end to the seeds")


def many_spikes_alone(rng) -> SparseTrain:
    """One long train that has ten close pairs."""
    for seed in _seeds(rng):
        one = SparseTrain(N_MANY, 0.0, -76.0, seed)
        if _few_are_clear(one.make(), one.make()[1:]):
            return one
    raise AssertionError("never reached: there is no end to the seeds")


def _seeds(rng):
    first = int(rng.integers(2**30))
    return itertools.count(first, 2)


def _few_are_clear(times1, times2) -> bool:
    """Whether the differences to the next spike are clear and some of them in the window."""
    after = np.searchsorted(times2, times1)
    gaps = [times2[np.clip(after + k, 0, len(times2) - 1)] - times1 for k in (-1, 0)]
    size = np.abs(np.concatenate(gaps))
    near = size[(size < 31) & (size > 0)]
    return near.size >= 5 and not (np.abs(near - np.round(near)) < CLEAR).any()
