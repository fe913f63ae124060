"""Answer sheets: the visible cases of each exercise with what the right and the wrong implementations return on them.

They let the notebook judge and diagnose where `solutions` is not installed; they are made by ``autograder build``.
"""

from __future__ import annotations

import functools
import importlib
import json
from importlib import resources

import numpy as np

from autograder.visible.calls import Outcome
from autograder.visible.judges import Judge
from autograder.visible.recipes import RECIPES, Recipe
from autograder.visible.results import Help

JUDGE_MODULES = (  # those for every lab, and those for one
    "judges", "decoders", "glm", "population", "sparse", "spikes", "mixtures", "samples", "selections", "trains", "drifts",
)


class UnknownExercise(KeyError):
    """No exercise has this id; the message lists those that exist."""

    def __str__(self):
        return self.args[0]


def pack(value):
    """A value as JSON that reads well in a diff: arrays as their dtype, shape and numbers (ten digits)."""
    if isinstance(value, (np.ndarray, np.generic)) or (isinstance(value, float) and not np.isfinite(value)):
        array = np.asarray(value)
        numbers = [_number(item) for item in array.ravel().tolist()]
        return {"dtype": array.dtype.name, "shape": list(array.shape), "numbers": numbers}
    if isinstance(value, Recipe):
        return {"recipe": type(value).__name__, **{key: pack(item) for key, item in vars(value).items()}}
    if isinstance(value, Judge):
        return pack_judge(value)
    if isinstance(value, (tuple, list)):
        return [pack(item) for item in value]
    if isinstance(value, dict):
        return {key: pack(item) for key, item in value.items()}
    return _number(value)


def unpack(packed):
    """The value of `pack`."""
    if isinstance(packed, list):
        return tuple(unpack(item) for item in packed)
    if isinstance(packed, dict) and set(packed) == {"dtype", "shape", "numbers"}:
        numbers = [float(item) if isinstance(item, str) else item for item in packed["numbers"]]
        return np.array(numbers).astype(packed["dtype"]).reshape(packed["shape"])
    if isinstance(packed, dict) and "judge" in packed:
        return unpack_judge(packed)
    if isinstance(packed, dict):
        items = {key: unpack(item) for key, item in packed.items()}
        return RECIPES[items.pop("recipe")](**items) if "recipe" in items else items
    return packed


def _number(item):
    if not isinstance(item, float):
        return item
    return float(f"{item:.10g}") if np.isfinite(item) else repr(item)


def pack_outcome(outcome: Outcome) -> dict:
    """What an implementation did with a case."""
    if outcome.problem:
        return {"raised": outcome.error}
    return {"value": pack(outcome.value), **({"warned": outcome.warned} if outcome.warned else {})}


def unpack_outcome(packed: dict) -> Outcome:
    """The outcome of `pack_outcome`."""
    if "raised" in packed:
        return Outcome(problem="raised", error=packed["raised"])
    return Outcome(value=unpack(packed["value"]), warned=packed.get("warned", []))


def pack_judge(judge: Judge) -> dict:
    """A visible judge by its name and settings."""
    return {"judge": type(judge).__name__, **{key: pack(item) for key, item in vars(judge).items()}}


def unpack_judge(packed: dict) -> Judge:
    """The judge of `pack_judge`."""
    return _judge_kinds()[packed["judge"]](**{key: unpack(item) for key, item in packed.items() if key != "judge"})


@functools.cache
def _judge_kinds() -> dict[str, type[Judge]]:
    """Every visible judge by its name."""
    modules = [importlib.import_module(f"autograder.visible.{name}") for name in JUDGE_MODULES]
    return {name: kind for module in modules for name, kind in module.JUDGES.items()}


@functools.cache
def read_lab(lab: str) -> dict:
    """The sheet of a lab: exercise id -> what is known of it.

    Raises
    ------
    UnknownExercise
        When there is no such lab.
    """
    folder = resources.files("autograder.visible") / "sheets"
    file = folder / f"{lab}.json"
    if not file.is_file():
        labs = sorted(entry.name.removesuffix(".json") for entry in folder.iterdir()) if folder.is_dir() else []
        raise UnknownExercise(f"expected the lab to be one of {', '.join(labs) or '(none is built)'}, got {lab!r}")
    return json.loads(file.read_text(encoding="utf-8"))


def read_exercise(exercise_id: str) -> dict:
    """The sheet of one exercise."""
    sheet = read_lab(str(exercise_id).partition(".")[0])
    if exercise_id not in sheet:
        raise UnknownExercise(f"expected the exercise to be one of {', '.join(sheet)}, got {exercise_id!r}")
    return sheet[exercise_id]


def helps_of(sheet: dict) -> dict[str, Help]:
    """A tutor's help for each misconception of an exercise."""
    return {slug: Help(slug, **words) for slug, words in sheet["misconceptions"].items()}


def evidence_panels(exercise_id: str, number: int) -> dict[str, np.ndarray]:
    """The panels of an evidence question that belong to a student's own number.

    Parameters
    ----------
    exercise_id : str
        For example ``"glm_encoding.evidence_filters"``.
    number : int
        Any whole number, for example a student number.

    Returns
    -------
    panels : dict of arrays
        What there is to see; the lab says what each array holds.

    Raises
    ------
    UnknownExercise, TypeError
    """
    if type(number) is not int:
        raise TypeError(f"expected a whole number such as 2026, got {number!r}")
    sets = read_exercise(exercise_id)["panel_sets"]
    return unpack(sets[number % len(sets)])
