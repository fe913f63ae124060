"""``autograder grade``."""

from __future__ import annotations

import json
import sys
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

import click
from tqdm import tqdm

from autograder.batch.find import NothingFound, Submission, find_submissions
from autograder.batch.graders import OtherGrader, OwnGrader
from autograder.batch.run import Graded, grade_class
from autograder.batch.store import ResultStore, default_folder
from autograder.commands.errors import BadInput
from autograder.commands.outputs import Writing, output_options
from autograder.grading.record import SubmissionResult

CANNOT_STORE = "expected a folder to keep results in, got {}; name another with --results, or mend it: the same command goes on"


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a submission instead of text.")
@click.option("--jobs", type=click.IntRange(1, 4096),
              help="Submissions graded side by side; 1, or what the cluster holds, if not given.")
@click.option("--resume/--force", "resume", default=True, show_default=True,
              help="Take from the stored results what is there, or grade everything again.")
@click.option("--results", type=click.Path(path_type=Path, file_okay=False),
              help="The folder of stored results; NEURAL_COURSE_RESULTS, or course/results, if not given.")
@click.option("--db", help="Enter the points into nbgrader's gradebook, too: the URL of a database, or `course` for the course's "
              "own gradebook.db. Submissions then lie as nbgrader keeps them: submitted/STUDENT/LAB/LAB.ipynb.")
@click.option("--scheduler", help="Grade on the Dask cluster of this scheduler (tcp://host:port).")
@output_options
def grade(paths, as_json, jobs, resume, results, db, scheduler, **places):
    """Grade notebooks: each PATH is a notebook, or a folder that is searched for notebooks.

    A result is stored the moment it exists, under what it depends on: the content of the submission, the lab and its
    checks. A run that was ended in any way goes on where it stopped when the same command is given again. The files that
    --csv, --moodle, --canvas, --report and --pages name are written when all is graded, from new and stored results alike.
    """
    if not paths:
        raise BadInput("expected at least one notebook or folder, got none")
    try:
        submissions = find_submissions(list(paths))
    except NothingFound as reason:
        raise BadInput(str(reason)) from None
    if db is not None:
        check_database(submissions, db)
    writing = Writing(submissions, places)
    with open_store(results) as store, open_crew(jobs, scheduler) as (make_grader, n_jobs):
        results = grade_class(submissions, make_grader, n_jobs, store, force=not resume)
        show(writing.noting(results if db is None else entering(results, submissions, db)), len(submissions), as_json)
    writing.finish()


@contextmanager
def open_crew(n_jobs: int | None, scheduler: str | None):
    """What makes a grader, and how many to make: here, or on a cluster."""
    if not scheduler:
        yield OwnGrader if (n_jobs or 1) == 1 else OtherGrader, n_jobs or 1
        return
    try:
        from autograder.batch.cluster import Cluster, NoCluster
    except ImportError as error:
        raise BadInput(f"expected Dask for --scheduler, got none: pip install 'neural-data-course[cluster]' ({error})") from None
    try:
        with closing(Cluster(scheduler)) as cluster:
            yield cluster.grader, n_jobs or max(cluster.n_threads, 1)
    except NoCluster as reason:
        raise BadInput(str(reason)) from reason


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


def check_database(submissions: list[Submission], url: str) -> None:
    """Refuse, before anything is graded, what points cannot be entered into."""
    if url != "course" and "://" not in url:
        raise BadInput(f"expected the URL of a database (sqlite:///gradebook.db, postgresql://...) or `course`, got {url!r}")
    if not any(one.student for one in submissions):
        raise BadInput("expected submissions as nbgrader keeps them, submitted/STUDENT/LAB/LAB.ipynb: else --db cannot tell "
                       f"whose they are, got {submissions[0].path}")


def entering(results, submissions: list[Submission], url: str):
    """Results as they come, each one entered into the gradebook before it is given."""
    books = None
    for graded in results:
        if books is None:  # nbgrader takes a second to be imported: the graders are at work meanwhile
            from autograder.batch.gradebook import GradebookError, Gradebooks

            books = Gradebooks(submissions, "" if url == "course" else url)
        try:
            books.enter(graded.submission, graded.result, graded.key)
        except GradebookError as reason:
            raise BadInput(str(reason)) from reason
        yield graded


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
