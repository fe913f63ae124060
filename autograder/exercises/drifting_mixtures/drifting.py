"""The mixture whose centres move: judged by paths, scale matrices and weights, up to the order of the clusters."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case
from autograder.exercises.drifting_mixtures.inputs import LAB, Spikes, drifting_spikes
from autograder.exercises.drifting_mixtures.judging import MostProbable, follows_paths, form_of
from autograder.visible.drifts import BestSeed, FitForm, FramesAlike, SameKindOfFit
from autograder.visible.judges import AllSame

FRAME_S = 60.0
STEP = 0.06  # variance of a step of the walk, from frame to frame
# Numbers of spikes below are such that paths maximised and paths averaged over, both right, agree within what is allowed.

fit_drifting_t_mixture = Exercise(
    f"{LAB}.fit_drifting_t_mixture", read="Section 5, 'Everything together'", recognise=SameKindOfFit(),
    builds_on=("t_logpdf", "fit_t_mixture", "kalman_smoother"))


def _judged(spikes: Spikes, n_clusters, judge, frame=FRAME_S, step=STEP, times=None, x=None, **settings):
    times, x = (spikes.times if times is None else times), (spikes.x if x is None else x)
    return case(x, times, n_clusters, drift=step / frame, frame=frame, judge=judge, **settings)


def _form(spikes: Spikes, n_clusters) -> FitForm:
    return FitForm(*form_of(spikes.x, n_clusters, len(spikes.model.m)))


@fit_drifting_t_mixture.check(2, "A single cluster is followed: it counts how many spikes a frame has, and how far out they are.")
def one_cluster(rng):
    spikes = drifting_spikes(rng, 150, 1, 2, 6, FRAME_S, nu=3.0)
    yield _judged(spikes, 1, follows_paths(spikes, STEP, alone=True), nu=3.0)


@fit_drifting_t_mixture.check(0.5, "It returns labels, paths, scale matrices and weights; there is a centre for each frame.")
def form(rng):
    for n_clusters, n_dims, n_frames in ((2, 1, 4), (1, 2, 5), (2, 2, 1)):
        spikes = drifting_spikes(rng, 50, n_clusters, n_dims, n_frames, FRAME_S)
        yield _judged(spikes, n_clusters, _form(spikes, n_clusters), n_iters=5)


@fit_drifting_t_mixture.check(
    4, "The best of three seeds follows clusters that move, and finds their shapes and weights.", together=BestSeed())
def follows_clusters(rng):
    spikes = drifting_spikes(rng, 340, 2, 2, 7, FRAME_S, nu=3.0)
    judge = follows_paths(spikes, STEP)
    for seed in rng.choice(10_000, 3, replace=False).tolist():
        yield _judged(spikes, 2, judge, nu=3.0, random_seed=seed)


@fit_drifting_t_mixture.check(1.5, "Frames without spikes are bridged by the walk, also before the first spike.")
def empty_frames(rng):
    spikes = drifting_spikes(rng, 90, 1, 1, 8, FRAME_S, empty=(0, 3, 4))
    yield _judged(spikes, 1, follows_paths(spikes, STEP, alone=True))


@fit_drifting_t_mixture.check(1.5, "A longer frame lets the walk go farther: its steps have the variance drift times frame.")
def other_frames(rng):
    spikes = drifting_spikes(rng, 90, 1, 1, 5, 8.0)
    yield _judged(spikes, 1, follows_paths(spikes, STEP, alone=True), frame=8.0)
    spikes = drifting_spikes(rng, 90, 1, 1, 4, 512.0)
    yield _judged(spikes, 1, follows_paths(spikes, 5 * STEP, alone=True), frame=512.0, step=5 * STEP)


@fit_drifting_t_mixture.check(1, "A spike exactly on the edge belongs to the frame that begins there; time 0 is the first edge.")
def edges(rng):
    spikes = drifting_spikes(rng, 60, 1, 1, 4, 2.0, far=8.0)
    on_edge = np.where(rng.random(60) < 0.7, 2.0 * spikes.frame_of, spikes.times)
    yield _judged(spikes, 1, follows_paths(spikes, STEP, alone=True), frame=2.0, times=on_edge)


@fit_drifting_t_mixture.check(1, "Without drift the centres stay: the same in all frames.")
def no_drift(rng):
    spikes = drifting_spikes(rng, 80, 1, 2, 4, FRAME_S, far=0.0)
    yield _judged(spikes, 1, FramesAlike(*form_of(spikes.x, 1, 4)), step=0.0)
    still = drifting_spikes(rng, 80, 1, 1, 1, 240.0)
    spread = Spikes(still.x, still.times, still.frame_of, still.model)
    yield _judged(spread, 1, follows_paths(spread, STEP, alone=True), frame=240.0, step=0.0)


@fit_drifting_t_mixture.check(1, "The labels are the most probable clusters under the parameters returned.")
def labels(rng):
    spikes = drifting_spikes(rng, 90, 2, 2, 4, FRAME_S)
    judge = MostProbable(*form_of(spikes.x, 2, 4), True, spikes.x, spikes.frame_of, 7.0, spikes.model)
    for n_iters in (2, 100):
        yield _judged(spikes, 2, judge, n_iters=n_iters, random_seed=int(rng.integers(1000)))


@fit_drifting_t_mixture.check(0.5, "Whole numbers, of 8 bits too, and single precision do no harm.")
def any_number_type(rng):
    spikes = drifting_spikes(rng, 80, 1, 1, 3, 64.0)
    pixels = np.clip(np.round(100 + 10 * (spikes.x - spikes.model.m[0, 0])), 0, 255).astype(np.uint8)
    whole = spikes.times.astype(np.uint8)
    model = type(spikes.model)(100 + 10 * (spikes.model.m - spikes.model.m[0, 0]), 100 * spikes.model.S, spikes.model.p, 7.0)
    as_pixels = Spikes(pixels, whole, spikes.frame_of, model)
    yield _judged(as_pixels, 1, follows_paths(as_pixels, 100 * STEP, alone=True), frame=64.0, step=100 * STEP)
    single = Spikes(np.float32(spikes.x), np.float32(spikes.times), spikes.frame_of, spikes.model)
    yield _judged(single, 1, follows_paths(single, STEP, alone=True), frame=64.0)


@fit_drifting_t_mixture.check(0.5, "The same seed gives the same result.", together=AllSame())
def same_seed(rng):
    spikes = drifting_spikes(rng, 60, 2, 1, 3, FRAME_S)
    seed = int(rng.integers(1000))
    for _ in range(2):
        yield _judged(spikes, 2, _form(spikes, 2), n_iters=5, random_seed=seed)


def _undisturbed(rng):
    spikes = drifting_spikes(rng, 90, 1, 1, 4, FRAME_S)
    return _judged(spikes, 1, follows_paths(spikes, STEP, alone=True))


fit_drifting_t_mixture.leaves_inputs_alone(0.5, _undisturbed)
