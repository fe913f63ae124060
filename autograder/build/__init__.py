"""Lesson text -> instructor's source notebook, students' release and kit; and edits taken back.

`pipeline.PASSES` is the list of what happens to a lesson; `run.build` is ``python -m autograder build``.
"""

from importlib import import_module

__all__ = ["BuildError", "build", "build_kit", "take_back"]
_MODULES = {"BuildError": "errors", "build": "run", "build_kit": "kit", "take_back": "take"}


def __getattr__(name):
    """Import what is asked for: grading needs the list of the kit's files only, and starts a second faster for it."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
