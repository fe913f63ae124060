"""The simulated tetrode: its truth is true, and it holds what makes spike sorting hard."""

import time

import numpy as np
import pytest

from course.simulate.tetrode import N_AFTER, N_BEFORE, REFRACTORY_MS, simulate_tetrode

FS = 30_000.0


@pytest.fixture(scope="module")
def tetrode():
    """A minute at 30 kHz, as the labs use it."""
    return simulate_tetrode(np.random.default_rng(6))


@pytest.fixture(scope="module")
def silent():
    """The same spikes, drift included, without noise and field: only what the truth says is in it."""
    return simulate_tetrode(np.random.default_rng(6), 20.0, amplitude_drift=True, noise_uv=0.0, field_uv=0.0)


def make_voltage(**sizes):
    """Twenty seconds of the same recording, with this noise and field."""
    return simulate_tetrode(np.random.default_rng(3), 20.0, n_units=1, **sizes).voltage_uv


def intervals_ms(tetrode, unit):
    """Intervals between the spikes of one neuron."""
    return 1000 * np.diff(tetrode.samples_of(unit)) / tetrode.fs


def test_shapes_and_types_are_as_stated(tetrode):
    """A minute of four channels in single precision, six neurons, and one entry a spike in each list."""
    n_spikes = len(tetrode.spike_samples)
    assert tetrode.voltage_uv.shape == (1_800_000, 4)
    assert tetrode.voltage_uv.dtype == np.float32
    assert (tetrode.fs, tetrode.duration_s) == (FS, 60.0)
    assert tetrode.templates.shape == (6, N_BEFORE + N_AFTER, 4)
    assert tetrode.spike_gains.shape == (n_spikes, 4)
    for name in ("spike_samples", "spike_units", "spike_order"):
        assert getattr(tetrode, name).shape == (n_spikes,)
        assert getattr(tetrode, name).dtype == np.int64
    assert set(tetrode.spike_units) == set(range(6))


def test_the_truth_rebuilds_the_voltage(silent):
    """Without noise, the voltage is the sum of all templates, each times its gains at its sample."""
    rebuilt = np.zeros(silent.voltage_uv.shape)
    window = np.arange(-N_BEFORE, N_AFTER)
    rows = silent.spike_samples[:, None] + window
    np.add.at(rebuilt, rows, silent.templates[silent.spike_units] * silent.spike_gains[:, None, :])
    np.testing.assert_allclose(silent.voltage_uv, rebuilt, atol=1e-3)


def test_spikes_are_sorted_and_whole(tetrode):
    """Every spike lies in the recording with its whole template, and none in its first millisecond."""
    assert (np.diff(tetrode.spike_samples) >= 0).all()
    assert tetrode.spike_samples[0] > FS / 1000
    assert tetrode.spike_samples[-1] + N_AFTER <= len(tetrode.voltage_uv)


def test_templates_have_their_trough_where_the_truth_points(tetrode):
    """The trough of each neuron's best channel is the sample of the spike, 110 to 260 µV deep."""
    best = tetrode.templates.min(axis=1).argmin(axis=1)
    depths_uv = []
    for template, channel in zip(tetrode.templates, best, strict=True):
        assert template[:, channel].argmin() == N_BEFORE
        depths_uv.append(-template[N_BEFORE, channel])
    np.testing.assert_allclose(depths_uv, np.geomspace(260, 110, 6))


def test_every_neuron_is_refractory(tetrode):
    """No neuron fires two spikes within 2.5 ms, bursts included."""
    assert min(intervals_ms(tetrode, unit).min() for unit in range(6)) >= REFRACTORY_MS


def test_rates_are_those_asked_for(tetrode):
    """Within four standard errors of a count; a burst makes up to five of it go together."""
    counts = np.bincount(tetrode.spike_units)
    expected = 60.0 * tetrode.rates_hz
    assert (np.abs(counts - expected) < 4 * np.sqrt(3 * expected)).all()


def test_bursts_shrink(tetrode):
    """The second spike of a burst follows within 3 to 7 ms, and is smaller by 15 %, jitter apart."""
    for unit in (0, 2, 4):
        own = tetrode.spike_units == unit
        order, gains = tetrode.spike_order[own], tetrode.spike_gains[own, 0]
        second = np.flatnonzero(order == 1)
        assert len(second) > 20
        gaps = intervals_ms(tetrode, unit)[second - 1]
        assert gaps.min() >= 3.0
        assert gaps.max() <= 7.0 + 1000 / FS
        assert np.mean(gains[second] / gains[second - 1]) == pytest.approx(0.85, abs=0.02)
    assert not tetrode.spike_order[np.isin(tetrode.spike_units, [1, 3, 5])].any()


def test_bursts_can_be_switched_off():
    """Then every spike stands by itself."""
    assert not simulate_tetrode(np.random.default_rng(1), 5.0, bursts=False).spike_order.any()


def test_spikes_overlap_as_often_as_chance_has_it(tetrode):
    """The share of spikes with another within 1 ms is that of independent neurons: 1 - exp(-2 ms · rate)."""
    gaps = np.diff(tetrode.spike_samples) < FS / 1000
    share = np.mean(np.append(gaps, False) | np.append(False, gaps))
    rate_hz = len(tetrode.spike_samples) / 60.0
    assert share == pytest.approx(1 - np.exp(-2 * 0.001 * rate_hz), abs=0.02)


