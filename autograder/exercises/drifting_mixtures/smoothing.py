"""The Kalman smoother of a random walk."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case
from autograder.exercises.drifting_mixtures.inputs import LAB, draw_scales
from autograder.visible.judges import Agrees, Parts

ALIKE = Parts(("means", "covs"), (Agrees(), Agrees()))
kalman_smoother = Exercise(
    f"{LAB}.kalman_smoother", read="Section 4, 'Forwards and backwards'",
    recognise=Parts(("means", "covs"), (Agrees(rtol=1e-4, atol=1e-5),) * 2))


def _draw(rng, n, n_dims, step=0.5, prior=9.0, one_R=False, missing=(), partly=(), judge=ALIKE):
    """A walk, and observations of it that are noisier at some times than at others."""
    Q = np.round(step**2 * draw_scales(rng, 1, n_dims)[0], 3)
    R = np.round(draw_scales(rng, 1, n_dims)[0] if one_R else draw_scales(rng, n, n_dims) * rng.uniform(0.2, 3, (n, 1, 1)), 2)
    m0, P0 = np.round(rng.uniform(-2, 2, n_dims), 2), np.round(prior * draw_scales(rng, 1, n_dims)[0], 3)
    y = np.round(m0 + 2 + np.cumsum(step * rng.standard_normal((n, n_dims)), axis=0) + rng.standard_normal((n, n_dims)), 2)
    y[list(missing)] = np.nan
    for row in partly:
        y[row, rng.integers(n_dims)] = np.nan
    if not one_R:
        R[list(missing)[1:]] = np.nan  # nothing is said of the noise of what was not observed
    return case(y, R, Q, m0, P0, judge=judge)


@kalman_smoother.check(2, "Means and covariances are those given all observations, earlier and later.")
def values(rng):
    yield _draw(rng, 5, 2)
    yield _draw(rng, 4, 3, one_R=True)


@kalman_smoother.check(1, "One dimension, one row: nothing is special about them.")
def small(rng):
    yield _draw(rng, 5, 1)
    yield _draw(rng, 1, 2, prior=2.0)


@kalman_smoother.check(1, "The noise may differ from row to row, or be the same matrix for all.")
def noise_of_rows(rng):
    yield _draw(rng, 6, 1)
    yield _draw(rng, 4, 2, one_R=True)


@kalman_smoother.check(2, "A missing row is bridged by the walk; its R is not used.")
def missing_rows(rng):
    yield _draw(rng, 7, 2, missing=(2, 3))
    yield _draw(rng, 6, 1, missing=(3, 2, 4))


@kalman_smoother.check(1, "So it is at both ends, and where only a part of a row is missing.")
def missing_at_the_ends(rng):
    yield _draw(rng, 5, 2, missing=(4, 0))
    yield _draw(rng, 5, 2, partly=(1,), missing=(4, 4))


@kalman_smoother.check(1, "Without steps (Q = 0) the state is the same in all rows.")
def no_steps(rng):
    yield _draw(rng, 5, 2, step=0.0)
    yield _draw(rng, 4, 1, step=0.0, missing=(0, 0))


@kalman_smoother.check(1, "m0 and P0 are those of the first row: no step of the walk comes before it.")
def first_row(rng):
    yield _draw(rng, 4, 2, step=2.0, prior=0.5)


@kalman_smoother.check(0.5, "A prior that is next to flat costs no digits.")
def flat_prior(rng):
    yield _draw(rng, 4, 2, prior=1e7)


@kalman_smoother.check(0.5, "Whole numbers and single precision give the same.")
def any_number_type(rng):
    drawn = _draw(rng, 4, 1)
    near = Parts(("means", "covs"), (Agrees(1e-4, 1e-4),) * 2)
    yield case(*(np.float32(part) for part in drawn.args), judge=near)
    whole = (np.array([[3], [200], [90]], np.uint8), np.array([[4]], np.uint8), np.array([[9]], np.uint8))
    yield case(*whole, np.array([100], np.uint8), np.array([[200]], np.uint8), judge=ALIKE)


kalman_smoother.leaves_inputs_alone(0.5, lambda rng: _draw(rng, 4, 2, missing=(1,)))


def _as_floats(y, R, *rest):
    y = np.asarray(y, float)
    return y, np.broadcast_to(np.asarray(R, float), (*y.shape, y.shape[1])), *(np.asarray(part, float) for part in rest)


def run(y, R, Q, m0, P0, step_first=False, missing=None, backward=True, smooth_covs=True, back_Q=None, walk=True):
    """Forward filter and backward smoother, with one thing changed."""
    y, R, Q, m, P = _as_floats(y, R, Q, m0, P0)
    missing = np.isnan(y).any(axis=1) if missing is None else missing
    means, covs = np.empty_like(y), np.empty(R.shape)
    for t in range(len(y)):
        P = P + Q if (t or step_first) and (walk or not missing[t]) else P
        if not missing[t]:
            gain = np.linalg.solve(P + R[t], P).T
            m, P = m + gain @ (y[t] - m), gain @ R[t]
        means[t], covs[t] = m, P
    if not backward:
        return means, covs
    filtered = covs.copy()
    for t in range(len(y) - 2, -1, -1):
        step = Q if walk or not missing[t + 1] else 0 * Q
        gain = np.linalg.solve(covs[t] + (step if back_Q is None else back_Q), covs[t]).T
        means[t] += gain @ (means[t + 1] - means[t])
        covs[t] = gain @ step + gain @ covs[t + 1] @ gain.T
    return means, covs if smooth_covs else filtered


@kalman_smoother.misconception(
    "This is the filter alone: the last row is right, the earlier ones do not know of what came later.",
    "After the forward run go back from the second last row to the first.")
def filter_only(y, R, Q, m0, P0):
    return run(y, R, Q, m0, P0, backward=False)


@kalman_smoother.misconception(
    "The walk takes a step before the first row.", "m0 and P0 are of the first row itself: add Q from the second row on.")
def step_before_the_first_row(y, R, Q, m0, P0):
    return run(y, R, Q, m0, P0, step_first=True)


@kalman_smoother.misconception(
    "A missing row was taken for an observation of 0.", "A row with a nan changes nothing: the walk goes on, and that is all.")
def missing_is_zero(y, R, Q, m0, P0):
    y, R, *_ = _as_floats(y, R)
    R = np.where(np.isfinite(R), R, np.eye(y.shape[1]))
    return run(np.nan_to_num(y), R, Q, m0, P0, missing=np.zeros(len(y), bool))


@kalman_smoother.misconception(
    "nan runs through the whole result.", "Look for rows with a nan before they are used, and leave them out of the update.")
def missing_spreads(y, R, Q, m0, P0):
    return run(y, R, Q, m0, P0, missing=np.zeros(len(y), bool))


@kalman_smoother.misconception(
    "During missing rows the state does not walk: they were left out, as if no time had passed.",
    "P grows by Q in every row, observed or not.")
def no_walk_while_missing(y, R, Q, m0, P0):
    return run(y, R, Q, m0, P0, walk=False)


@kalman_smoother.misconception(
    "The means are smoothed, the covariances are still those of the filter.",
    "What comes later makes the earlier states surer, too: update the covariances on the way back.")
def covariances_of_the_filter(y, R, Q, m0, P0):
    return run(y, R, Q, m0, P0, smooth_covs=False)


@kalman_smoother.misconception(
    "The noise of the first row was used for all.", "R may be one matrix, or one for each row: R[t].")
def one_noise_for_all(y, R, Q, m0, P0):
    y, R, *_ = _as_floats(y, R)
    seen = np.flatnonzero(np.isfinite(R).all(axis=(1, 2)))[0]
    return run(y, np.broadcast_to(R[seen], R.shape), Q, m0, P0)


@kalman_smoother.misconception(
    "m0 and P0 are not used: it starts with the first observation.",
    "Before the first observation the state has mean m0 and covariance P0; update it like any other.")
def prior_is_not_used(y, R, Q, m0, P0):
    return run(y, R, Q, m0, 1e8 * np.eye(len(m0)))


@kalman_smoother.misconception(
    "R and Q were taken for standard deviations, and squared.", "They are covariance matrices.")
def squared_noise(y, R, Q, m0, P0):
    y, R, Q, m0, P0 = _as_floats(y, R, Q, m0, P0)
    return run(y, R @ R, Q @ Q, m0, P0)


@kalman_smoother.misconception(
    "R and Q have changed places.", "R is the noise of what is observed, Q that of the walk.")
def noises_exchanged(y, R, Q, m0, P0):
    y, R, Q, m0, P0 = _as_floats(y, R, Q, m0, P0)
    seen = np.flatnonzero(np.isfinite(R).all(axis=(1, 2)))[0]
    return run(y, np.broadcast_to(Q + 1e-12 * np.eye(len(Q)), R.shape), R[seen], m0, P0)
