"""Recognising misconceptions: an answer that does, on the same inputs, what a declared wrong implementation does."""

from __future__ import annotations

import warnings

import numpy as np

from autograder.declare import Exercise, Misconception
from autograder.grading.plan import Planned, apply_aloud
from autograder.visible.calls import Outcome, describe_error
from autograder.visible.notebook import is_same
from autograder.visible.results import Help


def wrong_outcome(misconception: Misconception, case) -> Outcome:
    """What a misconception does with a case: a value (and warnings, where they count), or the exception that it raises."""
    minded = "warn" if case.judge.minds_warnings else "ignore"
    with warnings.catch_warnings(record=True) as seen, np.errstate(over=minded, divide=minded, invalid=minded, under="ignore"):
        warnings.simplefilter("always" if case.judge.minds_warnings else "ignore")
        try:
            value = apply_aloud(misconception.function, case)
        except Exception as error:  # raising is what this wrong implementation does
            return describe_error(error)
    return Outcome(value=value, warned=[warning.category.__name__ for warning in seen])


def diagnose(exercise: Exercise, plan: list[Planned], truths: list, outcomes: list[list[Outcome]]) -> list[Help]:
    """The help for every misconception that explains all outcomes, and that differs from the truth somewhere."""
    return [m.help for m in exercise.misconceptions if _explains(m, exercise, plan, truths, outcomes)]


def _explains(misconception, exercise, plan, truths, outcomes) -> bool:
    told_apart = False
    for planned, truth, seen in zip(plan, truths, outcomes, strict=True):
        wrong = wrong_outcome(misconception, planned.case)
        if not all(is_same(exercise.recognise, outcome, wrong) for outcome in seen):
            return False
        told_apart = told_apart or not is_same(exercise.recognise, Outcome(value=truth), wrong)
    return told_apart
