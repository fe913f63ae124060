"""The simulated run: as the real file, and with the truth that it claims."""

import numpy as np
import pytest
from scipy.stats import chisquare

from course.simulate import running


@pytest.fixture(scope="module")
def run():
    """Ten minutes, as the lab uses it."""
    return running.simulate_run(np.random.default_rng(5))


def test_the_rat_stays_on_the_track(run):
    """Ten minutes of milliseconds between 0 and 100 cm, without jumps, from one end to the other and back."""
    assert len(run.time_s) == len(run.position_cm) == len(run.speed_cm_s) == 600_000
    assert run.time_s[0] == 0.001
    np.testing.assert_allclose(np.diff(run.time_s), 0.001, atol=1e-9)
    assert run.position_cm.min() == 0.0
    assert run.position_cm.max() == pytest.approx(100.0)
    assert np.abs(np.diff(run.position_cm)).max() < 0.2
    assert run.speed_cm_s.min() >= 0
    assert 60 < run.speed_cm_s.max() < 200


def test_position_and_speed_are_related(run):
    """Fast in the middle, slow near the ends; and not the same at each pass."""
    middle = np.abs(run.position_cm - 50) < 10
    assert run.speed_cm_s[middle].mean() > 3 * run.speed_cm_s[np.abs(run.position_cm - 50) > 40].mean()
    assert run.speed_cm_s[middle].std() > 0.25 * run.speed_cm_s[middle].mean()


@pytest.mark.parametrize("kind", running.KINDS)
def test_spikes_follow_the_true_rate(run, kind):
    """In ten groups of samples with similar true rate, counts agree with it (chi-square, p > 0.001)."""
    spikes_s = running.simulate_spikes(np.random.default_rng(1), run, kind, mean_rate_hz=20.0)
    relative = np.exp(running.true_log_rate(run, kind))
    expected = 20.0 * 0.001 * relative / relative.mean()
    counts = np.bincount(np.round(spikes_s * 1000).astype(int) - 1, minlength=len(expected))
    groups = np.array_split(np.argsort(expected, kind="stable"), 10)
    seen = np.array([counts[group].sum() for group in groups])
    hoped = np.array([expected[group].sum() for group in groups])
    assert chisquare(seen, hoped * seen.sum() / hoped.sum()).pvalue > 0.001
    assert abs(seen.sum() - hoped.sum()) < 4 * np.sqrt(hoped.sum())


def test_a_cell_follows_what_its_kind_says():
    """Position alone, speed alone, both, neither."""
    still = running.Run(np.arange(3), np.array([10.0, 62.0, 90.0]), np.zeros(3))
    moving = running.Run(np.arange(3), np.full(3, 10.0), np.array([0.0, 25.0, 80.0]))
    varies = {kind: [np.ptp(running.true_log_rate(run, kind)) > 0.5 for run in (still, moving)] for kind in running.KINDS}
    assert varies == {"position": [True, False], "speed": [False, True], "both": [True, True], "neither": [False, False]}
    assert (np.diff(running.true_log_rate(moving, "speed")) > 0).all()
    assert running.true_log_rate(still, "position").argmax() == 1


def test_an_unknown_kind_is_refused(run):
    """With the kinds there are."""
    with pytest.raises(ValueError, match="expected the kind to be one of position, speed, both, neither"):
        running.true_log_rate(run, "place")


def test_a_run_without_time_is_refused():
    """At least a second."""
    with pytest.raises(ValueError, match="at least 1 s"):
        running.simulate_run(np.random.default_rng(0), 0.5)


def test_bystanders_are_as_slow_as_asked_for():
    """Mean 0, variance 1, and a correlation of 1/e with itself after the memory."""
    signal = running.simulate_bystander(np.random.default_rng(2), 200_000, memory_bins=10)
    assert abs(signal.mean()) < 0.1
    assert signal.var() == pytest.approx(1, abs=0.1)
    assert np.mean(signal[10:] * signal[:-10]) == pytest.approx(np.exp(-1), abs=0.06)


def test_the_recording_looks_like_the_file():
    """t, X and spiketimes as columns, in s and cm."""
    recording = running.simulate_recording(np.random.default_rng(3))
    assert {name: values.shape[1] for name, values in recording.items()} == {"t": 1, "X": 1, "spiketimes": 1}
    assert recording["t"].shape == recording["X"].shape == (177_761, 1)
    assert recording["t"][-1, 0] == pytest.approx(177.761)
    assert 150 < len(recording["spiketimes"]) < 400


def test_the_same_generator_gives_the_same_run():
    """Nothing else is random."""
    one, other = (running.simulate_recording(np.random.default_rng(8), 5.0) for _ in range(2))
    assert all(np.array_equal(one[name], other[name]) for name in one)
