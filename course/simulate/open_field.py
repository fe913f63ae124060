"""A rat that forages in a square box, and a grid cell that fires on a hexagonal lattice of places."""

import numpy as np

BOX_CM = 100.0
SPACING_CM, ORIENTATION_RAD = 42.0, 0.2
OFFSET_CM = np.array([12.0, 5.0])  # of one field from the corner
GAIN, MEAN_RATE_HZ = 2.4, 2.5
SPEED_CM_S, MEMORY_S = 14.0, 0.7  # of each component of the velocity


def simulate_walk(rng, n_bins, bin_s=0.1):
    """Simulate a random walk with inertia, reflected by the walls.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    n_bins : int
        Number of time bins.
    bin_s : float
        Width of a bin (s).

    Returns
    -------
    position_cm : (n_bins, 2) array
        Between 0 and 100 cm.
    """
    decay = np.exp(-bin_s / MEMORY_S)
    kicks = SPEED_CM_S * np.sqrt(1 - decay**2) * rng.normal(size=(n_bins, 2))
    velocity = np.empty((n_bins, 2))
    velocity[0] = SPEED_CM_S * rng.normal(size=2)
    for i in range(1, n_bins):
        velocity[i] = decay * velocity[i - 1] + kicks[i]
    path = rng.uniform(0, BOX_CM, 2) + np.cumsum(velocity * bin_s, axis=0)
    folded = np.mod(path, 2 * BOX_CM)  # a walk between mirrors is a straight walk, folded
    return np.where(folded > BOX_CM, 2 * BOX_CM - folded, folded)


def true_log_rate(position_cm):
    """Log of the rate of the grid cell, up to a constant: three plane waves at 60° to each other.

    Parameters
    ----------
    position_cm : (..., 2) array
        Places in the box (cm).

    Returns
    -------
    log_rate : (...) array
        Largest at the vertices of a triangular lattice, 42 cm apart.

    Source: Solstad, Moser & Einevoll (2006), Hippocampus 16:1026.
    """
    angles = ORIENTATION_RAD + np.pi / 3 * np.arange(3)
    waves = 4 * np.pi / (np.sqrt(3) * SPACING_CM) * np.stack([np.cos(angles), np.sin(angles)])
    return GAIN * np.cos((np.asarray(position_cm) - OFFSET_CM) @ waves).mean(axis=-1)


def simulate_grid_cell(rng, position_cm, bin_s=0.1, mean_rate_hz=MEAN_RATE_HZ):
    """Draw the spike counts of a Poisson grid cell.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    position_cm : (n_bins, 2) array
        From :func:`simulate_walk`.
    bin_s : float
        Width of a bin (s).
    mean_rate_hz : float
        Mean over the walk (spikes/s).

    Returns
    -------
    counts : (n_bins,) int array
        Spikes/bin.
    """
    relative = np.exp(true_log_rate(position_cm))
    return rng.poisson(mean_rate_hz * bin_s * relative / relative.mean())
