"""Writing the answer sheets that students' notebooks judge by."""

from __future__ import annotations

import json
import math
from pathlib import Path

from autograder.declare import Evidence, Exercise
from autograder.exercises import exercises_of
from autograder.grading.drawn import wrong_outcome
from autograder.grading.plan import apply, draw_plan
from autograder.visible import sheets

PUBLIC_SEED = 1795  # the inputs that students see; graded inputs come from the staff's secret
SHEETS = Path(sheets.__file__).parent / "sheets"
SAME = 1e-6  # relative difference that other processors may make


def sheet_text(lab: str) -> str:
    """The sheet of a lab as JSON."""
    sheet = {exercise.id: describe(exercise) for exercise in exercises_of(lab)}
    return json.dumps(sheet, indent=None, separators=(",", ":"), sort_keys=True).replace('},"', '},\n"') + "\n"


def describe(exercise: Exercise) -> dict:
    """Everything that a notebook needs to judge one exercise, and no line of the solution."""
    shared = {"read": exercise.read, "builds_on": list(exercise.builds_on)}
    if isinstance(exercise, Evidence):
        panel_sets = [sheets.pack(exercise.panels(number)[0]) for number in range(exercise.n_sets)]
        return {**shared, "panel_sets": panel_sets, "choices": exercise.choices, "n_panels": exercise.n_panels}
    helps = {m.help.slug: {"off": m.help.off, "hint": m.help.hint, "read": m.help.read} for m in exercise.misconceptions}
    return {**shared, "recognise": sheets.pack_judge(exercise.recognise), "misconceptions": helps,
            "checks": [_check(check) for check in exercise.checks],
            "cases": [_case(exercise, planned) for planned in draw_plan(exercise, PUBLIC_SEED)]}


def _check(check) -> dict:
    together = sheets.pack_judge(check.together.for_sheet(None)) if check.together else None
    return {"name": check.name, "claim": check.claim, "points": check.points, "together": together}


def _case(exercise, planned) -> dict:
    truth = apply(exercise.reference, planned.case)
    wrong = {m.help.slug: _wrong(exercise, m, planned.case) for m in exercise.misconceptions}
    return {"check": planned.check, "args": sheets.pack(planned.case.args), "kwargs": sheets.pack(planned.case.kwargs),
            "judge": sheets.pack_judge(planned.case.judge.for_sheet(truth)), "truth": sheets.pack(truth), "wrong": wrong}


def _wrong(exercise, misconception, case) -> dict:
    """What a misconception does with a case, or as much of it as it is recognised by."""
    outcome = wrong_outcome(misconception, case)
    if not outcome.problem:
        outcome.value = exercise.recognise.digest(outcome.value)
    return sheets.pack_outcome(outcome)


def is_fresh(text: str, file: Path) -> bool:
    """Whether a written sheet says the same; last digits may differ between machines."""
    try:
        return _same(json.loads(text), json.loads(file.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):  # none is there, or what is there was cut off
        return False


def _same(one, other) -> bool:
    if isinstance(one, float) or isinstance(other, float):
        numbers = isinstance(one, (int, float)) and isinstance(other, (int, float))
        return numbers and math.isclose(one, other, rel_tol=SAME, abs_tol=SAME)
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(item, other[key]) for key, item in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return one == other
