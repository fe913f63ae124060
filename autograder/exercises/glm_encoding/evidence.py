"""Which panels support a filter: averages of fresh cells, some of which do not care about light."""

from __future__ import annotations

import numpy as np

from autograder.declare import Evidence, LetterCheck, attempts
from autograder.exercises.glm_encoding.inputs import design, flicker
from course.simulate.retina import true_filters

N_LAGS, N_SHUFFLES, N_BINS = 25, 200, 6000
OFF_CELL, ON_CELL = 1, 2
DRAWS = {"+": (ON_CELL, 1.0), "-": (OFF_CELL, 1.0), "0": (ON_CELL, 0.0)}


def draw_panels(rng) -> tuple[dict, str]:
    """Four cells in random order, at least one of each kind, with the shuffled band of each."""
    truth = rng.permutation([*"+-0", rng.choice([*"+-0"])])
    panels = [_one_panel(rng, kind) for kind in truth]
    return {
        "lag_ms": 1000 * 0.0083406 * np.arange(1 - N_LAGS, 1),
        "filters": np.round([sta for sta, _ in panels], 4),
        "band": np.round([band for _, band in panels], 4),
    }, "".join(truth)


def _one_panel(rng, kind: str) -> tuple[np.ndarray, float]:
    """A spike-triggered average that is clearly outside its shuffled band, or clearly inside."""
    cell, gain = DRAWS[kind]
    for _ in attempts():
        stim = flicker(rng, N_BINS)
        X = design(stim, N_LAGS)
        drive = X @ (gain * true_filters()[cell])
        counts = rng.poisson(rng.uniform(0.02, 0.3) * np.exp(drive - np.log(np.mean(np.exp(drive)))))
        sta = _average(X, counts)
        shifts = rng.integers(100, N_BINS - 100, N_SHUFFLES)
        shuffled = [_average(X, np.roll(counts, shift)) for shift in shifts]
        band = np.quantile(np.abs(shuffled).max(axis=1), 0.95)
        ratio = np.abs(sta).max() / band
        if ratio > 1.5 if gain else ratio < 0.9:
            return sta, band


def _average(X, counts):
    return counts @ X / counts.sum()


def _signs_right(letters: str, truth: str) -> bool:
    return all(given == true for given, true in zip(letters, truth, strict=True) if true != "0")


evidence_filters = Evidence(
    "glm_encoding.evidence_filters", read="Section 8, 'What do these panels show?'", draw=draw_panels,
    letter_checks=[
        LetterCheck(
            "filters-named", 1, "Every panel whose data support a filter is given the right sign.",
            "a filter that reaches out of its band was not named, or has the other sign: "
            "look at the largest peak", _signs_right),
        LetterCheck(
            "no-filter-claimed", 1, "All panels are right, those without evidence included.",
            "at least one panel is wrong: noise has peaks, too, and the band shows how large they grow",
            lambda letters, truth: letters == truth),
    ])
