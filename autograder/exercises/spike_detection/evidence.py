"""Do the data support a refractory period? Fresh intervals, some of them hidden by the lock-out."""

from __future__ import annotations

import numpy as np

from autograder.declare import Evidence, LetterCheck, attempts
from course.simulate.tetrode import REFRACTORY_MS

BIN_MS, REACH_MS, LIMIT_MS = 0.25, 6.0, 2.0  # the question is about intervals below LIMIT_MS
N_BINS = round(REACH_MS / BIN_MS)


def draw_panels(rng) -> tuple[dict, str]:
    """Four lists of spikes in random order, at least one of each kind."""
    truth = rng.permutation([*"+-0", rng.choice([*"+-0"])])
    panels = [_draw_panel(rng, kind) for kind in truth]
    counts, expected, lockouts_ms = (np.array(part) for part in zip(*panels, strict=True))
    return {
        "edges_ms": np.arange(N_BINS + 1) * BIN_MS,
        "counts": counts,
        "expected": np.round(expected, 3),
        "lockout_ms": lockouts_ms,
    }, "".join(truth)


def _draw_panel(rng, kind: str):
    """Counts, chance counts and lock-out of one list that clearly belongs to its kind."""
    hides_all = kind == "0" and rng.random() < 0.5
    has_few = kind == "0" and not hides_all
    for _ in attempts():
        lockout_ms = float(rng.choice([2.5, 3.0, 3.5] if hides_all else [0.5, 0.75, 1.0]))
        n_neurons = int(rng.integers(4, 8)) if kind == "-" else 1
        rate_hz, duration_s = rng.uniform(25, 45), rng.uniform(300, 600)
        if has_few:
            rate_hz, duration_s = rng.uniform(5, 12), rng.uniform(20, 40)
        times_ms = _fire(rng, n_neurons, rate_hz, duration_s, lockout_ms)
        counts = np.histogram(np.diff(times_ms), np.arange(N_BINS + 1) * BIN_MS)[0]
        expected = _expect(len(times_ms), 1000 * duration_s, lockout_ms)
        if _is_clear(kind, counts, expected, lockout_ms):
            return counts, expected, lockout_ms


def _fire(rng, n_neurons, rate_hz, duration_s, lockout_ms):
    """Spike times (ms) of so many neurons together, without those that follow another within the lock-out."""
    wait_ms = 1000 * n_neurons / rate_hz - REFRACTORY_MS
    n_spikes = int(2 * duration_s * 1000 / (wait_ms + REFRACTORY_MS)) + 20
    trains = np.cumsum(REFRACTORY_MS + rng.exponential(wait_ms, (n_neurons, n_spikes)), axis=1)
    times_ms = np.sort(trains[trains < 1000 * duration_s])
    kept = []
    for time in times_ms:
        if not kept or time - kept[-1] >= lockout_ms:
            kept.append(time)
    return np.array(kept)


def _expect(n_spikes, duration_ms, lockout_ms):
    """Intervals in each bin if spikes came at random, but for the lock-out."""
    wait_ms = max(duration_ms / n_spikes - lockout_ms, 1e-6)
    edges_ms = np.maximum(np.arange(N_BINS + 1) * BIN_MS - lockout_ms, 0.0)
    return n_spikes * -np.diff(np.exp(-edges_ms / wait_ms))


def _is_clear(kind, counts, expected, lockout_ms) -> bool:
    """Whether the intervals between the lock-out and 2 ms say what they should, beyond doubt."""
    below = slice(0, round(LIMIT_MS / BIN_MS))
    seen, chance = counts[below].sum(), expected[below].sum()
    if kind == "0":
        return chance < 0.7 and seen == 0
    if kind == "+":
        return chance > 25 and seen < 0.05 * chance
    return chance > 25 and 0.6 * chance < seen < 1.2 * chance


def _claims_are_right(letters: str, truth: str) -> bool:
    return all(given == true for given, true in zip(letters, truth, strict=True) if true != "0")


evidence_refractory = Evidence(
    "spike_detection.evidence_refractory", read="Section 9, 'Refractory, or only locked out?'",
    draw=draw_panels,
    letter_checks=[
        LetterCheck(
            "gaps-read", 1, "Every panel that speaks for or against a refractory period is read right.",
            "a panel with enough intervals is read wrong: compare observed and expected between the "
            "lock-out and 2 ms", _claims_are_right),
        LetterCheck(
            "no-empty-claim", 1, "All panels are right, those that cannot tell included.",
            "at least one panel is wrong: an empty place proves nothing where nothing could be seen, or "
            "where chance leaves it empty, too", lambda letters, truth: letters == truth),
    ])
