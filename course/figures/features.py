"""Plots of tuning, of features, and of what models with different features explain."""

import numpy as np

from course.figures.style import COLOURS, TRUTH, choose_line, new_axes


def plot_run(time_s, position_cm, spike_times_s, source=""):
    """Position over time, with a mark where the animal was at each spike.

    Parameters
    ----------
    time_s, position_cm : (n_samples,) arrays
        Time (s) and position (cm).
    spike_times_s : (n_spikes,) array
        Times of the spikes (s).
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(source=source)
    shown = spike_times_s[(spike_times_s >= time_s[0]) & (spike_times_s <= time_s[-1])]
    ax.plot(time_s, position_cm, color="0.6", label="position")
    ax.plot(shown, np.interp(shown, time_s, position_cm), ".", color=COLOURS["vermillion"], label="spikes")
    ax.set(xlabel="time (s)", ylabel="position (cm)", xlim=(time_s[0], time_s[-1]))
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, frameon=False, borderaxespad=0)
    return ax


def plot_tuning(curves, source=""):
    """Tuning curves side by side, each with what was observed and what models or the truth say.

    Parameters
    ----------
    curves : list of dict
        One a panel: ``label`` of the horizontal axis with its unit, ``x`` (n_bins,) centres of the bins, and
        ``rates``, a dictionary from names in the legend to rates (spikes/s), (n_bins,) arrays; optionally
        ``error`` (n_bins,), half the length of the error bars of the first.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (n_panels,) array of Axes
    """
    axes = np.atleast_1d(new_axes(1, len(curves), width=4.2 * len(curves), height=3.4, source=source))
    for ax, curve in zip(axes, curves, strict=True):
        for index, (name, rate) in enumerate(curve["rates"].items()):
            line = choose_line(name, index, markersize=4)
            error = curve.get("error") if index == 0 else None
            ax.errorbar(curve["x"], rate, error, label=name, **line)
        ax.set(xlabel=curve["label"], ylabel="rate (spikes/s)")
        ax.set_ylim(bottom=0)
        ax.legend(loc="best", frameon=False)
    return axes


def plot_place_and_speed(position_cm, speed_cm_s, source=""):
    """Speed against position, a dot for each time bin (at most 3000 of them).

    Parameters
    ----------
    position_cm, speed_cm_s : (T,) arrays
        Position (cm) and speed (cm/s).
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=5.6, source=source)
    ax.plot(position_cm[:3000], speed_cm_s[:3000], ".", markersize=3, alpha=0.4, color=COLOURS["blue"])
    ax.set(xlabel="position (cm)", ylabel="speed (cm/s)")
    return ax


def plot_weights(names, weights, errors, unit, truth=None, source=""):
    """Weights with their 95 % intervals, one a row.

    Parameters
    ----------
    names : sequence of str
        What each weight is.
    weights, errors : (n,) arrays
        Weights, and half the length of their intervals.
    unit : str
        What the horizontal axis shows, with its unit.
    truth : float, optional
        The true weight: a dotted line.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=6.5, height=0.8 + 0.5 * len(names), source=source)
    place = np.arange(len(names))[::-1]
    ax.errorbar(weights, place, xerr=errors, linestyle="", marker="o", capsize=4, color=COLOURS["blue"])
    if truth is not None:
        ax.axvline(truth, label="truth", **TRUTH)
        ax.legend(loc="lower right", bbox_to_anchor=(1, 1), frameon=False, borderaxespad=0)
    ax.set_yticks(place, names)
    ax.set(xlabel=unit, ylabel="model", ylim=(-0.5, len(names) - 0.5))
    return ax


def plot_mean_and_variance(groups, source=""):
    """Variance against mean of the spike counts in groups of time bins.

    Parameters
    ----------
    groups : dict of str to (means, variances)
        By the names in the legend; two arrays each (spikes, spikes²).
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=5.6, height=4.0, source=source)
    highest = 0.0
    for index, (name, (means, variances)) in enumerate(groups.items()):
        ax.plot(means, variances, label=name, **choose_line(name, index, linestyle="", markersize=6))
        highest = max(highest, np.max(means))
    ax.plot([0, highest], [0, highest], color="0.5", linewidth=1, label="variance = mean (Poisson)")
    ax.set(xlabel="mean count (spikes/bin)", ylabel="variance of the count\n(squared spikes/bin)")
    ax.legend(loc="upper left", frameon=False)
    return ax