def test_neurons_are_independent(tetrode):
    """Around the spikes of one neuron, another one fires at its mean rate: no cross-correlation."""
    one, other = tetrode.samples_of(2), tetrode.samples_of(5)
    reach = 20 * FS / 1000
    pairs = np.searchsorted(other, one + reach) - np.searchsorted(other, one - reach)
    expected = len(one) * len(other) * 2 * reach / len(tetrode.voltage_uv)
    assert pairs.sum() == pytest.approx(expected, abs=4 * np.sqrt(expected))


def test_noise_is_coloured_and_shared():
    """Neighbouring samples and different channels are correlated, and channels differ in size."""
    noise = make_voltage(field_uv=0.0) - make_voltage(field_uv=0.0, noise_uv=0.0)  # without the spikes
    steps = np.corrcoef(noise[1:, 0], noise[:-1, 0])[0, 1]
    assert steps == pytest.approx(0.6, abs=0.02)
    assert np.corrcoef(noise.T)[0, 3] == pytest.approx(0.4, abs=0.02)
    np.testing.assert_allclose(noise.std(axis=0) / 18.0, [1.0, 1.15, 0.85, 1.3], rtol=0.02)


def test_the_field_is_slow_and_common():
    """The local field has the size asked for, is the same on all channels, and ends well below 300 Hz."""
    field = make_voltage(noise_uv=0.0) - make_voltage(noise_uv=0.0, field_uv=0.0)  # without the spikes
    assert field.std() == pytest.approx(120.0, rel=0.05)
    np.testing.assert_allclose(field[:, 0], field[:, 3], atol=1e-3)
    power = np.abs(np.fft.rfft(field[:, 0])) ** 2
    assert power[np.fft.rfftfreq(len(field), 1 / FS) > 300].sum() < 1e-3 * power.sum()


def test_drift_changes_amplitudes_slowly_and_by_channel():
    """Gains start at 1 and move, on at least one channel of each neuron, by more than a fifth."""
    tetrode = simulate_tetrode(np.random.default_rng(4), 60.0, bursts=False, amplitude_drift=True)
    for unit in range(6):
        gains = tetrode.spike_gains[tetrode.spike_units == unit]
        np.testing.assert_allclose(gains[:10].mean(axis=0), 1.0, atol=0.06)
        assert np.abs(gains[-10:].mean(axis=0) - 1).max() > 0.2
        assert np.abs(np.diff(gains / gains[:, [0]], axis=0)).max() < 0.1


def test_without_drift_all_channels_have_one_gain(tetrode):
    """A burst makes a spike smaller on all channels alike."""
    assert (tetrode.spike_gains == tetrode.spike_gains[:, [0]]).all()


def test_same_seed_gives_the_same_recording():
    """All randomness comes from the generator passed in."""
    first, second, other = (simulate_tetrode(np.random.default_rng(seed), 1.0) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.voltage_uv, second.voltage_uv)
    assert not np.array_equal(first.voltage_uv, other.voltage_uv)


def test_pieces_join_without_a_seam(monkeypatch):
    """A recording made piece by piece, to spare memory, is the one made at once."""
    whole = simulate_tetrode(np.random.default_rng(5), 1.0).voltage_uv
    monkeypatch.setattr("course.simulate.tetrode.CHUNK", 7_001)
    np.testing.assert_allclose(simulate_tetrode(np.random.default_rng(5), 1.0).voltage_uv, whole, atol=1e-2)


@pytest.mark.parametrize(("fs", "n_units"), [(10_000.0, 1), (24_414.0625, 3), (40_000.0, 9)])
def test_other_rates_and_numbers_of_neurons_work(fs, n_units):
    """The refractory period and the length hold at any sampling rate."""
    tetrode = simulate_tetrode(np.random.default_rng(0), 3.0, fs, n_units)
    assert len(tetrode.voltage_uv) == round(3 * fs)
    assert tetrode.spike_samples[0] >= fs / 1000
    assert min(intervals_ms(tetrode, unit).min() for unit in range(n_units)) >= REFRACTORY_MS


def test_refractoriness_holds_between_samples_too():
    """Where 2.5 ms are no whole number of samples, intervals are rounded up."""
    tetrode = simulate_tetrode(np.random.default_rng(0), 60.0, 24_414.0625, 40)
    assert min(intervals_ms(tetrode, unit).min() for unit in range(40)) >= REFRACTORY_MS


@pytest.mark.parametrize("wrong", [{"duration_s": 0.05}, {"fs": 1000.0}, {"n_units": 0}])
def test_a_recording_that_cannot_be_is_refused(wrong):
    """The error says what was expected and what came."""
    with pytest.raises(ValueError, match=f"at least 1 neuron, got .*{next(iter(wrong.values()))}"):
        simulate_tetrode(np.random.default_rng(0), **wrong)


def test_a_minute_takes_less_than_three_seconds():
    """Fast enough to be made anew in every lab."""
    start_s = time.perf_counter()
    simulate_tetrode(np.random.default_rng(0))
    assert time.perf_counter() - start_s < 3.0
