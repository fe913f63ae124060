"""What a student calls in a notebook: `check`, at once and with a tutor's words; and nbgrader's `score`."""

from __future__ import annotations

import copy
import os
import sys
import warnings

from autograder.visible import sheets
from autograder.visible.calls import Outcome, call_function
from autograder.visible.display import Report
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


def score(exercise: str) -> float:
    """Points for one exercise, on hidden inputs, for the instructor's own notebooks (``nbgrader generate_solution``).

    Submissions are never scored here, in a kernel that their author controls: ``nbgrader autograde``, run from ``course/``,
    scores them from outside.

    Raises
    ------
    RuntimeError
        When nbgrader grades a submission without the course's configuration.
    """
    if os.environ.get("NBGRADER_EXECUTION") == "autograde":
        raise RuntimeError("expected to be graded outside of this notebook: run `nbgrader autograde` in the folder course/, "
                           "where nbgrader_config.py arranges it")
    from autograder.grading.local import score_namespace  # the hidden half: instructors have it

    return score_namespace(exercise, sys._getframe(1).f_globals)


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
    outcomes = [_call(function, case) for case in sheet["cases"]]
    checks = [_judge_check(number, check, sheet["cases"], outcomes) for number, check in enumerate(sheet["checks"])]
    result = ExerciseResult(exercise, checks)
    return result if result.passed else ExerciseResult(exercise, checks, _diagnose(sheet, outcomes))


def _call(function, case) -> Outcome:
    if function is None:
        return Outcome(problem="missing", message="it is not defined: run the cell above first")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return call_function(function, copy.deepcopy(sheets.unpack(case["args"])), sheets.unpack(case["kwargs"]))


def _judge_check(number, check, cases, outcomes) -> CheckResult:
    judged = [sheets.unpack_judge(case["judge"])(outcome, sheets.unpack(case["truth"]))
              for case, outcome in zip(cases, outcomes, strict=True) if case["check"] == number]
    message = next((message for message in judged if message), "")
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
    return same(one, other.value) is None
