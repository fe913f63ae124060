"""The drifting mixture as students get it wrong: ECM with one thing in it changed."""

from __future__ import annotations

import numpy as np
from scipy.special import logsumexp

from autograder.exercises.drifting_mixtures.drifting import fit_drifting_t_mixture
from autograder.exercises.drifting_mixtures.inputs import Model, log_joint
from autograder.exercises.drifting_mixtures.smoothing import run
from autograder.exercises.drifting_mixtures.static_mistakes import run_em

TINY = 1e-9


def _smooth(y, weights, S, Q, **changed):
    """The path of one cluster from the weighted mean and the summed weights in each frame."""
    D = y.shape[1]
    R = S / np.maximum(weights, TINY)[:, None, None]
    return run(y, R, Q, np.nanmean(y, axis=0), 1e6 * np.eye(D) * np.trace(S) / D, missing=weights <= TINY, **changed)[0]


def run_ecm(x, frame_of, K, nu, q, n_iters, seed, find_path=_smooth, use_u=True, n_frames=None):
    """ECM from a mixture that stays, with another way to find the paths."""
    x, n_frames = np.asarray(x, float), n_frames or frame_of.max() + 1
    (N, D), in_frame = x.shape, np.eye(n_frames)[frame_of].T
    _, m, S, p = run_em(x, K, nu, 30, seed)
    m = np.tile(m, (n_frames, 1, 1))
    for _ in range(n_iters):
        joint = log_joint(x, frame_of, Model(m, S, p, nu))
        share, before = np.exp(joint - logsumexp(joint, axis=0)), m.copy()
        for k in range(K):
            away = x - m[frame_of, k]
            u = (nu + D) / (nu + (away.T * np.linalg.solve(S[k], away.T)).sum(axis=0)) if use_u else np.ones(N)
            weight = share[k] * u
            of_frame = in_frame @ weight
            y = in_frame @ (weight[:, None] * x) / np.maximum(of_frame, TINY)[:, None]
            y[of_frame <= TINY] = np.nan
            m[:, k] = find_path(y, of_frame, S[k], q * np.eye(D))
            away = x - m[frame_of, k]
            S[k] = (weight * away.T) @ away / (share[k].sum() + TINY) + 1e-12 * np.eye(D)
        p = share.mean(axis=1)
        if np.abs(m - before).max() < 1e-6:
            break
    return log_joint(x, frame_of, Model(m, S, p, nu)).argmax(axis=0), m, S, p


def _frames(times, frame):
    return np.floor(np.asarray(times, float) / frame).astype(int)


def _mean_of_each_frame(y, weights, S, Q):
    """No walk: an empty frame takes the place of the last one before it, or of the first one after it."""
    seen = np.flatnonzero(weights > TINY)
    before = np.maximum(np.searchsorted(seen, np.arange(len(y)), side="right") - 1, 0)
    return y[seen[before]]


def _filter(y, weights, S, Q):
    return _smooth(y, weights, S, Q, backward=False)


def _one_noise(y, weights, S, Q):
    return _smooth(y, np.where(weights > TINY, 1.0, 0.0), S, Q)


@fit_drifting_t_mixture.misconception(
    "The centres do not move, though they are given for each frame.",
    "The M-step for the centres is the smoother, with the frames' means as its observations.")
def centres_stay(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    labels, m, S, p = run_em(x, n_clusters, nu, n_iters, random_seed)
    return labels, np.tile(m, (_frames(times, frame).max() + 1, 1, 1)), S, p


@fit_drifting_t_mixture.misconception(
    "The steps of the walk have the variance drift: how long a frame is does not count.",
    "drift is a variance per second, and from one frame to the next pass frame seconds: Q = drift·frame·I.")
def drift_without_the_frame(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    return run_ecm(x, _frames(times, frame), n_clusters, nu, drift, n_iters, random_seed)


@fit_drifting_t_mixture.misconception(
    "The steps of the walk have drift·frame as their standard deviation.",
    "A random walk's variance grows with time, not its standard deviation: Q = drift·frame·I is a covariance.")
def drift_as_a_speed(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    return run_ecm(x, _frames(times, frame), n_clusters, nu, (drift * frame) ** 2, n_iters, random_seed)


@fit_drifting_t_mixture.misconception(
    "Each frame has its own centre, without a walk between them.",
    "Neighbouring frames know of each other: give the frames' means to kalman_smoother.")
def every_frame_alone(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    return run_ecm(x, _frames(times, frame), n_clusters, nu, drift * frame, n_iters, random_seed, find_path=_mean_of_each_frame)


@fit_drifting_t_mixture.misconception(
    "The paths come from the filter alone: they lag behind the clusters.",
    "The recording is complete: use the smoother, which knows the later frames, too.")
def filter_for_the_paths(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    return run_ecm(x, _frames(times, frame), n_clusters, nu, drift * frame, n_iters, random_seed, find_path=_filter)


@fit_drifting_t_mixture.misconception(
    "A frame counts the same however many spikes it has: its mean was taken to be as noisy as a single spike.",
    "The mean of many spikes is surer than one spike: R of a frame is S divided by the sum of its weights.")
def frames_count_alike(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    return run_ecm(x, _frames(times, frame), n_clusters, nu, drift * frame, n_iters, random_seed, find_path=_one_noise)


@fit_drifting_t_mixture.misconception(
    "The clusters are Gaussian: the weights u are missing.",
    "A spike far out should count less, for the path as for the scale matrix: share times u.")
def drifting_gaussians(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    return run_ecm(x, _frames(times, frame), n_clusters, 1e7, drift * frame, n_iters, random_seed, use_u=False)


@fit_drifting_t_mixture.misconception(
    "The first frame begins with the first spike.", "Frames are counted from time 0, whether there is a spike or not.")
def frames_from_the_first_spike(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    times = np.asarray(times, float)
    return run_ecm(x, _frames(times - times.min(), frame), n_clusters, nu, drift * frame, n_iters, random_seed)


@fit_drifting_t_mixture.misconception(
    "A spike on the edge was put into the frame that ends there.", "Frame f holds f·frame ≤ t < (f+1)·frame: round down.")
def edges_belong_to_the_past(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    n_frames = _frames(times, frame).max() + 1
    frame_of = np.clip(np.ceil(np.asarray(times, float) / frame).astype(int) - 1, 0, None)
    return run_ecm(x, frame_of, n_clusters, nu, drift * frame, n_iters, random_seed, n_frames=n_frames)


@fit_drifting_t_mixture.misconception(
    "The degrees of freedom are 7, whatever is asked for.", "Use the argument nu, in the density and in u.")
def always_seven(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    return run_ecm(x, _frames(times, frame), n_clusters, 7.0, drift * frame, n_iters, random_seed)
