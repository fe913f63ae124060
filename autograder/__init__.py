"""The autograder: declared checks, judged in the notebook, by nbgrader and in batches.

Students have `autograder.visible` only; every other subpackage is the hidden half.
"""

from autograder.visible import check, evidence_panels, score

__all__ = ["check", "evidence_panels", "score"]
