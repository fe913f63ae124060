"""Clusters that stay or move for the checks of lab 09, and the fits that answers are judged by.

Nothing here is the reference's: paths come from one dense system of equations.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, logsumexp

LAB = "drifting_mixtures"


@dataclass(frozen=True)
class Model:
    """A mixture of t distributions with centres (n_frames, K, D), scale matrices (K, D, D) and weights (K,)."""

    m: np.ndarray
    S: np.ndarray
    p: np.ndarray
    nu: float


@dataclass(frozen=True)
class Spikes:
    """Samples, their times (s), the frame of each, and the model that they were drawn from."""

    x: np.ndarray
    times: np.ndarray
    frame_of: np.ndarray
    model: Model


def static_model(rng, n_clusters: int, n_dims: int, nu: float = 7.0, apart: float = 9.0) -> Model:
    """Clusters about `apart` widths from one another, which stay."""
    m = rng.uniform(-0.3, 0.3, (n_clusters, n_dims))
    m[:, 0] += apart * np.arange(n_clusters)
    p = rng.dirichlet(np.full(n_clusters, 40.0))
    return Model(m[None] + rng.uniform(-4, 4, n_dims), draw_scales(rng, n_clusters, n_dims), p, nu)


def draw_scales(rng, n_clusters: int, n_dims: int) -> np.ndarray:
    """Scale matrices with clear correlations of either sign, of a size of 1 or so, and far from singular."""
    correlation = rng.uniform(0.2, 0.6, (n_clusters, 1, 1))
    widths = rng.uniform(0.75, 1.3, (n_clusters, n_dims)) * rng.choice([-1, 1], (n_clusters, n_dims))
    return (correlation + (1 - correlation) * np.eye(n_dims)) * widths[:, :, None] * widths[:, None]


def draw_samples(rng, n_samples: int, model: Model, frame_of=None) -> np.ndarray:
    """Samples of a model; two digits behind the point will do, and keep the sheets small."""
    n_dims = model.S.shape[-1]
    counts = np.diff(np.round(np.append(0, np.cumsum(model.p)) * n_samples).astype(int))
    label = rng.permutation(np.repeat(np.arange(len(model.p)), counts))
    noise = np.linalg.cholesky(model.S)[label] @ rng.standard_normal((n_samples, n_dims, 1))
    tails = np.sqrt(rng.chisquare(model.nu, (n_samples, 1)) / model.nu)
    frame_of = np.zeros(n_samples, int) if frame_of is None else frame_of
    return np.round(model.m[frame_of, label] + noise[:, :, 0] / tails, 2)


def drifting_spikes(rng, n_samples: int, n_clusters: int, n_dims: int, n_frames: int, frame: float, *,
                    nu: float = 7.0, far: float = 3.0, empty=()) -> Spikes:  # fmt: skip
    """Spikes in random order of time, of clusters that move by about `far` widths; no spike in the `empty` frames."""
    start = static_model(rng, n_clusters, n_dims, nu, apart=14.0)
    direction = rng.standard_normal((n_clusters, n_dims)) + np.eye(n_dims)[-1] * 2
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    course = np.linspace(0, far, n_frames) + 0.3 * np.sin(rng.uniform(0, 6) + np.arange(n_frames))
    model = Model(start.m + course[:, None, None] * direction, start.S, start.p, nu)
    open_frames = np.setdiff1d(np.arange(n_frames), empty)
    frame_of = rng.permutation(np.append(np.resize(open_frames, n_samples - 1), n_frames - 1))
    # the times are exact in binary, and off the edges of the frames
    times = frame * (frame_of + np.round(rng.uniform(0.05, 0.95, n_samples) * 64) / 64)
    return Spikes(draw_samples(rng, n_samples, model, frame_of), times, frame_of, model)


def log_joint(x, frame_of, model: Model) -> np.ndarray:
    """Logarithm of weight times density, (K, n_samples)."""
    nu, D = model.nu, model.S.shape[-1]
    norm = gammaln((nu + D) / 2) - gammaln(nu / 2) - D / 2 * np.log(nu * np.pi)
    with np.errstate(divide="ignore"):
        norm = norm + np.log(model.p) - 0.5 * np.linalg.slogdet(model.S)[1]
    return norm[:, None] - (nu + D) / 2 * np.log1p(squared_distances(x, frame_of, model) / nu)


def squared_distances(x, frame_of, model: Model) -> np.ndarray:
    """Of each sample from each cluster, in units of its scale matrix, (K, n_samples); LinAlgError where there is none."""
    roots = np.linalg.inv(np.linalg.cholesky(model.S))
    return (((np.asarray(x, float) - model.m[frame_of].swapaxes(0, 1)) @ roots.swapaxes(1, 2)) ** 2).sum(axis=2)


def log_likelihood(x, frame_of, model: Model) -> float:
    """Nats, summed over the samples."""
    return float(logsumexp(log_joint(x, frame_of, model), axis=0).sum())


def solve_path(sums, weights, S, q: float):
    """Posterior mean and covariance of a path, (F, D) and (F·D, F·D), with a flat prior on its first place.

    `sums` (F, D) and `weights` (F,) are those of the samples in each frame; a step has the variance `q`. One dense
    system of equations, whose matrix is block-tridiagonal.
    """
    n_frames, n_dims = sums.shape
    if n_frames == 1:
        return sums / weights, S / weights[0]
    inverse = np.linalg.inv(S)
    walk = np.diff(np.eye(n_frames), axis=0)
    precision = np.kron(np.diag(weights), inverse) + np.kron(walk.T @ walk, np.eye(n_dims) / q)
    cov = np.linalg.inv(precision)
    return (cov @ (sums @ inverse).ravel()).reshape(sums.shape), cov


def climb(x, frame_of, model: Model, q: float, n_steps: int = 600) -> tuple[Model, np.ndarray]:
    """The maximum near a model, and the posterior standard deviations of its paths: (F, K, D).

    `q` is the variance of a step of the walk; with 0 there is one frame. A step divides the scatter by the sum of the
    shares times u, which has the same end as dividing by the sum of the shares, and is sooner there (Kent, Tyler &
    Vardi, 1994).
    """
    x, n_frames, n_dims = np.asarray(x, float), len(model.m), np.shape(x)[1]
    in_frame = np.eye(n_frames)[frame_of].T
    for _ in range(n_steps):
        joint = log_joint(x, frame_of, model)
        share = np.exp(joint - logsumexp(joint, axis=0))
        u = (model.nu + n_dims) / (model.nu + squared_distances(x, frame_of, model))
        m, S, sd = model.m.copy(), model.S.copy(), np.empty_like(model.m)
        for k in range(len(model.p)):
            weight = share[k] * u[k]
            m[:, k], cov = solve_path(in_frame @ (weight[:, None] * x), in_frame @ weight, S[k], q or 1.0)
            sd[:, k] = np.sqrt(np.diag(cov)).reshape(n_frames, n_dims)
            away = x - m[frame_of, k]
            S[k] = (weight * away.T) @ away / weight.sum()
        moved = max(np.abs(m - model.m).max(), np.abs(S - model.S).max())
        model = Model(m, S, share.mean(axis=1), model.nu)
        if moved < 1e-7:
            break
    return model, sd


def one_step(x, model: Model, hard: bool = False) -> Model:
    """One step of plain EM for a mixture that stays; a `hard` one gives each sample to one cluster."""
    every = np.zeros(len(x), int)
    joint = log_joint(x, every, model)
    share = np.exp(joint - logsumexp(joint, axis=0))
    if hard:
        share = np.eye(len(share))[share.argmax(axis=0)].T
    m, S, d2 = model.m.copy(), model.S.copy(), squared_distances(x, every, model)
    for k in range(len(model.p)):
        weight = share[k] * (model.nu + x.shape[1]) / (model.nu + d2[k])
        m[0, k] = weight @ x / weight.sum()
        S[k] = (weight * (x - m[0, k]).T) @ (x - m[0, k]) / share[k].sum()
    return Model(m, S, share.mean(axis=1), model.nu)
