"""What a curve of held-out scores supports: a strength, a longer grid, or no model at all."""

from __future__ import annotations

import numpy as np

from autograder.declare import Evidence, LetterCheck, attempts, reference_of
from autograder.exercises.regularization.inputs import LAB

N_BINS, N_FEATURES, N_FOLDS = 300, 20, 5
WIDE = 10.0 ** np.arange(-2, 5)  # from nearly no penalty to nearly no model
N_STEPS = 6  # of a grid that is too short


def draw_panels(rng) -> tuple[dict, str]:
    """Four cells in random order, at least one of each kind."""
    truth = rng.permutation([*"+e0", rng.choice([*"+e0"])])
    panels = [_draw_panel(rng, kind) for kind in truth]
    strengths, gains, errors = (np.array(part) for part in zip(*panels, strict=True))
    return {"strengths": strengths, "gain": np.round(gains, 4), "error": np.round(errors, 4)}, "".join(truth)


def _draw_panel(rng, kind: str):
    """Grid, gain over the constant rate (bits/spike) and standard error, of a cell that clearly is of its kind."""
    for _ in attempts():
        strengths = _draw_grid(rng, kind)
        X = rng.normal(size=(N_BINS, N_FEATURES))
        drive = X @ rng.normal(scale=0.0 if kind == "0" else 0.17, size=N_FEATURES)
        y = rng.poisson(0.6 * np.exp(drive - np.log(np.mean(np.exp(drive)))))
        gains = _held_out_gains(X, y, strengths)
        mean, error = gains.mean(axis=0), gains.std(axis=0, ddof=1) / np.sqrt(N_FOLDS)
        if _is_clear(kind, mean, error):
            return strengths, mean, error


def _draw_grid(rng, kind: str) -> np.ndarray:
    """Seven strengths: a wide grid, or one that ends on the near side of what would be best."""
    if kind != "e":
        return WIDE
    too_weak = rng.random() < 0.5
    low, high = (-1, 1.2) if too_weak else (2.4, 5)
    return np.logspace(low, high, N_STEPS + 1).round(6)


def _held_out_gains(X, y, strengths) -> np.ndarray:
    """Gain (n_folds, n_strengths) of the fitted model over the constant rate of the training samples, bits/spike."""
    gains = np.empty((N_FOLDS, len(strengths)))
    for i, (train, test) in enumerate(reference_of(LAB, "blocked_folds")(len(y), N_FOLDS, 5)):
        theta = np.append(np.log(y[train].mean()), np.zeros(X.shape[1]))
        constant = y[test] @ np.full(len(test), theta[0]) - len(test) * np.exp(theta[0])
        for j in np.argsort(strengths)[::-1]:
            theta = _newton(X[train], y[train], strengths[j], theta)
            eta = theta[0] + X[test] @ theta[1:]
            gains[i, j] = (y[test] @ eta - np.exp(eta).sum() - constant) / (y[test].sum() * np.log(2))
    return gains


def _newton(X, y, ridge, theta, n_steps: int = 12):
    """A ridge fit that starts from that of a stronger penalty."""
    X = np.column_stack([np.ones(len(X)), X])
    penalty = ridge * np.diag([0.0] + [1.0] * (X.shape[1] - 1))
    for _ in range(n_steps):
        rate = np.exp(np.minimum(X @ theta, 20))
        step = np.linalg.solve(X.T * rate @ X + penalty, X.T @ (y - rate) - penalty @ theta)
        theta = theta + step * min(1.0, 2.0 / max(np.abs(step).max(), 1e-12))
        if np.abs(step).max() < 1e-7:
            break
    return theta


def _is_clear(kind: str, gain, error) -> bool:
    """Whether the rule of the lesson gives the panel its letter, with room to spare."""
    best = int(gain.argmax())
    if kind == "0":
        return gain.max() < 0.5 * error[best] and gain.max() < 0.004 and gain[0] < -0.02
    if gain[best] < 3 * error[best] or gain[best] < 0.03:
        return False
    inside = 0 < best < len(gain) - 1
    if kind == "+":
        return inside and max(gain[0], gain[-1]) < gain[best] - 0.015
    neighbour = gain[1] if best == 0 else gain[-2]
    return not inside and gain[best] - neighbour > 0.006


def _models_right(letters: str, truth: str) -> bool:
    """No panel without a model is taken for one with, nor the other way round."""
    return all((given == "0") == (true == "0") for given, true in zip(letters, truth, strict=True))


evidence_strengths = Evidence(
    "regularization.evidence_strengths", read="Section 10, 'Which strength, if any?'",
    draw=draw_panels, choices="+e0",
    letter_checks=[
        LetterCheck(
            "baseline-respected", 1, "Where no strength beats the constant rate, and only there, no model is claimed.",
            "a model was claimed where none beats the constant rate, or denied where one does: compare the best score "
            "with 0 and with its error bar", _models_right),
        LetterCheck(
            "edges-noticed", 1, "All panels are right: a best strength at an edge of the grid is pointed out.",
            "at least one panel is wrong: is the best strength inside the grid, or the last one that was tried?",
            lambda letters, truth: letters == truth),
    ])
