"""Loading recordings in the NWB layout (HDF5), from small files made here."""

import builtins

import h5py
import numpy as np
import pytest

import data_fetch
from data_fetch import DataError, load

EPOCHS = [("Short Square", 0.0, 2.0), ("Noise 1", 10.0, 12.0), ("Noise 1", 20.0, 22.0), ("wake", 3.0, 5.0)]
SPIKE_TIMES_S = [[1.0, 3.0, 4.5, 10.0, 11.9], [4.0, 12.0, 12.1], [], [21.0]]


def add_series(nwb, place, data, times_s, rate_hz=None, **attributes):
    """Add a time series, with its times or with the first of them and a rate."""
    series = nwb.create_group(place)
    series["data"] = data
    series["data"].attrs.update(attributes)
    if rate_hz is None:
        series["timestamps"] = times_s
    else:
        series["starting_time"] = times_s[0]
        series["starting_time"].attrs["rate"] = rate_hz


def add_epochs(nwb, epochs):
    """Add epochs, each with one tag of its own and one that all share."""
    tags = [tag for name, _, _ in epochs for tag in ("recorded", name)]
    table = nwb.create_group("intervals/epochs")
    table.create_dataset("tags", data=tags, dtype=h5py.string_dtype())
    table["tags_index"] = np.arange(2, 2 * len(epochs) + 1, 2, dtype=np.uint8)
    table["start_time"] = [start for _, start, _ in epochs]
    table["stop_time"] = [stop for _, _, stop in epochs]


def add_units(nwb, spike_times_s, locations):
    """Add the spikes of all units in the ragged layout of the format."""
    table = nwb.create_group("units")
    table["spike_times"] = np.concatenate(spike_times_s)
    table["spike_times_index"] = np.cumsum([len(times_s) for times_s in spike_times_s]).astype(np.uint8)
    table.create_dataset("location", data=locations, dtype=h5py.string_dtype())


@pytest.fixture
def make_file(tmp_path, folder, adopt):
    """Make the file of a recording: ``make_file(name, fill)``, where ``fill`` gets the open file."""

    def make_file(name, fill):
        with h5py.File(tmp_path / "made.nwb", "w") as nwb:
            add_epochs(nwb, EPOCHS)
            add_units(nwb, SPIKE_TIMES_S, ["adn", "adn", "thalamus", "thalamus"])
            fill(nwb)
        adopt(name, (tmp_path / "made.nwb").read_bytes())
        data_fetch.take(name, tmp_path / "made.nwb")

    return make_file


def fill_current(nwb, **attributes):
    """Current in A every 0.5 s, equal to its index in pA; the voltage beside it must not be read for it."""
    data = 1e-12 * np.arange(60)
    add_series(nwb, "stimulus/presentation/stimulus", data, times_s=np.arange(60) / 2, **attributes)
    add_series(nwb, "acquisition/response", np.full(60, -0.07), times_s=np.arange(60) / 2)


def fill_heading(nwb, rate_hz=None):
    """Heading in rad, equal to its time in s; the other angles must not be read for it."""
    times_s = np.arange(1.0, 8.0, 0.5)
    for place, scale in [("position/Position/y", 9.0), ("direction/ry", 1.0), ("direction/rx", 7.0)]:
        add_series(nwb, "processing/behavior/" + place, scale * times_s, times_s, rate_hz)


class TestCurrentInjection:
    """A cell driven by injected current."""

    def test_first_noise_sweep_is_cut_out(self, make_file):
        """Current in pA and times of the first sweep "Noise 1", both ends included, and its spikes only."""
        make_file("current_injection", fill_current)
        recording = load("current_injection")
        np.testing.assert_array_equal(recording["time_s"], [10.0, 10.5, 11.0, 11.5, 12.0])
        np.testing.assert_allclose(recording["current_pa"], [20.0, 21.0, 22.0, 23.0, 24.0])
        np.testing.assert_array_equal(recording["spike_times_s"], [10.0, 11.9, 12.0])

    def test_conversion_of_the_file_is_applied(self, make_file):
        """A file may store numbers that are to be multiplied to become A."""
        make_file("current_injection", lambda nwb: fill_current(nwb, conversion=10.0))
        current_pa = load("current_injection")["current_pa"]
        np.testing.assert_allclose(current_pa, [200.0, 210.0, 220.0, 230.0, 240.0])

    def test_missing_sweep_is_named(self, make_file):
        """A file without the sweep gives one line that says so."""

        def fill(nwb):
            fill_current(nwb)
            nwb["intervals/epochs/tags"][:] = "another sweep"

        make_file("current_injection", fill)
        with pytest.raises(DataError, match="the layout of allen_478498617.nwb, got .*no epoch 'Noise 1'"):
            load("current_injection")

    def test_missing_series_is_named(self, make_file):
        """A file without the current gives one line that says so."""
        make_file("current_injection", lambda nwb: nwb.create_group("stimulus/presentation"))
        with pytest.raises(DataError, match="no series 'stimulus'"):
            load("current_injection")


