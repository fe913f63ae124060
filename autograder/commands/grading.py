"""``autograder grade``."""

from __future__ import annotations

import json
import queue
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import click
from tqdm import tqdm

from autograder.commands.errors import BadInput
from autograder.grading.session import WarmWorker
from autograder.grading.submission import SubmissionResult, grade_notebook


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a submission instead of text.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Submissions graded side by side.",
)
def grade(paths, as_json, jobs):
    """Grade notebooks: each PATH is a notebook, or a folder that is searched for notebooks."""
    if not paths:
        raise BadInput("expected at least one notebook or folder, got none")
    files = [file for path in paths for file in find_notebooks(path)]
    for result in grade_many(files, jobs):
        click.echo(json.dumps(result.as_json()) if as_json else _as_text(result))
        sys.stdout.flush()


def find_notebooks(path: Path) -> list[Path]:
    """The notebooks that a path stands for; what is no folder stands for itself."""
    if not path.exists() and not path.is_symlink():
        raise BadInput(f"expected a notebook or a folder, got a path that does not exist: {path}")
    if path.is_symlink() or not path.is_dir():
        return [path]
    found = sorted(file for file in path.rglob("*.ipynb") if ".ipynb_checkpoints" not in file.parts)
    if not found:
        raise BadInput(f"expected a folder with notebooks (*.ipynb), got none in: {path}")
    return found


def grade_many(files: list[Path], jobs: int):
    """Grade files side by side, each job with a warm worker of its own; results come as they are ready."""
    workers: queue.SimpleQueue = queue.SimpleQueue()
    started = [WarmWorker() for _ in range(min(jobs, len(files)))]
    for worker in started:
        workers.put(worker)
    try:
        with ThreadPoolExecutor(len(started)) as pool, _progress(len(files)) as bar:
            for future in as_completed([pool.submit(_grade_one, file, workers) for file in files]):
                bar.update()
                yield future.result()
    finally:
        while not workers.empty():
            workers.get().close()


def _progress(total: int) -> tqdm:
    return tqdm(total=total, desc="grading", unit="submission", disable=not sys.stderr.isatty())


def _grade_one(file: Path, workers) -> SubmissionResult:
    worker = workers.get()
    try:
        return grade_notebook(file, worker)
    finally:
        workers.put(worker)


def _as_text(result: SubmissionResult) -> str:
    if result.error:
        return f"{result.path}: not graded — {result.error}"
    lines = [f"{result.path}: {result.points:g} of {result.as_json()['max_points']:g} points ({result.lab})"]
    for one in result.exercises:
        slugs = ", ".join(help_.slug for help_ in one.helps)
        lines.append(
            f"  {one.points:5.1f} of {one.max_points:<5.1f} {one.exercise}{f'  [{slugs}]' if slugs else ''}"
        )
    return "\n".join(lines)
