"""Wrong answers to fit_mog; how they are named and marked is told in tests/autograder/exercises/banks.py."""

import numpy as np
from scipy.special import logsumexp


def hard_assignment(x, n_clusters, n_iters=100, random_seed=0):
    """The M-step of k-means. Loses: one-dimension (perhaps maximum, converged, far-artefacts)."""

    def harden(a):
        r = np.zeros_like(a)
        r[a.argmax(axis=0), np.arange(a.shape[1])] = 1
        return r

    return _em(x, n_clusters, n_iters, random_seed, e_step=harden)


def diagonal_clusters(x, n_clusters, n_iters=100, random_seed=0):
    """Variances only. Loses: maximum, one-component, tiny-densities (perhaps converged)."""
    return _em(x, n_clusters, n_iters, random_seed, change=lambda S, w: np.array([np.diag(np.diag(s)) for s in S]))


def round_clusters(x, n_clusters, n_iters=100, random_seed=0):
    """One variance for all directions. Loses: maximum, one-component, converged, tiny-densities."""
    return _em(x, n_clusters, n_iters, random_seed, change=lambda S, w: np.array([np.eye(len(s)) * np.diag(s).mean() for s in S]))


def one_covariance_for_all(x, n_clusters, n_iters=100, random_seed=0):
    """A pooled matrix. Loses: maximum, converged (perhaps one-dimension)."""
    return _em(x, n_clusters, n_iters, random_seed,
               change=lambda S, w: np.repeat(np.tensordot(w / w.sum(), S, 1)[None], len(S), axis=0))


def weights_stay_equal(x, n_clusters, n_iters=100, random_seed=0):
    """Forgets a line of the M-step. Loses: maximum, converged (perhaps one-dimension)."""
    return _em(x, n_clusters, n_iters, random_seed, learn_p=False)


def labels_from_one(x, n_clusters, n_iters=100, random_seed=0):
    """Counts from 1. Loses: everything."""
    labels, m, S, p = _em(x, n_clusters, n_iters, random_seed)
    return labels + 1, m, S, p


def square_roots(x, n_clusters, n_iters=100, random_seed=0):
    """Returns the Cholesky factors. Loses: something."""
    labels, m, S, p = _em(x, n_clusters, n_iters, random_seed)
    return labels, m, np.linalg.cholesky(S), p


def densities_underflow(x, n_clusters, n_iters=100, random_seed=0):
    """Bayes' rule as it is printed. Loses: far-artefacts, tiny-densities."""
    with np.errstate(all="ignore"):
        return _em(x, n_clusters, n_iters, random_seed, e_step=lambda a: np.exp(a) / np.exp(a).sum(axis=0))


def adds_an_epsilon(x, n_clusters, n_iters=100, random_seed=0):
    """A tiny number in the denominator. Loses: far-artefacts, tiny-densities."""
    return _em(x, n_clusters, n_iters, random_seed, e_step=lambda a: np.exp(a) / (np.exp(a).sum(axis=0) + 1e-300))


def forgets_the_weights(x, n_clusters, n_iters=100, random_seed=0):
    """Densities without weights in the E-step. Loses: labels (perhaps maximum, one-dimension, converged)."""
    labels, m, S, _ = _em(x, n_clusters, n_iters, random_seed, learn_p=False)
    r = _shares(_joint(np.asarray(x, float), m, S, np.ones(n_clusters)))
    return labels, m, S, r.mean(axis=1)


def divides_by_n(x, n_clusters, n_iters=100, random_seed=0):
    """Covariances divided by all samples. Loses: maximum, converged (perhaps one-dimension)."""
    return _em(x, n_clusters, n_iters, random_seed, change=lambda S, w: S * (w / w.sum())[:, None, None])


def covariance_around_zero(x, n_clusters, n_iters=100, random_seed=0):
    """Second moments. Loses: maximum, one-dimension, one-component, converged, labels, tiny-densities."""
    labels, m, S, p = _em(x, n_clusters, n_iters, random_seed)
    return labels, m, S + m[:, :, None] * m[:, None, :], p


def one_step_only(x, n_clusters, n_iters=100, random_seed=0):
    """A loop that ends too early. Loses: maximum, converged (perhaps one-dimension)."""
    return _em(x, n_clusters, 1, random_seed)


def stops_too_early(x, n_clusters, n_iters=100, random_seed=0):
    """Content with a gain of 1 nat. Loses: converged (perhaps maximum, one-dimension)."""
    return _em(x, n_clusters, min(n_iters, 6), random_seed)


def ignores_the_seed(x, n_clusters, n_iters=100, random_seed=0):
    """One start for all seeds. Loses: other-starts (perhaps far-artefacts, maximum)."""
    return _em(x, n_clusters, n_iters, 0)


def global_generator(x, n_clusters, n_iters=100, random_seed=0):
    """A start from NumPy's global generator. Loses: same-seed."""
    return _em(x, n_clusters, n_iters, np.random.randint(2**31))  # noqa: NPY002


