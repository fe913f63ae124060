"""Judges of fitted mixtures: their form, and how near they come to a known one, whatever their order.

The likelihood is for the hidden half to know, in `autograder.exercises`; here are numbers and permutations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.optimize import linear_sum_assignment

from autograder.visible.calls import Outcome
from autograder.visible.describe import describe_problem, shape_text
from autograder.visible.judges import Judge, NotNumbers, Together, to_numbers

NAMES = ("labels", "m", "S", "p")


@dataclass(frozen=True)
class MixtureForm(Judge):
    """Labels, means, covariance matrices and weights of `n_clusters` components, all of them possible."""

    n_samples: int = 1
    n_dims: int = 1
    n_clusters: int = 1

    def __call__(self, outcome, truth):
        try:
            return self._problem(outcome) or self.look(*map(to_numbers, outcome.value))
        except NotNumbers as reason:
            return str(reason)

    def _problem(self, outcome: Outcome) -> str | None:
        if outcome.problem:
            return describe_problem(outcome)
        if not isinstance(outcome.value, (tuple, list)) or len(outcome.value) != len(NAMES):
            return f"expected four results ({', '.join(NAMES)})"
        return self._wrong_shape(outcome.value) or self._impossible(*map(to_numbers, outcome.value))

    def _wrong_shape(self, parts) -> str | None:
        K, D = self.n_clusters, self.n_dims
        for name, part, shape in zip(NAMES, parts, [(self.n_samples,), self.shape_of_centres(), (K, D, D), (K,)], strict=True):
            if to_numbers(part).shape != shape:
                return f"{name}: expected {shape_text(shape)}, got {shape_text(to_numbers(part).shape)}"
        return None

    def _impossible(self, labels, m, S, p) -> str | None:
        if not all(np.isfinite(part).all() for part in (labels, m, S, p)):
            return "some of the numbers are nan or infinite"
        if (labels != np.round(labels)).any() or labels.min() < 0 or labels.max() > len(p) - 1:
            return f"the labels should be whole numbers from 0 to {len(p) - 1}"
        if p.min() < 0 or abs(p.sum() - 1) > 1e-5:
            return "the weights p should not be negative, and should sum to 1"
        size = np.abs(S).max(axis=(1, 2), keepdims=True)
        is_symmetric = not (np.abs(S - S.transpose(0, 2, 1)) > 1e-6 * size).any()
        return self.impossible_components(m, is_symmetric, np.einsum("kdd->kd", S).min())

    def shape_of_centres(self) -> tuple[int, ...]:
        """The shape of m."""
        return self.n_clusters, self.n_dims

    def impossible_components(self, m, is_symmetric: bool, smallest_variance: float) -> str | None:
        """Why these are no centres, or S no matrices of the right kind."""
        if not is_symmetric or smallest_variance <= 0:
            return "a covariance matrix is symmetric, with variances above 0"
        if self.n_clusters > 1 and not np.ptp(m, axis=0).any():
            return "all components have the same mean: there is only one"
        return None

    def look(self, labels, m, S, p) -> str | None:
        """What is off in a result of the right form."""
        return None


@dataclass(frozen=True)
class Scored(MixtureForm):
    """A mixture with a score, good up to 1: each call has to be good (`alone`), or the best of several."""

    alone: bool = False

    def look(self, labels, m, S, p):
        score = self.score(labels, m, S, p) if self.alone else 0.0
        return self.explain(score) if score > 1 else None

    def score(self, labels, m, S, p) -> float:
        """How far from good, in units of what is allowed."""
        raise NotImplementedError

    def explain(self, score: float) -> str:
        """The sentence on a score above 1."""
        raise NotImplementedError


@dataclass(frozen=True)
class MixtureNear(Scored):
    """Up to the order of the components these parameters, within `allowed` standard errors of each.

    The labels, too, are those of that mixture, but for one sample in fifty.
    """

    means: tuple = ()
    covariances: tuple = ()
    weights: tuple = ()
    labels: tuple = ()
    allowed: float = 1.5

    def score(self, labels, m, S, p):
        order = match_components(m, self.means, self.covariances)
        errors = standard_errors(self.covariances, np.asarray(self.weights), self.n_samples)
        answer, known = (m[order], S[order], p[order]), (self.means, self.covariances, self.weights)
        away = max(np.max(np.abs(a - k) / e) for a, k, e in zip(answer, known, errors, strict=True))
        differ = np.mean(np.argsort(order)[labels.astype(int)] != self.labels)
        return max(away / self.allowed, differ / 0.02)

    def explain(self, score):
        return "its parameters, or its labels, are not those of the most likely mixture"


def match_components(m, means, covariances) -> np.ndarray:
    """The order in which components come nearest to known ones."""
    scale = np.sqrt(np.mean([np.diag(S) for S in np.asarray(covariances)], axis=0))
    distance = np.linalg.norm((np.asarray(means)[:, None] - m) / scale, axis=2)
    return linear_sum_assignment(distance)[1]


def standard_errors(S, p, n_samples: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What chance does to means, covariances and weights that are estimated from known labels."""
    variances = np.einsum("kdd->kd", np.asarray(S))
    count = n_samples * p
    of_S = np.sqrt((variances[:, :, None] * variances[:, None] + np.asarray(S) ** 2) / count[:, None, None])
    return np.sqrt(variances / count[:, None]), of_S, np.sqrt(p * (1 - p) / n_samples) + 1e-6


