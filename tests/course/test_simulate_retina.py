"""The simulated retinal recording: its layout, its truth, and its likeness to the recorded cells."""

import time

import numpy as np
import pytest

from course.simulate.retina import CONTRAST, simulate_recording, true_biases, true_filters

N_BINS = 144051
PEAK_LAGS = [-3, -3, -4, -4]  # bins, OFF OFF ON ON
RECORDED_LG_PEAKS = [-0.395, -0.292, 0.576, 0.633]


@pytest.fixture(scope="module")
def recording():
    """A recording as long as the real one."""
    return simulate_recording(np.random.default_rng(8))


@pytest.fixture(scope="module")
def design(recording):
    """Stimulus history (n_bins, 25 lags), oldest to newest, zero before the first bin."""
    padded = np.concatenate([np.zeros(24), recording["Stim"][:, 0]])
    return np.lib.stride_tricks.sliding_window_view(padded, 25)


@pytest.fixture(scope="module")
def linear_filters(recording, design):
    """Least-squares filters (25 lags, 4 cells), with an intercept."""
    with_ones = np.column_stack([np.ones(N_BINS), design])
    return np.linalg.lstsq(with_ones, recording["SpCounts"].astype(float), rcond=None)[0][1:]


def test_layout_is_that_of_the_real_file(recording):
    """Names, shapes and types are those of RGCdata.mat."""
    layout = {name: (values.shape, values.dtype.name) for name, values in recording.items()}
    assert layout == {
        "Stim": ((N_BINS, 1), "float64"),
        "SpCounts": ((N_BINS, 4), "uint8"),
        "dtStim": ((1, 1), "float64"),
    }
    assert recording["dtStim"].item() == 0.0083406


def test_stimulus_is_binary_and_white(recording):
    """The field is +-0.48 with equal chance, independent from frame to frame."""
    stimulus = recording["Stim"][:, 0]
    assert np.unique(stimulus).tolist() == [-CONTRAST, CONTRAST]
    tolerance = 4 / np.sqrt(N_BINS)  # 4 standard errors
    assert abs(stimulus.mean()) / CONTRAST < tolerance
    for lag in (1, 2, 5):
        assert abs(np.corrcoef(stimulus[lag:], stimulus[:-lag])[0, 1]) < tolerance


def test_filters_are_biphasic():
    """Each filter has its peak at the lag of the real one and a weaker lobe of the other sign before it."""
    assert true_filters().shape == (4, 25)
    for kernel, lag, sign in zip(true_filters(), PEAK_LAGS, [-1, -1, 1, 1], strict=True):
        peak = np.argmax(np.abs(kernel))
        assert peak - 24 == lag
        assert np.sign(kernel[peak]) == sign
        rebound = -sign * kernel[: peak - 1]
        assert 0.2 < rebound.max() / abs(kernel[peak]) < 0.6
        assert abs(kernel[-1]) < 0.01 * abs(kernel[peak])  # nothing at once


def test_lnp_parameters_are_like_those_of_recorded_cell_2():
    """Peak +2.127 at lag -4 and bias -2.005, as fitted to the recording."""
    assert true_filters()[2].max() == pytest.approx(2.126749, rel=0.01)
    assert true_biases()[2] == pytest.approx(-2.004688, rel=0.01)


def test_mean_counts_follow_from_the_parameters(recording):
    """The biases give the mean counts that are claimed: 0.355 spikes/bin in cell 2."""
    expected = [0.242, 0.194, 0.3546, 0.387]
    np.testing.assert_allclose(recording["SpCounts"].mean(axis=0), expected, rtol=0.02)


def test_counts_are_poisson_given_the_truth(recording, design):
    """With the true parameters the scaled residuals of every cell have mean 0 and variance 1."""
    rate = np.exp(true_biases() + design @ true_filters().T)
    residuals = (recording["SpCounts"] - rate) / np.sqrt(rate)
    np.testing.assert_allclose(residuals.mean(axis=0), 0.0, atol=4 / np.sqrt(N_BINS))
    np.testing.assert_allclose(residuals.var(axis=0), 1.0, atol=0.05)


def test_truth_is_the_best_fit(recording, design):
    """No parameter of any cell is off: at the truth the gradient of the likelihood is sampling error."""
    with_ones = np.column_stack([np.ones(N_BINS), design])
    rate = np.exp(true_biases() + design @ true_filters().T)
    gradient = with_ones.T @ (recording["SpCounts"] - rate)
    standard_error = np.sqrt((with_ones**2).T @ rate)
    assert np.abs(gradient / standard_error).max() < 4.5


def test_linear_filters_peak_where_the_real_ones_do(linear_filters):
    """Sign and lag of the least-squares peaks are OFF, OFF at -3 and ON, ON at -4 (erratum 6)."""
    assert (np.abs(linear_filters).argmax(axis=0) - 24).tolist() == PEAK_LAGS


def test_linear_filters_are_as_large_as_the_real_ones(linear_filters):
    """The least-squares peaks are within 15 % of those of the recorded cells."""
    peaks = linear_filters[np.add(PEAK_LAGS, 24), range(4)]
    np.testing.assert_allclose(peaks, RECORDED_LG_PEAKS, rtol=0.15)


def test_same_seed_gives_the_same_recording():
    """All randomness comes from the generator passed in."""
    first, second, other = (simulate_recording(np.random.default_rng(seed), 500) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first["SpCounts"], second["SpCounts"])
    assert not np.array_equal(first["SpCounts"], other["SpCounts"])


@pytest.mark.parametrize("n_bins", [1, 7, 24, 25, 26])
def test_short_recordings_are_whole(n_bins):
    """A recording may be shorter than the filters."""
    recording = simulate_recording(np.random.default_rng(0), n_bins)
    assert recording["Stim"].shape == (n_bins, 1)
    assert recording["SpCounts"].shape == (n_bins, 4)


@pytest.mark.parametrize("n_bins", [0, -3])
def test_empty_recording_is_refused(n_bins):
    """The error says what was expected and what came."""
    with pytest.raises(ValueError, match=f"expected at least 1 bin, got n_bins={n_bins}"):
        simulate_recording(np.random.default_rng(0), n_bins)


def test_truth_cannot_be_changed_by_accident():
    """Each call gives new arrays."""
    true_filters()[:] = 0.0
    assert np.abs(true_filters()).max() > 2


def test_simulation_is_fast():
    """A whole recording takes less than a second."""
    start_s = time.perf_counter()
    simulate_recording(np.random.default_rng(0))
    assert time.perf_counter() - start_s < 1.0
