"""Student code without a sandbox: what still holds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.grading.session import WarmWorker
from autograder.isolation import plain
from autograder.isolation.bubblewrap import ROOT

PATHS = "import sys; found = [*sys.path, *(str(getattr(finder, 'MAPPING', '')) for finder in sys.meta_path)]"


@pytest.fixture
def scratch(monkeypatch, tmp_path):
    """The staged kit, in a folder that goes with the test."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return plain.make_scratch()


def importing(name):
    return f"try:\n    import {name}\n    found = True\nexcept ImportError:\n    found = False"


@pytest.mark.parametrize("name", ["solutions", "solutions.glm_encoding", "autograder.exercises", "autograder.grading.engine"])
def test_answers_cannot_be_imported(plain_worker, run, name):
    """The solutions and the hidden half are not found by an import."""
    assert run(plain_worker, importing(name)) is False


@pytest.mark.parametrize("name", ["numpy", "autograder.visible.judges", "course.simulate", "data_fetch"])
def test_the_student_s_packages_can_be_imported(plain_worker, run, name):
    """What students have is there."""
    assert run(plain_worker, importing(name)) is True


def test_no_import_path_leads_to_the_repository(plain_worker, run):
    """Neither the search path nor the finder of an editable install names the repository."""
    environment = Path(sys.prefix)
    paths = [path for path in run(plain_worker, PATHS) if str(ROOT) in path]
    assert [path for path in paths if not Path(path).is_relative_to(environment)] == []


def test_an_installed_copy_of_the_answers_is_not_imported(scratch, tmp_path):
    """Where this project was installed by copying, its solutions are still not found: the staged kit comes first."""
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions/__init__.py").touch()
    environment = plain.environment(scratch)
    environment["PYTHONPATH"] += f"{os.pathsep}{tmp_path}"
    done = subprocess.run([*plain.python_command(sys.executable), "-c", "import solutions"], env=environment,
                          capture_output=True, text=True)
    assert "No module named 'solutions'" in done.stderr


def test_the_environment_is_scrubbed(scratch, monkeypatch):
    """A process gets a home of its own and none of the grader's variables but those that it needs."""
    monkeypatch.setenv("SECRET_OF_THE_GRADER", "x")
    variables = plain.environment(scratch)
    assert "SECRET_OF_THE_GRADER" not in variables
    assert variables["HOME"] != os.environ.get("HOME")


def test_each_submission_has_a_home_of_its_own(plain_worker, run):
    """What one submission leaves where it is started is not there for the next."""
    leave = ("import os, tempfile\nopen('left', 'w').close()\n"
             "found = [os.getcwd(), os.path.expanduser('~'), tempfile.gettempdir()]")
    first, second = run(plain_worker, leave), run(plain_worker, leave)
    assert len(set(first)) == len(set(second)) == 1
    assert first != second
    assert not Path(first[0]).exists()


def test_limits_hold(plain_worker, run):
    """Memory, computing, files and processes are limited without a sandbox, too."""
    found = run(plain_worker, "import resource as r\nfound = [r.getrlimit(n)[1] != r.RLIM_INFINITY for n in "
                              "(r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE, r.RLIMIT_NOFILE, r.RLIMIT_NPROC)]")
    assert found == [True] * 5


def test_the_limit_of_processes_leaves_room_for_the_user_s_own():
    """The system counts all processes of a user: those that run already are not the submission's."""
    assert plain.processes_of_user() >= 1


DAEMON = """
import os, sys, time
reading, writing = os.pipe()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.write(writing, str(os.getpid()).encode())
        time.sleep(60)
    os._exit(0)
found = int(os.read(reading, 20))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux hands orphans to the worker")
def test_daemons_end_with_their_submission(plain_worker, run):
    """A process that left its group and its parent is ended with the submission that started it."""
    pid = run(plain_worker, DAEMON)
    assert not Path(f"/proc/{pid}").exists()


def test_nothing_is_left_when_the_worker_ends():
    """The staged kit and the homes are gone with the worker."""
    with WarmWorker("off") as worker:
        worker.open().end()
        scratch = Path(worker.started.scratch)
        assert (scratch / "kit").exists()
    assert not scratch.exists()


def test_abandoned_folders_are_removed(monkeypatch, tmp_path):
    """The folder of a grader that was killed is taken away by the next one; that of a living one stays."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    dead, alive = tmp_path / "neural-course-999999999-ab", tmp_path / f"neural-course-{os.getpid()}-ab"
    dead.mkdir()
    alive.mkdir()
    plain.make_scratch()
    assert (dead.exists(), alive.exists()) == (False, True)
