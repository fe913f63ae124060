"""Loading recordings and their simulated twins into plain arrays."""

import io
from pathlib import Path

import numpy as np
import pytest
import scipy.io

import data_fetch
from course.simulate import retina
from data_fetch import DataError, load, simulate
from recordings.records import RECORDS

COPIES = Path(data_fetch.__file__).parent.parent / "shared" / "data"


@pytest.fixture
def put(folder, adopt):
    """Put a file into the data folder as the accepted one: ``put(name, content)``."""

    def put(name, content):
        record = adopt(name, content)
        folder.mkdir(exist_ok=True)
        (folder / record.file_name).write_bytes(content)

    return put


def make_mat(**arrays):
    """Bytes of a MAT file."""
    content = io.BytesIO()
    scipy.io.savemat(content, arrays)
    return content.getvalue()


def make_npz(**arrays):
    """Bytes of an npz file."""
    content = io.BytesIO()
    np.savez(content, **arrays)
    return content.getvalue()


SMALL = retina.simulate_recording(np.random.default_rng(0), n_bins=300)


class TestRetina:
    """The recording of lab 01, from the file and simulated."""

    @pytest.mark.parametrize("simulated", [True, False])
    def test_arrays_are_plain(self, put, simulated):
        """File and twin come in the same shapes, types and units."""
        put("retina", make_mat(**SMALL))
        recording = load("retina", simulated=simulated)
        n_bins = 144051 if simulated else 300
        assert set(recording.arrays) == {"stim", "spike_counts", "dt_s"}
        assert (recording["stim"].shape, recording["stim"].dtype) == ((n_bins,), np.float64)
        assert (recording["spike_counts"].shape, recording["spike_counts"].dtype) == ((n_bins, 4), np.int64)
        assert recording["dt_s"] == 0.0083406
        assert isinstance(recording["dt_s"], float)

    def test_values_are_those_of_the_file(self, put):
        """The stimulus and the counts are those of the file, counts of 255 included."""
        counts = SMALL["SpCounts"].copy()
        counts[0] = 255
        put("retina", make_mat(**SMALL | {"SpCounts": counts}))
        recording = load("retina")
        np.testing.assert_array_equal(recording["stim"], SMALL["Stim"][:, 0])
        np.testing.assert_array_equal(recording["spike_counts"], counts)

    def test_sums_and_differences_do_not_wrap(self, put):
        """Erratum: with the file's uint8 ``spikes @ spikes`` and differences are wrong."""
        counts = np.full((300, 4), 200, dtype=np.uint8)
        put("retina", make_mat(**SMALL | {"SpCounts": counts}))
        spikes = load("retina")["spike_counts"][:, 0]
        assert spikes @ spikes == 300 * 200**2
        assert (spikes - 201).max() == -1

    def test_simulated_twin_is_the_default(self):
        """Without the file, offline, the twin is loaded and says so for captions."""
        recording = load("retina")
        assert recording.is_simulated
        assert recording.source == "simulated"

    def test_real_file_is_preferred(self, put):
        """With the file in the folder it is loaded, and its citation is for captions."""
        put("retina", make_mat(**SMALL))
        recording = load("retina")
        assert not recording.is_simulated
        assert recording.source == "recorded: " + data_fetch.records()["retina"].citation

    def test_twin_is_the_same_every_time(self):
        """Figures of the twin can be repeated."""
        np.testing.assert_array_equal(load("retina")["spike_counts"], load("retina")["spike_counts"])

    def test_twin_can_be_read_as_a_file(self, put):
        """The file that ``simulate`` writes has the real layout: read as the recording it gives the twin."""
        put("retina", simulate("retina").read_bytes())
        recording, twin = load("retina", simulated=False), load("retina", simulated=True)
        for name in ("stim", "spike_counts", "dt_s"):
            np.testing.assert_array_equal(recording[name], twin[name])

    def test_file_of_the_twin_is_not_taken_for_the_recording(self, folder):
        """It lies in a folder of its own."""
        assert simulate("retina") == folder / "simulated" / "RGCdata.mat"
        assert load("retina").is_simulated


