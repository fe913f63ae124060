"""The functions for long recordings give what the reference gives, in pieces and in less memory."""

import time
import tracemalloc

import numpy as np
import pytest

from course.simulate.tetrode import simulate_tetrode
from solutions import _spike_detection_fast as fast
from solutions import spike_detection as lab
from tests.solutions.spike_twins import draw_voltage


@pytest.mark.parametrize("piece", [7, 50, 200_000])
@pytest.mark.parametrize("seed", range(20))
def test_pieces_change_nothing(monkeypatch, seed, piece):
    """Filtered voltage to twelve digits, sigma and spikes exactly, wherever a recording is cut."""
    monkeypatch.setattr(fast, "PIECE", piece)
    rng = np.random.default_rng(seed)
    x, fs = draw_voltage(rng), rng.choice([1000.0, 24_414.0625, 30_000.0])
    band = (0.1 * fs, 0.3 * fs, int(rng.integers(1, 5)))
    np.testing.assert_allclose(fast.filter_signal(x, fs, *band), lab.filter_signal(x, fs, *band), atol=1e-11)
    np.testing.assert_array_equal(fast.robust_sigma(x), lab.robust_sigma(x))
    for settings in [(0.5, 0.2), (1.0, 1.0), (2.0, 2.0), (9.0, 1.0)]:
        ours, theirs = (each.detect_spikes(x, fs, *settings) for each in (fast, lab))
        np.testing.assert_array_equal(ours[0], theirs[0])
        np.testing.assert_array_equal(ours[1], theirs[1])


@pytest.mark.parametrize("dtype", [np.float32, np.int16])
def test_number_types_are_those_of_the_reference(dtype):
    """Single precision stays single, whole numbers become double."""
    x = (100 * np.random.default_rng(0).normal(size=(5_000, 3))).astype(dtype)
    filtered = fast.filter_signal(x, 30_000.0)
    assert filtered.dtype == (np.float32 if dtype == np.float32 else np.float64)
    np.testing.assert_allclose(filtered, lab.filter_signal(x, 30_000.0), rtol=1e-5, atol=1e-4)


@pytest.fixture(scope="module")
def tetrode():
    """Two minutes, so that a fixed amount of memory is small beside them."""
    return simulate_tetrode(np.random.default_rng(3), 120.0)


def find_features(tetrode):
    """From the voltage to the features."""
    filtered = fast.filter_signal(tetrode.voltage_uv, tetrode.fs)
    samples, _ = fast.detect_spikes(filtered, tetrode.fs)
    return samples, lab.extract_features(lab.extract_waveforms(filtered, samples))


def test_voltage_to_features_takes_less_memory_than_two_recordings(tetrode):
    """At its peak, results included."""
    tracemalloc.start()
    find_features(tetrode)
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak_bytes < 2 * tetrode.voltage_uv.nbytes


@pytest.mark.slow
def test_voltage_to_features_is_sixty_times_faster_than_the_recording(tetrode):
    """Two minutes in two seconds, the best of three runs."""
    took_s = []
    for _ in range(3):
        start_s = time.process_time()
        find_features(tetrode)
        took_s.append(time.process_time() - start_s)
    assert min(took_s) < tetrode.duration_s / 60


def test_a_whole_recording_gives_the_same_spikes_and_features(tetrode):
    """Also in single precision no spike is lost, moved or added, and features agree to its digits."""
    samples, features = find_features(tetrode)
    filtered = lab.filter_signal(tetrode.voltage_uv, tetrode.fs)
    expected, _ = lab.detect_spikes(filtered, tetrode.fs)
    np.testing.assert_array_equal(samples, expected)
    exact = lab.extract_features(lab.extract_waveforms(filtered, samples))
    np.testing.assert_allclose(np.abs(features), np.abs(exact), atol=0.01)
