"""The nbgrader preprocessor that makes the students' cells, in the place of nbgrader's ClearSolutions."""

import ast

from nbgrader.preprocessors import ClearSolutions
from nbgrader.utils import is_solution
from traitlets import Unicode

from autograder.build.code import defined_name
from autograder.build.stub import student_version


class WriteStudentVersions(ClearSolutions):
    """Write the student's version into each solution cell that defines a function or assigns an answer.

    Other solution cells (written answers, and what an instructor adds in Jupyter by nbgrader's own rules) are
    cleared as nbgrader does.
    """

    text_stub = Unicode(
        "*Write your answer here.*", help="The text snippet that will replace written solutions"
    ).tag(config=True)

    def preprocess_cell(self, cell, resources, cell_index):
        """Clear one cell."""
        name = _only_name(cell.source) if is_solution(cell) and cell.cell_type == "code" else None
        if not name:
            return super().preprocess_cell(cell, resources, cell_index)
        cell.source = student_version(cell.source, name)
        return cell, resources


def _only_name(source):
    """Give the name that the code defines if it does nothing else, else None."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return None
    return defined_name(body[0]) if len(body) == 1 else None
