"""Expectation-maximisation: judged by its likelihood at the true number of components, elsewhere by consistency."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case
from autograder.exercises.mixture_models.inputs import LAB, climb, draw, draw_overlapping, mixture, toy_mixture
from autograder.exercises.mixture_models.judging import Converged, MostProbable, form_of, reaches_maximum
from autograder.visible.judges import AllSame, NotAllSame
from autograder.visible.mixtures import BestStart, MixtureForm, SameKindOfMixture, SeparatesGroups

N_STARTS = 10

fit_mog = Exercise(f"{LAB}.fit_mog", read="Section 3, 'Two steps, in turn'", recognise=SameKindOfMixture())


def _form_case(x, n_clusters, **settings):
    return case(x, n_clusters, judge=MixtureForm(*form_of(x, n_clusters)), **settings)


def _seeds(rng, n_seeds=N_STARTS):
    return rng.choice(10_000, n_seeds, replace=False).tolist()


@fit_mog.check(1, "It returns labels, means, covariance matrices and weights, for one dimension and one component, too.")
def form(rng):
    for n_clusters, n_dims in ((2, 1), (1, 3), (3, 2)):
        yield _form_case(draw(rng, 41, mixture(rng, n_clusters, n_dims, apart=3.5))[1], n_clusters)


@fit_mog.check(2, "The best of ten starts finds the most likely mixture.", together=BestStart())
def maximum(rng):
    components = toy_mixture(rng)
    _, x = draw(rng, 201, components)
    judge = reaches_maximum(x, components)
    for seed in _seeds(rng):
        yield case(x, 3, random_seed=seed, judge=judge)


@fit_mog.check(1, "So it does for clusters in one dimension that overlap.", together=BestStart())
def one_dimension(rng):
    x, best = draw_overlapping(rng, 201, lambda rng: mixture(rng, 2, 1, apart=2.8))
    judge = reaches_maximum(x, best)
    for seed in _seeds(rng):
        yield case(x, 2, n_iters=200, random_seed=seed, judge=judge)


@fit_mog.check(1, "With a single component it finds mean and covariance of the data, also of whole numbers in 8 bits.")
def one_component(rng):
    components = mixture(rng, 1, 3)
    _, x = draw(rng, 50, components)
    yield case(x, 1, judge=reaches_maximum(x, components, limit=0.1, alone=True))
    pixels = np.clip(np.round(140 + 30 * x), 0, 255).astype(np.uint8)
    start = np.array([[140.0] * 3]), 900.0 * np.eye(3)[None], np.ones(1)
    yield case(pixels, 1, judge=reaches_maximum(pixels, start, limit=0.1, alone=True))


@fit_mog.check(2, "Given a thousand steps it has converged: another step would change nothing.")
def converged(rng):
    components = mixture(rng, 2, 2, apart=3.0)
    _, x = draw(rng, 121, components)
    judge = Converged(*form_of(x, 2), True, x, climb(x, components))
    yield case(x, 2, n_iters=1000, random_seed=_seeds(rng, 1)[0], judge=judge)


@fit_mog.check(1, "The labels are the most probable components under the parameters returned, also before convergence.")
def labels(rng):
    components = mixture(rng, 3, 2, apart=2.0)
    _, x = draw(rng, 100, components)
    judge = MostProbable(*form_of(x, 3), True, x)
    for n_iters in (1, 2, 100):
        yield case(x, 3, n_iters=n_iters, random_seed=_seeds(rng, 1)[0], judge=judge)


@fit_mog.check(1, "Two artefacts far out do not ruin two clean clusters.", together=BestStart())
def far_artefacts(rng):
    clean = np.array([[0.0, 0.0], [5.5, 0.0]]), np.array([np.eye(2)] * 2), np.array([0.5, 0.5])
    groups, x = draw(rng, 60, clean)
    far = rng.choice([-1, 1]) * np.round(rng.uniform(3000, 9000), 1)
    x = np.vstack([x, [[2.0, far], [8.0, far + 5.0]]])
    judge = SeparatesGroups(*form_of(x, 3), groups=np.append(groups, [-1, -1]))
    for seed in _seeds(rng, 20):  # an EM that starts at random samples fails from two starts in five
        yield case(x, 3, random_seed=seed, judge=judge)


@fit_mog.check(0.5, "Densities too small for a computer do no harm.")
def tiny_densities(rng):
    x = 1e25 * np.round(rng.normal(size=(30, 13)), 2)
    components = x.mean(axis=0)[None], np.cov(x.T, bias=True)[None], np.ones(1)
    yield case(x, 1, judge=reaches_maximum(x, components, limit=0.1, alone=True))


@fit_mog.check(0.5, "It always returns as many components as asked for, and weights that sum to 1.")
def always_all_components(rng):
    x = np.round(rng.normal(size=(121, 2)), 2)
    yield _form_case(x, 5, random_seed=_seeds(rng, 1)[0])


@fit_mog.check(0.5, "The same seed gives the same result.", together=AllSame())
def same_seed(rng):
    x = np.round(rng.normal(size=(51, 2)), 2)
    seed = _seeds(rng, 1)[0]
    for _ in range(2):
        yield _form_case(x, 2, n_iters=5, random_seed=seed)


@fit_mog.check(0.5, "Other seeds start elsewhere.", together=NotAllSame())
def other_starts(rng):
    x = np.round(rng.normal(size=(51, 2)), 2)
    for seed in (0, *_seeds(rng, 5)):
        yield _form_case(x, 4, n_iters=2, random_seed=seed)


fit_mog.leaves_inputs_alone(0.5, lambda rng: _form_case(draw(rng, 61, mixture(rng, 2, 2, apart=3.5))[1], 2))
