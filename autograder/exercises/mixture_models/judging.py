"""Judges of a fitted mixture that know the likelihood; in students' notebooks parameters stand in for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.exercises.mixture_models.inputs import climb, em_step, log_joint, log_likelihood
from autograder.visible.mixtures import MixtureForm, MixtureNear, Scored


def form_of(x, n_clusters: int) -> tuple[int, int, int]:
    """Numbers of samples, dimensions and components: the first fields of every judge."""
    return (*np.shape(x), n_clusters)


@dataclass(frozen=True)
class OnData(Scored):
    """A judge that computes with the data; parameters without a likelihood have the worst score."""

    x: np.ndarray = None
    best: tuple = ()

    def score(self, labels, m, S, p):
        try:
            return self.measure(labels, m, S, p)
        except np.linalg.LinAlgError:
            return np.inf

    def measure(self, labels, m, S, p) -> float:
        """The score where there is a likelihood."""
        raise NotImplementedError

    def for_sheet(self, truth):
        """These components and their labels, up to their order."""
        means, covariances, weights = self.best
        labels = log_joint(self.x, *self.best).argmax(axis=0)
        return MixtureNear(self.n_samples, self.n_dims, self.n_clusters, self.alone, means, covariances, weights, labels)


@dataclass(frozen=True)
class WithinNats(OnData):
    """The likelihood is at most `limit` nats below that of the best components known."""

    limit: float = 1.0

    def measure(self, labels, m, S, p):
        gap = log_likelihood(self.x, *self.best) - log_likelihood(self.x, m, S, p)
        return gap / self.limit if np.isfinite(gap) else np.inf

    def explain(self, score):
        gap = f"{score * self.limit:.3g} nats below what can be reached"
        return f"its log-likelihood is {gap}; at most {self.limit:g} are allowed"


@dataclass(frozen=True)
class Converged(OnData):
    """One more step of EM gains less than 0.1 nat, and moves no weight by 0.002."""

    def measure(self, labels, m, S, p):
        further = em_step(self.x, m, S, p)
        gain = log_likelihood(self.x, *further) - log_likelihood(self.x, m, S, p)
        return max(gain / 0.1, np.abs(further[2] - p).max() / 0.002)

    def explain(self, score):
        return "one more step of EM would still change the fit: it has not converged"


@dataclass(frozen=True)
class MostProbable(OnData):
    """Each label is that of the most probable component, under the parameters that came with it."""

    def measure(self, labels, m, S, p):
        joint = log_joint(self.x, m, S, p)
        chosen = joint[labels.astype(int), np.arange(len(labels))]
        return 2.0 if (joint.max(axis=0) - chosen > 1e-6).any() else 0.0

    def explain(self, score):
        return "some labels are not the most probable components under the parameters returned with them"

    def for_sheet(self, truth):
        """The form alone: which component is the most probable is what an exercise asks for."""
        return MixtureForm(self.n_samples, self.n_dims, self.n_clusters)


def reaches_maximum(x, components, limit: float = 1.0, alone: bool = False) -> WithinNats:
    """The judge of fits to samples that were drawn from `components`."""
    return WithinNats(*form_of(x, len(components[2])), alone, x, climb(x, components), limit)
