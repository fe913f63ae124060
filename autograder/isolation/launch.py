"""Starting the process that runs student code, in the sandbox or as plainly as the policy allows."""

from __future__ import annotations

import base64
import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass, field
from typing import IO

from autograder.isolation import plain
from autograder.isolation.bubblewrap import HOME, TMP_BYTES, as_arguments, as_file, sandbox_command, sandbox_options
from autograder.isolation.cgroup import ControlGroup
from autograder.isolation.interpreter import PYTHON
from autograder.isolation.policy import use_sandbox
from autograder.isolation.seccomp import filter_program

WORKER = ["-m", "autograder.visible.worker"]
MAX_PROCESSES = 128
# For each process of a submission; the control group limits all of them together.
LIMITS = {"RLIMIT_AS": 4 * 2**30, "RLIMIT_FSIZE": 256 * 2**20, "RLIMIT_CORE": 0, "RLIMIT_NOFILE": 256, "RLIMIT_CPU": 600}


@dataclass(frozen=True)
class Room:
    """What a fork is asked for. A submission's: limits, and namespaces or at least a home; an exercise's lives in that."""

    limits: dict[str, int] = field(default_factory=dict)
    program: bytes = b""  # a filter of system calls
    tmp_bytes: int = 0  # in namespaces, with so much for temporary files
    home: str = ""  # without namespaces: a folder

    def as_request(self) -> dict:
        """As JSON."""
        return {"limits": self.limits, "filter": base64.b64encode(self.program).decode(),
                "tmp_bytes": self.tmp_bytes, "home": self.home}


@dataclass
class Started:
    """A started worker process: how it is contained, and how it is ended."""

    process: subprocess.Popen
    sandboxed: bool
    group: ControlGroup
    said: IO[bytes]  # what it wrote before it served
    scratch: str = ""  # without a sandbox: the folder of the worker's files
    homes: list[str] = field(default_factory=list)
    nests: bool = True  # whether each submission gets namespaces of its own; if not, a sandbox serves for one
    spent: bool = False

    def room(self) -> Room:
        """What the fork for the next submission is asked for."""
        program = filter_program() or b""
        if self.sandboxed:
            self.spent = not self.nests
            limits = {**LIMITS, "RLIMIT_NPROC": MAX_PROCESSES}
            return Room(limits, program, TMP_BYTES) if self.nests else Room(limits, program, home=HOME)
        for home in self.homes:
            shutil.rmtree(home, ignore_errors=True)  # a submission may have made it hard to remove; the next has its own
        self.homes = [plain.make_home(self.scratch)]
        # Without a namespace the user's other processes count, too.
        n_processes = MAX_PROCESSES + plain.processes_of_user()
        return Room({**LIMITS, "RLIMIT_NPROC": n_processes}, program, home=self.homes[0])

    def complaint(self) -> str:
        """Why it did not come to serve: the last line that it wrote; empty if there is none."""
        self.said.seek(0)
        lines = self.said.read(100_000).decode("utf-8", "replace").strip().splitlines()
        return lines[-1][:300] if lines else ""

    def end(self) -> None:
        """End it with everything that it started."""
        with contextlib.suppress(ProcessLookupError):  # it had ended already
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.group.remove()
        self.said.close()
        if self.scratch:
            shutil.rmtree(self.scratch, ignore_errors=True)


def launch_worker(fd: int, isolation: str | None = None, group: ControlGroup | None = None) -> Started:
    """Start a worker that serves the socket `fd`.

    Parameters
    ----------
    isolation : str, optional
        ``require``, ``prefer`` or ``off``; from the environment if None.
    group : ControlGroup, optional
        The limits on all its processes together.

    Raises
    ------
    IsolationMissing
    """
    sandboxed = use_sandbox(isolation)
    group = group or ControlGroup()
    return _launch_sandboxed(fd, group) if sandboxed else _launch_plain(fd, group)


def _launch_sandboxed(fd: int, group: ControlGroup) -> Started:
    with as_file(as_arguments([*sandbox_options(), "--as-pid-1"])) as options:
        command = sandbox_command([PYTHON, *WORKER, str(fd)], [], {"--args": options.fileno()})
        environment = {"PATH": os.environ.get("PATH", os.defpath)}
        process, said = _start(group.wrap(command), [fd, options.fileno()], environment)
    return Started(process, True, group, said)


def _launch_plain(fd: int, group: ControlGroup) -> Started:
    """Without a sandbox: a process of its own, with a scrubbed environment and the student half of the packages only."""
    scratch = plain.make_scratch()
    command = [*plain.python_command(PYTHON), *WORKER, str(fd)]
    process, said = _start(group.wrap(command), [fd], plain.environment(scratch), cwd=plain.make_home(scratch))
    return Started(process, False, group, said, scratch)


def _start(command, fds, environment, cwd=None) -> tuple[subprocess.Popen, IO[bytes]]:
    said = tempfile.TemporaryFile()  # noqa: SIM115 - read and closed by `Started`
    return subprocess.Popen(command, pass_fds=fds, start_new_session=True, env=environment, cwd=cwd,
                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said), said
