"""Plots of clusters that move: spikes over time, paths, tails, and what models gain over one another."""

import numpy as np

from course.figures.style import COLOURS, TRUTH, choose_line, new_axes
from course.figures.tetrode import UNIT_COLOURS, UNIT_MARKERS

LETTERS = "ABCD"


def plot_moving_clusters(times_s, features, labels, columns=(0, 1), paths=None, frame_s=60.0, source=""):
    """Spikes in the plane of two features, and both features over time.

    Parameters
    ----------
    times_s : (n_spikes,) array
        Times (s).
    features : (n_spikes, n_features) array
        Features.
    labels : (n_spikes,) int array
        Unit of each spike, from 0 to 5; those of others are grey.
    columns : (int, int)
        Which two features.
    paths : (n_frames, n_units, n_features) array, optional
        Centres in each frame, drawn over time.
    frame_s : float
        Length of a frame (s).
    source : str
        Where the data come from.

    Returns
    -------
    axes : (3,) array of Axes
    """
    axes = new_axes(1, 3, width=11.0, height=3.6, source=source)
    minutes = np.asarray(times_s) / 60
    places = [features[:, columns[0]], minutes, minutes], [features[:, columns[1]], *features[:, list(columns)].T]
    for ax, horizontal, vertical in zip(axes, *places, strict=True):
        for unit in np.unique(labels):
            own, known = labels == unit, 0 <= unit < len(UNIT_COLOURS)
            ax.plot(horizontal[own], vertical[own], UNIT_MARKERS[unit] if known else ".", markersize=2, alpha=0.5 if known else 1,
                    color=UNIT_COLOURS[unit] if known else "0.6", label=f"unit {unit}" if known else "no unit")  # fmt: skip
    names = [f"feature {column + 1} (widths)" for column in columns]
    axes[0].set(xlabel=names[0], ylabel=names[1])
    for ax, column, name in zip(axes[1:], columns, names, strict=True):
        if paths is not None:
            ax.plot((np.arange(len(paths)) + 0.5) * frame_s / 60, paths[:, :, column], color=COLOURS["black"], linewidth=1.5)
        ax.set(xlabel="time (min)", ylabel=name)
    low, high = np.percentile(features[:, list(columns)], [0.5, 99.5], axis=0)
    for ax, column in ((axes[0], 1), (axes[1], 0), (axes[2], 1)):
        room = 0.15 * (high - low)[column]
        ax.set_ylim(low[column] - room, high[column] + room)
    axes[0].set_xlim(low[0] - 0.15 * (high - low)[0], high[0] + 0.15 * (high - low)[0])
    axes[-1].legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False, markerscale=2.5)
    return axes


def plot_tails(distance, log_densities, weights, source=""):
    """Logarithms of densities, and the weights that they give to a spike, over its distance from the centre.

    Parameters
    ----------
    distance : (n,) array
        Distance from the centre, in widths.
    log_densities, weights : dict of str to (n,) array
        By the names that the legend shows.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (2,) array of Axes
    """
    axes = new_axes(1, 2, width=9.0, height=3.4, source=source)
    named = [(log_densities, "log density (nats)"), (weights, "weight u of a spike (no unit)")]
    for ax, (curves, name) in zip(axes, named, strict=True):
        for index, (label, values) in enumerate(curves.items()):
            ax.plot(distance, values, label=label, **choose_line(label, index, marker=""))
        ax.set(xlabel="distance from the centre (widths)", ylabel=name)
    axes[0].legend(frameon=False)
    return axes


def plot_walk(rows, observed, estimates, truth, source=""):
    """A state that walks, its noisy observations, and estimates of it with bands of two standard deviations.

    Parameters
    ----------
    rows : (n,) array
        Number of each row.
    observed : (n,) array
        Observations; nan where there is none.
    estimates : dict of str to pair of (n,) arrays
        Means and standard deviations, by the names that the legend shows.
    truth : (n,) array
        The state.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=8.0, height=3.6, source=source)
    ax.plot(rows, truth, label="state", **TRUTH)
    ax.plot(rows, observed, "x", color="0.45", label="observed")
    for index, (name, (means, sd)) in enumerate(estimates.items()):
        line = choose_line(name, index, marker="")
        ax.fill_between(rows, means - 2 * sd, means + 2 * sd, color=line["color"], alpha=0.15, linewidth=0)
        ax.plot(rows, means, label=name, **line)
    ax.set(xlabel="row (frame)", ylabel="state (no unit)")
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
    return ax


def plot_drift_scores(drifts, scores, baseline, source=""):
    """Held-out log-likelihood over the assumed drift, on a logarithmic axis.

    Parameters
    ----------
    drifts : (n_drifts,) array
        Assumed drift (variance per second), above 0.
    scores : dict of str to (n_drifts,) array
        Held-out log-likelihood (nats per spike), by the names that the legend shows.
    baseline : float
        That of the mixture without drift.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=6.5, height=3.4, source=source)
    for index, (name, values) in enumerate(scores.items()):
        ax.semilogx(drifts, values, label=name, **choose_line(name, index))
    ax.axhline(baseline, label="without drift", **TRUTH)
    ax.set(xlabel="assumed drift (x² per second)", ylabel="held-out log-likelihood\n(nats per spike)")
    ax.legend(frameon=False)
    return ax


def plot_evidence_units(panels, contrasts, source=""):
    """Four units over time, and below each what models gain over one another on held-out spikes.

    Parameters
    ----------
    panels : dict of arrays
        ``time_s`` and ``feature`` (4, n_spikes), ``gain`` and ``gain_error`` (4, n_contrasts), nats per spike.
    contrasts : sequence of str
        Names of the contrasts.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (2, 4) array of Axes
    """
    axes = new_axes(2, 4, width=12.0, height=5.4, source=source, height_ratios=(1.2, 1), sharey="row")
    places = np.arange(len(contrasts))[::-1]
    for column, letter in enumerate(LETTERS):
        top, bottom = axes[:, column]
        top.plot(panels["time_s"][column] / 60, panels["feature"][column], ".", color=COLOURS["blue"], markersize=3)
        top.set_title(letter, loc="left")
        top.set(xlabel="time (min)", ylim=(-14, 14))
        bottom.axvline(0, color="0.5", linewidth=0.8)
        gain, error = panels["gain"][column], panels["gain_error"][column]
        bottom.errorbar(gain, places, xerr=error, fmt="o", color=COLOURS["vermillion"], capsize=3)
        bottom.set(xlabel="gain (nats per spike)", yticks=places, yticklabels=contrasts, ylim=(-0.6, len(contrasts) - 0.4))
    axes[0, 0].set_ylabel("feature (widths)")
    axes[1, 0].set_ylabel("comparison")
    return axes
