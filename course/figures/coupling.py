"""Plots of populations of cells: who fires when, who acts on whom, and how like the data a surrogate is."""

import numpy as np

from course.figures.style import COLOURS, LINES, TRUTH, choose_line, new_axes


def plot_ring(time_s, heading_rad, spike_times_s, unit_of_spike, source=""):
    """Heading over time, and below it the spikes of each cell.

    Parameters
    ----------
    time_s, heading_rad : (T,) arrays
        Time (s) and heading (rad, 0 to 2 pi); what is shown lies between the first and the last time.
    spike_times_s, unit_of_spike : (n_spikes,) arrays
        Times of spikes (s), and the cell of each.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (2,) array of Axes
    """
    axes = new_axes(2, 1, height=4.4, source=source, sharex=True)
    axes[0].plot(time_s, np.rad2deg(heading_rad), ".", markersize=2, color="0.3")
    axes[0].set(ylabel="heading (degrees)", yticks=[0, 180, 360], ylim=(-5, 365))
    shown = (spike_times_s >= time_s[0]) & (spike_times_s <= time_s[-1])
    axes[1].plot(spike_times_s[shown], unit_of_spike[shown], "|", color=COLOURS["blue"], markersize=8)
    axes[1].set(xlabel="time (s)", ylabel="cell", xlim=(time_s[0], time_s[-1]), yticks=np.unique(unit_of_spike))
    return axes


def plot_pair_tables(tables, label, limit, digits=0, axis_labels=("sender (cell)", "receiver (cell)"), source=""):
    """Tables of pairs of cells in colour, a number in each place.

    Parameters
    ----------
    tables : dict of str to (n_cells, n_cells) array
        By the titles of the panels; nan places stay white.
    label : str
        What the numbers are, with their unit.
    limit : float
        Where the colours end, on both sides of 0.
    digits : int
        Digits after the point.
    axis_labels : (str, str)
        What the columns and the rows are.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (n_tables,) array of Axes
    """
    axes = np.atleast_1d(new_axes(1, len(tables), width=1.2 + 3.9 * len(tables), height=3.9, source=source))
    for ax, (title, table) in zip(axes, tables.items(), strict=True):
        image = ax.imshow(table, cmap="PuOr_r", vmin=-limit, vmax=limit)
        for (row, column), number in np.ndenumerate(table):
            if np.isfinite(number):
                ink = "white" if abs(number) > 0.7 * limit else "black"
                text = f"{round(number, digits) + 0.0:.{digits}f}"  # no minus before a zero
                ax.text(column, row, text, ha="center", va="center", color=ink, fontsize=8)
        ax.set(title=title, xlabel=axis_labels[0], ylabel=axis_labels[1],
               xticks=range(table.shape[1]), yticks=range(table.shape[0]))
        ax.spines[:].set_visible(False)
    axes[0].figure.colorbar(image, ax=list(axes), label=label, shrink=0.8)
    return axes


