"""nbgrader's steps of ours: rebuild a graded submission, and store what was found in words."""

from __future__ import annotations

from dataclasses import asdict

import nbformat
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_solution

from autograder.exercises import exercises_of, find_exercise
from autograder.grading.record import SubmissionResult
from autograder.nbgrader_steps.outputs import clean_outputs, comment_on, one_line, score_output
from autograder.nbgrader_steps.rebuild import rebuild
from autograder.visible.results import ExerciseResult


class RebuildNotebook(NbGraderPreprocessor):
    """Make the notebook anew from the release, the student's answers and what grading found."""

    def preprocess(self, nb, resources):
        """Replace the notebook by the graded one; `resources["graded"]` comes from `GradeSubmission`."""
        result, cells = resources.pop("graded")
        told = result.error or f"{result.points:g} of {result.as_json()['max_points']:g} points"
        self.log.info("graded %s: %s", resources["nbgrader"]["student"], told)
        return graded_notebook(result, cells), resources


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
    notebook.metadata["course"] = {
        "error": result.error,
        "exercises": [describe_result(one) for one in result.exercises],
        "comments": {one.exercise.replace(".", "-"): comment_on(one) for one in result.exercises},
    }
    return notebook


def describe_result(result: ExerciseResult) -> dict:
    """A result as the command line gives it, with claims and help in words: for the feedback page."""
    checks = [
        {**check.as_json(), "max_points": check.max_points, "claim": check.claim} for check in result.checks
    ]
    read = find_exercise(result.exercise).read
    return {
        **result.as_json(),
        "checks": checks,
        "helps": [asdict(one) for one in result.helps],
        "note": result.note,
        "read": read,
    }


class SaveMessages(NbGraderPreprocessor):
    """Store a line on each exercise as nbgrader's comment on the cell of the answer."""

    def preprocess(self, nb, resources):
        """Write the comments; the notebook stays as it is."""
        ids = resources["nbgrader"]
        told = nb.metadata["course"]
        with Gradebook(ids["db_url"]) as gradebook:
            for grade_id in (cell.metadata.nbgrader["grade_id"] for cell in nb.cells if is_solution(cell)):
                text = one_line(told["error"]) if told["error"] else told["comments"].get(grade_id)
                if text:
                    comment = gradebook.find_comment(
                        grade_id, ids["notebook"], ids["assignment"], ids["student"]
                    )
                    comment.auto_comment = text
            gradebook.db.commit()
        return nb, resources
