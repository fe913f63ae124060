"""The grades as tables: one for people and programs, and the import formats of Moodle and Canvas."""

from __future__ import annotations

import html
from collections.abc import Iterable

from autograder.exercises import exercises_of
from autograder.report.entries import Entry, is_untouched, labs_of
from autograder.report.spreadsheet import number, write_rows
from autograder.visible.describe import readable
from autograder.visible.results import ExerciseResult

CANVAS_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS_POSSIBLE = "Points Possible"


def class_table(entries: list[Entry]) -> str:
    """One row a submission: points of each exercise, how grading went, and what was diagnosed."""
    exercises = [exercise.id for lab in labs_of(entries) for exercise in exercises_of(lab)]
    header = ["student", "lab", "points", "max", *exercises, "outcome", "seconds", "misconceptions"]
    return write_rows([header, *(_row(entry, exercises) for entry in entries)])


def _row(entry: Entry, exercises: list[str]) -> list:
    earned = {result.exercise: result.points for result in entry.results}
    slugs = [f"{result.exercise}: {one.slug}" for result in entry.results for one in result.helps]
    return [entry.name, entry.lab, entry.points, entry.max_points, *(earned.get(one, "") for one in exercises),
            entry.outcome, round(entry.took_s, 2), "; ".join(slugs)]


def moodle_table(entries: list[Entry]) -> str:
    """Moodle's grade import: a row for each student, with the grade and the feedback of each lab.

    Source: Moodle, ``grade/import/csv``: a row whose student is not found ends the whole import.
    """
    labs = labs_of(entries)
    header = ["Username", *(title for lab in labs for title in (f"{lab} (Real)", f"{lab} (Feedback)"))]
    return write_rows([header, *([student, *_moodle_cells(row, labs)] for student, row in by_student(entries).items())])


def _moodle_cells(row: dict[str, Entry], labs: list[str]) -> list:
    cells = []
    for lab in labs:
        cells += [row[lab].points, feedback_of(row[lab])] if lab in row else ["", ""]
    return cells


def feedback_of(entry: Entry) -> str:
    """A submission's result as Moodle shows it: a line for each exercise that is not right, with its HTML escaped."""
    lines = [f"{number(entry.points)} of {number(entry.max_points)} points"]
    if entry.error:
        lines.append(f"This file could not be graded: {entry.error}")
    wrong = [one for one in entry.results if not one.passed and not is_untouched(one)]
    untouched = [_name(one) for one in entry.results if is_untouched(one)]
    lines += [f"{_name(one)}: {number(one.points)} of {number(one.max_points)} points. {sentence_on(one)}" for one in wrong]
    lines += [f"Not done: {', '.join(untouched)}"] if untouched else []
    # to Moodle's reader a backslash keeps a quoted cell open; quotes are escaped as well
    return "<br>".join(html.escape(line).replace("\\", "&#92;") for line in lines)


def sentence_on(result: ExerciseResult) -> str:
    """What is off in an exercise, in a tutor's words if it was recognised."""
    known = " ".join(one.off for one in result.helps)
    told = known or next((check.message for check in result.checks if check.message), "")
    return told[:1].upper() + told[1:]


def _name(result: ExerciseResult) -> str:
    return result.exercise.partition(".")[2]


def canvas_table(entries: list[Entry]) -> str:
    """Canvas's gradebook import: a row for each student, a column for each lab, and the points that can be had.

    Source: Canvas LMS, ``lib/gradebook_importer.rb``: students are found by ID, then SIS User ID, SIS Login ID, and name.
    """
    labs = labs_of(entries)
    best = [sum(exercise.points for exercise in exercises_of(lab)) for lab in labs]
    rows = [[_canvas_name(student), "", "", student, "", *(row[lab].points if lab in row else "" for lab in labs)]
            for student, row in by_student(entries).items()]
    return write_rows([[*CANVAS_COLUMNS, *labs], [POINTS_POSSIBLE, "", "", "", "", *best], *rows])


def _canvas_name(student: str) -> str:
    """The student's id as a name; one that holds the name of the row of points would set the points of the assignment."""
    return "" if POINTS_POSSIBLE in student else student


def by_student(entries: Iterable[Entry]) -> dict[str, dict[str, Entry]]:
    """The submission that counts of each student and lab; those that are to be graded again have no grade yet."""
    rows: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        if has_grade(entry):
            rows.setdefault(entry.student, {})[entry.lab] = entry
    return rows


def has_grade(entry: Entry) -> bool:
    """Whether a learning management system can be told the grade.

    It must be known whose it is: an id that is not readable as it stands could be written as somebody else's.
    """
    known = bool(entry.student) and entry.student == readable(entry.student) and not set(entry.student) & set('"\\')
    return known and bool(entry.lab) and entry.counts and not entry.lost
