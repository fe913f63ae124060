"""What the gradebook says, put into the notebook that a feedback page is made from."""

from __future__ import annotations

from nbgrader.api import Gradebook
from nbgrader.preprocessors import GetGrades


class ReadGrades(GetGrades):
    """nbgrader's GetGrades; and the student's name, the answers that wait for a person, the comments."""

    def preprocess(self, nb, resources):
        """Read the grades of one notebook."""
        ids = resources["nbgrader"]
        with Gradebook(ids["db_url"]) as gradebook:
            student = gradebook.find_student(ids["student"])
            names = [name for name in (student.first_name, student.last_name) if name]
        ids["student_name"] = " ".join(names) or ids["student"]
        return super().preprocess(nb, resources)

    def _get_score(self, cell, resources):
        super()._get_score(cell, resources)
        grade = self.gradebook.find_grade(
            cell.metadata.nbgrader["grade_id"], self.notebook_id, self.assignment_id, self.student_id
        )
        cell.metadata.nbgrader["waits"] = bool(grade.needs_manual_grade)

    def _get_comment(self, cell, resources):
        comment = self.gradebook.find_comment(
            cell.metadata.nbgrader["grade_id"], self.notebook_id, self.assignment_id, self.student_id
        )
        cell.metadata.nbgrader["comment"] = comment.manual_comment
        cell.metadata.nbgrader["answered"] = (
            comment.auto_comment != "No response."
        )  # nbgrader's words for an untouched answer
