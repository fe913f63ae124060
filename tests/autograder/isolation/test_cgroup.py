"""Control groups, on folders made for the test and on this machine's own where they may be made."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.isolation import cgroup
from autograder.isolation.cgroup import ControlGroup


@pytest.fixture
def version_1(monkeypatch, tmp_path):
    for kind in ("pids", "memory"):
        (tmp_path / kind).mkdir()
    monkeypatch.setattr(cgroup, "ROOT", tmp_path)
    return tmp_path


@pytest.fixture
def version_2(monkeypatch, tmp_path):
    (tmp_path / "cgroup.controllers").write_text("memory pids\n")
    monkeypatch.setattr(cgroup, "ROOT", tmp_path)
    return tmp_path


@pytest.fixture
def none(monkeypatch, tmp_path):
    """No group may be made; programs are looked for in an empty folder."""
    monkeypatch.setattr(cgroup, "ROOT", tmp_path / "missing")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    cgroup._works.cache_clear()
    return tmp_path


def test_limits_of_version_1(version_1):
    """Version 1 keeps one group for each kind of limit."""
    group = ControlGroup(max_processes=7, max_bytes=1000)
    pids, memory = group.folders
    assert (pids / "pids.max").read_text() == "7"
    assert (memory / "memory.limit_in_bytes").read_text() == "1000"
    assert group.limited == {"pids", "memory"}


def test_limits_of_version_2(version_2):
    """Version 2 keeps one group for all; what is swapped out is no way around it."""
    group = ControlGroup(max_processes=7, max_bytes=1000)
    (folder,) = group.folders
    assert [(folder / name).read_text() for name in ("pids.max", "memory.max", "memory.swap.max")] == ["7", "1000", "0"]
    assert group.limited == {"pids", "memory"}


def test_a_command_joins_before_it_starts(version_2):
    """A wrapped command is in the group from its first instruction, with its arguments as they were."""
    group = ControlGroup()
    command = [sys.executable, "-S", "-c", "import os, sys; print(os.getpid(), sys.argv[1:])", "a b", "--"]
    done = subprocess.run(group.wrap(command), capture_output=True, text=True, check=True)
    joined = (group.folders[0] / "cgroup.procs").read_text().strip()
    assert done.stdout == f"{joined} ['a b', '--']\n"


def test_nothing_is_limited_where_nothing_may_be_made(none):
    """Without a group and without systemd a command runs as it is, and nothing is claimed."""
    group = ControlGroup()
    assert (group.limited, group.wrap(["true"])) == (set(), ["true"])
    group.remove()


def test_abandoned_groups_are_removed(version_2):
    """The group of a grader that was killed is taken away by the next one; that of a living one stays."""
    dead, alive = version_2 / "neural-course-999999999-ab", version_2 / f"neural-course-{os.getpid()}-ab"
    dead.mkdir()
    alive.mkdir()
    ControlGroup()
    assert (dead.exists(), alive.exists()) == (False, True)


SYSTEMD_RUN = """#!/bin/sh
while [ "$1" != -- ]; do echo "$1" >> {log}; shift; done
shift
{then}
"""


@pytest.fixture
def systemd(none):
    """A program that does what ``systemd-run --scope`` does, or what is asked."""

    def make(then='exec "$@"'):
        program = none / "systemd-run"
        program.write_text(SYSTEMD_RUN.format(log=none / "log", then=then))
        program.chmod(0o755)
        return none / "log"

    return make


def test_the_user_s_systemd_keeps_limits(systemd):
    """A user who may make no group gets the limits from systemd, once that has been seen to work."""
    log = systemd()
    group = ControlGroup(max_processes=7, max_bytes=1000)
    assert group.limited == {"pids", "memory"}
    assert subprocess.run(group.wrap(["/bin/echo", "done"]), capture_output=True, check=True).stdout == b"done\n"
    assert {"--property=TasksMax=7", "--property=MemoryMax=1000"} <= set(log.read_text().split())


@pytest.mark.parametrize("then", ["exit 1", "exec </dev/null 3<&- 4<&- 5<&- 6<&- 7<&- 8<&- 9<&- /bin/true", '"$@"'],
                         ids=["refuses", "closes files", "starts another process"])
def test_a_systemd_that_does_not_serve_is_not_used(systemd, then):
    """Where systemd refuses, loses open files or starts the command elsewhere, it is left alone."""
    systemd(then)
    group = ControlGroup()
    assert (group.limited, group.wrap(["true"])) == (set(), ["true"])


def test_a_real_group_ends_with_its_processes():
    """On this machine: processes in a group are killed when it is removed, and it is gone."""
    group = ControlGroup()
    if not group.folders:
        pytest.skip("no control group may be made here")
    started = subprocess.Popen(group.wrap(["/bin/sh", "-c", "sleep 60 & wait"]))
    while not (group.folders[0] / "cgroup.procs").read_text():
        assert started.poll() is None
    group.remove()
    assert started.wait(timeout=10) != 0
    assert not any(Path(folder).exists() for folder in group.folders)
