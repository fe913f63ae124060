"""The graded notebook: the released cells, the answers, and what grading found."""

import json

import nbformat
import pytest

from autograder.exercises import exercises_of
from autograder.nbgrader_steps.grade import describe_result, graded_notebook


@pytest.fixture
def cells_of(handed_in, make_result):
    """The cells of a graded notebook by their nbgrader id."""

    def grade(result, cells=None):
        notebook = graded_notebook(result, cells or handed_in())
        return {cell.metadata.get("nbgrader", {}).get("grade_id", cell.id): cell for cell in notebook.cells}

    return grade


def test_it_is_a_notebook(make_result, handed_in):
    """The result is valid, whatever grading said."""
    nbformat.validate(graded_notebook(make_result("\x00<\ud7ff>"), handed_in()))


def test_every_test_has_its_report(lab, cells_of, make_result, partly_right):
    """The test cell of each exercise shows its points, as nbgrader reads them."""
    cells = cells_of(make_result(fit_lg=partly_right))
    shown = {e.name: cells[f"{lab}-{e.name}-test"].outputs[0].data["text/plain"] for e in exercises_of(lab)}
    assert shown.pop("fit_lg") == "3.0"
    assert set(shown.values()) == {"0.0"}


def test_outputs_stand_with_their_cells(cells_of, make_result, handed_in):
    """What a cell showed when it was run stands below it, cleaned."""
    result = make_result()
    (index,) = [index for index, cell in enumerate(handed_in()) if cell.id == "cell-003"]
    result.reports = {
        index: {"outputs": [{"output_type": "display_data", "data": {"text/html": "<b>", "text/plain": "x"}}]}
    }
    assert dict(cells_of(result)["cell-003"].outputs[0].data) == {"text/plain": "x"}


def test_no_hidden_input_is_kept(make_result, handed_in, partly_right):
    """A result's words travel, its inputs and expected values do not: they are not even known here."""
    told = describe_result(partly_right)
    assert set(told) == {
        "exercise",
        "points",
        "max_points",
        "passed",
        "misconceptions",
        "checks",
        "helps",
        "note",
        "read",
    }
    assert set(told["checks"][0]) == {"name", "passed", "points", "max_points", "claim", "message"}
    assert json.loads(json.dumps(told)) == told


def test_a_broken_file_gives_the_released_notebook(make_result, released):
    """Where nothing could be read, the released notebook comes back, with the reason at every exercise."""
    notebook = graded_notebook(make_result("it broke off", "it broke off"), [])
    assert [cell.source for cell in notebook.cells] == [cell.source for cell in released]
    assert notebook.metadata.course["error"] == "it broke off"
