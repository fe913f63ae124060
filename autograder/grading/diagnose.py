"""Recognising misconceptions: an answer that does, on the same inputs, what a declared wrong implementation does."""

from __future__ import annotations

from autograder.grading.drawn import Drawn
from autograder.visible.calls import Outcome
from autograder.visible.notebook import is_same
from autograder.visible.results import Help


def diagnose(drawn: Drawn, outcomes: list[list[Outcome]]) -> list[Help]:
    """The help for every misconception that explains all outcomes, and that differs from the truth somewhere."""
    return [m.help for m in drawn.exercise.misconceptions if _explains(m, drawn, outcomes)]


def _explains(misconception, drawn, outcomes) -> bool:
    recognise, told_apart = drawn.exercise.recognise, False
    for index, (truth, seen) in enumerate(zip(drawn.truths, outcomes, strict=True)):
        wrong = drawn.wrong(misconception, index)
        if not all(is_same(recognise, outcome, wrong) for outcome in seen):
            return False
        told_apart = told_apart or not is_same(recognise, Outcome(value=truth), wrong)
    return told_apart
