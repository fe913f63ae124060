"""The reference of lab 01: the linear side against slow twins, and what holds for all of its functions."""

import inspect

import numpy as np
import pytest

from solutions import glm_encoding as lab
from tests.solutions.twins import FLICKER, draw_recording, loop_design_matrix, with_ones


@pytest.fixture
def rng():
    return np.random.default_rng(20)


# ---- make_design_matrix


def test_a_small_matrix_is_as_on_paper():
    """Rows end with the present bin, start with the oldest, and hold 0 before the recording."""
    X = lab.make_design_matrix(np.array([1.0, 2.0, 3.0, 4.0]), d=3)
    np.testing.assert_array_equal(X, [[0, 0, 1], [0, 1, 2], [1, 2, 3], [2, 3, 4]])


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.int64, np.int16, np.uint8])
@pytest.mark.parametrize(("n_bins", "d"), [(40, 25), (40, 1), (3, 8), (1, 25), (1, 1)])
def test_the_matrix_equals_the_double_loop(rng, dtype, n_bins, d):
    """Every entry is stim[i-(d-1)+j], for any number type, also where the recording is shorter than d."""
    stim = rng.integers(0, 256, n_bins).astype(dtype)
    X = lab.make_design_matrix(stim, d)
    assert X.dtype == float
    np.testing.assert_array_equal(X, loop_design_matrix(stim, d))


def test_no_row_looks_into_the_future(rng):
    """What comes after a bin changes nothing in its row."""
    stim = rng.normal(size=30)
    later = stim.copy()
    later[12:] = 9.0
    np.testing.assert_array_equal(lab.make_design_matrix(stim, 6)[:12], lab.make_design_matrix(later, 6)[:12])


def test_the_matrix_is_a_copy_that_may_be_changed(rng):
    """One entry can be written without changing another, or the stimulus."""
    stim = rng.normal(size=20)
    X = lab.make_design_matrix(stim, 4)
    X[10, 2] = 99.0
    assert np.sum(X == 99.0) == 1
    assert 99.0 not in stim


# ---- fit_lg and its prediction


def test_a_noiseless_linear_cell_is_recovered(rng):
    """Intercept first, then lags from oldest to newest, for a stimulus whose mean is not zero."""
    stim, theta = rng.normal(loc=2.0, size=60), np.array([0.7, -1.0, 0.5, 2.0])
    np.testing.assert_allclose(lab.fit_lg(stim, with_ones(stim, 3) @ theta, d=3), theta, atol=1e-10)


def test_the_residual_is_orthogonal_to_every_column(rng):
    """The condition for least squares, on noisy counts."""
    stim, spikes = draw_recording(rng, 300)
    X = with_ones(stim, 5)
    np.testing.assert_allclose(X.T @ (spikes - X @ lab.fit_lg(stim, spikes, 5)), 0, atol=1e-9)


@pytest.mark.parametrize("stim", [np.full(50, 0.48), np.zeros(50), FLICKER[[0, 1, 1, 0]]])
def test_where_the_filter_is_not_unique_the_squared_error_is_still_the_smallest(rng, stim):
    """A constant stimulus, or fewer bins than lags, gives one of the solutions and no error."""
    spikes, X = rng.poisson(1.0, len(stim)), with_ones(stim, 6)
    best = X @ np.linalg.pinv(X) @ spikes
    np.testing.assert_allclose(X @ lab.fit_lg(stim, spikes, 6), best, atol=1e-9)


def test_the_linear_prediction_belongs_to_the_fit(rng):
    """It is the intercept plus the filtered stimulus, for the number of lags that was asked for."""
    stim, spikes = draw_recording(rng, 200)
    for d in (1, 4, 25):
        X = with_ones(stim, d)
        expected = X @ np.linalg.pinv(X) @ spikes
        np.testing.assert_allclose(lab.predict_spike_counts_lg(stim, spikes, d), expected, atol=1e-9)


# ---- spike_triggered_average


