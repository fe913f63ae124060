"""Stimuli and spike counts for the checks of lab 01."""

from __future__ import annotations

import numpy as np

from autograder.declare import Case, case, reference_of

LAB = "glm_encoding"


def flicker(rng, n_bins: int) -> np.ndarray:
    """Binary flicker of contrast ±0.48, one value a bin."""
    return rng.choice([-0.48, 0.48], n_bins)


def drifting_light(rng, n_bins: int) -> np.ndarray:
    """A stimulus that is neither white nor of zero mean: what holds only for white stimuli fails here."""
    steps = rng.normal(size=n_bins + 2)
    return 0.4 + 0.5 * (steps[2:] + steps[1:-1] + 0.5 * steps[:-2])


def spikes_to(rng, stim, d: int, mean: float = 0.8) -> np.ndarray:
    """Poisson counts of a cell with a random filter of `d` lags, at least three of them not 0."""
    drive = design(stim, d) @ rng.normal(scale=0.8 / np.sqrt(d) / np.std(stim), size=d)
    counts = rng.poisson(mean * np.exp(drive - np.log(np.mean(np.exp(drive)))))
    counts[:3] += 1
    return counts


def recording(rng, n_bins: int, d: int, make=drifting_light, **settings) -> tuple[np.ndarray, np.ndarray]:
    """A stimulus and the counts of a cell that answers to it."""
    stim = make(rng, n_bins)
    return stim, spikes_to(rng, stim, d, **settings)


def small_recording(rng) -> Case:
    """Everything in double precision: no cast on the way makes the copy that the function owes."""
    stim, spikes = recording(rng, 50, 4, mean=2.0)
    return case(stim, spikes.astype(float), d=4)


def stored_as_bytes(rng, n_bins: int, d: int, mean: float = 8.0) -> tuple[np.ndarray, np.ndarray]:
    """Stimulus and counts as files may store them, in 8 bits: sums overflow, and -counts wraps."""
    stim = rng.integers(0, 200, n_bins)
    return stim.astype(np.uint8), spikes_to(rng, stim, d, mean).astype(np.uint8)


def design(stim, d: int) -> np.ndarray:
    """The right design matrix."""
    return reference_of(LAB, "make_design_matrix")(stim, d)


def with_ones(X: np.ndarray) -> np.ndarray:
    """A design matrix with its column of ones."""
    return np.column_stack([np.ones(len(X)), X])
