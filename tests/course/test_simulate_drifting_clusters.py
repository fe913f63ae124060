"""Simulated clusters do what the truth that comes with them says."""

import numpy as np
import pytest

from course.simulate.drifting_clusters import PATHS, simulate_drifting_clusters


def simulate(seed=0, **settings):
    """A recording from a seed."""
    return simulate_drifting_clusters(np.random.default_rng(seed), **settings)


def test_shapes_and_order():
    """Spikes are sorted by time, inside the recording, with a truth for each of them."""
    drawn = simulate(n_spikes=500, n_units=3, n_features=5, duration_s=100.0)
    assert drawn.features.shape == (500, 5)
    assert drawn.centres.shape == (500, 3, 5)
    assert drawn.scales.shape == (3, 5, 5)
    assert (np.diff(drawn.times_s) >= 0).all()
    assert 0 <= drawn.times_s[0] <= drawn.times_s[-1] < 100
    assert set(drawn.units) <= {-1, 0, 1, 2}


def test_same_seed_same_recording():
    """All randomness comes from the generator."""
    np.testing.assert_array_equal(simulate(3).features, simulate(3).features)
    assert not np.array_equal(simulate(3).features, simulate(4).features)


@pytest.mark.parametrize("path", PATHS)
def test_clusters_move_as_far_as_asked_for(path):
    """From the first place to the farthest one, `drift` widths, but for a fifth: units differ."""
    drawn = simulate(drift=10.0, path=path, n_spikes=4000)
    far = np.linalg.norm(drawn.centres - drawn.centres[0], axis=2).max(axis=0)
    assert ((far > 7.5) & (far < 12.5)).all()


def test_without_drift_they_stay():
    """With drift = 0 the centres are the same at all times."""
    assert np.ptp(simulate(drift=0.0).centres, axis=0).max() == 0


def test_there_and_back_ends_at_the_start():
    """The path returns."""
    drawn = simulate(path="there and back", n_spikes=5000)
    np.testing.assert_allclose(drawn.centres[-1], drawn.centres[0], atol=0.1)


def test_spikes_scatter_around_their_centres():
    """The covariance around the true path is nu/(nu - 2) times the scale matrix."""
    drawn = simulate(n_spikes=40_000, n_units=2, n_features=2, nu=8.0, outliers=0.0)
    for unit in range(2):
        own = drawn.units == unit
        away = drawn.features[own] - drawn.centres[own, unit]
        np.testing.assert_allclose(np.cov(away.T), drawn.scales[unit] * 8 / 6, atol=0.1)


def test_infinite_nu_is_gaussian():
    """No spike is farther than six widths."""
    drawn = simulate(nu=np.inf, outliers=0.0, n_units=1, n_features=1, n_spikes=10_000)
    assert np.abs(drawn.features - drawn.centres[:, 0]).max() < 6 * np.sqrt(drawn.scales.max())


def test_outliers_are_as_many_as_asked_for():
    """One spike in ten, but for chance, and marked."""
    assert np.mean(simulate(outliers=0.1, n_spikes=10_000).units < 0) == pytest.approx(0.1, abs=0.01)


def test_neighbours_are_apart():
    """At the start the nearest two centres are `apart`."""
    first = simulate(apart=6.0, n_units=5).centres[0]
    distance = np.linalg.norm(first[:, None] - first, axis=2) + 99 * np.eye(5)
    assert distance.min() == pytest.approx(6.0, rel=0.15)


def test_centres_in_frames():
    """They are the means of the true places of the frame's spikes."""
    drawn = simulate(n_spikes=300)
    frames = drawn.centres_in_frames(600.0)
    own = (drawn.times_s >= 600) & (drawn.times_s < 1200)
    np.testing.assert_allclose(frames[1], drawn.centres[own].mean(axis=0))


@pytest.mark.parametrize("wrong", [{"n_units": 0}, {"nu": 0.0}, {"outliers": 0.9}, {"path": "zigzag"}, {"duration_s": 0.0}])
def test_impossible_settings_are_refused(wrong):
    """The message says what was expected."""
    with pytest.raises(ValueError, match="expected counts"):
        simulate(**wrong)
