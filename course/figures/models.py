"""Plots of what a model predicts, how well, and what its objective looks like."""

import numpy as np

from course.figures.style import COLOURS, choose_line, new_axes


def plot_prediction(counts, predictions, dt_s, start, n_bins=120, source=""):
    """Observed spike counts and one or more predictions over a window of time.

    Parameters
    ----------
    counts : (n_bins_all,) array
        Observed counts (spikes/bin) of the whole recording, or of as much of it as was predicted.
    predictions : dict of str to (n_bins_all,) array
        Predicted counts (spikes/bin), by the names that the legend shows.
    dt_s : float
        Width of a bin (s).
    start : int
        First bin shown: the time axis starts at ``start * dt_s``.
    n_bins : int
        Number of bins shown.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    window = slice(start, min(start + n_bins, len(counts)))
    edges_s = np.arange(window.start, window.stop + 1) * dt_s
    ax = new_axes(source=source)
    ax.stairs(counts[window], edges_s, fill=True, color="0.8", label="observed")
    ax.axhline(0, color="0.5", linewidth=0.8)
    for index, (name, values) in enumerate(predictions.items()):
        ax.plot(edges_s[:-1] + dt_s / 2, values[window], label=name, **choose_line(name, index, marker=""))
    ax.set(xlabel="time (s)", ylabel="spikes/bin", xlim=(edges_s[0], edges_s[-1]))
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=4, frameon=False, borderaxespad=0)
    return ax


def plot_calibration(counts, predictions, n_groups=20, source=""):
    """Mean observed count against mean predicted count, in groups of bins with similar predictions.

    Parameters
    ----------
    counts : (n_bins,) array
        Observed counts (spikes/bin).
    predictions : dict of str to (n_bins,) array
        Predicted counts (spikes/bin), by the names that the legend shows.
    n_groups : int
        Number of groups, of equal size.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=5.6, height=4.4, source=source)
    counts = np.asarray(counts, dtype=float)
    highest = 0.0
    for index, (name, predicted) in enumerate(predictions.items()):
        groups = np.array_split(np.argsort(predicted), n_groups)
        x = [np.mean(predicted[group]) for group in groups]
        y = [counts[group].mean() for group in groups]
        error = [1.96 * counts[group].std() / np.sqrt(len(group)) for group in groups]
        ax.errorbar(x, y, error, label=name, **choose_line(name, index, linestyle="", markersize=5))
        highest = max(highest, *x)
    ax.plot([0, highest], [0, highest], color="0.5", linewidth=1, label="perfect calibration")
    ax.set(xlabel="mean predicted count (spikes/bin)", ylabel="mean observed count (spikes/bin)")
    ax.legend(loc="upper left", frameon=False)
    return ax


def plot_gain(names, train, held_out, source=""):
    """Bits per spike of every cell, on the data of the fit and on data that the fit never saw.

    Parameters
    ----------
    names : sequence of str
        One name a cell.
    train, held_out : (n_cells,) arrays
        Gain over the constant rate (bits/spike).
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=6.5, source=source)
    place = np.arange(len(names))
    ax.bar(place - 0.19, train, 0.36, color=COLOURS["sky blue"], label="training data")
    ax.bar(place + 0.19, held_out, 0.36, color=COLOURS["blue"], hatch="/", ec="white", label="held out")
    ax.axhline(0, color="0.5", linewidth=0.8)
    ax.set_xticks(place, names)
    ax.set(xlabel="cell", ylabel="gain over the constant rate\n(bits/spike)")
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, frameon=False, borderaxespad=0)
    return ax


def plot_objective_along_line(position, objective, source=""):
    """An objective along a straight line in parameter space, and the chord between the ends of the line.

    Parameters
    ----------
    position : (n_points,) array
        Place on the line, from 0 (one parameter vector) to 1 (the other).
    objective : (n_points,) array
        Negative log-likelihood (nats).
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=6.5, source=source)
    ends = [0, -1]
    ax.plot(position, objective, label="objective", **choose_line("objective", 0, marker=""))
    ax.plot(np.take(position, ends), np.take(objective, ends), label="chord", **choose_line("chord", 1))
    ax.set(xlabel="position between the two ends (no unit)", ylabel="negative log-likelihood\n(nats)")
    ax.legend(loc="upper center", frameon=False)
    return ax
