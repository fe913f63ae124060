"""Counts, bases and right answers for the checks of lab 04."""

from __future__ import annotations

import numpy as np

from autograder.declare import reference_of

LAB = "neural_coupling"


def right(name: str, *args, **kwargs):
    """What the reference function of this name returns."""
    return reference_of(LAB, name)(*args, **kwargs)


def draw_counts(rng, n_bins: int, n_neurons: int, mean: float = 1.5) -> np.ndarray:
    """Spike counts (n_bins, n_neurons); no two cells have the same, and every cell fires in its first and last bin."""
    counts = rng.poisson(mean * rng.uniform(0.6, 1.4, n_neurons), (n_bins, n_neurons))
    counts[0] = 1 + np.arange(n_neurons)
    counts[-1] = 2 + rng.permutation(n_neurons)
    return counts


def draw_basis(rng, window: int, n_basis: int) -> np.ndarray:
    """A basis (window, n_basis) whose rows and columns all differ."""
    return rng.normal(size=(window, n_basis)) + np.linspace(2, 0.5, window)[:, None]


def draw_features(rng, n_bins: int, n_features: int) -> np.ndarray:
    """Features off their centre, of different widths, related to one another."""
    common = rng.normal(size=(n_bins, 1))
    X = rng.normal(size=(n_bins, n_features)) * rng.uniform(0.5, 1.2, n_features) + 0.5 * common
    return X + rng.uniform(0.4, 0.8, n_features)
