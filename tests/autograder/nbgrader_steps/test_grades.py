"""What the gradebook says reaches the page."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

from autograder.nbgrader_steps.grades import ReadGrades

QUESTION = "glm_encoding-why_intercept"


# nbgrader's own way of adding submissions
pytestmark = pytest.mark.filterwarnings("ignore:Object of type <Submitted:sqlalchemy.exc.SAWarning")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A gradebook with one student and one written question; making it takes seconds."""
    lab, path = "glm_encoding", tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with pytest.MonkeyPatch.context() as changed:
        # for a new gradebook nbgrader starts `alembic`, by its name
        changed.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        with Gradebook(f"sqlite:///{path}") as gradebook:
            gradebook.add_assignment(lab)
            gradebook.add_notebook(lab, lab)
            gradebook.add_grade_cell(QUESTION, lab, lab, max_score=2, cell_type="markdown")
            gradebook.add_solution_cell(QUESTION, lab, lab)
            gradebook.add_student("ada")
            gradebook.add_submission(lab, "ada")
    return path


@pytest.fixture
def url(filled, tmp_path):
    """A gradebook of the test's own."""
    return f"sqlite:///{shutil.copy(filled, tmp_path / 'gradebook.db')}"


@pytest.fixture
def change(url, lab):
    """Change the grade and the comment of the question, as grading or a person does."""

    def change_it(comment=None, names=None, **grade):
        with Gradebook(url) as gradebook:
            for key, value in grade.items():
                setattr(gradebook.find_grade(QUESTION, lab, lab, "ada"), key, value)
            for key, value in (comment or {}).items():
                setattr(gradebook.find_comment(QUESTION, lab, lab, "ada"), key, value)
            for key, value in (names or {}).items():
                setattr(gradebook.find_student("ada"), key, value)
            gradebook.db.commit()

    return change_it


@pytest.fixture
def read(url, lab):
    """The question's cell, and what is known of the submission, after `ReadGrades`."""

    def read_it():
        flags = {"grade": True, "solution": True, "locked": False, "task": False, "points": 2}
        metadata = {"nbgrader": {"schema_version": 3, "grade_id": QUESTION, **flags}}
        ids = {"notebook": lab, "assignment": lab, "student": "ada", "db_url": url}
        nb, resources = ReadGrades().preprocess(
            new_notebook(cells=[new_markdown_cell("mine", metadata=metadata)]), {"nbgrader": ids}
        )
        return nb.cells[0].metadata.nbgrader, resources["nbgrader"]

    return read_it


def test_an_answer_waits_for_a_person(change, read):
    """What a person has to read is said to wait, and after that it is not."""
    change(needs_manual_grade=True)
    assert read()[0]["waits"] is True
    change(needs_manual_grade=False, manual_score=1.5)
    assert (read()[0]["waits"], read()[0]["score"], read()[1]["score"]) == (False, 1.5, 1.5)


def test_a_persons_comment_counts(change, read):
    """A comment is a person's; the machine's own line is told elsewhere on the page."""
    change({"auto_comment": "2 of 2 points: all checks passed"})
    assert read()[0]["comment"] is None
    change({"manual_comment": "well seen"})
    assert read()[0]["comment"] == "well seen"


def test_an_untouched_answer_is_known(change, read):
    """nbgrader notes which answers were left as released."""
    assert read()[0]["answered"] is True
    change({"auto_comment": "No response."})
    assert read()[0]["answered"] is False


def test_the_student_has_a_name(change, read):
    """The page is for a name, where the gradebook has one, and else for an id."""
    assert read()[1]["student_name"] == "ada"
    change(names={"first_name": "Ada", "last_name": "Lovelace"})
    assert read()[1]["student_name"] == "Ada Lovelace"
