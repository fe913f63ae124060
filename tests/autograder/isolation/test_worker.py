"""Submissions in a worker: each shut away from the next, ended with all it started, and never the end of the class."""

import subprocess

import pytest

from autograder.grading import session as sessions
from autograder.grading.session import WarmWorker, WorkerLost
from autograder.isolation import launch

LOOK = "import os\nfound = sorted(os.listdir('/tmp/home')), os.getpid(), sorted(os.listdir('/dev/shm'))"


def test_each_submission_starts_clean(worker, run):
    """A submission finds an empty home and empty shared memory, and is process 1 of its own."""
    run(worker, "for place in ('/tmp/home/x', '/dev/shm/x'): open(place, 'w').close()\nfound = 1")
    assert run(worker, LOOK) == ([], 1, [])


def test_exercises_share_what_their_submission_has(worker):
    """A fork for an exercise sees the files that its submission made while its cells ran."""
    session = worker.open()
    session.load("notebook", ["open('data.txt', 'w').write('1')"])
    fork = session.fork()
    fork.load("notebook", ["found = open('data.txt').read()"])
    assert fork.value("found").value == "1"
    fork.end()
    session.end()


def test_usual_code_works(worker, run):
    """Threads, subprocesses, pools of processes, sockets of one's own and temporary files work as anywhere."""
    found = run(worker, """
import multiprocessing, os, socket, subprocess, tempfile, threading
found = []
thread = threading.Thread(target=lambda: found.append("thread"))
thread.start(); thread.join()
found.append(subprocess.run(["echo", "subprocess"], capture_output=True, text=True).stdout.strip())
with multiprocessing.get_context("fork").Pool(2) as pool:
    found += pool.map(abs, [-1, -2])
one, other = socket.socketpair(); one.send(b"socket"); found.append(other.recv(10).decode())
with tempfile.NamedTemporaryFile() as file: found.append(os.path.dirname(file.name))
""")
    assert found == ["thread", "subprocess", 1, 2, "socket", "/tmp"]


def test_packages_that_are_not_loaded_yet_can_be_imported(worker, run):
    """What is installed can be imported later, too, and reads its own files."""
    assert run(worker, "import sklearn.mixture, scipy.ndimage, course.simulate, data_fetch\nfound = True") is True


@pytest.mark.parametrize("end", ["os._exit(3)", "os.kill(os.getpid(), 9) or ctypes.string_at(0)", "os.abort()"])
def test_a_death_is_the_submission_s_own(worker, run, end):
    """A submission that ends its process in any way ends nothing else."""
    session = worker.open()
    with pytest.raises(WorkerLost):
        session.load("notebook", [f"import ctypes, os; {end}"])
    session.end()
    process = worker.started.process
    assert run(worker, "found = 1") == 1
    assert worker.started.process is process


def test_many_submissions_need_one_worker(worker):
    """A submission that ends by itself at the moment when it is ended does not take the worker with it."""
    process = worker.started.process
    for _ in range(40):
        worker.open().end()
    assert worker.started.process is process


def test_an_environment_below_tmp_stays_in_sight(sandbox, monkeypatch, tmp_path):
    """What is shown below /tmp is still there, and still read-only, under a submission's own temporary files."""
    (tmp_path / "folder").mkdir()
    for name in ("folder/inner", "file"):
        (tmp_path / name).write_text(name)
    shown = {str(tmp_path / name): f"/tmp/env iron/{name}" for name in ("folder", "file")}
    options = launch.sandbox_options
    monkeypatch.setattr(launch, "sandbox_options", lambda: options(read_only=shown))
    with WarmWorker("require") as worker:
        session = worker.open()
        session.load("notebook", ["import os\nroot = '/tmp/env iron/'\n"
                                  "found = [open(root + name).read() for name in ('folder/inner', 'file')]\n"
                                  "found += [os.access(root + name, os.W_OK) for name in ('folder', 'folder/inner', 'file')]"])
        assert session.value("found").value == ["folder/inner", "file", False, False, False]
        session.end()


def test_without_nested_namespaces_each_submission_gets_a_sandbox(sandbox, monkeypatch, run):
    """Where the system lets no namespace be made in a sandbox, a sandbox serves for one submission."""
    options = launch.sandbox_options
    monkeypatch.setattr(launch, "sandbox_options", lambda: [*options(), "--disable-userns"])
    with WarmWorker("require") as worker:
        first = worker.started.process
        run(worker, "open('/tmp/home/left', 'w').close()\nfound = 1")
        assert run(worker, "import os\nfound = os.path.exists('/tmp/home/left')") is False
        assert worker.started.process is not first
        assert worker.started.sandboxed


def test_a_worker_that_does_not_start_says_why(sandbox, monkeypatch):
    """When the process for student code cannot start, the reason is its own last words."""
    monkeypatch.setattr(launch, "WORKER", ["-m", "autograder.visible.missing"])
    with WarmWorker("require") as worker, pytest.raises(WorkerLost, match="No module named autograder.visible.missing"):
        worker.open()


def test_nothing_runs_without_the_isolation_required(monkeypatch, tmp_path):
    """Where isolation is required and missing, no process is started."""
    from autograder.isolation.policy import IsolationMissing, missing_parts

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(subprocess, "Popen", lambda *a, **k: pytest.fail("a process was started"))
    missing_parts.cache_clear()
    try:
        with pytest.raises(IsolationMissing):
            WarmWorker("require")
    finally:
        missing_parts.cache_clear()
    assert sessions.WarmWorker is WarmWorker
