"""The process of one job: ``python -m autograder.batch.job FD`` answers each submission on the socket FD with its result."""

from __future__ import annotations

import ctypes
import signal
import sys
from multiprocessing.connection import Connection

from autograder.batch.graders import OwnGrader

PR_SET_PDEATHSIG = 1


def serve(channel: Connection) -> None:
    """Grade what comes, until the other end is closed."""
    grader = OwnGrader()
    try:
        while True:
            channel.send(grader.grade(*channel.recv()))
    except (EOFError, OSError):
        return  # whoever wanted results is gone
    finally:
        grader.close()


def end_with_parent() -> None:
    """Do not outlive the grader that wants the results (Linux; elsewhere the closed channel ends this process)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


if __name__ == "__main__":
    end_with_parent()
    serve(Connection(int(sys.argv[1])))
