"""A warm worker in the sandbox, shared by the tests of a file; skipped where this machine has no sandbox."""

import pytest

from autograder.grading.session import WarmWorker
from autograder.isolation.policy import missing_parts


@pytest.fixture(scope="session")
def sandbox():
    """Skip the test where the sandbox cannot be made."""
    if missing_parts():
        pytest.skip(f"no sandbox here: {missing_parts()}")


@pytest.fixture(scope="module")
def worker(sandbox):
    with WarmWorker("require") as worker:
        yield worker


@pytest.fixture(scope="module")
def plain_worker():
    with WarmWorker("off") as worker:
        yield worker


@pytest.fixture
def run(request):
    """Run cells in a submission of its own and give its variable `found`."""

    def run(worker, *sources):
        session = worker.open()
        try:
            reports = [session.load("notebook", [source], 30.0)[0] for source in sources]
            assert [report["error"] for report in reports] == [None] * len(sources)
            return session.value("found").value
        finally:
            session.end()

    return run
