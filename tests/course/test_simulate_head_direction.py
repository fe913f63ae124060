"""The simulated head-direction cells: their truth is true, and their layout that of the recording."""

import numpy as np
import pytest

from course.simulate import head_direction as ring


@pytest.fixture
def rng():
    return np.random.default_rng(44)


def bin_counts(times_s, units, n_bins, n):
    edges = ring.BIN_S * np.arange(n_bins + 1)
    return np.column_stack([np.histogram(times_s[units == cell], edges)[0] for cell in range(n)])


def test_the_head_turns_smoothly_through_all_directions(rng):
    """About 100 degrees per second, never a jump, every direction within ten minutes."""
    heading = ring.turn_head(rng, 60_000)
    speed = np.diff(heading) / ring.BIN_S
    assert 1.5 < speed.std() < 2.5
    assert np.abs(np.diff(speed)).max() < 3
    assert (np.histogram(heading % (2 * np.pi), 12, (0, 2 * np.pi))[0] > 0).all()


def test_rates_follow_the_tuning(rng):
    """Without effects of spikes: the peak at the preferred direction, its log lower by twice the gain at the opposite one."""
    population = ring.Population(n_neurons=2, peak_hz=30.0, gain=1.0, own=0.0)
    for heading, expected in ((0.0, [30.0, 30 * np.exp(-2)]), (np.pi, [30 * np.exp(-2), 30.0])):
        times, units = ring.fire(rng, population.drive(np.full(20_000, heading)), population.filters())
        np.testing.assert_allclose(np.bincount(units) / 200, expected, rtol=0.12)


def test_counts_are_poisson_given_the_past(rng):
    """Also at several spikes a bin: the mean is the rate, and so is the variance."""
    times, units = ring.fire(rng, np.full((20_000, 1), np.log(2.5)), np.zeros((1, 1, ring.WINDOW)))
    counts = bin_counts(times, units, 20_000, 1)
    assert counts.mean() == pytest.approx(2.5, abs=0.06)
    assert counts.var() == pytest.approx(2.5, abs=0.15)


def test_spike_times_lie_anywhere_in_their_bin(rng):
    """Their places within a bin are evenly spread, and none is outside."""
    times, _ = ring.fire(rng, np.full((20_000, 1), np.log(0.3)), np.zeros((1, 1, ring.WINDOW)))
    phase = times / ring.BIN_S % 1
    np.testing.assert_allclose(np.histogram(phase, 5, (0, 1))[0] / len(times), 0.2, atol=0.03)
    assert (times > 0).all()
    assert (times < 200).all()


@pytest.mark.parametrize("lag", [0, 4])
def test_a_spike_acts_on_the_receiver_at_its_lag(rng, lag):
    """Cell 1 follows cell 0 by lag + 1 bins, as often as the effect says; cell 0 does not follow cell 1."""
    filters = np.zeros((2, 2, ring.WINDOW))
    filters[1, 0, lag] = np.log(4.0)
    n_bins = 60_000
    times, units = ring.fire(rng, np.full((n_bins, 2), np.log(0.05)), filters)
    first, second = bin_counts(times, units, n_bins, 2).T
    after = [second[1 + k :][first[: -1 - k] == 1].mean() for k in range(6)]
    for k in range(6):
        assert after[k] == pytest.approx(0.05 * (4 if k == lag else 1.0), rel=0.25)
    assert first[lag + 1 :][second[: -lag - 1] == 1].mean() == pytest.approx(0.05, rel=0.25)


def test_the_ring_excites_the_next_and_inhibits_the_one_after():
    """By the coupling, fading; with none, only the own refractoriness is there."""
    filters = ring.Population(n_neurons=5, coupling=0.4).filters()
    assert filters.shape == (5, 5, ring.WINDOW)
    assert filters[0, 4, 0] == 0.4
    assert filters[1, 4, 0] == -0.4
    assert filters[2, 4, 0] == 0
    np.testing.assert_allclose(filters[0, 4, 3], 0.4 * np.exp(-1))
    alone = ring.Population(n_neurons=5).filters()
    assert (alone[~np.eye(5, dtype=bool)] == 0).all()
    assert (alone[np.eye(5, dtype=bool)][:, 0] == -2).all()


def test_a_session_is_laid_out_as_the_recording_after_loading(rng):
    """Spikes cell by cell, each cell's in order; heading from 0 to 2 pi at the middle of each bin."""
    session = ring.simulate_session(rng, ring.Population(n_neurons=4), 20.0)
    units = session["unit_of_spike"]
    assert (np.diff(units) >= 0).all()
    assert all((np.diff(session["spike_times_s"][units == cell]) > 0).all() for cell in range(4))
    assert session["time_s"][[0, -1]].tolist() == pytest.approx([0.005, 19.995])
    assert 0 <= session["heading_rad"].min() <= session["heading_rad"].max() < 2 * np.pi
    assert session["awake_s"].tolist() == [0, 20]


def test_a_session_of_no_bins_is_refused(rng):
    """The error says what came."""
    with pytest.raises(ValueError, match=r"at least one bin of 0.01 s, got duration_s=0.001"):
        ring.simulate_session(rng, ring.Population(), 0.001)


@pytest.mark.parametrize("wild", [{"coupling": 3.0}, {"own": 4.0}, {"peak_hz": 1e6}, {"peak_hz": np.nan}], ids=str)
def test_a_population_that_runs_away_is_refused(rng, wild):
    """It would go on drawing spikes for ever."""
    with pytest.raises(ValueError, match=r"do not excite one another without end, got more than 10000 spikes/s after"):
        ring.simulate_session(rng, ring.Population(**wild), 20.0)


def test_the_twin_has_tuned_and_other_cells(rng):
    """Ten tuned ones, four not; within the epoch; the index of the units ends at the number of spikes."""
    raw = ring.simulate_recording(rng, 100.0)
    ends, times = raw["units/spike_times_index"], raw["units/spike_times"]
    assert raw["units/location"].tolist() == ["adn"] * 10 + ["ca1"] * 4
    assert ends[-1] == len(times)
    assert ring.AWAKE_S <= times.min() <= times.max() <= ring.AWAKE_S + 100
    stamps, heading = (raw[f"processing/behavior/CompassDirection/ry/{name}"] for name in ("timestamps", "data"))
    tuning = []
    for start, stop in zip([0, *ends[:-1]], ends, strict=True):
        at_spikes = np.interp(times[start:stop], stamps, np.unwrap(heading))
        tuning.append(abs(np.exp(1j * at_spikes).mean() - np.exp(1j * heading).mean()))
    assert min(tuning[:10]) > 0.3
    assert max(tuning[10:]) < 0.3


@pytest.mark.parametrize("rest", [("simulate_session", ring.Population(), 5.0), ("simulate_recording", 5.0)])
def test_the_same_generator_gives_the_same_session(rest):
    """All randomness comes from it."""
    name, *args = rest
    one, other = (getattr(ring, name)(np.random.default_rng(1), *args) for _ in range(2))
    for key in one:
        np.testing.assert_array_equal(one[key], other[key])
