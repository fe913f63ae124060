"""Lesson text (jupytext's py:percent) <-> cells, with the place of each cell in the text kept."""

import re

import jupytext
from jupytext.cell_reader import DoublePercentScriptCellReader
from nbformat import v4

from autograder.build.cells import Cell
from autograder.build.errors import build_error

_FORMAT = {"extension": ".py", "format_name": "percent"}
_MARKER = re.compile(r"# %%($|\s)")
# What jupytext's reader notes about the text's layout; the chunk of a cell has the layout already.
_LAYOUT_KEYS = {"lines_to_next_cell", "lines_to_end_of_cell_marker"}


def read_lesson(text, path="lesson"):
    """Split a lesson into its cells.

    Parameters
    ----------
    text : str
        A py:percent text: a header of comments, then cells that start with ``# %%``.
    path : str or Path
        Named in errors.

    Returns
    -------
    list of Cell
        All of role "given". A line ``# %%`` inside a string does not start a cell.

    Raises
    ------
    BuildError
        If there is anything but comments before the first cell.
    """
    lines = text.splitlines()
    position = _header_length(lines, path)
    cells = []
    while position < len(lines):
        # jupytext's own reader, cell by cell: it knows strings and magics, and says how far it read.
        parsed, length = DoublePercentScriptCellReader(_FORMAT, "python").read(lines[position:])
        cells.append(
            Cell(
                parsed.cell_type,
                parsed.source.strip("\n"),
                line=position + 1,
                origin=len(cells),
                metadata={key: value for key, value in parsed.metadata.items() if key not in _LAYOUT_KEYS},
                chunk="\n".join(lines[position : position + length]) + "\n",
            )
        )
        position += length
    return cells


def write_lesson(header, cells):
    """Put cells together to a lesson; a cell that has a `chunk` is taken as it stands there.

    Parameters
    ----------
    header : str
        Everything before the first cell, see `read_header`.
    cells : list of Cell
        Cells whose source was edited have an empty `chunk`.
    """
    return header + "".join(cell.chunk or _write_chunk(cell) for cell in cells).rstrip("\n") + "\n"


def read_header(text, path="lesson"):
    """Give the text before the first cell."""
    lines = text.splitlines(keepends=True)
    return "".join(lines[: _header_length(text.splitlines(), path)])


def _header_length(lines, path):
    """Count the lines before the first cell: comments and blank lines, nothing else."""
    for i, line in enumerate(lines):
        if _MARKER.match(line):
            return i
        if line.strip() and not line.startswith("#"):
            raise build_error(f"{path}:{i + 1}", "comments only before the first `# %%`", repr(line))
    raise build_error(str(path), "cells that start with `# %%`", "none")


def _write_chunk(cell):
    """Write one cell as py:percent text, a blank line after it."""
    new_cell = {"code": v4.new_code_cell, "markdown": v4.new_markdown_cell, "raw": v4.new_raw_cell}[cell.kind]
    notebook = v4.new_notebook(
        cells=[new_cell(cell.source, metadata=dict(cell.metadata))],
        # no header in front of the single cell
        metadata={"jupytext": {"notebook_metadata_filter": "-all", "cell_metadata_filter": "all"}},
    )
    return jupytext.writes(notebook, _FORMAT).strip("\n") + "\n\n"
