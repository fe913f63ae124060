"""Which files are submissions, and whose."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from autograder.exercises import LABS
from autograder.grading.matching import find_lab
from autograder.grading.read_notebook import NotASubmission, read_bytes, read_cells

CHECKPOINTS = ".ipynb_checkpoints"


class NothingFound(ValueError):
    """A path without a submission: the message says what was expected and what came."""


@dataclass(frozen=True)
class Submission:
    """A file to be graded; `student` is empty where its place does not tell whose it is."""

    path: Path
    student: str = ""
    lab: str = ""  # as its folder says

    @property
    def name(self) -> str:
        """What it is called in tables: the student, or the path."""
        return self.student or str(self.path)


def find_submissions(paths: list[Path]) -> list[Submission]:
    """The submissions below some paths, each file once, in the order of the paths.

    Parameters
    ----------
    paths : list of Path
        Notebooks, folders that hold some at any depth, and nbgrader's ``submitted/STUDENT/LAB/*.ipynb``.

    Raises
    ------
    NothingFound
    """
    files = dict.fromkeys(file for path in paths for file in _files(path))
    return [describe(file) for file in files]


def describe(file: Path) -> Submission:
    """A file with what its place says: ``STUDENT/LAB/file.ipynb`` is how nbgrader keeps submissions."""
    parents = Path(os.path.abspath(file)).parents
    lab = parents[0].name
    if lab in LABS and len(parents) > 2 and parents[1].name not in ("source", "release"):
        return Submission(file, parents[1].name, lab)
    return Submission(file)


def chosen_ones(submissions: list[Submission]) -> set[Submission]:
    """Those to be entered: of each student and lab one, chosen as ``nbgrader autograde`` does."""
    groups: dict[tuple, dict[str, Submission]] = {}
    for one in submissions:
        if one.student:
            groups.setdefault((one.path.parent, one.lab), {})[str(one.path)] = one
    chosen = [paths.get(choose_notebook(lab, list(paths))) for (_, lab), paths in groups.items()]
    return {one for one in chosen if one}


def choose_notebook(lab: str, notebooks: list[str]) -> str | None:
    """The one of a student's notebooks that is graded: under its right name, or the only one, or the last saved of the lab."""
    named = [path for path in notebooks if os.path.basename(path) == f"{lab}.ipynb"]
    found = named or [path for path in notebooks if len(notebooks) == 1 or is_of_lab(path, lab)]
    return max(found, key=lambda path: os.lstat(path).st_mtime, default=None)


def is_of_lab(path: str, lab: str) -> bool:
    """Whether a file can be read and holds exercises of a lab."""
    try:
        return find_lab(read_cells(read_bytes(path), path), "") == lab
    except NotASubmission:
        return False


def _files(path: Path) -> list[Path]:
    if not path.exists() and not path.is_symlink():
        raise NothingFound(f"expected a notebook or a folder, got a path that does not exist: {path}")
    if path.is_symlink() or not path.is_dir():
        return [path]
    found = sorted(file for file in path.rglob("*.ipynb") if CHECKPOINTS not in file.parts)
    if not found:
        raise NothingFound(f"expected a folder with notebooks (*.ipynb), got none in: {path}")
    return found
