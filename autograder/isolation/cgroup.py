"""Limits on a sandbox as a whole: memory and processes together, by a control group where one may be made."""

from __future__ import annotations

import contextlib
import functools
import os
import secrets
import shutil
import signal
import subprocess
import time
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
NAME = "neural-course"
MAX_PROCESSES, MAX_BYTES = 128, 4 * 2**30
JOIN = 'while [ "$1" != -- ]; do echo $$ > "$1"; shift; done; shift; exec "$@"'


class ControlGroup:
    """A control group (version 1 or 2) with limits, or a scope of the user's systemd; does nothing where neither is to be had.

    Without it each process is still limited by itself, and their number by ``RLIMIT_NPROC`` unless the grader is root.
    """

    def __init__(self, max_processes: int = MAX_PROCESSES, max_bytes: int = MAX_BYTES):
        _remove_abandoned()
        name = f"{NAME}-{os.getpid()}-{secrets.token_hex(4)}"
        settings = {"pids": {"pids.max": max_processes},
                    "memory": {"memory.limit_in_bytes": max_bytes, "memory.memsw.limit_in_bytes": max_bytes}}
        if (ROOT / "cgroup.controllers").exists():
            settings = {"": {"pids.max": max_processes, "memory.max": max_bytes, "memory.swap.max": 0}}
        self.folders = [folder for kind, limits in settings.items() if (folder := _make(ROOT / kind / name, limits))]
        self.limited = {kind for folder in self.folders for kind in ("pids", "memory") if any(folder.glob(f"{kind}.m*"))}
        self.scope = [] if self.limited else _scope(max_processes, max_bytes)
        if self.scope:
            self.limited = {"pids", "memory"}

    def wrap(self, command: list[str]) -> list[str]:
        """`command`, joining the group before it starts anything."""
        files = [str(folder / "cgroup.procs") for folder in self.folders]
        return ["/bin/sh", "-c", JOIN, "sh", *files, "--", *command] if files else [*self.scope, *command]

    def remove(self) -> None:
        """Kill what is left in the group, and take it away once its processes are gone."""
        for folder in self.folders:
            for _ in range(100):
                with contextlib.suppress(OSError):  # still in use: the last processes are being reaped
                    folder.rmdir()
                if not folder.exists():
                    break
                _kill_all(folder)
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


def _kill_all(folder: Path) -> None:
    """Kill the processes of a group: only a submission's are in it."""
    with contextlib.suppress(OSError):  # the group has gone in between
        for pid in map(int, (folder / "cgroup.procs").read_text().split()):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _remove_abandoned() -> None:
    """Take away the groups of graders that were killed before they could."""
    for folder in [*ROOT.glob(f"{NAME}-*"), *ROOT.glob(f"*/{NAME}-*")]:
        owner = folder.name.split("-")[2]
        if not Path("/proc", owner).exists():
            with contextlib.suppress(OSError):  # its processes are still ending, or another grader was quicker
                folder.rmdir()


def _scope(max_processes: int, max_bytes: int) -> list[str]:
    """The start of a command that runs the rest within limits kept by the user's own systemd, where there is one."""
    command = ["systemd-run", "--user", "--scope", "--quiet", "--collect", f"--property=TasksMax={max_processes}",
               f"--property=MemoryMax={max_bytes}", "--property=MemorySwapMax=0", "--"]
    return command if os.geteuid() and shutil.which(command[0]) and _works(tuple(command)) else []


@functools.cache
def _works(command: tuple[str, ...]) -> bool:
    """Whether such a command runs another one, in place and with the files open that it was given."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as told:
        script = f"echo $$ >&{writing}"
        try:
            started = subprocess.Popen([*command, "/bin/bash", "-c", script], pass_fds=[writing],
                                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            failed = started.wait(timeout=10)
        except (OSError, subprocess.TimeoutExpired):
            return False
        finally:
            os.close(writing)
        return not failed and told.read().strip() == str(started.pid).encode()
