"""What the results of a class say about a lab: its points, its exercises, and the mistakes that were made."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

import numpy as np

from autograder.declare import Exercise
from autograder.exercises import exercises_of
from autograder.report.discrimination import Discrimination, discriminate
from autograder.report.entries import Entry, is_untouched
from autograder.visible.results import ExerciseResult, Help

N_BINS = 10
SLOW_S = 30.0
SLOW_TIMES = 3.0  # the class's median


@dataclass
class ExerciseSummary:
    """How a class stands in an exercise: how many have all, some or none of the points, or did not try."""

    exercise: Exercise
    full: int = 0
    part: int = 0
    none: int = 0
    untried: int = 0
    mean: float = 0.0  # points
    discrimination: Discrimination | None = None

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """All, some, none, untried."""
        return self.full, self.part, self.none, self.untried


@dataclass
class Mistake:
    """A misconception, or where wrong answers fail that none explains, with the names of those who made it."""

    exercise: Exercise
    help: Help | None
    claim: str = ""
    names: list[str] = field(default_factory=list)


@dataclass
class LabSummary:
    """A lab: the submissions that count, and what they have in common."""

    lab: str
    entries: list[Entry]
    graded: list[Entry]
    exercises: list[ExerciseSummary]
    mistakes: list[Mistake]  # recognised, most frequent first
    unexplained: list[Mistake]

    @property
    def max_points(self) -> float:
        """Points that can be earned."""
        return float(sum(one.exercise.points for one in self.exercises))

    @property
    def points(self) -> np.ndarray:
        """Points of the graded submissions, shape (n_graded,)."""
        return np.array([entry.points for entry in self.graded])

    @property
    def n_full(self) -> int:
        """How many have all points."""
        return int(np.isclose(self.points, self.max_points).sum())

    def histogram(self) -> list[int]:
        """How many submissions have up to 10 %, 20 %, ..., 100 % of the points; a bin has its lower end."""
        tenths = np.floor(self.points / self.max_points * N_BINS + 1e-9)
        counted = Counter(np.minimum(tenths, N_BINS - 1).astype(int).tolist())
        return [counted[place] for place in range(N_BINS)]


def summarise(lab: str, entries: list[Entry]) -> LabSummary:
    """Summarise the submissions of a lab that count."""
    counted = [entry for entry in entries if entry.lab == lab and entry.counts]
    graded = [entry for entry in counted if not entry.error]
    tried = [entry for entry in graded if entry.was_tried]
    points = np.array([[one.points for one in entry.results] for entry in tried])
    exercises = [_summarise_exercise(exercise, [entry.results[place] for entry in graded])
                 for place, exercise in enumerate(exercises_of(lab))]
    for place, one in enumerate(exercises):
        one.discrimination = discriminate(points, place, one.exercise.points)
    return LabSummary(lab, counted, graded, exercises, *_mistakes(lab, graded))


def _summarise_exercise(exercise: Exercise, results: list[ExerciseResult]) -> ExerciseSummary:
    summary = ExerciseSummary(exercise, mean=float(np.mean([one.points for one in results])) if results else 0.0)
    for one in results:
        if one.passed:
            summary.full += 1
        elif one.points:
            summary.part += 1
        elif is_untouched(one):
            summary.untried += 1
        else:
            summary.none += 1
    return summary


def _mistakes(lab: str, graded: list[Entry]) -> tuple[list[Mistake], list[Mistake]]:
    """The misconceptions that were recognised, and where the other wrong answers fail first; most frequent first."""
    known: dict[tuple, Mistake] = {}
    others: dict[tuple, Mistake] = {}
    for entry in graded:
        for exercise, result in zip(exercises_of(lab), entry.results, strict=True):
            if result.passed or is_untouched(result):
                continue
            for one in result.helps:
                known.setdefault((exercise.id, one.slug), Mistake(exercise, one)).names.append(entry.short_name)
            if not result.helps:
                claim = next(check.claim for check in result.checks if not check.passed)
                others.setdefault((exercise.id, claim), Mistake(exercise, None, claim)).names.append(entry.short_name)
    return _ranked(known), _ranked(others)


def _ranked(mistakes: dict[tuple, Mistake]) -> list[Mistake]:
    return sorted(mistakes.values(), key=lambda one: -len(one.names))


def slow_limit_s(entries: list[Entry]) -> float:
    """From how many seconds on a submission is called slow."""
    graded_s = [entry.took_s for entry in entries if not entry.error]
    return max(SLOW_S, SLOW_TIMES * float(np.median(graded_s))) if graded_s else SLOW_S


def most_frequent_reasons(entries: list[Entry]) -> dict[str, list[str]]:
    """Names by what was wrong with a submission, so that a reason that many share is told once."""
    names = defaultdict(list)
    for entry in entries:
        for trouble in entry.troubles:
            names[trouble].append(entry.short_name)
    return dict(sorted(names.items(), key=lambda item: -len(item[1])))
