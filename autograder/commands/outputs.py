"""The options of ``autograder grade`` that write files, and their writing."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.batch.find import Submission
from autograder.commands.errors import BadInput
from autograder.report.entries import ClassList
from autograder.report.files import CannotWrite
from autograder.report.outputs import Outputs

HELPS = {
    "csv": ("FILE", "Write a table for people and programs: a row for each submission with points, outcome, seconds and "
                  "misconceptions, a column for each exercise."),
    "moodle": ("FILE", "Write the grades and short feedback as Moodle imports them: Grades > Import > CSV file."),
    "canvas": ("FILE", "Write the grades as Canvas imports them: Grades > Import."),
    "report": ("FILE", "Write a report on the class, an HTML file: distributions, misconceptions, exercises that separate badly, "
                     "slow and failing submissions."),
    "pages": ("FOLDER", "Write a feedback page for each student into this folder."),
}


def output_options(command):
    """Add the options to a command; what they were given reaches it as the keywords `csv`, `moodle`, ..."""
    for name, (kind, told) in reversed(HELPS.items()):
        command = click.option(f"--{name}", type=click.Path(path_type=Path), metavar=kind, help=told)(command)
    return command


class Writing:
    """Takes note of results as they come, and writes the files that are wanted; where none is, it does nothing.

    Parameters
    ----------
    submissions : list of Submission
    places : dict
        What the options were given.

    Raises
    ------
    BadInput
        When one of the files cannot be written: before anything is graded.
    """

    def __init__(self, submissions: list[Submission], places: dict[str, Path | None]):
        self._outputs = Outputs(**places)
        self._list = ClassList(submissions) if self._outputs else None
        try:
            self._outputs.check(submissions)
        except CannotWrite as reason:
            raise BadInput(str(reason)) from reason

    def noting(self, results):
        """The results as they come."""
        return self._list.noting(results) if self._list else results

    def finish(self) -> None:
        """Write the files, and say so beside the results.

        Raises
        ------
        BadInput
            When there is no room.
        """
        try:
            for told in self._outputs.write(self._list.entries) if self._list else ():
                click.echo(f"autograder: {told}", err=True)
        except CannotWrite as reason:
            raise BadInput(str(reason)) from reason
