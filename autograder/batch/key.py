"""What a result depends on, as one key: the submission's content, the lab, its checks, and the secret of the inputs."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
from pathlib import Path

from autograder.grading.limits import PATIENCE
from autograder.grading.matching import find_lab
from autograder.grading.read_notebook import read_cells
from autograder.grading.release import released_cells
from autograder.grading.seeds import staff_secret

ROOT = Path(__file__).parents[2]
OF_ALL = ("autograder/*.py", "autograder/grading/*.py", "autograder/visible/*.py", "autograder/exercises/*.py",
          "course/simulate/*.py")
OF_LAB = ("autograder/exercises/{}/*.py", "solutions/*{}*.py")
LIBRARIES = ("numpy", "scipy", "scikit-learn")


def key_of(content: bytes, path) -> str:
    """The key of a submission's result.

    Parameters
    ----------
    content : bytes
        The notebook.
    path : path
        What it is called: it tells the lab of a notebook that does not.

    Raises
    ------
    NotASubmission
        When it is no notebook: that needs no process to be found out, and is not stored.
    """
    lab = find_lab(read_cells(content, path), path) or ""
    parts = [content, lab.encode(), checks_of(lab).encode() if lab else b"", staff_secret().encode()]
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


@functools.cache
def checks_of(lab: str) -> str:
    """A digest of what decides on the points of a lab: its checks and reference, what grades, and the libraries."""
    patterns = [*OF_ALL, *(pattern.format(lab) for pattern in OF_LAB)]
    digest = hashlib.sha256()
    for file in sorted({file for pattern in patterns for file in ROOT.glob(pattern)}):
        digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    digest.update(f"patience {PATIENCE}\n".encode())
    digest.update("\n".join(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES).encode())
    digest.update(repr(released_cells(lab)).encode())
    return digest.hexdigest()
