"""Wrong answers to kalman_smoother; tests/autograder/exercises/banks.py tells how they are written."""

# ruff: noqa: F821  (the functions of the lab are right ones, defined before)
import numpy as np

_right = kalman_smoother


def _prepare(y, R, *others):
    y = np.array(y, float)
    n, D = y.shape
    R = np.array(R, float)
    R = np.array([R] * n) if R.ndim == 2 else R
    return y, R, ~np.isfinite(y).all(axis=1), *(np.array(part, float) for part in others)


def _forward(y, R, gone, Q, m, P, first=False, skip=False):
    past = []
    for t in range(len(y)):
        if (t > 0 or first) and not (skip and gone[t]):
            P = P + Q
        if not gone[t]:
            K = P @ np.linalg.inv(P + R[t])
            m, P = m + K @ (y[t] - m), K @ R[t]
        past.append((m, P))
    return past


def _back(past, Q, steps=None):
    means, covs = [past[-1][0]], [past[-1][1]]
    for t in range(len(past) - 2, -1, -1):
        m, P = past[t]
        q = Q if steps is None else steps[t + 1]
        C = P @ np.linalg.inv(P + q)
        means.insert(0, m + C @ (means[0] - m))
        covs.insert(0, C @ q + C @ covs[0] @ C.T)
    return np.array(means), np.array(covs)


def filter_only(y, R, Q, m0, P0):
    """There is no way back. Loses: everything."""
    y, R, gone, Q, m, P = _prepare(y, R, Q, m0, P0)
    past = _forward(y, R, gone, Q, m, P)
    return np.array([m for m, _ in past]), np.array([P for _, P in past])


def step_before_the_first_row(y, R, Q, m0, P0):
    """P0 + Q at once. Loses: everything but no-steps, flat-prior."""
    y, R, gone, Q, m, P = _prepare(y, R, Q, m0, P0)
    return _back(_forward(y, R, gone, Q, m, P, first=True), Q)


def missing_is_zero(y, R, Q, m0, P0):
    """nan_to_num. Loses: missing-rows, missing-at-the-ends, no-steps, leaves-inputs-alone."""
    y, R, gone, Q, m, P = _prepare(y, R, Q, m0, P0)
    R = np.array([r if np.isfinite(r).all() else np.eye(len(r)) for r in R])
    return _back(_forward(np.nan_to_num(y), R, np.zeros(len(y), bool), Q, m, P), Q)


def missing_spreads(y, R, Q, m0, P0):
    """nan everywhere. Loses: missing-rows, missing-at-the-ends, no-steps, leaves-inputs-alone."""
    y, R, gone, Q, m, P = _prepare(y, R, Q, m0, P0)
    return _back(_forward(y, R, np.zeros(len(y), bool), Q, m, P), Q)


def no_walk_while_missing(y, R, Q, m0, P0):
    """Time stands still. Loses: missing-rows, missing-at-the-ends, leaves-inputs-alone."""
    y, R, gone, Q, m, P = _prepare(y, R, Q, m0, P0)
    return _back(_forward(y, R, gone, Q, m, P, skip=True), Q, [0 * Q if g else Q for g in gone])


def covariances_of_the_filter(y, R, Q, m0, P0):
    """Only the means go back. Loses: everything."""
    y, R, gone, Q, m, P = _prepare(y, R, Q, m0, P0)
    past = _forward(y, R, gone, Q, m, P)
    return _back(past, Q)[0], np.array([P for _, P in past])


def one_noise_for_all(y, R, Q, m0, P0):
    """The first known R. Loses: something."""
    known = np.array(R, float).reshape(-1, np.shape(y)[1], np.shape(y)[1])
    return _right(y, known[np.isfinite(known).all(axis=(1, 2))][0], Q, m0, P0)


def prior_is_not_used(y, R, Q, m0, P0):
    """As if nothing were known before. Loses: something."""
    return _right(y, R, Q, m0, 1e8 * np.eye(len(m0)))


def squared_noise(y, R, Q, m0, P0):
    """Standard deviations, it thinks. Loses: something."""
    y, R, _, Q = _prepare(y, R, Q)
    return _right(y, np.array([r @ r for r in R]), Q @ Q, m0, P0)


def noises_exchanged(y, R, Q, m0, P0):
    """Q for R. Loses: something."""
    y, R, _, Q = _prepare(y, R, Q)
    known = R[np.isfinite(R).all(axis=(1, 2))][0]
    return _right(y, Q + 1e-12 * np.eye(len(Q)), known, m0, P0)


def means_alone(y, R, Q, m0, P0):
    """One result. Loses: everything."""
    return _right(y, R, Q, m0, P0)[0]


def what_was_observed(y, R, Q, m0, P0):
    """No smoothing at all. Loses: everything."""
    y, R, *_ = _prepare(y, R)
    return y, R


def standard_deviations(y, R, Q, m0, P0):
    """Roots of the variances. Loses: everything."""
    means, covs = _right(y, R, Q, m0, P0)
    return means, np.sqrt(np.einsum("tii->ti", covs))


def zeros(y, R, Q, m0, P0):
    """The shape alone. Loses: everything."""
    n, D = np.shape(y)
    return np.zeros((n, D)), np.zeros((n, D, D))


def starts_again_backwards(y, R, Q, m0, P0):
    """The mean of two filters, one from each end. Loses: something."""
    there = filter_only(y, R, Q, m0, P0)
    y, R, *_ = _prepare(y, R)
    back = filter_only(y[::-1], R[::-1], Q, m0, P0)
    return (there[0] + back[0][::-1]) / 2, (there[1] + back[1][::-1]) / 2


def writes_into_the_input(y, R, Q, m0, P0):
    """Fills the gaps. Loses: leaves-inputs-alone."""
    result = _right(y, R, Q, m0, P0)
    if y.dtype == float:
        y[np.isnan(y)] = 0
    return result
