"""A lesson is split into cells as jupytext splits it, and put together again to the letter."""

from dataclasses import replace

import jupytext
import pytest

from autograder.build.cells import Cell, find_lessons
from autograder.build.errors import BuildError
from autograder.build.lesson import read_header, read_lesson, write_lesson

HEADER = "# ---\n# jupyter:\n#   kernelspec: {name: python3}\n# ---\n\n"


def read_back(cell):
    """Write one cell as a lesson and read it again."""
    return read_lesson(write_lesson(HEADER, [cell]))


def test_cells_are_those_of_jupytext(tiny, repository):
    """Kinds and sources agree with jupytext's own reading, in this small lesson and in the course's own."""
    for text in [tiny.lesson_text, *(path.read_text() for path in find_lessons(repository).values())]:
        ours = [(cell.kind, cell.source) for cell in read_lesson(text)]
        cells = jupytext.reads(text, "py:percent").cells
        assert ours == [(cell.cell_type, cell.source.strip("\n")) for cell in cells]


def test_marker_inside_a_string_starts_no_cell():
    """A line `# %%` in a triple-quoted string is part of its cell."""
    cells = read_lesson('# %%\ntext = """\n# %% no cell\n"""\n\n# %%\nx = 1\n')
    assert [cell.source for cell in cells] == ['text = """\n# %% no cell\n"""', "x = 1"]


def test_blank_lines_around_a_cell_are_not_its_own():
    """A cell starts and ends with text, whatever spacing the lesson has."""
    cells = read_lesson("# %% [markdown]\n#\n# text\n#\n\n# %%\n\nx = 1\n\n\n\n")
    assert [cell.source for cell in cells] == ["text", "x = 1"]


def test_cells_know_their_line(tiny):
    """The line of a cell is the line of its marker in the file."""
    lines = tiny.lesson_text.splitlines()
    for cell in read_lesson(tiny.lesson_text):
        assert lines[cell.line - 1].startswith("# %%")


def test_marker_line_gives_metadata():
    """Keys behind the marker are read as values."""
    [cell] = read_lesson('# %% [markdown] question="tiny.why" points=2.5\n# Why?\n')
    assert cell.metadata == {"question": "tiny.why", "points": 2.5}


def test_untouched_cells_are_written_as_they_stood(tiny):
    """Reading and writing a lesson gives the same text, odd spacing included."""
    text = tiny.lesson_text.replace("# %%\nvalues", "#   %%\n\n\nvalues")
    assert write_lesson(read_header(text), read_lesson(text)) == text


@pytest.mark.parametrize(
    "cell",
    [
        Cell("markdown", "# Title\n\n- *one*\n- $\\omega$ 'two'"),
        Cell("markdown", "Why?\n\n---mark scheme---\n\nSo.", metadata={"question": "tiny.why", "points": 2}),
        Cell("code", "%matplotlib inline\nx = 1\n\n\ny = 2"),
        Cell("code", 'text = """\n# %% no cell\n"""'),
        Cell("code", "x = 1", metadata={"tags": ["wide"]}),
    ],
)
def test_edited_cells_are_read_as_they_were_written(cell):
    """A cell without a place in the text is written so that it reads the same."""
    [back] = read_back(cell)
    assert (back.kind, back.source, back.metadata) == (cell.kind, cell.source, cell.metadata)


def test_only_the_edited_cell_changes_the_text(tiny):
    """An edit of one cell leaves every other line of the lesson alone."""
    cells = read_lesson(tiny.lesson_text)
    cells[-1] = replace(cells[-1], source="Nothing.", chunk="")
    expected = tiny.lesson_text.replace("# What could be wrong?", "# Nothing.")
    assert write_lesson(read_header(tiny.lesson_text), cells) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# a title\nimport numpy\n# %%\n", "lesson:2: expected comments only .* came 'import numpy'"),
        ("# only a comment\n", "cells that start with"),
    ],
)
def test_text_outside_cells_is_refused(text, message):
    """Code before the first marker belongs to no cell."""
    with pytest.raises(BuildError, match=message):
        read_lesson(text)
