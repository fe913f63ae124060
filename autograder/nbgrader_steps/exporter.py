"""Reading a submission for nbgrader: a file that is no notebook must not stop the class."""

from __future__ import annotations

from nbconvert.exporters import NotebookExporter
from nbformat.v4 import new_notebook

from autograder.grading.read_notebook import NotASubmission, read_bytes, read_cells
from autograder.nbgrader_steps.grade import RebuildAndGrade


class ReadSubmission(NotebookExporter):
    """nbconvert's exporter; but a student's file is read by the course's own reader, which takes only its cells."""

    def from_filename(self, filename, resources=None, **kw):
        """Hand a submission's cells, or the reason why there are none, to `RebuildAndGrade`."""
        if not any(isinstance(step, RebuildAndGrade) for step in self._preprocessors):
            return super().from_filename(filename, resources=resources, **kw)
        resources = dict(resources or {})
        resources["submission"] = read_submission(filename)
        return self.from_notebook_node(new_notebook(), resources=resources, **kw)


def read_submission(filename: str) -> dict:
    """The cells and bytes of a file, or one sentence on why it has none."""
    try:
        content = read_bytes(filename)
        return {"path": filename, "content": content, "cells": read_cells(content, filename), "error": None}
    except NotASubmission as reason:
        return {"path": filename, "content": b"", "cells": [], "error": str(reason)}
