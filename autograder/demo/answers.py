"""What students put into their answer cells: the reference, or what one of them wrote."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from autograder.build.cells import open_lab
from autograder.build.reference import reference_source
from autograder.exercises import exercises_of, points_of

ROOT = Path(__file__).parents[2]
WRITTEN = Path(__file__).parent / "written"


def reference_answers(lab: str) -> dict[str, str]:
    """Each exercise's name with the reference solution as a student would have typed it: without marks."""
    texts = open_lab(lab, ROOT, points_of)
    return {
        exercise.name: without_marks(reference_source(texts, exercise.name)) for exercise in exercises_of(lab)
    }


def without_marks(source: str) -> str:
    """A reference without the comments that mark what is hidden from students."""
    lines = [re.sub(r" *# *fill:.*", "", line) for line in source.splitlines()]
    return "\n".join(line for line in lines if not re.match(r" *#+ *(BEGIN|END) SOLUTION", line))


def written_answers(student: str, lab: str) -> dict[str, str]:
    """What a student's file in ``written/`` defines: a cell an exercise, with the lines before it."""
    source = (WRITTEN / f"{student}.py").read_text(encoding="utf-8")
    lines, cells, first = source.splitlines(), {}, 0
    names = {exercise.name for exercise in exercises_of(lab)}
    for node in ast.parse(source).body:
        if _is_docstring(node):
            first = node.end_lineno
        if _defined(node) in names:
            cells[_defined(node)] = _tidy(lines[first : node.end_lineno])
            first = node.end_lineno
    return cells


def _is_docstring(node) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _defined(node) -> str:
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    return getattr(node, "name", "")


def _tidy(lines: list[str]) -> str:
    """A cell's lines without the file's notes to the linter."""
    return "\n".join(line for line in lines if not line.startswith("# ruff:")).strip()