def plot_coupling_filters(lag_ms, panels, same_scale=False, source=""):
    """Effects of a spike over the lags that follow, pair by pair.

    Parameters
    ----------
    lag_ms : (window,) array
        Time after a spike of the sender (ms).
    panels : dict of str to dict
        By the titles of the panels: from names in the legend to filters (log rate), (window,) arrays, or pairs of a filter
        and half the length of its intervals; "truth" is drawn dotted.
    same_scale : bool
        Whether all panels share their vertical axis.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (n_panels,) array of Axes
    """
    n_cols = min(len(panels), 3) if len(panels) != 4 else 2
    n_rows = -(-len(panels) // n_cols)
    grid = new_axes(n_rows, n_cols, width=3.3 * n_cols, height=0.6 + 2.4 * n_rows, source=source, squeeze=False,
                    sharey=same_scale)
    axes = grid.ravel()[: len(panels)]
    for ax, (title, curves) in zip(axes, panels.items(), strict=True):
        ax.axhline(0, color="0.5", linewidth=0.8)
        for index, (name, curve) in enumerate(curves.items()):
            _draw_filter(ax, lag_ms, name, curve, index)
        ax.set(title=title, xlabel="time after the spike (ms)", ylabel="effect (log rate)")
        if same_scale:
            ax.label_outer()
    handles = {label: handle for ax in axes for handle, label in zip(*ax.get_legend_handles_labels(), strict=True)}
    axes[0].figure.legend(handles.values(), handles, loc="outside upper right", ncols=len(handles), frameon=False)
    return axes


def _draw_filter(ax, lag_ms, name, curve, index):
    """One filter, with its intervals as a band where there are any."""
    line = dict(TRUTH) if name == "truth" else choose_line(name, index, markersize=3)
    curve, error = curve if isinstance(curve, tuple) else (curve, None)
    if error is not None:
        ax.fill_between(lag_ms, curve - error, curve + error, color=line["color"], alpha=0.2, linewidth=0)
    ax.plot(lag_ms, curve, label=name, **line)


def plot_halves(panels, source=""):
    """Filters of the second half of a session against those of the first, a dot for each pair and lag.

    Parameters
    ----------
    panels : dict of str to (array, array)
        By the titles of the panels: the filters (log rate) of both halves, in arrays of the same shape.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (n_panels,) array of Axes
    """
    n_rows = 1 if len(panels) < 4 else 2
    n_cols = -(-len(panels) // n_rows)
    grid = new_axes(n_rows, n_cols, width=3.6 * n_cols, height=3.5 * n_rows, source=source, sharex=True, sharey=True)
    axes = np.ravel(grid)[: len(panels)]
    for ax, (title, (first, second)) in zip(axes, panels.items(), strict=True):
        ax.axline((0, 0), slope=1, color="0.6", linewidth=0.8)
        ax.plot(np.ravel(first), np.ravel(second), ".", markersize=4, alpha=0.5, color=COLOURS["blue"])
        ax.set(title=title, xlabel="first half (log rate)", ylabel="second half (log rate)", aspect="equal")
        ax.label_outer()
    return axes


def plot_surrogates(data, surrogates, bin_ms, source=""):
    """Data against surrogates: pairwise correlations, and intervals between spikes.

    Parameters
    ----------
    data : (correlations, intervals)
        Of the data: (n_pairs,) array, and (n_intervals,) array in bins.
    surrogates : dict of str to (correlations, intervals)
        The same of each surrogate, by its name in the legend.
    bin_ms : float
        Width of a bin (ms).
    source : str
        Where the data come from.

    Returns
    -------
    axes : (2,) array of Axes
    """
    axes = new_axes(1, 2, width=9.0, height=3.9, source=source)
    edges = np.arange(31) - 0.5
    axes[0].axline((0, 0), slope=1, color="0.6", linewidth=0.8)
    shares = np.histogram(data[1], edges)[0] / len(data[1])
    axes[1].plot(bin_ms * np.arange(30), shares, label="data", **TRUTH)
    for index, (name, (correlations, intervals)) in enumerate(surrogates.items()):
        line = choose_line(name, index, markersize=4)
        axes[0].plot(data[0], correlations, **{**line, "linestyle": "", "markersize": 6, "alpha": 0.8})
        axes[1].plot(bin_ms * np.arange(30), np.histogram(intervals, edges)[0] / len(intervals), label=name, **line)
    axes[0].set(xlabel="correlation in the data (no unit)", ylabel="correlation in the surrogate (no unit)")
    axes[1].set(xlabel="interval between spikes (ms)", ylabel="share of intervals (no unit)", ylim=(0, None))
    axes[1].legend(frameon=False)
    return axes


def plot_feedback(rate_hz, maps, source=""):
    """The rate that a rate of the senders leads to; where a curve crosses the diagonal, activity keeps itself up.

    Parameters
    ----------
    rate_hz : (n,) array
        Rate of all senders (spikes/s).
    maps : dict of str to (n,) array
        Rate of the receivers that follows (spikes/s), by the names in the legend.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=5.6, height=4.4, source=source)
    ax.plot(rate_hz, rate_hz, color="0.5", linewidth=1, label="as much as before")
    for index, (name, after) in enumerate(maps.items()):
        ax.plot(rate_hz, after, label=name, **{**LINES[index % len(LINES)], "marker": ""})
    ax.set(xlabel="rate of the senders (spikes/s)", ylabel="rate that follows (spikes/s)",
           xlim=(0, rate_hz[-1]), ylim=(0, rate_hz[-1]))
    ax.legend(frameon=False)
    return ax


def plot_evidence_coupling(panels, source=""):
    """Four pairs of cells: the filter of the coupling from models without and with the heading.

    Parameters
    ----------
    panels : dict
        As `evidence_panels` returns them: ``lag_ms`` (window,); ``without_heading``, ``error_without``,
        ``with_heading`` and ``error_with``, each (4 pairs, window).
    source : str
        Where the data come from.

    Returns
    -------
    axes : (4,) array of Axes
    """
    named = {letter: {"without the heading": (panels["without_heading"][i], panels["error_without"][i]),
                      "with the heading": (panels["with_heading"][i], panels["error_with"][i])}
             for i, letter in enumerate("ABCD")}
    return plot_coupling_filters(panels["lag_ms"], named, source=source)
