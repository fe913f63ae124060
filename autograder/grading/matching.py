"""What of a student's notebook is run: everything that they wrote, but neither checks nor stubs left empty."""

from __future__ import annotations

import ast
import functools
import re
import warnings
from collections import Counter

from autograder.exercises import LABS, exercises_of
from autograder.grading.read_notebook import Cell

MAX_PARSED = 200_000  # characters; a cell beyond that is no answer, and takes the parser's time and memory
PLAIN = (ast.Constant, ast.List, ast.Tuple, ast.Load)
DEFINITIONS = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
CHECK_CALL = re.compile(r"^\s*(check|score)\s*\(", re.M)


def find_lab(cells: list[Cell], path) -> str | None:
    """The lab that a notebook belongs to: by the checks and names in it, whatever the file is called."""
    seen = Counter()
    for cell in cells:
        for lab in LABS:
            seen[lab] += cell.source.count(f'"{lab}.') + cell.source.count(f"'{lab}.") + cell.grade_id.startswith(f"{lab}-")
            seen[lab] += _n_defined(cell, lab)
    best = seen.most_common(1)
    if best and best[0][1]:
        return best[0][0]
    return next((lab for lab in LABS if lab in str(path)), None)


def _n_defined(cell: Cell, lab: str) -> int:
    """How many exercises of a lab a cell defines."""
    names = defined_names(cell.source) if cell.kind == "code" else ()
    return sum(exercise.name in names for exercise in exercises_of(lab))


def parse(source: str) -> list[ast.stmt]:
    """The statements of a cell; none where it is no Python, or too long to be looked into."""
    if len(source) > MAX_PARSED:
        return []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # such as a backslash in a plain string
        try:
            return ast.parse(source).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return []


@functools.lru_cache(maxsize=2048)
def defined_names(source: str) -> frozenset[str]:
    """The functions and variables that a cell defines at its top level."""
    body = parse(source)
    functions = {node.name for node in body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    targets = [target for node in body if isinstance(node, ast.Assign) for target in node.targets]
    return frozenset(functions | {target.id for target in targets if isinstance(target, ast.Name)})


def only_defines(source: str) -> bool:
    """Whether running a cell does nothing but import modules, define functions and classes, and name constants."""
    body = parse(source)
    return bool(body) and all(isinstance(node, DEFINITIONS) or _names_a_constant(node) for node in body)


def _names_a_constant(node: ast.stmt) -> bool:
    """Or a list of constants, as the answer to an evidence question may be."""
    return isinstance(node, ast.Assign) and all(isinstance(part, PLAIN) for part in ast.walk(node.value))


def is_check(source: str) -> bool:
    """Whether a cell does nothing but call the grader."""
    lines = [line for line in source.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return bool(lines) and all(CHECK_CALL.match(line) or line.startswith("from autograder import") for line in lines)


@functools.lru_cache(maxsize=2048)
def is_stub(source: str, lab: str) -> bool:
    """Whether a cell holds an exercise that was not touched: it raises NotImplementedError first thing."""
    body = parse(source)
    functions = [node for node in body if isinstance(node, ast.FunctionDef)]
    return bool(functions) and len(functions) == len(body) and all(map(_raises_first, functions))


def _raises_first(function: ast.FunctionDef) -> bool:
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    first = body[0] if body else None
    raised = first.exc if isinstance(first, ast.Raise) else None
    name = raised.func if isinstance(raised, ast.Call) else raised
    return isinstance(name, ast.Name) and name.id == "NotImplementedError"


def runnable(cells: list[Cell], lab: str) -> list[int]:
    """Indices of the cells to run, in the notebook's order.

    A stub that is still there beside a written answer (a copied cell) does not undo the answer.
    """
    code = [index for index, cell in enumerate(cells) if cell.kind == "code" and cell.source.strip()]
    code = [index for index in code if not is_check(cells[index].source)]
    written = {name for index in code if not is_stub(cells[index].source, lab) for name in defined_names(cells[index].source)}
    return [index for index in code
            if not (is_stub(cells[index].source, lab) and defined_names(cells[index].source) & written)]
