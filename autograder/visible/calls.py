"""Calling a student's function: inputs in, a plain outcome out, whatever the function does."""

from __future__ import annotations

import contextlib
import inspect
import io
import random
import traceback
import tracemalloc
import warnings
from dataclasses import asdict, dataclass, field

import numpy as np

from autograder.visible.values import NotPlain, encode

MAX_TEXT = 2000


@dataclass
class Outcome:
    """What one call did: a `value`, or the reason why there is none."""

    value: object = None
    problem: str | None = None  # None, "missing", "raised", "refused", "timeout" or "died"
    error: str = ""  # the exception's type
    message: str = ""
    line: str = ""  # the student's line that raised
    changed: list[int] = field(default_factory=list)  # positions of the arguments that the call modified
    warned: list[str] = field(default_factory=list)
    peak_bytes: int = 0  # of memory, where it was measured

    def as_message(self) -> dict:
        """Everything but the value, as JSON."""
        return {key: item for key, item in asdict(self).items() if key != "value"}


class Sink(io.StringIO):
    """Text output that keeps the first characters and forgets the rest."""

    def __init__(self, max_characters: int = MAX_TEXT):
        super().__init__()
        self.max_characters = max_characters

    def write(self, text):
        room = self.max_characters - self.tell()
        return super().write(text[:room]) if room > 0 else len(text)


def call_function(function, args: tuple, kwargs: dict, reseed: int | None = None, measure: bool = False) -> Outcome:
    """Call `function` once; prints and warnings are kept away from the result."""
    if not callable(function):
        return Outcome(problem="missing", message=f"it is a {type(function).__name__}, not a function")
    if reseed is not None:
        np.random.seed(reseed)  # noqa: NPY002 - the old global generator is what students may depend on
        random.seed(reseed)
    before = [fingerprint(item) for item in args]
    outcome = _call_measured(function, args, kwargs) if measure else _call_quietly(function, args, kwargs)
    outcome.changed = [index for index, item in enumerate(args) if fingerprint(item) != before[index]]
    return outcome


def _call_measured(function, args, kwargs) -> Outcome:
    """Call, and keep the peak of the memory that Python and NumPy took meanwhile."""
    tracemalloc.start()
    try:
        outcome = _call_quietly(function, args, kwargs)
        outcome.peak_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    return outcome


def _call_quietly(function, args, kwargs) -> Outcome:
    with contextlib.redirect_stdout(Sink()), contextlib.redirect_stderr(Sink()), warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            outcome = Outcome(value=function(*args, **kwargs))
        except BaseException as error:  # SystemExit and KeyboardInterrupt are a student's errors, too
            outcome = describe_error(error)
    outcome.warned = [warning.category.__name__ for warning in seen[:20]]
    return outcome


def refuse_unplain(outcome: Outcome) -> Outcome:
    """An outcome, or where its value may not cross to the grader, a refusal that names its type."""
    try:
        encode(outcome.value)
    except NotPlain as reason:
        return Outcome(problem="refused", message=f"it returned {reason}", changed=outcome.changed)
    return outcome


def fingerprint(value):
    """Something that changes when the value does; None for what has no plain form."""
    try:
        return encode(value)
    except NotPlain:
        return None


def describe_error(error: BaseException) -> Outcome:
    """An exception as text: its type, its message and the student's own line that led to it."""
    return Outcome(
        problem="raised", error=type(error).__name__[:100], message=_message_of(error), line=_line_of(error))


def _message_of(error) -> str:
    try:
        return str(error)[:MAX_TEXT]
    except Exception as second:  # a message that cannot be made is the student's bug, to be told and not to be died of
        return f"(its message could not be made: {type(second).__name__})"


def _line_of(error) -> str:
    """The deepest line of the student's own code in the traceback."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_students(frame.filename)]
    if isinstance(error, SyntaxError) and error.lineno:
        return f"line {error.lineno}: {error.text or ''}".strip()[:300]
    return f"line {frames[-1].lineno}: {frames[-1].line or ''}".strip()[:300] if frames else ""


def _is_students(filename: str) -> bool:
    return filename.startswith("<student") or "ipykernel_" in filename or filename.startswith("<ipython-input")


def bind_like(function, args: tuple, kwargs: dict) -> tuple[tuple, dict]:
    """Arguments given under a function's own names, put back in position: required ones by place, optional ones by name."""
    try:
        signature = inspect.signature(function)
        given = signature.bind(*args, **kwargs).arguments
    except (TypeError, ValueError):
        return args, kwargs
    if any(p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) for p in signature.parameters.values()):
        return args, kwargs
    required = [name for name, p in signature.parameters.items() if p.default is p.empty]
    return tuple(given[name] for name in required if name in given), {k: v for k, v in given.items() if k not in required}
