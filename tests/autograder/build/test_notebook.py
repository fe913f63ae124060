"""Notebook files are the same bytes for the same cells, whoever ran or saved them."""

import json

import nbformat
import pytest

from autograder.build.cells import Cell
from autograder.build.errors import BuildError
from autograder.build.notebook import is_release, read_notebook, write_notebook

CELLS = [
    Cell("markdown", "# An ω\n\ntext", id="cell-001"),
    Cell("code", "x = 1", id="tiny-f", nbgrader={"grade_id": "tiny-f", "solution": True}),
]


@pytest.fixture
def notebook(tmp_path):
    """A notebook file of two cells."""
    path = tmp_path / "tiny.ipynb"
    path.write_text(write_notebook(CELLS), encoding="utf-8")
    return path


def test_file_is_what_nbformat_writes(notebook):
    """Opened and saved by Jupyter's own library, the file keeps its bytes."""
    before = notebook.read_text(encoding="utf-8")
    assert nbformat.writes(nbformat.read(notebook, as_version=4)) + "\n" == before


def test_nothing_but_ids_sources_and_nbgrader_is_written():
    """Metadata of the lesson's marker line, roles and lines stay out of the file."""
    cell = Cell("code", "x = 1", id="cell-001", line=7, metadata={"tags": ["wide"]}, points=2)
    [written] = json.loads(write_notebook([cell]))["cells"]
    assert written["metadata"] == {}
    assert set(written) == {"cell_type", "execution_count", "id", "metadata", "outputs", "source"}


def test_bad_ids_are_refused():
    """An id that the notebook format does not allow is an error; Jupyter would replace it at random."""
    with pytest.raises(nbformat.ValidationError):
        write_notebook([Cell("code", "", id="tiny.f")])


def test_reading_gives_the_cells_back(notebook):
    """Kind, source, id and nbgrader's metadata survive."""
    assert [(cell.kind, cell.source, cell.id, cell.nbgrader) for cell in read_notebook(notebook)] == [
        (cell.kind, cell.source, cell.id, cell.nbgrader) for cell in CELLS
    ]


def test_running_and_releasing_leave_no_trace(notebook):
    """Outputs, checksums, tags and blank lines at the ends are not read."""
    changed = nbformat.read(notebook, as_version=4)
    changed.cells[0].source += "\n\n"
    changed.cells[1].outputs = [nbformat.v4.new_output("stream", text="1\n")]
    changed.cells[1].metadata["tags"] = ["seen"]
    changed.cells[1].metadata.nbgrader["checksum"] = "abc"
    changed.metadata["language_info"] = {"name": "python", "version": "3.99"}
    before = read_notebook(notebook)
    nbformat.write(changed, notebook)
    assert read_notebook(notebook) == before


def test_points_are_plain_numbers(notebook):
    """3.0 points read as 3, so that the same points are the same bytes."""
    changed = nbformat.read(notebook, as_version=4)
    changed.cells[1].metadata.nbgrader["points"] = 3.0
    nbformat.write(changed, notebook)
    assert repr(read_notebook(notebook)[1].nbgrader["points"]) == "3"


def test_emptied_nbgrader_record_is_none(notebook):
    """A cell that is graded no more counts as given."""
    changed = nbformat.read(notebook, as_version=4)
    changed.cells[1].metadata.nbgrader = {"schema_version": 3, "solution": False}
    nbformat.write(changed, notebook)
    assert read_notebook(notebook)[1].nbgrader is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '"text"', '{"nbformat": 4}', '{"nbformat": 99}'])
def test_what_is_no_notebook_is_refused(tmp_path, text):
    """Whatever the file holds, the message says that a notebook was expected."""
    path = tmp_path / "tiny.ipynb"
    path.write_text(text)
    with pytest.raises(BuildError, match="expected a notebook, came"):
        read_notebook(path)


def test_missing_notebook_is_refused(tmp_path):
    """A path that is not there, and a folder, are named."""
    with pytest.raises(BuildError, match="came no such file"):
        read_notebook(tmp_path / "none.ipynb")
    with pytest.raises(BuildError, match="came IsADirectoryError"):
        read_notebook(tmp_path)


def test_release_is_known_by_its_checksums(notebook):
    """Only a notebook that nbgrader released has checksums."""
    assert not is_release(notebook)
    changed = nbformat.read(notebook, as_version=4)
    changed.cells[1].metadata.nbgrader["checksum"] = "abc"
    nbformat.write(changed, notebook)
    assert is_release(notebook)
