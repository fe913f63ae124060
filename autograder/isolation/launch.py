"""Starting the process that runs student code, in the sandbox or as plainly as the policy allows."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from dataclasses import dataclass

from autograder.isolation.bubblewrap import ROOT, THREADS, sandbox_command
from autograder.isolation.cgroup import ControlGroup
from autograder.isolation.policy import use_sandbox

WORKER = ["-m", "autograder.visible.worker"]


@dataclass
class Started:
    """A started worker process: how it is contained, and how it is ended."""

    process: subprocess.Popen
    sandboxed: bool
    group: ControlGroup | None = None

    def end(self) -> None:
        """End it with everything that it started."""
        with contextlib.suppress(ProcessLookupError):  # it had ended already
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self.group:
            self.group.remove()


def launch_worker(fd: int, isolation: str | None = None) -> Started:
    """Start a worker that serves the socket `fd`.

    Parameters
    ----------
    isolation : str, optional
        ``require``, ``prefer`` or ``off``; from the environment if None.

    Raises
    ------
    IsolationMissing
    """
    return _launch_sandboxed(fd) if use_sandbox(isolation) else _launch_plain(fd)


def _launch_sandboxed(fd: int) -> Started:
    group = ControlGroup()
    command = sandbox_command([sys.executable, *WORKER, str(fd)])
    return Started(_start(group.wrap(command), fd, None), True, group)


def _launch_plain(fd: int) -> Started:
    """Without a sandbox: a process of its own, with a scrubbed environment."""
    keep = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL", "HOME", "NEURAL_COURSE_DATA") if key in os.environ}
    environment = {**keep, **THREADS, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return Started(_start([sys.executable, *WORKER, str(fd)], fd, environment), False)


def _start(command, fd, environment) -> subprocess.Popen:
    return subprocess.Popen(command, pass_fds=[fd], start_new_session=True, env=environment,
                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
