"""Jupyter kernels that the provisioner starts, as nbclient and a kernel's manager use them."""

import os
import sys
import time
from importlib.metadata import entry_points
from pathlib import Path

import nbclient
import nbformat
import pytest
from jupyter_client import KernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory

from autograder.isolation.policy import IsolationMissing, missing_parts
from autograder.isolation.provisioner import BubblewrapProvisioner, KernelNotStarted

HOSTILE = """
import os, signal, threading
signal.signal(signal.SIGINT, signal.SIG_IGN)
open("/tmp/home/left", "w").close()
threading.Thread(target=lambda: [open("/dev/shm/x", "w").close() for _ in iter(int, 1)], daemon=True).start()
try:
    import solutions
    print("solutions:", solutions.__file__)
except ImportError:
    print("no solutions")
print(os.environ.get("SECRET_OF_THE_GRADER"), os.path.exists(WHERE))
"""


@pytest.fixture
def manager(sandbox):
    """Make a manager whose kernels are provisioned so; every kernel is ended."""
    managers = []

    def make(**settings):
        manager = KernelManager(kernel_name="python3")
        manager.provisioner = BubblewrapProvisioner(
            parent=manager, kernel_spec=manager.kernel_spec, kernel_id="test", **{"isolation": "require", **settings})
        managers.append(manager)
        return manager

    yield make
    for manager in managers:
        if manager.has_kernel:
            manager.shutdown_kernel(now=True)
        manager.context.destroy()


@pytest.fixture
def ask(manager):
    """Start a kernel and give a function that evaluates expressions in it."""
    clients = []

    def connected(to):
        clients.append(to.client())
        clients[-1].start_channels()
        clients[-1].wait_for_ready(timeout=60)
        return lambda expression: evaluate(clients[-1], expression)

    def start(**settings):
        made = manager(**settings)
        made.start_kernel()
        return made, connected(made)

    start.again = lambda made: clients.pop().stop_channels() or connected(made)
    yield start
    for client in clients:
        client.stop_channels()


def evaluate(client, expression):
    reply = client.execute_interactive("", user_expressions={"it": expression}, timeout=30, output_hook=lambda message: None)
    return reply["content"]["user_expressions"]["it"]["data"]["text/plain"]


def wait_for(condition, patience_s=60):
    """Wait until a condition holds; tell whether it came to that."""
    deadline = time.monotonic() + patience_s
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


@pytest.fixture
def by_environment(monkeypatch, sandbox):
    """What starts kernels uses the provisioner, because a variable of the environment says so."""
    monkeypatch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", "bubblewrap-provisioner")
    KernelProvisionerFactory.clear_instance()
    yield
    KernelProvisionerFactory.clear_instance()


def test_the_provisioner_is_registered():
    """Installed, the provisioner is found by its name."""
    found = entry_points(group="jupyter_client.kernel_provisioners", name="bubblewrap-provisioner")
    if not found:
        pytest.skip("the project is not installed here, only on the path")
    assert [entry.load() for entry in found] == [BubblewrapProvisioner]


def test_nbclient_runs_a_notebook_in_the_sandbox(by_environment, monkeypatch, tmp_path):
    """A notebook that nbclient executes is in the sandbox by one variable: nothing of the grader's is there."""
    if not entry_points(group="jupyter_client.kernel_provisioners", name="bubblewrap-provisioner"):
        pytest.skip("the project is not installed here, only on the path")
    monkeypatch.setenv("SECRET_OF_THE_GRADER", "x")
    cells = [nbformat.v4.new_code_cell(source) for source in (f"WHERE = {str(tmp_path)!r}", HOSTILE, "1 + 1")]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbclient.NotebookClient(notebook, timeout=60, kernel_name="python3").execute(cwd=str(tmp_path))
    assert notebook.cells[1].outputs[0]["text"] == "no solutions\nNone False\n"
    assert notebook.cells[2].outputs[0]["data"]["text/plain"] == "2"
    assert list(tmp_path.iterdir()) == []


def test_a_cell_that_takes_too_long_is_interrupted(by_environment):
    """A cell is interrupted when its time is over, and the kernel goes on with the next."""
    if not entry_points(group="jupyter_client.kernel_provisioners", name="bubblewrap-provisioner"):
        pytest.skip("the project is not installed here, only on the path")
    cells = [nbformat.v4.new_code_cell(source) for source in ("before = 1", "while True: pass", "before + 1")]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbclient.NotebookClient(notebook, timeout=5, interrupt_on_timeout=True, allow_errors=True, kernel_name="python3").execute()
    assert notebook.cells[1].outputs[0]["ename"] == "KeyboardInterrupt"
    assert notebook.cells[2].outputs[0]["data"]["text/plain"] == "2"


