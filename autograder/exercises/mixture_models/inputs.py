"""Mixtures and samples for the checks of lab 07, and the EM that they are judged by."""

from __future__ import annotations

import numpy as np
from scipy.special import logsumexp

from autograder.declare import attempts

LAB = "mixture_models"
FEWEST = 10  # samples in a component
N_HARD = 15  # steps after which EM with samples that count for one component alone stands still

Mixture = tuple[np.ndarray, np.ndarray, np.ndarray]  # means, covariances, weights


def toy_mixture(rng) -> Mixture:
    """Three clusters as in the lesson, turned, moved and stretched a little."""
    angle = rng.uniform(0, 2 * np.pi)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    turn = turn * rng.uniform(0.8, 1.3)
    m = np.array([[0.0, 0.0], [5.0, 1.0], [0.0, 4.0]])
    S = np.array([np.eye(2), [[2.0, 1.0], [1.0, 2.0]], [[1.0, -0.5], [-0.5, 1.0]]])
    return m @ turn.T + rng.uniform(-3, 3, 2), turn @ S @ turn.T, np.array([0.3, 0.5, 0.2])


def mixture(rng, n_clusters: int, n_dims: int, apart: float = 5.0) -> Mixture:
    """Components whose means lie about `apart` standard deviations from one another."""
    m = np.zeros((n_clusters, n_dims))
    m[:, 0] = apart * np.arange(n_clusters)
    m += rng.uniform(-0.3, 0.3, m.shape)
    roots = rng.uniform(0.7, 1.2, (n_clusters, 1, 1)) * (np.eye(n_dims) + rng.uniform(-0.4, 0.4, (n_clusters, n_dims, n_dims)))
    p = rng.dirichlet(np.full(n_clusters, 30.0))
    return m, roots @ roots.transpose(0, 2, 1), p


def draw(rng, n_samples: int, components: Mixture) -> tuple[np.ndarray, np.ndarray]:
    """Labels and samples; two digits behind the point will do, and keep the sheets small.

    In one dimension there are more of them, lest two samples be the same: EM never parts components that start at one place.
    """
    m, S, p = components
    n_digits = 2 if m.shape[1] > 1 else 6
    labels = rng.choice(len(p), n_samples, p=p)
    noise = rng.normal(size=(n_samples, m.shape[1], 1))
    return labels, np.round(m[labels] + (np.linalg.cholesky(S)[labels] @ noise)[:, :, 0], n_digits)


def log_joint(x, m, S, p) -> np.ndarray:
    """Logarithm of weight times density, (n_clusters, n_samples)."""
    x, m, p = (np.asarray(values, float) for values in (x, m, p))
    roots = np.linalg.cholesky(np.asarray(S, float))
    white = np.linalg.solve(roots, (x - m[:, None]).transpose(0, 2, 1))  # (n_clusters, n_dims, n_samples)
    log_size = np.log(np.einsum("kdd->kd", roots)).sum(axis=1) + 0.5 * m.shape[1] * np.log(2 * np.pi)
    with np.errstate(divide="ignore"):
        return (np.log(p) - log_size)[:, None] - 0.5 * np.square(white).sum(axis=1)


def log_likelihood(x, m, S, p) -> float:
    """Nats, summed over the samples."""
    return float(logsumexp(log_joint(x, m, S, p), axis=0).sum())


def em_step(x, m, S, p) -> Mixture:
    """One step of expectation and maximisation."""
    return maximise(x, log_joint(x, m, S, p))


def maximise(x, joint) -> Mixture:
    """The most likely components, each sample counted by its share in them; `joint` is what `log_joint` returns."""
    x = np.asarray(x, float)
    share = np.exp(joint - logsumexp(joint, axis=0))
    weight = share.sum(axis=1)
    m = share @ x / weight[:, None]
    away = x - m[:, None]
    return m, (share[:, :, None] * away).transpose(0, 2, 1) @ away / weight[:, None, None], weight / len(x)


def climb(x, components: Mixture, n_steps: int = 2000) -> Mixture:
    """The maximum of the likelihood near given components: EM until it gains nothing."""
    before = -np.inf
    for _ in range(n_steps):
        joint = log_joint(x, *components)
        after = logsumexp(joint, axis=0).sum()
        if after - before < 1e-7:
            break
        components, before = maximise(x, joint), after
    return components


def draw_overlapping(rng, n_samples: int, make) -> tuple[np.ndarray, Mixture]:
    """Samples of the components that `make` draws, which overlap so much that shares matter, and the most likely ones.

    Whoever gives each sample to one component alone ends clearly below, and where a step of EM would still gain.
    """
    for _ in attempts():
        _, x = draw(rng, n_samples, components := make(rng))
        best = climb(x, components)
        hard = climb_hard(x, best)
        if hard is None:
            continue
        ends = [log_likelihood(x, *fit) for fit in (hard, em_step(x, *hard), best)]
        if ends[2] - ends[0] > 1.5 and ends[1] - ends[0] > 0.3:
            return x, best


def climb_hard(x, components: Mixture) -> Mixture | None:
    """Where EM ends when each sample counts for one component alone; None where a component dies out."""
    for _ in range(N_HARD):
        joint = log_joint(x, *components)
        is_in = np.arange(len(joint))[:, None] == joint.argmax(axis=0)
        if is_in.sum(axis=1).min() < FEWEST:
            return None
        components = maximise(x, np.where(is_in, 0.0, -np.inf))
    return components
