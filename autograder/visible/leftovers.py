"""Ending what a submission started where no process namespace ends it: as well as the system allows."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

from autograder.visible.confine import PR_SET_CHILD_SUBREAPER

PATIENCE_S = 5.0


def adopt_orphans() -> None:
    """Become the parent of every process below whose own parent ends, daemons included (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def fork_into_home(home: str) -> int:
    """Fork a child with a process group and a home folder of its own.

    Returns
    -------
    int
        Its process id, which is its group's, too; 0 in the child.
    """
    child = os.fork()
    if child == 0:
        os.setsid()
        os.chdir(home)
        os.environ.update(HOME=home, TMPDIR=home)
        tempfile.tempdir = None
    return child


def end_leftovers(group: int, keep: set[int]) -> None:
    """Kill a process group, and then every child of this process but those to keep, until none is left.

    Parameters
    ----------
    group : int
        The group of the submission that has just been ended.
    keep : set of int
        Children that belong to others.
    """
    with contextlib.suppress(ProcessLookupError, PermissionError):  # nobody is left in it
        os.killpg(group, signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE_S
    while (left := _children() - keep) and time.monotonic() < deadline:
        for pid in left:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):  # it has gone in between
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def _children() -> set[int]:
    """The processes whose parent is this one; none where the system has no /proc."""
    return {int(folder.name) for folder in Path("/proc").glob("[0-9]*") if _parent(folder) == os.getpid()}


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return -1
