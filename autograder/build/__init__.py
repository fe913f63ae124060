"""Lesson text -> instructor's source notebook, students' release and kit; and edits taken back.

`pipeline.PASSES` is the list of what happens to a lesson; `run.build` is ``python -m autograder build``.
"""

from autograder.build.errors import BuildError
from autograder.build.kit import build_kit
from autograder.build.run import build
from autograder.build.take import take_back

__all__ = ["BuildError", "build", "build_kit", "take_back"]
