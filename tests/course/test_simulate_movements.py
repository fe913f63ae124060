"""The simulated subthalamic cell: the layout of the file, and the rates that were put in."""

import numpy as np
import pytest

from course.simulate import movements


@pytest.fixture(scope="module")
def recording():
    """Many trials, so that rates can be measured."""
    return movements.simulate_recording(np.random.default_rng(7), 400)


def test_layout_is_that_of_the_real_file():
    """Names, shapes and types are those of 10_spikes-1.mat."""
    made = movements.simulate_recording(np.random.default_rng(0))
    layout = {name: (values.shape, values.dtype.name) for name, values in made.items()}
    assert layout == {"direction": ((50, 1), "uint8"), "train": ((50, 2000), "uint8"), "t": ((1, 2000), "int16")}
    assert (made["t"].min(), made["t"].max(), made["train"].max()) == (-1000, 999, 1)


@pytest.mark.parametrize("n_trials", [2, 5, 50])
def test_half_of_the_trials_go_to_each_side(n_trials):
    """One more to the left if the number is odd."""
    direction = movements.simulate_recording(np.random.default_rng(1), n_trials)["direction"]
    assert direction.sum() == n_trials // 2


def test_rates_are_those_that_were_put_in(recording):
    """By direction and period, in spite of the silence after a spike; within 3 %."""
    direction = recording["direction"][:, 0]
    for side in (0, 1):
        trains = recording["train"][direction == side]
        found = [trains[:, :1000].sum(axis=1).mean(), trains[:, 1000:].sum(axis=1).mean()]
        np.testing.assert_allclose(found, movements.RATES_HZ[side], rtol=0.03)


def test_no_spike_follows_within_the_silence(recording):
    """Never within 3 bins; at 4 bins there are some."""
    train = recording["train"]
    for lag in range(1, movements.N_SILENT_BINS + 1):
        assert not np.any(train[:, lag:] & train[:, :-lag])
    lag = movements.N_SILENT_BINS + 1
    assert np.any(train[:, lag:] & train[:, :-lag])


def test_one_trial_is_refused():
    """Both directions must occur."""
    with pytest.raises(ValueError, match="at least 2 trials"):
        movements.simulate_recording(np.random.default_rng(0), 1)
