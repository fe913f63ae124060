"""Judges for lab 09: a density, and fitted mixtures whose centres may move, whatever the order of the clusters.

The likelihood is for the hidden half to know, in `autograder.exercises`; here are numbers and permutations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.optimize import linear_sum_assignment

from autograder.visible.judges import Agrees, Together, to_numbers
from autograder.visible.mixtures import NAMES, MixtureForm, SameKindOfMixture


@dataclass(frozen=True)
class LogDensityOnGrid(Agrees):
    """Logarithms of a density at the points of a grid, each in a cell of the size `cell`: it integrates to 1."""

    cell: float = 1.0

    def judge(self, answer, truth):
        wrong = super().judge(answer, truth)
        if not wrong or answer.shape != truth.shape:
            return wrong
        total = np.exp(answer).sum() * self.cell
        return f"summed over the grid, its density makes {total:.3g} in place of 1" if abs(total - 1) > 0.02 else wrong


@dataclass(frozen=True)
class FitForm(MixtureForm):
    """Labels, centres, scale matrices and weights, all of them possible; without frames, the centres stay."""

    n_frames: int = 0

    def shape_of_centres(self):
        stay = super().shape_of_centres()
        return (self.n_frames, *stay) if self.n_frames else stay

    def impossible_components(self, m, is_symmetric, smallest_variance):
        if not is_symmetric or smallest_variance < 0:
            return "a scale matrix is symmetric, and nothing on its diagonal is negative"
        return None


@dataclass(frozen=True)
class ScoredFit(FitForm):
    """A fit with a score, good up to 1: each call has to be good (`alone`), or the best of several."""

    alone: bool = False

    def look(self, labels, m, S, p):
        return self.explain(*scored) if self.alone and (scored := self.score(labels, m, S, p))[0] > 1 else None

    def score(self, labels, m, S, p) -> tuple[float, str]:
        """How far from good, in units of what is allowed, and which part is farthest."""
        raise NotImplementedError

    def explain(self, score: float, part: str) -> str:
        """The sentence on a score above 1."""
        return f"{part} {'is' if part == 'p' or part == 'S' else 'are'} not right"


@dataclass(frozen=True)
class FitNear(ScoredFit):
    """Up to the order of the clusters these parameters.

    Centres are as near as 0.2 of `centre_sd` (root mean square over frames, dimensions and clusters), scale matrices
    within `of_S`, weights within `of_p`, and as small a share of the labels differs.
    """

    centres: tuple = ()
    centre_sd: tuple = ()
    scales: tuple = ()
    weights: tuple = ()
    labels: tuple = ()
    of_S: float = 0.08
    of_p: float = 0.02

    def score(self, labels, m, S, p):
        centres, scales = np.asarray(self.centres), np.asarray(self.scales)
        order = match_clusters(m, centres, scales)
        width = np.sqrt(np.einsum("kdd->kd", scales))
        far = np.abs(S[order] - scales) / (width[:, :, None] * width[:, None])
        path = (np.take(m, order, axis=-2) - centres) / np.asarray(self.centre_sd)
        differ = np.mean(np.argsort(order)[labels.astype(int)] != np.asarray(self.labels))
        scores = {"m": np.sqrt(np.mean(path**2)) / 0.2, "S": far.max() / self.of_S,
                  "p": np.abs(p[order] - self.weights).max() / self.of_p, "the labels": differ / self.of_p}
        part = max(scores, key=scores.get)
        return scores[part], part


def match_clusters(m, centres, scales) -> np.ndarray:
    """The order in which clusters come nearest to known ones, over all frames."""
    width = np.sqrt(np.mean(np.einsum("kdd->kd", np.asarray(scales)), axis=0))
    away = (np.expand_dims(np.asarray(centres), -2) - np.expand_dims(m, -3)) / width  # (..., known, found, dims)
    distance = np.sqrt((away**2).sum(axis=-1))
    return linear_sum_assignment(distance.reshape(-1, *distance.shape[-2:]).mean(axis=0))[1]


@dataclass(frozen=True)
class BestSeed(Together):
    """The best of several seeds is good enough: each call has a judge that is a `ScoredFit`."""

    def __call__(self, outcomes, truths, judges=()):
        scored = [judge.score(*map(to_numbers, outcome.value)) for outcome, judge in zip(outcomes, judges, strict=True)]
        best = int(np.argmin([score for score, _ in scored]))
        if scored[best][0] <= 1:
            return None
        return f"of {len(outcomes)} calls with different seeds not one is good enough: {judges[best].explain(*scored[best])}"


@dataclass(frozen=True)
class FramesAlike(FitForm):
    """Centres that stay: the same in every frame."""

    def look(self, labels, m, S, p):
        width = np.sqrt(np.einsum("kdd->kd", S)).max()
        return "the centres move, with a drift of 0" if np.abs(m - m[0]).max() > 1e-6 * width else None


@dataclass(frozen=True)
class SameKindOfFit(SameKindOfMixture):
    """Whether two fits are alike in what is peculiar: with the start the numbers change, not the mistake.

    Only of a single cluster, which knows no start, the numbers are compared.
    """

    NOTHING: ClassVar[float] = 1e-4

    def digest(self, value):
        """The peculiarities of a fit, and its numbers where it has one cluster."""
        single = isinstance(value, (tuple, list)) and len(value) == len(NAMES) and np.size(value[-1]) == 1
        numbers = [to_numbers(part).ravel() for part in value[1:3]] if single else [np.empty(0)]
        return {"kind": repr(describe_fit(value)), "numbers": np.array([float(f"{v:.6g}") for v in np.concatenate(numbers)])}


def describe_fit(value) -> tuple:
    """What of a fit does not depend on its start."""
    if not isinstance(value, (tuple, list)) or len(value) != len(NAMES):
        return ("other parts",)
    labels, m, S, p = map(to_numbers, value)
    shapes = tuple(part.shape for part in (labels, m, S, p))
    finite = tuple(bool(np.isfinite(part).all()) for part in (labels, m, S, p))
    if not all(finite) or S.ndim != 3 or p.shape != S.shape[:1]:
        return shapes, finite
    shares = [np.mean(labels == k) for k in range(len(p))]
    equal = tuple(len(p) > 1 and bool(np.abs(p - other).max() < 1e-9) for other in (p[0], shares))
    off = S - np.einsum("kdd->kd", S)[:, :, None] * np.eye(S.shape[1])
    diagonal = S.shape[1] > 1 and bool(np.abs(off).max() <= 1e-9 * np.abs(S).max())
    pooled = len(S) > 1 and bool(np.ptp(S, axis=0).max() <= 1e-6 * np.abs(S).max())
    stays = m.ndim == 3 and len(m) > 1 and bool(np.abs(m - m[0]).max() <= 1e-9 * (1 + np.abs(m).max()))
    return shapes, bool(labels.max() >= len(p)), bool(abs(p.sum() - 1) < 1e-4), equal, diagonal, pooled, stays


VISIBLE = (LogDensityOnGrid, FitForm, FitNear, BestSeed, FramesAlike, SameKindOfFit)
JUDGES = {kind.__name__: kind for kind in VISIBLE}
