"""Judges of fits that know the likelihood; in students' notebooks parameters stand in for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.exercises.drifting_mixtures.inputs import Model, Spikes, climb, log_joint, log_likelihood, one_step
from autograder.visible.drifts import FitForm, FitNear, ScoredFit


def form_of(x, n_clusters: int, n_frames: int = 0) -> tuple[int, int, int, int]:
    """Numbers of samples, dimensions, clusters and frames: the first fields of every judge."""
    return (*np.shape(x), n_clusters, n_frames)


@dataclass(frozen=True)
class KnowsLikelihood(ScoredFit):
    """A judge that computes with the data; parameters without a likelihood have the worst score."""

    x: np.ndarray = None
    frame_of: np.ndarray = None
    nu: float = 7.0
    best: Model = None

    def score(self, labels, m, S, p):
        try:
            return self.measure(labels, Model(m if m.ndim == 3 else m[None], S, p, self.nu))
        except (np.linalg.LinAlgError, ValueError):  # no positive definite matrix
            return np.inf, "S"

    def measure(self, labels, model: Model) -> tuple[float, str]:
        """The score where there is a likelihood, and what to say of it."""
        raise NotImplementedError

    def explain(self, score, part):
        return part

    def for_sheet(self, truth):
        """These parameters, up to the order of the clusters; a standard error or two away from them."""
        width = np.sqrt(np.einsum("kdd->kd", self.best.S))
        count = self.n_samples * self.best.p
        labels = log_joint(self.x, self.frame_of, self.best).argmax(axis=0)
        return FitNear(self.n_samples, self.n_dims, self.n_clusters, self.n_frames, self.alone, self.best.m[0],
                       5 * width / np.sqrt(count)[:, None], self.best.S, self.best.p, labels,
                       float(2.5 * np.sqrt(2 / count.min())), float(1.5 / np.sqrt(self.n_samples)))  # fmt: skip


@dataclass(frozen=True)
class WithinNats(KnowsLikelihood):
    """The likelihood is at most `limit` nats below that of the best clusters known."""

    limit: float = 1.0

    def measure(self, labels, model):
        gap = log_likelihood(self.x, self.frame_of, self.best) - log_likelihood(self.x, self.frame_of, model)
        gap = gap if np.isfinite(gap) else np.inf
        below = f"{gap:.3g} nats below what can be reached"
        return gap / self.limit, f"its log-likelihood is {below}; at most {self.limit:g} are allowed"


@dataclass(frozen=True)
class Converged(KnowsLikelihood):
    """One more step of EM gains less than 0.1 nat, and moves no weight by 0.002."""

    def measure(self, labels, model):
        further = one_step(self.x, model)
        gain = log_likelihood(self.x, self.frame_of, further) - log_likelihood(self.x, self.frame_of, model)
        moved = np.abs(further.p - model.p).max()
        return max(gain / 0.1, moved / 0.002), "one more step of EM would still change the fit: it has not converged"


@dataclass(frozen=True)
class MostProbable(KnowsLikelihood):
    """Each label is that of the most probable cluster, under the parameters that came with it."""

    def measure(self, labels, model):
        joint = log_joint(self.x, self.frame_of, model)
        if np.ptp(joint, axis=0).max() < 1e-6:
            return 2.0, "all clusters are the same"
        chosen = joint[labels.astype(int), np.arange(len(labels))]
        wrong = (joint.max(axis=0) - chosen > 1e-6).any()
        return 2.0 * wrong, "some labels are not the most probable clusters under the parameters returned with them"

    def for_sheet(self, truth):
        """The form alone: which cluster is the most probable is what an exercise asks for."""
        return FitForm(self.n_samples, self.n_dims, self.n_clusters, self.n_frames)


def reaches_maximum(x, model: Model, limit: float = 1.0, alone: bool = False) -> WithinNats:
    """The judge of fits, without drift, to samples that were drawn from `model`."""
    frame_of = np.zeros(len(x), int)
    best, _ = climb(x, frame_of, model, 0.0)
    return WithinNats(*form_of(x, len(model.p)), alone, np.asarray(x, float), frame_of, model.nu, best, limit)


def follows_paths(spikes: Spikes, step_variance: float, alone: bool = False) -> FitNear:
    """The judge of paths, scale matrices, weights and labels of clusters that move; the contract's tolerances."""
    best, sd = climb(spikes.x, spikes.frame_of, spikes.model, step_variance)
    labels = log_joint(spikes.x, spikes.frame_of, best).argmax(axis=0)
    return FitNear(*form_of(spikes.x, len(best.p), len(best.m)), alone, best.m, sd, best.S, best.p, labels)
