"""Limits on a sandbox as a whole: memory and processes together, by a control group where one may be made."""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
MAX_PROCESSES, MAX_BYTES = 128, 4 * 2**30
JOIN = 'while [ "$1" != -- ]; do echo $$ > "$1"; shift; done; shift; exec "$@"'


class ControlGroup:
    """A control group (version 1 or 2) with limits; does nothing where none may be made.

    Without it each process is still limited by itself, and their number by ``RLIMIT_NPROC`` unless the grader is root.
    """

    def __init__(self, max_processes: int = MAX_PROCESSES, max_bytes: int = MAX_BYTES):
        name = f"neural-course-{os.getpid()}-{secrets.token_hex(4)}"
        settings = {"pids": {"pids.max": max_processes}, "memory": {"memory.limit_in_bytes": max_bytes}}
        if (ROOT / "cgroup.controllers").exists():
            settings = {"": {"pids.max": max_processes, "memory.max": max_bytes, "memory.swap.max": 0}}
        self.folders = [folder for kind, limits in settings.items() if (folder := _make(ROOT / kind / name, limits))]
        self.limited = {kind for folder in self.folders for kind in ("pids", "memory") if any(folder.glob(f"{kind}.m*"))}

    def wrap(self, command: list[str]) -> list[str]:
        """`command`, joining the group before it starts anything."""
        files = [str(folder / "cgroup.procs") for folder in self.folders]
        return ["/bin/sh", "-c", JOIN, "sh", *files, "--", *command] if files else command

    def remove(self) -> None:
        """Take the group away once its processes are gone."""
        for folder in self.folders:
            for _ in range(100):
                with contextlib.suppress(OSError):  # still in use: the last processes are being reaped
                    folder.rmdir()
                if not folder.exists():
                    break
                time.sleep(0.02)


def _make(folder: Path, limits: dict[str, int]) -> Path | None:
    """Make a group with limits, or nothing where that is not allowed."""
    try:
        folder.mkdir()
    except OSError:
        return None
    for file, value in limits.items():
        with contextlib.suppress(OSError):  # a limit that this kernel does not have, such as swap
            (folder / file).write_text(str(value))
    return folder
