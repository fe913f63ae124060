"""The fits of lab 01 without a design matrix find what the reference finds, in time and memory that grow with the recording."""

import time
import tracemalloc

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter1d

from solutions import _glm_encoding_fast as fast
from solutions import glm_encoding as lab
from tests.solutions.test_glm_encoding_lnp import STIMULI
from tests.solutions.twins import FLICKER, draw_recording, loop_design_matrix, nats_to_the_minimum, with_ones

ROW = fast.PIECE  # bins that are worked on together


@pytest.fixture
def rng():
    return np.random.default_rng(21)


def draw_spikes(rng, stim, mean=0.4):
    """An LNP cell that looks at the last three bins; the stimulus may be in any unit."""
    scaled = (stim - np.mean(stim, dtype=float)) / np.std(stim, dtype=float)
    return rng.poisson(mean * np.exp(0.6 * scaled - 0.5 * np.roll(scaled, 2)))


# ---- make_design_matrix


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.int16, np.uint8])
@pytest.mark.parametrize(("n_bins", "d"), [(40, 25), (40, 1), (3, 8), (1, 25), (1, 1)])
def test_the_matrix_equals_the_double_loop(rng, dtype, n_bins, d):
    """Every entry, for any number type, also where the recording is shorter than d."""
    stim = rng.integers(0, 256, n_bins).astype(dtype)
    X = fast.make_design_matrix(stim, d)
    assert X.dtype == float
    np.testing.assert_array_equal(X, loop_design_matrix(stim, d))


# ---- fit_lg


@pytest.mark.parametrize(("n_bins", "d"), [(200, 25), (5_000, 25), (9_001, 1), (300, 2), (2_000, 40)])
@pytest.mark.parametrize("kind", STIMULI)
def test_least_squares_are_those_of_the_reference(rng, kind, n_bins, d):
    """To ten digits of the largest weight, for white and for correlated stimuli, in any unit."""
    stim = STIMULI[kind](rng, n_bins)
    spikes = draw_spikes(rng, stim).astype(np.uint8)
    expected = lab.fit_lg(stim, spikes, d)
    np.testing.assert_allclose(fast.fit_lg(stim, spikes, d), expected, atol=1e-10 * np.abs(expected).max())


@pytest.mark.parametrize("n_bins", [1, 4, 26, 5_000])
@pytest.mark.parametrize(
    "stim", [np.full(5_000, 0.48), np.zeros(5_000), np.tile(FLICKER, 2_500)], ids=["constant", "zero", "periodic"]
)
def test_of_many_solutions_the_shortest_is_found(rng, stim, n_bins):
    """Where the inverse of the normal equations does not exist, and where it exists by rounding only."""
    spikes, X = rng.poisson(1.0, n_bins), with_ones(stim[:n_bins], 6)
    theta = fast.fit_lg(stim[:n_bins], spikes, 6)
    np.testing.assert_allclose(X @ theta, X @ np.linalg.pinv(X) @ spikes, atol=1e-8)
    np.testing.assert_allclose(theta, lab.fit_lg(stim[:n_bins], spikes, 6), atol=1e-8)


def test_it_is_right_where_the_inverse_is_silently_wrong(rng):
    """A slow stimulus costs `inv` more than half of its sixteen digits without a word; here ten are left."""
    stim = gaussian_filter1d(rng.normal(size=20_000), 5)
    truth = np.append(0.3, rng.normal(size=25))
    X = with_ones(stim, 25)
    counts = X @ truth
    by_inverse = np.linalg.inv(X.T @ X) @ X.T @ counts
    assert np.abs(by_inverse - truth).max() > 1e-7
    np.testing.assert_allclose(fast.fit_lg(stim, counts, 25), truth, atol=1e-10)


# ---- fit_lnp


@pytest.mark.parametrize("n_bins", [300, 400, 20_000])
@pytest.mark.parametrize("kind", STIMULI)
def test_the_fit_is_at_the_minimum_whatever_the_stimulus(rng, kind, n_bins):
    """A hundred times closer than the hundredth of a nat that a student is granted."""
    stim = STIMULI[kind](rng, n_bins)
    spikes = draw_spikes(rng, stim)
    assert nats_to_the_minimum(fast.fit_lnp(stim, spikes), stim, spikes, 25) < 1e-4


def test_the_weights_are_those_of_the_reference(rng):
    """For a white stimulus, whose weights the data determine well."""
    stim, spikes = draw_recording(rng, 10_000)
    np.testing.assert_allclose(fast.fit_lnp(stim, spikes, 5), lab.fit_lnp(stim, spikes, 5), atol=1e-4)


