"""Results on disk: one file each, there as a whole or not at all, found by the key of what they depend on."""

from __future__ import annotations

import gzip
import json
import os
import zlib
from pathlib import Path

from autograder.batch.files import HALF, PRIVATE, write_whole
from autograder.grading.record import SubmissionResult, from_record

try:
    import fcntl
except ImportError:  # Windows: two graders may then do the same work, with the same results
    fcntl = None

PRESENT = "0"  # a claim that every store shares: somebody is at work here
VARIABLE = "NEURAL_COURSE_RESULTS"
COURSE = Path(__file__).parents[2] / "course"


def default_folder() -> Path:
    """Where results are kept: ``NEURAL_COURSE_RESULTS``, or ``course/results``."""
    return Path(os.environ.get(VARIABLE) or COURSE / "results")


class ResultStore:
    """Results of submissions.

    Parameters
    ----------
    folder : Path
        Made if it is missing.

    Raises
    ------
    OSError
        When the folder can not be made or written to.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._claims = open(folder / "claims", "a+b")  # noqa: SIM115 - open as long as the store is: its locks hang on it
        if fcntl is not None:
            self._lock(PRESENT, fcntl.LOCK_SH)

    def read(self, key: str) -> SubmissionResult | None:
        """A stored result; None where there is none, or one that cannot be read."""
        try:
            return from_record(json.loads(gzip.decompress(self._file(key).read_bytes())))
        except FileNotFoundError:
            return None
        except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError):  # damaged, or of another version: grade again
            return None

    def write(self, key: str, result: SubmissionResult) -> None:
        """Store a result: when this returns, it survives whatever happens to this process or machine.

        Raises
        ------
        OSError
            When there is no room; what was stored before is as it was.
        """
        file = self._file(key)
        file.parent.mkdir(exist_ok=True)
        write_whole(file, gzip.compress(json.dumps(result.as_record()).encode(), 6, mtime=0), mode=PRIVATE)

    def claim(self, key: str) -> bool:
        """Whether this process may grade it; False while another one does. The claim ends with the process."""
        return fcntl is None or self._lock(key, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def release(self, key: str) -> None:
        """Give a claim back."""
        if fcntl is not None:
            self._lock(key, fcntl.LOCK_UN)

    def clean(self) -> None:
        """Take away what killed graders left half-written, if nobody else is at work here."""
        if fcntl is None or not self._lock(PRESENT, fcntl.LOCK_EX | fcntl.LOCK_NB):
            return
        for name in self.folder.glob(f"*/{HALF}*"):
            name.unlink(missing_ok=True)
        self._lock(PRESENT, fcntl.LOCK_SH)

    def close(self) -> None:
        """Give all claims back."""
        self._claims.close()

    def _lock(self, key: str, operation: int) -> bool:
        """One byte of a file for each key: a lock that the system takes back when its holder is killed."""
        try:
            fcntl.lockf(self._claims, operation, 1, int(key[:12], 16))
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json.gz"
