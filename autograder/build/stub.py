"""The student's version of a reference, made from the same lines.

Inside a function, ``# BEGIN SOLUTION`` ... ``# END SOLUTION`` is a region. It becomes one line that raises
NotImplementedError. If lines of it end with ``# fill: EXPRESSION | EXPRESSION``, the region stays, with `...`
for each of those expressions and the raising line on top. An assignment keeps its comments, not its value.
"""

import ast
import io
import re
import tokenize

from autograder.build.code import assignment_target, defined_name
from autograder.build.errors import build_error

_MARKER = re.compile(r"#+ *(BEGIN|END) SOLUTION\s*")
_FILL = re.compile(r"# *fill:(.*)")


def student_version(source, name):
    """Make what the student gets from what the reference says.

    Parameters
    ----------
    source : str
        Source of one function or one assignment, markers included.
    name : str
        What it defines.

    Returns
    -------
    str
        Valid Python without any marked line or expression of the solution.

    Raises
    ------
    BuildError
        If nothing is marked, a marker has no partner, an expression to fill in does not occur exactly once in
        its line, or the result is not Python.
    """
    node = _only_statement(source, name)
    student = _blank_value(source, node) if assignment_target(node) else _blank_regions(source, name)
    try:
        compile(student, name, "exec")
    except SyntaxError as error:
        raise build_error(name, "a student version that is Python", f"{error.msg}: {error.text}") from None
    return student


def hidden_lines(source, name):
    """Give the lines, stripped, that the reference has and its student version has not."""
    shown = {line.strip() for line in student_version(source, name).splitlines()}
    code = (_FILL.sub("", line).strip() for line in source.splitlines())
    return [line for line in code if line and line not in shown and not _MARKER.fullmatch(line)]


def _only_statement(source, name):
    """Parse the source, which must define `name` and do nothing else."""
    try:
        body = ast.parse(source).body
    except SyntaxError as error:
        raise build_error(name, "Python", f"{error.msg} in line {error.lineno}") from None
    if len(body) != 1 or defined_name(body[0]) != name:
        came = ", ".join(defined_name(node) or type(node).__name__ for node in body)
        raise build_error(name, f"one definition of {name!r} and nothing else", came or "nothing")
    return body[0]


def _blank_value(source, node):
    """Replace all behind the target; a comment behind the value goes too, for it may give the answer away."""
    target = node.annotation if isinstance(node, ast.AnnAssign) else assignment_target(node)
    lines = source.splitlines()[: target.end_lineno]
    lines[-1] = lines[-1].encode()[: target.end_col_offset].decode() + " = ..."  # ast counts in bytes
    return "\n".join(lines)


def _blank_regions(source, name):
    """Replace every region of a function."""
    lines = source.splitlines()
    comments = _comments(source)
    regions = _find_regions(lines, comments, name)
    inside = {row for first, last in regions for row in range(first, last + 1)}
    for row, (_, comment) in comments.items():
        if _FILL.search(comment) and row not in inside:
            raise build_error(name, "`# fill:` inside a solution region only", repr(lines[row]))
    for first, last in reversed(regions):
        lines[first : last + 1] = _blank_region(lines, comments, first, last, name)
    return "\n".join(lines)


def _find_regions(lines, comments, name):
    """Find the rows (from 0) of the begin and end marker of every region."""
    marks = [(row, match[1]) for row, (_, text) in comments.items() if (match := _MARKER.fullmatch(text))]
    if sum("BEGIN SOLUTION" in line or "END SOLUTION" in line for line in lines) != len(marks):
        raise build_error(name, "solution markers as comments on lines of their own", "one inside other text")
    if not marks:
        raise build_error(name, "a region `# BEGIN SOLUTION` ... `# END SOLUTION`", "none")
    if [kind for _, kind in marks] != ["BEGIN", "END"] * (len(marks) // 2):
        came = " ".join(kind for _, kind in marks)
        raise build_error(name, "BEGIN SOLUTION and END SOLUTION in turn", came)
    rows = [row for row, _ in marks]
    return list(zip(rows[::2], rows[1::2], strict=True))


def _blank_region(lines, comments, first, last, name):
    """Give the lines that replace a region: one that raises, and the scaffold if there are fill-ins."""
    indent = lines[first][: len(lines[first]) - len(lines[first].lstrip())]
    scaffold, n_fills = [], 0
    for row in range(first + 1, last):
        fill = _FILL.search(comments[row][1]) if row in comments else None
        if fill:
            column = comments[row][0] + fill.start()
            scaffold.append(_blank_expressions(lines[row][:column].rstrip(), fill[1].split(" | "), name))
            n_fills += len(fill[1].split(" | "))
        else:
            scaffold.append(lines[row])
    if not n_fills:
        return [f'{indent}raise NotImplementedError("{name}: replace this line with your code")']
    places = "the place marked ..." if n_fills == 1 else f"the {n_fills} places marked ..."
    return [f'{indent}raise NotImplementedError("{name}: fill in {places} and delete this line")', *scaffold]


def _blank_expressions(code, expressions, name):
    """Put `...` in the place of each expression, which must occur exactly once."""
    for expression in (text.strip() for text in expressions):
        if not expression or code.count(expression) != 1:
            found = code.count(expression) if expression else "no expression"
            raise build_error(name, f"{expression!r} exactly once in {code.strip()!r}", f"{found}")
        code = code.replace(expression, "...")
    return code


def _comments(source):
    """Map each row (from 0) that has a comment to its column and text; text in strings is not a comment."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = [token for token in tokens if token.type == tokenize.COMMENT]
    return {token.start[0] - 1: (token.start[1], token.string) for token in comments}
