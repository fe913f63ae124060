"""The demonstration from beginning to end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from autograder.demo.course_folder import make_course_folder
from autograder.demo.roster import CLASS, LAB, Student
from autograder.demo.standing import Standing, read_standings
from autograder.demo.steps import STEPS, run_step
from autograder.demo.table import from_here, make_console, show_class, show_places


def run_demo(
    folder: Path, students: Sequence[Student] = CLASS, console: Console | None = None
) -> list[Standing]:
    """Take the demonstration class through nbgrader, say what is done, and show how the class stands.

    Parameters
    ----------
    folder : Path
        The course directory to make.
    students : sequence of Student
        Who hands in.
    console : rich.console.Console, optional
        Where to say it; the standard output if None.

    Returns
    -------
    list of Standing
        One for each student, by name.

    Raises
    ------
    NotADemonstration, StepFailed
    """
    console = console or make_console()

    def say(text):
        console.print(text, soft_wrap=True)

    say(f"\n{len(students)} students hand in the lab {LAB}; nbgrader runs in {from_here(folder.absolute())}")
    folder = make_course_folder(folder, students)
    for command, meaning in STEPS:
        say(f"\n$ nbgrader {command}\n  {meaning} ...")
        run_step(command, folder, lambda news: say(f"  {news}"))
    standings = read_standings(folder, LAB)
    say("")
    show_class(standings, LAB, console)
    show_places(folder, LAB, console)
    return standings
