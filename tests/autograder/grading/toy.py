"""A lab of four small exercises, `toy`, to try the grader on."""

import sys
import types

import numpy as np

from autograder.declare import Evidence, Exercise, LetterCheck, case
from autograder.visible.judges import AllSame, Shaped

SOLUTIONS = '''
import numpy as np

def double(x):
    """Give twice the numbers of `x`, an (n,) array."""
    return 2 * np.asarray(x, float)

def total(x):
    """Give the sum of the doubled numbers."""
    return double(x).sum()

def spread(x, factor=1):
    """Give the doubled numbers, times a factor, minus their sum."""
    return factor * double(x) - total(x)

evidence_side = "+-"
'''

double = Exercise("toy.double", read="Section 1")
total = Exercise("toy.total", read="Section 2", builds_on=("double",))
spread = Exercise("toy.spread", read="Section 3", builds_on=("double", "total"))


def draw_numbers(rng, n_numbers=5):
    """Draw numbers that are neither equal nor sorted."""
    return rng.permutation(n_numbers) + rng.uniform(0.1, 0.4, n_numbers)


@double.check(1, "It has the shape of its argument.", together=AllSame())
def shape(rng):
    x = draw_numbers(rng, 3)
    yield case(x, judge=Shaped())
    yield case(x, judge=Shaped())


@double.check(2, "Every number is doubled.")
def values(rng):
    yield case(draw_numbers(rng))
    yield case(draw_numbers(rng, 8))


@double.check(0.5, "Bytes do not overflow.")
def small_type(rng):
    yield case(rng.integers(150, 250, 4).astype(np.uint8))


double.leaves_inputs_alone(0.5, lambda rng: case(draw_numbers(rng)))


@double.misconception("You halved them.", "Twice is more.")
def halves(x):
    return np.asarray(x, float) / 2


@double.misconception("You gave them back as they were.", "Each number comes twice.", read="Section 0")
def forgets_to_double(x):
    return np.asarray(x, float)


@double.misconception("You take the square root on the way.", "Negative numbers have none.")
def overflows(x):
    return 2 * x


@double.misconception("It fails.", "It raises.")
def refuses(x):
    raise ValueError("no")


@total.check(2, "It is the sum of the doubled numbers.")
def sums(rng):
    yield case(draw_numbers(rng))
    yield case(draw_numbers(rng, 7))


@total.check(1, "It is one number.")
def one_number(rng):
    yield case(draw_numbers(rng), judge=Shaped())


@total.misconception("You forgot to double them.", "Use the function above.")
def sums_without_doubling(x):
    return float(np.sum(x))


@spread.check(2, "It is the doubled numbers minus their sum.")
def differences(rng):
    yield case(draw_numbers(rng))


@spread.check(1, "The factor counts.")
def with_a_factor(rng):
    yield case(draw_numbers(rng), factor=3)


def draw_panels(rng):
    """Draw two panels, and which of them rise and fall."""
    truth = "".join(rng.permutation(["+", "-"]))
    return {"slopes": np.array([1.0 if side == "+" else -1.0 for side in truth])}, truth


evidence = Evidence(
    "toy.evidence_side",
    read="Section 4",
    draw=draw_panels,
    choices="+-",
    n_panels=2,
    n_sets=7,
    letter_checks=[
        LetterCheck(
            "first",
            1,
            "The first is right.",
            "the first panel is wrong",
            lambda given, true: given[0] == true[0],
        ),
        LetterCheck("all", 1, "All are right.", "at least one panel is wrong", lambda given, true: given == true),
    ],
)

EXERCISES = [double, total, spread, evidence]
RIGHT = SOLUTIONS + "\nevidence_number = 2026\n"


def make_modules():
    """Make the modules that a lab consists of: its solutions and its declarations."""
    solutions = types.ModuleType("solutions.toy")
    exec(SOLUTIONS, solutions.__dict__)
    declared = types.ModuleType("autograder.exercises.toy")
    declared.EXERCISES = EXERCISES
    return {module.__name__: module for module in (solutions, declared)}


MODULES = make_modules()


def install(monkeypatch):
    """Let the grader find the lab for the time of a test."""
    for name, module in MODULES.items():
        monkeypatch.setitem(sys.modules, name, module)


def truth_for(number):
    """The right letters for a student's number."""
    return evidence.panels(number)[1]


# The answers, cell by cell, and what they earn.
DOUBLE = "def double(x): return 2 * np.asarray(x, float)"
TOTAL = "def total(x): return double(x).sum()"
SPREAD = "def spread(x, factor=1): return factor * double(x) - total(x)"
ANSWERS = [DOUBLE, TOTAL, SPREAD, f"evidence_side = {truth_for(2026)!r}"]
FULL = {"double": 4, "total": 3, "spread": 3, "evidence_side": 2}


def points(result):
    """The points of each exercise of a submission, by its name."""
    return {one.exercise.removeprefix("toy."): one.points for one in result.exercises}


def passed(result):
    """The names of the checks of an exercise that hold."""
    return [check.name for check in result.checks if check.passed]
