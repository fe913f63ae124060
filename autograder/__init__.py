"""The autograder: declared checks, judged in the notebook, by nbgrader and in batches.

Students have `autograder.visible` only; every other subpackage is the hidden half.
"""

import os
import sys

from autograder.visible import check, evidence_panels

__all__ = ["check", "evidence_panels", "score"]


def score(exercise: str) -> float:
    """Points for one exercise, on hidden inputs, for the instructor's own notebooks (``nbgrader generate_solution``).

    Submissions are never scored here, in a kernel that their author controls: ``nbgrader autograde``, run from ``course/``,
    scores them from outside.

    Raises
    ------
    RuntimeError
        When nbgrader grades a submission without the course's configuration.
    """
    if os.environ.get("NBGRADER_EXECUTION") == "autograde":
        raise RuntimeError("expected to be graded outside of this notebook: run `nbgrader autograde` in the folder course/, "
                           "where nbgrader_config.py arranges it")
    from autograder.grading.local import score_namespace  # the hidden half: instructors have it

    return score_namespace(exercise, sys._getframe(1).f_globals)
