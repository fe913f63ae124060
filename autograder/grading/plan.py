"""The calls that judge an exercise: drawn from a seed, in an order and with repetitions that nobody can foresee."""

from __future__ import annotations

import copy
import warnings
import zlib
from dataclasses import dataclass

import numpy as np

from autograder.declare import Case, Exercise
from autograder.visible.recipes import realise

N_REPEATS = 2  # calls made a second time, so that an answer may not depend on how often it was called


@dataclass(frozen=True)
class Planned:
    """One call to make, and the check that it counts for."""

    check: int
    case: Case


def draw_plan(exercise: Exercise, seed: int) -> list[Planned]:
    """All calls of an exercise's checks, in the order of the checks."""
    plan = []
    for number, check in enumerate(exercise.checks):
        rng = generator(seed, exercise.id, check.name)
        plan += [Planned(number, case) for case in check.draw(rng)]
    return plan


def shuffled(plan: list[Planned], exercise: Exercise, seed: int) -> list[int]:
    """An order in which to make the calls, as indices into the plan; the first one and some others come again later."""
    rng = generator(seed, exercise.id, "order")
    first, *others = rng.permutation(len(plan)).tolist()
    again = rng.choice(others, size=min(N_REPEATS - 1, len(others)), replace=False).tolist() if others else []
    return [first, *rng.permutation([*others, first, *again]).tolist()]


def generator(seed: int, *names: str) -> np.random.Generator:
    """A stream of random numbers of its own for each use of a seed."""
    return np.random.default_rng([seed, *(zlib.crc32(name.encode()) for name in names)])


def apply(function, case: Case):
    """What a trusted function returns for a case; it gets copies. What it warns of is for students to hear."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return apply_aloud(function, case)


def apply_aloud(function, case: Case):
    """The same with its warnings."""
    return function(*realise(copy.deepcopy(case.args)), **realise(copy.deepcopy(case.kwargs)))
