"""Coupled, or only turned the same way? Fresh pairs of head-direction cells."""

from __future__ import annotations

import numpy as np

from autograder.declare import Evidence, LetterCheck, attempts
from autograder.exercises.neural_coupling.inputs import right
from course.simulate.head_direction import BIN_S, tune, turn_head

N_BINS, WINDOW, N_BASIS = 12_000, 16, 4
STRENGTHS = {"+": 0.7, "-": -0.9, "0": 0.0}
# Between the preferred directions: where both cells fire together, or where the heading makes a clear coupling of nothing.
APART_DEGREES = {"+": [(0, 110)], "-": [(0, 75)], "0": [(0, 50), (130, 180)]}


def draw_panels(rng) -> tuple[dict, str]:
    """Four pairs in random order, at least one of each kind; filters without and with the heading in the model."""
    truth = rng.permutation([*"+-0", rng.choice([*"+-0"])])
    panels = [_draw_panel(rng, kind) for kind in truth]
    names = ("without_heading", "error_without", "with_heading", "error_with")
    arrays = {name: np.round(part, 3) for name, part in zip(names, zip(*panels, strict=True), strict=True)}
    return {"lag_ms": 1000 * BIN_S * np.arange(1, WINDOW + 1), **arrays}, "".join(truth)


def _basis() -> np.ndarray:
    """Raised cosines in the logarithm of the lag."""
    phi = np.log(np.arange(WINDOW) + 2.0)
    centres = np.linspace(phi[0], phi[-1], N_BASIS)
    return 0.5 * (1 + np.cos(np.clip((phi[:, None] - centres) / (centres[1] - centres[0]) * np.pi / 2, -np.pi, np.pi)))


def _draw_panel(rng, kind: str):
    """A pair whose filter without the heading is far from zero, and with it clearly so or not at all."""
    basis = _basis()
    for _ in attempts():
        heading = turn_head(rng, N_BINS)
        apart = np.deg2rad(rng.uniform(*rng.choice(APART_DEGREES[kind]))) * rng.choice([-1, 1])
        tuned = tune(heading, rng.uniform(0, 2 * np.pi) + np.array([0, apart]), rng.uniform(1.2, 1.8)) + np.log(0.3)
        sender = rng.poisson(np.exp(tuned[:, 0]))
        past = right("history_design_matrix", sender[:, None], STRENGTHS[kind] * np.exp(-np.arange(WINDOW) / 3.0)[:, None])
        receiver = rng.poisson(np.exp(tuned[:, 1] + past[:, 0]))
        history = right("history_design_matrix", sender[:, None], basis)
        without = _filter_and_error(history, receiver, basis)
        beside = _filter_and_error(np.hstack([history, right("circular_basis", heading, 7)[:, 1:]]), receiver, basis)
        z = beside[0] / beside[1]
        clear = np.abs(z).max() < 1.5 if kind == "0" else z[:4].mean() * np.sign(STRENGTHS[kind]) > 4
        if clear and np.abs(without[0] / without[1]).max() > 5:
            return (*_with_bars(*without), *_with_bars(*beside))


def _filter_and_error(X, counts, basis):
    """Filter of the sender, whose history comes first, and its standard error."""
    intercepts, weights = right("fit_population_glm", X, counts[:, None])
    A = np.column_stack([np.ones(len(X)), X])
    rate = np.exp(A @ np.append(intercepts, weights[:, 0]))
    covariance = np.linalg.inv(A.T * rate @ A)[1 : 1 + N_BASIS, 1 : 1 + N_BASIS]
    return basis @ weights[:N_BASIS, 0], np.sqrt(np.einsum("tk,kl,tl->t", basis, covariance, basis))


def _with_bars(filter_, error):
    """The filter and half the length of its 95 % interval."""
    return filter_, 1.96 * error


def _couplings_are_right(letters: str, truth: str) -> bool:
    return all(given == true for given, true in zip(letters, truth, strict=True) if true != "0")


evidence_coupling = Evidence(
    "neural_coupling.evidence_coupling", read="Section 13, 'Coupled, or turned the same way?'", draw=draw_panels,
    letter_checks=[
        LetterCheck(
            "couplings-named", 1, "Every pair that is coupled is given the right sign.",
            "a coupling was missed, or has the other sign: which of the two filters can tell, and does its interval leave "
            "zero in the first lags?", _couplings_are_right),
        LetterCheck(
            "no-coupling-claimed", 1, "All pairs are right, those that only share their heading included.",
            "at least one pair is wrong: a filter that is gone once the heading is in the model is no evidence of a "
            "coupling", lambda letters, truth: letters == truth),
    ])
