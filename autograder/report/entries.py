"""A line of the class list: what was handed in, whose it is, and what grading found, without what its cells showed."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autograder.batch.find import Submission, chosen_ones
from autograder.batch.run import Graded
from autograder.exercises import LABS, exercises_of
from autograder.grading.record import SubmissionResult
from autograder.visible.describe import readable
from autograder.visible.results import CheckResult, ExerciseResult, Help

LONGEST_NAME = 80
NOT_TRIED = ("it is not written yet", "it is not filled in yet")
NOT_THERE = "it is not defined"  # a colon and a reason follow where its cell was stopped
STOPPED = ("it did not return within", "it ended the process", "all calls together took too long", "it was not begun")
ANOTHER_COUNTS = "another file of the student counts"


@dataclass(frozen=True)
class Entry:
    """One submission.

    Parameters
    ----------
    student : str
        The student's id as the folder has it, which may be any text; empty where the place does not tell.
    place : str
        The path; unlike the student, no two submissions share it.
    lab : str
        Empty where neither the place nor the content tells.
    results : tuple of ExerciseResult
        In the lab's order; empty when nothing could be graded.
    error : str
        Why nothing could be graded; empty otherwise.
    lost : bool
        The grader failed, not the submission: it is to be graded again.
    counts : bool
        Of a student's files, this is the one that nbgrader would take.
    troubles : tuple of str
        What was stopped while it was graded.
    """

    student: str
    place: str
    lab: str
    results: tuple[ExerciseResult, ...]
    error: str
    lost: bool
    counts: bool
    took_s: float
    troubles: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The student, or else the path, in full and on one line; nothing in it moves a cursor or turns the text."""
        return readable(self.student or self.place)

    @property
    def short_name(self) -> str:
        """The name, as long as a table can bear."""
        return shorten(self.name, LONGEST_NAME)

    @property
    def points(self) -> float:
        """Points earned."""
        return float(sum(result.points for result in self.results))

    @property
    def max_points(self) -> float:
        """Points that can be earned."""
        return float(sum(exercise.points for exercise in exercises_of(self.lab))) if self.lab else 0.0

    @property
    def was_tried(self) -> bool:
        """Whether there is an exercise that is more than what was released."""
        return any(not is_untouched(result) for result in self.results)

    @property
    def outcome(self) -> str:
        """How grading went."""
        said = f"not graded: {self.error}" if self.error else "graded"
        said = f"to be graded again: {self.error}" if self.lost else said
        return said if self.counts else f"{said} ({ANOTHER_COUNTS})"


def shorten(text: str, longest: int) -> str:
    """A text, with an ellipsis in the place of what is too much."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def is_untouched(result: ExerciseResult) -> bool:
    """Whether an exercise is as it was released, or was deleted."""
    return not result.points and any(c.message.startswith(NOT_TRIED) or c.message == NOT_THERE for c in result.checks)


class ClassList:
    """Notes of each result, as they go by, what the outputs need: a small part of it.

    Parameters
    ----------
    submissions : list of Submission
        All that are graded, in the order of the outputs.
    """

    def __init__(self, submissions: list[Submission]):
        self._order = {submission: place for place, submission in enumerate(submissions)}
        self._chosen = chosen_ones(submissions)
        self._noted: dict[int, Entry] = {}

    def noting(self, results: Iterable[Graded]) -> Iterator[Graded]:
        """The results as they come, each one noted before it is given."""
        for graded in results:
            counts = not graded.submission.student or graded.submission in self._chosen
            self._noted[self._order[graded.submission]] = entry_of(graded.submission, graded.result, counts)
            yield graded

    @property
    def entries(self) -> list[Entry]:
        """Everything noted so far, in the order of the submissions."""
        return [self._noted[place] for place in sorted(self._noted)]


def entry_of(submission: Submission, result: SubmissionResult, counts: bool = True) -> Entry:
    """What the outputs need of a result; a notebook of another lab than its folder's earns nothing there."""
    place, lab = str(submission.path), submission.lab or result.lab or ""
    error = readable((result.error or "").replace(place, submission.path.name))
    results = tuple(map(_lean, result.exercises)) if not error else ()
    if not error and result.lab != lab:
        error, results = f"expected a notebook of {lab}, got one of {result.lab}", ()
    return Entry(submission.student, place, lab, results, error, result.lost, counts, result.took_s, _troubles(result))


def labs_of(entries: Iterable[Entry]) -> list[str]:
    """The labs that were handed in, in teaching order."""
    found = {entry.lab for entry in entries}
    return [lab for lab in LABS if lab in found]


def _troubles(result: SubmissionResult) -> tuple[str, ...]:
    """What was stopped: cells that were left out, and exercises that did not end."""
    errors = [report.get("error") or {} for report in result.reports.values()]
    left_out = [readable(str(error.get("message", ""))) for error in errors if error.get("error") == "NotRun"]
    stopped = [f"{one.exercise.partition('.')[2]}: {readable(check.message)}" for one in result.exercises
               for check in one.checks if check.message.startswith(STOPPED)]
    return tuple(dict.fromkeys(left_out + stopped))


def _lean(result: ExerciseResult) -> ExerciseResult:
    """The same result; of texts that a whole class has in common there is one copy."""
    checks = [CheckResult(sys.intern(c.name), sys.intern(c.claim), c.points, c.max_points, sys.intern(readable(c.message)))
              for c in result.checks]
    helps = [Help(*map(sys.intern, (one.slug, one.off, one.hint, one.read))) for one in result.helps]
    return dataclasses.replace(result, exercise=sys.intern(result.exercise), checks=checks, helps=helps)
