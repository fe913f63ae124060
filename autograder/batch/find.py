"""Which files are submissions, and whose."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from autograder.exercises import LABS

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


def _files(path: Path) -> list[Path]:
    if not path.exists() and not path.is_symlink():
        raise NothingFound(f"expected a notebook or a folder, got a path that does not exist: {path}")
    if path.is_symlink() or not path.is_dir():
        return [path]
    found = sorted(file for file in path.rglob("*.ipynb") if CHECKPOINTS not in file.parts)
    if not found:
        raise NothingFound(f"expected a folder with notebooks (*.ipynb), got none in: {path}")
    return found
