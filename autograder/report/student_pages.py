"""A feedback page for each student and lab: points, messages and a tutor's hints; no inputs and no expected values."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator

from autograder.exercises import find_exercise
from autograder.report.entries import Entry, shorten
from autograder.report.grades import sentence_on
from autograder.report.html_pages import render, title_of
from autograder.visible.results import ExerciseResult

PLAIN = re.compile(r"(?!(con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9][a-z0-9_-]{0,59}")  # but not the devices of Windows
LONGEST_HEADING = 120
LONGEST_LINE = 180


def write_page(entry: Entry) -> str:
    """The page of one submission."""
    sections = [{"result": result, "name": result.exercise.partition(".")[2], "read": find_exercise(result.exercise).read,
                 "shared": shared_message(result), "short": in_short(result)} for result in entry.results]
    return render("student.html.j2", student=shorten(entry.name, LONGEST_HEADING), title=title_of(entry.lab), entry=entry,
                  sections=sections)


def in_short(result: ExerciseResult) -> str:
    """An exercise's outcome in a line."""
    return "all checks passed" if result.passed else shorten(sentence_on(result), LONGEST_LINE)


def shared_message(result: ExerciseResult) -> str:
    """What all checks say, where none holds and all say the same: it is told once."""
    said = {check.message for check in result.checks}
    return said.pop() if len(said) == 1 and len(result.checks) > 1 else ""


def pages_of(entries: list[Entry]) -> Iterator[tuple[str, str]]:
    """The name and the content of each page: those of submissions that count and have a result."""
    for entry in entries:
        if entry.counts and entry.lab and not entry.lost:
            yield page_name(entry.student or entry.place, entry.lab), write_page(entry)


def page_name(student: str, lab: str) -> str:
    """A file name for a student, whatever the id: two students never share one, also where a disk ignores capitals.

    A short id of lower-case letters, digits, dashes and underscores stands for itself; any other is reduced to such, and
    followed by ``~``, which the former do not have, and a digest of the id.
    """
    if PLAIN.fullmatch(student):
        return f"{student}.{lab}.html"
    reduced = re.sub(r"[^a-z0-9]+", "-", student.lower())[-40:].strip("-") or "student"
    return f"{reduced}~{hashlib.sha256(os.fsencode(student)).hexdigest()[:16]}.{lab}.html"
