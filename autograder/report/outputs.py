"""Which files a run of grading is to write, and the writing of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from autograder.batch.files import write_whole
from autograder.batch.find import Submission
from autograder.report.class_report import write_report
from autograder.report.entries import ANOTHER_COUNTS, Entry
from autograder.report.files import CannotWrite, check_file, check_folder, whereabouts
from autograder.report.grades import canvas_table, class_table, has_grade, moodle_table
from autograder.report.student_pages import pages_of

MAKERS = {"csv": class_table, "moodle": moodle_table, "canvas": canvas_table, "report": write_report}


@dataclass(frozen=True)
class Outputs:
    """The files to write, each None where it is not wanted; `pages` is a folder."""

    csv: Path | None = None
    moodle: Path | None = None
    canvas: Path | None = None
    report: Path | None = None
    pages: Path | None = None

    def __bool__(self) -> bool:
        return any(self._wanted())

    def check(self, submissions: list[Submission]) -> None:
        """See, before anything is graded, that all of them can be written; folders that are missing are made.

        Raises
        ------
        CannotWrite
        """
        handed_in = {whereabouts(submission.path) for submission in submissions}
        seen: dict[str, str] = {}
        for name, place in self._wanted().items():
            option = f"--{name}"
            other = seen.setdefault(whereabouts(place), option)
            if other != option:
                raise CannotWrite(f"expected different files for {other} and {option}, got the same: {place}")
            if name == "pages":
                check_folder(option, place)
            else:
                check_file(option, place, handed_in)
        if (self.moodle or self.canvas) and not any(one.student and one.lab for one in submissions):
            raise CannotWrite("expected submissions as nbgrader keeps them, submitted/STUDENT/LAB/LAB.ipynb: else --moodle and "
                              f"--canvas cannot tell whose they are, got {submissions[0].path}")

    def write(self, entries: list[Entry]) -> Iterator[str]:
        """Write everything, each file whole; what was written is said as it is done.

        Raises
        ------
        CannotWrite
            When there is no room: files not yet written are as they were.
        """
        for name, place in self._wanted().items():
            try:
                yield _write_pages(place, entries) if name == "pages" else _write_file(name, place, entries)
            except OSError as error:
                raise CannotWrite(f"expected room for --{name}, got {error.strerror}: {place}; the results are stored, and the "
                                  "same command writes the rest") from error

    def _wanted(self) -> dict[str, Path]:
        places = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: place for name, place in places.items() if place is not None}


def _write_file(name: str, file: Path, entries: list[Entry]) -> str:
    write_whole(file, MAKERS[name](entries))
    return f"{file} is written{_left_out(entries) if name in ('moodle', 'canvas') else ''}"


def _write_pages(folder: Path, entries: list[Entry]) -> str:
    n_written = 0
    for name, page in pages_of(entries):
        write_whole(folder / name, page, durable=False)
        n_written += 1
    return f"{n_written} feedback page{'' if n_written == 1 else 's'} in {folder}"


def _left_out(entries: list[Entry]) -> str:
    """How many submissions a grade import lacks, and why."""
    lacking = [entry for entry in entries if not has_grade(entry)]
    reasons = {
        "to be graded again": [entry for entry in lacking if entry.lost],
        ANOTHER_COUNTS: [entry for entry in lacking if not entry.lost and not entry.counts],
    }
    known = [entry for found in reasons.values() for entry in found]
    reasons["whose they are cannot be told for certain"] = [entry for entry in lacking if entry not in known]
    told = ", ".join(f"{len(found)} ({reason})" for reason, found in reasons.items() if found)
    return f"; submissions left out: {told}" if told else ""
