"""Plots of a tetrode's voltage, of its spikes' waveforms and of their features."""

import numpy as np

from course.figures.style import COLOURS, choose_line, new_axes

UNIT_COLOURS = [COLOURS[name] for name in ("blue", "vermillion", "green", "purple", "orange", "sky blue")]
UNIT_MARKERS = "osv^Dx"


def plot_tetrode_voltage(time_ms, voltage_uv, marks_ms=None, levels_uv=None, source=""):
    """All channels below one another, over a window of time.

    Parameters
    ----------
    time_ms : (n_samples,) array
        Time (ms).
    voltage_uv : (n_samples, n_channels) array
        Voltage (µV).
    marks_ms : dict of str to array, optional
        Times (ms) to be marked above the first channel, by the names that the legend shows; two at most.
    levels_uv : (n_channels,) array, optional
        A level to draw on each channel, such as the threshold (µV).
    source : str
        Where the data come from.

    Returns
    -------
    axes : (n_channels,) array of Axes
    """
    n_channels = np.shape(voltage_uv)[1]
    axes = np.atleast_1d(new_axes(n_channels, height=5.4, source=source, sharex=True, sharey=True))
    for channel, ax in enumerate(axes):
        ax.plot(time_ms, voltage_uv[:, channel], color=COLOURS["blue"], linewidth=0.7)
        if levels_uv is not None:
            ax.axhline(levels_uv[channel], color=COLOURS["vermillion"], linestyle="--", linewidth=1)
        ax.set_ylabel(f"channel {channel}\n(µV)")
    _mark_times(axes[0], marks_ms or {}, (time_ms[0], time_ms[-1]))
    axes[-1].set(xlabel="time (ms)", xlim=(time_ms[0], time_ms[-1]))
    return axes


def _mark_times(ax, marks_ms, window_ms):
    """Rows of markers above the axes, one kind each."""
    styles = [("v", COLOURS["black"], 1.06), ("o", COLOURS["orange"], 1.17)]
    for (name, times_ms), (marker, colour, height) in zip(marks_ms.items(), styles, strict=False):
        times_ms = np.asarray(times_ms)
        shown = times_ms[(times_ms >= window_ms[0]) & (times_ms <= window_ms[1])]
        ax.plot(shown, np.full(len(shown), height), marker, color=colour, label=name, markersize=4.5,
                transform=ax.get_xaxis_transform(), clip_on=False)  # fmt: skip
    if marks_ms:
        ax.legend(loc="lower right", bbox_to_anchor=(1, 1.22), ncols=2, frameon=False, borderaxespad=0)


def plot_spectra(frequency_hz, spectra, band_hz, source=""):
    """Power spectra on logarithmic axes, and the band of a filter.

    Parameters
    ----------
    frequency_hz : (n_frequencies,) array
        Frequency (Hz), above 0.
    spectra : dict of str to (n_frequencies,) array
        Power (µV²/Hz), by the names that the legend shows.
    band_hz : (low, high) pair of float
        Edges of the band (Hz).
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=6.5, height=3.6, source=source)
    ax.axvspan(*band_hz, color="0.9", label="band of the filter")
    for index, (name, power) in enumerate(spectra.items()):
        ax.loglog(frequency_hz, power, label=name, **choose_line(name, index, marker=""))
    largest = max(np.max(power) for power in spectra.values())
    ax.set(xlabel="frequency (Hz)", ylabel="power (µV²/Hz)", ylim=(1e-8 * largest, 3 * largest))
    ax.legend(loc="lower left", frameon=False)
    return ax


def plot_spike_shapes(time_ms, shapes_uv, source=""):
    """A few waveforms over the same time.

    Parameters
    ----------
    time_ms : (n_waveform,) array
        Time relative to the spike (ms).
    shapes_uv : dict of str to (n_waveform,) array
        Voltage (µV), by the names that the legend shows.
    source : str
        Where the data come from.

    Returns
    -------
    ax : Axes
    """
    ax = new_axes(width=6.5, source=source)
    ax.axvline(0, color="0.5", linewidth=0.8)
    for index, (name, values) in enumerate(shapes_uv.items()):
        ax.plot(time_ms, values, label=name, **choose_line(name, index, markersize=3))
    ax.set(xlabel="time relative to the trough (ms)", ylabel="voltage (µV)")
    ax.legend(loc="lower right", frameon=False)
    return ax


def plot_unit_waveforms(time_ms, waveforms, labels, source=""):
    """Mean waveform of each neuron on each channel, with a band of one standard deviation.

    Parameters
    ----------
    time_ms : (n_waveform,) array
        Time relative to the spike (ms).
    waveforms : (n_spikes, n_waveform, n_channels) array
        Voltage (µV).
    labels : (n_spikes,) int array
        Neuron of each spike, from 0 to 5; others are not shown.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (n_channels,) array of Axes
    """
    n_channels = waveforms.shape[2]
    axes = new_axes(1, n_channels, width=9.0, height=3.6, source=source, sharex=True, sharey=True)
    axes = np.atleast_1d(axes)
    for channel, ax in enumerate(axes):
        for unit in _units(labels):
            own = waveforms[labels == unit, :, channel]
            mean, spread = own.mean(axis=0), own.std(axis=0)
            colour = UNIT_COLOURS[unit]
            ax.fill_between(time_ms, mean - spread, mean + spread, color=colour, alpha=0.2, linewidth=0)
            ax.plot(time_ms, mean, color=colour, marker=UNIT_MARKERS[unit], markevery=5, markersize=3.5,
                    label=f"neuron {unit}")  # fmt: skip
        ax.set_title(f"channel {channel}", loc="left", fontsize=10)
        ax.set_xlabel("time (ms)")
    axes[0].set_ylabel("voltage (µV)")
    axes[-1].legend(loc="lower right", frameon=False, fontsize=8)
    return axes


def plot_feature_pairs(features, pairs, names, labels, source=""):
    """Spikes as points in the plane of two features, for a few pairs of them.

    Parameters
    ----------
    features : (n_spikes, n_features) array
        Features (µV).
    pairs : sequence of (int, int)
        Columns to plot against each other, a panel each.
    names : sequence of str
        One name a column.
    labels : (n_spikes,) int array
        Neuron of each spike, from 0 to 5; others are grey.
    source : str
        Where the data come from.

    Returns
    -------
    axes : (n_pairs,) array of Axes
    """
    axes = np.atleast_1d(new_axes(1, len(pairs), width=4.2 * len(pairs), height=4.0, source=source))
    for ax, (i, j) in zip(axes, pairs, strict=True):
        others = ~np.isin(labels, _units(labels))
        ax.plot(*features[others][:, [i, j]].T, ".", color="0.6", markersize=2)
        for unit in _units(labels):
            ax.plot(*features[labels == unit][:, [i, j]].T, UNIT_MARKERS[unit], color=UNIT_COLOURS[unit],
                    markersize=2.5, alpha=0.6, label=f"neuron {unit}")  # fmt: skip
        ax.set(xlabel=f"{names[i]} (µV)", ylabel=f"{names[j]} (µV)")
    if len(_units(labels)):
        axes[-1].legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False, markerscale=2)
    return axes


def _units(labels):
    """The neurons that have a colour."""
    return [int(unit) for unit in np.unique(labels) if 0 <= unit < len(UNIT_COLOURS)]
