"""Plots of correlograms: rates by lag, what chance would give, and what the detector's lock-out hides."""

import numpy as np

from course.figures.style import COLOURS, new_axes

HIDDEN = {"facecolor": "0.87", "hatch": "//", "edgecolor": "0.7", "linewidth": 0}


def plot_correlograms(edges_ms, rates_hz, baselines_hz, lockout_ms=0.0, n_rows=1, source=""):
    """A few correlograms beside each other, each with its chance level.

    Parameters
    ----------
    edges_ms : (n_bins + 1,) array
        Edges of the bins (ms).
    rates_hz : dict of str to (n_bins,) array
        Rate (Hz) at each lag, by the titles of the panels.
    baselines_hz : sequence of float or (n_bins,) arrays
        What chance would give in each panel (Hz).
    lockout_ms : float, or sequence of floats
        Lags below it (ms) cannot be seen; one for all panels, or one for each.
    n_rows : int
        Rows of panels.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (n_rows, n_panels/n_rows) array of Axes
    """
    n_columns = -(-len(rates_hz) // n_rows)
    axes = new_axes(n_rows, n_columns, width=max(2.9 * n_columns, 5.0), height=2.7 * n_rows + 0.4,
                    source=source, sharex=True, squeeze=False)  # fmt: skip
    hidden_ms = np.broadcast_to(lockout_ms, len(rates_hz))
    rows = zip(axes.flat, rates_hz.items(), baselines_hz, hidden_ms, strict=True)
    for ax, (title, rate_hz), baseline_hz, own_lockout_ms in rows:
        _draw_correlogram(ax, np.asarray(edges_ms), np.asarray(rate_hz), baseline_hz, own_lockout_ms)
        ax.set_title(title, loc="left", fontsize=10)
    _label(axes, "lag (ms)", "rate (Hz)")
    return axes


def _draw_correlogram(ax, edges_ms, values, baseline, lockout_ms):
    """One correlogram: bars, the chance level as a dashed line, the lock-out hatched."""
    if lockout_ms > 0:
        ax.axvspan(-lockout_ms, lockout_ms, label="lock-out", **HIDDEN)
    ax.stairs(values, edges_ms, fill=True, color=COLOURS["blue"], label="observed")
    steps = np.broadcast_to(baseline, len(edges_ms) - 1)
    ax.plot(edges_ms, np.append(steps, steps[-1]), drawstyle="steps-post", color=COLOURS["vermillion"],
            linestyle=(0, (6, 1.5)), label="chance")  # fmt: skip
    ax.set(xlim=(edges_ms[0], edges_ms[-1]), ylim=(0, 1.2 * max(np.max(values), np.max(steps), 1e-9)))


def _label(axes, x_label, y_label):
    """Labels on the outer panels, and one legend for all."""
    for ax in axes[-1]:
        ax.set_xlabel(x_label)
    for ax in axes[:, 0]:
        ax.set_ylabel(y_label)
    first = axes.flat[0]
    first.figure.legend(*first.get_legend_handles_labels(), loc="outside upper right", ncols=4, frameon=False)


def plot_correlogram_grid(edges_ms, rates_hz, baselines_hz, lockout_ms=0.0, source=""):
    """All pairs of clusters: auto-correlograms on the diagonal, cross-correlograms above it.

    Parameters
    ----------
    edges_ms : (n_bins + 1,) array
        Edges of the bins (ms).
    rates_hz : (n_clusters, n_clusters, n_bins) array
        Rate (Hz) of cluster a at each lag after a spike of cluster b.
    baselines_hz : (n_clusters,) array
        Mean rate of each cluster (Hz): what chance would give.
    lockout_ms : float
        Lags below it (ms) cannot be seen.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (n_clusters, n_clusters) array of Axes
        Those below the diagonal are empty: they would be mirror images.
    """
    n_clusters = len(rates_hz)
    axes = new_axes(n_clusters, n_clusters, width=10.0, height=8.5, source=source, sharex=True)
    for a in range(n_clusters):
        for b in range(n_clusters):
            ax = axes[a, b]
            ax.set_axis_off() if a > b else _draw_small(ax, edges_ms, rates_hz[a, b], baselines_hz[a], lockout_ms, a == b)
            if a == 0:
                ax.set_title(f"cluster {b}", fontsize=9)
        axes[a, a].set_xlabel("lag (ms)", fontsize=8)
        axes[a, a].set_ylabel(f"cluster {a}\nrate (Hz)", fontsize=8)
        axes[a, a].tick_params(labelbottom=True)
    return axes


def _draw_small(ax, edges_ms, rate_hz, baseline_hz, lockout_ms, is_own):
    """A panel of the grid, relative to nothing: each has its own scale, and few ticks."""
    if lockout_ms > 0:
        ax.axvspan(-lockout_ms, lockout_ms, color="0.87", linewidth=0)
    ax.stairs(rate_hz, edges_ms, fill=True, color=COLOURS["sky blue" if is_own else "blue"])
    ax.axhline(baseline_hz, color=COLOURS["vermillion"], linestyle="--", linewidth=1)
    ax.set(xlim=(edges_ms[0], edges_ms[-1]), ylim=(0, 1.3 * max(np.max(rate_hz), baseline_hz, 1e-9)))
    ax.tick_params(labelsize=7)
    ax.locator_params(axis="y", nbins=3)


def plot_evidence_correlograms(panels, source=""):
    """Four correlograms of unknown clusters, each with its lock-out and what chance would give.

    Parameters
    ----------
    panels : dict
        ``edges_ms`` (n_bins + 1,): edges of the bins (ms). ``counts`` (4, n_bins): number of pairs. ``expected``
        (4,): number of pairs in a bin by chance. ``lockout_ms`` (4,): lock-out of the detector (ms).
    source : str
        Where the data come from.

    Returns
    -------
    axes : (2, 2) array of Axes
    """
    axes = new_axes(2, 2, height=5.0, source=source, sharex=True)
    rows = zip(panels["counts"], panels["expected"], panels["lockout_ms"], strict=True)
    for letter, ax, (counts, expected, lockout_ms) in zip("ABCD", axes.flat, rows, strict=True):
        _draw_correlogram(ax, np.asarray(panels["edges_ms"]), np.asarray(counts), expected, lockout_ms)
        for side in (-3, 3):
            line = ax.axvline(side, color=COLOURS["black"], linestyle=":", linewidth=1.5)
        line.set_label("3 ms")
        ax.set_ylim(0, 1.15 * max(np.max(counts), expected, 1))
        ax.yaxis.get_major_locator().set_params(integer=True)
        ax.set_title(letter, loc="left", fontweight="bold")
        ax.tick_params(labelbottom=True)
    _label(axes, "lag (ms)", "pairs (number)")
    return axes
