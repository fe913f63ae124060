"""From what the files hold to plain arrays, in the units of the course."""

import numpy as np


def flat(values):
    """Floats in one dimension."""
    return np.asarray(values, dtype=float).ravel()


def table(values):
    """Floats, in the dimensions that they have."""
    return np.asarray(values, dtype=float)


def number(values):
    """One float."""
    return float(np.squeeze(values))


def counts(values):
    """Whole numbers as int64, because sums and differences of the files' uint8 wrap."""
    whole = np.asarray(values).astype(np.int64)
    if not np.array_equal(whole, values):
        raise ValueError("fractions where whole numbers belong")
    return whole


def labels(values):
    """Whole numbers in one dimension."""
    return counts(values).ravel()


def pick(**layout):
    """Make the arranger of a simple file, from: array name = (name in the file, how to convert it)."""
    return lambda raw: {name: convert(raw[key]) for name, (key, convert) in layout.items()}


def holds_train(n_spikes, longest):
    """Make the recogniser of a ``.npy`` file with so many sorted times, none of them negative or beyond `longest`."""

    def recognise(path):
        with open(path, "rb") as file:
            try:
                np.lib.format.read_magic(file)
                file.seek(0)
                times = np.lib.format.read_array(file, allow_pickle=False).ravel()
            except (ValueError, OSError):
                return False
        if times.size != n_spikes or times.dtype.kind not in "iuf":
            return False
        steps = np.diff(times.astype(float))
        return bool((steps >= 0).all() and times[0] >= 0 and times[-1] <= longest)

    return recognise


def _find_epoch(nwb, tag):
    """Start and stop (s) of the first epoch with a tag."""
    epochs = nwb["intervals/epochs"]
    tags = epochs["tags"].asstr()[:]
    ends = epochs["tags_index"][:] if "tags_index" in epochs else np.arange(1, len(tags) + 1)
    rows = np.searchsorted(ends, np.flatnonzero(tags == tag), side="right")
    if rows.size == 0:
        raise KeyError(f"no epoch {tag!r}")
    return epochs["start_time"][rows[0]], epochs["stop_time"][rows[0]]


def _read_series(nwb, name, start_s, stop_s):
    """Times (s) and values (in the unit of the file) of a named series, wherever in the file it is kept."""
    places = []
    nwb.visit(lambda path: places.append(path) if f"/{path}".endswith(f"/{name}/data") else None)
    if not places:
        raise KeyError(f"no series {name!r}")
    data, series = nwb[places[0]], nwb[places[0]].parent
    if "timestamps" in series:
        time_s = series["timestamps"][:]
    else:
        start = series["starting_time"]
        time_s = start[()] + np.arange(len(data)) / start.attrs["rate"]
    kept = slice(np.searchsorted(time_s, start_s), np.searchsorted(time_s, stop_s, side="right"))
    return time_s[kept], data[kept] * data.attrs.get("conversion", 1.0)


def _read_spikes(nwb, start_s, stop_s):
    """Times (s) of all spikes of an epoch, unit by unit, and the index of the unit of each."""
    ends = nwb["units/spike_times_index"][:].astype(np.int64)
    times_s, units = nwb["units/spike_times"][:], np.repeat(np.arange(ends.size), np.diff(ends, prepend=0))
    inside = (times_s >= start_s) & (times_s <= stop_s)
    return times_s[inside], units[inside]


def arrange_current_injection(nwb):
    """First sweep "Noise 1": times and current (n,), times of the spikes."""
    sweep_s = _find_epoch(nwb, "Noise 1")
    time_s, current_a = _read_series(nwb, "stimulus", *sweep_s)
    return {"time_s": time_s, "current_pa": 1e12 * current_a, "spike_times_s": _read_spikes(nwb, *sweep_s)[0]}


def arrange_head_direction(nwb):
    """While awake: times and heading (n,), times and unit of each spike, location of each unit."""
    awake_s = _find_epoch(nwb, "wake")
    time_s, heading_rad = _read_series(nwb, "ry", *awake_s)
    times_s, units = _read_spikes(nwb, *awake_s)
    locations = nwb["units/location"].asstr()[:].astype(str)
    spikes = {"spike_times_s": times_s, "unit_of_spike": units, "unit_location": locations}
    return {"time_s": time_s, "heading_rad": heading_rad, "awake_s": np.array(awake_s), **spikes}
