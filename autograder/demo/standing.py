"""How the class stands: points from nbgrader's gradebook, diagnoses from the graded notebooks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.exercises import exercises_of


@dataclass(frozen=True)
class Standing:
    """One student: points by exercise from the gradebook, and what grading found, by exercise."""

    name: str
    points: dict[str, float]  # exercise -> points
    to_grade: float  # points of written answers that wait for a person
    found: dict[str, dict]  # exercise -> result as `grade --json` gives it, with the help in words
    error: str | None

    @property
    def total(self) -> float:
        """Points of all exercises."""
        return sum(self.points.values())


def read_standings(folder: Path, lab: str) -> list[Standing]:
    """The standing of every student whose submission is in the gradebook of a course directory, by name."""
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        submissions = sorted(
            gradebook.notebook_submissions(lab, lab), key=lambda submission: submission.student.id
        )
        return [_read_one(submission, folder, lab) for submission in submissions]


def _read_one(submission, folder: Path, lab: str) -> Standing:
    name = submission.student.id
    scores = {grade.name: grade for grade in submission.grades}
    points = {
        exercise.name: float(scores[f"{lab}-{exercise.name}-test"].score) for exercise in exercises_of(lab)
    }
    to_grade = sum(grade.max_score for grade in submission.grades if grade.needs_manual_grade)
    notebook = json.loads((folder / "autograded" / name / lab / f"{lab}.ipynb").read_text(encoding="utf-8"))
    course = notebook["metadata"]["course"]
    found = {result["exercise"].partition(".")[2]: result for result in course["exercises"]}
    return Standing(name, points, float(to_grade), found, course["error"])
