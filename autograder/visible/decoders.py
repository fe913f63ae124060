"""Judges of lab 02: numbers that must be exact without a warning, and a choice that must fit the scores given with it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.visible.describe import describe_problem, shape_text
from autograder.visible.judges import Agrees, Judge, NotNumbers, NoWarning, to_numbers

SHEET_DIGITS = 1e-10  # what the ten digits of an answer sheet may be off, for numbers up to 1


@dataclass(frozen=True)
class ExactQuietly(NoWarning):
    """Within 1e-12 of the truth, and without a warning."""

    rtol: float = 0.0
    atol: float = 1e-12

    def for_sheet(self, truth):
        """Sheets hold ten digits."""
        return ExactQuietly(atol=SHEET_DIGITS)


@dataclass(frozen=True)
class SameNumbersAndQuiet(Agrees):
    """The same mistake: the same numbers, and a warning from both or from neither."""

    minds_warnings = True


@dataclass(frozen=True)
class BestOfReturned(Judge):
    """A choice and a score for each option: the choice has the best of the scores returned, whatever they are worth.

    Parameters
    ----------
    options : tuple of float
        In the order of the scores; of several that tie the smallest is to be chosen.
    tie : float
        How near scores count as equal.
    """

    options: tuple = ()
    tie: float = 1e-9

    def __call__(self, outcome, truth):
        if outcome.problem:
            return describe_problem(outcome)
        if not isinstance(outcome.value, (tuple, list)) or len(outcome.value) != 2:
            return "expected two results (best_C, accuracies)"
        try:
            choice, scores = map(to_numbers, outcome.value)
        except NotNumbers as reason:
            return str(reason)
        return self._wrong_form(choice, scores) or self._wrong_choice(choice, scores)

    def _wrong_form(self, choice, scores):
        for name, part, shape in (("best_C", choice, ()), ("accuracies", scores, (len(self.options),))):
            if part.shape != shape:
                return f"{name}: expected {shape_text(shape)}, got {shape_text(part.shape)}"
        return None if np.isfinite(scores).all() else "accuracies: some of the numbers are nan or infinite"

    def _wrong_choice(self, choice, scores):
        options = np.asarray(self.options, float)
        tied = options[scores >= scores.max() - self.tie]
        if np.isclose(choice, tied.min(), rtol=1e-9):
            return None
        if np.isclose(choice, tied, rtol=1e-9).any():
            return "best_C: several C have the best accuracy that you returned, and this is not the smallest of them"
        if np.isclose(choice, options, rtol=1e-9).any():
            return "best_C: this C has not the best of the accuracies that you returned"
        return "best_C: it is none of the values of C that were given"


VISIBLE = (ExactQuietly, SameNumbersAndQuiet, BestOfReturned)
JUDGES = {kind.__name__: kind for kind in VISIBLE}
