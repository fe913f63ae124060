"""The banks of answers that the grader is tested with, found by folder: a new lab's are used once they exist.

A right answer is a whole lab in one style::

    tests/right_answers/<lab>/<style>.py

It earns full marks in every exercise of the lab. One style is called `plain`: there, later functions call the
earlier ones by name; wrong answers are tested beside it.

A wrong answer is one function (of an evidence question: one variable) in the file of its exercise::

    tests/wrong_answers/<lab>/<exercise>.py   (and <exercise>__<part>.py, where one file would be too long)

- Its name says the mistake. The name of a declared misconception, dashes as underscores, must be recognised
  as that one and no other; ``<misconception>__<variant>`` is another way to make the same mistake. Any other
  name must be recognised as none.
- Its docstring (under a variable, a string) ends with the checks that it loses; the points of all others
  stay: ``Loses: shape, values.``, or ``Loses: values (perhaps edges).`` where it depends on the inputs drawn,
  or ``Loses: everything.``, ``Loses: everything but shape.``, ``Loses: something.`` (nobody can say what).
- Names that start with an underscore are helpers. The file may use the functions of the `plain` style.
"""

from __future__ import annotations

import ast
import itertools
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from autograder.declare import Evidence, Exercise
from autograder.exercises import LABS, exercises_of, find_exercise

TESTS = Path(__file__).parents[2]
LOSES = re.compile(r"Loses: ([^()]+?)(?: \(perhaps ([^()]+)\))?\.\s*$")


@dataclass(frozen=True)
class WrongAnswer:
    """A named wrong answer to an exercise."""

    exercise_id: str
    name: str
    doc: str

    def __str__(self):
        return f"{self.exercise_id}-{self.name}"

    @property
    def exercise(self) -> Exercise:
        """The exercise that it answers."""
        return find_exercise(self.exercise_id)

    @property
    def slugs(self) -> list[str]:
        """The misconceptions that it must be recognised as: one, or none."""
        slug = self.name.partition("__")[0].replace("_", "-")
        return [slug] if slug in slugs_of(self.exercise) else []

    @property
    def sources(self) -> list[str]:
        """What is handed in: the lab, the wrong answers, and this one in place of the right one."""
        name = self.exercise.name
        return [read_right(self.exercise.lab, "plain"), read_wrong(self.exercise), f"{name} = {self.name}\n"]

    def explain_loss(self, lost: set[str]) -> str | None:
        """None when these are the checks that it should lose, else what was expected."""
        least, most = self.losses()
        fits = lost and least <= lost <= most
        if fits:
            return None
        return f"expected it to lose {sorted(least) or 'something'}, it loses {sorted(lost)}"

    def losses(self) -> tuple[set[str], set[str]]:
        """The checks that it loses at least, and at most.

        Raises
        ------
        ValueError
            When its docstring does not end as it should.
        """
        match = LOSES.search(self.doc)
        if not match:
            raise ValueError(f"expected a docstring that ends with 'Loses: ...', got {self.doc!r}")
        sure, perhaps, everything = match[1], split_names(match[2] or ""), set(check_names(self.exercise))
        if sure == "something":
            return set(), everything
        kept = sure.removeprefix("everything").removeprefix(" but ")
        least = everything - split_names(kept) if sure.startswith("everything") else split_names(sure)
        return least, least | perhaps


def split_names(text: str) -> set[str]:
    """Names with commas between them."""
    return set(filter(None, re.split(r",\s+", text)))


def check_names(exercise: Exercise) -> list[str]:
    """The names of an exercise's checks."""
    return [check.name for check in getattr(exercise, "letter_checks", None) or exercise.checks]


def slugs_of(exercise: Exercise) -> set[str]:
    """The declared misconceptions of an exercise."""
    return {one.help.slug for one in exercise.misconceptions}


def all_exercises() -> list[Exercise]:
    """Every exercise of every lab."""
    return [exercise for lab in LABS for exercise in exercises_of(lab)]


def list_styles(lab: str) -> list[str]:
    """The styles in which a lab is answered right."""
    return sorted(file.stem for file in (TESTS / "right_answers" / lab).glob("*.py"))


@cache
def read_right(lab: str, style: str) -> str:
    """The source of a lab in one style."""
    return (TESTS / "right_answers" / lab / f"{style}.py").read_text(encoding="utf-8")


def answers_in(lab: str, source: str) -> dict[str, str]:
    """The exercises that a source answers, each with the statement that does."""
    names = {exercise.name for exercise in exercises_of(lab)}
    found = {}
    for node in ast.parse(source).body:
        targets = node.targets if isinstance(node, ast.Assign) else [node]
        defined = {getattr(target, "id", getattr(target, "name", None)) for target in targets}
        found |= {name: ast.unparse(node) for name in names & defined}
    return found


def read_wrong(exercise: Exercise) -> str:
    """The source of all wrong answers to an exercise; nothing when there is no file."""
    folder = TESTS / "wrong_answers" / exercise.lab
    files = [*folder.glob(f"{exercise.name}.py"), *sorted(folder.glob(f"{exercise.name}__*.py"))]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def list_wrong(exercise: Exercise) -> list[WrongAnswer]:
    """The wrong answers to one exercise, read and not run."""
    body = ast.parse(read_wrong(exercise)).body
    if isinstance(exercise, Evidence):
        pairs = [pair for pair in itertools.pairwise(body) if isinstance(pair[0], ast.Assign)]
        docs = {set_.targets[0].id: doc.value.value for set_, doc in pairs if isinstance(doc, ast.Expr)}
    else:
        functions = [node for node in body if isinstance(node, ast.FunctionDef)]
        docs = {function.name: ast.get_docstring(function) or "" for function in functions}
    return [WrongAnswer(exercise.id, name, doc) for name, doc in docs.items() if not name.startswith("_")]


def list_all_wrong() -> list[WrongAnswer]:
    """The wrong answers to every exercise of every lab."""
    return [answer for exercise in all_exercises() for answer in list_wrong(exercise)]


@cache
def sample_wrong() -> set[WrongAnswer]:
    """Those that are always tried: of each exercise three declared misconceptions and one unnamed mistake."""
    sample = set()
    for exercise in all_exercises():
        known = {answer.slugs[0]: answer for answer in reversed(list_wrong(exercise)) if answer.slugs}
        unnamed = [answer for answer in list_wrong(exercise) if not answer.slugs]
        sample |= {*list(known.values())[-3:], *unnamed[:1]}
    return sample


def as_parameters(answers: list[WrongAnswer]) -> list:
    """Each as a parameter of a slow test; those of the sample are always run."""
    always, seldom = [pytest.mark.slow, pytest.mark.sample], [pytest.mark.slow]
    return [pytest.param(one, id=str(one), marks=always if one in sample_wrong() else seldom) for one in answers]


def right_parameters() -> list:
    """Every exercise in every style; in `make test` two styles of each."""
    found = []
    for exercise in all_exercises():
        styles = list_styles(exercise.lab)
        always = {"plain", styles[0] if styles[0] != "plain" else styles[1]}
        found += [pytest.param(exercise, style, id=f"{exercise.id}-{style}",
                               marks=[] if style in always else [pytest.mark.slow]) for style in styles]
    return found
