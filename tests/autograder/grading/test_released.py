"""The released notebook is the authority on a lab's cells."""

import json

import pytest

from autograder.grading import release
from autograder.grading.release import released_cells, setup_source


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course folder with one released lab."""
    cells = [
        {"cell_type": "markdown", "source": "# Lab"},
        {"cell_type": "code", "source": ["import numpy as np\n", "x = 1"]},
        {"cell_type": "code", "source": ["y = 2"]},
    ]
    folder = tmp_path / "course" / "release" / "toy"
    folder.mkdir(parents=True)
    (folder / "toy.ipynb").write_text(json.dumps({"cells": cells}))
    monkeypatch.setattr(release, "COURSE", tmp_path / "course")
    released_cells.cache_clear()
    yield cells
    released_cells.cache_clear()


def test_cells_come_from_the_release(course):
    """The cells are those of the released notebook, in order."""
    assert list(released_cells("toy")) == course


def test_the_first_code_cell_is_the_setup(course):
    """The setup is the first cell of code."""
    assert setup_source("toy") == "import numpy as np\nx = 1"


def test_a_lab_not_built_is_told(course):
    """Where a lab was not built, the command that builds it is told."""
    with pytest.raises(
        FileNotFoundError,
        match=r"course/release/other/other\.ipynb; make it with: python -m autograder build other",
    ):
        released_cells("other")
