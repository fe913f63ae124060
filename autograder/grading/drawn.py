"""What is worked out once for an exercise and a seed: its calls, the right outcomes, and those of its misconceptions."""

from __future__ import annotations

import sys
import time
import warnings
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from threadpoolctl import threadpool_limits

from autograder.declare import Exercise, Misconception
from autograder.grading.plan import Planned, apply, apply_aloud, draw_plan
from autograder.visible.calls import Outcome, describe_error

DEAR_S = 0.02  # what takes longer to draw is remembered
MAX_REMEMBERED = 256

_remembered: OrderedDict[tuple[int, int], Drawn] = OrderedDict()


@dataclass
class Drawn:
    """The calls that judge an exercise for one seed, and what is known of them before anybody answers.

    Parameters
    ----------
    truths : list
        What the reference returns, a value for each planned call.
    """

    exercise: Exercise
    plan: list[Planned]
    truths: list
    _wrong: dict[tuple[str, int], Outcome] = field(default_factory=dict)

    def wrong(self, misconception: Misconception, index: int) -> Outcome:
        """What a misconception does with one of the calls."""
        key = (misconception.help.slug, index)
        if key not in self._wrong:
            self._wrong[key] = wrong_outcome(misconception, self.plan[index].case)
        return self._wrong[key]


def draw(exercise: Exercise, seed: int) -> Drawn:
    """The calls of an exercise for a seed; seeds come again, so what was dear to draw is kept for the next time."""
    key = (id(exercise), seed)  # the exercise is kept with it, so no other one can get its id
    found = _remembered.get(key)
    if found is None:
        keep_to_one_thread(len(sys.modules))
        begun = time.perf_counter()
        plan = draw_plan(exercise, seed)
        found = Drawn(exercise, plan, [apply(exercise.reference, planned.case) for planned in plan])
        if time.perf_counter() - begun > DEAR_S:
            _remembered[key] = found
            while len(_remembered) > MAX_REMEMBERED:
                _remembered.popitem(last=False)
    return found


@cache
def keep_to_one_thread(n_modules: int) -> None:
    """For good: small matrices gain nothing by more threads, and graders beside each other lose much.

    Asked again with another number of imported modules, for one of them may have brought a library with threads of its own.
    """
    threadpool_limits(1)


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
