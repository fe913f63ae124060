"""Made-up submissions and graders: what is tested here is how work is shared out and kept, not what it finds."""

import json

import pytest

from autograder.batch.store import ResultStore
from autograder.demo.notebooks import released_notebook
from autograder.exercises import exercises_of
from autograder.grading.record import SubmissionResult
from autograder.grading.release import released_cells
from autograder.grading.submission import nothing_earned

LAB = "glm_encoding"
FIRST_CODE = next(index for index, cell in enumerate(released_cells(LAB)) if cell["cell_type"] == "code")


class MadeUpGrader:
    """Gives a result at once, and remembers what it was asked."""

    graded: list[str]

    def __init__(self, graded=None, fails=()):
        self.graded, self.fails = [] if graded is None else graded, fails

    def grade(self, path, content):
        self.graded.append(path)
        if self.fails:
            raise self.fails.pop()
        return made_up(path, str(len(content)))

    def close(self):
        """Nothing to end."""


def made_up(path, message=""):
    """A result without points."""
    exercises = [nothing_earned(one, message) for one in exercises_of(LAB)]
    return SubmissionResult(str(path), LAB, exercises, reports={FIRST_CODE: {"outputs": []}})


@pytest.fixture
def store(tmp_path):
    """An empty store."""
    with_results = ResultStore(tmp_path / "results")
    yield with_results
    with_results.close()


@pytest.fixture
def hand_in(tmp_path):
    """Write a student's notebook into nbgrader's tree; `note` makes its content differ."""

    def write(student, note=None):
        notebook = released_notebook(LAB)
        notebook["cells"].append({"cell_type": "markdown", "id": "note", "metadata": {}, "source": note or student})
        file = tmp_path / "submitted" / student / LAB / f"{LAB}.ipynb"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(notebook), encoding="utf-8")
        return file

    return write
