"""Differences in words: what a tutor sees at a glance in two arrays, without saying what the right one holds."""

from __future__ import annotations

import numpy as np

from autograder.visible.calls import Outcome


def shape_text(shape: tuple) -> str:
    """A shape in words: ``a single number`` or ``shape (50, 6)``."""
    return "a single number" if shape == () else f"shape {tuple(int(n) for n in shape)}"


def readable(text: str) -> str:
    """Text of a student's making on one line, without what moves a cursor, turns the text or cannot be written."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(text.split()))


def describe_problem(outcome: Outcome) -> str:
    """Why there is no answer to look at."""
    return readable(_describe_problem(outcome))


def _describe_problem(outcome: Outcome) -> str:
    if outcome.problem == "raised":
        if outcome.error == "NotImplementedError":
            return "it is not written yet (NotImplementedError)"
        where = f" — at {outcome.line}" if outcome.line else ""
        return f"it raised {outcome.error}: {outcome.message[:300]}{where}"
    if outcome.problem == "refused" and "builtins.ellipsis" in outcome.message:
        return "it is not filled in yet: `...` still stands there"
    return outcome.message or f"it gave no answer ({outcome.problem})"


def describe_difference(answer: np.ndarray, truth: np.ndarray, off: np.ndarray) -> str:
    """Say in one sentence how two arrays of one shape differ; `off` marks the entries that do."""
    lost = ~np.isfinite(answer) & np.isfinite(truth)
    if lost.any() and lost.size == 1:
        return "it is nan or infinite where a number was expected"
    if lost.any():
        return f"{lost.sum()} of {answer.size} numbers are nan or infinite where a number was expected"
    return _pattern(answer, truth) or _region(off)


def _pattern(answer, truth) -> str | None:
    """A relation that holds for the whole array."""
    if answer.size < 2 or not np.isfinite(truth).all():
        return _scalar_pattern(float(answer), float(truth)) if answer.ndim == 0 else None
    if _same(answer, -truth):
        return "every value has the opposite sign"
    if not answer.any():
        return "every value is 0"
    if answer.ndim and _same(answer, truth[::-1]) and not _same(truth, truth[::-1]):
        return "the values are right, in reverse order along the first axis"
    if answer.ndim == 2 and _same(answer, truth[:, ::-1]):
        return "the columns are right, in reverse order"
    return _factor(answer, truth) or _offset(answer, truth)


def _scalar_pattern(answer: float, truth: float) -> str:
    if np.isclose(answer, -truth):
        return "it has the opposite sign"
    return f"it is too {'small' if answer < truth else 'large'}" if np.isfinite(truth) else "it should not be finite here"


def _factor(answer, truth) -> str | None:
    factor = np.vdot(answer, truth) / max(np.vdot(truth, truth), np.finfo(float).tiny)
    if factor and np.isfinite(factor) and _same(answer, factor * truth):
        return f"every value is the right one times the same factor ({factor:.4g})"
    return None


def _offset(answer, truth) -> str | None:
    offset = np.mean(answer - truth)
    if np.isfinite(offset) and _same(answer, truth + offset):
        return "every value is off by the same amount"
    return None


def _same(one, other) -> bool:
    return np.allclose(one, other, rtol=1e-6, atol=1e-9)


def _region(off: np.ndarray) -> str:
    """Where the wrong entries are."""
    told = f"{off.sum()} of {off.size} numbers differ"
    if off.all():
        return f"all {off.size} numbers differ" if off.size > 1 else "the number differs"
    for axis, word in ((0, "row" if off.ndim > 1 else "entry"), (1, "column")):
        if axis < off.ndim:
            hit = np.flatnonzero(off.any(axis=tuple(k for k in range(off.ndim) if k != axis)))
            if hit.size < off.shape[axis]:
                if off.ndim == 1 and 1 < hit.size <= hit[-1] - hit[0]:
                    return f"{told}, the first being entry {hit[0]}"
                return f"{told}, all of them in {_span(hit, off.shape[axis], word)}"
    return told


def _span(hit: np.ndarray, n: int, word: str) -> str:
    words = {"entry": "entries"}.get(word, f"{word}s")
    if hit.size == 1:
        return f"{word} {hit[0]} (of {n})"
    if hit[-1] - hit[0] + 1 == hit.size:
        return f"{words} {hit[0]} to {hit[-1]} (of {n})"
    return f"{hit.size} of {n} {words}, the first being {word} {hit[0]}"
