"""Wrong answers to fit_drifting_t_mixture; tests/autograder/exercises/banks.py tells how they are written."""

# ruff: noqa: F821  (the functions of the lab are right ones, defined before)
import numpy as np
from scipy.special import logsumexp

_right = fit_drifting_t_mixture


def _frames(times, frame):
    return np.floor(np.array(times, float) / frame).astype(int)


def _smooth(y, total, S, q, smoother=None):
    R = S / np.maximum(total, 1e-9)[:, None, None]
    start = 1e6 * np.trace(S) / len(S) * np.eye(len(S))
    return (smoother or kalman_smoother)(y, R, q * np.eye(len(S)), np.nanmean(y, axis=0), start)[0]


def _ecm(x, f, K, nu, q, n_iters, seed, path=_smooth, heavy=True, around_path=True, n_frames=None):
    x = np.array(x, float)
    N, D = x.shape
    F = n_frames or f.max() + 1
    one_hot = (np.arange(F)[:, None] == f).astype(float)
    _, m, S, p = fit_t_mixture(x, K, nu, 30, seed)
    m = np.array([m] * F)
    for _ in range(n_iters):
        joint = np.array([np.log(p[k]) + t_logpdf(x - m[f, k], np.zeros(D), S[k], nu) for k in range(K)])
        share, before = np.exp(joint - logsumexp(joint, axis=0)), m.copy()
        for k in range(K):
            away = x - m[f, k]
            d2 = np.einsum("nd,nd->n", away @ np.linalg.inv(S[k]), away)
            w = share[k] * ((nu + D) / (nu + d2) if heavy else 1.0)
            total = one_hot @ w
            y = one_hot @ (w[:, None] * x) / np.maximum(total, 1e-9)[:, None]
            y[total <= 1e-9] = np.nan
            m[:, k] = path(y, total, S[k], q)
            away = x - (m[f, k] if around_path else x.mean(axis=0))
            S[k] = (w * away.T) @ away / share[k].sum()
        p = share.mean(axis=1)
        if np.abs(m - before).max() < 1e-6:
            break
    joint = np.array([np.log(p[k]) + t_logpdf(x - m[f, k], np.zeros(D), S[k], nu) for k in range(K)])
    return joint.argmax(axis=0), m, S, p


def _filter(y, R, Q, m0, P0):
    m, P, means = np.array(m0, float), np.array(P0, float), []
    for t in range(len(y)):
        P = P + Q if t else P
        if np.isfinite(y[t]).all():
            gain = P @ np.linalg.inv(P + R[t])
            m, P = m + gain @ (y[t] - m), gain @ R[t]
        means.append(m)
    return np.array(means), None


def _own_mean(y, total, S, q):
    """The last frame that had a spike; before the first one, the first one."""
    seen = np.flatnonzero(total > 1e-9)
    last = [seen[seen <= t][-1] if (seen <= t).any() else seen[0] for t in range(len(y))]
    return y[last]


def centres_stay(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    """One centre, repeated. Loses: something."""
    labels, m, S, p = fit_t_mixture(x, n_clusters, nu, n_iters, random_seed)
    return labels, np.array([m] * (_frames(times, frame).max() + 1)), S, p


def drift_without_the_frame(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    """Q = drift. Loses: something."""
    return _ecm(x, _frames(times, frame), n_clusters, nu, drift, n_iters, random_seed)


def drift_as_a_speed(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    """Q = (drift·frame)². Loses: something."""
    return _ecm(x, _frames(times, frame), n_clusters, nu, np.square(drift * frame), n_iters, random_seed)


def every_frame_alone(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    """No walk. Loses: something."""
    return _ecm(x, _frames(times, frame), n_clusters, nu, drift * frame, n_iters, random_seed, path=_own_mean)


def filter_for_the_paths(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    """No way back. Loses: something."""
    return _ecm(x, _frames(times, frame), n_clusters, nu, drift * frame, n_iters, random_seed,
                path=lambda *parts: _smooth(*parts, smoother=_filter))


def frames_count_alike(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    """R = S. Loses: something."""
    return _ecm(x, _frames(times, frame), n_clusters, nu, drift * frame, n_iters, random_seed,
                path=lambda y, total, S, q: _smooth(y, 1.0 * (total > 1e-9), S, q))


def drifting_gaussians(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    """No tails. Loses: something."""
    return _ecm(x, _frames(times, frame), n_clusters, 1e8, drift * frame, n_iters, random_seed, heavy=False)


def scatter_around_the_mean(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    """S is far too wide. Loses: something."""
    return _ecm(x, _frames(times, frame), n_clusters, nu, drift * frame, n_iters, random_seed, around_path=False)


def frames_from_the_first_spike(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    """Another origin of time. Loses: something."""
    times = np.array(times, float)
    return _ecm(x, _frames(times - min(times), frame), n_clusters, nu, drift * frame, n_iters, random_seed)


def edges_belong_to_the_past(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    """Rounds up, and subtracts one. Loses: edges."""
    f = np.maximum(np.ceil(np.array(times, float) / frame).astype(int) - 1, 0)
    return _ecm(x, f, n_clusters, nu, drift * frame, n_iters, random_seed, n_frames=_frames(times, frame).max() + 1)


def always_seven(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    """The argument is forgotten. Loses: something."""
    return _ecm(x, _frames(times, frame), n_clusters, 7.0, drift * frame, n_iters, random_seed)


def covariances_returned(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    """nu/(nu - 2) times too large. Loses: something."""
    labels, m, S, p = _right(x, times, n_clusters, nu, drift, frame, n_iters, random_seed)
    return labels, m, S * nu / (nu - 2), p


def one_frame_too_many(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    """A frame after the last. Loses: everything."""
    labels, m, S, p = _right(x, times, n_clusters, nu, drift, frame, n_iters, random_seed)
    return labels, np.concatenate([m, m[-1:]]), S, p


def the_shape_alone(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    """Zeros and ones. Loses: everything but form, labels, same-seed (perhaps labels)."""
    (N, D), F, K = np.shape(x), _frames(times, frame).max() + 1, n_clusters
    return np.zeros(N), np.zeros((F, K, D)), np.array([np.eye(D)] * K), np.full(K, 1 / K)


def times_need_order(x, times, n_clusters, nu=7.0, drift=1e-4, frame=60.0, n_iters=100, random_seed=0):
    """Sorts the times, and forgets the spikes. Loses: something."""
    return _right(x, np.sort(times), n_clusters, nu, drift, frame, n_iters, random_seed)
