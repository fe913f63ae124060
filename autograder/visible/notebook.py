"""What a student calls in a notebook: `check`, at once and with a tutor's words."""

from __future__ import annotations

import contextlib
import copy
import os
import random
import sys
import warnings

import numpy as np

from autograder.visible import sheets
from autograder.visible.calls import Outcome, call_function, refuse_unplain
from autograder.visible.display import Report
from autograder.visible.recipes import realise
from autograder.visible.results import CheckResult, ExerciseResult


class NotRightYet(AssertionError):
    """A check that failed while nbgrader validates a notebook; it shows as one line."""

    def _render_traceback_(self):
        return [f"NotRightYet: {self}"]


def check(exercise: str) -> Report:
    """Check one exercise of the notebook at once, on inputs that you may look at.

    Parameters
    ----------
    exercise : str
        Its id, for example ``"glm_encoding.make_design_matrix"``. The function of that name is taken from the notebook.

    Returns
    -------
    report : Report
        Shows, as the last line of a cell, which claims hold; if one does not: what is off, a hint, where to read.

    Raises
    ------
    UnknownExercise
        When no exercise has this id.
    """
    namespace = sys._getframe(1).f_globals
    report = make_report(exercise, namespace)
    if os.environ.get("NBGRADER_EXECUTION") == "validate" and not report.done:
        raise NotRightYet(report.headline())
    if "get_ipython" not in namespace:  # a plain script shows no last lines
        sys.stdout.write(f"{report}\n")
    return report


def make_report(exercise: str, namespace: dict) -> Report:
    """Judge one exercise on the functions of a namespace."""
    sheet = sheets.read_exercise(exercise)
    name = exercise.partition(".")[2]
    if "panel_sets" in sheet:
        return Report.of_letters(exercise, _letters(namespace.get(name)), sheet)
    result = judge_sheet(exercise, sheet, namespace)
    unfinished = [] if result.passed else _unfinished(exercise, sheet, namespace)
    return Report(result, sheet["read"], unfinished)


def _letters(value) -> str:
    return "".join(value) if isinstance(value, (list, tuple)) and all(isinstance(v, str) for v in value) else value


def _unfinished(exercise, sheet, namespace) -> list[str]:
    """Earlier functions that this one builds on and that are not right yet."""
    lab = exercise.partition(".")[0]
    earlier = [f"{lab}.{name}" for name in sheet["builds_on"]]
    return [id_.partition(".")[2] for id_ in earlier if not judge_sheet(id_, sheets.read_exercise(id_), namespace).passed]


def judge_sheet(exercise: str, sheet: dict, namespace: dict) -> ExerciseResult:
    """Call the function on every visible case and compare with the sheet."""
    function = namespace.get(exercise.partition(".")[2])
    with _random_state_kept():
        outcomes = [_call(function, case, reseed) for reseed, case in enumerate(sheet["cases"])]
    checks = [_judge_check(number, check, sheet["cases"], outcomes) for number, check in enumerate(sheet["checks"])]
    result = ExerciseResult(exercise, checks)
    return result if result.passed else ExerciseResult(exercise, checks, _diagnose(sheet, outcomes))


def _call(function, case, reseed: int) -> Outcome:
    if function is None:
        return Outcome(problem="missing", message="it is not defined: run the cell above first")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        args, kwargs = realise(copy.deepcopy(sheets.unpack(case["args"]))), realise(sheets.unpack(case["kwargs"]))
        measure = sheets.unpack_judge(case["judge"]).measures_memory
        outcome = call_function(function, args, kwargs, reseed, measure)
    if outcome.error == "KeyboardInterrupt":  # the student stopped a function that hangs: no further case
        raise KeyboardInterrupt
    return refuse_unplain(outcome)


@contextlib.contextmanager
def _random_state_kept():
    """The global random numbers of the notebook go on after a check as if there had been none."""
    states = np.random.get_state(), random.getstate()  # noqa: NPY002 - the global state is what is kept
    try:
        yield
    finally:
        np.random.set_state(states[0])  # noqa: NPY002
        random.setstate(states[1])


def _judge_check(number, check, cases, outcomes) -> CheckResult:
    mine = [(outcome, sheets.unpack(case["truth"]), sheets.unpack_judge(case["judge"]))
            for case, outcome in zip(cases, outcomes, strict=True) if case["check"] == number]
    message = next((message for outcome, truth, judge in mine if (message := judge(outcome, truth))), "")
    if not message and check["together"]:
        message = sheets.unpack_judge(check["together"])(*map(list, zip(*mine, strict=True))) or ""
    return CheckResult(check["name"], check["claim"], 0.0 if message else check["points"], check["points"], message)


def _diagnose(sheet, outcomes) -> list:
    """The misconceptions that return what the student's function returned, on every case."""
    same = sheets.unpack_judge(sheet["recognise"])
    return [help_ for slug, help_ in sheets.helps_of(sheet).items() if _explains(slug, sheet["cases"], outcomes, same)]


def _explains(slug, cases, outcomes, same) -> bool:
    wrong = [sheets.unpack_outcome(case["wrong"][slug]) for case in cases]
    truths = [Outcome(value=sheets.unpack(case["truth"])) for case in cases]
    matched = all(is_same(same, outcome, other) for outcome, other in zip(outcomes, wrong, strict=True))
    return matched and not all(is_same(same, truth, other) for truth, other in zip(truths, wrong, strict=True))


def is_same(same, one: Outcome, other: Outcome) -> bool:
    """Whether two outcomes are the same mistake: equal values, or the same exception."""
    if one.problem or other.problem:
        return (one.problem, one.error) == (other.problem, other.error)
    if same.minds_warnings and bool(one.warned) != bool(other.warned):
        return False
    return same(one, other.value) is None
