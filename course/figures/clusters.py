"""Plots of lab 07 that judge clusters: against the true neurons, over time, and after the spike before."""

import numpy as np

from course.figures.mixtures import CLUSTER_COLOURS, CLUSTER_MARKERS
from course.figures.style import COLOURS, new_axes

STYLES = [(COLOURS["blue"], "o"), (COLOURS["vermillion"], "x")]  # of two components


def plot_confusion(counts, source="", rows="neuron", columns="cluster"):
    """Table of counts in shades of grey-blue: how many spikes of each neuron are in each cluster.

    Parameters
    ----------
    counts : (n_neurons, n_clusters) int array
        Numbers of spikes.
    source : str
        Where the data come from.
    rows, columns : str
        What the rows and the columns stand for.

    Returns
    -------
    ax : Axes
    """
    counts = np.asarray(counts)
    n_rows, n_columns = counts.shape
    ax = new_axes(width=1.6 + 0.75 * n_columns, height=1.3 + 0.5 * n_rows, source=source)
    share = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    ax.imshow(share, cmap="Blues", vmin=0, vmax=1.2, aspect="auto")
    for (i, j), count in np.ndenumerate(counts):
        ax.text(j, i, f"{count}", ha="center", va="center", color="black" if share[i, j] < 0.7 else "white")
    ax.set(xlabel=columns, ylabel=rows, xticks=range(n_columns), yticks=range(n_rows))
    ax.spines[:].set_visible(False)
    return ax


def plot_over_time(time_s, values_uv, labels, name="feature (µV)", source=""):
    """One feature of all spikes over time, coloured by component.

    Parameters
    ----------
    time_s : (n_spikes,) array
        Time (s).
    values_uv : (n_spikes,) array
        The feature (µV).
    labels : (n_spikes,) int array
        Component of each spike.
    name : str
        Name of the feature, with its unit.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=7.0, height=3.0, source=source)
    for k in np.unique(labels):
        style = {"color": CLUSTER_COLOURS[k % 6], "marker": CLUSTER_MARKERS[k % 6], "linestyle": "none"}
        ax.plot(time_s[labels == k], values_uv[labels == k], markersize=2.5, alpha=0.6, label=f"component {k}", **style)
    ax.set(xlabel="time (s)", ylabel=name)
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False, markerscale=2)
    return ax


def plot_evidence_components(panels, source=""):
    """For four lists of spikes: their features, and where they lie between the components, over time and after what.

    Parameters
    ----------
    panels : dict
        ``time_ms``, ``feature_1_uv``, ``feature_2_uv`` and ``component``, (n_panels, n_spikes) each.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (n_panels, 3) array of Axes
    """
    axes = new_axes(len(panels["time_ms"]), 3, width=9.5, height=10.5, source=source)
    for row, letter in enumerate("ABCD"[: len(axes)]):
        time_ms, first, second, component = (panels[name][row] for name in
                                             ("time_ms", "feature_1_uv", "feature_2_uv", "component"))  # fmt: skip
        along = project_between(np.column_stack([first, second]), component)
        since_ms = np.diff(time_ms, prepend=np.nan)
        pairs = [(first, second), (time_ms / 1000, along), (since_ms, along)]
        for ax, (across, up) in zip(axes[row], pairs, strict=True):
            for k, (colour, marker) in enumerate(STYLES):
                own = component == k
                ax.plot(across[own], up[own], marker, color=colour, markersize=4, alpha=0.8, label=f"component {k}")
        _name_axes(axes[row], letter)
    axes[0, 0].legend(loc="best", frameon=False, fontsize=8)
    return axes


def _name_axes(row, letter):
    row[0].set_title(letter, loc="left", fontweight="bold")
    row[0].set(xlabel="feature 1 (µV)", ylabel="feature 2 (µV)", aspect="equal")
    row[0].set_adjustable("datalim")
    row[1].set(xlabel="time (s)", ylabel="position along the\nline of means (µV)")
    row[2].set(xlabel="since the spike before (ms)", xscale="log", ylabel="position along the\nline of means (µV)")
    row[2].axvspan(1.0, 10.0, color="0.92", zorder=0)
    row[2].set_xlim(left=2.0)


def project_between(x, component):
    """Where samples lie along the line from the mean of component 0 to that of component 1.

    Parameters
    ----------
    x : (n_samples, n_dims) array
        Features (µV).
    component : (n_samples,) int array
        0 or 1.

    Returns
    -------
    along : (n_samples,) array
        Distance (µV) from the mean of component 0, in the direction of component 1.
    """
    start, end = (x[component == k].mean(axis=0) for k in (0, 1))
    direction = (end - start) / np.linalg.norm(end - start)
    return (x - start) @ direction
