"""Why did BIC choose two components? Fresh spikes of two neurons, or of one that drifts, bursts or has heavy tails."""

from __future__ import annotations

import numpy as np

from autograder.declare import Evidence, LetterCheck, attempts
from autograder.exercises.mixture_models.inputs import LAB, climb, log_joint, log_likelihood, maximise

N_SPIKES, DURATION_S, NOISE_UV = 100, 120.0, 20.0
FOLLOWS_MS = 10.0  # a spike this close behind another one may belong to its burst


def draw_panels(rng) -> tuple[dict, str]:
    """Four lists of spikes in random order, of at least three kinds, each with the two components of the best fit."""
    kinds = rng.permutation([*"2bdt"])[:3]
    truth = rng.permutation([*kinds, rng.choice([*"2bdt"])])
    panels = [_draw_panel(rng, kind) for kind in truth]
    names = ("time_ms", "feature_1_uv", "feature_2_uv", "component")
    return {name: np.array(part) for name, part in zip(names, zip(*panels, strict=True), strict=True)}, "".join(truth)


def _draw_panel(rng, kind: str):
    """Times (ms), two features (µV) and the component of each spike; the kind is beyond doubt."""
    for _ in attempts():
        time_ms, mean = MAKE[kind](rng)
        noise = rng.normal(size=(N_SPIKES, 2)) @ np.array([[1.0, 0.0], [rng.uniform(-0.4, 0.4), 1.0]]).T
        if kind == "t":
            noise /= np.sqrt(rng.chisquare(1.5, (N_SPIKES, 1)) / 1.5)
        x = np.round(mean + rng.uniform(-40, 40, 2) + NOISE_UV * noise)
        component = _split(x, np.linalg.norm(mean - mean[0] + noise, axis=1))
        if component is not None and _is_clear(kind, time_ms, x, component):
            return time_ms, x[:, 0].astype(int), x[:, 1].astype(int), component


def _direction(rng):
    angle = rng.uniform(0, 2 * np.pi)
    return np.array([np.cos(angle), np.sin(angle)])


def _at_random(rng, n_spikes=N_SPIKES):
    """Times (ms) of neurons that know nothing of one another, none of them within 10 ms of the next."""
    gaps = rng.exponential(1.0, n_spikes + 1)
    room_ms = 1000 * DURATION_S - 12.0 * n_spikes
    return np.round(np.cumsum(gaps[:-1]) / gaps.sum() * room_ms + 12.0 * np.arange(n_spikes)).astype(int)


def _two_neurons(rng):
    owner = rng.random(N_SPIKES) < rng.uniform(0.4, 0.6)
    return _at_random(rng), np.outer(owner, rng.uniform(110, 140) * _direction(rng))


def _drift(rng):
    """The electrode moves all the time, fastest in the middle of the recording."""
    time_ms = _at_random(rng)
    turn = 2 * np.pi * time_ms / (1000 * DURATION_S)
    progress = (turn - 0.9 * np.sin(turn)) / (2 * np.pi)
    return time_ms, np.outer(progress - 0.5, rng.uniform(170, 220) * _direction(rng))


def _bursts(rng):
    """Half of the spikes come 3 to 6 ms after another, and are much smaller."""
    first = _at_random(rng, N_SPIKES // 2)
    time_ms = np.sort(np.concatenate([first, first + rng.integers(3, 7, first.size)]))
    height = np.tile([1.0, rng.uniform(0.5, 0.6)], first.size)
    return time_ms, np.outer(height, rng.uniform(260, 300) * _direction(rng))


def _heavy_tails(rng):
    return _at_random(rng), np.zeros((N_SPIKES, 2))


MAKE = {"2": _two_neurons, "d": _drift, "b": _bursts, "t": _heavy_tails}


def _split(x, distance):
    """The components of a fit with two, the larger one being 0; None where BIC prefers one.

    EM starts at the halves that are near and far; `distance` says what is.
    """
    near = distance < np.median(distance)
    joint = np.where([near, ~near], 0.0, -np.inf)
    two, one = climb(x, maximise(x, joint), 300), maximise(x, np.zeros((1, len(x))))
    gain = 2 * (log_likelihood(x, *two) - log_likelihood(x, *one)) - 6 * np.log(len(x))
    labels = log_joint(x, *two).argmax(axis=0)
    labels = labels if two[2][0] >= two[2][1] else 1 - labels
    return labels if gain > 10 and min(np.bincount(labels, minlength=2)) >= 12 else None


def describe_panel(time_ms, x, component) -> dict:
    """What tells the kinds apart: distance, size, and when and after what the spikes of a component come."""
    clouds = [x[component == k] for k in (0, 1)]
    widths = [np.sqrt(cloud.var(axis=0).mean()) for cloud in clouds]
    distance = np.linalg.norm(clouds[0].mean(axis=0) - clouds[1].mean(axis=0))
    follows = np.diff(time_ms, prepend=-1e9) < FOLLOWS_MS
    late = time_ms > np.median(time_ms)
    return {
        "distance": distance / min(widths),
        "ratio": max(widths) / min(widths),
        "late": abs(late[component == 0].mean() - late[component == 1].mean()),
        "follows": max(follows[component == k].mean() for k in (0, 1)),
    }


def _is_clear(kind, time_ms, x, component) -> bool:
    seen = describe_panel(time_ms, x, component)
    if kind == "t":
        return seen["distance"] < 1.5 and seen["ratio"] > 2.5 and seen["late"] < 0.25
    apart = seen["distance"] > 3.0 and seen["ratio"] < 2.0
    if kind == "d":
        return seen["ratio"] < 2.0 and seen["late"] > 0.75
    return apart and seen["late"] < 0.2 and (seen["follows"] > 0.9 if kind == "b" else seen["follows"] < 0.1)


def _neurons_counted(letters: str, truth: str) -> bool:
    return all((given == "2") == (true == "2") for given, true in zip(letters, truth, strict=True))


evidence_components = Evidence(
    f"{LAB}.evidence_components", read="Section 8, 'Why two components?'", draw=draw_panels,
    choices="2bdt", n_sets=12,
    letter_checks=[
        LetterCheck(
            "neurons-counted", 1, "It is said rightly which panels show two neurons, and which one.",
            "a panel of one neuron was taken for two, or the other way round: two neurons are apart, at all times, "
            "and know nothing of one another", _neurons_counted),
        LetterCheck(
            "causes-named", 1, "In every panel the cause of the two components is named.",
            "at least one panel is wrong: look at when the spikes of a component come, after what, and where they lie",
            lambda letters, truth: letters == truth),
    ])
