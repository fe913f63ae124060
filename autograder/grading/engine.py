"""Grading one exercise: make the calls, compare outside, carry earlier errors forward, name the misconceptions."""

from __future__ import annotations

import itertools
import time

from autograder.declare import Evidence, Exercise, reference_of
from autograder.grading.diagnose import diagnose
from autograder.grading.drawn import Drawn, draw
from autograder.grading.evidence import grade_evidence
from autograder.grading.limits import CALL_S, EXERCISE_S
from autograder.grading.plan import Planned, shuffled
from autograder.grading.session import Session, WorkerLost
from autograder.grading.substitute import affordable
from autograder.visible.calls import Outcome
from autograder.visible.results import CheckResult, ExerciseResult

MAX_DEATHS = 3


def grade_exercise(exercise: Exercise, session: Session, seed: int) -> ExerciseResult:
    """Grade one exercise on the functions that a session has loaded.

    An answer counts when it is right with the student's own earlier functions, or with any of them replaced by the right
    ones: a mistake costs its points once.

    Parameters
    ----------
    session : Session
        A worker in which the submission was loaded; it is forked, never used itself.
    seed : int
        Draws the inputs.
    """
    if isinstance(exercise, Evidence):
        return grade_evidence(exercise, session)
    drawn = draw(exercise, seed)
    order = shuffled(drawn.plan, exercise, seed)
    deadline = time.monotonic() + max(EXERCISE_S, CALL_S * len(order))  # no call has less time than it was promised
    best, outcomes = _attempt(drawn, session, order, (), deadline)
    attempts = [outcomes]
    for replaced in _subsets(exercise.builds_on, outcomes) if not best.passed else ():
        result, outcomes = _attempt(drawn, session, order, replaced, deadline)
        attempts.append(outcomes)
        if result.points > best.points:
            best = result
        if best.passed:
            break
    if best.passed:
        return best
    # a mistake may show only beside right earlier functions, also where it earns nothing there
    helps = next(filter(None, (diagnose(drawn, outcomes) for outcomes in attempts)), [])
    return ExerciseResult(best.exercise, best.checks, helps, best.note)


def _subsets(names: tuple[str, ...], outcomes):
    """Which earlier functions to replace: all of them first, then fewer; after a time-out only all of them."""
    hung = any(outcome.problem == "timeout" for calls in outcomes for outcome in calls)
    for size in range(len(names), max(len(names) - 1, 0) if hung else 0, -1):
        yield from itertools.combinations(names, size)


def _attempt(drawn: Drawn, session, order, replaced, deadline) -> tuple[ExerciseResult, list[list[Outcome]]]:
    """Make every call, with some earlier functions replaced, and judge the outcomes."""
    exercise = drawn.exercise
    outcomes = run_plan(exercise, session, drawn.plan, order, replaced, deadline)
    note = f"judged with a right {' and '.join(replaced)} in place of yours" if replaced else ""
    return ExerciseResult(exercise.id, judge_checks(exercise, drawn.plan, drawn.truths, outcomes), note=note), outcomes


def run_plan(exercise, session, plan: list[Planned], order: list[int], replaced=(), deadline=None) -> list[list[Outcome]]:
    """The outcomes of each planned call, in a fork of the session; after a death the rest goes on in a new one."""
    outcomes: list[list[Outcome]] = [[] for _ in plan]
    fork, deadly = session.fork(), set()
    for position, index in enumerate(order):
        if index in deadly:  # it would end the next process as well
            continue
        outcome = _call(exercise, fork, plan[index].case, replaced, position, deadline)
        if outcome.problem == "died":  # once more: it may have been killed from outside, when the machine was short of memory
            _end(fork)
            fork = session.fork()
            outcome = _call(exercise, fork, plan[index].case, replaced, position, deadline)
        outcomes[index].append(outcome)
        if outcome.problem in ("timeout", "died"):
            deadly.add(index)
            _end(fork)
            if outcome.problem == "timeout" or len(deadly) == MAX_DEATHS:
                return [done or [outcome] for done in outcomes]
            fork = session.fork()
    _end(fork)
    return outcomes


def _call(exercise, fork, case, replaced, reseed, deadline) -> Outcome:
    left_s = CALL_S if deadline is None else deadline - time.monotonic()
    if left_s <= 0:
        return Outcome(problem="timeout", message="all calls together took too long")
    given = {name: affordable(reference_of(exercise.lab, name), case) for name in replaced}
    return fork.call(exercise.name, case.args, case.kwargs, given=given, reseed=reseed,
                     measure=case.judge.measures_memory, timeout_s=min(CALL_S, left_s))


def _end(fork: Session) -> None:
    """End a fork; when even its parent is lost, the next request to that one will tell."""
    try:
        fork.end()
    except WorkerLost:
        fork.channel.close()


def judge_checks(exercise: Exercise, plan, truths, outcomes: list[list[Outcome]]) -> list[CheckResult]:
    """Each check with its points: all of its calls must be judged right, repeated ones every time."""
    results = []
    for number, check in enumerate(exercise.checks):
        calls = [index for index, planned in enumerate(plan) if planned.check == number]
        pairs = [(index, outcome) for index in calls for outcome in outcomes[index]]
        message = first_message(plan[index].case.judge(outcome, truths[index]) for index, outcome in pairs)
        if not message and check.together:
            message = check.together([outcome for _, outcome in pairs], [truths[index] for index, _ in pairs],
                                     [plan[index].case.judge for index, _ in pairs])
        points = float(check.points)
        results.append(CheckResult(check.name, check.claim, 0.0 if message else points, points, message or ""))
    return results


def first_message(messages) -> str | None:
    """The first judge's sentence that is not None."""
    return next((message for message in messages if message), None)


