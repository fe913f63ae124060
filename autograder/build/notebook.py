"""Cells <-> notebook file, with everything left out that differs between two builds."""

import json

import nbformat

from autograder.build.cells import Cell
from autograder.build.errors import build_error

# Fixed, whatever made the notebook: an executed copy has its own Python version here.
NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "pygments_lexer": "ipython3",
    },
}
_NBGRADER_KEYS = {"schema_version", "grade", "solution", "locked", "task", "grade_id", "points"}
# What nbformat raises for text that is not JSON, or not a notebook's.
_NOT_A_NOTEBOOK = (nbformat.ValidationError, AttributeError, KeyError, TypeError, ValueError)


def write_notebook(cells):
    """Write cells as the text of an nbformat 4.5 file without outputs.

    Only ids, sources and nbgrader's metadata are kept. Same cells, same bytes.

    Raises
    ------
    nbformat.ValidationError
        If an id or the metadata is not what the format allows.
    """
    document = {
        "cells": [_cell_document(cell) for cell in cells],
        "metadata": NOTEBOOK_METADATA,
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    nbformat.validate(nbformat.from_dict(document))
    return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _cell_document(cell):
    """Give one cell as the file has it, the source as a list of lines."""
    document = {
        "cell_type": cell.kind,
        "id": cell.id,
        "metadata": {"nbgrader": cell.nbgrader} if cell.nbgrader else {},
        "source": cell.source.splitlines(keepends=True),
    }
    return document | ({"execution_count": None, "outputs": []} if cell.kind == "code" else {})


def read_notebook(path):
    """Read the cells of a notebook that Jupyter may have run, edited and saved.

    Parameters
    ----------
    path : Path
        An .ipynb file of nbformat 4.

    Returns
    -------
    list of Cell
        Id, kind, source without blank lines around it, and nbgrader's metadata without what a release adds.

    Raises
    ------
    BuildError
        If there is no such file or it is not a notebook.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise build_error(str(path), "a notebook", "no such file") from None
    except (*_NOT_A_NOTEBOOK, OSError) as error:
        raise build_error(str(path), "a notebook", f"{type(error).__name__}: {str(error)[:200]}") from None
    return [_read_cell(cell) for cell in notebook.cells]


def _read_cell(cell):
    """Take from a notebook's cell what the builder is about."""
    record = cell.metadata.get("nbgrader", {})
    nbgrader = {key: value for key, value in record.items() if key in _NBGRADER_KEYS}
    if not (nbgrader.get("grade") or nbgrader.get("solution") or nbgrader.get("locked")):
        nbgrader = None  # Jupyter leaves an empty record where a cell was graded once
    elif "points" in nbgrader:
        nbgrader["points"] = plain_number(nbgrader["points"])
    return Cell(cell.cell_type, cell.source.strip("\n"), id=cell.get("id", ""), nbgrader=nbgrader)


def plain_number(number):
    """Write 3.0 as 3, so that the same points are the same bytes."""
    return int(number) if float(number).is_integer() else float(number)


def is_release(path):
    """Whether nbgrader made the notebook for students: it notes a checksum in each graded cell."""
    notebook = nbformat.read(path, as_version=4)
    return any("checksum" in cell.metadata.get("nbgrader", {}) for cell in notebook.cells)
