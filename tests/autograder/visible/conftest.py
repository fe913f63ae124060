"""A worker process, shared by the tests of what runs in it."""

import pytest

from autograder.grading.session import WarmWorker


@pytest.fixture(scope="session")
def worker():
    """A warm worker; without a sandbox, which these tests are not about."""
    with WarmWorker("off") as warm:
        yield warm


@pytest.fixture
def session(worker):
    """A clean process of the worker."""
    opened = worker.open()
    yield opened
    opened.channel.close()
