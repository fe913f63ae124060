"""The reference of lab 01: the Poisson side, against slow twins and at the edges of its conventions."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter1d
from scipy.optimize import minimize
from scipy.stats import poisson

from solutions import glm_encoding as lab
from tests.solutions.twins import FLICKER, draw_recording, nats_to_the_minimum, with_ones


@pytest.fixture
def rng():
    return np.random.default_rng(20)


# ---- neg_log_lik_lnp


def test_the_likelihood_is_that_of_scipy_without_the_factorial(rng):
    """Nats, summed over bins."""
    X, theta, y = rng.normal(size=(40, 3)), rng.normal(scale=0.3, size=3), rng.poisson(1.5, 40)
    factorials = -poisson.logpmf(y, 1.0).sum() - len(y)
    expected = -poisson.logpmf(y, np.exp(X @ theta)).sum() - factorials
    assert lab.neg_log_lik_lnp(theta, X, y) == pytest.approx(expected, rel=1e-12)


def test_the_likelihood_is_exact_where_the_rate_underflows():
    """At eta = -1000 each spike costs 1000 nats: no clipping, no epsilon, no nan for bins without spikes."""
    X = np.array([[1.0], [1.0], [1.0]])
    assert lab.neg_log_lik_lnp([-1000.0], X, np.array([0, 2, 1], dtype=np.uint8)) == 3000.0


def test_the_likelihood_is_infinite_where_the_rate_overflows():
    """inf is the right answer, and comes without a warning."""
    assert lab.neg_log_lik_lnp(np.array([1000.0]), np.ones((2, 1)), np.array([3, 0])) == np.inf


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.float32])
def test_small_number_types_do_not_overflow_in_the_likelihood(dtype):
    """X, theta and y as small integers or float32 give what float64 gives."""
    X, theta, y = np.array([[1, 100], [1, 3]]), np.array([1, 2]), np.array([100, 50])
    expected = lab.neg_log_lik_lnp(theta.astype(float), X.astype(float), y.astype(float))
    value = lab.neg_log_lik_lnp(theta.astype(dtype), X.astype(dtype), y.astype(dtype))
    assert value == pytest.approx(expected, rel=1e-6)


# ---- fit_lnp


STIMULI = {
    "binary": lambda rng, n: rng.choice(FLICKER, n),
    "plus and minus 127.5": lambda rng, n: rng.choice([-127.5, 127.5], n),
    "0 and 255, uint8": lambda rng, n: rng.choice([0, 255], n).astype(np.uint8),
    "faint": lambda rng, n: 1e-3 * rng.choice([-1.0, 1.0], n),
    "slow": lambda rng, n: gaussian_filter1d(rng.normal(size=n), 1),
    "slower": lambda rng, n: gaussian_filter1d(rng.normal(size=n), 3),
    "float32": lambda rng, n: rng.normal(size=n).astype(np.float32),
}


@pytest.mark.parametrize("n_bins", [300, 400, 20_000])
@pytest.mark.parametrize("kind", STIMULI)
def test_the_fit_is_at_the_minimum_whatever_the_stimulus(rng, kind, n_bins):
    """Far less than 0.01 nat from it: short or long, white or correlated, in any unit, with padded rows."""
    stim = STIMULI[kind](rng, n_bins)
    scaled = (stim - np.mean(stim, dtype=float)) / np.std(stim, dtype=float)
    spikes = rng.poisson(0.4 * np.exp(0.6 * scaled - 0.5 * np.roll(scaled, 2)))
    theta = lab.fit_lnp(stim, spikes)
    assert theta.shape == (26,)
    assert nats_to_the_minimum(theta, stim, spikes, 25) < 1e-4


def test_the_fit_equals_a_search_without_derivatives(rng):
    """On a small problem Nelder and Mead find no better point, and the same one."""
    stim, spikes = draw_recording(rng, 150, d=2)
    X = with_ones(stim, 2)

    def objective(theta):
        return -poisson.logpmf(spikes, np.exp(X @ theta)).sum()

    slow = minimize(objective, np.zeros(3), method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-9})
    np.testing.assert_allclose(lab.fit_lnp(stim, spikes, 2), slow.x, atol=1e-5)


def test_the_truth_is_recovered_from_a_long_recording(rng):
    """Each parameter within five standard errors, which are all below 0.1 here."""
    stim, theta = rng.choice(FLICKER, 20_000), np.array([-1.0, 0.5, -1.5, 2.0])
    spikes = rng.poisson(np.exp(with_ones(stim, 3) @ theta))
    np.testing.assert_allclose(lab.fit_lnp(stim, spikes, 3), theta, atol=0.2)


def test_the_mean_prediction_equals_the_mean_count_on_the_data_of_the_fit(rng):
    """The derivative with respect to the intercept is zero at the minimum."""
    stim, spikes = draw_recording(rng, 400)
    assert lab.predict_spike_counts_lnp(stim, spikes, d=5).mean() == pytest.approx(spikes.mean(), abs=1e-6)


@pytest.mark.parametrize(("n_bins", "d"), [(1, 1), (1, 25), (5, 25), (30, 25)])
def test_a_recording_shorter_than_its_filter_can_be_fitted(rng, n_bins, d):
    """The minimum is not unique there, but it is a minimum: no slope is left."""
    stim, spikes = rng.choice(FLICKER, n_bins), 1 + rng.poisson(1.0, n_bins)
    theta, X = lab.fit_lnp(stim, spikes, d), with_ones(stim, d)
    np.testing.assert_allclose(X.T @ (np.exp(X @ theta) - spikes), 0, atol=1e-4)


def test_the_fit_needs_few_evaluations_also_where_the_valley_is_narrow(rng, monkeypatch):
    """With the right curvature a strongly correlated stimulus takes some ten steps, not hundreds."""
    stim, calls = STIMULI["slower"](rng, 5_000), []
    spikes = rng.poisson(0.3 * np.exp(stim))
    objective = lab.neg_log_lik_lnp
    monkeypatch.setattr(lab, "neg_log_lik_lnp", lambda *given: calls.append(1) or objective(*given))
    lab.fit_lnp(stim, spikes)
    assert len(calls) < 40


# ---- predict_spike_counts_lnp


def test_given_parameters_are_used_as_they_are(rng):
    """exp(X @ theta) exactly; spikes may be None, and do not matter if they are there."""
    stim, theta = rng.normal(size=30), rng.normal(size=5)
    expected = np.exp(with_ones(stim, 4) @ theta)
    for spikes in (None, rng.poisson(1.0, 30)):
        np.testing.assert_allclose(lab.predict_spike_counts_lnp(stim, spikes, theta, 4), expected, rtol=1e-12)


def test_parameters_may_be_a_list():
    """Any container of d+1 numbers will do."""
    rate = lab.predict_spike_counts_lnp(np.array([1, 2], dtype=np.uint8), None, [0, 1], 1)
    np.testing.assert_allclose(rate, np.exp([1.0, 2.0]))


@pytest.mark.parametrize("d", [1, 10, 25, 40])
def test_without_parameters_they_are_fitted_for_the_lags_asked_for(rng, d):
    """The default path works, and hands d on."""
    stim, spikes = draw_recording(rng, 1_000)
    rate = lab.predict_spike_counts_lnp(stim, spikes, d=d)
    np.testing.assert_allclose(rate, np.exp(with_ones(stim, d) @ lab.fit_lnp(stim, spikes, d)), rtol=1e-9)


# ---- bits_per_spike


def test_bits_by_hand():
    """Two bins, one spike: (log(1.5/0.5) - 1 + (0.5 - 0.25)) / log 2."""
    value = lab.bits_per_spike(np.array([1, 0]), np.array([1.5, 0.25]), 0.5)
    assert value == pytest.approx((np.log(3) - 1.0 + 0.25) / np.log(2), rel=1e-12)


def test_bits_are_a_difference_of_poisson_likelihoods(rng):
    """As computed by scipy, factorials included."""
    y, rate = rng.poisson(1.0, 50), rng.uniform(0.2, 3.0, 50)
    gain = poisson.logpmf(y, rate).sum() - poisson.logpmf(y, 0.8).sum()
    assert lab.bits_per_spike(y, rate, 0.8) == pytest.approx(gain / (y.sum() * np.log(2)), rel=1e-12)


def test_the_constant_rate_gains_nothing(rng):
    """0 bits, exactly."""
    assert lab.bits_per_spike(rng.poisson(0.3, 40), np.full(40, 0.3), 0.3) == 0.0


def test_a_bin_without_spikes_and_without_a_rate_is_finite():
    """0 * log(0) = 0: the bin adds the null rate that it saves."""
    value = lab.bits_per_spike(np.array([1, 0]), np.array([0.5, 0.0]), 0.5)
    assert value == pytest.approx(0.5 / np.log(2), rel=1e-12)


def test_a_spike_where_none_was_thought_possible_is_infinitely_bad():
    """A rate of 0 excludes a spike; no epsilon hides it."""
    assert lab.bits_per_spike(np.array([1, 1]), np.array([0.5, 0.0]), 0.5) == -np.inf
