"""The mixture of t distributions that stays: judged by its likelihood at the true number of clusters."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from autograder.declare import Exercise, attempts, case
from autograder.exercises.drifting_mixtures.inputs import LAB, Model, climb, draw_samples, log_likelihood, one_step, static_model
from autograder.exercises.drifting_mixtures.judging import Converged, MostProbable, form_of, reaches_maximum
from autograder.visible.drifts import BestSeed, FitForm, SameKindOfFit
from autograder.visible.judges import AllSame, NotAllSame

N_STARTS = 10

fit_t_mixture = Exercise(
    f"{LAB}.fit_t_mixture", read="Section 3, 'EM with a weight for every spike'", recognise=SameKindOfFit(),
    builds_on=("t_logpdf",))


def _form_case(x, n_clusters, **settings):
    return case(x, n_clusters, judge=FitForm(*form_of(x, n_clusters)), **settings)


def _overlapping(rng, n_samples):
    """Samples of two clusters that overlap, but whose best mixture EM finds from a rough start, and soon.

    Whoever gives each sample to one cluster alone ends clearly below it.
    """
    every = np.zeros(n_samples, int)
    for _ in attempts():
        model = replace(static_model(rng, 2, 2, apart=2.8), p=rng.permutation([0.32, 0.68]))
        x = draw_samples(rng, n_samples, model)
        hard, rough = model, Model(model.m, np.array([np.eye(2)] * 2), np.full(2, 0.5), model.nu)
        for _ in range(50):
            hard, rough = one_step(x, hard, hard=True), one_step(x, rough)
        ends = [log_likelihood(x, every, fit) for fit in (hard, one_step(x, hard), rough, climb(x, every, rough, 0.0)[0])]
        clear = ends[3] - ends[2] < 0.2 and ends[3] - ends[0] > 1.5 and ends[1] - ends[0] > 0.3
        if clear and not _has_a_better_end(rng, x, ends[3]):
            return x, model


def _has_a_better_end(rng, x, best: float, n_starts: int = 6) -> bool:
    """Whether EM from samples at random ends above the mixture that the samples were drawn from, or in a cluster without size."""
    every, wide = np.zeros(len(x), int), np.array([np.diag(x.var(axis=0))] * 2)
    starts = [Model(x[rng.choice(len(x), 2, replace=False)][None], wide, np.full(2, 0.5), 7.0) for _ in range(n_starts)]
    try:
        with np.errstate(divide="ignore", invalid="ignore"):  # a start whose cluster loses all samples ends in nan, not above
            return any(log_likelihood(x, every, climb(x, every, start, 0.0, 200)[0]) > best + 0.05 for start in starts)
    except np.linalg.LinAlgError:
        return True


def _seeds(rng, n_seeds=N_STARTS):
    return rng.choice(10_000, n_seeds, replace=False).tolist()


@fit_t_mixture.check(2, "With one cluster it finds centre and scale matrix of a t distribution, not mean and covariance.")
def one_cluster(rng):
    model = static_model(rng, 1, 3)
    x = draw_samples(rng, 60, model)
    yield case(x, 1, judge=reaches_maximum(x, model, limit=0.1, alone=True))


@fit_t_mixture.check(1, "It uses the degrees of freedom that it is given.")
def other_nu(rng):
    for nu, n_dims in ((2.0, 2), (30.0, 1)):
        model = static_model(rng, 1, n_dims, nu)
        x = draw_samples(rng, 60, model)
        yield case(x, 1, nu=nu, judge=reaches_maximum(x, model, limit=0.1, alone=True))


@fit_t_mixture.check(1, "A few artefacts far out hardly move a cluster.")
def artefacts(rng):
    model = static_model(rng, 1, 2, nu=3.0)
    x = draw_samples(rng, 60, model)
    x[:3] = np.round(rng.choice([-1, 1], (3, 2)) * rng.uniform(80, 160, (3, 2)), 1)
    yield case(x, 1, nu=3.0, n_iters=300, judge=reaches_maximum(x, model, limit=0.1, alone=True))


@fit_t_mixture.check(0.5, "It returns labels, centres, scale matrices and weights, for one dimension and one cluster, too.")
def form(rng):
    for n_clusters, n_dims in ((2, 1), (1, 3), (3, 2)):
        yield _form_case(draw_samples(rng, 40, static_model(rng, n_clusters, n_dims)), n_clusters)
    # So far apart that shares are 0 or 1 for Gaussians, and for t distributions still are not: tells their E-steps apart.
    yield _form_case(draw_samples(rng, 40, static_model(rng, 2, 2, apart=14.0)), 2)


@fit_t_mixture.check(2, "The best of ten starts finds the most likely mixture.", together=BestSeed())
def maximum(rng):
    x, model = _overlapping(rng, 220)
    judge = reaches_maximum(x, model)
    for seed in _seeds(rng):
        yield case(x, 2, random_seed=seed, judge=judge)


@fit_t_mixture.check(1.5, "Given a thousand steps it has converged: another step would change nothing.")
def converged(rng):
    x, model = _overlapping(rng, 220)
    for seed in _seeds(rng, 2):
        yield case(x, 2, n_iters=1000, random_seed=seed,
                   judge=Converged(*form_of(x, 2), True, x, np.zeros(len(x), int), model.nu, reaches_maximum(x, model).best))


@fit_t_mixture.check(1, "The labels are the most probable clusters under the parameters returned, also before convergence.")
def labels(rng):
    model = static_model(rng, 3, 2, apart=2.5)
    x = draw_samples(rng, 80, model)
    judge = MostProbable(*form_of(x, 3), True, x, np.zeros(len(x), int), model.nu, model)
    for n_iters in (1, 2, 100):
        yield case(x, 3, n_iters=n_iters, random_seed=_seeds(rng, 1)[0], judge=judge)


@fit_t_mixture.check(0.5, "Whole numbers in 8 bits, and numbers too small or too large for a density, do no harm.")
def any_number(rng):
    model = static_model(rng, 1, 2)
    pixels = np.clip(np.round(120 + 20 * (draw_samples(rng, 50, model) - model.m[0, 0])), 0, 255).astype(np.uint8)
    start = Model(np.full((1, 1, 2), 120.0), 400.0 * np.eye(2)[None], np.ones(1), 7.0)
    yield case(pixels, 1, judge=reaches_maximum(pixels, start, limit=0.1, alone=True))
    x = 1e32 * np.round(rng.normal(size=(40, 10)), 2)
    start = Model(x.mean(axis=0)[None, None], np.cov(x.T)[None], np.ones(1), 7.0)
    yield case(x, 1, judge=reaches_maximum(x, start, limit=0.1, alone=True))


@fit_t_mixture.check(0.5, "The same seed gives the same result.", together=AllSame())
def same_seed(rng):
    x = draw_samples(rng, 50, static_model(rng, 2, 2, apart=4.0))
    seed = _seeds(rng, 1)[0]
    for _ in range(2):
        yield _form_case(x, 2, n_iters=5, random_seed=seed)


@fit_t_mixture.check(0.5, "Other seeds start elsewhere.", together=NotAllSame())
def other_starts(rng):
    x = np.round(rng.normal(size=(50, 2)), 2)
    for seed in (0, *_seeds(rng, 5)):
        yield _form_case(x, 4, n_iters=2, random_seed=seed)


def _undisturbed(rng):
    model = static_model(rng, 1, 2)
    x = draw_samples(rng, 50, model)
    return case(x, 1, judge=reaches_maximum(x, model, limit=0.1, alone=True))


fit_t_mixture.leaves_inputs_alone(0.5, _undisturbed)
