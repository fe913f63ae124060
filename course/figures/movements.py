"""Plots of a cell's rate during movements in two directions, and how well it tells them apart."""

import numpy as np

from course.figures.decoding import GREY_LINES, SIDE_COLOURS
from course.figures.style import choose_line, new_axes


def plot_direction_counts(planning, movement, directions, source=""):
    """Spike counts of a cell in two periods of each trial, by the direction of the movement.

    Parameters
    ----------
    planning, movement : (n_trials,) arrays
        Spikes before and after the signal to go (spikes/s).
    directions : (n_trials,) array
        0 left, 1 right.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=5.6, height=4.4, source=source)
    for value, (name, marker) in enumerate((("left", "o"), ("right", "s"))):
        mine = np.asarray(directions) == value
        ax.plot(planning[mine], movement[mine], marker, color=SIDE_COLOURS[name], label=name, alpha=0.8)
    ax.set(xlabel="rate while planning (spikes/s)", ylabel="rate while moving (spikes/s)")
    ax.legend(loc="upper left", frameon=False)
    return ax


def plot_window_accuracy(widths_ms, accuracies, baseline, source=""):
    """Accuracy over the width of the window in which spikes are counted.

    Parameters
    ----------
    widths_ms : (n_widths,) array
        Widths (ms).
    accuracies : dict of str to (n_widths,) array
        By the names that the legend shows.
    baseline : float
        Accuracy of the majority.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=6.5, source=source)
    for index, (name, values) in enumerate(accuracies.items()):
        ax.plot(widths_ms, values, label=name, **choose_line(name, index))
    ax.axhline(baseline, label="majority", **GREY_LINES[0])
    ax.set(xscale="log", xlabel="width of the window (ms)", ylabel="accuracy, held out\n(share of trials)", ylim=(0.4, 1.03))
    ax.set_xticks(widths_ms, [f"{width:g}" for width in widths_ms], minor=False)
    ax.minorticks_off()
    ax.legend(loc="upper left", frameon=False)
    return ax
