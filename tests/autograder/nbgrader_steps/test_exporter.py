"""Reading a submission for nbgrader: the first pass grades, the second reads what the first wrote."""

from types import SimpleNamespace

import nbformat
import pytest
from nbconvert.preprocessors import Preprocessor
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory

from autograder.nbgrader_steps import exporter
from autograder.nbgrader_steps.exporter import GradeSubmission
from autograder.nbgrader_steps.grade import RebuildNotebook


class Seen(Preprocessor):
    """Keeps the resources that reach the steps."""

    def preprocess(self, nb, resources):
        """Look, and change nothing."""
        type(self).notebook, type(self).resources = nb, resources
        return nb, resources


class Rebuild(RebuildNotebook, Seen):
    """In the place of rebuilding."""

    preprocess = Seen.preprocess


@pytest.fixture
def grading(monkeypatch):
    """Notes which files are begun, and gives a result for each."""
    begun = []
    fake = SimpleNamespace(
        n_jobs=2, start=lambda path, lab: begun.append(path), result=lambda path, lab: ("result", path)
    )
    monkeypatch.setattr(exporter, "shared_grading", lambda: fake)
    monkeypatch.setattr(
        exporter, "coming_submissions", lambda converter, path: [("b", "x"), ("c", "x"), ("d", "x")]
    )
    return begun


@pytest.fixture
def make(tmp_path):
    """An exporter with one step, as nbgrader makes it."""

    def make_it(step):
        made = GradeSubmission(parent=Autograde(coursedir=CourseDirectory(root=str(tmp_path))))
        made._preprocessors = []
        made.register_preprocessor(step, enabled=True)
        return made

    return make_it


def ids(lab):
    return {"nbgrader": {"notebook": lab, "assignment": lab, "student": "ada"}}


def test_the_result_goes_to_the_next_step(make, grading, lab):
    """An empty notebook and the result travel on: nbgrader itself never parses a student's file."""
    make(Rebuild()).from_filename("no such file", ids(lab))
    assert Rebuild.resources["graded"] == ("result", "no such file")
    assert Rebuild.notebook.cells == []


def test_this_one_is_begun_first(make, grading, lab):
    """The submission that nbgrader waits for is begun first, and of those that follow only a few."""
    make(Rebuild()).from_filename("a", ids(lab))
    assert grading == ["a", "b", "c"]


def test_the_second_pass_reads_the_file(make, grading, lab, tmp_path):
    """Without the rebuilding step, a notebook is read as nbconvert reads it."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("mine")])
    nbformat.write(notebook, tmp_path / "x.ipynb")
    make(Seen()).from_filename(str(tmp_path / "x.ipynb"), ids(lab))
    assert [cell.source for cell in Seen.notebook.cells] == ["mine"]
    assert grading == []
