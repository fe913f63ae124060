"""Plots of how well spikes are detected, and of the intervals between them."""

import numpy as np

from course.figures.style import COLOURS, choose_line, new_axes


def plot_depths(depths_sigma, is_true, n_sigma, source=""):
    """How deep the candidates are that belong to true spikes, and how deep those that do not.

    Parameters
    ----------
    depths_sigma : (n_candidates,) array
        Depth of each trough, in standard deviations of the noise (σ), positive.
    is_true : (n_candidates,) bool array
        Whether it belongs to a true spike.
    n_sigma : float
        A threshold to draw (σ).
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(source=source)
    edges = np.arange(np.floor(np.min(depths_sigma)), np.max(depths_sigma) + 0.5, 0.25)
    kinds = [("noise", ~is_true, COLOURS["orange"], "//"), ("true spikes", is_true, COLOURS["blue"], None)]
    for name, chosen, colour, hatch in kinds:
        counts = np.histogram(depths_sigma[chosen], edges)[0]
        ax.stairs(counts, edges, fill=True, color=colour, alpha=0.55, hatch=hatch, label=name)
    ax.axvline(n_sigma, color=COLOURS["black"], linestyle="--", label="threshold")
    ax.set(xlabel="depth of the trough (σ)", ylabel="candidates\n(number)", yscale="log", ylim=(0.7, None))
    ax.legend(loc="upper right", frameon=False)
    return ax


def plot_shares(x, shares, x_label, chosen=None, source=""):
    """A few shares, such as recall and precision, over a setting.

    Parameters
    ----------
    x : (n_settings,) array
        The setting.
    shares : dict of str to (n_settings,) array
        Shares between 0 and 1, by the names that the legend shows.
    x_label : str
        What the setting is, with its unit.
    chosen : float, optional
        The setting that was chosen.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=6.5, source=source)
    for index, (name, values) in enumerate(shares.items()):
        ax.plot(x, values, label=name, **choose_line(name, index, markersize=4))
    if chosen is not None:
        ax.axvline(chosen, color=COLOURS["black"], linestyle="--", linewidth=1, label="chosen")
    ax.set(xlabel=x_label, ylabel="share (no unit)", ylim=(-0.03, 1.05))
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
    return ax


def plot_intervals(edges_ms, counts, lockout_ms, expected=None, source=""):
    """Histogram of the intervals between successive spikes, with what the lock-out hides.

    Parameters
    ----------
    edges_ms : (n_bins + 1,) array
        Edges of the bins (ms).
    counts : (n_bins,) array
        Number of intervals.
    lockout_ms : float
        Intervals below it (ms) cannot be seen.
    expected : (n_bins,) array, optional
        Number of intervals that chance would give.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(source=source)
    _draw_intervals(ax, edges_ms, counts, lockout_ms, expected)
    ax.set(xlabel="interval (ms)", ylabel="intervals\n(number)")
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=3, frameon=False, borderaxespad=0)
    return ax


def _draw_intervals(ax, edges_ms, counts, lockout_ms, expected):
    """One histogram of intervals."""
    ax.axvspan(0, lockout_ms, facecolor="0.87", hatch="//", edgecolor="0.7", linewidth=0, label="lock-out")
    ax.stairs(counts, edges_ms, fill=True, color=COLOURS["blue"], label="observed")
    if expected is not None:
        steps = np.append(expected, expected[-1])
        ax.plot(edges_ms, steps, drawstyle="steps-post", color=COLOURS["vermillion"], linestyle=(0, (6, 1.5)),
                label="chance")  # fmt: skip
    ax.set_xlim(0, edges_ms[-1])


def plot_evidence_intervals(panels, source=""):
    """Four histograms of intervals of unknown neurons, each with its lock-out and what chance would give.

    Parameters
    ----------
    panels : dict
        ``edges_ms`` (n_bins + 1,): edges of the bins (ms). ``counts``, ``expected`` (4, n_bins): number of
        intervals, observed and by chance. ``lockout_ms`` (4,): lock-out of the detector (ms).
    source : str
        Where the data come from.

    Returns
    -------
    axes : (2, 2) array of Axes
    """
    axes = new_axes(2, 2, height=5.0, source=source, sharex=True)
    rows = zip(panels["counts"], panels["lockout_ms"], panels["expected"], strict=True)
    for letter, ax, (counts, lockout_ms, expected) in zip("ABCD", axes.flat, rows, strict=True):
        _draw_intervals(ax, np.asarray(panels["edges_ms"]), counts, lockout_ms, expected)
        ax.axvline(2, color=COLOURS["black"], linestyle=":", linewidth=1.5, label="2 ms")
        ax.set_ylim(0, 1.15 * max(np.max(counts), np.max(expected), 1))
        ax.set_title(letter, loc="left", fontweight="bold")
        ax.tick_params(labelbottom=True)
    for ax in axes[-1]:
        ax.set_xlabel("interval (ms)")
    for ax in axes[:, 0]:
        ax.set_ylabel("intervals (number)")
    axes[0, 0].figure.legend(*axes[0, 0].get_legend_handles_labels(), loc="outside upper right", ncols=4,
                             frameon=False)  # fmt: skip
    return axes
