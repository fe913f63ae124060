"""The feedback page: one HTML file for each student, without scripts, with nothing fetched from elsewhere."""

from __future__ import annotations

import functools
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from nbconvert.exporters import Exporter
from traitlets import default

from autograder.nbgrader_steps.highlight import highlight_python
from autograder.nbgrader_steps.markdown import render_markdown
from autograder.nbgrader_steps.sections import sections_of, title_of

TEMPLATES = Path(__file__).parent / "templates"


class FeedbackPage(Exporter):
    """Write a graded notebook as a page: the results first, then each exercise with the student's answer."""

    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self):
        return ".html"

    def from_notebook_node(self, nb, resources=None, **kw):
        """Make the page from a notebook that `ReadGrades` has been over."""
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        return write_page(nb, resources["nbgrader"]), resources


def write_page(notebook, ids: dict) -> str:
    """The page of one student.

    Parameters
    ----------
    notebook : NotebookNode
        The graded notebook, with the gradebook's scores in its cells.
    ids : dict
        ``student_name``, ``notebook``, ``score``, ``max_score``, ``late_penalty``, from `ReadGrades`.
    """
    sections = sections_of(notebook)
    graded = [section for section in sections if section.kind != "lesson"]
    return (
        environment()
        .get_template("feedback.html.j2")
        .render(
            title=title_of(notebook) or ids["notebook"],
            student=ids["student_name"],
            error=notebook.metadata["course"]["error"],
            score=ids["score"],
            max_score=ids["max_score"],
            late_penalty=ids["late_penalty"],
            waiting=sum(section.points for section in graded if section.waits),
            graded=graded,
            sections=sections,
            css=Markup((TEMPLATES / "feedback.css").read_text(encoding="utf-8")),
        )
    )


@functools.cache
def environment() -> Environment:
    """The templates; everything that they insert is escaped, but for what the two renderers made."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["number"] = lambda points: f"{points:.10g}"
    made.filters["markdown"] = lambda source, *levels: Markup(render_markdown(source, *levels))
    made.filters["python"] = lambda source: Markup(highlight_python(source))
    return made
