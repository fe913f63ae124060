"""The mixture of t distributions as students get it wrong: EM with one thing in it changed."""

from __future__ import annotations

import numpy as np
from scipy.special import logsumexp
from sklearn.cluster import kmeans_plusplus

from autograder.exercises.drifting_mixtures.inputs import Model, log_joint
from autograder.exercises.drifting_mixtures.static import fit_t_mixture


def _share(joint):
    return np.exp(joint - logsumexp(joint, axis=0))


def _hard(joint):
    return np.eye(len(joint))[joint.argmax(axis=0)].T


def _plain(joint):
    with np.errstate(all="ignore"):
        density = np.exp(joint)
        return density / density.sum(axis=0)


def _heavy(nu, D, d2):
    return (nu + D) / (nu + d2)


def run_em(x, K, nu, n_iters, seed, share=_share, u=_heavy, for_centre=True, for_scale=True, spread=lambda S: S, equal=False):
    """EM with another E-step, another u, or an M-step that does not use it everywhere."""
    x = np.asarray(x, float)
    low, high = np.percentile(x, [5, 95], axis=0)
    width = np.where(high > low, high - low, 1)
    m = kmeans_plusplus(np.clip(x, low, high) / width, K, random_state=seed)[0] * width
    S, p, D = np.array([np.diag((width / 6) ** 2)] * K), np.full(K, 1 / K), x.shape[1]
    every = np.zeros(len(x), int)
    for _ in range(n_iters):
        shares = share(log_joint(x, every, Model(m[None], S, p, nu)))
        if not np.isfinite(shares).all():
            return every, np.full_like(m, np.nan), np.full_like(S, np.nan), np.full_like(p, np.nan)
        d2 = np.array([((x - m[k]).T * np.linalg.solve(S[k], (x - m[k]).T)).sum(axis=0) for k in range(K)])
        weight, count = shares * u(nu, D, d2), shares.sum(axis=1) + 1e-12
        of_centre, before = weight if for_centre else shares, m
        m = of_centre @ x / (of_centre.sum(axis=1) + 1e-12)[:, None]
        away = x - m[:, None]
        S = ((weight if for_scale else shares)[:, :, None] * away).transpose(0, 2, 1) @ away / count[:, None, None]
        S, p = spread(S) + 1e-9 * np.diag(width**2), p if equal else count / count.sum()
        if np.abs(m - before).max() < 1e-9 * width.max():
            break
    return log_joint(x, every, Model(m[None], S, p, nu)).argmax(axis=0), m, S, p


def _no_weight(nu, D, d2):
    return np.ones_like(d2)


@fit_t_mixture.misconception(
    "This is a mixture of Gaussians: mean and covariance, to which a sample far out counts as much as one in the middle.",
    "In the M-step each sample counts by its share times u = (nu + D)/(nu + d2).")
def gaussian_mixture(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    return run_em(x, n_clusters, 1e7, n_iters, random_seed, u=_no_weight)


@fit_t_mixture.misconception(
    "The shares are those of t distributions, but the M-step is that of Gaussians.",
    "Centre and scale matrix need the weights u, too, not only the E-step's densities.")
def weights_are_not_used(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    return run_em(x, n_clusters, nu, n_iters, random_seed, u=_no_weight)


@fit_t_mixture.misconception(
    "The centres are weighted with u, but the scale matrices are not: outliers make them too wide.",
    "The scatter of a sample counts by its share times u as well.")
def scale_without_u(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    return run_em(x, n_clusters, nu, n_iters, random_seed, for_scale=False)


@fit_t_mixture.misconception(
    "The scale matrices are weighted with u, but the centres are not: outliers pull them.",
    "The centre is the mean with the weights share times u.")
def centre_without_u(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    return run_em(x, n_clusters, nu, n_iters, random_seed, for_centre=False)


@fit_t_mixture.misconception(
    "In u = (nu + D)/(nu + d2) the dimension is missing.", "A sample in the middle counts for more than 1: (nu + D)/nu.")
def u_without_the_dimension(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    return run_em(x, n_clusters, nu, n_iters, random_seed, u=lambda nu, D, d2: nu / (nu + d2))


@fit_t_mixture.misconception(
    "These are covariance matrices: nu/(nu - 2) times the scale matrices.", "The course returns the scale matrices S themselves.")
def covariances_returned(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    labels, m, S, p = run_em(x, n_clusters, nu, n_iters, random_seed)
    return labels, m, S * (nu / (nu - 2) if nu > 2 else 1.0), p


@fit_t_mixture.misconception(
    "The degrees of freedom are 7, whatever is asked for.", "Use the argument nu, in the density and in u.")
def always_seven(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    return run_em(x, n_clusters, 7.0, n_iters, random_seed)


@fit_t_mixture.misconception(
    "Each sample counts for one cluster alone: p is exactly the share of its labels.",
    "Between two clusters it is not certain where a sample belongs. Use the probabilities from the E-step in the M-step.")
def hard_assignment(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    return run_em(x, n_clusters, nu, n_iters, random_seed, share=_hard)


@fit_t_mixture.misconception(
    "The scale matrices have no correlations: all clusters lie along the axes.",
    "Each scale matrix is a weighted sum of outer products of deviations; only its diagonal was kept.")
def diagonal_clusters(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    return run_em(x, n_clusters, nu, n_iters, random_seed, spread=lambda S: S * np.eye(S.shape[1]))


@fit_t_mixture.misconception(
    "The weights never change: they are 1/K after the fit as before.",
    "The M-step has three results: centres, scale matrices and weights.")
def weights_stay_equal(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    return run_em(x, n_clusters, nu, n_iters, random_seed, equal=True)


@fit_t_mixture.misconception("The labels count from 1.", "The course counts from 0: the label is an index into m, S and p.")
def labels_from_one(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    labels, *rest = run_em(x, n_clusters, nu, n_iters, random_seed)
    return labels + 1, *rest


@fit_t_mixture.misconception(
    "Where the densities are too small for a computer, the shares become nan: 0 divided by 0.",
    "Stay with logarithms until the shares are computed: logsumexp adds up without leaving them.")
def densities_underflow(x, n_clusters, nu=7.0, n_iters=100, random_seed=0):
    return run_em(x, n_clusters, nu, n_iters, random_seed, share=_plain)