def hide_h5py(monkeypatch):
    """Make its import fail."""
    import_any = builtins.__import__

    def import_all_but_h5py(name, *args):
        if name == "h5py":
            raise ModuleNotFoundError("No module named 'h5py'", name="h5py")
        return import_any(name, *args)

    monkeypatch.setattr(builtins, "__import__", import_all_but_h5py)


class TestHeadDirection:
    """Head-direction cells while the mouse is awake."""

    @pytest.mark.parametrize("rate_hz", [None, 2.0], ids=["timestamps", "rate"])
    def test_heading_while_awake(self, make_file, rate_hz):
        """Heading in rad and its times, whether the file has every time or a rate."""
        make_file("head_direction", lambda nwb: fill_heading(nwb, rate_hz))
        recording = load("head_direction")
        np.testing.assert_array_equal(recording["time_s"], [3.0, 3.5, 4.0, 4.5, 5.0])
        np.testing.assert_array_equal(recording["heading_rad"], recording["time_s"])
        np.testing.assert_array_equal(recording["awake_s"], [3.0, 5.0])

    def test_spikes_keep_their_unit(self, make_file):
        """Spikes while awake, each with the index of its unit; the location of all units, silent ones too."""
        make_file("head_direction", fill_heading)
        recording = load("head_direction")
        np.testing.assert_array_equal(recording["spike_times_s"], [3.0, 4.5, 4.0])
        np.testing.assert_array_equal(recording["unit_of_spike"], [0, 0, 1])
        assert recording["unit_location"].tolist() == ["adn", "adn", "thalamus", "thalamus"]

    def test_epochs_may_have_one_tag_each(self, make_file):
        """Without the index of the tags there is one tag an epoch."""

        def fill(nwb):
            fill_heading(nwb)
            del nwb["intervals/epochs/tags"], nwb["intervals/epochs/tags_index"]
            tags = [name for name, _, _ in EPOCHS]
            nwb["intervals/epochs"].create_dataset("tags", data=tags, dtype=h5py.string_dtype())

        make_file("head_direction", fill)
        np.testing.assert_array_equal(load("head_direction")["awake_s"], [3.0, 5.0])

    def test_missing_package_is_named(self, make_file, monkeypatch):
        """Without h5py the error says what to install."""
        make_file("head_direction", fill_heading)
        hide_h5py(monkeypatch)
        with pytest.raises(DataError, match="expected the package h5py, got none; pip install h5py"):
            load("head_direction")

    def test_the_twin_is_arranged_as_the_recording(self):
        """Without the file: heading 120 times a second and spikes within the epoch, cell by cell, locations of all units."""
        recording = load("head_direction")
        assert recording.is_simulated
        start, stop = recording["awake_s"]
        assert start == 8812.3
        for name in ("time_s", "spike_times_s"):
            assert start <= recording[name].min() <= recording[name].max() <= stop
        np.testing.assert_allclose(np.diff(recording["time_s"]), 1 / 120)
        assert recording["heading_rad"].shape == recording["time_s"].shape
        assert recording["unit_of_spike"].shape == recording["spike_times_s"].shape
        assert (np.diff(recording["unit_of_spike"]) >= 0).all()
        assert set(recording["unit_of_spike"]) == set(range(len(recording["unit_location"])))

    def test_the_twin_needs_the_package_too(self, monkeypatch):
        """Without h5py the error says what to install."""
        hide_h5py(monkeypatch)
        with pytest.raises(DataError, match="head_direction: expected the package h5py, got none; pip install h5py"):
            load("head_direction", simulated=True)
