"""The spike-triggered average."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case, reference_of
from autograder.exercises.glm_encoding.inputs import (
    LAB,
    design,
    drifting_light,
    flicker,
    recording,
    small_recording,
    stored_as_bytes,
)

spike_triggered_average = Exercise(
    "glm_encoding.spike_triggered_average", read="Section 3, 'The average stimulus before a spike'",
    builds_on=("make_design_matrix",))


@spike_triggered_average.check(
    2, "It is the mean stimulus before a spike; a bin with two spikes counts twice.")
def weighted_by_counts(rng):
    yield case(*recording(rng, 80, 6, mean=1.5), d=6)
    yield case(*recording(rng, 120, 25, flicker))


@spike_triggered_average.check(1, "It works for any number of lags and for a single spike.")
def any_d_and_one_spike(rng):
    yield case(drifting_light(rng, 12), np.eye(12, dtype=int)[int(rng.integers(2, 12))], d=3)
    yield case(*recording(rng, 30, 1), d=1)
    yield case(*recording(rng, 4, 7), d=7)


@spike_triggered_average.check(0.5, "Stimulus and counts stored as uint8 do not overflow.")
def small_counts_type(rng):
    stim, spikes = recording(rng, 300, 5, mean=6.0)
    yield case(stim, spikes.astype(np.uint8), d=5)
    yield case(*stored_as_bytes(rng, 60, 3), d=3)


spike_triggered_average.leaves_inputs_alone(0.5, small_recording)


@spike_triggered_average.misconception(
    "You divided by the number of time bins.",
    "The average is taken over spikes: how many of those are there?")
def divides_by_bins(stim, spikes, d=25):
    return design(stim, d).T @ np.asarray(spikes, float) / len(spikes)


@spike_triggered_average.misconception(
    "Each bin with spikes counts once, however many spikes it has.",
    "A bin with three spikes is the stimulus of three spikes.")
def counts_each_bin_once(stim, spikes, d=25):
    return design(stim, d)[np.asarray(spikes) > 0].mean(axis=0)


@spike_triggered_average.misconception(
    "This is the sum of the stimuli before the spikes, not their average.",
    "What turns a sum over spikes into a mean?")
def sums_only(stim, spikes, d=25):
    return design(stim, d).T @ np.asarray(spikes, float)


@spike_triggered_average.misconception(
    "You subtracted the mean stimulus.",
    "The course's spike-triggered average is the plain mean; nothing is removed from it.")
def removes_the_mean_stimulus(stim, spikes, d=25):
    X, y = design(stim, d), np.asarray(spikes, float)
    return X.T @ y / y.sum() - X.mean(axis=0)


@spike_triggered_average.misconception(
    "This is the least-squares filter: the stimulus's own correlations were divided out.",
    "The spike-triggered average knows nothing of the covariance of the stimulus.")
def least_squares_instead(stim, spikes, d=25):
    return reference_of(LAB, "fit_lg")(stim, spikes, d)[1:]


@spike_triggered_average.misconception(
    "The average always has 25 lags, whatever d is.", "Hand d on to make_design_matrix.")
def sta_ignores_d(stim, spikes, d=25):
    X, y = design(stim, 25), np.asarray(spikes, float)
    return X.T @ y / y.sum()