def old_labels(x, n_clusters, n_iters=100, random_seed=0):
    """The labels of the step before. Loses: labels."""
    labels = _em(x, n_clusters, max(n_iters - 1, 0), random_seed)[0]
    return labels, *_em(x, n_clusters, n_iters, random_seed)[1:]


def nearest_mean(x, n_clusters, n_iters=100, random_seed=0):
    """Labels by distance. Loses: labels."""
    _, m, S, p = _em(x, n_clusters, n_iters, random_seed)
    return ((np.asarray(x, float) - m[:, None]) ** 2).sum(axis=2).argmin(axis=0), m, S, p


def drops_components(x, n_clusters, n_iters=100, random_seed=0):
    """Removes those that are small. Loses: far-artefacts, always-all-components, other-starts (perhaps maximum, form, converged, labels, leaves-inputs-alone,
    same-seed)."""
    labels, m, S, p = _em(x, n_clusters, n_iters, random_seed)
    large = p > 0.2
    return labels, m[large], S[large], p[large] / p[large].sum()


def bytes_overflow(x, n_clusters, n_iters=100, random_seed=0):
    """Squares whole numbers of 8 bits. Loses: one-component."""
    if n_clusters > 1 or np.asarray(x).dtype.kind == "f":
        return _em(x, n_clusters, n_iters, random_seed)
    away = x - x.mean(axis=0).astype(x.dtype)
    return np.zeros(len(x), int), x.mean(axis=0)[None], ((away * 1).T @ away / len(x))[None], np.ones(1)


def no_covariances(x, n_clusters, n_iters=100, random_seed=0):
    """Three results. Loses: everything."""
    labels, m, _, p = _em(x, n_clusters, n_iters, random_seed)
    return labels, m, p


def unnormalised_weights(x, n_clusters, n_iters=100, random_seed=0):
    """Numbers of samples for weights. Loses: everything."""
    labels, m, S, p = _em(x, n_clusters, n_iters, random_seed)
    return labels, m, S, p * len(x)


def centres_the_data(x, n_clusters, n_iters=100, random_seed=0):
    """Changes its argument. Loses: leaves-inputs-alone."""
    labels, m, S, p = _em(x, n_clusters, n_iters, random_seed)
    centre = x.mean(axis=0).astype(x.dtype)
    x -= centre
    return labels, m, S, p


def all_zeros(x, n_clusters, n_iters=100, random_seed=0):
    """The right shapes. Loses: everything."""
    n_dims = x.shape[1]
    p = np.ones(n_clusters) / n_clusters
    return np.zeros(len(x)), np.zeros((n_clusters, n_dims)), np.zeros((n_clusters, n_dims, n_dims)), p


def the_whole_cloud(x, n_clusters, n_iters=100, random_seed=0):
    """Every component is mean and covariance of everything. Loses: everything but one-component, tiny-densities."""
    x = np.asarray(x, float)
    cov = np.cov(x.T, bias=True).reshape(x.shape[1], x.shape[1])
    p = np.ones(n_clusters) / n_clusters
    return np.zeros(len(x)), np.repeat(x.mean(axis=0)[None], n_clusters, axis=0), np.repeat(cov[None], n_clusters, axis=0), p


def _shares(a):
    return np.exp(a - logsumexp(a, axis=0))


def _em(x, n_clusters, n_iters, random_seed, e_step=_shares, change=None, learn_p=True):
    x = np.asarray(x, dtype=float)
    rng = np.random.default_rng(random_seed)
    middle = np.median(x, axis=0)
    spread = np.percentile(x, 90, axis=0) - np.percentile(x, 10, axis=0)
    near = np.flatnonzero((np.abs(x - middle) <= 2 * spread).all(axis=1))
    m = x[rng.choice(near, n_clusters, replace=False)]
    S = np.array([np.diag((spread / 3) ** 2)] * n_clusters)
    p = np.full(n_clusters, 1 / n_clusters)
    for _ in range(n_iters):
        r = e_step(_joint(x, m, S, p))
        w = r.sum(axis=1) + 1e-250
        p = w / len(x) if learn_p else p
        m = r @ x / w[:, None]
        S = np.array([(r[k] * (x - m[k]).T) @ (x - m[k]) / w[k] for k in range(n_clusters)])
        S = S if change is None else change(S, w)
        S = S + 1e-8 * np.diag(spread**2)
        if not np.isfinite(S).all():
            return np.zeros(len(x), int), m, S, p
    return _joint(x, m, S, p).argmax(axis=0), m, S, p


def _joint(x, m, S, p):
    roots = np.linalg.cholesky(S)
    z = np.linalg.solve(roots, (x - m[:, None]).transpose(0, 2, 1))
    size = np.log(p) - 0.5 * x.shape[1] * np.log(2 * np.pi) - np.log(np.diagonal(roots, axis1=1, axis2=2)).sum(axis=1)
    return size[:, None] - 0.5 * (z**2).sum(axis=1)
