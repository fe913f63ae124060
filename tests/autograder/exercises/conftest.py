"""One warm worker for all answers, and a short way to grade with it."""

import pytest

from autograder.grading.engine import grade_exercise
from autograder.grading.session import WarmWorker
from autograder.grading.submission import end_session


@pytest.fixture(scope="session")
def worker():
    """The process from which every answer is forked."""
    with WarmWorker() as warm:
        yield warm


@pytest.fixture
def grade(worker):
    """Grade an exercise on sources, loaded like the parts of a file; a result for each seed."""
    sessions = []

    def grade_sources(exercise, sources, seeds):
        session = worker.open()
        sessions.append(session)
        failed = [report["error"] for report in session.load("file", list(sources)) if report["error"]]
        assert not failed, failed
        return [grade_exercise(exercise, session, seed) for seed in seeds]

    yield grade_sources
    for session in sessions:
        end_session(session)
