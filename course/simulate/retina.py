"""Four retinal ganglion cells that watch a flickering field: the twin of the recording of lab 01.

The cells are linear-nonlinear-Poisson neurons, in the order OFF, OFF, ON, ON. In bin ``i`` a cell fires
``Poisson(exp(bias + sum_j filter[j] * stimulus[i - 24 + j]))`` spikes, so that the models of the lab can be
judged against the truth: :func:`true_filters` and :func:`true_biases`.
"""

import numpy as np

BIN_WIDTH_S = 0.0083406  # one frame of the display, about 120 Hz
CONTRAST = 0.48  # the field is this much brighter or darker than its mean
N_LAGS = 25

# Peaks and mean counts are chosen so that fits to the twin resemble those to the recorded cells. A filter is
# a lobe at the lag of its peak minus a slower, weaker one, the rebound: (lag in bins, sharpness) of each.
FILTER_PEAKS = np.array([-2.2, -1.9, 2.1267, 2.2])  # change of the log rate per unit of stimulus
MEAN_COUNTS = np.array([0.242, 0.194, 0.3546, 0.387])  # spikes/bin
OFF_LOBES, OFF_REBOUND = ((3.0, 12.0), (6.0, 14.0)), 0.40
ON_LOBES, ON_REBOUND = ((4.0, 14.0), (7.5, 14.0)), 0.35


def _shape_lobe(lag_bins, sharpness):
    """Gamma-shaped bump over the lags 24 … 0 (oldest first), 1 at ``lag_bins``."""
    elapsed = np.arange(N_LAGS)[::-1] / lag_bins
    return elapsed**sharpness * np.exp(sharpness * (1.0 - elapsed))


def _shape_filter(lobes, rebound):
    """Biphasic filter, its peak scaled to 1."""
    shape = _shape_lobe(*lobes[0]) - rebound * _shape_lobe(*lobes[1])
    return shape / shape.max()


def true_filters():
    """Temporal filters that the simulated cells use.

    Returns
    -------
    ndarray, shape (4 cells, 25 lags)
        Change of the log rate per unit of stimulus, from the oldest lag (24 bins ago) to the newest (0).
    """
    off, on = _shape_filter(OFF_LOBES, OFF_REBOUND), _shape_filter(ON_LOBES, ON_REBOUND)
    return FILTER_PEAKS[:, None] * np.array([off, off, on, on])


def true_biases():
    """Log rates of the simulated cells when the stimulus is at its mean.

    Returns
    -------
    ndarray, shape (4 cells,)
        Log of spikes/bin.

    Notes
    -----
    For independent stimulus values of ±c the mean of ``exp(filter · stimulus)`` is the product over the lags
    of ``cosh(c filter[j])``. The biases follow from it and from the mean counts that are asked for.
    """
    return np.log(MEAN_COUNTS) - np.log(np.cosh(CONTRAST * true_filters())).sum(axis=1)


def simulate_recording(rng, n_bins=144051):
    """Simulate a recording with the names, shapes and types of the real file.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    n_bins : int
        Number of stimulus frames, at least 1; the real recording has 144051 (20 minutes).

    Returns
    -------
    dict
        ``Stim`` (n_bins, 1) float64, ±0.48; ``SpCounts`` (n_bins, 4 cells) uint8, spikes/bin, in the order
        OFF, OFF, ON, ON; ``dtStim`` (1, 1) float64, s. Before the first frame the stimulus counts as 0.

    Raises
    ------
    ValueError
        If there is not at least one bin.
    """
    if n_bins < 1:
        raise ValueError(f"expected at least 1 bin, got n_bins={n_bins}; the real recording has 144051")
    stimulus = CONTRAST * (2.0 * rng.integers(0, 2, size=n_bins) - 1.0)
    drive = [np.convolve(stimulus, kernel[::-1])[:n_bins] for kernel in true_filters()]
    counts = rng.poisson(np.exp(true_biases()[:, None] + drive)).T
    return {
        "Stim": stimulus[:, None],
        "SpCounts": np.minimum(counts, 255).astype(np.uint8),  # the file's type: larger counts would wrap
        "dtStim": np.array([[BIN_WIDTH_S]]),
    }
