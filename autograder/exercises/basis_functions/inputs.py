"""Positions, counts and features for the checks of lab 03."""

from __future__ import annotations

import numpy as np

from autograder.declare import reference_of

LAB = "basis_functions"


def uneven_edges(rng, n_bins: int) -> np.ndarray:
    """Edges whose bins differ in width; exact in binary, and away from 0."""
    return np.concatenate([[2.0], 2.0 + np.cumsum(rng.integers(2, 9, n_bins) / 4)])


def inside(rng, edges, n: int) -> np.ndarray:
    """Positions within the edges, on none of them, every bin visited where there are enough."""
    n_bins = len(edges) - 1
    index = np.append(np.arange(min(n, n_bins)), rng.integers(0, n_bins, max(n - n_bins, 0)))
    return rng.permutation(edges[index] + np.diff(edges)[index] * rng.uniform(0.1, 0.9, n))


def around(rng, edges, n: int) -> np.ndarray:
    """Positions within the edges, below, above and nan: some of each."""
    position = inside(rng, edges, n)
    position[:6] = [edges[0] - 0.3, edges[-1] + 0.4, np.nan, edges[0] - 50, edges[-1] + 70, np.nan]
    return rng.permutation(position)


def on_the_edges(rng, edges, n: int) -> np.ndarray:
    """Positions that lie exactly on edges, the first and the last among them."""
    return rng.permutation(np.concatenate([edges, edges[-1:], inside(rng, edges, n)]))


def one_hot(position, edges) -> np.ndarray:
    """The right matrix."""
    return reference_of(LAB, "one_hot_position")(position, edges)
