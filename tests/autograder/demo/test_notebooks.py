"""What happens to notebooks on their way."""

import json

import pytest

from autograder.demo import notebooks
from autograder.grading.read_notebook import read_cells
from autograder.grading.release import released_cells

LAB = "glm_encoding"
TEST = f"{LAB}-fit_lg-test"


@pytest.fixture
def notebook():
    """A released notebook, to be changed."""
    return notebooks.released_notebook(LAB)


def ids_of(notebook):
    return [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in notebook["cells"]]


def test_the_release_itself_is_not_changed(notebook):
    """What happens to one student's notebook does not happen to the next one's."""
    notebooks.fill_in(notebook, LAB, {"fit_lg": "mine"})
    assert "mine" not in [cell["source"] for cell in released_cells(LAB)]


def test_answers_are_filled_in(notebook):
    """An answer stands in its cell and in no other."""
    notebooks.fill_in(notebook, LAB, {"fit_lg": "mine"})
    assert [ids_of(notebook)[k] for k, cell in enumerate(notebook["cells"]) if cell["source"] == "mine"] == [
        f"{LAB}-fit_lg"
    ]


def test_it_is_read_as_it_was_written(notebook):
    """The file is a notebook with the same cells."""
    cells = read_cells(notebooks.write(notebook), "x")
    assert [cell.source for cell in cells] == ["".join(cell["source"]) for cell in notebook["cells"]]


def test_a_copied_cell_is_there_twice(notebook):
    """The copy follows the cell, with its metadata, under another id, as Jupyter copies."""
    n_cells = len(notebook["cells"])
    changed = notebooks.copy_cell(notebook, TEST)
    place = ids_of(changed).index(TEST)
    assert ids_of(changed)[place : place + 2] == [TEST, TEST]
    assert len(changed["cells"]) == n_cells + 1
    assert len({cell["id"] for cell in changed["cells"]}) == n_cells + 1


def test_a_moved_cell_is_last(notebook):
    """The cell is at the end, and only there."""
    ids = ids_of(notebooks.move_to_end(notebook, TEST))
    assert (ids[-1], ids.count(TEST)) == (TEST, 1)


def test_a_deleted_cell_is_gone(notebook):
    """The cell is not there any more."""
    assert TEST not in ids_of(notebooks.delete_cell(notebook, TEST))


def test_stripped_notebooks_have_sources_alone(notebook):
    """No id and no metadata is left."""
    stripped = notebooks.strip_metadata(notebook)
    assert {tuple(cell["metadata"]) for cell in stripped["cells"]} == {()}
    assert not any("id" in cell for cell in stripped["cells"])


def test_the_exercises_are_kept(notebook):
    """Of the lesson's code only the imports stay; exercises, checks and prose stay."""
    before = ids_of(notebook)
    kept = notebooks.keep_exercises(notebook)
    own = [
        cell for cell in kept["cells"] if cell["cell_type"] == "code" and not cell["metadata"].get("nbgrader")
    ]
    assert [cell["source"] for cell in own] == [
        next(c["source"] for c in released_cells(LAB) if c["cell_type"] == "code")
    ]
    assert [one for one in ids_of(kept) if one] == [one for one in before if one]


def test_points_are_forged(notebook):
    """Every test claims to be worth and to have earned a hundred points."""
    forged = notebooks.find_cell(notebooks.forge_points(notebook), TEST)
    assert (forged["source"], forged["metadata"]["nbgrader"]["points"]) == ("100.0", 100)


@pytest.mark.parametrize("kind", ["code", "markdown"])
def test_an_added_cell_is_valid(notebook, kind):
    """A cell of one's own has what Jupyter's have."""
    added = json.loads(notebooks.write(notebooks.add_cell(notebook, kind, "mine", 3)))["cells"][3]
    assert added["source"] == "mine"
    assert ("outputs" in added) == (kind == "code")
