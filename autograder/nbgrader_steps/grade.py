"""nbgrader's steps of ours: rebuild and grade a submission, and store what was found in words."""

from __future__ import annotations

import atexit
import functools

import nbformat
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_solution

from autograder.exercises import exercises_of
from autograder.grading.session import WarmWorker
from autograder.grading.submission import SubmissionResult, grade_cells, nothing_earned
from autograder.nbgrader_steps.outputs import clean_outputs, comment_on, escape_markdown, score_output
from autograder.nbgrader_steps.rebuild import rebuild


@functools.cache
def shared_worker() -> WarmWorker:
    """One warm process for all the submissions of an nbgrader run."""
    worker = WarmWorker()
    atexit.register(worker.close)
    return worker


class RebuildAndGrade(NbGraderPreprocessor):
    """Make the notebook anew from the release and the student's answers, and grade it outside of any kernel."""

    def preprocess(self, nb, resources):
        """Replace the notebook by the graded one; `resources["submission"]` comes from `ReadSubmission`."""
        submission, lab = resources["submission"], resources["nbgrader"]["notebook"]
        result = SubmissionResult(submission["path"], lab, error=submission["error"])
        if result.error:
            result.exercises = [nothing_earned(exercise, result.error) for exercise in exercises_of(lab)]
        else:
            grade_cells(result, submission["cells"], submission["content"], shared_worker())
        self.log.info("%s: %g points", submission["path"], result.points)
        return graded_notebook(result, submission["cells"]), resources


def graded_notebook(result: SubmissionResult, cells) -> nbformat.NotebookNode:
    """The rebuilt notebook with what its cells showed, and the reports on the exercises."""
    reports = {f"{one.exercise.replace('.', '-')}-test": one for one in result.exercises}
    reads = {exercise.id: exercise.read for exercise in exercises_of(result.lab)}
    placed = rebuild(result.lab, cells)
    for item in placed:
        grade_id = item.cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in reports:
            item.cell.outputs = [score_output(reports[grade_id], reads[reports[grade_id].exercise])]
        elif item.index in result.reports:
            item.cell.outputs = clean_outputs(result.reports[item.index].get("outputs", []))
    notebook = nbformat.v4.new_notebook(cells=[item.cell for item in placed])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook.metadata["course"] = {"error": result.error, "comments": {
        one.exercise.replace(".", "-"): comment_on(one) for one in result.exercises}}
    return notebook


class SaveMessages(NbGraderPreprocessor):
    """Store a line on each exercise as nbgrader's comment on the cell of the answer."""

    def preprocess(self, nb, resources):
        """Write the comments; the notebook stays as it is."""
        ids = resources["nbgrader"]
        told = nb.metadata["course"]
        with Gradebook(ids["db_url"]) as gradebook:
            for grade_id in (cell.metadata.nbgrader["grade_id"] for cell in nb.cells if is_solution(cell)):
                text = escape_markdown(told["error"]) if told["error"] else told["comments"].get(grade_id)
                if text:
                    comment = gradebook.find_comment(grade_id, ids["notebook"], ids["assignment"], ids["student"])
                    comment.auto_comment = text
            gradebook.db.commit()
        return nb, resources
