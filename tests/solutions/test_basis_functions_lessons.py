"""What lab 03 teaches is so: on data whose truth is known, and on the real place cell where there is a copy of it."""

import numpy as np
import pytest
import scipy.io

from course.simulate import injection, track
from solutions import basis_functions as lab
from tests.data_fetch.test_load import COPIES

DT_S = 0.05
EDGES = np.linspace(0, 100, 26)


def wald_z(X, y, ridge=1e-3):
    """The last weight, in standard errors."""
    b, w = lab.fit_poisson_glm(X, y, ridge)
    information = X.T * np.exp(b + X @ w) @ X + ridge * np.eye(X.shape[1])
    return w[-1] / np.sqrt(np.linalg.inv(information)[-1, -1])


def bin_run(position_ms, spikes_ms):
    """Place, speed (10 cm/s) and counts in bins of 50 ms."""
    place = track.bin_session(position_ms, DT_S)
    speed, outward = track.speed_of(place, DT_S)
    n = round(DT_S / track.SAMPLE_S)
    counts = spikes_ms[: len(spikes_ms) // n * n].reshape(-1, n).sum(axis=1)
    return place, (speed / 10)[:, None], outward, counts


def simulate_run(gain, seed):
    rng = np.random.default_rng(seed)
    position = track.run_laps(rng, 600.0)
    return bin_run(position, track.simulate_spikes(rng, position, track.PlaceCell(speed_gain=gain)))


def test_the_effect_of_speed_is_an_artefact_that_the_joint_model_removes():
    """Alone it is overwhelming in every session; beside the place it is 0 within its error."""
    alone, beside = [], []
    for seed in range(12):
        place, speed, _, counts = simulate_run(0.0, seed)
        alone.append(wald_z(np.column_stack([np.ones(len(counts)), speed]), counts))
        beside.append(wald_z(np.column_stack([lab.one_hot_position(place, EDGES), speed]), counts))
    assert min(alone) > 10
    assert np.mean(np.abs(beside) < 1.96) >= 0.75
    assert abs(np.mean(beside)) < 1.0


@pytest.mark.parametrize("gain", [0.03, -0.03])
def test_an_effect_that_is_there_is_found(gain):
    """The joint model is not deaf: a true effect keeps its sign."""
    place, speed, _, counts = simulate_run(gain, 5)
    assert wald_z(np.column_stack([lab.one_hot_position(place, EDGES), speed]), counts) * np.sign(gain) > 4


def test_one_hot_with_an_intercept_has_no_unique_optimum():
    """One rank is missing, and a constant moves from the intercept to the weights at no cost."""
    place, _, _, counts = simulate_run(0.0, 1)
    X = lab.one_hot_position(place, EDGES)
    assert np.linalg.matrix_rank(np.column_stack([np.ones(len(X)), X])) == X.shape[1]
    b, w = lab.fit_poisson_glm(X, counts)
    np.testing.assert_allclose(np.exp(b + 3 + X @ (w - 3)), np.exp(b + X @ w))


def test_a_memory_pays_on_the_same_held_out_rows():
    """Past current beats the present one, and the own spikes beat both, in 20 s that no fit has seen."""
    rng = np.random.default_rng(7)
    current = injection.simulate_current(rng, 50_000)
    fired = injection.simulate_spikes(rng, current)
    current = (current - current.mean()) / current.std()
    past = lab.convolve_basis(current, lab.raised_cosine_log_basis(6, 100, offset=5.0))
    own = lab.convolve_basis(fired, lab.raised_cosine_log_basis(8, 200, offset=2.0), lag=1)
    shares = []
    for X in (current[:, None], past, np.column_stack([past, own])):
        b, w = lab.fit_poisson_glm(X[:30_000], fired[:30_000], 1e-3)
        rate = np.exp(b + X[30_200:] @ w)
        shares.append(lab.deviance_explained(fired[30_200:], rate, fired[:30_000].mean()))
    assert 0 < shares[0] < shares[1] - 0.01 < shares[2] - 0.05


@pytest.mark.skipif(not (COPIES / "spikes-1.mat").is_file(), reason="no copy of the real recording is here")
def test_the_real_place_cell_has_the_numbers_of_the_lesson():
    """The z of speed is 28.9 alone, 1.8 beside place, 2.0 beside place by direction."""
    raw = scipy.io.loadmat(COPIES / "spikes-1.mat")
    edges = np.append(raw["t"], raw["t"][-1] + track.SAMPLE_S) - track.SAMPLE_S / 2
    place, speed, outward, counts = bin_run(raw["X"].ravel(), np.histogram(raw["spiketimes"], edges)[0])
    where = lab.one_hot_position(place, np.linspace(0, 100, 11))
    both_ways = np.column_stack([where * outward[:, None], where * ~outward[:, None]])
    speed = speed - speed.mean()
    found = [wald_z(np.column_stack([others, speed]), counts, 0.5) for others in (where, both_ways)]
    np.testing.assert_allclose(found, [1.8, 2.0], atol=0.06)
    b, w = lab.fit_poisson_glm(speed, counts, 0.5)
    information = np.sum(speed[:, 0] ** 2 * np.exp(b + speed[:, 0] * w)) + 0.5
    assert w[0] * np.sqrt(information) == pytest.approx(28.9, abs=0.06)
