"""Who grades one submission after the other: this process, or another one that may be lost and replaced."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from multiprocessing.connection import Connection
from typing import Protocol

from autograder.grading.record import SubmissionResult
from autograder.grading.session import WarmWorker
from autograder.grading.submission import grade_content

# Jobs side by side must not fight for the processor.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1")


class GraderLost(RuntimeError):
    """The process that grades has ended."""


class Grader(Protocol):
    """Grades submissions, one at a time."""

    def grade(self, path: str, content: bytes) -> SubmissionResult:
        """The result of a notebook's bytes."""

    def close(self) -> None:
        """End it, with every process that it started."""


class OwnGrader:
    """Grades in this process; student code runs in a warm worker's forks, as everywhere."""

    def __init__(self):
        self._worker = WarmWorker()

    def grade(self, path: str, content: bytes) -> SubmissionResult:
        """The result of a notebook's bytes."""
        return grade_content(path, content, self._worker)

    def close(self) -> None:
        """End the worker."""
        self._worker.close()


class OtherGrader:
    """Grades in a process of its own, so that several use several processors."""

    def __init__(self):
        ours, theirs = socket.socketpair()
        with theirs:
            environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "autograder.batch.job", str(theirs.fileno())], pass_fds=[theirs.fileno()],
                env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        self._channel = Connection(ours.detach())

    def grade(self, path: str, content: bytes) -> SubmissionResult:
        """The result of a notebook's bytes.

        Raises
        ------
        GraderLost
        """
        try:
            self._channel.send((path, content))
            return self._channel.recv()
        except (EOFError, OSError) as gone:
            raise GraderLost(f"the process that grades ended ({self.process.poll()})") from gone

    def close(self) -> None:
        """End the process; it ends its worker itself."""
        self._channel.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
