"""Passes that change nothing: they refuse a lesson that would not work for a student."""

import ast

from autograder.build.code import imported_modules, imported_names, names_needed, parse_cell
from autograder.build.errors import build_error
from autograder.build.reference import parse_reference


def refuse_unpaired_exercises(cells, lab):
    """Each exercise is followed, somewhere, by its one check; names are used once."""
    open_exercises, seen = {}, set()
    for cell in cells:
        if cell.role in ("exercise", "question"):
            if cell.name in seen:
                raise lab.error(cell, "each exercise and question once", f"a second {cell.name!r}")
            seen.add(cell.name)
        if cell.role == "exercise":
            open_exercises[cell.name] = cell
        elif cell.role == "check" and open_exercises.pop(cell.name, None) is None:
            reason = "a second check" if cell.name in seen else "a check without one"
            raise lab.error(cell, f"the exercise {cell.name!r} before its only check", reason)
    for cell in open_exercises.values():
        raise lab.error(cell, f'a cell `check("{lab.name}.{cell.name}")` after the exercise', "none")
    return cells


def refuse_bad_given_code(cells, lab):
    """Code given to students is Python and asks for nothing that a student's machine does not have."""
    for cell in cells:
        if cell.kind == "code" and cell.role == "given":
            tree = _parse(cell, lab)
            for line, module in imported_modules(tree):
                _refuse_hidden_module(cell, lab, line, module)
            calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
            if any(ast.unparse(call.func) == "check" for call in calls):
                raise lab.error(cell, f'`check("{lab.name}.<name>")` alone in its cell', repr(cell.source))
    return cells


def _parse(cell, lab):
    """Parse a code cell or say in which line of the lesson it breaks."""
    try:
        return parse_cell(cell.source)
    except SyntaxError as error:
        line = f"{error.msg} in line {cell.line + (error.lineno or 0)}"
        raise lab.error(cell, "a cell of Python", line) from None


def _refuse_hidden_module(cell, lab, line, module):
    """Only `autograder` itself and its visible half are in the student kit."""
    parts = module.split(".")
    hidden = parts[0] == "solutions" or (parts[0] == "autograder" and parts[1:2] not in ([], ["visible"]))
    if hidden:
        form = f"from solutions.{lab.name} import <name>  # exercise"
        came = f"an import of {module!r} in line {cell.line + line}"
        raise lab.error(cell, f"modules of the student kit, or `{form}` alone in its cell", came)


def refuse_unknown_names(cells, lab):
    """An exercise uses what the setup cell imports and what earlier exercises define, nothing else.

    So the reference's source runs where the notebook puts it. The setup cell is the first code cell.
    """
    given = [cell for cell in cells if cell.kind == "code" and cell.role == "given"]
    setup = imported_names(_parse(given[0], lab)) if given else {}
    reference = imported_names(parse_reference(lab))
    defined = set()
    for cell in (cell for cell in cells if cell.role == "exercise"):
        for name in sorted(names_needed(cell.source) - defined):
            _refuse_unknown_name(cell, lab, name, setup, reference)
        defined.add(cell.name)
    return cells


def _refuse_unknown_name(cell, lab, name, setup, reference):
    """Say where a name of an exercise should come from, unless the setup cell imports just that."""
    origin = reference.get(name)
    if name not in setup:
        expected = f"all that {cell.name!r} uses from the setup cell's imports or an earlier exercise"
        known = f"in solutions/{lab.name}.py it is {origin}"
        advice = known if origin else f"define it inside {cell.name!r}"
        raise lab.error(cell, expected, f"{name!r} from neither", advice)
    if origin and setup[name] != origin:
        expected = f"{name!r} in the setup cell to be {origin}, as in solutions/{lab.name}.py"
        raise lab.error(cell, expected, setup[name])


def refuse_bad_ids(cells, lab):
    """Ids are unique and short enough for the notebook format."""
    seen = set()
    for cell in cells:
        if cell.id in seen or len(cell.id) > 64:
            raise build_error(f"lab {lab.name!r}", "unique cell ids of at most 64 characters", repr(cell.id))
        seen.add(cell.id)
    return cells
