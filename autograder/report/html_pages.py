"""Pages from templates: everything inserted is escaped, the style is inside, nothing is fetched and nothing runs."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

import autograder.nbgrader_steps
from autograder.grading.release import released_cells
from autograder.report.spreadsheet import number

TEMPLATES = Path(__file__).parent / "templates"
FEEDBACK_STYLE = Path(autograder.nbgrader_steps.__file__).parent / "templates" / "feedback.css"  # pages look like nbgrader's


def render(template: str, **values) -> str:
    """The page that a template makes of some values."""
    return _environment().get_template(template).render(**values)


@functools.cache
def title_of(lab: str) -> str:
    """The lab's name: the first heading of its notebook."""
    texts = ("".join(cell["source"]) for cell in released_cells(lab) if cell["cell_type"] == "markdown")
    found = next((heading for text in texts if (heading := re.search(r"^# +(.+)", text, re.M))), None)
    return found[1].strip() if found else lab


@functools.cache
def _environment() -> Environment:
    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                       lstrip_blocks=True)
    made.filters["number"] = number
    made.filters["percent"] = lambda share: f"{100 * share:.0f} %"
    made.filters["plural"] = lambda count, word: f"{count} {word}{'' if count == 1 else 's'}"
    made.globals["css"] = Markup(FEEDBACK_STYLE.read_text(encoding="utf-8") + _style())
    return made


def _style() -> str:
    return (TEMPLATES / "report.css").read_text(encoding="utf-8")
