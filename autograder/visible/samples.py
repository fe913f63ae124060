"""Judges of samples drawn from a mixture: they are as chance allows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.visible.calls import Outcome
from autograder.visible.describe import describe_problem, shape_text
from autograder.visible.judges import Judge, NotNumbers, Together, to_numbers

N_ERRORS = 7.0  # standard errors that chance may be off: more happens once in millions of draws
N_ERRORS_ALIKE = 4.5  # up to which two draws count as alike


@dataclass(frozen=True)
class MixtureSample(Judge):
    """Labels and samples of a mixture; of what they have to show, `aspect` is looked at.

    ``"form"``, ``"weights"`` (how often each label comes), ``"order"`` (labels at random places) or
    ``"clusters"`` (mean and covariance of the samples with a label).
    """

    n_samples: int = 1
    m: tuple = ()
    S: tuple = ()
    p: tuple = ()
    aspect: str = "form"

    def __call__(self, outcome, truth):
        if outcome.problem:
            return describe_problem(outcome)
        try:
            wrong_form = self._wrong_form(outcome.value)
            return wrong_form or getattr(self, f"look_at_{self.aspect}")(*map(to_numbers, outcome.value))
        except NotNumbers as reason:
            return str(reason)

    def _wrong_form(self, value) -> str | None:
        if not isinstance(value, (tuple, list)) or len(value) != 2:
            return "expected two results (labels, x)"
        shapes = {"labels": (self.n_samples,), "x": (self.n_samples, np.shape(self.m)[1])}
        for part, (name, shape) in zip(value, shapes.items(), strict=True):
            numbers = to_numbers(part)
            if numbers.shape != shape:
                return f"{name}: expected {shape_text(shape)}, got {shape_text(numbers.shape)}"
            if not np.isfinite(numbers).all():
                return f"{name}: some of the numbers are nan or infinite"
        labels = to_numbers(value[0])
        possible = (labels == np.round(labels)) & (labels >= 0) & (labels < len(self.p))
        return None if possible.all() else f"the labels should be whole numbers from 0 to {len(self.p) - 1}"

    def look_at_form(self, labels, x):
        """Nothing else."""
        return

    def look_at_weights(self, labels, x):
        """Each label comes as often as its weight says, within what chance does."""
        p, n = np.asarray(self.p), self.n_samples
        counts = np.bincount(labels.astype(int), minlength=len(p))
        error = np.sqrt(n * p * (1 - p))
        if (np.abs(counts - n * p) > N_ERRORS * error).any():
            return "the labels do not come as often as p says"
        return None

    def look_at_order(self, labels, x):
        """Neighbours have equal labels as often as chance has it."""
        together = np.sum(labels[1:] == labels[:-1])
        square, cube = (np.sum(np.power(self.p, exponent)) for exponent in (2, 3))
        error = np.sqrt(self.n_samples * (square * (1 - square) + 2 * (cube - square**2)))
        if abs(together - square * (self.n_samples - 1)) > N_ERRORS * error:
            return "the labels are not in random order"
        return None

    def look_at_clusters(self, labels, x):
        """Without mean and covariance of its label, each sample is white noise of variance 1."""
        for k, (mean, cov) in enumerate(zip(self.m, np.asarray(self.S), strict=True)):
            white = np.linalg.solve(np.linalg.cholesky(cov), (x[labels == k] - mean).T)
            n = white.shape[1]
            if n < 10:
                return f"only {n} samples have the label {k}"
            if np.abs(white.mean(axis=1)).max() > N_ERRORS / np.sqrt(n):
                return f"the samples with label {k} do not have the mean m[{k}]"
            error = np.sqrt((1 + np.eye(len(white))) / n)
            if (np.abs(white @ white.T / n - np.eye(len(white))) > N_ERRORS * error).any():
                return f"the samples with label {k} do not have the covariance S[{k}]"
        return None


@dataclass(frozen=True)
class CountsVary(Together):
    """How often a label comes is left to chance, too: it is not the same for every seed."""

    def __call__(self, outcomes, truths, judges=()):
        labels = [to_numbers(outcome.value[0]).astype(int) for outcome in outcomes]
        varies = np.ptp([np.bincount(values, minlength=99) for values in labels], axis=0).any()
        return None if varies else "every seed gives the same number of samples of each cluster"


@dataclass(frozen=True)
class SameKindOfSample(Judge):
    """Whether two draws can be of one distribution: labels, their order, and the samples of each label."""

    def __call__(self, outcome: Outcome, truth):
        if outcome.problem:
            return describe_problem(outcome)
        try:
            one, two = self.digest(outcome.value), truth if isinstance(truth, dict) else self.digest(truth)
        except NotNumbers as reason:
            return str(reason)
        if one["form"] != two["form"]:
            return "it has another form"
        clouds = [zip(*(draw[name] for name in CLOUD), strict=True) for draw in (one, two)]
        same = _same_order(one, two) and all(_same_cloud(a, b) for a, b in zip(*clouds, strict=True))
        return None if same else "it has another distribution"

    def digest(self, value):
        """Of labels and samples: shapes, how often neighbours are alike, and numbers of each cluster."""
        if not isinstance(value, (tuple, list)) or len(value) != 2:
            return {"form": "other parts"}
        labels, x = map(to_numbers, value)
        form = repr((labels.shape, x.shape, float(labels.min(initial=0.0))))
        possible = ((labels == np.round(labels)) & (labels >= 0) & (labels < MOST_CLUSTERS)).all()
        if x.ndim != 2 or labels.shape != x.shape[:1] or not possible or not np.isfinite(x).all():
            return {"form": form, "n": 0, "together": 0.0, "counts": (), "means": (), "covs": ()}
        together = float(np.mean(labels[1:] == labels[:-1])) if len(labels) > 1 else 0.0
        clouds = [x[labels == kind] for kind in range(MOST_CLUSTERS)]
        means, covs = zip(*map(_mean_and_covariance, clouds), strict=True)
        counts = np.array([len(cloud) for cloud in clouds])
        return {"form": form, "n": len(labels), "together": together, "counts": counts,
                "means": np.round(means, 3), "covs": np.round(covs, 3)}  # fmt: skip


CLOUD = ("counts", "means", "covs")
MOST_CLUSTERS = 4  # that the samples to be recognised have
FEWEST_ALIKE = 10  # samples of a cluster, below which nothing is said about their mean and covariance


def _mean_and_covariance(cloud):
    """Mean and covariance of a cluster's samples; of none, zeros."""
    n = max(len(cloud), 1)
    mean = cloud.sum(axis=0) / n
    return mean, (cloud - mean).T @ (cloud - mean) / n


