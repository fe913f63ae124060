"""How an exercise is declared: its checks with their points and inputs, and the mistakes that a tutor would recognise."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from autograder.visible.judges import Agrees, Judge, LeavesInputsAlone, Together
from autograder.visible.results import Help

MOST_ATTEMPTS = 5_000  # at drawing inputs; one in some hundreds is enough everywhere


@dataclass(frozen=True)
class Case:
    """One call: its arguments, and the judge of what it returns."""

    args: tuple
    kwargs: dict
    judge: Judge


def case(*args, judge: Judge | None = None, **kwargs) -> Case:
    """The call ``function(*args, **kwargs)``; compared number by number unless another judge is named."""
    return Case(args, kwargs, judge or Agrees())


class NoInputs(RuntimeError):
    """No inputs were found that tell right from wrong, however often they were drawn."""


def attempts(most: int = MOST_ATTEMPTS) -> Iterator[int]:
    """Count attempts at drawing inputs that are clear, for loops that end with the first that are.

    Raises
    ------
    NoInputs
        After the last one: an exercise whose inputs can never be clear is at fault, and is not to wait for ever.
    """
    yield from range(most)
    raise NoInputs(f"expected inputs that tell right from wrong, got none in {most} attempts at drawing them")


@dataclass(frozen=True)
class Check:
    """A claim about the function, worth points; `draw` makes its cases from a generator.

    Beside each call by itself, `together` judges all outcomes of the check: repeated calls, several seeds.
    """

    name: str
    points: float
    claim: str
    draw: Callable[[np.random.Generator], Iterator[Case]]
    together: Together | None = None


@dataclass(frozen=True)
class Misconception:
    """A wrong implementation that students write, and what a tutor says about it."""

    help: Help
    function: Callable


@dataclass
class Exercise:
    """One function (or one answer) that students give.

    Parameters
    ----------
    id : str
        ``<lab>.<function>``.
    read : str
        Where to read, for mistakes that name no other place.
    builds_on : tuple of str
        Earlier functions of the lab that an answer may call: a mistake in them costs no points here.
    recognise : Judge
        When an answer counts as the same as a misconception's.
    """

    id: str
    read: str
    builds_on: tuple[str, ...] = ()
    recognise: Judge = field(default_factory=lambda: Agrees(rtol=1e-4, atol=1e-6))
    checks: list[Check] = field(default_factory=list)
    misconceptions: list[Misconception] = field(default_factory=list)

    @property
    def lab(self) -> str:
        """The lab that it belongs to."""
        return self.id.partition(".")[0]

    @property
    def name(self) -> str:
        """The name that students define."""
        return self.id.partition(".")[2]

    @property
    def points(self) -> float:
        """The sum of its checks."""
        return float(sum(check.points for check in self.checks))

    @property
    def reference(self):
        """The reference solution."""
        return reference_of(self.lab, self.name)

    def check(self, points: float, claim: str, together: Together | None = None):
        """Declare a check: decorate a function of a generator that yields cases."""

        def declare(draw):
            self.checks.append(Check(draw.__name__.replace("_", "-"), points, claim, draw, together))
            return draw

        return declare

    def misconception(self, off: str, hint: str, read: str | None = None):
        """Declare a wrong implementation: decorate it; its name, with dashes, becomes the slug."""

        def declare(function):
            slug = function.__name__.replace("_", "-")
            self.misconceptions.append(Misconception(Help(slug, off, hint, read or self.read), function))
            return function

        return declare

    def leaves_inputs_alone(self, points: float, draw: Callable[[np.random.Generator], Case]):
        """Declare the check that a call does not modify its arguments."""

        def cases(rng):
            drawn = draw(rng)
            yield Case(drawn.args, drawn.kwargs, LeavesInputsAlone(drawn.judge))

        self.checks.append(Check("leaves-inputs-alone", points, "The result is right and the arguments are as they were.", cases))


def reference_of(lab: str, name: str):
    """The reference solution of one exercise."""
    return getattr(importlib.import_module(f"solutions.{lab}"), name)


@dataclass(frozen=True)
class LetterCheck:
    """A claim about the letters given to an evidence question."""

    name: str
    points: float
    claim: str
    message: str
    holds: Callable[[str, str], bool]


@dataclass
class Evidence(Exercise):
    """A question answered by looking: one character for each of a few panels, drawn for the student's own number.

    Parameters
    ----------
    draw : callable
        Takes a generator, returns the panels (a dictionary of arrays) and their truth, a string.
    number_name : str
        The variable with the student's number.
    """

    draw: Callable[[np.random.Generator], tuple[dict, str]] | None = None
    choices: str = "+-0"
    n_panels: int = 4
    n_sets: int = 24
    number_name: str = "evidence_number"
    default_number: int = 2026
    letter_checks: list[LetterCheck] = field(default_factory=list)

    @property
    def points(self) -> float:
        """The sum of its checks."""
        return float(sum(check.points for check in self.letter_checks))

    def number_of(self, outcome) -> int:
        """The student's number, or the default where there is none."""
        return int(outcome.value) if type(outcome.value) is int else self.default_number

    def panels(self, number: int) -> tuple[dict, str]:
        """The panels of a student's number, and their truth."""
        return self.draw(np.random.default_rng([number % self.n_sets, len(self.id)]))