class TestRefusal:
    """What cannot be loaded."""

    def test_damaged_file_gives_way_to_the_twin_with_a_warning(self, put, folder):
        """Nobody takes the twin for the recording unaware, or the damaged file for the whole one."""
        put("retina", make_mat(**SMALL))
        (folder / "RGCdata.mat").write_bytes(make_mat(**SMALL)[:-10])
        with pytest.warns(UserWarning, match="is not the recording retina: its simulated twin is used"):
            assert load("retina").is_simulated

    def test_absent_recording_is_not_replaced_when_asked_for(self):
        """``simulated=False`` means the recording or nothing."""
        with pytest.raises(DataError, match=r"retina: expected .*RGCdata.mat .* got no such file; fetch it"):
            load("retina", simulated=False)

    @pytest.mark.parametrize("simulated", [None, True])
    def test_missing_twin_is_said(self, simulated, adopt):
        """A recording that has no twin yet says so and how to get the file."""
        adopt("steinmetz", b"any", twin=None)
        with pytest.raises(DataError, match="steinmetz: expected a simulated twin, got none; fetch"):
            load("steinmetz", simulated=simulated)

    def test_missing_twin_cannot_be_written(self, adopt):
        """The same for the file of a twin."""
        adopt("tetrode", b"any", twin=None)
        with pytest.raises(DataError, match="tetrode: expected a simulated twin, got none; take a file"):
            simulate("tetrode")

    def test_missing_simulator_is_named(self, adopt):
        """Without the course beside it the module says what to install."""
        adopt("retina", b"", twin="course.no_such_module:simulate_recording")
        with pytest.raises(DataError, match="expected course.no_such_module, got: .*; install the course"):
            load("retina")

    def test_file_with_another_layout_is_an_error_in_one_line(self, put):
        """An accepted file without the arrays that a record promises names what is missing."""
        put("retina", make_mat(Stim=[1.0]))
        with pytest.raises(DataError, match="the layout of RGCdata.mat, got KeyError: 'SpCounts'"):
            load("retina")

    def test_fractions_are_not_counts(self, put):
        """Counts are never rounded."""
        put("retina", make_mat(**SMALL | {"SpCounts": np.full((300, 4), 0.5)}))
        with pytest.raises(DataError, match="fractions where whole numbers belong"):
            load("retina")

    def test_pickles_are_refused(self, put):
        """A file of NumPy arrays cannot run code."""
        put("steinmetz", make_npz(spikes=np.array([{"any": "object"}]), choices=np.zeros(1)))
        with pytest.raises(DataError, match="allow_pickle=False"):
            load("steinmetz")

    def test_unknown_name_is_refused(self):
        """A typing error is answered with the names there are."""
        with pytest.raises(DataError, match="expected one of retina, "):
            load("Retina")


def test_choices_of_a_mouse(put):
    """``spike_rates`` (trials, neurons) as floats, being normalised; ``choices`` (trials,) as int64."""
    put("steinmetz", make_npz(spikes=np.float32([[0.25, -1.5, 0]] * 2), choices=np.array([0.0, 1.0])))
    recording = load("steinmetz")
    assert recording["spike_rates"].tolist() == [[0.25, -1.5, 0]] * 2
    assert recording["choices"].tolist() == [0, 1]
    assert (recording["spike_rates"].dtype, recording["choices"].dtype) == (float, np.int64)


@pytest.mark.parametrize("name", [record.name for record in RECORDS if record.twin])
def test_twin_is_written_in_the_layout_of_the_file(name, put, folder):
    """A written twin, taken for the recording, gives what the twin gives."""
    twin = load(name, simulated=True)
    put(name, simulate(name).read_bytes())
    for key, values in load(name, simulated=False).arrays.items():
        np.testing.assert_array_equal(values, twin[key])


def test_tetrode_features(put):
    """``features`` (spikes, 12) from the npy file."""
    content = io.BytesIO()
    np.save(content, np.arange(24.0).reshape(2, 12))
    put("tetrode", content.getvalue())
    np.testing.assert_array_equal(load("tetrode")["features"], np.arange(24.0).reshape(2, 12))


@pytest.mark.skipif(not COPIES.is_dir(), reason="no copies of the real recordings beside the project")
class TestRealRecordings:
    """Copies of the openly licensed files, where there are any beside the project."""

    @pytest.fixture(autouse=True)
    def take_copies(self):
        """Bring the copies in as a user would: this checks the hashes too."""
        for path in sorted(COPIES.glob("*.mat")):
            data_fetch.take(None, path)

    @pytest.mark.parametrize(("name", "n_spikes"), [("place_cell_1", 220), ("place_cell_2", 268)])
    def test_place_cells(self, name, n_spikes):
        """Position in cm every ms, and the times of the spikes in s."""
        recording = load(name, simulated=False)
        assert recording["time_s"].shape == recording["position_cm"].shape == (177761,)
        assert recording["spike_times_s"].shape == (n_spikes,)
        np.testing.assert_allclose(np.diff(recording["time_s"]), 1e-3, rtol=1e-6)
        assert -1 < recording["position_cm"].min() < 10 < 90 < recording["position_cm"].max() < 101
        assert recording["spike_times_s"].max() < recording["time_s"].max()

    def test_subthalamic_nucleus(self):
        """50 trials of 2000 ms around the cue, both directions equally often, no bin with two spikes."""
        recording = load("subthalamic", simulated=False)
        assert np.bincount(recording["directions"]).tolist() == [25, 25]
        assert recording["spike_counts"].shape == (50, 2000)
        assert np.unique(recording["spike_counts"]).tolist() == [0, 1]
        np.testing.assert_array_equal(recording["time_ms"], np.arange(-1000.0, 1000.0))
        assert recording["spike_counts"].dtype == recording["directions"].dtype == np.int64

    def test_light_levels(self):
        """750 spikes in low and 969 in high light, in order, within 30 s."""
        recording = load("light_levels", simulated=False)
        low_s, high_s = recording["low_light_times_s"], recording["high_light_times_s"]
        assert (low_s.size, high_s.size) == (750, 969)
        assert all((np.diff(times_s) > 0).all() and 0 < times_s[-1] < 30 for times_s in (low_s, high_s))


def test_hash_is_checked_at_every_load(put, folder):
    """A file that was changed after it came is not loaded as the recording."""
    put("retina", make_mat(**SMALL))
    load("retina", simulated=False)
    (folder / "RGCdata.mat").write_bytes(make_mat(**SMALL, extra=[1.0]))
    with pytest.raises(DataError, match="bytes with sha256"):
        load("retina", simulated=False)
