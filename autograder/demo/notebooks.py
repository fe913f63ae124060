"""Notebooks as students hand them in: the release with their answers, and what happened to it on the way."""

from __future__ import annotations

import copy
import json

from autograder.grading.release import released_cells


def released_notebook(lab: str) -> dict:
    """The release of a lab, to be changed."""
    kernelspec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    cells = copy.deepcopy(list(released_cells(lab)))
    return {"cells": cells, "metadata": {"kernelspec": kernelspec}, "nbformat": 4, "nbformat_minor": 5}


def fill_in(notebook: dict, lab: str, answers: dict[str, str]) -> dict:
    """Put answers into the answer cells; exercises and written questions without one stay as released."""
    for name, source in answers.items():
        find_cell(notebook, f"{lab}-{name}")["source"] = source
    return notebook


def find_cell(notebook: dict, grade_id: str) -> dict:
    """The first cell with this nbgrader id."""
    return next(cell for cell in notebook["cells"] if _grade_id(cell) == grade_id)


def write(notebook: dict) -> bytes:
    """A notebook as Jupyter saves it."""
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def copy_cell(notebook: dict, grade_id: str) -> dict:
    """Copy and paste a cell with its nbgrader metadata: an accident by which nbgrader alone stops a class."""
    cell = find_cell(notebook, grade_id)
    twin = {**copy.deepcopy(cell), "id": f"{cell['id']}-copy"[-64:]}
    notebook["cells"].insert(notebook["cells"].index(cell) + 1, twin)
    return notebook


def move_to_end(notebook: dict, grade_id: str) -> dict:
    """Drag a cell below all others."""
    cell = find_cell(notebook, grade_id)
    notebook["cells"].remove(cell)
    notebook["cells"].append(cell)
    return notebook


def delete_cell(notebook: dict, grade_id: str) -> dict:
    """Delete a cell that was meant to stay."""
    notebook["cells"].remove(find_cell(notebook, grade_id))
    return notebook


def keep_exercises(notebook: dict) -> dict:
    """Clear away the lesson's own code, all but the imports; that also makes a notebook quick to run."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    cleared = [cell for cell in code[1:] if not _grade_id(cell)]
    notebook["cells"] = [cell for cell in notebook["cells"] if cell not in cleared]
    return notebook


def strip_metadata(notebook: dict) -> dict:
    """Pass through a service that keeps sources alone: no cell ids, no nbgrader metadata."""
    for cell in notebook["cells"]:
        cell.pop("id", None)
        cell["metadata"] = {}
    return {**notebook, "nbformat_minor": 4}


def add_cell(notebook: dict, kind: str, source: str, position: int) -> dict:
    """Write a cell of one's own between the released ones."""
    cell = {"cell_type": kind, "id": f"own-{position}", "metadata": {}, "source": source}
    if kind == "code":
        cell |= {"outputs": [], "execution_count": None}
    notebook["cells"].insert(position, cell)
    return notebook


def forge_points(notebook: dict) -> dict:
    """Make every exercise worth a hundred points, and have its tests say that they are earned."""
    for cell in notebook["cells"]:
        nbgrader = cell["metadata"].get("nbgrader", {})
        if nbgrader.get("locked") and nbgrader.get("grade"):
            nbgrader.update(points=100, locked=False)
            cell["source"] = "100.0"
    return notebook


def _grade_id(cell: dict) -> str:
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")
