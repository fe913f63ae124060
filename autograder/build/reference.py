"""The reference functions of a lab as text: find one, take its source out, put another source in."""

import ast

from autograder.build.code import assignment_target, defined_name
from autograder.build.errors import build_error


def parse_reference(lab):
    """Parse ``solutions/<lab>.py``.

    Raises
    ------
    BuildError
        If it is not Python.
    """
    try:
        return ast.parse(lab.reference_text)
    except SyntaxError as error:
        raise build_error(f"solutions/{lab.name}.py:{error.lineno}", "Python", error.msg) from None


def find_reference(lab, name):
    """Find the lines of a definition, as ``(first, last)`` counted from 1.

    A function comes with its decorators; an assignment with the comments right above it, which say what the
    student is asked. None if the reference does not define the name.
    """
    found, lines = None, lab.reference_text.splitlines()
    for node in parse_reference(lab).body:
        if defined_name(node) == name:  # the last one counts, as in Python
            decorators = getattr(node, "decorator_list", [])
            first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
            if assignment_target(node):
                found = _first_comment_line(lines, first), node.end_lineno
            else:
                found = first, _last_comment_line(lines, node.end_lineno)
    return found


def reference_source(lab, name):
    """Give the source of a definition, solution markers included; None if there is no such definition."""
    lines = find_reference(lab, name)
    return lines and "\n".join(lab.reference_text.splitlines()[lines[0] - 1 : lines[1]])


def replace_reference(lab, name, source):
    """Give the text of ``solutions/<lab>.py`` with another source in the place of a definition."""
    first, last = find_reference(lab, name)
    lines = lab.reference_text.splitlines()
    return "\n".join([*lines[: first - 1], *source.splitlines(), *lines[last:]]) + "\n"


def _first_comment_line(lines, first):
    """Go up from line `first` (from 1) over the comments right above it."""
    while first > 1 and lines[first - 2].startswith("#"):
        first -= 1
    return first


def _last_comment_line(lines, last):
    """Go down from line `last` over indented comments: a marker may be the last line of a function."""
    for i in range(last, len(lines)):
        if lines[i].strip() and not lines[i].lstrip().startswith("#") or lines[i].startswith("#"):
            break
        last = i + 1 if lines[i].strip() else last
    return last
