"""The design matrix: which stimulus value stands where."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case
from autograder.exercises.glm_encoding.inputs import drifting_light, flicker
from autograder.visible.judges import Agrees, Shaped

make_design_matrix = Exercise("glm_encoding.make_design_matrix", read="Section 2, 'A row for every time bin'")


@make_design_matrix.check(1, "The matrix has a row for every time bin and a column for every lag.")
def shape(rng):
    yield case(flicker(rng, 40), d=6, judge=Shaped())
    yield case(flicker(rng, 7), d=7, judge=Shaped())


@make_design_matrix.check(2, "Row i holds the stimulus from bin i-(d-1) to bin i, the oldest first.")
def values(rng):
    yield case(drifting_light(rng, 40), d=6)
    yield case(flicker(rng, 60))


@make_design_matrix.check(
    1, "What lies before the recording is 0, also when the recording is shorter than d.")
def before_the_onset(rng):
    yield case(drifting_light(rng, 5), d=9)
    yield case(drifting_light(rng, 1), d=3)


@make_design_matrix.check(1, "It works for any number of lags, one included.")
def any_number_of_lags(rng):
    for d in (1, 2, int(rng.integers(3, 12))):
        yield case(drifting_light(rng, 20), d=d)
    yield case(drifting_light(rng, 1), d=1)


@make_design_matrix.check(0.5, "Whole-number and single-precision stimuli give the same numbers.")
def any_number_type(rng):
    yield case(rng.integers(0, 256, 20).astype(np.uint8), d=4)
    yield case(rng.integers(-9, 9, 20), d=4)
    yield case(drifting_light(rng, 20).astype(np.float32), d=4, judge=Agrees(1e-4, 1e-4))


make_design_matrix.leaves_inputs_alone(0.5, lambda rng: case(drifting_light(rng, 12), d=4))


def _padded(stim, d, before=0.0):
    return np.concatenate([np.full(d - 1, before), np.asarray(stim, float)])


def _windows(padded, n_bins, d):
    return np.array([padded[i:i + d] for i in range(n_bins)])


@make_design_matrix.misconception(
    "Your matrix looks into the future: row i holds the stimulus from bin i onwards.",
    "A cell can only respond to light that it has already seen. Which end of the stimulus needs the zeros?")
def looks_into_the_future(stim, d=25):
    padded = np.concatenate([np.asarray(stim, float), np.zeros(d - 1)])
    return _windows(padded, len(stim), d)


@make_design_matrix.misconception(
    "The right values stand in each row, but newest first.",
    "The course puts the oldest lag in column 0 and the present bin in the last column.")
def newest_lag_first(stim, d=25):
    return _windows(_padded(stim, d), len(stim), d)[:, ::-1]


@make_design_matrix.misconception(
    "Your matrix is one bin late: row i stops at bin i-1.",
    "The present bin belongs to the row: compare the last column with the stimulus itself.")
def leaves_out_the_present_bin(stim, d=25):
    return _windows(_padded(stim, d + 1), len(stim), d)


@make_design_matrix.misconception(
    "The first d-1 time bins have no row.",
    "Every time bin needs a row, or the matrix no longer matches the spike "
    "counts. What was the stimulus before the recording?")
def drops_the_first_rows(stim, d=25):
    return _windows(np.asarray(stim, float), max(len(stim) - d + 1, 0), d).reshape(-1, d)


@make_design_matrix.misconception(
    "The first rows contain the end of the recording: the stimulus was wrapped around.",
    "Before the onset there is no stimulus; np.roll and negative indices fetch it from the far end.")
def wraps_around(stim, d=25):
    index = np.arange(len(stim))[:, None] - (d - 1) + np.arange(d)
    return np.asarray(stim, float)[index % len(stim)]


@make_design_matrix.misconception(
    "The first rows repeat the first stimulus value.",
    "Before the recording the course takes the stimulus to be 0, not what it was in the first bin.")
def repeats_the_first_value(stim, d=25):
    return _windows(_padded(stim, d, before=float(stim[0])), len(stim), d)


@make_design_matrix.misconception(
    "Rows and columns are exchanged.",
    "Time runs down the rows, so that X @ filter gives a value for each time bin.")
def transposed(stim, d=25):
    return _windows(_padded(stim, d), len(stim), d).T


@make_design_matrix.misconception(
    "Your matrix always has 25 columns, whatever d is.",
    "Look for a 25 in the body of the function: the number of lags is the argument d.")
def ignores_d(stim, d=25):
    return _windows(_padded(stim, 25), len(stim), 25)