@dataclass(frozen=True)
class SeparatesGroups(Scored):
    """Samples of one group have one label, and other groups have others; samples of group -1 may have any."""

    groups: tuple = ()

    def score(self, labels, m, S, p):
        groups = np.asarray(self.groups)
        members = [labels[groups == group].astype(int) for group in range(groups.max() + 1)]
        main = [np.bincount(member).argmax() for member in members]
        pure = all(np.mean(member == label) > 0.9 for member, label in zip(members, main, strict=True))
        return 0.0 if pure and len(set(main)) == len(main) else 2.0

    def explain(self, score):
        return "groups of samples that lie far apart are not told apart"


@dataclass(frozen=True)
class BestStart(Together):
    """The best of several starts is good enough: each call has a judge that is `Scored`."""

    def __call__(self, outcomes, truths, judges=()):
        pairs = zip(outcomes, judges, strict=True)
        scores = [judge.score(*map(to_numbers, outcome.value)) for outcome, judge in pairs]
        best = int(np.argmin(scores))
        if scores[best] <= 1:
            return None
        return f"of {len(outcomes)} starts not one is good enough: {judges[best].explain(scores[best])}"


@dataclass(frozen=True)
class SameKindOfMixture(Judge):
    """Whether two fits are alike in what is peculiar: with the start the numbers change, not the mistake.

    Only of a single component, which knows no start, the numbers are compared; and not where it has lost its samples.
    """

    NOTHING: ClassVar[float] = 1e-6  # of the largest number: what is smaller counts as 0

    def __call__(self, outcome, truth):
        if outcome.problem:
            return describe_problem(outcome)
        try:
            one, two = self.digest(outcome.value), truth if isinstance(truth, dict) else self.digest(truth)
        except NotNumbers as reason:
            return str(reason)
        same = one["kind"] == two["kind"] and _are_close(one["numbers"], two["numbers"], self.NOTHING)
        return None if same else "it is of another kind"

    def digest(self, value):
        """The peculiarities of a fit, and its numbers where it has one component."""
        single = isinstance(value, (tuple, list)) and len(value) == len(NAMES) and np.size(value[-1]) == 1
        single = single and not abs(np.sum(to_numbers(value[-1])) - 1) > 1e-4  # nan is compared
        numbers = [to_numbers(part).ravel() for part in value[1:]] if single else [np.empty(0)]
        return {"kind": repr(describe_kind(value)), "numbers": np.concatenate(numbers)}


def describe_kind(value) -> tuple:
    """What of a fit does not depend on its start."""
    if not isinstance(value, (tuple, list)) or len(value) != len(NAMES):
        return ("other parts",)
    labels, m, S, p = map(to_numbers, value)
    shapes = tuple(part.shape for part in (labels, m, S, p))
    finite = tuple(bool(np.isfinite(part).all()) for part in (labels, m, S, p))
    if S.ndim != 3 or p.shape != S.shape[:1] or not all(finite):
        return shapes, finite
    sums_to_one = bool(abs(p.sum() - 1) < 1e-4)
    kinds = _kind_of_weights(labels, p), _kind_of_covariances(S)
    return shapes, bool(labels.max() >= len(p)), sums_to_one, *kinds


def _kind_of_weights(labels, p) -> tuple[bool, ...]:
    """All equal; each of them a whole number of samples."""
    counts = p * len(labels)
    kind = np.ptp(p) < 1e-9, np.abs(counts - np.round(counts)).max() < 1e-6
    return tuple(len(p) > 1 and bool(of_kind) for of_kind in kind)


def _kind_of_covariances(S) -> tuple[bool, ...]:
    """Without correlations; the same variance in each dimension; triangular; the same for all components."""
    variances = np.einsum("kdd->kd", S)
    size, off_diagonal = np.abs(S).max(), S - variances[:, :, None] * np.eye(S.shape[1])
    diagonal = S.shape[1] > 1 and np.abs(off_diagonal).max() <= 1e-9 * size
    kind = (
        diagonal,
        diagonal and np.ptp(variances, axis=1).max() <= 1e-6 * size,
        S.shape[1] > 1 and not diagonal and np.abs(np.triu(S, 1)).max() <= 1e-9 * size,
        len(S) > 1 and np.ptp(S, axis=0).max() <= 1e-6 * size,
    )
    return tuple(map(bool, kind))


def _are_close(one, two, nothing: float) -> bool:
    """Whether numbers agree to a thousandth, nan and infinity in the same places."""
    if np.shape(one) != np.shape(two):
        return False
    size = np.abs(two).max(initial=0.0, where=np.isfinite(two))
    return bool(np.allclose(one, two, rtol=1e-3, atol=nothing * size, equal_nan=True))


VISIBLE = (MixtureForm, MixtureNear, SeparatesGroups, BestStart, SameKindOfMixture)
JUDGES = {kind.__name__: kind for kind in VISIBLE}
