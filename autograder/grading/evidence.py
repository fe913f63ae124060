"""Evidence questions: the answer to panels that were drawn for the student's own number."""

from __future__ import annotations

from autograder.declare import Evidence
from autograder.grading.discretion import withhold_numbers
from autograder.grading.session import Session
from autograder.visible.calls import Outcome
from autograder.visible.describe import describe_problem
from autograder.visible.results import CheckResult, ExerciseResult


def grade_evidence(exercise: Evidence, session: Session) -> ExerciseResult:
    """Compare the letters given with the truth of the student's panels."""
    fork = session.fork()
    number = exercise.number_of(fork.value(exercise.number_name))
    outcome = fork.value(exercise.name)
    fork.end()
    _, truth = exercise.panels(number)
    letters, problem = letters_of(outcome, exercise)
    checks = [CheckResult(check.name, check.claim, *_points(check, letters, truth), _message(check, letters, truth, problem))
              for check in exercise.letter_checks]
    return ExerciseResult(exercise.id, checks)


def letters_of(outcome: Outcome, exercise: Evidence) -> tuple[str, str]:
    """An answer as text, one character a panel; or why it is none."""
    value = outcome.value
    if outcome.problem:
        return "", describe_problem(outcome)
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        value = "".join(value)
    letters = "".join(value.split()) if isinstance(value, str) else ""
    expected = f"expected {exercise.n_panels} characters out of {' '.join(exercise.choices)}"
    if len(letters) != exercise.n_panels or set(letters) - set(exercise.choices):
        return "", f"{expected}, got {withhold_numbers(str(value)[:40])!r}"
    return letters, ""


def _points(check, letters: str, truth: str) -> tuple[float, float]:
    return (float(check.points) if letters and check.holds(letters, truth) else 0.0), float(check.points)


def _message(check, letters, truth, problem) -> str:
    return problem or ("" if check.holds(letters, truth) else check.message)
