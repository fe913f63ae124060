"""Reading a submission for nbgrader: a file that is no notebook must not stop the class."""

from __future__ import annotations

from nbconvert.exporters import NotebookExporter
from nbformat.v4 import new_notebook
from nbgrader.converters import NbGraderException

from autograder.isolation.policy import IsolationMissing, UnknownLevel, use_sandbox
from autograder.nbgrader_steps.ahead import coming_submissions, shared_grading
from autograder.nbgrader_steps.arrival import keep_timestamp, leave_other_files
from autograder.nbgrader_steps.grade import RebuildNotebook


class GradeSubmission(NotebookExporter):
    """nbconvert's exporter; but a student's file is read and graded by the course's own grader."""

    def __init__(self, config=None, parent=None, **kw):
        super().__init__(config=config, parent=parent, **kw)
        if hasattr(parent, "coursedir"):
            _require_isolation(parent)
            leave_other_files(parent)

    def from_filename(self, filename, resources=None, **kw):
        """Grade a submission and hand the result to `RebuildNotebook`; the second pass reads as usual."""
        if not any(isinstance(step, RebuildNotebook) for step in self._preprocessors):
            return super().from_filename(filename, resources=resources, **kw)
        ids = resources["nbgrader"]
        grading = shared_grading()
        for path, lab in [
            (filename, ids["notebook"]),
            *coming_submissions(self.parent, filename)[: grading.n_jobs],
        ]:
            grading.start(path, lab)
        resources["graded"] = grading.result(filename, ids["notebook"])
        keep_timestamp(self.parent, ids["assignment"], ids["student"])
        return self.from_notebook_node(new_notebook(), resources=resources, **kw)


def _require_isolation(converter) -> None:
    """Stop before the first submission, with one line, where isolation is required and not to be had."""
    try:
        use_sandbox()
    except (IsolationMissing, UnknownLevel) as missing:
        converter.log.error(str(missing))
        raise NbGraderException(str(missing)) from missing
