"""The simulated features have the truth that they come with, and each of the things that can be switched on."""

import numpy as np
import pytest
from scipy.stats import kurtosis

from course.simulate.spike_features import (
    LOCKOUT_MS,
    REFRACTORY_MS,
    compute_means,
    draw_units,
    noise_covariance,
    simulate_features,
    simulate_recording,
)


def simulate(n_units=1, duration_s=300.0, **settings):
    """Units and their spikes, the same for each call."""
    units = draw_units(np.random.default_rng(1), n_units)
    return units, simulate_features(np.random.default_rng(2), units, duration_s, **settings)


def own(spikes, unit):
    """Features of one unit."""
    return spikes["features"][spikes["units"] == unit]


def test_spikes_are_as_described():
    """Sorted times within the recording, a unit and 12 features each, at about the rates drawn."""
    units, spikes = simulate(4)
    n_spikes = len(spikes["times_s"])
    assert spikes["features"].shape == (n_spikes, 12)
    assert (np.diff(spikes["times_s"]) >= LOCKOUT_MS / 1000 - 1e-12).all()
    assert 0 <= spikes["times_s"][0] <= spikes["times_s"][-1] < 300
    rates_hz = np.bincount(spikes["units"]) / 300
    np.testing.assert_allclose(rates_hz, units["rate_hz"], rtol=0.15)


def test_no_unit_breaks_its_refractory_period():
    """Bursts included."""
    _, spikes = simulate(3, bursts=0.5)
    for unit in range(3):
        assert np.diff(spikes["times_s"][spikes["units"] == unit]).min() >= REFRACTORY_MS / 1000 - 1e-12


def test_a_plain_unit_is_a_gaussian_around_its_mean():
    """Mean as computed, covariance that of the noise and of the jitter of its height, no heavy tails."""
    units, spikes = simulate()
    features, mean = own(spikes, 0), compute_means(units)[0]
    expected = noise_covariance() + 0.04**2 * np.outer(mean, mean)
    error = 5 / np.sqrt(len(features))
    assert (np.abs(features.mean(axis=0) - mean) < error * np.sqrt(np.diag(expected))).all()
    scale = np.sqrt(np.outer(np.diag(expected), np.diag(expected)))
    assert (np.abs(np.cov(features.T) - expected) < 1.5 * error * scale).all()
    assert np.abs(kurtosis(features)).max() < 0.6


def test_spikes_shrink_within_bursts():
    """Spikes soon after another are smaller; without bursts hardly any come soon."""
    units, spikes = simulate(bursts=0.4)
    soon = np.diff(spikes["times_s"], prepend=-1) < 0.007
    along = spikes["features"] @ compute_means(units)[0]
    assert along[soon].mean() < 0.8 * along[~soon].mean()
    assert soon.mean() > 0.2
    assert np.mean(np.diff(simulate()[1]["times_s"]) < 0.007) < 0.15


def test_drift_moves_the_mean_evenly():
    """First and last tenth lie where units that are shifted by half the drift to either side would."""
    units, spikes = simulate(drift_um=20.0)
    for part, shift_um in ((spikes["times_s"] < 30, -9.0), (spikes["times_s"] > 270, 9.0)):
        features = spikes["features"][part]
        error = 5 * features.std(axis=0) / np.sqrt(len(features))
        assert (np.abs(features.mean(axis=0) - compute_means(units, shift_um)[0]) < error).all()


def test_heavy_tails_are_heavy():
    """With 4 degrees of freedom far more extreme values than a Gaussian has."""
    assert kurtosis(own(simulate(tail_df=4.0)[1], 0)).min() > 1.5


def test_means_follow_the_distance_to_the_wires():
    """A unit near a wire has most of its height there; shifts may be one number or one for each spike."""
    units = draw_units(np.random.default_rng(0), 1)
    units["place_um"][:] = [[12.0, 12.0]]
    first_scores = compute_means(units)[0, ::3]
    assert first_scores.argmax() == 2
    shifts = compute_means(units, np.array([0.0, 5.0]))
    assert shifts.shape == (1, 2, 12)
    np.testing.assert_allclose(shifts[0, 0], compute_means(units)[0])


def test_the_generator_decides():
    """The same generator gives the same spikes, another one others."""
    units, spikes = simulate(2, 20.0)
    again = simulate_features(np.random.default_rng(2), units, 20.0)
    other = simulate_features(np.random.default_rng(3), units, 20.0)
    np.testing.assert_array_equal(spikes["features"], again["features"])
    assert spikes["times_s"][0] != other["times_s"][0]


@pytest.mark.parametrize("settings", [{"duration_s": 0.0}, {"bursts": 1.0}, {"tail_df": 0.0}, {"bursts": -0.1}])
def test_impossible_settings_are_refused(settings):
    """With what was expected and what came."""
    units = draw_units(np.random.default_rng(0), 1)
    with pytest.raises(ValueError, match="expected duration_s > 0"):
        simulate_features(np.random.default_rng(0), units, **{"duration_s": 1.0, **settings})


def test_the_twin_has_names_and_types_of_the_files():
    """Features in µV, times in samples and in ms that agree, and the truth."""
    recording = simulate_recording(np.random.default_rng(0), 20.0)
    features, samples, times_ms = (recording[f"nds_cl_1_{name}"] for name in ("features", "spiketimes_s", "spiketimes_t"))
    assert (features.shape[1], features.dtype, samples.dtype, times_ms.dtype) == (12, float, np.int64, float)
    assert len(features) == len(samples) == len(times_ms) == len(recording["units"])
    np.testing.assert_allclose(times_ms, samples / 30)
    assert set(recording["units"]) == set(range(9))
