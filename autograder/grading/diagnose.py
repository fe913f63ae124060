"""Recognising misconceptions: an answer that does, on the same inputs, what a declared wrong implementation does."""

from __future__ import annotations

import warnings

import numpy as np

from autograder.declare import Exercise, Misconception
from autograder.grading.plan import Planned, apply
from autograder.visible.calls import Outcome, describe_error
from autograder.visible.notebook import is_same
from autograder.visible.results import Help


def wrong_outcome(misconception: Misconception, case) -> Outcome:
    """What a misconception does with a case: a value, or the exception that it raises."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            return Outcome(value=apply(misconception.function, case))
        except Exception as error:  # raising is what this wrong implementation does
            return describe_error(error)


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
