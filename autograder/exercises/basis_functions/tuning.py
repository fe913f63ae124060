"""The firing rate as a function of something."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case
from autograder.exercises.basis_functions.inputs import around, inside, on_the_edges, one_hot, uneven_edges

tuning_curve = Exercise(
    "basis_functions.tuning_curve", read="Section 3, 'Spikes over time spent'", builds_on=("one_hot_position",))
DT_S = 0.02


def _recording(rng, n, n_bins, place=inside, mean=1.5):
    """Positions, counts and edges; the bins are visited for different times, and none is silent."""
    edges = uneven_edges(rng, n_bins)
    x = place(rng, edges, n)
    return x, rng.poisson(mean, len(x)) + 1, edges


@tuning_curve.check(2, "It is the number of spikes in a bin over the seconds spent in it.")
def values(rng):
    yield case(*_recording(rng, 60, 5), DT_S)
    yield case(*_recording(rng, 90, 8), 0.1)


@tuning_curve.check(
    1, "Where the animal never was the rate is nan; where it was and the cell was silent it is 0.")
def empty_bins(rng):
    edges = uneven_edges(rng, 6)
    x = inside(rng, edges, 40)
    counts = rng.poisson(1.0, 40) + 1
    gone = (x > edges[2]) & (x < edges[3])
    counts[(x > edges[4]) & (x < edges[5])] = 0
    yield case(x[~gone], counts[~gone], edges, DT_S)


@tuning_curve.check(1, "Edges belong to bins as in np.histogram; what lies outside, or is nan, counts nowhere.")
def edges_and_outside(rng):
    x, counts, edges = _recording(rng, 20, 5, on_the_edges)
    yield case(x, counts + 7 * np.isin(x, edges), edges, DT_S)  # what lies on an edge changes every rate
    yield case(*_recording(rng, 40, 4, around), DT_S)


@tuning_curve.check(1, "Counts stored as uint8 do not wrap.")
def counts_as_uint8(rng):
    x, counts, edges = _recording(rng, 60, 3, mean=60.0)
    yield case(x, counts.astype(np.uint8), edges, DT_S)


def _drawn(rng):
    x, counts, edges = _recording(rng, 30, 4)
    return case(x, counts.astype(float), edges, 0.05)


tuning_curve.leaves_inputs_alone(0.5, _drawn)


def _sums(x, counts, edges):
    visits = one_hot(x, edges)
    return np.asarray(counts, float) @ visits, visits.sum(axis=0)


@tuning_curve.misconception(
    "This is the number of spikes in each bin, not a rate.",
    "An animal that stays longer collects more spikes: divide by the time it spent there.")
def spikes_not_rate(x, counts, edges, dt):
    return _sums(x, counts, edges)[0]


@tuning_curve.misconception(
    "This is the mean count of a time bin, not spikes per second.", "How many seconds long is a time bin?")
def per_time_bin(x, counts, edges, dt):
    spikes, visits = _sums(x, counts, edges)
    return spikes / visits


@tuning_curve.misconception(
    "The spikes were divided by the length of the whole recording.",
    "Divide the spikes of each bin by the time spent in that bin.")
def divides_by_all_time(x, counts, edges, dt):
    return _sums(x, counts, edges)[0] / (len(x) * dt)


@tuning_curve.misconception(
    "Where the animal never was, the rate is given as 0.",
    "No visit is no knowledge: the place gets nan. 0 is for places that were visited in silence.")
def zero_where_never_visited(x, counts, edges, dt):
    spikes, visits = _sums(x, counts, edges)
    return spikes / np.where(visits > 0, visits * dt, np.inf)


@tuning_curve.misconception(
    "Where the cell was silent, the rate is given as nan.", "A visit without spikes is a rate of 0.")
def nan_where_silent(x, counts, edges, dt):
    spikes, visits = _sums(x, counts, edges)
    return np.where(spikes > 0, spikes / (visits * dt), np.nan)


@tuning_curve.misconception(
    "The sums of counts have wrapped: they were added up as uint8.",
    "Convert the counts to float before they are summed; np.histogram adds its weights in their own type.")
def wraps_as_uint8(x, counts, edges, dt):
    _, visits = _sums(x, counts, edges)
    wrapped = [np.asarray(counts)[row > 0].sum(dtype=np.asarray(counts).dtype) for row in one_hot(x, edges).T]
    return np.array(wrapped, float) / (visits * dt)


@tuning_curve.misconception(
    "What lies outside the edges was counted in the first and the last bin.",
    "Samples outside the edges count nowhere, neither as spikes nor as time.")
def counts_what_is_outside(x, counts, edges, dt):
    index = np.clip(np.digitize(x, edges) - 1, 0, len(edges) - 2)
    visits = (index[:, None] == np.arange(len(edges) - 1)).astype(float)
    return np.asarray(counts, float) @ visits / (visits.sum(axis=0) * dt)


@tuning_curve.misconception(
    "Each time bin with spikes counts once, however many spikes it has.", "Add the counts themselves.")
def counts_each_bin_once(x, counts, edges, dt):
    spikes, visits = _sums(x, np.asarray(counts) > 0, edges)
    return spikes / (visits * dt)