def plot_basis(lag_ms, basis, source=""):
    """The functions of a basis over the lags.

    Parameters
    ----------
    lag_ms : (window,) array
        Lags (ms).
    basis : (window, n_basis) array
        One function a column (no unit).
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(source=source)
    for index, bump in enumerate(basis.T):  # neighbours differ in colour and dashes
        ax.plot(lag_ms, bump, **choose_line("bump", index, marker=""))
    ax.set(xlabel="lag (ms)", ylabel="weight (no unit)")
    return ax


def plot_spike_effect(estimate, truth=None, source=""):
    """Effect of a spike on the log rate of the following milliseconds, on a logarithmic axis of time.

    Parameters
    ----------
    estimate : (window,) array
        Change of the log rate 1, 2 ... ms after a spike.
    truth : (window,) array, optional
        The effect with which the data were simulated.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(source=source)
    elapsed_ms = np.arange(1, len(estimate) + 1)
    ax.axhline(0, color="0.5", linewidth=0.8)
    ax.plot(elapsed_ms, estimate, label="estimate", **choose_line("estimate", 0, markersize=3.5))
    if truth is not None:
        ax.plot(elapsed_ms, truth, label="truth", **TRUTH)
    ax.set(xscale="log", xlabel="time after the spike (ms)", ylabel="effect of a spike\n(log rate)")
    ax.legend(loc="lower right", frameon=False)
    return ax


def plot_shares_explained(names, train, held_out, source=""):
    """Deviance explained by models, on the data of the fit and on held-out data.

    Parameters
    ----------
    names : sequence of str
        One name a model.
    train, held_out : (n_models,) arrays
        Shares of the deviance (no unit).
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=7.0, height=1.2 + 0.55 * len(names), source=source)
    place = np.arange(len(names))[::-1]
    ax.barh(place + 0.19, train, 0.36, color=COLOURS["sky blue"], label="training data")
    ax.barh(place - 0.19, held_out, 0.36, color=COLOURS["blue"], hatch="/", ec="white", label="held out")
    ax.axvline(0, color="0.5", linewidth=0.8)
    ax.set_yticks(place, names)
    ax.set(xlabel="deviance explained (no unit)", ylabel="model")
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, frameon=False, borderaxespad=0)
    return ax


def plot_evidence_speed(panels, source=""):
    """Four unknown cells: observed rate against speed, and what a model of the place alone predicts.

    Parameters
    ----------
    panels : dict
        As `evidence_panels` returns them: ``speed_cm_s``, ``observed_hz``, ``error_hz`` and ``place_model_hz``,
        each (4 cells, n_groups).
    source : str
        Where the data come from.

    Returns
    -------
    axes : (4,) array of Axes
    """
    axes = np.ravel(new_axes(2, 2, height=5.6, source=source))
    for index, (ax, letter) in enumerate(zip(axes, "ABCD", strict=True)):
        speed = panels["speed_cm_s"][index]
        ax.errorbar(speed, panels["observed_hz"][index], panels["error_hz"][index], label="observed, ± 95 %",
                    **choose_line("observed", 0, markersize=4))
        ax.plot(speed, panels["place_model_hz"][index], label="place alone predicts",
                **choose_line("place", 1, markersize=4))
        ax.set(xlabel="speed (cm/s)", ylabel="rate (spikes/s)", title=letter)
        ax.set_ylim(bottom=0)
    axes[0].figure.legend(*axes[0].get_legend_handles_labels(), loc="outside upper right", ncols=2, frameon=False)
    return axes
