"""The declared exercises: one module or package a lab, each with a list `EXERCISES` in teaching order."""

from __future__ import annotations

import functools
import importlib

from autograder.declare import Exercise

LABS = (
    "glm_encoding",
    "logistic_decoding",
    "basis_functions",
    "neural_coupling",
    "regularization",
    "spike_detection",
    "mixture_models",
    "correlograms",
    "drifting_mixtures",
)


@functools.cache
def exercises_of(lab: str) -> tuple[Exercise, ...]:
    """The exercises of one lab, in teaching order."""
    return tuple(importlib.import_module(f"autograder.exercises.{lab}").EXERCISES)


@functools.cache
def all_exercises() -> dict[str, Exercise]:
    """Every exercise by its id."""
    return {exercise.id: exercise for lab in LABS for exercise in exercises_of(lab)}


def points_of(exercise_id: str) -> float:
    """The points that an exercise is worth."""
    return find_exercise(exercise_id).points


def find_exercise(exercise_id: str) -> Exercise:
    """The exercise with this id.

    Raises
    ------
    KeyError
        With the ids that exist in the message.
    """
    known = all_exercises()
    if exercise_id not in known:
        raise KeyError(f"expected the id of an exercise (one of {', '.join(known)}), got {exercise_id!r}")
    return known[exercise_id]
