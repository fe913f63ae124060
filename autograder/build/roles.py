"""Passes that find out what each cell of a lesson is: exercise, check, question, or given as it is."""

import re
from dataclasses import replace

_EXERCISE = re.compile(r"from solutions\.(\w+) import (\w+) +# exercise")
_CHECK = re.compile(r'check\("(\w+)\.(\w+)"\)')
_SEPARATOR = "---mark scheme---"


def find_exercises(cells, lab):
    """Give the role "exercise" to a cell ``from solutions.<lab> import <name>  # exercise``."""
    return [_name_cell(cell, lab, "exercise", _EXERCISE) for cell in cells]


def find_checks(cells, lab):
    """Give the role "check" to a cell ``check("<lab>.<name>")``."""
    return [_name_cell(cell, lab, "check", _CHECK) for cell in cells]


def _name_cell(cell, lab, role, pattern):
    """Set role and name where the whole cell matches the pattern."""
    match = pattern.fullmatch(cell.source) if cell.kind == "code" and cell.role == "given" else None
    if not match:
        return cell
    if match[1] != lab.name:
        raise lab.error(cell, f"an exercise of the lab {lab.name!r}", repr(cell.source))
    return replace(cell, role=role, name=match[2])


def split_questions(cells, lab):
    """Make two cells of a written question: its text, and an answer that holds the mark scheme.

    In the lesson: ``# %% [markdown] question="<lab>.<name>" points=3`` with a line ``---mark scheme---``.
    """
    return [part for cell in cells for part in _split_question(cell, lab)]


def _split_question(cell, lab):
    """Split one cell if it is a question."""
    parts = re.split(rf"^{_SEPARATOR}\s*$", cell.source, flags=re.MULTILINE)
    if "question" not in cell.metadata:
        if len(parts) > 1:
            expected = f'`# %% [markdown] question="{lab.name}.<name>" points=3` before a mark scheme'
            raise lab.error(cell, expected, repr(cell.chunk.split("\n")[0]))
        return [cell]
    if len(parts) != 2 or not all(part.strip() for part in parts) or cell.kind != "markdown":
        expected = f"markdown: a question, a line `{_SEPARATOR}`, a mark scheme"
        raise lab.error(cell, expected, f"{cell.kind}, {len(parts)} part(s)")
    question, mark_scheme = (part.strip("\n") for part in parts)
    name, points = _question_name(cell, lab), _question_points(cell, lab)
    return [
        replace(cell, source=question, role="question", name=name),
        replace(cell, source=mark_scheme, role="answer", name=name, points=points),
    ]


def join_question(question, mark_scheme):
    """Write the two parts of a question as the lesson has them: the opposite of `split_questions`."""
    return f"{question}\n\n{_SEPARATOR}\n\n{mark_scheme}"


def _question_name(cell, lab):
    """Take the name out of ``<lab>.<name>``."""
    match = re.fullmatch(r"(\w+)\.(\w+)", str(cell.metadata["question"]))
    if not match or match[1] != lab.name:
        raise lab.error(cell, f'question="{lab.name}.<name>"', repr(cell.metadata["question"]))
    return match[2]


def _question_points(cell, lab):
    """Read the points of a question."""
    points = cell.metadata.get("points")
    if isinstance(points, bool) or not isinstance(points, int | float) or not points > 0:
        raise lab.error(cell, "points=<a number above 0> beside question=", repr(points))
    return points
