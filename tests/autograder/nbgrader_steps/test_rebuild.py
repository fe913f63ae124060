"""The notebook that comes back is the released one: only the answers are the student's."""

from dataclasses import replace

import pytest

from autograder.grading.read_notebook import Cell
from autograder.nbgrader_steps.rebuild import rebuild

ANSWER = "def fit_lg(stim, spikes, d=25):\n    return 'mine'"


def sources_of(placed):
    return [item.cell.source for item in placed]


def strip(cells, *names):
    """Remove cells by the end of their nbgrader id."""
    return [cell for cell in cells if not (cell.grade_id and cell.grade_id.endswith(names))]


def test_an_untouched_notebook_comes_back_as_released(lab, handed_in, released):
    """A notebook that nobody edited is rebuilt cell by cell as it was released."""
    assert [item.cell for item in rebuild(lab, handed_in())] == released


def test_an_answer_is_put_in_its_place(lab, handed_in, released):
    """The student's source stands where the release has the exercise, under the released metadata."""
    cells = [item.cell for item in rebuild(lab, handed_in(fit_lg=ANSWER))]
    (place,) = [number for number, cell in enumerate(released) if cell.id == "glm_encoding-fit_lg"]
    assert cells[place].source == ANSWER
    assert cells[place].metadata == released[place].metadata


@pytest.mark.parametrize(
    "spoil",
    [
        lambda cell: replace(cell, source="100.0"),
        lambda cell: replace(cell, grade_id="glm_encoding-fit_lg", source="100.0"),
        lambda cell: replace(cell, grade_id="", id="", source="check = print"),
        lambda cell: replace(cell, kind="markdown", source="# all right"),
    ],
    ids=["source", "another's id", "no id", "another kind"],
)
def test_locked_cells_come_from_the_release(lab, handed_in, released, spoil):
    """Whatever was done to a locked cell, the rebuilt notebook has the released one, and its metadata."""
    cells = [spoil(cell) if cell.grade_id.endswith("-test") else cell for cell in handed_in()]
    rebuilt = {
        item.cell.metadata.nbgrader.grade_id: item.cell for item in rebuild(lab, cells) if item.cell.metadata
    }
    locked = [cell for cell in released if cell.metadata.get("nbgrader", {}).get("locked")]
    assert locked
    assert [rebuilt[cell.metadata.nbgrader.grade_id] for cell in locked] == locked


def test_deleted_cells_come_back(lab, handed_in, released):
    """Checks, tests and questions that were deleted stand in the rebuilt notebook again."""
    cells = strip(handed_in(), "-check", "-test", "-question")
    assert [item.cell for item in rebuild(lab, cells)] == released


def test_a_deleted_answer_is_the_stub(lab, handed_in, released):
    """Where an exercise's cell was deleted, the released stub stands, so that points stay in their places."""
    cells = [cell for cell in handed_in() if cell.grade_id != "glm_encoding-fit_lg"]
    assert sources_of(rebuild(lab, cells)) == [cell.source for cell in released]


def test_copied_cells_are_dropped(lab, handed_in, released):
    """Copies of locked cells do not come back."""
    cells = [
        copy
        for cell in handed_in()
        for copy in [cell] * (2 if cell.grade_id.endswith(("-test", "-check")) else 1)
    ]
    assert [item.cell for item in rebuild(lab, cells)] == released


def test_of_two_answers_the_written_one_counts(lab, handed_in):
    """A stub that was copied before the answer was written does not replace it, wherever it stands."""
    written, stub = handed_in(fit_lg=ANSWER), handed_in()
    (copied,) = [cell for cell in stub if cell.grade_id == "glm_encoding-fit_lg"]
    for cells in ([*written, copied], [copied, *written]):
        rebuilt = {item.cell.id: item.cell.source for item in rebuild(lab, cells)}
        assert rebuilt["glm_encoding-fit_lg"] == ANSWER


def test_a_bare_copy_of_a_check_is_dropped(lab, handed_in, released):
    """A check that was typed or pasted again, without metadata, does not come back."""
    cells = [
        *handed_in(),
        Cell("code", 'check("glm_encoding.fit_lg")'),
        Cell("code", 'score("glm_encoding.fit_lg")'),
    ]
    assert [item.cell for item in rebuild(lab, cells)] == released


def test_order_is_the_releases(lab, handed_in, released):
    """Cells that were moved are back in the order of the lesson."""
    assert [item.cell.id for item in rebuild(lab, handed_in()[::-1])] == [cell.id for cell in released]


def test_answers_are_found_without_metadata(lab, handed_in, released):
    """Where a service stripped ids and metadata, an answer is found by the name that it defines."""
    bare = [replace(cell, id="", grade_id="") for cell in handed_in(fit_lg=ANSWER)]
    rebuilt = {item.cell.id: item.cell for item in rebuild(lab, bare)}
    assert rebuilt["glm_encoding-fit_lg"].source == ANSWER
    assert set(rebuilt) >= {cell.id for cell in released}


def test_own_cells_stay_behind_their_neighbours(lab, handed_in, released):
    """What a student added comes back, in order, behind the cell that it followed, with an id of its own."""
    cells = handed_in()
    own = [Cell("code", "print('mine')", "x"), Cell("markdown", "*mine*", "y")]
    rebuilt = [item.cell for item in rebuild(lab, [*cells[:5], *own, *cells[5:]])]
    assert [cell.source for cell in rebuilt[5:7]] == ["print('mine')", "*mine*"]
    assert [cell for cell in rebuilt if not cell.id.startswith("added-")] == released


def test_ids_are_unique(lab, handed_in):
    """However many cells share an id in the submission, those of the rebuilt notebook differ."""
    cells = [replace(cell, id="same") for cell in handed_in()] + [
        Cell("code", f"{n}", "same") for n in range(5)
    ]
    ids = [item.cell.id for item in rebuild(lab, cells)]
    assert len(ids) == len(set(ids))


def test_own_cells_carry_no_metadata(lab, handed_in):
    """An added cell cannot bring nbgrader metadata, and with it points, along."""
    own = Cell("code", "100.0", "own", "glm_encoding-bonus-test")
    (added,) = [item.cell for item in rebuild(lab, [*handed_in(), own]) if item.cell.source == "100.0"]
    assert added.metadata == {}
