"""Processes that hang, die or multiply are ended, and others go on."""

import os
import time

import pytest

from autograder.grading.session import WarmWorker, WorkerLost

GOES_ON = "def fine(): return 'still here'\n"


@pytest.mark.parametrize(
    "body",
    [
        "while True: pass",
        "import time; time.sleep(60)",
        "import threading; threading.Event().wait()",
        "import signal\n    for n in {*range(1, 32)} - {9, 19}: signal.signal(n, signal.SIG_IGN)\n    while True: pass",
        "x = 1\n    while True: x = x * x + 1",
        "import os; os.kill(os.getpid(), 19)",
    ],
    ids=["loop", "sleep", "lock", "signals ignored", "huge numbers", "stopped"],
)
def test_hanging_is_a_timeout(load, body):
    """A call that does not return is given up in time, whatever it ignores, and its process can be ended."""
    session = load(f"{GOES_ON}def f():\n    {body}")
    fork = session.fork()
    start = time.monotonic()
    outcome = fork.call("f", timeout_s=0.3)
    assert outcome.problem == "timeout"
    assert outcome.message.startswith("it did not return within 0")
    assert fork.end() == "killed"
    assert time.monotonic() - start < 3
    assert session.fork().call("fine").value == "still here"


@pytest.mark.parametrize(("body", "told"), [("os._exit(3)", "exit 3"), ("os.kill(os.getpid(), 11)", "signal 11 (SIGSEGV)")])
def test_how_a_process_ended_is_told(load, body, told):
    """Of a process that ended by itself the way is told."""
    fork = load(f"import os\ndef f(): {body}").fork()
    fork.call("f")
    time.sleep(0.3)  # its socket closes before it has wholly gone
    assert fork.end() == told


def test_a_lost_process_says_so(load):
    """A session whose process was ended says that it is lost, at whatever request."""
    session = load("")
    session.end()
    with pytest.raises(WorkerLost):
        session.load("file", [""])
    with pytest.raises(WorkerLost):
        session.fork()
    assert session.call("f").problem == "died"


def test_loading_that_hangs_says_so(load):
    """A file that does not come to an end is told as lost, in time."""
    with pytest.raises(WorkerLost, match="did not return within"):
        load("").load("file", ["while True: pass"], 0.3)


def test_student_code_cannot_hold_up_the_next(load, worker):
    """A submission that hangs, or that has ended its process, does not keep the next from being opened."""
    load("").call("f", timeout_s=0.1)
    for source in ("import os; os._exit(0)", "while True: pass"):
        session = worker.open()
        with pytest.raises(WorkerLost):
            session.load("file", [source], 0.2)
        assert load(GOES_ON).call("fine").value == "still here"
        session.end()


def is_there(pid):
    """Tell whether a process still runs."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(condition, patience_s=3.0):
    """Wait for a condition; gives whether it came true."""
    deadline = time.monotonic() + patience_s
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


STARTS_MORE = """
import os, subprocess, time
def own(): return os.getpid()
def start(): return subprocess.Popen(["sleep", "60"]).pid
def hang():
    while True: pass
"""


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="processes are looked up in /proc")
def test_closing_leaves_no_process():
    """After a worker is closed neither it nor a fork is left, hanging ones and what they started included."""
    with WarmWorker("off") as worker:
        session = worker.open()
        session.load("file", [STARTS_MORE])
        forks = [session.fork() for _ in range(2)]
        pids = [worker.started.process.pid, session.call("own").value, session.call("start").value]
        pids += [fork.call("own").value for fork in forks]
        forks[0].call("hang", timeout_s=0.2)
        assert all(map(is_there, pids))
        for one in (*forks, session):
            one.channel.close()
    assert wait_until(lambda: not any(map(is_there, pids)))


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="processes are looked up in /proc")
def test_ending_a_submission_leaves_no_process(worker):
    """After a submission is ended none of its processes is left, and the worker goes on."""
    session = worker.open()
    session.load("file", [STARTS_MORE])
    fork = session.fork()
    pids = [
        session.call("own").value,
        session.call("start").value,
        fork.call("own").value,
        fork.call("start").value,
    ]
    fork.call("hang", timeout_s=0.2)
    fork.channel.close()
    session.end()
    assert wait_until(lambda: not any(map(is_there, pids)))
    assert is_there(worker.started.process.pid)


def test_a_worker_killed_by_student_code_is_started_anew():
    """When a submission has killed the worker itself, the next one gets a new worker."""
    with WarmWorker("off") as worker:
        first = worker.open()
        first.load("file", ["import os\ndef f(): os.kill(os.getppid(), 9)"])
        first.call("f")
        again = worker.open()
        again.load("file", [GOES_ON])
        assert again.call("fine").value == "still here"
        for session in (first, again):
            session.channel.close()
