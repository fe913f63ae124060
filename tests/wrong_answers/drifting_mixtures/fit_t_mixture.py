"""Wrong answers to fit_t_mixture; tests/autograder/exercises/banks.py tells how they are written."""

# ruff: noqa: F821  (the functions of the lab are right ones, defined before)
import numpy as np
from scipy.special import logsumexp
from sklearn.cluster import kmeans_plusplus

_right = fit_t_mixture


def _log_densities(x, m, S, p, nu):
    return np.array([np.log(p[k] + 1e-300) + t_logpdf(x, m[k], S[k], nu) for k in range(len(p))])


def _em(x, K, nu, n_iters, seed, u_of=None, hard=False, u_for_m=True, u_for_S=True, fix_p=False, diagonal=False, plain=False):
    x = np.array(x, float)
    N, D = x.shape
    u_of = u_of or (lambda d2: (nu + D) / (nu + d2))
    low, high = np.percentile(x, [5, 95], axis=0)
    box = np.where(high > low, high - low, 1)
    m = kmeans_plusplus(np.clip(x, low, high) / box, K, random_state=seed)[0] * box
    S, p = np.array([np.diag((box / 6) ** 2)] * K), np.full(K, 1 / K)
    for _ in range(n_iters):
        joint = _log_densities(x, m, S, p, nu)
        with np.errstate(all="ignore"):
            share = np.exp(joint) / np.exp(joint).sum(axis=0) if plain else np.exp(joint - logsumexp(joint, axis=0))
        if not np.isfinite(share).all():
            return np.zeros(N, int), m * np.nan, S * np.nan, p * np.nan
        if hard:
            share = np.eye(K)[joint.argmax(axis=0)].T
        before = m.copy()
        for k in range(K):
            away = x - m[k]
            w = share[k] * u_of(np.einsum("nd,nd->n", away @ np.linalg.inv(S[k]), away))
            w_m, w_S = (w if u_for_m else share[k]), (w if u_for_S else share[k])
            m[k] = w_m @ x / (w_m.sum() + 1e-12)
            S[k] = (w_S * (x - m[k]).T) @ (x - m[k]) / (share[k].sum() + 1e-12) + 1e-9 * np.diag(box**2)
            if diagonal:
                S[k] = np.diag(np.diag(S[k]))
        if not fix_p:
            p = share.mean(axis=1)
        if np.abs(m - before).max() < 1e-9 * box.max():
            break
    return _log_densities(x, m, S, p, nu).argmax(axis=0), m, S, p


def gaussian_mixture(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    """u is 1, and so many degrees of freedom that it is a Gaussian. Loses: something."""
    return _em(x, n_clusters, 1e8, n_iters, random_seed, u_of=lambda d2: np.ones(len(d2)))


def weights_are_not_used(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    """u is 1. Loses: something."""
    return _em(x, n_clusters, nu, n_iters, random_seed, u_of=lambda d2: 0 * d2 + 1)


def scale_without_u(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    """Only the centre is robust. Loses: something."""
    return _em(x, n_clusters, nu, n_iters, random_seed, u_for_S=False)


def centre_without_u(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    """Only the scale is robust. Loses: something."""
    return _em(x, n_clusters, nu, n_iters, random_seed, u_for_m=False)


def u_without_the_dimension(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    """nu/(nu + d2). Loses: something."""
    return _em(x, n_clusters, nu, n_iters, random_seed, u_of=lambda d2: 1 / (1 + d2 / nu))


def covariances_returned(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    """nu/(nu - 2) times too large. Loses: something."""
    labels, m, S, p = _right(x, n_clusters, nu, n_iters, random_seed)
    return labels, m, [cov * nu / (nu - 2) if nu > 2 else cov for cov in S], p


def always_seven(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    """The argument is forgotten. Loses: other-nu, artefacts."""
    return _right(x, n_clusters, 7.0, n_iters, random_seed)


def hard_assignment(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    """Labels for shares. Loses: maximum, converged (perhaps labels)."""
    return _em(x, n_clusters, nu, n_iters, random_seed, hard=True)


def diagonal_clusters(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    """Along the axes. Loses: something."""
    return _em(x, n_clusters, nu, n_iters, random_seed, diagonal=True)


def weights_stay_equal(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    """p is never updated. Loses: converged (perhaps maximum)."""
    return _em(x, n_clusters, nu, n_iters, random_seed, fix_p=True)


def labels_from_one(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    """1 to K. Loses: something."""
    labels, m, S, p = _right(x, n_clusters, nu, n_iters, random_seed)
    return labels + 1, m, S, p


def densities_underflow(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    """0/0. Loses: any-number."""
    return _em(x, n_clusters, nu, n_iters, random_seed, plain=True)


def the_start_alone(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    """Never climbs. Loses: something."""
    return _em(x, n_clusters, nu, 0, random_seed)


def the_shape_alone(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    """Zeros and ones. Loses: everything but form, labels, same-seed (perhaps labels)."""
    N, D = np.shape(x)
    return np.zeros(N), np.zeros((n_clusters, D)), np.array([np.eye(D)] * n_clusters), np.full(n_clusters, 1 / n_clusters)


def the_seed_is_not_used(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    """Always the same start. Loses: other-starts (perhaps maximum, converged)."""
    return _right(x, n_clusters, nu, n_iters, 0)


def three_results(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    """The weights are missing. Loses: everything."""
    return _right(x, n_clusters, nu, n_iters, random_seed)[:3]


def global_generator(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    """Whatever comes. Loses: same-seed (perhaps form, maximum, converged, labels)."""
    return _right(x, n_clusters, nu, n_iters, int(np.random.randint(1000)))  # noqa: NPY002
