"""What the self-test lets attempts be made on: files, sockets and a process that exist for this, and are looked at afterwards."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from autograder.exercises import LABS
from autograder.isolation.bubblewrap import ROOT
from autograder.isolation.interpreter import PYTHON
from autograder.isolation.seccomp import DENIED, MACHINES

SLEEP = "import time; time.sleep(120)"


class Scene:
    """A course with a secret, a gradebook and a submission, a home, an environment, servers and a process."""

    def __init__(self):
        self.token = f"canary-{secrets.token_hex(8)}"
        self.stack = contextlib.ExitStack()

    def __enter__(self) -> Scene:
        self.folder = Path(tempfile.mkdtemp(prefix=f"selftest-{self.token}-"))
        self.stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
        os.environ["COURSE_SELFTEST"] = self.token
        self.stack.callback(os.environ.pop, "COURSE_SELFTEST", None)
        self._write_files()
        self._open_sockets()
        self._start_victim()
        self.stack.callback(self._end_victim)
        for place in ("/tmp", "/dev/shm", tempfile.gettempdir()):
            self.stack.callback(Path(place, f"{self.token}-trace").unlink, missing_ok=True)
        return self

    def __exit__(self, *error):
        self.stack.close()

    def given(self, *, worker: int, memory_bytes: int, contained: bool) -> dict:
        """What an attempt is told: the places, plainly, as an attacker may know or guess them.

        Parameters
        ----------
        worker : int
            Process id of what serves the attempts.
        memory_bytes : int
            How much memory its processes may take together.
        contained : bool
            Whether the attempts are made in a sandbox.
        """
        column = MACHINES.get(os.uname().machine, (0, 0))[0]
        return {
            "token": self.token, "root": str(ROOT), "lab": next(iter(LABS)), "outside": str(self.folder),
            "submission": str(self.submission), "gradebook": str(self.gradebook), "secret": str(self.secret),
            "home_file": str(self.home_file), "tcp_port": self.tcp.getsockname()[1], "udp_port": self.udp.getsockname()[1],
            "abstract_socket": self.token, "socket_file": str(self.folder / "socket"),
            "victim": self.victim.pid, "worker": worker,
            "survivor": f"{self.token}-survivor", "trace": f"{self.token}-trace", "key": int(self.token[-7:], 16),
            # What is contained may look everywhere; what is not keeps to what was made for the test.
            "processes": [] if contained else [str(self.victim.pid), str(worker), str(os.getpid())],
            "top": "/" if contained else str(self.folder.parent),
            "version": f"{sys.version_info[0]}.{sys.version_info[1]}", "memory_bytes": memory_bytes, "contained": contained,
            "calls": {name: numbers[column] for name, numbers in DENIED.items()}}

    def harm(self) -> list[str]:
        """What happened outside since the last time: files changed, connections made, the process killed."""
        found = [f"{path.name} was changed" for path, content in self.files.items()
                 if not path.exists() or path.read_bytes() != content]
        known = {path.name for path in self.files} | {"socket"}
        found += [f"{path.name} was made" for path in self.folder.iterdir() if path.name not in known]
        found += [f"the {name} server was reached" for name, server in self.servers.items() if _was_reached(server)]
        found += [] if self.victim.poll() is None else ["the process was killed"]
        return found

    def mend(self) -> None:
        """Put everything back after an attempt that got through."""
        for path, content in self.files.items():
            path.write_bytes(content)
        (self.folder / "new").unlink(missing_ok=True)
        if self.victim.poll() is not None:
            self._start_victim()

    def survivors(self, name: str) -> list[int]:
        """Processes that were started with a name of the scene's as an argument."""
        return [int(folder.name) for folder in Path("/proc").glob("[0-9]*") if name.encode() in _arguments(folder)]

    def _write_files(self) -> None:
        self.submission, self.gradebook = self.folder / f"{self.token}.ipynb", self.folder / "gradebook.db"
        self.secret, self.home_file = self.folder / "secret.txt", Path.home() / f".{self.token}"
        with contextlib.closing(sqlite3.connect(self.gradebook)) as gradebook:
            gradebook.execute(f"CREATE TABLE grade AS SELECT '{self.token}' AS student")
            gradebook.commit()
        for path in (self.submission, self.secret, self.home_file):
            path.write_text(self.token)
        self.stack.callback(self.home_file.unlink, missing_ok=True)
        self.secret.chmod(0o600)
        self.files = {path: path.read_bytes() for path in (self.submission, self.gradebook, self.secret, self.home_file)}

    def _open_sockets(self) -> None:
        kinds = {"TCP": (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
                 "UDP": (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
                 "socket file": (socket.AF_UNIX, socket.SOCK_STREAM, str(self.folder / "socket"))}
        if sys.platform == "linux":
            kinds["abstract"] = (socket.AF_UNIX, socket.SOCK_STREAM, "\0" + self.token)
        self.servers = {}
        for name, (family, kind, address) in kinds.items():
            self.servers[name] = server = self.stack.enter_context(socket.socket(family, kind))
            server.bind(address)
            server.setblocking(False)
            if kind == socket.SOCK_STREAM:
                server.listen()
        self.tcp, self.udp = self.servers["TCP"], self.servers["UDP"]

    def _start_victim(self) -> None:
        command = [PYTHON, "-S", "-c", SLEEP, f"{self.token}-victim"]
        self.victim = subprocess.Popen(command, stdin=subprocess.DEVNULL)

    def _end_victim(self) -> None:
        self.victim.kill()
        self.victim.wait()


def _was_reached(server: socket.socket) -> bool:
    try:
        if server.type == socket.SOCK_DGRAM:
            return bool(server.recv(100))
        server.accept()[0].close()
        return True
    except BlockingIOError:
        return False


def _arguments(folder: Path) -> bytes:
    try:
        return (folder / "cmdline").read_bytes()
    except OSError:  # it has ended, or hides
        return b""
