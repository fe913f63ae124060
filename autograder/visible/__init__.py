"""The half of the autograder that students have: instant checks, and the process that runs their code."""

from autograder.visible.notebook import check
from autograder.visible.sheets import evidence_panels

__all__ = ["check", "evidence_panels"]
