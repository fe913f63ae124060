"""What the LNP model predicts."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case, reference_of
from autograder.exercises.glm_encoding.inputs import (
    LAB,
    design,
    drifting_light,
    flicker,
    spikes_to,
    with_ones,
)
from autograder.exercises.glm_encoding.nats import RateWithinNats, fit_case
from autograder.visible.judges import Near

predict_spike_counts_lnp = Exercise(
    "glm_encoding.predict_spike_counts_lnp", read="Section 5, 'What the LNP model predicts'",
    recognise=Near(0.005), builds_on=("make_design_matrix", "fit_lnp"))


def _given(rng, n_bins, d):
    stim, names = drifting_light(rng, n_bins), {} if d == 25 else {"d": d}
    return case(stim, None, rng.normal(scale=0.5, size=d + 1), **names)


@predict_spike_counts_lnp.check(2, "With parameters given, it is their rate; the spikes are not needed.")
def parameters_given(rng):
    yield _given(rng, 40, 5)
    yield _given(rng, 60, 25)
    yield case(drifting_light(rng, 20), None, np.zeros(5), d=4)


@predict_spike_counts_lnp.check(1, "Given parameters are used as they are, also when spikes are there.")
def not_fitted_again(rng):
    stim = flicker(rng, 80)
    yield case(stim, spikes_to(rng, stim, 4), theta=rng.normal(scale=0.5, size=5), d=4)


@predict_spike_counts_lnp.check(1, "Without parameters it fits them first.")
def fitted(rng):
    yield fit_case(rng, 250, 5, judge=RateWithinNats)
    yield fit_case(rng, 400, 25, judge=RateWithinNats)
    yield fit_case(rng, 200, 3, mean=6.0, dtype=np.uint8, judge=RateWithinNats)


@predict_spike_counts_lnp.check(0.5, "It works for any number of lags.")
def any_d(rng):
    yield _given(rng, 30, 1)
    yield _given(rng, 6, 9)


predict_spike_counts_lnp.leaves_inputs_alone(0.5, lambda rng: _given(rng, 20, 4))


def _parameters(stim, spikes, theta, d):
    return reference_of(LAB, "fit_lnp")(stim, spikes, d) if theta is None else np.asarray(theta, float)


@predict_spike_counts_lnp.misconception(
    "This is the logarithm of the rate.", "The nonlinearity of the model is still to be applied.")
def log_rate(stim, spikes, theta=None, d=25):
    return with_ones(design(stim, d)) @ _parameters(stim, spikes, theta, d)


@predict_spike_counts_lnp.misconception(
    "The intercept is missing from the prediction.",
    "theta[0] is added to the filtered stimulus before the exponential.")
def forgets_the_intercept(stim, spikes, theta=None, d=25):
    return np.exp(design(stim, d) @ _parameters(stim, spikes, theta, d)[1:])


@predict_spike_counts_lnp.misconception(
    "The intercept is added after the exponential.",
    "The whole sum, intercept included, goes through the exponential.")
def intercept_outside(stim, spikes, theta=None, d=25):
    theta = _parameters(stim, spikes, theta, d)
    return theta[0] + np.exp(design(stim, d) @ theta[1:])


@predict_spike_counts_lnp.misconception(
    "Negative drives were set to 0 instead of going through an exponential.",
    "The nonlinearity of this model is exp, not a threshold.")
def rectifies(stim, spikes, theta=None, d=25):
    return np.maximum(log_rate(stim, spikes, theta, d), 0)


@predict_spike_counts_lnp.misconception(
    "The parameters were fitted although they were given.", "Only fit when theta is None.")
def always_fits(stim, spikes, theta=None, d=25):
    return np.exp(with_ones(design(stim, d)) @ reference_of(LAB, "fit_lnp")(stim, spikes, d))


@predict_spike_counts_lnp.misconception(
    "Without parameters it fails: fit_lnp was given a matrix where it takes the stimulus.",
    "Compare the arguments of your call with the signature of fit_lnp(stim, spikes, d).")
def fits_the_design_matrix(stim, spikes, theta=None, d=25):
    X = with_ones(design(stim, d))
    if theta is None:
        theta = reference_of(LAB, "fit_lnp")(X, spikes, d)
    return np.exp(X @ theta)
