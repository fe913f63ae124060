"""The share of spikes that come from other cells, from the pairs that are too close."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, attempts, case

contamination = Exercise(
    "correlograms.contamination", read="Section 6, 'How much is not its own?'", builds_on=("cross_time_diff",))

LIMITS_MS = (0.5, 1.0, 1.5, 2.0, 3.5)


def _times(rng, n_spikes=140):
    """Times (ms) with few close pairs of every kind, triples among them, and none near a limit."""
    for _ in attempts():
        gaps = rng.uniform(3.6, 6.0, n_spikes)
        places = rng.permutation(n_spikes // 3)[:11] * 3
        gaps[places] = rng.uniform(0.1, 3.4, 11)
        gaps[places[:5] + 1] = rng.uniform(0.1, 1.2, 5)
        gaps[places[:5]] = rng.uniform(0.1, 1.2, 5)
        times = np.cumsum(np.round(gaps, 4))
        pairs = np.subtract.outer(times, times)[np.tril_indices(n_spikes, -1)]
        if np.abs(pairs[:, None] - LIMITS_MS).min() > 1e-3 and _splits(pairs, np.diff(times)):
            return times


def _splits(pairs, gaps) -> bool:
    """Whether every part of the rule makes a difference."""
    each = np.histogram(pairs, [0, *LIMITS_MS])[0].min() >= 1
    return each and all(np.sum((pairs >= c) & (pairs < r)) > np.sum((gaps >= c) & (gaps < r))
                        for r in (1.5, 2.0, 3.5) for c in (0.0, 0.5, 1.0) if r - c >= 1.0)


def _case(rng, share=None, **names):
    """A call whose result is about `share`, by the duration, which ends after the last spike."""
    refractory, censored = names.get("refractory", 2.0), names.get("censored", 0.0)
    for _ in attempts():
        times, c = _times(rng), rng.uniform(0.06, 0.3) if share is None else share
        v = _close_pairs(times, refractory, censored)
        duration_ms = 2 * (refractory - censored) * len(times) ** 2 * c * (1 - c) / v
        if duration_ms > times[-1] + 1:
            return case(times, float(np.round(duration_ms, 3)), **names)


def _close_pairs(times, refractory, censored):
    """How many pairs, neighbours or not, lie in between."""
    times = np.asarray(times, float)
    gaps = np.abs(np.subtract.outer(times, times))[np.triu_indices(len(times), 1)]
    return int(np.sum((gaps >= censored) & (gaps < refractory)))


@contamination.check(2, "It is the smaller root of the equation, with all pairs closer than 2 ms.")
def values(rng):
    yield _case(rng)
    yield _nearly_clean(rng)


def _nearly_clean(rng):
    """A call with a small result: one triple and two pairs that are too close, all below 1.5 ms."""
    gaps = rng.uniform(3.6, 6.0, 140)
    gaps[[20, 21, 50, 90]] = rng.uniform(0.2, 0.7, 4)
    times = np.cumsum(np.round(gaps, 4))
    return case(times, float(np.round(times[-1] + rng.uniform(50, 500), 2)))


@contamination.check(1, "Another refractory period is followed.")
def another_refractory_period(rng):
    yield _case(rng, refractory=3.5)
    yield _case(rng, refractory=1.5)


@contamination.check(1, "The censored time is left out of the pairs and of the time in which they could be seen.")
def censored_time(rng):
    yield _case(rng, censored=0.5)
    yield _case(rng, refractory=3.5, censored=1.0)


@contamination.check(1, "Without a real root it is 0.5, beside others.")
def no_real_root(rng):
    times = _times(rng)
    most = 2 * 2.0 * len(times) ** 2 * 0.25 / _close_pairs(times, 2.0, 0.0)
    yield case(times, float(np.round(most * rng.uniform(1.3, 3.0), 3)))
    yield _nearly_clean(rng)


@contamination.check(0.5, "Without a pair that is too close it is 0, beside others.")
def no_close_pair(rng):
    yield case(np.cumsum(rng.uniform(2.5, 9.0, 15)), 1000.0)
    yield case(np.array([4.0]), 500.0)
    yield case(np.array([]), 500.0)
    yield _case(rng)


@contamination.check(0.5, "A gap of exactly the refractory period is not too close; one of exactly the censored time counts.")
def exactly(rng):
    times = _spread(rng, [2, 2, 3, 4, 4, 8]) / 4
    yield case(times, 210.0)
    yield case(times, 210.0, censored=1.0)


def _spread(rng, close) -> np.ndarray:
    """Times in whole steps with these close pairs among many that are not close."""
    steps = rng.integers(17, 22, 40)
    steps[3:39:6] = rng.permutation(close)
    return 3 + np.cumsum(steps)


@contamination.check(0.5, "Whole numbers, unsigned ones among them, and single precision give the same.")
def any_number_type(rng):
    times = 2 + np.cumsum(np.insert(rng.integers(5, 8, 30), [3, 7, 11, 15, 19, 24, 28], rng.permutation([1, 1, 1, 1, 3, 3, 3])))
    yield case(times.astype(np.uint8), 240.0)
    yield case(times.astype(np.int32), 250.0, refractory=4.0)
    yield case((times / 4).astype(np.float32), 65.0, refractory=1.125)


contamination.leaves_inputs_alone(0.5, lambda rng: _case(rng))


def _smaller_root(product):
    return float((1 - np.sqrt(max(1 - 4 * product, 0.0))) / 2)


def _solve(spiketimes, duration, refractory, censored, v=None, root=_smaller_root, window=None):
    """The estimate, with a part of it exchanged."""
    v = _close_pairs(spiketimes, refractory, censored) if v is None else v
    window = refractory - censored if window is None else window
    return root(v * duration / (2 * window * max(len(spiketimes), 1) ** 2))


@contamination.misconception(
    "Only neighbours were counted.",
    "Of three spikes that are close there are three pairs: count all pairs, not only successive ones.")
def neighbours_only(spiketimes, duration, refractory=2.0, censored=0.0):
    gaps = np.diff(np.asarray(spiketimes, float))
    return _solve(spiketimes, duration, refractory, censored, np.sum((gaps >= censored) & (gaps < refractory)))


@contamination.misconception(
    "There is a factor 2 too much: pairs were counted as (i, j) and as (j, i), or the 2 of the equation is missing.",
    "v counts unordered pairs, and a spike of another cell may come before or after: two sides, twice the time.")
def twice_too_many(spiketimes, duration, refractory=2.0, censored=0.0):
    return _solve(spiketimes, duration, refractory, censored, 2 * _close_pairs(spiketimes, refractory, censored))


@contamination.misconception(
    "The larger root was taken.", "Both roots add up to 1: the one below 0.5 is the share of the other cells.")
def larger_root(spiketimes, duration, refractory=2.0, censored=0.0):
    return 1 - _solve(spiketimes, duration, refractory, censored)


@contamination.misconception(
    "The factor (1-c) is missing: this solves v = 2·(refractory-censored)·N²·c/duration.",
    "Solve the quadratic equation: of N spikes, c·N meet the (1-c)·N others.")
def forgets_the_square(spiketimes, duration, refractory=2.0, censored=0.0):
    return _solve(spiketimes, duration, refractory, censored, root=lambda product: float(min(product, 0.5)))


@contamination.misconception(
    "The time in which pairs could be seen is too long: the censored part still belongs to it.",
    "The window is refractory - censored.")
def forgets_to_shorten_the_window(spiketimes, duration, refractory=2.0, censored=0.0):
    return _solve(spiketimes, duration, refractory, censored, window=refractory)


@contamination.misconception(
    "The censored time is not used.", "Leave pairs below censored out, and shorten the window.")
def ignores_the_censored_time(spiketimes, duration, refractory=2.0, censored=0.0):
    return _solve(spiketimes, duration, refractory, 0.0)


@contamination.misconception(
    "The refractory period is always 2 ms, whatever is asked for.",
    "Look for a 2 in the body that should be refractory; the 2 of the equation stays.")
def ignores_the_refractory_period(spiketimes, duration, refractory=2.0, censored=0.0):
    return _solve(spiketimes, duration, 2.0, censored)


@contamination.misconception(
    "Without a real root it is nan.", "So many close pairs mean that the cluster is no single cell at all: 0.5.")
def nan_without_a_root(spiketimes, duration, refractory=2.0, censored=0.0):
    share = _solve(spiketimes, duration, refractory, censored, root=lambda product: 1.0 if product > 0.25 else 0.0)
    return np.nan if share else _solve(spiketimes, duration, refractory, censored)


@contamination.misconception(
    "Without a real root it is 1.", "The smaller root cannot be larger than 0.5.")
def one_without_a_root(spiketimes, duration, refractory=2.0, censored=0.0):
    share = _solve(spiketimes, duration, refractory, censored, root=lambda product: 1.0 if product > 0.25 else 0.0)
    return share or _solve(spiketimes, duration, refractory, censored)


@contamination.misconception(
    "The duration is taken for seconds.", "All times of this lab are in ms, the duration as well.")
def duration_in_seconds(spiketimes, duration, refractory=2.0, censored=0.0):
    return _solve(spiketimes, 1000 * duration, refractory, censored)
