"""Plots of how a model is chosen: scores over strengths or sizes, folds of a time series, panels of evidence."""

import numpy as np
from matplotlib.patches import Patch

from course.figures.style import COLOURS, choose_line, new_axes


def plot_score_curves(x, curves, x_label, score_label, errors=None, chosen=None, logarithmic=True, source=""):
    """Scores over a strength or a size, with the one that was chosen.

    Parameters
    ----------
    x : (n_points,) array
        What is varied.
    curves : dict of str to (n_points,) array
        Scores, by the names that the legend shows.
    x_label, score_label : str
        What the axes show, with units.
    errors : dict of str to (n_points,) array, optional
        Standard error of a curve, by its name.
    chosen : float, optional
        Value of `x` to mark.
    logarithmic : bool
        Whether the horizontal axis is.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=6.8, height=3.6, source=source)
    ax.axhline(0, color="0.5", linewidth=0.8)
    for index, (name, values) in enumerate(curves.items()):
        ax.errorbar(x, values, (errors or {}).get(name), label=name, capsize=2, **choose_line(name, index, markersize=4.5))
    if chosen is not None:
        ax.axvline(chosen, color=COLOURS["black"], linestyle=(0, (1.5, 1.5)), label=f"chosen: {chosen:g}")
    if logarithmic:
        ax.set_xscale("log")
    ax.set(xlabel=x_label, ylabel=score_label)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=4, frameon=False, borderaxespad=0)
    return ax


def plot_folds(folds_by_name, n_samples, source=""):
    """Which samples each fold trains on, tests on and leaves out.

    Parameters
    ----------
    folds_by_name : dict of str to list of (train, test)
        Index arrays, one panel a name.
    n_samples : int
        Number of samples.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (n_names,) array of Axes
    """
    axes = new_axes(1, len(folds_by_name), width=9.0, height=2.4, source=source, squeeze=False, sharey=True)[0]
    colours = {"left out": "white", "training": COLOURS["sky blue"], "test": COLOURS["vermillion"]}
    for ax, (name, folds) in zip(axes, folds_by_name.items(), strict=True):
        for row, (train, test) in enumerate(folds):
            for members, kind in ((train, "training"), (test, "test")):
                ax.broken_barh([(i, 1) for i in members], (row - 0.35, 0.7), color=colours[kind], linewidth=0)
        ax.set_title(name, loc="left", fontsize=10)
        ax.set(xlim=(0, n_samples), ylim=(len(folds) - 0.5, -0.5), yticks=range(len(folds)), xlabel="time bin (number)")
    axes[0].set_ylabel("fold (number)")
    handles = [Patch(facecolor=colour, edgecolor="0.6", label=kind) for kind, colour in colours.items()]
    axes[-1].legend(handles=handles, loc="upper left", bbox_to_anchor=(1, 1), frameon=False, fontsize=8)
    return axes


def plot_evidence_scores(panels, source=""):
    """Held-out gains of four unknown cells over the strength of a ridge.

    Parameters
    ----------
    panels : dict
        ``strengths``, ``gain`` and ``error``, each (4, n_strengths): strength of the ridge (nats), gain
        over the constant rate (bits/spike) and its standard error over folds.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (2, 2) array of Axes
    """
    axes = new_axes(2, 2, height=5.2, source=source)
    rows = zip("ABCD", axes.flat, panels["strengths"], panels["gain"], panels["error"], strict=True)
    for letter, ax, strengths, gain, error in rows:
        ax.axhline(0, color="0.5", linewidth=1.2, linestyle="--", label="constant rate")
        ax.errorbar(strengths, gain, error, capsize=2, label="ridge", **choose_line("ridge", 0, markersize=4.5))
        ax.set_xscale("log")
        reach = np.max(np.abs(gain) + error)
        ax.set(ylim=(max(np.min(gain - error), -0.25) - 0.05 * reach, max(np.max(gain + error), 0.01) + 0.1 * reach))
        ax.set_title(letter, loc="left", fontweight="bold")
    for ax in axes[-1]:
        ax.set_xlabel("strength of the ridge (nats)")
    for ax in axes[:, 0]:
        ax.set_ylabel("held-out gain\n(bits/spike)")
    axes[0, 1].legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, frameon=False, borderaxespad=0)
    return axes
