"""The LNP model fitted by maximum likelihood."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, reference_of
from autograder.exercises.glm_encoding.inputs import LAB, design, drifting_light, flicker, with_ones
from autograder.exercises.glm_encoding.nats import fit_case
from autograder.visible.judges import Near

fit_lnp = Exercise(
    "glm_encoding.fit_lnp", read="Section 5, 'Climbing down a bowl'", recognise=Near(0.02),
    builds_on=("make_design_matrix", "neg_log_lik_lnp"))


def _faint_flicker(rng, n_bins):
    return 0.05 * flicker(rng, n_bins)


def _light_as_bytes(rng, n_bins):
    return rng.integers(0, 2, n_bins).astype(np.uint8)


@fit_lnp.check(2, "It finds the maximum of the likelihood.")
def maximum(rng):
    yield fit_case(rng, 300, 6)
    yield fit_case(rng, 200, 4, drifting_light)


@fit_lnp.check(1, "Every time bin counts, the first d-1 included.")
def short_recording(rng):
    yield fit_case(rng, 90, 7, mean=1.5, must_show=drops_the_padded_rows)


@fit_lnp.check(1, "Nothing shrinks the filter, however faint the light.")
def faint_light(rng):
    yield fit_case(rng, 150, 5, _faint_flicker, mean=1.5, must_show=_fits_with_a_small_ridge)


@fit_lnp.check(1, "It works for any number of lags, 25 by default.")
def lags(rng):
    yield fit_case(rng, 400, 25)
    yield fit_case(rng, 120, 1)


@fit_lnp.check(0.5, "Stimulus and counts stored as uint8 do not overflow.")
def counts_as_uint8(rng):
    yield fit_case(rng, 200, 3, mean=6.0, dtype=np.uint8)
    yield fit_case(rng, 300, 3, _light_as_bytes, mean=6.0, dtype=np.uint8)


fit_lnp.leaves_inputs_alone(0.5, lambda rng: fit_case(rng, 100, 3, dtype=float))


def _fit(X, y, ridge=0.0):
    """Newton's method from the mean rate; `ridge` penalises all but the first parameter."""
    y = np.asarray(y, float)
    theta = np.zeros(X.shape[1])
    theta[0] = np.log(max(y.mean(), 1e-3))
    penalty = ridge * np.eye(len(theta))
    penalty[0, 0] = 0.0
    for _ in range(50):
        rate = np.exp(np.minimum(X @ theta, 30))
        step = np.linalg.lstsq(X.T * rate @ X + penalty, X.T @ (y - rate) - penalty @ theta, rcond=None)[0]
        theta = theta + step * min(1.0, 2.0 / max(np.abs(step).max(), 1e-12))
    return theta


def _fits_with_a_small_ridge(stim, spikes, d=25):
    return _fit(with_ones(design(stim, d)), spikes, ridge=0.01)


@fit_lnp.misconception(
    "These are the parameters of the linear model.",
    "Least squares minimises the squared error of the counts; here "
    "the Poisson likelihood is to be maximised.")
def least_squares(stim, spikes, d=25):
    return reference_of(LAB, "fit_lg")(stim, spikes, d)


@fit_lnp.misconception(
    "The first d-1 time bins were left out of the fit.", "make_design_matrix gave them rows: use them all.")
def drops_the_padded_rows(stim, spikes, d=25):
    return _fit(with_ones(design(stim, d))[d - 1:], np.asarray(spikes)[d - 1:])


@fit_lnp.misconception(
    "The filter is shrunk: the fit contains a ridge penalty.",
    "Maximum likelihood has no penalty on the filter.")
def adds_a_ridge(stim, spikes, d=25):
    return _fit(with_ones(design(stim, d)), spikes, ridge=1.0)


@fit_lnp.misconception(
    "The filter is shrunk to almost nothing: scikit-learn's PoissonRegressor penalises it unless told not to.",
    "Look up what alpha is by default, and that the loss there is a mean over time bins.")
def default_penalty_of_scikit_learn(stim, spikes, d=25):
    return _fit(with_ones(design(stim, d)), spikes, ridge=float(len(spikes)))


@fit_lnp.misconception(
    "The model has no intercept.",
    "exp(X @ filter) alone can only have a rate of 1 where the stimulus is 0: add a column of ones.")
def no_intercept(stim, spikes, d=25):
    return _fit(design(stim, d), spikes)


@fit_lnp.misconception(
    "The intercept comes last.", "The course puts the intercept first, then the lags from oldest to newest.")
def intercept_last(stim, spikes, d=25):
    return np.roll(_fit(with_ones(design(stim, d)), spikes), -1)


@fit_lnp.misconception(
    "The optimiser never left its start.",
    "Look at what minimize returns: `success`, `message`, and the parameters in `x`.")
def returns_the_start(stim, spikes, d=25):
    return np.concatenate([[np.log(np.mean(spikes))], np.zeros(d)])


@fit_lnp.misconception(
    "Each bin with spikes counts once, however many spikes it has.",
    "The likelihood takes the counts as they are.")
def binary_spikes(stim, spikes, d=25):
    return _fit(with_ones(design(stim, d)), np.asarray(spikes) > 0)


@fit_lnp.misconception("The filter always has 25 lags, whatever d is.", "Hand d on to make_design_matrix.")
def fit_ignores_d(stim, spikes, d=25):
    return _fit(with_ones(design(stim, 25)), spikes)
