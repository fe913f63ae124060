"""How much isolation is asked for, and what this machine lacks."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys

VARIABLE = "NEURAL_COURSE_ISOLATION"
LEVELS = ("require", "prefer", "off")


class IsolationMissing(RuntimeError):
    """Isolation is required and this machine cannot give it; the message names what is missing."""


class UnknownLevel(ValueError):
    """A level of isolation that there is not; the message names those that there are."""


def wanted_level(level: str | None = None) -> str:
    """The level asked for: an argument, the environment, or ``prefer``.

    ``require`` refuses to run student code without a sandbox; ``prefer`` runs it in a separate process with limits, after a
    warning; ``off`` does so at once (for measuring and for debugging one's own code).

    Raises
    ------
    UnknownLevel
    """
    level = level or os.environ.get(VARIABLE) or "prefer"
    if level not in LEVELS:
        raise UnknownLevel(f"expected isolation ({VARIABLE}) to be one of {', '.join(LEVELS)}, got {level!r}")
    return level


def use_sandbox(level: str | None = None) -> bool:
    """Whether to start student code in the sandbox.

    Raises
    ------
    IsolationMissing
        When it is required and not to be had.
    UnknownLevel
    """
    level = wanted_level(level)
    if level == "off":
        return False
    missing = missing_parts()
    if missing and level == "require":
        raise IsolationMissing(f"expected a sandbox for student code (isolation = 'require'), but {missing}")
    if missing:
        warn_once(missing)
    return not missing


@functools.cache
def missing_parts() -> str:
    """What keeps this machine from sandboxing, in words; empty when nothing does."""
    if not sys.platform.startswith("linux"):
        return f"bubblewrap needs Linux and this is {sys.platform}"
    if shutil.which("bwrap") is None:
        return "bubblewrap is not installed (Debian, Ubuntu: apt install bubblewrap; Fedora: dnf install bubblewrap)"
    from autograder.isolation.bubblewrap import probe_command

    try:
        done = subprocess.run(probe_command(), capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap does not start: {error}"
    return f"bubblewrap is refused: {done.stderr.strip()[:200]}" if done.returncode else ""


@functools.cache
def warn_once(missing: str) -> None:
    """Say loudly, once a process, that student code is about to run with less than a sandbox."""
    sys.stderr.write(
        f"WARNING: student code is not sandboxed: {missing}.\n"
        "WARNING: it runs as a separate process of your own user, with limits on memory, files and time only: it can read your\n"
        f"WARNING: files and reach the network. Grade only work that you trust, or set {VARIABLE}=require to refuse.\n")
