"""EM as students get it wrong: the frame of the lesson, with one thing in it changed."""

from __future__ import annotations

import numpy as np
from scipy.special import logsumexp
from sklearn.cluster import kmeans_plusplus

from autograder.exercises.mixture_models.fitting import fit_mog
from autograder.exercises.mixture_models.inputs import log_joint


def _start(x, n_clusters, seed):
    """The start that the lesson gives."""
    low, high = np.percentile(x, [5, 95], axis=0)
    spread = np.where(high > low, high - low, 1)
    m = kmeans_plusplus(np.clip(x, low, high) / spread, n_clusters, random_state=seed)[0] * spread
    return m, np.array([np.diag((spread / 6) ** 2)] * n_clusters), np.full(n_clusters, 1 / n_clusters)


def _shares(joint):
    return np.exp(joint - logsumexp(joint, axis=0))


def _em(x, n_clusters, n_iters, seed, share=_shares, spread=lambda S, p: S, equal_weights=False):
    """EM with another E-step (`share`), other covariances (`spread`), or weights that stay as they were."""
    x = np.asarray(x, float)
    m, S, p = _start(x, n_clusters, seed)
    floor = np.diag(1e-9 * np.ptp(np.percentile(x, [5, 95], axis=0), axis=0) ** 2)
    for _ in range(n_iters):
        before = m
        responsibility = share(log_joint(x, m, S, p))
        weight = responsibility.sum(axis=1) + 1e-300
        m = responsibility @ x / weight[:, None]
        away = x - m[:, None]
        S = (responsibility[:, :, None] * away).transpose(0, 2, 1) @ away / weight[:, None, None]
        S, p = spread(S, weight) + floor, p if equal_weights else weight / len(x)
        if not np.isfinite(S).all():
            return np.zeros(len(x), int), m, S, p
        if np.allclose(m, before, rtol=1e-7, atol=0):
            break
    return log_joint(x, m, S, p).argmax(axis=0), m, S, p


def _hard(joint):
    return np.eye(len(joint))[joint.argmax(axis=0)].T


def _plain(joint):
    density = np.exp(joint)
    return density / density.sum(axis=0)


def _plain_plus(joint):
    density = np.exp(joint)
    return density / (density.sum(axis=0) + 1e-300)


def _without_correlations(S, weight):
    return S * np.eye(S.shape[1])


def _round(S, weight):
    return np.array([np.trace(cov) / len(cov) * np.eye(len(cov)) for cov in S])


def _pooled(S, weight):
    return np.broadcast_to(np.average(S, axis=0, weights=weight), S.shape)


@fit_mog.misconception(
    "Each sample counts for one component alone: p is exactly the share of its labels.",
    "Between two clusters it is not certain where a sample belongs. Use the probabilities from the E-step in the M-step.")
def hard_assignment(x, n_clusters, n_iters=100, random_seed=0):
    return _em(x, n_clusters, n_iters, random_seed, share=_hard)


@fit_mog.misconception(
    "The covariance matrices have no correlations: all clusters lie along the axes.",
    "Each covariance is an outer product of deviations, weighted; only its diagonal was kept.")
def diagonal_clusters(x, n_clusters, n_iters=100, random_seed=0):
    return _em(x, n_clusters, n_iters, random_seed, spread=_without_correlations)


@fit_mog.misconception(
    "All clusters are round: the same variance in every direction.",
    "k-means sees clusters like that; a mixture of Gaussians estimates a whole matrix for each.")
def round_clusters(x, n_clusters, n_iters=100, random_seed=0):
    return _em(x, n_clusters, n_iters, random_seed, spread=_round)


@fit_mog.misconception(
    "All components have the same covariance matrix.",
    "The M-step for S[k] uses the responsibilities of component k, and the mean of k.")
def one_covariance_for_all(x, n_clusters, n_iters=100, random_seed=0):
    return _em(x, n_clusters, n_iters, random_seed, spread=_pooled)


@fit_mog.misconception(
    "The weights never change: they are 1/K after the fit as before.",
    "The M-step has three results: means, covariance matrices and weights.")
def weights_stay_equal(x, n_clusters, n_iters=100, random_seed=0):
    return _em(x, n_clusters, n_iters, random_seed, equal_weights=True)


@fit_mog.misconception("The labels count from 1.", "The course counts from 0: the label is an index into m, S and p.")
def labels_from_one(x, n_clusters, n_iters=100, random_seed=0):
    labels, *rest = _em(x, n_clusters, n_iters, random_seed)
    return labels + 1, *rest


@fit_mog.misconception(
    "These are square roots of the covariance matrices.", "S @ S.T would be the covariance; the course wants that one.")
def square_roots(x, n_clusters, n_iters=100, random_seed=0):
    labels, m, S, p = _em(x, n_clusters, n_iters, random_seed)
    return labels, m, np.linalg.cholesky(S), p


@fit_mog.misconception(
    "A sample far from all components ends in nan: its densities are so small that the computer takes them for 0.",
    "0 divided by 0 is nan. Stay with logarithms until the shares are computed: logsumexp adds up without leaving them.",
    read="Section 3, 'Numbers too small for a computer'")
def densities_underflow(x, n_clusters, n_iters=100, random_seed=0):
    with np.errstate(all="ignore"):
        return _em(x, n_clusters, n_iters, random_seed, share=_plain)


@fit_mog.misconception(
    "A small number was added to the densities: a sample far out then belongs to no component, and p does not sum to 1.",
    "It hides the division by 0 and keeps the mistake. Stay with logarithms until the shares are computed.",
    read="Section 3, 'Numbers too small for a computer'")
def adds_an_epsilon(x, n_clusters, n_iters=100, random_seed=0):
    with np.errstate(all="ignore"):
        return _em(x, n_clusters, n_iters, random_seed, share=_plain_plus)
