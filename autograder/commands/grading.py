"""``autograder grade``."""

from __future__ import annotations

import json
import sys
from contextlib import closing, nullcontext
from pathlib import Path

import click
from tqdm import tqdm

from autograder.batch.find import NothingFound, find_submissions
from autograder.batch.graders import OtherGrader, OwnGrader
from autograder.batch.run import Graded, grade_class
from autograder.batch.store import ResultStore, default_folder
from autograder.commands.errors import BadInput
from autograder.grading.record import SubmissionResult

CANNOT_STORE = "expected a folder to keep results in, got {}; name another with --results, or mend it: the same command goes on"


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a submission instead of text.")
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Submissions graded side by side.")
@click.option("--resume/--force", "resume", default=True, show_default=True,
              help="Take from the stored results what is there, or grade everything again.")
@click.option("--results", type=click.Path(path_type=Path, file_okay=False),
              help="The folder of stored results; NEURAL_COURSE_RESULTS, or course/results, if not given.")
def grade(paths, as_json, jobs, resume, results):
    """Grade notebooks: each PATH is a notebook, or a folder that is searched for notebooks.

    A result is stored the moment it exists, under what it depends on: the content of the submission, the lab and its
    checks. A run that was ended in any way goes on where it stopped when the same command is given again.
    """
    if not paths:
        raise BadInput("expected at least one notebook or folder, got none")
    try:
        submissions = find_submissions(list(paths))
    except NothingFound as reason:
        raise BadInput(str(reason)) from None
    with open_store(results) as store:
        make_grader = OwnGrader if jobs == 1 else OtherGrader
        show(grade_class(submissions, make_grader, jobs, store, force=not resume), len(submissions), as_json)


def open_store(folder: Path | None):
    """The stored results; none, with a warning, where the usual folder cannot be written to."""
    try:
        store = ResultStore(folder or default_folder())
        store.clean()
        return closing(store)
    except OSError as error:
        if folder:
            raise BadInput(CANNOT_STORE.format(f"{error.strerror}: {folder}")) from None
        click.echo(f"autograder: results are not stored ({error.strerror}: {default_folder()})", err=True)
        return nullcontext()


def show(results, total: int, as_json: bool) -> None:
    """Say each result as it comes, below a progress bar where there is a terminal."""
    with tqdm(total=total, desc="grading", unit="submission", disable=not sys.stderr.isatty()) as bar:
        n_failed = 0
        try:
            for graded in results:
                n_failed += graded.result.error is not None
                bar.set_postfix_str(f"{n_failed} not graded" if n_failed else "", refresh=False)
                bar.update()
                tqdm.write(as_line(graded, as_json), file=sys.stdout)
                sys.stdout.flush()
        except OSError as error:
            raise BadInput(CANNOT_STORE.format(f"{error.strerror}: {error.filename}")) from error


def as_line(graded: Graded, as_json: bool) -> str:
    """A result for programs, or for people."""
    return json.dumps(graded.result.as_json()) if as_json else as_text(graded.result)


def as_text(result: SubmissionResult) -> str:
    """A result in words."""
    if result.error:
        return f"{result.path}: not graded — {result.error}"
    lines = [f"{result.path}: {result.points:g} of {result.max_points:g} points ({result.lab})"]
    for one in result.exercises:
        slugs = ", ".join(help_.slug for help_ in one.helps)
        lines.append(f"  {one.points:5.1f} of {one.max_points:<5.1f} {one.exercise}{f'  [{slugs}]' if slugs else ''}")
    return "\n".join(lines)
