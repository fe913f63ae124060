"""Choosing the number of components: which number belongs where, not how many components data have."""

from __future__ import annotations

import functools

import numpy as np

from autograder.declare import Exercise, case, reference_of
from autograder.exercises.mixture_models.inputs import LAB, climb, draw, log_likelihood, mixture
from autograder.visible.selections import SameKindOfSelection, Selection

bic_model_selection = Exercise(
    f"{LAB}.bic_model_selection", read="Section 5, 'Several starts for each number'", builds_on=("fit_mog", "mog_bic"),
    recognise=SameKindOfSelection())

ALLOWED_BIC = 2.0  # one nat


def _bic(x, components) -> float:
    """BIC of the most likely mixture near given components."""
    best = climb(x, components)
    n_clusters, n_dims = best[0].shape
    n_parameters = n_clusters - 1 + n_clusters * n_dims + n_clusters * n_dims * (n_dims + 1) // 2
    return n_parameters * np.log(len(x)) - 2 * log_likelihood(x, *best)


def _single(x):
    """One component: there the maximum of the likelihood is unique."""
    return x.mean(axis=0)[None], np.cov(x.T, bias=True).reshape(1, x.shape[1], x.shape[1]), np.ones(1)


def _known(x) -> dict:
    """The first row, if it is that of one component."""
    return {"rows": (0,), "values": (_bic(x, _single(x)),), "allowed": 0.2}


def _cloud(rng, n_samples=90, n_clusters=2, n_dims=2):
    components = mixture(rng, n_clusters, n_dims, apart=9.0)
    return draw(rng, n_samples, components)[1], components


def _case(x, K, num_seeds, **known):
    return case(x, K, num_seeds=num_seeds, judge=Selection(tuple(int(k) for k in K), num_seeds, **known))


@bic_model_selection.check(
    1, "It returns a number, a BIC for each value of K, and one for each start, all of which fit together.")
def form(rng):
    x, _ = _cloud(rng, 60)
    yield _case(x, [1, 2], 3, **_known(x))
    yield _case(x, [2], 1)


@bic_model_selection.check(1, "Row i belongs to K[i], in whatever order and kind of sequence K comes; best_k is a value of K.")
def any_order(rng):
    x, _ = _cloud(rng, 60)
    single = _bic(x, _single(x))
    for K, row in (([2, 1], 1), ((1, 2), 0), (np.array([2, 1]), 1)):
        yield _case(x, K, 2, rows=(row,), values=(single,), allowed=0.2)


@bic_model_selection.check(2, "The smallest BIC is that of the most likely mixture, at the number of clusters that there are.")
def values(rng):
    x, components = _cloud(rng)
    values = (_bic(x, components), _bic(x, _single(x)))
    yield _case(x, [2, 1], 10, rows=(0, 1), values=values, allowed=ALLOWED_BIC)


@bic_model_selection.check(1, "Each start has a seed of its own.")
def other_starts(rng):
    x = np.round(rng.uniform(-2, 2, (80, 2)), 2)
    yield _case(x, [1, 3, 4, 5, 6, 7], 4, rows=(0,), values=(_bic(x, _single(x)),), allowed=0.2, differ=True)


@bic_model_selection.check(0.5, "Without num_seeds there are ten starts.")
def ten_starts(rng):
    x, _ = _cloud(rng, 50)
    yield case(x, [1, 2], judge=Selection((1, 2), 10, **_known(x)))


def _two_starts(rng):
    x, _ = _cloud(rng, 50)
    return _case(x, [1, 2], 2, **_known(x))


bic_model_selection.leaves_inputs_alone(0.5, _two_starts)


def _all_bic(x, K, num_seeds):
    """Every BIC and log-likelihood, (n_K, n_starts) each, with the reference's fits."""
    x = np.asarray(x, float)
    return _fit_all(x.tobytes(), x.shape, tuple(int(k) for k in K), num_seeds)


@functools.lru_cache(maxsize=64)  # all misconceptions are about the same fits
def _fit_all(data: bytes, shape: tuple, K: tuple, num_seeds: int):
    x = np.frombuffer(data).reshape(shape)
    fit, judge = reference_of(LAB, "fit_mog"), reference_of(LAB, "mog_bic")
    pairs = [[judge(x, *fit(x, k, random_seed=seed)[1:]) for seed in range(num_seeds)] for k in K]
    return np.moveaxis(pairs, 2, 0)


@bic_model_selection.misconception(
    "best_k is the place in K, not the number of components that stands there.",
    "argmin gives an index. What does K hold at that index?")
def returns_the_index(x, K, num_seeds=10):
    bic, _ = _all_bic(x, K, num_seeds)
    return bic.min(axis=1).argmin(), bic.min(axis=1), bic


@bic_model_selection.misconception(
    "The largest BIC is taken.", "Small is good: the BIC is a price, and it has a minus before the log-likelihood.")
def largest_bic(x, K, num_seeds=10):
    bic, _ = _all_bic(x, K, num_seeds)
    return K[bic.max(axis=1).argmax()], bic.max(axis=1), bic


@bic_model_selection.misconception(
    "For each number of components the mean over the starts is taken.",
    "A start that ended in a bad place says nothing about the number of components: only the best one counts.")
def mean_over_starts(x, K, num_seeds=10):
    bic, _ = _all_bic(x, K, num_seeds)
    return K[bic.mean(axis=1).argmin()], bic.mean(axis=1), bic


@bic_model_selection.misconception(
    "Rows and columns of all_bic are exchanged.", "Row i belongs to K[i]; each column is a start.")
def starts_in_rows(x, K, num_seeds=10):
    bic, _ = _all_bic(x, K, num_seeds)
    return K[bic.min(axis=1).argmin()], bic.min(axis=1), bic.T


@bic_model_selection.misconception(
    "All starts are the same one: every BIC of a row is equal.", "Hand another random_seed to each fit.")
def one_start_many_times(x, K, num_seeds=10):
    bic, _ = _all_bic(x, K, 1)
    bic = np.repeat(bic, num_seeds, axis=1)
    return K[bic.min(axis=1).argmin()], bic.min(axis=1), bic


@bic_model_selection.misconception(
    "The log-likelihood decides, without a price for parameters: the largest K wins.",
    "mog_bic returns two numbers; the BIC is the first.")
def likelihood_decides(x, K, num_seeds=10):
    _, total = _all_bic(x, K, num_seeds)
    return K[(-2 * total).min(axis=1).argmin()], (-2 * total).min(axis=1), -2 * total
