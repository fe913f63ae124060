"""The simulated open field: the rat covers the box, and the cell fires on a triangular lattice."""

import numpy as np
import pytest

from course.simulate import open_field


@pytest.fixture(scope="module")
def walk_cm():
    """Ten minutes in bins of 100 ms."""
    return open_field.simulate_walk(np.random.default_rng(3), 6000)


def test_the_rat_stays_in_the_box_and_visits_all_of_it(walk_cm):
    """Every square of 20 cm is visited, and no step is longer than a rat runs in 100 ms."""
    assert walk_cm.shape == (6000, 2)
    assert walk_cm.min() >= 0
    assert walk_cm.max() <= 100
    visits = np.histogram2d(*walk_cm.T, bins=5, range=[[0, 100], [0, 100]])[0]
    assert (visits > 20).all()
    assert np.linalg.norm(np.diff(walk_cm, axis=0), axis=1).max() < 10


def test_fields_are_on_a_triangular_lattice():
    """The rate is highest at the offset, and at the six places one spacing away at every 60 degrees."""
    angles = open_field.ORIENTATION_RAD + np.pi / 6 + np.pi / 3 * np.arange(6)
    around = open_field.OFFSET_CM + open_field.SPACING_CM * np.column_stack([np.cos(angles), np.sin(angles)])
    np.testing.assert_allclose(open_field.true_log_rate(around), open_field.GAIN, atol=1e-9)
    assert open_field.true_log_rate(open_field.OFFSET_CM) == pytest.approx(open_field.GAIN)
    places = np.random.default_rng(0).uniform(0, 100, (5000, 2))
    assert open_field.true_log_rate(places).max() <= open_field.GAIN + 1e-9


def test_counts_follow_the_true_rate(walk_cm):
    """The mean is as asked for, and bins in fields have many times the spikes of bins between them."""
    counts = open_field.simulate_grid_cell(np.random.default_rng(1), walk_cm, mean_rate_hz=5.0)
    assert counts.dtype.kind == "i"
    assert counts.mean() == pytest.approx(0.5, abs=0.05)
    log_rate = open_field.true_log_rate(walk_cm)
    high, low = log_rate > np.quantile(log_rate, 0.9), log_rate < np.quantile(log_rate, 0.5)
    expected = np.exp(log_rate[high]).mean() / np.exp(log_rate[low]).mean()
    assert counts[high].mean() / counts[low].mean() == pytest.approx(expected, rel=0.25)


def test_the_same_generator_gives_the_same_walk():
    """Nothing else is random."""
    one, other = (open_field.simulate_walk(np.random.default_rng(8), 50) for _ in range(2))
    np.testing.assert_array_equal(one, other)