@pytest.mark.parametrize("d", [1, 2, ROW - 1, ROW, ROW + 1, 70])
@pytest.mark.parametrize("n_bins", [700, 20 * ROW, 9_999])
def test_neither_lags_nor_bins_need_fill_a_row(rng, d, n_bins):
    """More lags than a row has bins, one lag, and a last row that is full, or not."""
    stim = rng.normal(size=n_bins)
    spikes = draw_spikes(rng, stim, 1.0).astype(np.uint8)
    assert nats_to_the_minimum(fast.fit_lnp(stim, spikes, d), stim, spikes, d) < 1e-4


UNLIKE = {
    "a flash": lambda rng, n: np.where(np.abs(np.arange(n) - n // 2) < 40, rng.choice(FLICKER, n), 0.0),
    "louder and louder": lambda rng, n: rng.choice(FLICKER, n) * np.linspace(0, 1, n) ** 8,
    "the same again in every sampled row": lambda rng, n: np.resize(rng.choice(FLICKER, 4 * ROW), n),
    "a ramp": lambda rng, n: np.linspace(-1.0, 1.0, n) + 1e-3 * rng.normal(size=n),
}


@pytest.mark.parametrize("kind", UNLIKE)
def test_a_sample_that_tells_little_of_the_recording_costs_time_only(rng, kind):
    """The minimum is reached where the sampled rows have no stimulus, or always the same."""
    stim = UNLIKE[kind](rng, 20_011)
    spikes = draw_spikes(rng, stim, 0.5)
    assert nats_to_the_minimum(fast.fit_lnp(stim, spikes, 8), stim, spikes, 8) < 1e-4


@pytest.mark.parametrize("mean", [0.003, 30.0])
def test_silent_and_busy_cells(rng, mean):
    """Some 60 spikes in all, and 30 a bin."""
    stim, spikes = draw_recording(rng, 20_000, mean=mean)
    assert nats_to_the_minimum(fast.fit_lnp(stim, spikes, 5), stim, spikes, 5) < 1e-4


@pytest.mark.parametrize(("n_bins", "d"), [(1, 1), (1, 25), (5, 25), (30, 25)])
def test_a_recording_shorter_than_its_filter_can_be_fitted(rng, n_bins, d):
    """The minimum is not unique there, but it is a minimum."""
    stim, spikes = rng.choice(FLICKER, n_bins), 1 + rng.poisson(1.0, n_bins)
    assert nats_to_the_minimum(fast.fit_lnp(stim, spikes, d), stim, spikes, d) < 1e-4


# ---- what it costs


def measure_peak_bytes(function, *arguments):
    """Memory that a call takes at its highest, the result included."""
    tracemalloc.start()
    function(*arguments)
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak_bytes


COPIES = {"make_design_matrix": 1.02 * 25, "fit_lg": 2.1, "fit_lnp": 8 + 25 / 32}


@pytest.mark.parametrize("n_bins", [50_000, 100_000, 200_000])
@pytest.mark.parametrize("name", COPIES)
def test_memory_is_what_the_docstring_says(rng, name, n_bins):
    """A number of copies of the recording in double precision, whatever its length."""
    stim = rng.choice(FLICKER, n_bins)
    arguments = (stim,) if name == "make_design_matrix" else (stim, rng.poisson(0.3 * np.exp(stim)).astype(np.uint8))
    assert measure_peak_bytes(getattr(fast, name), *arguments) <= COPIES[name] * 8 * n_bins + 1e6


@pytest.mark.parametrize("name", ["fit_lg", "fit_lnp"])
def test_inputs_are_as_they_were_after_the_call(rng, name):
    """They may be read-only."""
    stim, spikes = draw_recording(rng, 3_000)
    stim.flags.writeable = spikes.flags.writeable = False
    getattr(fast, name)(stim, spikes, 5)


@pytest.mark.slow
@pytest.mark.parametrize("name", COPIES)
def test_time_grows_no_faster_than_the_recording(rng, name):
    """Twice the bins take at most three times as long, twice over; the shortest of nine runs."""
    took_s = []
    for n_bins in (200_000, 400_000, 800_000):
        stim = rng.choice(FLICKER, n_bins)
        arguments = (stim,) if name == "make_design_matrix" else (stim, rng.poisson(0.3 * np.exp(stim)))
        runs = []
        for _ in range(9):
            start_s = time.process_time()
            getattr(fast, name)(*arguments)
            runs.append(time.process_time() - start_s)
        took_s.append(min(runs))
    assert took_s[1] < 3 * took_s[0], took_s
    assert took_s[2] < 3 * took_s[1], took_s
