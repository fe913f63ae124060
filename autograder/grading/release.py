"""The released notebook of a lab: the authority on what its cells are."""

from __future__ import annotations

import functools
import json
from pathlib import Path

COURSE = Path(__file__).parents[2] / "course"


@functools.cache
def released_cells(lab: str) -> tuple[dict, ...]:
    """The cells of ``course/release/<lab>/<lab>.ipynb``.

    Raises
    ------
    FileNotFoundError
        With the command that makes it.
    """
    path = COURSE / "release" / lab / f"{lab}.ipynb"
    if not path.is_file():
        raise FileNotFoundError(f"expected the released notebook {path.relative_to(COURSE.parent)}; make it with: "
                                f"python -m autograder build {lab}")
    return tuple(json.loads(path.read_text(encoding="utf-8"))["cells"])


def setup_source(lab: str) -> str:
    """The first code cell, with the imports: it is run before a submission, whose own copy may be damaged."""
    return next("".join(cell["source"]) for cell in released_cells(lab) if cell["cell_type"] == "code")
