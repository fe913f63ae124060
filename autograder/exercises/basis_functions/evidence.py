"""Speed, or only place? Fresh cells on a track where the animal is slow at the ends."""

from __future__ import annotations

import numpy as np

from autograder.declare import Evidence, LetterCheck, attempts, reference_of
from autograder.exercises.basis_functions.inputs import LAB, one_hot
from course.simulate.track import bin_session, run_laps, speed_of

DT_S, DURATION_S = 0.05, 500.0
GAINS = {"+": 0.025, "-": -0.025, "0": 0.0}  # change of the log rate per cm/s
PLACE_EDGES = np.linspace(0, 100, 26)


def draw_panels(rng) -> tuple[dict, str]:
    """Four cells in random order, at least one of each kind."""
    truth = rng.permutation([*"+-0", rng.choice([*"+-0"])])
    panels = [_draw_panel(rng, kind) for kind in truth]
    speed, observed, error, predicted = (np.round(part, 3) for part in zip(*panels, strict=True))
    return {"speed_cm_s": speed, "observed_hz": observed, "error_hz": error, "place_model_hz": predicted}, "".join(truth)


def _draw_panel(rng, kind: str):
    """A cell whose rate changes clearly with speed, and clearly so or not at all once the place is known."""
    for _ in attempts():
        place = bin_session(run_laps(rng, DURATION_S), DT_S)
        speed, _ = speed_of(place, DT_S)
        centre, width = rng.uniform(25, 75), rng.uniform(12, 20)
        drive = np.exp(-0.5 * ((place - centre) / width) ** 2) * 3.0 + GAINS[kind] * (speed - 20)
        counts = rng.poisson(rng.uniform(0.5, 1.0) * DT_S * np.exp(drive))
        X = one_hot(place, PLACE_EDGES)
        z = _z_of_speed(X, speed, counts)
        if abs(z) < 1.5 if kind == "0" else z * np.sign(GAINS[kind]) > 6:
            return _summarise(X, speed, counts)


def _z_of_speed(X, speed, counts) -> float:
    """The weight of speed beside the place, in standard errors."""
    A = np.column_stack([X, speed - speed.mean()])
    intercept, weights = reference_of(LAB, "fit_poisson_glm")(A, counts, 1e-3)
    information = A.T * np.exp(intercept + A @ weights) @ A + 1e-3 * np.eye(A.shape[1])
    return weights[-1] / np.sqrt(np.linalg.inv(information)[-1, -1])


def _summarise(X, speed, counts):
    """Observed rate in six groups of speed, its 95 % error, and what the place alone predicts there."""
    intercept, weights = reference_of(LAB, "fit_poisson_glm")(X, counts, 1e-3)
    predicted = np.exp(intercept + X @ weights) / DT_S
    groups = np.array_split(np.argsort(speed), 6)
    spikes = np.array([counts[group].sum() for group in groups])
    time_s = np.array([len(group) * DT_S for group in groups])
    means = [np.array([values[group].mean() for group in groups]) for values in (speed, predicted)]
    return means[0], spikes / time_s, 1.96 * np.sqrt(spikes) / time_s, means[1]


def _effects_are_right(letters: str, truth: str) -> bool:
    return all(given == true for given, true in zip(letters, truth, strict=True) if true != "0")


evidence_speed = Evidence(
    "basis_functions.evidence_speed", read="Section 10, 'Speed, or only place?'", draw=draw_panels,
    letter_checks=[
        LetterCheck(
            "effects-named", 1, "Every cell that speed drives beyond its place is given the right sign.",
            "an effect of speed was missed, or has the other sign: compare observed rates with what the place "
            "predicts for them, at the slow end and at the fast end", _effects_are_right),
        LetterCheck(
            "no-artefact-claimed", 1, "All cells are right, those that only their place drives included.",
            "at least one cell is wrong: a rate that changes with speed is no evidence where the place alone "
            "predicts the same change", lambda letters, truth: letters == truth),
    ])
