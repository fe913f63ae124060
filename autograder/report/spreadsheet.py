"""Comma-separated values that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

# What makes a spreadsheet compute a cell, also in full width; a cell also begins after a semicolon, for those that cut there.
FORMULA = re.compile(r"""(^|;)([\s"']*)(?=[=+\-@\uff0b\uff0d\uff1d\uff20\x00])""")


def defuse(text: str) -> str:
    """A text on one line that is shown as it stands: an apostrophe goes before what would begin a formula.

    Source: OWASP, CSV Injection (CWE-1236).
    """
    flat = " ".join(text.encode("utf-8", "replace").decode().split())
    return FORMULA.sub(r"\1\2'", flat)


def write_rows(rows: Iterable[Sequence[object]]) -> str:
    """The rows as text; every text in them is defused, numbers are written as short as they are exact."""
    written = io.StringIO()
    csv.writer(written).writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue()


def number(points: float) -> str:
    """A number as people write it."""
    return f"{points:.10g}"


def _cell(value: object) -> str:
    if isinstance(value, (int, float)):
        return number(value)
    return defuse(str(value))
