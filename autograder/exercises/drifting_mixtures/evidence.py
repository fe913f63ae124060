"""Two questions on fresh panels: what is wrong in a formula, and what held-out spikes speak for."""

from __future__ import annotations

import numpy as np
from scipy.stats import t as student_t

from autograder.declare import Evidence, LetterCheck, attempts
from autograder.exercises.drifting_mixtures.inputs import LAB, Model, climb

GAUSSIAN = 1e7  # degrees of freedom at which a t distribution is one
N_SPIKES, DURATION_S, FRAME_S = 360, 1200.0, 60.0
N_SHOWN = 90
MODELS = {"g": (GAUSSIAN, 0.0), "t": (3.0, 0.0), "dg": (GAUSSIAN, 0.005), "dt": (3.0, 0.005)}  # nu and drift
CONTRASTS = (("t", "g"), ("dt", "dg"), ("dg", "g"), ("dt", "t"))


def draw_formulas(rng) -> tuple[dict, str]:
    """Four formulas with numbers in them, one or two of them right, and no error twice."""
    n_right = int(rng.integers(1, 3))
    truth = rng.permutation([*"+" * n_right, *rng.permutation([*"nsde"])[: 4 - n_right]])
    panels = [_draw_formula(rng, kind) for kind in truth]
    return {name: np.array([panel[name] for panel in panels]) for name in panels[0]}, "".join(truth)


def _draw_formula(rng, kind: str) -> dict:
    """Dimension, nu, and the numbers that stand in the formula: one of them may be wrong."""
    n_dims, nu = int(rng.integers(2, 6)), float(rng.integers(3, 10))
    panel = {"n_dims": n_dims, "nu": nu, "divisor": nu, "power_of_S": -1.0, "power_of_det": -0.5, "exponent": (nu + n_dims) / 2}
    wrong = {"n": {"divisor": 1.0}, "s": {"power_of_S": float(rng.choice([-0.5, 1.0]))},
             "d": {"power_of_det": float(rng.choice([-1.0, 0.5]))},
             "e": {"exponent": float(rng.choice([(nu + 1) / 2, nu / 2, nu + n_dims]))}}
    return panel | wrong.get(kind, {})


evidence_formula = Evidence(
    f"{LAB}.evidence_formula", read="Section 2, 'Find the error'", draw=draw_formulas, choices="+nsde", n_sets=24,
    letter_checks=[
        LetterCheck(
            "right-ones-found", 1, "It is said rightly which formulas are right, and which are not.",
            "a right formula was called wrong, or a wrong one right: put in numbers, and compare with your own t_logpdf",
            lambda letters, truth: all((g == "+") == (t == "+") for g, t in zip(letters, truth, strict=True))),
        LetterCheck(
            "errors-named", 1, "The error of each wrong formula is named.",
            "at least one formula has another error than the one named: compare bracket, determinant and exponent one by one",
            lambda letters, truth: letters == truth),
    ])


def draw_units(rng) -> tuple[dict, str]:
    """Four units, of at least three kinds, with paired differences of held-out log-likelihood between models."""
    kinds = rng.permutation([*"dtb0"])
    truth = rng.permutation([*kinds[:3], rng.choice(kinds)])
    units = [_draw_unit(rng, kind) for kind in truth]
    names = ("time_s", "feature", "gain", "gain_error")
    return {name: np.round(part, 4) for name, part in zip(names, zip(*units, strict=True), strict=True)}, "".join(truth)


def _draw_unit(rng, kind: str):
    """Some of its spikes, and what the models gain over one another; the kind is beyond doubt."""
    for _ in attempts():
        times_s = np.sort(rng.uniform(0, DURATION_S, N_SPIKES))
        x = rng.standard_normal(N_SPIKES)
        if kind in "tb":
            x = x / np.sqrt(rng.chisquare(1.8, N_SPIKES) / 1.8)
        if kind in "db":  # an excursion, which makes the distribution over all times heavy-tailed, too
            centre, width = rng.uniform(0.2, 0.8), rng.uniform(0.12, 0.2)
            x = x + rng.choice([-1, 1]) * rng.uniform(4.5, 6.5) * np.exp(-0.5 * ((times_s / DURATION_S - centre) / width) ** 2)
        x = np.clip(x, -25, 25)
        gain, error = _compare_models(rng, x[:, None], times_s)
        if _is_clear(kind, gain / error):
            shown = np.sort(rng.choice(N_SPIKES, N_SHOWN, replace=False))
            return np.round(times_s[shown], 1), np.round(x[shown], 2), gain, error


def _compare_models(rng, x, times_s):
    """Mean and twice the standard error of paired differences of held-out log-likelihood, nats per spike."""
    held_out = rng.random(len(x)) < 0.4
    train = ~held_out
    score = {name: _score(x, times_s, train, held_out, *settings) for name, settings in MODELS.items()}
    differences = np.array([score[one] - score[other] for one, other in CONTRASTS])
    return differences.mean(axis=1), 2 * differences.std(axis=1) / np.sqrt(held_out.sum())


def _score(x, times_s, train, held_out, nu, drift):
    """Held-out log-likelihood of each spike under one cluster fitted to the others."""
    frame_of = (times_s // FRAME_S).astype(int) if drift else np.zeros(len(x), int)
    centres = np.full((frame_of.max() + 1, 1, 1), np.median(x[train]))
    start = Model(centres, np.full((1, 1, 1), x[train].var()), np.ones(1), nu)
    fit, _ = climb(x[train], frame_of[train], start, drift * FRAME_S, n_steps=60)
    return student_t.logpdf(x[held_out, 0], nu, fit.m[frame_of[held_out], 0, 0], np.sqrt(fit.S[0, 0, 0]))


def _is_clear(kind: str, certainty) -> bool:
    """Whether gains that should be there are far beyond their error, and others not: by a half, at most."""
    tails, tails_with_drift, drift, drift_with_tails = certainty
    if kind == "0":
        return max(certainty) < 0.5
    if kind == "t":
        return tails_with_drift > 1.5 and tails > 1.5 and drift_with_tails < 0.5
    if kind == "d":
        return drift_with_tails > 2 and drift > 2 and tails_with_drift < 0.5
    return tails_with_drift > 1.5 and drift_with_tails > 2


def _drift_is_right(letters: str, truth: str) -> bool:
    return all((given in "db") == (true in "db") for given, true in zip(letters, truth, strict=True))


evidence_model = Evidence(
    f"{LAB}.evidence_model", read="Section 8, 'Drift, tails, both or neither?'", draw=draw_units, choices="dtb0", n_sets=12,
    letter_checks=[
        LetterCheck(
            "drift-read", 1, "It is said rightly which units drift.",
            "drift was claimed without evidence, or overlooked: compare models with and without drift that have the same tails",
            _drift_is_right),
        LetterCheck(
            "tails-read", 1, "In every panel drift and heavy tails are both read right.",
            "at least one panel is wrong: a unit that drifts has heavy tails over all times together; compare models "
            "with and without tails that both follow the drift", lambda letters, truth: letters == truth),
    ])
