"""Scoring in the notebook's own process: for the instructor's reference notebooks only."""

from __future__ import annotations

import copy

from autograder.exercises import find_exercise
from autograder.grading.engine import grade_exercise
from autograder.grading.seeds import seed_for
from autograder.visible.calls import Outcome, call_function
from autograder.visible.recipes import realise


class LocalSession:
    """Answers like a worker, from a namespace at hand."""

    def __init__(self, namespace: dict):
        self.namespace = namespace

    def fork(self):
        """There is nothing to copy."""
        return self

    def end(self) -> str:
        """There is nothing to end."""
        return "local"

    def call(self, name, args=(), kwargs=None, *, given=None, reseed=None, measure=False, timeout_s=None) -> Outcome:
        """Call a function of the namespace; earlier functions are not replaced, for the reference's are right."""
        if name not in self.namespace:
            return Outcome(problem="missing", message="it is not defined")
        return call_function(self.namespace[name], realise(copy.deepcopy(args)), realise(kwargs or {}), reseed, measure)

    def value(self, name, timeout_s=None) -> Outcome:
        """A variable of the namespace."""
        if name not in self.namespace:
            return Outcome(problem="missing", message="it is not defined")
        return Outcome(value=self.namespace[name])


def score_namespace(exercise_id: str, namespace: dict) -> float:
    """Points for one exercise, as a plain float: nbgrader gives full credit to what it cannot read as a number."""
    result = grade_exercise(find_exercise(exercise_id), LocalSession(namespace), seed_for(exercise_id, b"local"))
    return float(result.points)