def _same_order(one, two) -> bool:
    """Whether neighbours are alike, and labels come, as often in both, within what chance does twice."""
    n = max(one["n"], 1)
    shares = [np.append(np.divide(draw["counts"], n), draw["together"]) for draw in (one, two)]
    middle = np.mean(shares, axis=0)
    error = np.sqrt(2 * (middle * (1 - middle) + 1 / n) / n)
    return bool((np.abs(np.subtract(*shares)) < N_ERRORS_ALIKE * error).all())


def _same_cloud(one, two) -> bool:
    """Whether two clouds have the same mean and covariance, within what chance does twice."""
    (n_one, mean_one, cov_one), (n_two, mean_two, cov_two) = one, two
    if min(n_one, n_two) < FEWEST_ALIKE:
        return True
    n = 1 / (1 / n_one + 1 / n_two)
    middle = np.add(cov_one, cov_two) / 2
    variances = np.diag(middle) + 1e-12
    near = np.abs(np.subtract(mean_one, mean_two)) < N_ERRORS_ALIKE * np.sqrt(variances / n)
    error = np.sqrt((np.outer(variances, variances) + middle**2) / n)
    alike = np.abs(np.subtract(cov_one, cov_two)) < N_ERRORS_ALIKE * error
    return bool(near.all() and alike.all())


JUDGES = {kind.__name__: kind for kind in (MixtureSample, CountsVary, SameKindOfSample)}
