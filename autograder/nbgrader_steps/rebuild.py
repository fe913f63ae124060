"""The notebook that instructors and students get back: the released one with the student's answers."""

from __future__ import annotations

import copy
from dataclasses import dataclass

import nbformat

from autograder.grading.matching import defined_names, is_check, is_stub
from autograder.grading.read_notebook import Cell
from autograder.grading.release import released_cells

MAX_SHOWN = 200_000  # characters of a cell


@dataclass
class Placed:
    """A cell of the rebuilt notebook, and which cell of the submission it came from, if any."""

    cell: nbformat.NotebookNode
    index: int | None = None


def rebuild(lab: str, cells: list[Cell]) -> list[Placed]:
    """Put a submission's cells where the release has theirs; an added cell stays behind its neighbour.

    Points, ids, locked cells and the order come from the release alone.
    """
    release = released_cells(lab)
    found = {number: _find(raw, lab, cells) for number, raw in enumerate(release)}
    taken = {index for index in found.values() if index is not None}
    extra = _extras(cells, taken, release)
    placed = [Placed(_extra_cell(cells[index], index), index) for index in extra.pop(-1, [])]
    for number, raw in enumerate(release):
        placed.append(_place(raw, found[number], cells))
        placed += [Placed(_extra_cell(cells[index], index), index) for index in extra.pop(found[number], [])]
    return placed


def _find(raw: dict, lab: str, cells: list[Cell]) -> int | None:
    """The submission's cell that answers to a released one: by its ids, else by what it defines."""
    grade_id = raw["metadata"].get("nbgrader", {}).get("grade_id")
    same = [
        index
        for index, cell in enumerate(cells)
        if cell.kind == raw["cell_type"]
        and ((grade_id and cell.grade_id == grade_id) or cell.id == raw["id"])
    ]
    if raw["metadata"].get("nbgrader", {}).get("solution") and raw["cell_type"] == "code":
        names = defined_names("".join(raw["source"]))
        same += [
            index
            for index, cell in enumerate(cells)
            if cell.kind == "code" and names & defined_names(cell.source)
        ]
    written = [index for index in same if not is_stub(cells[index].source, lab)]
    return max(written or same, default=None)


def _place(raw: dict, index: int | None, cells: list[Cell]) -> Placed:
    """A released cell, with the student's source if it is theirs to write."""
    cell = nbformat.from_dict(copy.deepcopy(raw))
    cell.source = "".join(raw["source"])
    if index is None or cell.metadata.get("nbgrader", {}).get("locked"):
        return Placed(cell)
    cell.source = _shown(cells[index])
    return Placed(cell, index)


def _extras(cells: list[Cell], taken: set[int], release) -> dict[int, list[int]]:
    """Cells that the student added, by the known cell that they follow (-1: none)."""
    locked = {
        raw["metadata"]["nbgrader"]["grade_id"]
        for raw in release
        if raw["metadata"].get("nbgrader", {}).get("locked")
    }
    extras: dict[int, list[int]] = {}
    last = -1
    for index, cell in enumerate(cells):
        if index in taken:
            last = index
        elif (
            cell.kind in ("code", "markdown")
            and cell.source.strip()
            and not is_check(cell.source)
            and cell.grade_id not in locked
        ):
            extras.setdefault(last, []).append(index)
    return extras


def _extra_cell(cell: Cell, index: int) -> nbformat.NotebookNode:
    make = nbformat.v4.new_code_cell if cell.kind == "code" else nbformat.v4.new_markdown_cell
    return make(_shown(cell), id=f"added-{index:04d}")


def _shown(cell: Cell) -> str:
    """A source, cut where no reader would go on: a page of it takes a browser's time, and the grader's."""
    if len(cell.source) <= MAX_SHOWN:
        return cell.source
    return f"{cell.source[:MAX_SHOWN]}\n\n[{len(cell.source) - MAX_SHOWN} more characters are left out here]"
