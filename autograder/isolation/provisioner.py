"""Jupyter kernels in the sandbox: whatever starts a kernel starts it there, by one environment variable.

``JUPYTER_DEFAULT_PROVISIONER_NAME=bubblewrap-provisioner`` makes nbclient, nbconvert, nbgrader's own steps and a Jupyter
server use it; a kernelspec may name it, too (``metadata.kernel_provisioner.provisioner_name``).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from pathlib import Path

from jupyter_client.provisioning import LocalProvisioner
from traitlets import Dict, Enum, Integer, List, Unicode

from autograder.isolation import plain
from autograder.isolation.bubblewrap import TMP_BYTES, as_arguments, as_file, sandbox_command, sandbox_options
from autograder.isolation.cgroup import MAX_BYTES, MAX_PROCESSES, ControlGroup
from autograder.isolation.limited import limited_command
from autograder.isolation.policy import LEVELS, use_sandbox
from autograder.isolation.seccomp import filter_program

SHARED_MEMORY = "/dev/shm"  # counted in the control group, where the disk is not


class KernelNotStarted(RuntimeError):
    """bubblewrap ended before the kernel began."""


class BubblewrapProvisioner(LocalProvisioner):
    """Starts a Python kernel in bubblewrap, or as the isolation's level allows without it."""

    isolation = Enum(["", *LEVELS], "", help="require, prefer or off; empty: as NEURAL_COURSE_ISOLATION says").tag(config=True)
    memory_bytes = Integer(MAX_BYTES, help="Memory of all processes together").tag(config=True)
    address_bytes = Integer(MAX_BYTES, help="Address space of each process").tag(config=True)
    max_processes = Integer(MAX_PROCESSES, help="Processes and threads").tag(config=True)
    max_open_files = Integer(1024, help="Open files of each process").tag(config=True)
    file_bytes = Integer(256 * 2**20, help="Size of one file").tag(config=True)
    tmp_bytes = Integer(TMP_BYTES, help="All temporary files together").tag(config=True)
    cpu_s = Integer(600, help="Seconds of computing of each process").tag(config=True)
    wall_s = Integer(600, help="Seconds from start until the kernel is killed; 0: never").tag(config=True)
    read_only = Dict(Unicode(), Unicode(), help="More folders to be read: path outside -> inside").tag(config=True)
    pass_on = List(Unicode(), ["NBGRADER_EXECUTION"], help="Variables of the environment that it may know").tag(config=True)

    folder = inner_pid = group = timer = files = None
    scratch = ""

    async def pre_launch(self, **kwargs) -> dict:
        """Replace the command and the environment by the sandbox's.

        Raises
        ------
        IsolationMissing
            When isolation is required and this machine has none.
        """
        self.sandboxed = use_sandbox(self.isolation or None)
        self._give_folder()
        kwargs = await super().pre_launch(**kwargs)
        self.group = ControlGroup(self.max_processes, self.memory_bytes)
        given = {name: os.environ[name] for name in self.pass_on if name in os.environ}
        prepare = self._sandboxed if self.sandboxed else self._plain
        kwargs["cmd"][0] = os.path.abspath(kwargs["cmd"][0])
        # A terminal or a log of the grader's is not for a kernel to write to; a caller may hand it another file.
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return {**silent, **kwargs, **prepare(kwargs["cmd"], {**(self.kernel_spec.env or {}), **given})}

    async def launch_kernel(self, cmd: list[str], **kwargs):
        """Start it, learn its process id, and let its time run.

        Raises
        ------
        KernelNotStarted
        """
        self.inner_pid = None
        info = await super().launch_kernel(cmd, **kwargs)
        if self.sandboxed:
            try:
                self.inner_pid = await asyncio.to_thread(self._read_pid)
            except KernelNotStarted:
                await self.wait()
                await self.cleanup()
                raise
        if self.wall_s:
            self.timer = threading.Timer(self.wall_s, self._end)
            self.timer.daemon = True
            self.timer.start()
        return info

    async def send_signal(self, signum: int) -> None:
        """Interrupt the kernel alone; end it with everything that it started.

        The kernel is process 1 of its namespace, where a signal without a handler is lost: SIGTERM becomes SIGKILL.
        """
        if self.process is None:
            return
        if signum in (signal.SIGTERM, signal.SIGKILL):
            self._end()
        elif self.inner_pid:
            with contextlib.suppress(ProcessLookupError):  # it has ended by itself
                os.kill(self.inner_pid, signum)
        else:
            await super().send_signal(signum)

    async def wait(self) -> int | None:
        """Wait for the end, and take the control group away."""
        status = await super().wait()
        self._put_away()
        return status

    async def cleanup(self, restart: bool = False) -> None:
        """Take away what was made for the kernel; its connection file stays for a restart."""
        await super().cleanup(restart)
        self._put_away()
        if not restart:
            shutil.rmtree(self.folder or "", ignore_errors=True)
            self.folder = None

    def resolve_path(self, path_str: str) -> None:
        """The kernel's paths are its own."""

    def _give_folder(self) -> None:
        """A private folder for the connection file and the sockets: the one place that both sides see."""
        if self.folder is None:
            self.folder = tempfile.mkdtemp(prefix="kernel-", dir=SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK) else None)
            manager = self.parent
            manager.transport, manager.ip = "ipc", str(Path(self.folder, "socket"))
            manager.connection_file = str(Path(self.folder, "connection.json"))

    def _sandboxed(self, cmd: list[str], environment: dict[str, str]) -> dict:
        environment = {**environment, "JPY_PARENT_PID": "1"}  # which ends never: the kernel need not watch its parent
        options = sandbox_options(binds={self.folder: self.folder}, read_only=self.read_only, environment=environment,
                                  tmp_bytes=self.tmp_bytes, python=cmd[0], frozen_proc=True)
        contents = {"--args": as_arguments([*options, "--as-pid-1"]), "--seccomp": filter_program()}
        self.files = contextlib.ExitStack()
        descriptors = {name: self.files.enter_context(as_file(content)).fileno() for name, content in contents.items() if content}
        self.told, descriptors["--info-fd"] = os.pipe()
        self.files.callback(os.close, descriptors["--info-fd"])
        command = self.group.wrap(sandbox_command(self._limited(cmd), [], descriptors))
        return {"cmd": command, "env": {"PATH": os.environ.get("PATH", os.defpath)}, "cwd": "/",
                "pass_fds": list(descriptors.values())}

    def _plain(self, cmd: list[str], environment: dict[str, str]) -> dict:
        self.scratch = plain.make_scratch()
        command = self.group.wrap(self._limited([*plain.python_command(cmd[0]), *cmd[1:]]))
        return {"cmd": command, "env": {**plain.environment(self.scratch), **environment}, "cwd": plain.make_home(self.scratch)}

    def _limited(self, cmd: list[str]) -> list[str]:
        """A command that sets the limits of its process and then becomes `cmd`."""
        n_processes = self.max_processes + (0 if self.sandboxed else plain.processes_of_user())
        limits = {"RLIMIT_AS": self.address_bytes, "RLIMIT_FSIZE": self.file_bytes, "RLIMIT_NOFILE": self.max_open_files,
                  "RLIMIT_NPROC": n_processes, "RLIMIT_CPU": self.cpu_s, "RLIMIT_CORE": 0}
        return limited_command(cmd[0], limits, cmd, None if self.sandboxed else filter_program())

    def _read_pid(self) -> int:
        """The kernel's process id as it is outside, which bubblewrap tells once the sandbox stands."""
        self.files.close()
        with os.fdopen(self.told) as told:
            text = told.read()
        if not text.strip():
            raise KernelNotStarted("expected bubblewrap to start the kernel, but it ended; try: python -m autograder selftest")
        return json.loads(text)["child-pid"]

    def _end(self) -> None:
        """Kill the kernel and all that it started: process 1 takes its namespace along, and bubblewrap then ends by itself."""
        with contextlib.suppress(ProcessLookupError):  # it has ended by itself
            if self.inner_pid:
                os.kill(self.inner_pid, signal.SIGKILL)
            elif self.pgid:
                os.killpg(self.pgid, signal.SIGKILL)

    def _put_away(self) -> None:
        if self.timer:
            self.timer.cancel()
        if self.files:
            self.files.close()
        if self.group:
            self.group.remove()
        if self.scratch:
            shutil.rmtree(self.scratch, ignore_errors=True)
        self.timer, self.group, self.scratch = None, None, ""
