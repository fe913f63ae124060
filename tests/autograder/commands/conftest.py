"""Running commands in this process, with one warm worker for all of them."""

import io
import sys
from dataclasses import dataclass

import pytest

from autograder.batch import graders
from autograder.commands import checking, main
from autograder.grading.session import WarmWorker


@dataclass
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run ``python -m autograder`` with arguments, and bytes on the standard input."""

    monkeypatch.setenv("NEURAL_COURSE_RESULTS", str(tmp_path / "results"))

    def run_it(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Ran(ended.value.code or 0, said.out, said.err)

    return run_it


@pytest.fixture
def refused(run):
    """Run a command that must refuse, with exit code 2 and one line on the standard error, which is given."""

    def run_it(*arguments, **more):
        ran = run(*arguments, **more)
        assert (ran.code, ran.out) == (2, "")
        (line,) = ran.err.splitlines()
        assert line.startswith("autograder: ")
        return line.removeprefix("autograder: ")

    return run_it


@pytest.fixture(scope="session")
def started():
    """A warm worker; starting one takes seconds."""
    with WarmWorker() as worker:
        yield worker


@pytest.fixture
def warm(started, monkeypatch):
    """Let commands use the worker that is there, and leave it running."""

    class Borrowed:
        def __new__(cls):
            return _Lent(started)

    monkeypatch.setattr(checking, "WarmWorker", Borrowed)
    monkeypatch.setattr(graders, "WarmWorker", Borrowed)


class _Lent:
    """A worker that is not closed by who uses it."""

    def __init__(self, worker):
        self._worker = worker

    def __getattr__(self, name):
        return getattr(self._worker, name)

    def close(self):
        """It is needed again."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        """It is needed again."""
