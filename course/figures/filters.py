"""Plots of temporal filters: what in the recent stimulus makes a cell fire."""

import numpy as np

from course.figures.style import COLOURS, TRUTH, choose_line, new_axes

LAG_LABEL = "time relative to the response (ms)"


def plot_filters(lag_ms, filters, unit, band=None, truth=None, source=""):
    """One or more filters over the same lags.

    Parameters
    ----------
    lag_ms : (d,) array
        Lags (ms), from the oldest to 0.
    filters : dict of str to (d,) array
        By the names that the legend shows.
    unit : str
        What the vertical axis shows, with its unit.
    band : (lower, upper) pair of (d,) arrays, optional
        Confidence limits of the first filter.
    truth : (d,) array, optional
        The filter with which the data were simulated.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(source=source)
    ax.axhline(0, color="0.5", linewidth=0.8)
    if band is not None:
        ax.fill_between(lag_ms, *band, color=COLOURS["sky blue"], alpha=0.4, linewidth=0, label="95 % limits")
    for index, (name, values) in enumerate(filters.items()):
        ax.plot(lag_ms, values, label=name, **choose_line(name, index, markersize=3.5))
    if truth is not None:
        ax.plot(lag_ms, truth, label="truth", **TRUTH)
    ax.set(xlabel=LAG_LABEL, ylabel=unit)
    ax.legend(loc="upper left", frameon=False)
    return ax


def plot_filter_grid(lag_ms, filters, names, unit, truth=None, source=""):
    """One panel a cell, with a common scale.

    Parameters
    ----------
    lag_ms : (d,) array
        Lags (ms), from the oldest to 0.
    filters : (n_cells, d) array
        Estimated filters.
    names : sequence of str
        One name a cell; an even number of cells.
    unit : str
        What the vertical axis shows, with its unit.
    truth : (n_cells, d) array, optional
        The filters with which the data were simulated.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (n_cells / 2, 2) array of Axes
    """
    axes = new_axes(len(names) // 2, 2, height=5.0, source=source, sharex=True, sharey=True, squeeze=False)
    for index, (ax, name) in enumerate(zip(axes.flat, names, strict=True)):
        ax.axhline(0, color="0.5", linewidth=0.8)
        ax.plot(lag_ms, filters[index], label="estimate", **choose_line("estimate", 0, markersize=3.5))
        if truth is not None:
            ax.plot(lag_ms, truth[index], label="truth", **TRUTH)
        ax.set_title(name, loc="left", fontsize=10)
        ax.tick_params(labelbottom=True, labelleft=True)
    axes[0, 1].legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, frameon=False, borderaxespad=0)
    return _label_grid(axes, unit)


def _label_grid(axes, unit):
    """Labels once a column and once a row."""
    for ax in axes[-1]:
        ax.set_xlabel(LAG_LABEL)
    for ax in axes[:, 0]:
        ax.set_ylabel(unit)
    return axes


def plot_evidence_filters(panels, source=""):
    """Four estimated filters of unknown cells, each with the band that chance alone would fill.

    Parameters
    ----------
    panels : dict
        ``lag_ms`` (d,): lags (ms). ``filters`` (4, d): spike-triggered averages (contrast). ``band`` (4,):
        what their largest absolute values stay below in 95 % of circular shifts of the spikes.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (2, 2) array of Axes
    """
    axes = new_axes(2, 2, height=5.0, source=source, sharex=True)
    lag_ms = np.asarray(panels["lag_ms"])
    for letter, ax, values, band in zip("ABCD", axes.flat, panels["filters"], panels["band"], strict=True):
        ax.axhspan(-band, band, color="0.87", label="95 % of shifts")
        ax.axhline(0, color="0.5", linewidth=0.8)
        ax.plot(lag_ms, values, **choose_line("estimate", 0, markersize=3.5))
        reach = 1.25 * max(band, np.max(np.abs(values)))
        ax.set(ylim=(-reach, reach))
        ax.set_title(letter, loc="left", fontweight="bold")
        ax.tick_params(labelbottom=True)
    axes[0, 1].legend(loc="lower right", bbox_to_anchor=(1, 1), frameon=False, borderaxespad=0)
    return _label_grid(axes, "STA (contrast)")