def test_the_average_runs_over_spikes_and_not_over_bins(rng):
    """A bin with k spikes enters k times."""
    stim, spikes = draw_recording(rng, 200, mean=2.0)
    rows = [row for row, count in zip(loop_design_matrix(stim, 7), spikes, strict=True) for _ in range(count)]
    expected = np.mean(rows, axis=0)
    np.testing.assert_allclose(lab.spike_triggered_average(stim, spikes, 7), expected, atol=1e-12)


def test_one_spike_gives_the_stimulus_before_it():
    """The smallest recording that has an average."""
    sta = lab.spike_triggered_average(np.array([1.0, 2.0, 3.0, 4.0]), np.array([0, 0, 1, 0]), d=2)
    np.testing.assert_array_equal(sta, [2.0, 3.0])


def test_for_a_white_stimulus_the_average_is_the_filter_up_to_the_known_factor(rng):
    """least-squares filter = sum(y) / (T var s) * STA, within sampling error of 50 000 bins."""
    stim, spikes = draw_recording(rng, 50_000)
    factor = spikes.sum() / (len(stim) * stim.var())
    expected = factor * lab.spike_triggered_average(stim, spikes, 5)
    tolerance = 0.05 * np.abs(expected).max()
    np.testing.assert_allclose(lab.fit_lg(stim, spikes, 5)[1:], expected, atol=tolerance)


# ---- what holds for all of them


def _calls(stim, spikes):
    X = with_ones(stim, 3)
    rate, theta = np.full(len(stim), 0.5), np.array([0.1, 0.2, -0.3, 0.4])
    return {
        "make_design_matrix": (stim, 3),
        "fit_lg": (stim, spikes, 3),
        "predict_spike_counts_lg": (stim, spikes, 3),
        "spike_triggered_average": (stim, spikes, 3),
        "neg_log_lik_lnp": (theta, X, spikes),
        "fit_lnp": (stim, spikes, 3),
        "predict_spike_counts_lnp": (stim, spikes, theta, 3),
        "bits_per_spike": (spikes, rate, 0.7),
    }


@pytest.mark.parametrize("name", _calls(np.zeros(1), np.ones(1)))
def test_inputs_are_as_they_were_after_the_call(rng, name):
    """No function writes into its arguments: they may be read-only."""
    arguments = _calls(*draw_recording(rng, 200))[name]
    for argument in arguments:
        if isinstance(argument, np.ndarray):
            argument.flags.writeable = False
    getattr(lab, name)(*arguments)


@pytest.mark.parametrize("name", _calls(np.zeros(1), np.ones(1)))
def test_counts_stored_as_uint8_do_not_wrap(rng, name):
    """Counts near 255 give the same as uint8 and as float."""
    stim = rng.choice(FLICKER, 200)
    spikes = rng.integers(100, 256, 200)
    as_uint8 = getattr(lab, name)(*_calls(stim, spikes.astype(np.uint8))[name])
    as_float = getattr(lab, name)(*_calls(stim, spikes.astype(float))[name])
    np.testing.assert_allclose(as_uint8, as_float, rtol=1e-9)


@pytest.mark.parametrize("name", ["neg_log_lik_lnp", "bits_per_spike"])
def test_a_single_number_has_no_dimension(rng, name):
    """Objectives and scores are 0-d."""
    assert np.ndim(getattr(lab, name)(*_calls(*draw_recording(rng, 50))[name])) == 0


def test_optional_arguments_are_named_as_the_contract_names_them():
    """d=25 wherever there are lags, theta=None in the LNP prediction, and nothing else is optional."""
    optional = {}
    for name in _calls(np.zeros(1), np.ones(1)):
        parameters = inspect.signature(getattr(lab, name)).parameters.values()
        optional[name] = {p.name: p.default for p in parameters if p.default is not p.empty}
    lags = {"d": 25}
    assert optional == {
        "make_design_matrix": lags,
        "fit_lg": lags,
        "predict_spike_counts_lg": lags,
        "spike_triggered_average": lags,
        "neg_log_lik_lnp": {},
        "fit_lnp": lags,
        "predict_spike_counts_lnp": {"theta": None, "d": 25},
        "bits_per_spike": {},
    }


def test_the_verdict_has_one_sign_a_panel():
    """Four characters, each of them +, - or 0."""
    assert len(lab.evidence_filters) == 4
    assert set(lab.evidence_filters) <= set("+-0")
