"""Plots of what was shown and what the cells answered."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from course.figures.style import COLOURS, new_axes

CONTRAST_MAP = LinearSegmentedColormap.from_list("contrast", [COLOURS["blue"], "white", COLOURS["orange"]])


def plot_stimulus_and_counts(stim, spike_counts, names, dt_s, n_bins=120, source=""):
    """The first bins of the stimulus and, below it, the spike counts of every cell.

    Parameters
    ----------
    stim : (n_bins_all,) array
        Stimulus (contrast, no unit).
    spike_counts : (n_bins_all, n_cells) array
        Spikes/bin.
    names : sequence of str
        One name a cell.
    dt_s : float
        Width of a bin (s).
    n_bins : int
        Number of bins shown.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (n_cells + 1,) array of Axes
    """
    n_bins = min(n_bins, len(stim))
    axes = new_axes(len(names) + 1, width=8.0, height=5.4, source=source, sharex=True)
    edges_s = np.arange(n_bins + 1) * dt_s
    axes[0].stairs(stim[:n_bins], edges_s, color=COLOURS["black"], baseline=None)
    axes[0].set_ylabel("stimulus\n(contrast)")
    most = max(1, int(np.max(spike_counts[:n_bins])))
    for ax, name, counts in zip(axes[1:], names, np.transpose(spike_counts), strict=True):
        ax.stairs(counts[:n_bins], edges_s, fill=True, color=COLOURS["blue"])
        ax.set(ylabel=f"{name}\n(spikes/bin)", ylim=(0, most + 0.3), yticks=[0, most])
    axes[-1].set(xlabel="time (s)", xlim=(0, edges_s[-1]))
    return axes


def plot_autocorrelation(lags, autocorrelation, band, dt_s, source=""):
    """Autocorrelation of the stimulus with the band in which 95 % of the values of white noise fall.

    Parameters
    ----------
    lags : (n_lags,) int array
        Lags (bins).
    autocorrelation : (n_lags,) array
        Correlation coefficients.
    band : float
        Half-width of the band, 1.96/sqrt(n_bins).
    dt_s : float
        Width of a bin (s).
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(height=2.8, source=source)
    lags_ms = 1000 * dt_s * np.asarray(lags)
    ax.axhspan(-band, band, color="0.87", label="95 % of white noise")
    ax.axhline(0, color="0.5", linewidth=0.8)
    ax.plot(lags_ms, autocorrelation, "o", color=COLOURS["blue"], label="stimulus")
    reach = 1.4 * max(band, np.max(np.abs(autocorrelation)))
    ax.set(xlabel="lag (ms)", ylabel="autocorrelation\n(no unit)", ylim=(-reach, reach))
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, frameon=False, borderaxespad=0)
    return ax


def plot_design_matrix(X, dt_s, n_rows=60, source=""):
    """The first rows of a design matrix: time runs down, lags from the oldest (left) to the present (right).

    Parameters
    ----------
    X : (n_bins, d) array
        Design matrix without the column of ones (contrast, no unit).
    dt_s : float
        Width of a bin (s).
    n_rows : int
        Number of rows shown.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    shown, dt_ms = np.asarray(X)[:n_rows], 1000 * dt_s
    reach = np.max(np.abs(shown)) or 1.0
    ax = new_axes(width=6.0, height=5.0, source=source)
    extent_ms = [-(shown.shape[1] - 0.5) * dt_ms, 0.5 * dt_ms, (len(shown) - 0.5) * dt_ms, -0.5 * dt_ms]
    image = ax.imshow(shown, extent=extent_ms, aspect="auto", cmap=CONTRAST_MAP, vmin=-reach, vmax=reach,
                      interpolation="nearest")
    ax.set(xlabel="time relative to the bin (ms)", ylabel="time of the bin (ms)")
    ax.figure.colorbar(image, label="stimulus (contrast)", ticks=[-reach, 0, reach])
    return ax
