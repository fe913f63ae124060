"""The simulated rat on its track, and the neuron in a slice: their truth is true."""

import numpy as np
import pytest

from course.simulate import injection, track
from solutions.basis_functions import tuning_curve


@pytest.fixture
def rng():
    return np.random.default_rng(33)


def test_the_rat_stays_on_the_track_and_is_slow_at_its_ends(rng):
    """Positions from 0 to 100 cm; the middle is passed several times faster than the ends."""
    position = track.bin_session(track.run_laps(rng, 300.0), 0.05)
    speed, outward = track.speed_of(position, 0.05)
    middle = np.abs(position - 50) < 10
    assert position.min() >= 0
    assert position.max() <= 100
    assert speed[middle].mean() > 5 * speed[np.abs(position - 50) > 45].mean()
    assert 0.2 < outward.mean() < 0.6


def test_a_session_has_the_length_asked_for(rng):
    """Once a millisecond; less than one is refused."""
    assert track.run_laps(rng, 12.345).shape == (12_345,)
    with pytest.raises(ValueError, match="expected a session of at least 0.001 s"):
        track.run_laps(rng, 0.0)


def test_the_rate_is_the_true_one(rng):
    """Spikes per second in the field are those of the formula, also for the speed's part."""
    cell = track.PlaceCell(speed_gain=0.02)
    position = track.run_laps(rng, 2000.0)
    expected = cell.rate_hz(position, *track.speed_of(position, track.SAMPLE_S))
    spikes = track.simulate_spikes(rng, position, cell)
    edges = np.linspace(0, 100, 6)
    observed = tuning_curve(position, spikes, edges, track.SAMPLE_S)
    truth = tuning_curve(position, expected * track.SAMPLE_S, edges, track.SAMPLE_S)
    np.testing.assert_allclose(observed, truth, rtol=0.15)


def test_a_one_way_cell_is_silent_on_the_way_back():
    """The field exists for one direction only."""
    cell = track.PlaceCell(one_way=True)
    there, back = cell.rate_hz(np.array([50.0, 50.0]), np.array([20.0, 20.0]), np.array([True, False]))
    assert there > 20 * back


@pytest.mark.parametrize("simulate", [track.simulate_recording_1, track.simulate_recording_2])
def test_a_twin_has_the_layout_of_the_file(rng, simulate):
    """Columns of the same length; some hundred spikes at times of the recording."""
    raw = simulate(rng)
    assert raw["t"].shape == raw["X"].shape == (177_761, 1)
    assert 100 < len(raw["spiketimes"]) < 500
    assert np.isin(raw["spiketimes"], raw["t"]).all()


def test_the_neuron_is_refractory_and_adapts(rng):
    """No spike follows within 2 ms, and short intervals are fewer than without the memory of spikes."""
    current = injection.simulate_current(rng, 40_000)
    times = np.flatnonzero(injection.simulate_spikes(rng, current))
    assert np.diff(times).min() > 2
    drive = injection.BASE + np.convolve(current, injection.current_filter())[: len(current)]
    assert len(times) < 0.7 * -np.expm1(-np.exp(drive)).sum()


def test_the_filters_are_those_of_the_text():
    """The current acts at once and fades; a spike is followed by a deep trough and a long shallow tail."""
    assert injection.current_filter().sum() == pytest.approx(injection.GAIN_PER_PA)
    assert (np.diff(injection.current_filter()) < 0).all()
    after = injection.history_filter()
    assert after[0] == injection.REFRACTORY + injection.ADAPTATION
    assert -1.0 < after[50] < -0.3


def test_a_sweep_has_the_arrays_of_the_recording(rng):
    """Times, current and spike times; nothing to simulate is refused."""
    sweep = injection.simulate_sweep(rng, 3000)
    assert sweep["time_s"].shape == sweep["current_pa"].shape == (3000,)
    assert np.isin(sweep["spike_times_s"], sweep["time_s"]).all()
    with pytest.raises(ValueError, match="expected at least 1 sample"):
        injection.simulate_sweep(rng, 0)
