"""Plots of penalised weights: their paths, what an operator does to them, and the rates that they mean."""

import numpy as np

from course.figures.style import COLOURS, TRUTH, choose_line, new_axes

PATH_COLOURS = [COLOURS[name] for name in ("blue", "vermillion", "green", "purple", "orange")]
PATH_DASHES = ["-", (0, (5, 1.5)), (0, (1.5, 1)), "-.", (0, (6, 1, 1, 1, 1, 1))]


def plot_group_paths(strengths, paths, groups, group_names, chosen=None, source=""):
    """Weights over the strength of a penalty, one panel a penalty, one colour a group.

    Parameters
    ----------
    strengths : dict of str to (n_strengths,) array
        Strengths (nats per unit of weight, or of squared weight), by the name of the penalty.
    paths : dict of str to (n_strengths, n_features) array
        Weights (log rate per unit of the feature), by the same names.
    groups : (n_features,) array of int
        Group of each weight, 0, 1, 2 …
    group_names : sequence of str
        Names of the groups.
    chosen : dict of str to float, optional
        Strength to mark in each panel.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (n_penalties,) array of Axes
    """
    axes = new_axes(1, len(paths), width=3.2 * len(paths), height=3.4, source=source, sharey=True, squeeze=False)[0]
    for ax, (name, weights) in zip(axes, paths.items(), strict=True):
        for group, label in enumerate(group_names):
            lines = ax.plot(strengths[name], weights[:, groups == group], color=PATH_COLOURS[group % 5],
                            linestyle=PATH_DASHES[group % 5], linewidth=1.2)
            lines[0].set_label(label)
        if chosen:
            ax.axvline(chosen[name], color=COLOURS["black"], linestyle=(0, (1.5, 1.5)))
        ax.axhline(0, color="0.5", linewidth=0.8)
        ax.set_xscale("log")
        ax.set_title(name, loc="left", fontsize=10)
        ax.set_xlabel("strength of the penalty (nats)")
    axes[0].set_ylabel("weight (no unit)")
    axes[-1].legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False, fontsize=9)
    return axes


def plot_penalty_operators(w, operators, source=""):
    """What a proximal operator makes of a weight.

    Parameters
    ----------
    w : (n_points,) array
        Weights before (no unit).
    operators : dict of str to (n_points,) array
        Weights after, by the names that the legend shows.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=4.6, height=4.0, source=source)
    ax.plot(w, w, color="0.6", linewidth=1, label="unchanged")
    for index, (name, values) in enumerate(operators.items()):
        ax.plot(w, values, label=name, **choose_line(name, index, marker=""))
    ax.set(xlabel="weight before (no unit)", ylabel="weight after (no unit)", aspect="equal")
    ax.legend(loc="upper left", frameon=False, fontsize=9)
    return ax


def plot_fitted_rates(x, rates_hz, x_label, truth_hz=None, source=""):
    """Rates of one or more models over one variable.

    Parameters
    ----------
    x : (n_points,) array
        The variable.
    rates_hz : dict of str to (n_points,) array
        Rates (spikes/s), by the names that the legend shows.
    x_label : str
        The variable, with its unit.
    truth_hz : (n_points,) array, optional
        Rate of the simulated cell (spikes/s).
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=6.8, source=source)
    for index, (name, values) in enumerate(rates_hz.items()):
        ax.plot(x, values, label=name, **choose_line(name, index, marker=""))
    if truth_hz is not None:
        ax.plot(x, truth_hz, label="truth", **TRUTH)
    ax.set(xlabel=x_label, ylabel="rate (spikes/s)")
    ax.set_ylim(bottom=0)
    ax.legend(loc="upper left", frameon=False)
    return ax


def plot_box_maps(maps_hz, side_cm, path_cm=None, source=""):
    """Rates over a square box, with one colour scale, and the path of the animal if it is given.

    Parameters
    ----------
    maps_hz : dict of str to (n, n) array
        Rates (spikes/s): rows are the second coordinate, from below, columns the first.
    side_cm : float
        Side of the box (cm).
    path_cm : (n_bins, 2) array, optional
        Places of the animal (cm), drawn on the first map.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (n_maps,) array of Axes
    """
    axes = new_axes(1, len(maps_hz), width=3.0 * len(maps_hz) + 0.8, height=3.3, source=source, sharey=True, squeeze=False)[0]
    highest = max(np.max(values) for values in maps_hz.values())
    for ax, (name, values) in zip(axes, maps_hz.items(), strict=True):
        image = ax.imshow(values, origin="lower", extent=(0, side_cm, 0, side_cm), vmin=0, vmax=highest, cmap="viridis")
        ax.set_title(name, loc="left", fontsize=10)
        ax.set(xlabel="x (cm)", xticks=np.linspace(0, side_cm, 5)[:-1])  # the last would touch the next panel's first
    if path_cm is not None:
        axes[0].plot(*np.transpose(path_cm), color="white", linewidth=0.4, alpha=0.7)
    axes[0].set_ylabel("y (cm)")
    axes[-1].figure.colorbar(image, ax=list(axes), label="rate (spikes/s)", shrink=0.85)
    return axes
