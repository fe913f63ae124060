"""The result of a submission: what grading found, and how that is written down."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from autograder.exercises import exercises_of
from autograder.visible.results import CheckResult, ExerciseResult, Help


@dataclass
class SubmissionResult:
    """What grading a submission gave; `error` says why nothing could be graded."""

    path: str
    lab: str | None = None
    exercises: list[ExerciseResult] = field(default_factory=list)
    error: str | None = None
    lost: bool = False  # the grader failed, not the submission: it is to be graded again
    reports: dict[int, dict] = field(default_factory=dict)  # cell index -> what running it showed
    took_s: float = 0.0

    @property
    def points(self) -> float:
        """Points earned."""
        return float(sum(result.points for result in self.exercises))

    @property
    def max_points(self) -> float:
        """Points that can be earned."""
        return float(sum(exercise.points for exercise in exercises_of(self.lab))) if self.lab else 0.0

    def as_json(self) -> dict:
        """The submission as the command line gives it."""
        return {"path": self.path, "lab": self.lab, "points": self.points, "max_points": self.max_points,
                "exercises": {result.exercise: result.as_json() for result in self.exercises}, "error": self.error}

    def as_record(self) -> dict:
        """Everything that was found, as JSON can hold it; `from_record` is the way back."""
        return asdict(self)


def from_record(record: dict) -> SubmissionResult:
    """The result that `SubmissionResult.as_record` wrote down.

    Raises
    ------
    KeyError, TypeError, ValueError
        For anything else.
    """
    exercises = [_exercise(one) for one in record["exercises"]]
    reports = {int(index): report for index, report in record["reports"].items()}
    return SubmissionResult(**{**record, "exercises": exercises, "reports": reports})


def _exercise(record: dict) -> ExerciseResult:
    checks = [CheckResult(**check) for check in record["checks"]]
    return ExerciseResult(record["exercise"], checks, [Help(**one) for one in record["helps"]], record["note"])
