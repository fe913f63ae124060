"""Surrogate data: a population, drawn bin by bin."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case
from autograder.exercises.neural_coupling.inputs import right
from autograder.visible.recipes import Generator

simulate_population = Exercise("neural_coupling.simulate_population", read="Section 11, 'Surrogate data'")


def _filters(rng, n, window):
    """Effects that differ for every sender, receiver and lag, and let nobody run away."""
    return rng.uniform(-0.9, 0.05, (n, n, window)) / np.sqrt(n * window)


def _seed(rng) -> Generator:
    return Generator(int(rng.integers(2**31)))


def _drawn(rng, n_bins, n, window, mean=1.5, **names):
    return case(np.log(mean * rng.uniform(0.7, 1.3, n)), _filters(rng, n, window), n_bins, _seed(rng), **names)


@simulate_population.check(2, "Each count is drawn given what all cells fired before.")
def values(rng):
    yield _drawn(rng, 40, 3, 4)
    yield _drawn(rng, 50, 4, 6)


@simulate_population.check(1, "A drive is added to the log rates of its bin.")
def with_a_drive(rng):
    yield _drawn(rng, 40, 3, 3, drive=rng.normal(size=(40, 3)))
    yield _drawn(rng, 30, 2, 5, drive=rng.normal(size=(30, 2)) - 0.3)


@simulate_population.check(1, "Nobody has fired before the onset, also when the window is longer than the recording.")
def short_recordings(rng):
    yield _drawn(rng, 5, 3, 9, mean=4.0)
    yield _drawn(rng, 1, 2, 3, mean=30.0)
    yield _drawn(rng, 4, 2, 4, mean=4.0, drive=rng.normal(size=(4, 2)))


@simulate_population.check(0.5, "It works for one cell, and for filters of a single bin.")
def smallest(rng):
    yield _drawn(rng, 30, 1, 4, mean=3.0)
    yield _drawn(rng, 30, 3, 1)


@simulate_population.check(0.5, "High rates are not clipped, and several spikes in a bin act several times.")
def high_rates(rng):
    yield case(np.log(rng.uniform(200, 600, 2)), rng.uniform(-1e-4, 1e-4, (2, 2, 2)), 25, _seed(rng))
    yield case(np.log(rng.uniform(5, 9, 2)), -np.abs(_filters(rng, 2, 3)) / 3, 30, _seed(rng))


simulate_population.leaves_inputs_alone(0.5, lambda rng: _drawn(rng, 25, 2, 3, drive=rng.normal(size=(25, 2))))


def _simulate(intercepts, filters, n_bins, rng, drive=None, draw=None, seen=lambda counts: counts):
    """The simulation, with another way to draw or to see the past."""
    n, _, window = np.shape(filters)
    drive = np.zeros((n_bins, n)) if drive is None else np.asarray(drive, float)
    counts = np.zeros((n_bins, n))
    for t in range(n_bins):
        log_rate = np.asarray(intercepts, float) + drive[t]
        for tau in range(min(window, t)):
            log_rate = log_rate + np.asarray(filters)[:, :, tau] @ seen(counts[t - 1 - tau])
        counts[t] = (draw or rng.poisson)(np.exp(np.minimum(log_rate, 30)))
    return counts


@simulate_population.misconception(
    "Sender and receiver are exchanged: who should be acted on acts.",
    "filters[r, s]: the receiver comes first. Which axis do the past counts belong to?")
def sender_first(intercepts, filters, n_bins, rng, drive=None):
    return right("simulate_population", intercepts, np.transpose(filters, (1, 0, 2)), n_bins, rng, drive)


@simulate_population.misconception(
    "The filters run backwards: the oldest spikes act as the most recent should.",
    "filters[:, :, 0] is the effect one bin after a spike. In which order do the past bins stand in your slice?")
def reverses_time(intercepts, filters, n_bins, rng, drive=None):
    return right("simulate_population", intercepts, np.asarray(filters)[:, :, ::-1], n_bins, rng, drive)


@simulate_population.misconception("The drive is not used.", "Where it is given, add drive[t] to the log rates of bin t.")
def ignores_the_drive(intercepts, filters, n_bins, rng, drive=None):
    return right("simulate_population", intercepts, filters, n_bins, rng)


@simulate_population.misconception(
    "Nobody acts on anybody: the past counts play no part.",
    "Draw one bin at a time, and let each see the bins before it.")
def ignores_the_past(intercepts, filters, n_bins, rng, drive=None):
    return right("simulate_population", intercepts, np.zeros_like(filters), n_bins, rng, drive)


@simulate_population.misconception(
    "Spikes act one bin too late.", "filters[:, :, 0] belongs to the bin just before: counts[t - 1].")
def one_bin_late(intercepts, filters, n_bins, rng, drive=None):
    later = np.concatenate([np.zeros_like(np.asarray(filters)[:, :, :1]), filters], axis=2)
    return right("simulate_population", intercepts, later, n_bins, rng, drive)


@simulate_population.misconception(
    "The random numbers come from a generator of your own.",
    "Use the generator that is passed in: so that surrogates can be repeated, and differ when they should.")
def brings_its_own_generator(intercepts, filters, n_bins, rng, drive=None):
    return right("simulate_population", intercepts, filters, n_bins, np.random.default_rng(0), drive)


@simulate_population.misconception(
    "A bin holds one spike at most, or acts as if it did.", "Counts are Poisson: two spikes in a bin act twice.")
def spikes_act_once(intercepts, filters, n_bins, rng, drive=None):
    return _simulate(intercepts, filters, n_bins, rng, drive, seen=lambda counts: np.minimum(counts, 1))


@simulate_population.misconception(
    "These are expected counts: nothing was drawn.", "Surrogate data scatter as data do: draw from rng.poisson.")
def returns_the_rates(intercepts, filters, n_bins, rng, drive=None):
    return _simulate(intercepts, filters, n_bins, rng, drive, draw=lambda rates: rates)


@simulate_population.misconception(
    "Spikes were drawn by chance with the rate as the probability: at most one a bin.",
    "That is not Poisson, and not a probability where the rate is above 1; use rng.poisson.")
def draws_zeros_and_ones(intercepts, filters, n_bins, rng, drive=None):
    return _simulate(intercepts, filters, n_bins, rng, drive, draw=lambda rates: rng.random(len(rates)) < rates)


@simulate_population.misconception(
    "Rows and columns are exchanged.", "A row for each bin, a column for each cell.")
def transposed(intercepts, filters, n_bins, rng, drive=None):
    return right("simulate_population", intercepts, filters, n_bins, rng, drive).T
