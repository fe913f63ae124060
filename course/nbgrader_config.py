"""What plain nbgrader does when it is run from this folder."""

import os
import shutil
import sys
from pathlib import Path

from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ComputeChecksums,
    IncludeHeaderFooter,
    InstantiateTests,
    LockCells,
    SaveAutoGrades,
    SaveCells,
)

from autograder.build.student_cells import WriteStudentVersions
from autograder.nbgrader_steps.arrival import adopt_renamed
from autograder.nbgrader_steps.exporter import GradeSubmission
from autograder.nbgrader_steps.grade import RebuildNotebook, SaveMessages
from autograder.nbgrader_steps.grades import ReadGrades
from autograder.nbgrader_steps.page import FeedbackPage

c = get_config()  # noqa: F821

# For a new gradebook nbgrader starts `alembic` by its name: found so without activating the environment.
if not shutil.which("alembic"):
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

c.CourseDirectory.course_id = "neural_data"

# nbgrader generate_assignment: nbgrader's own list; but the students' versions of the exercises are made from
# the marks in the reference, `# fill:` too, where nbgrader's ClearSolutions would blank whole regions.
c.GenerateAssignment.preprocessors = [
    IncludeHeaderFooter,
    InstantiateTests,
    LockCells,
    WriteStudentVersions,
    ClearOutput,
    CheckCellMetadata,
    ComputeChecksums,
    SaveCells,
    ClearHiddenTests,
    ClearMarkScheme,
    ComputeChecksums,
    CheckCellMetadata,
]

# nbgrader validate, generate_solution: seconds that one cell may take.
c.Execute.timeout = 120

# ---- nbgrader autograde and generate_feedback ----
# A submission's code runs in a process of its own and never decides its score: nbgrader's own steps that read,
# clean and execute a student's notebook are replaced, those that keep the gradebook stay.
c.Autograde.pre_convert_hook = adopt_renamed
c.Autograde.exporter_class = GradeSubmission
c.Autograde.sanitize_preprocessors = [RebuildNotebook]
c.Autograde.autograde_preprocessors = [
    SaveAutoGrades,
    SaveMessages,
    AssignLatePenalties,
    CheckCellMetadata,
]

# Pages without scripts, foreign resources or markup of a student's making; formgrader's, as far as they can be.
c.GenerateFeedback.exporter_class = FeedbackPage
c.GenerateFeedback.preprocessors = [ReadGrades]
c.HTMLExporter.filters = {"markdown2html": "autograder.nbgrader_steps.markdown.render_markdown"}
c.HTMLExporter.mathjax_url = "data:text/javascript,//"
