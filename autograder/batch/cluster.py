"""The same work on a Dask cluster: every machine of it has this project, and none needs to see the files."""

from __future__ import annotations

import asyncio
import os
import threading

from distributed import Client, KilledWorker
from distributed.comm.core import CommClosedError

from autograder.batch.graders import GraderLost, OwnGrader
from autograder.batch.key import key_of
from autograder.grading.record import SubmissionResult
from autograder.grading.seeds import staff_secret

CONNECT_S = 30
OWN = threading.local()


class NoCluster(RuntimeError):
    """A cluster that cannot be used: the message says what was expected and what came."""


class Cluster:
    """A connection to a scheduler.

    Parameters
    ----------
    address : str
        ``tcp://host:port``.

    Raises
    ------
    NoCluster
    """

    def __init__(self, address: str):
        try:
            self.client = Client(address, timeout=CONNECT_S, set_as_default=False)
        except (OSError, ValueError) as error:
            raise NoCluster(f"expected a Dask scheduler at {address}, got none: {error}") from error

    @property
    def n_threads(self) -> int:
        """How many submissions the workers of this moment can grade at a time."""
        return sum(worker["nthreads"] for worker in self.client.scheduler_info(n_workers=-1)["workers"].values())

    def grader(self) -> ClusterGrader:
        """What grades one submission after the other, on whichever worker is free."""
        return ClusterGrader(self.client)

    def close(self) -> None:
        """Leave the cluster as it is."""
        self.client.close()


class ClusterGrader:
    """Sends submissions to the cluster and waits for each; workers that are lost are Dask's to replace."""

    def __init__(self, client: Client):
        self._client = client

    def grade(self, path: str, content: bytes) -> SubmissionResult:
        """The result of a notebook's bytes.

        Raises
        ------
        GraderLost
            When several workers were lost over it.
        NoCluster
            When a worker has other checks than this machine.
        """
        task = self._client.submit(grade_there, path, content, staff_secret(), key_of(content, path), pure=False)
        try:
            return task.result()
        except (KilledWorker, CommClosedError, asyncio.CancelledError) as lost:
            raise GraderLost(f"the cluster's workers were lost: {lost}") from lost

    def close(self) -> None:
        """Nothing of its own is left."""


def grade_there(path: str, content: bytes, secret: str, key: str) -> SubmissionResult:
    """On a worker: grade with a process that is kept warm for the next submission.

    Raises
    ------
    NoCluster
    """
    os.environ["NEURAL_COURSE_SECRET"] = secret
    if key_of(content, path) != key:
        raise NoCluster("expected workers with the checks and libraries of this machine, got others: install the same there")
    if not hasattr(OWN, "grader"):
        OWN.grader = OwnGrader()
    return OWN.grader.grade(path, content)