def test_limits_hold_in_a_kernel(ask):
    """Limits of the configuration are the kernel's."""
    _, evaluated = ask(address_bytes=3 * 2**30, cpu_s=77, max_open_files=500)
    get = "__import__('resource').getrlimit(getattr(__import__('resource'), name))[1]"
    assert evaluated(f"[{get} for name in ('RLIMIT_AS', 'RLIMIT_CPU', 'RLIMIT_NOFILE')]") == str([3 * 2**30, 77, 500])


def test_the_kernel_is_the_first_process(ask):
    """The kernel is process 1: when it is killed, the system ends all that it started."""
    _, evaluated = ask()
    assert evaluated("__import__('os').getpid()") == "1"


def test_a_restarted_kernel_is_a_new_sandbox(ask):
    """After a restart the same manager's kernel knows nothing of the last one."""
    manager, evaluated = ask()
    assert evaluated("open('left', 'w').write('x')") == "1"
    manager.restart_kernel(now=True)
    evaluated = ask.again(manager)  # two clients of one manager share an identity: one of them gets the answers
    assert evaluated("__import__('os').path.exists('left')") == "False"


def test_a_kernel_has_its_time(ask):
    """After its time a kernel is killed, whatever it does."""
    manager, _ = ask(wall_s=8)
    assert wait_for(lambda: not manager.is_alive())


def test_nothing_is_left_of_a_kernel(ask):
    """Its folder, its control group and its processes are gone when it is shut down."""
    manager, _ = ask()
    provisioner = manager.provisioner
    folder, groups, pid = provisioner.folder, list(provisioner.group.folders), provisioner.inner_pid
    assert Path(folder, "connection.json").exists()
    manager.shutdown_kernel(now=True)
    assert not [path for path in (Path(folder), *groups) if path.exists()]
    assert wait_for(lambda: not Path(f"/proc/{pid}").exists())


def test_a_kernel_talks_through_private_sockets(ask):
    """Other users of the machine cannot talk to a kernel: its sockets are files in a folder of the grader's."""
    manager, _ = ask()
    assert manager.transport == "ipc"
    assert Path(manager.provisioner.folder).stat().st_mode & 0o077 == 0


def test_a_kernel_cannot_write_to_the_grader_s_terminal(ask, capfd):
    """What a kernel writes past Jupyter, to the files that it was started with, goes nowhere."""
    _, evaluated = ask()
    evaluated("[__import__('os').write(number, b'written past Jupyter') for number in (1, 2)]")
    assert "written past Jupyter" not in "".join(capfd.readouterr())


def test_folders_can_be_shown(ask, tmp_path):
    """A folder that the configuration names can be read, and not written."""
    (tmp_path / "data.txt").write_text("x")
    _, evaluated = ask(read_only={str(tmp_path): "/given"})
    assert evaluated("open('/given/data.txt').read(), __import__('os').access('/given', 2)") == "('x', False)"


def test_variables_are_passed_on_by_name(ask, monkeypatch):
    """Of the grader's variables those that the configuration names are passed on."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    monkeypatch.setenv("SECRET_OF_THE_GRADER", "x")
    _, evaluated = ask()
    assert evaluated("[__import__('os').environ.get(n) for n in ('NBGRADER_EXECUTION', 'SECRET_OF_THE_GRADER')]") == \
        "['validate', None]"


def test_an_interpreter_that_is_not_there_is_told(manager):
    """A kernel whose interpreter does not exist does not start, and that is said."""
    made = manager()
    made.kernel_spec.argv = ["/nowhere/python", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    made.start_kernel()
    assert wait_for(lambda: not made.is_alive())


def test_a_sandbox_that_does_not_come_up_is_told(manager, monkeypatch, tmp_path):
    """When bubblewrap itself fails the manager is told, and does not wait for a kernel."""
    made = manager()
    (tmp_path / "bwrap").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(KernelNotStarted, match="selftest"):
        made.start_kernel()


def test_required_isolation_refuses(manager, monkeypatch, tmp_path):
    """Where isolation is required and missing, no kernel is started."""
    made = manager()
    monkeypatch.setenv("PATH", str(tmp_path))
    missing_parts.cache_clear()
    try:
        with pytest.raises(IsolationMissing):
            made.start_kernel()
    finally:
        missing_parts.cache_clear()


@pytest.mark.skipif(sys.platform == "win32", reason="needs the limits of a POSIX system")
def test_without_a_sandbox_a_kernel_still_has_limits(ask):
    """Without a sandbox a kernel runs with limits, in a home of its own, and does not find the answers."""
    _, evaluated = ask(isolation="off", cpu_s=77)
    assert evaluated("__import__('resource').getrlimit(__import__('resource').RLIMIT_CPU)[1]") == "77"
    assert evaluated("__import__('os').environ['HOME']") != repr(os.environ.get("HOME"))
    assert evaluated("__import__('importlib.util').util.find_spec('autograder').origin").find("neural-course-") > 0
