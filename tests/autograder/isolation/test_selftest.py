"""Every way out, tried on this machine: the rows of ``python -m autograder selftest``, one test each."""

import time
from pathlib import Path

import pytest

from autograder.isolation import attempts
from autograder.isolation.attempts import bombs
from autograder.isolation.rows import FAILS, HOLDS, NOT_LIMITED, claim_of
from autograder.isolation.scene import Scene
from autograder.isolation.selftest import describe_machine, try_worker
from autograder.isolation.selftest_kernel import try_kernel

NAMES = [attempt.__name__ for attempt in (*attempts.EVERYWHERE, bombs.fill_the_disk, bombs.make_many_files,
                                          bombs.fill_memory_together)]
STARTED = time.time()
WORKER = [*NAMES, "stay_alive", "leave_things", "_try_endless_cell", "_try_flood"]
KERNEL = [*NAMES, "_try_interrupt", "stay_alive"]
# What not every machine limits: where no control group may be made, or a kernel has no limit of its own for it.
MAY_BE_UNLIMITED = {"make_many_processes", "fill_memory_together", "make_many_files"}


@pytest.fixture(scope="module")
def rows(sandbox):
    with Scene() as scene:
        return {(row.place, row.name): row for attempt in (try_worker, try_kernel) for row in attempt(scene, "require")}


def judge(row):
    expected = {HOLDS, NOT_LIMITED} if row.name in MAY_BE_UNLIMITED else {HOLDS}
    assert row.status in expected, str(row)


@pytest.mark.parametrize("name", WORKER)
def test_a_submission_gets_nothing(rows, name):
    """A submission that tries it gets nothing, and harms nothing."""
    judge(rows["submission", name])


@pytest.mark.parametrize("name", KERNEL)
def test_a_kernel_gets_nothing(rows, name):
    """Code in a kernel that the provisioner started gets nothing, and harms nothing."""
    judge(rows["kernel", name])


def test_nothing_else_is_tried(rows):
    """Every row of the self-test is a test here."""
    assert set(rows) == {("submission", name) for name in WORKER} | {("kernel", name) for name in KERNEL}


def find_new_canaries():
    """Canaries in home that are younger than this run."""
    return [path for path in Path.home().glob(".canary-*") if path.exists() and path.stat().st_mtime > STARTED]


def test_no_canary_is_left(rows):
    """What was made for the test is gone: in home, and in the folders of temporary files."""
    until = time.monotonic() + 120  # another self-test may be running beside this one
    while find_new_canaries() and time.monotonic() < until:
        time.sleep(0.5)
    assert not find_new_canaries()


def test_the_sandbox_is_named(sandbox):
    """The self-test begins by saying what student code runs in."""
    assert describe_machine("require")[0] == "Student code runs in bubblewrap."


def test_without_a_sandbox_that_is_said():
    """Without a sandbox the self-test says so at once, and what follows from it."""
    sentences = describe_machine("off")
    assert sentences[0].startswith("NO SANDBOX: student code runs as a process of your own user")
    assert "unprotected" in sentences[1]


def test_a_process_without_a_sandbox_is_seen_through():
    """The attempts are able to succeed: without a sandbox, what only that protects is reported as not holding."""
    with Scene() as scene:
        failed = {row.name for row in try_worker(scene, "off") if row.status == FAILS}
    assert failed >= {"read_solutions", "read_hidden_checks", "read_gradebook", "read_other_submission", "read_home",
                      "read_secret", "read_environment", "read_other_memory", "find_by_name", "write_outside", "change_packages",
                      "connect_to_loopback", "connect_to_abstract_socket", "connect_to_socket_file", "send_datagram",
                      "see_processes", "kill_processes", "kill_the_grader", "leave_things"}


@pytest.mark.parametrize("attempt", [*attempts.EVERYWHERE], ids=NAMES[:len(attempts.EVERYWHERE)])
def test_an_attempt_says_what_it_tries(attempt):
    """The first line of an attempt is what the self-test prints."""
    assert claim_of(attempt)
