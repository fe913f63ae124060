"""The class on one page: students x exercises, then each mistake. Colour repeats what the numbers say."""

from __future__ import annotations

import os
import sys
import textwrap
from pathlib import Path
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.demo.roster import CLASS
from autograder.demo.standing import Standing
from autograder.demo.steps import LOG_NAME
from autograder.exercises import exercises_of

WIDTH = 100


def make_console(file: TextIO | None = None) -> Console:
    """A console that is plain and 100 columns wide where there is no terminal."""
    settings = {"file": file, "highlight": False, "emoji": False, "markup": False}
    console = Console(**settings)
    return console if console.is_terminal else Console(**settings, width=WIDTH, color_system=None)


def show_class(standings: list[Standing], lab: str, console: Console) -> None:
    """Print the table, the legend of its columns, and the diagnoses."""
    console.print(class_table(standings, lab))
    for number, exercise in enumerate(exercises_of(lab), start=1):
        console.print(f"  {number}  {exercise.name}")
    console.print("  w  points of written answers that wait for a person")
    console.print("\nWhat went wrong", style="bold")
    for standing in standings:
        mistakes = mistakes_of(standing)
        if mistakes:
            console.print(standing.name)
        for mistake in mistakes:
            console.print(
                textwrap.fill(mistake, console.width, initial_indent="  ", subsequent_indent="      ")
            )


def class_table(standings: list[Standing], lab: str) -> Table:
    """Students x exercises, with the points that can be had in the first row."""
    stories = {student.name: student.story for student in CLASS}
    exercises = exercises_of(lab)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    table.add_column("student", no_wrap=True)
    table.add_column("handed in")
    for number, _ in enumerate(exercises, start=1):
        table.add_column(str(number), justify="right", no_wrap=True)
    table.add_column("total", justify="right", no_wrap=True)
    table.add_column("w", justify="right", no_wrap=True)
    best = [exercise.points for exercise in exercises]
    table.add_row(
        "",
        "points that can be had",
        *map(_number, best),
        _number(sum(best)),
        "",
        style="dim",
        end_section=True,
    )
    for standing in standings:
        points = [standing.points[exercise.name] for exercise in exercises]
        cells = [_coloured(got, most) for got, most in zip(points, best, strict=True)]
        table.add_row(
            standing.name,
            stories.get(standing.name, ""),
            *cells,
            _coloured(standing.total, sum(best)),
            _number(standing.to_grade) if standing.to_grade else "-",
        )
    return table


def mistakes_of(standing: Standing) -> list[str]:
    """A line for each diagnosis, with the exercises that it is about; or why nothing was graded."""
    if standing.error:
        return [standing.error]
    exercises: dict[str, list[str]] = {}
    for name, result in standing.found.items():
        if not result["passed"]:
            exercises.setdefault(diagnosis_of(result), []).append(name)
    return [f"{', '.join(names)}: {diagnosis}" for diagnosis, names in exercises.items()]


def diagnosis_of(result: dict) -> str:
    """The recognised misconceptions of an exercise, or else the first check that failed."""
    if result["helps"]:
        return "; ".join(f"{one['slug']} - {one['off']}" for one in result["helps"])
    return next(check["message"] for check in result["checks"] if check["message"])


def show_places(folder: Path, lab: str, console: Console) -> None:
    """Where everything is, as one would type it from here."""
    places = {
        "feedback pages": from_here(folder / "feedback" / "<student>" / lab / f"{lab}.html"),
        "gradebook": from_here(folder / "gradebook.db"),
        "grades as CSV": from_here(folder / "grades.csv"),
        "what nbgrader said": from_here(folder / LOG_NAME),
        "formgrader": f"cd {from_here(folder)} && {jupyter_from(folder)} lab   (menu Nbgrader > Formgrader)",
    }
    console.print()
    for what, where in places.items():
        console.print(f"{what + ':':20} {where}", soft_wrap=True)


def from_here(path: Path) -> str:
    """A path from the folder one is in, if it lies below it."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def jupyter_from(folder: Path) -> str:
    """How to start Jupyter of this environment in a folder: by its name, if the environment is active."""
    if sys.prefix in (os.environ.get("VIRTUAL_ENV"), os.environ.get("CONDA_PREFIX")):
        return "jupyter"
    program = Path(sys.executable).parent / "jupyter"
    return os.path.relpath(program, folder) if program.is_relative_to(folder.parent) else str(program)


def _number(points: float) -> str:
    return f"{points:g}"


def _coloured(points: float, best: float) -> Text:
    """Points; green for all of them, orange for some, red for none."""
    return Text(_number(points), style="green" if points == best else "yellow" if points else "red")
