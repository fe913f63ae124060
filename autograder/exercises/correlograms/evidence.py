"""Halves of one neuron? A single neuron? Fresh correlograms, some of which the lock-out or too few spikes make mute."""

from __future__ import annotations

import numpy as np

from autograder.declare import Evidence, LetterCheck, attempts, reference_of
from course.simulate.clusters import (
    REFRACTORY_MS,
    fire_along,
    lock_out,
    merge_trains,
    simulate_neuron,
    split_train,
)

BIN_MS, REACH_MS = 0.5, 15.0
N_HALF = round(REACH_MS / BIN_MS)


def draw_split(rng) -> tuple[dict, str]:
    """Four cross-correlograms in random order, at least one of each kind."""
    return _draw_panels(rng, _draw_pair)


def draw_single(rng) -> tuple[dict, str]:
    """Four auto-correlograms in random order, at least one of each kind."""
    return _draw_panels(rng, _draw_cluster)


def _draw_panels(rng, draw):
    truth = rng.permutation([*"+-0", rng.choice([*"+-0"])])
    panels = [_draw_clear(rng, kind, draw) for kind in truth]
    counts, expected, lockouts_ms = (np.array(part) for part in zip(*panels, strict=True))
    return {
        "edges_ms": np.arange(-N_HALF, N_HALF + 1) * BIN_MS,
        "counts": counts,
        "expected": np.round(expected, 4),
        "lockout_ms": lockouts_ms,
    }, "".join(truth)


def _draw_clear(rng, kind, draw):
    """Counts, chance level and lock-out of one panel that clearly belongs to its kind."""
    for _ in attempts():
        lockout_ms, rate_hz, duration_s = _draw_setting(rng, kind)
        counts, expected = draw(rng, kind, rate_hz, duration_s, lockout_ms)
        if is_clear(kind, counts, expected, lockout_ms):
            return counts, expected, lockout_ms


def _draw_setting(rng, kind):
    """Lock-out (ms), rate (Hz) and duration (s); what cannot tell has a long lock-out or few spikes."""
    hides_all = kind == "0" and rng.random() < 0.6
    lockout_ms = float(rng.choice([3.0, 3.5, 4.5] if hides_all else [0.5, 1.0, 1.5]))
    if kind == "0" and not hides_all:
        return lockout_ms, rng.uniform(1.5, 3.0), rng.uniform(30, 60)
    return lockout_ms, rng.uniform(18, 30), rng.uniform(300, 500)


def _draw_pair(rng, kind, rate_hz, duration_s, lockout_ms):
    """The cross-correlogram of two clusters."""
    is_one = kind == "+" or (kind == "0" and rng.random() < 0.5)
    if is_one:
        first, second = split_train(rng, simulate_neuron(rng, rate_hz, duration_s), rng.uniform(0.35, 0.65))
    elif rng.random() < 0.4:
        first = simulate_neuron(rng, rate_hz / 2, duration_s)
        second = fire_along(rng, first, rng.uniform(0.1, 0.25), rate_hz / 2, duration_s)
    else:
        first, second = (simulate_neuron(rng, rate_hz * share, duration_s) for share in rng.uniform(0.4, 0.6, 2))
    first, second = _detect(first, second, lockout_ms=lockout_ms)
    counts = reference_of("correlograms", "cross_correlogram")(first, second, REACH_MS, BIN_MS)
    return counts, len(first) * len(second) * BIN_MS / (1000 * duration_s)


def _draw_cluster(rng, kind, rate_hz, duration_s, lockout_ms):
    """The auto-correlogram of a cluster."""
    is_one = kind == "+" or (kind == "0" and rng.random() < 0.5)
    n_neurons = 1 if is_one else int(rng.integers(2, 4))
    trains = [simulate_neuron(rng, rate_hz / n_neurons, duration_s) for _ in range(n_neurons)]
    (times,) = _detect(merge_trains(*trains), lockout_ms=lockout_ms)
    counts = reference_of("correlograms", "auto_correlogram")(times, REACH_MS, BIN_MS)
    return counts, len(times) ** 2 * BIN_MS / (1000 * duration_s)


def _detect(*trains, lockout_ms):
    """What is left of trains on one electrode behind a detector's lock-out."""
    times = np.concatenate(trains)
    order = np.argsort(times, kind="stable")
    owner = np.repeat(np.arange(len(trains)), [len(train) for train in trains])[order]
    kept = lock_out(times[order], lockout_ms)
    return [times[order][kept & (owner == k)] for k in range(len(trains))]


def is_clear(kind: str, counts, expected: float, lockout_ms: float) -> bool:
    """Whether the counts between the lock-out and the refractory period say what they should, beyond doubt."""
    distance_ms = BIN_MS * np.abs(np.arange(-N_HALF, N_HALF) + 0.5)
    telling = (distance_ms > lockout_ms) & (distance_ms < REFRACTORY_MS)
    seen, chance = counts[telling].sum(), expected * telling.sum()
    if kind == "0":
        return chance < 0.7 and seen == 0
    return chance > 25 and (seen < 0.05 * chance if kind == "+" else seen > 0.4 * chance)


def _claims_are_right(letters: str, truth: str) -> bool:
    return all(given == true for given, true in zip(letters, truth, strict=True) if true != "0")


def _letter_checks(wrong: str) -> list[LetterCheck]:
    return [
        LetterCheck("claims-read", 1, "Every panel that speaks for or against it is read right.", wrong, _claims_are_right),
        LetterCheck(
            "no-empty-claim", 1, "All panels are right, those that cannot tell included.",
            "at least one panel is wrong: look only between the lock-out and 3 ms, and ask what chance would "
            "have put there", lambda letters, truth: letters == truth),
    ]


evidence_split = Evidence(
    "correlograms.evidence_split", read="Section 8, 'Halves of one neuron?'", draw=draw_split,
    letter_checks=_letter_checks(
        "a panel with enough pairs is read wrong: halves of one neuron cannot fire within 3 ms of each other, "
        "two neurons can"))

evidence_single = Evidence(
    "correlograms.evidence_single", read="Section 8, 'A single neuron?'", draw=draw_single,
    letter_checks=_letter_checks(
        "a panel with enough pairs is read wrong: compare the counts between the lock-out and 3 ms with the "
        "chance level"))
