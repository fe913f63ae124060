"""``autograder list`` and ``autograder check``."""

from __future__ import annotations

import json
import os
import sys

import click

from autograder.commands.errors import BadInput
from autograder.exercises import all_exercises, find_exercise
from autograder.grading.file import check_file
from autograder.grading.read_notebook import NotASubmission
from autograder.grading.session import WarmWorker
from autograder.visible.display import Report


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON array on one line.")
def list_exercises(as_json):
    """List every exercise with its lab and its points."""
    rows = [{"id": e.id, "lab": e.lab, "points": e.points} for e in all_exercises().values()]
    if as_json:
        click.echo(json.dumps(rows))
    else:
        for row in rows:
            click.echo(f"{row['points']:5.1f}  {row['id']}")


@click.command()
@click.argument("exercise", required=False)
@click.argument("file", required=False, type=click.Path())
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line instead of text.")
@click.option("--seed", type=click.IntRange(0), help="Draw the inputs from this number, to repeat a run.")
def check(exercise, file, as_json, seed):
    """Grade one EXERCISE on the functions in FILE (plain Python).

    The file may hold the whole lab; what the exercise builds on is taken from it, too. Without arguments,
    pairs come from the standard input as JSON lines, {"exercise": ..., "file": ...}, and are answered one
    line each.

    The exit code is 0 when it could be graded, whatever the score, and 2 when it could not.
    """
    if (exercise is None) != (file is None):
        raise BadInput(f"expected an exercise and a file, got only {exercise!r}")
    if exercise is None:
        sys.exit(_check_lines(sys.stdin.buffer, seed))
    found = _find(exercise)
    with WarmWorker() as worker:
        result = _check(found, file, worker, seed)
    click.echo(
        json.dumps(result.as_json())
        if as_json
        else f"{result.points:g} of {result.max_points:g} points\n{Report(result)}"
    )


def _check_lines(lines, seed) -> int:
    """Answer every line; one that cannot be graded is answered with an error, and the exit code tells."""
    code = 0
    with WarmWorker() as worker:
        for line in filter(bytes.strip, lines):
            try:
                answer = _check(*_read_line(line), worker, seed).as_json()
            except BadInput as error:
                answer, code = {"error": str(error)}, 2
            click.echo(json.dumps(answer))
            sys.stdout.flush()
    return code


def _read_line(line: bytes):
    """The exercise and the file that a line names."""
    came = line.strip()[:80].decode(errors="replace")
    try:
        pair = json.loads(line)
        exercise, file = pair["exercise"], pair["file"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BadInput(f'expected a line {{"exercise": ..., "file": ...}}, got {came!r}') from None
    if not isinstance(exercise, str) or not isinstance(file, str) or not _is_path(file):
        raise BadInput(f"expected an exercise and the path of a file as text, got {came!r}")
    return _find(exercise), file


def _is_path(text: str) -> bool:
    """Whether a text can be the path of a file at all."""
    try:
        return b"\0" not in os.fsencode(text)
    except UnicodeEncodeError:
        return False


def _find(exercise: str):
    try:
        return find_exercise(exercise)
    except KeyError as error:
        raise BadInput(error.args[0]) from None


def _check(exercise, file, worker, seed):
    try:
        return check_file(exercise, file, worker, seed)
    except NotASubmission as reason:
        raise BadInput(str(reason)) from None
