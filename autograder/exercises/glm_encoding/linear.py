"""The linear-Gaussian model: least squares, and what it predicts."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case, reference_of
from autograder.exercises.glm_encoding.inputs import (
    LAB,
    design,
    flicker,
    recording,
    small_recording,
    stored_as_bytes,
    with_ones,
)
from autograder.visible.judges import InBowl

fit_lg = Exercise("glm_encoding.fit_lg", read="Section 4, 'Least squares'", builds_on=("make_design_matrix",))
predict_spike_counts_lg = Exercise(
    "glm_encoding.predict_spike_counts_lg", read="Section 4, 'What the linear model predicts'",
    builds_on=("make_design_matrix", "fit_lg"))


# ---- least squares


@fit_lg.check(2, "It finds the intercept and the filter with the smallest squared error.")
def least_squares(rng):
    yield case(*recording(rng, 150, 6), d=6)
    yield case(*recording(rng, 120, 4, flicker), d=4)


@fit_lg.check(1, "The intercept comes first, and is right for a stimulus whose mean is not 0.")
def intercept_first(rng):
    stim, spikes = recording(rng, 90, 3)
    yield case(stim + 2.0, spikes, d=3)


@fit_lg.check(1, "It works for any number of lags, 25 by default.")
def number_of_lags(rng):
    yield case(*recording(rng, 200, 25, flicker))
    yield case(*recording(rng, 60, 9), d=9)
    yield case(*recording(rng, 40, 1), d=1)


@fit_lg.check(0.5, "Where several filters fit equally well it returns one of them.")
def flat_stimulus(rng):
    n_bins, d = 40, 4
    for n_lit in (0, 2):  # grey until the very end: the oldest lags, or all, never vary
        stim = np.concatenate([np.zeros(n_bins - n_lit), flicker(rng, n_lit)])
        X = with_ones(design(stim, d))
        judge = InBowl(curvature=2 * X.T @ X, limit=1e-4, what="squared error")
        yield case(stim, rng.poisson(2.0, n_bins), d=d, judge=judge)


@fit_lg.check(0.5, "Stimulus and counts stored as uint8 do not overflow.")
def counts_as_uint8(rng):
    stim, spikes = recording(rng, 200, 5, mean=8.0)
    yield case(stim, spikes.astype(np.uint8), d=5)
    yield case(*stored_as_bytes(rng, 150, 3), d=3)


fit_lg.leaves_inputs_alone(0.5, small_recording)


def _solve(X, spikes):
    return np.linalg.lstsq(X, np.asarray(spikes, float), rcond=None)[0]


@fit_lg.misconception(
    "The model has no intercept.",
    "The mean count is not 0, and neither is the mean of X @ filter made to equal it: add a column of ones.")
def no_intercept(stim, spikes, d=25):
    return _solve(design(stim, d), spikes)


@fit_lg.misconception(
    "The intercept was fixed to 0.", "The column of ones belongs into the fit, not only into the result.")
def intercept_is_zero(stim, spikes, d=25):
    return np.concatenate([[0.0], _solve(design(stim, d), spikes)])


@fit_lg.misconception(
    "The intercept comes last.", "The course puts the intercept first, then the lags from oldest to newest.")
def intercept_last(stim, spikes, d=25):
    return np.roll(reference_of(LAB, "fit_lg")(stim, spikes, d), -1)


@fit_lg.misconception(
    "The intercept was left out of the result.", "theta has d+1 numbers: the intercept, then the filter.")
def drops_the_intercept(stim, spikes, d=25):
    return reference_of(LAB, "fit_lg")(stim, spikes, d)[1:]


@fit_lg.misconception(
    "The stimulus's own correlations were not divided out: this is X.T @ y without the inverse of X.T @ X.",
    "Set the gradient of the squared error to 0 and solve for theta.")
def forgets_the_covariance(stim, spikes, d=25):
    X = with_ones(design(stim, d))
    return X.T @ np.asarray(spikes, float) / len(spikes)


@fit_lg.misconception(
    "The filter is shrunk: the fit contains a ridge penalty.",
    "Plain least squares has no penalty on the filter.")
def adds_a_ridge(stim, spikes, d=25):
    X = with_ones(design(stim, d))
    return np.linalg.solve(X.T @ X + np.eye(d + 1), X.T @ np.asarray(spikes, float))


@fit_lg.misconception(
    "It fails where several filters fit equally well: X.T @ X has no inverse there.",
    "Is there a solver for least squares that does without the inverse?")
def inverts_a_singular_matrix(stim, spikes, d=25):
    X = with_ones(design(stim, d))
    return np.linalg.inv(X.T @ X) @ (X.T @ np.asarray(spikes, float))


@fit_lg.misconception("The filter always has 25 lags, whatever d is.", "Hand d on to make_design_matrix.")
def fit_ignores_d(stim, spikes, d=25):
    return _solve(with_ones(design(stim, 25)), spikes)


# ---- prediction


@predict_spike_counts_lg.check(2, "The prediction is the fitted intercept plus the filtered stimulus.")
def fitted_values(rng):
    yield case(*recording(rng, 120, 5), d=5)
    yield case(*recording(rng, 150, 25, flicker))


@predict_spike_counts_lg.check(1, "It works for any number of lags.")
def lags(rng):
    yield case(*recording(rng, 60, 8), d=8)
    yield case(*recording(rng, 40, 1), d=1)


@predict_spike_counts_lg.check(0.5, "Stimulus and counts stored as uint8 do not overflow.")
def uint8_counts(rng):
    stim, spikes = recording(rng, 100, 3, mean=8.0)
    yield case(stim, spikes.astype(np.uint8), d=3)
    yield case(*stored_as_bytes(rng, 120, 3), d=3)


predict_spike_counts_lg.leaves_inputs_alone(0.5, small_recording)


def _fitted(stim, spikes, d):
    return with_ones(design(stim, d)) @ reference_of(LAB, "fit_lg")(stim, spikes, d)


@predict_spike_counts_lg.misconception(
    "The intercept is missing from the prediction.", "theta[0] is added to every bin.")
def forgets_the_intercept(stim, spikes, d=25):
    return design(stim, d) @ reference_of(LAB, "fit_lg")(stim, spikes, d)[1:]


@predict_spike_counts_lg.misconception(
    "Negative predictions were set to 0.",
    "The linear model does predict negative counts: that is one of "
    "its faults, to be seen and not to be hidden.")
def clips_at_zero(stim, spikes, d=25):
    return np.maximum(_fitted(stim, spikes, d), 0)


@predict_spike_counts_lg.misconception(
    "The prediction was exponentiated.", "In the linear model the expected count is X @ theta itself.")
def exponentiates(stim, spikes, d=25):
    return np.exp(_fitted(stim, spikes, d))


@predict_spike_counts_lg.misconception(
    "The prediction was rounded to whole counts.", "An expected count need not be a whole number.")
def rounds_to_counts(stim, spikes, d=25):
    return np.round(_fitted(stim, spikes, d))


@predict_spike_counts_lg.misconception(
    "This is the error of the prediction, not the prediction.",
    "Return X @ theta; the residual is what remains of the counts.")
def returns_the_residual(stim, spikes, d=25):
    return np.asarray(spikes, float) - _fitted(stim, spikes, d)


@predict_spike_counts_lg.misconception(
    "The prediction comes from 25 lags, whatever d is.", "Hand d on to both functions that you call.")
def prediction_ignores_d(stim, spikes, d=25):
    return _fitted(stim, spikes, 25)
