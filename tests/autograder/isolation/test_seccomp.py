"""The filter of system calls, run by an interpreter of its instructions: for processors that are not here, too."""

import errno
import os
import struct
import subprocess
import sys

import pytest

from autograder.isolation.seccomp import DENIED, FAMILIES, MACHINES, filter_program

ALLOWED, DENIED_EPERM = "allow", errno.EPERM
NUMBERS = {"clone": (56, 220), "clone3": (435, 435), "socket": (41, 198), "ioctl": (16, 29)}
# What every program does: read, write, openat, mmap, execve, futex, wait4, kill, setsid, prctl, pipe2, dup3, prlimit64.
ORDINARY = [(0, 63), (1, 64), (257, 56), (9, 222), (59, 221), (202, 98), (61, 260), (62, 129), (112, 157), (157, 167),
            (293, 59), (292, 24), (302, 261)]
SIGCHLD, CLONE_VM, CLONE_NEWUSER, CLONE_NEWNET, CLONE_NEWCGROUP = 17, 0x100, 0x10000000, 0x40000000, 0x02000000
both = pytest.mark.parametrize("machine", MACHINES)


def ask(machine, number, *arguments, architecture=None):
    """What the filter says to a call: "allow", or an error number."""
    data = struct.pack("=iIQ6Q", number, architecture or MACHINES[machine][1], 0, *arguments, *[0] * (6 - len(arguments)))
    steps = [struct.unpack_from("=HBBI", filter_program(machine), place) for place in range(0, len(filter_program(machine)), 8)]
    place, word = 0, 0
    while True:
        code, if_true, if_false, value = steps[place]
        place += 1
        if code == 0x06:
            return "allow" if value == 0x7FFF0000 else value & 0xFFFF if value >> 16 == 5 else pytest.fail(f"returns {value:x}")
        if code == 0x20:
            (word,) = struct.unpack_from("=I", data, value)
        else:
            place += if_true if {0x15: word == value, 0x35: word >= value, 0x45: bool(word & value)}[code] else if_false


@both
@pytest.mark.parametrize("call", DENIED)
def test_denied_calls_are_refused(machine, call):
    """Each call of the table is refused on each processor that has it."""
    number = DENIED[call][MACHINES[machine][0]]
    assert number < 0 or ask(machine, number) == DENIED_EPERM


@both
@pytest.mark.parametrize("numbers", ORDINARY, ids=str)
def test_ordinary_calls_pass(machine, numbers):
    """What any program does is allowed."""
    assert ask(machine, numbers[MACHINES[machine][0]]) == ALLOWED


@both
@pytest.mark.parametrize("flags", [SIGCHLD, CLONE_VM | 0x10F00, 0x01200000 | SIGCHLD])
def test_processes_and_threads_may_be_made(machine, flags):
    """`clone` without a new namespace is allowed: fork, threads, subprocesses."""
    assert ask(machine, NUMBERS["clone"][MACHINES[machine][0]], flags) == ALLOWED


@both
@pytest.mark.parametrize("flag", [CLONE_NEWUSER, CLONE_NEWNET, CLONE_NEWCGROUP, 0x00020000, 0x04000000, 0x08000000, 0x20000000])
def test_namespaces_may_not_be_made(machine, flag):
    """`clone` with any flag for a new namespace is refused."""
    assert ask(machine, NUMBERS["clone"][MACHINES[machine][0]], flag | SIGCHLD) == DENIED_EPERM


@both
def test_clone3_is_said_not_to_exist(machine):
    """`clone3` hides its flags: it does not exist, so that the C library falls back to `clone`."""
    assert ask(machine, NUMBERS["clone3"][MACHINES[machine][0]]) == errno.ENOSYS


@both
@pytest.mark.parametrize("family", range(46))
def test_only_known_families_of_sockets_pass(machine, family):
    """Sockets of four families may be made; others, such as vsock, might reach out of a network namespace."""
    expected = ALLOWED if family in FAMILIES else errno.EAFNOSUPPORT
    assert ask(machine, NUMBERS["socket"][MACHINES[machine][0]], family) == expected


@both
@pytest.mark.parametrize(("request_code", "expected"), [(0x5412, DENIED_EPERM), (0x541C, DENIED_EPERM), (0x5413, ALLOWED)])
def test_typing_into_a_terminal_is_refused(machine, request_code, expected):
    """TIOCSTI and TIOCLINUX are refused, other requests to a terminal are not."""
    assert ask(machine, NUMBERS["ioctl"][MACHINES[machine][0]], 3, request_code) == expected


@both
def test_calls_of_another_architecture_are_refused(machine):
    """The calls of a 32-bit program have other numbers: none of them passes."""
    assert ask(machine, 0, architecture=0x40000003) == DENIED_EPERM


def test_x32_calls_are_refused():
    """On x86_64 the same calls exist again with a high bit: none of them passes."""
    assert ask("x86_64", 0x40000000 | DENIED["ptrace"][0]) == DENIED_EPERM


def test_no_filter_is_made_for_other_processors():
    """Where the numbers of the calls are not known there is no filter."""
    assert filter_program("riscv64") is None


IN_A_PROCESS = """
import ctypes, os, sys
from autograder.visible.confine import filter_calls
filter_calls(bytes.fromhex(sys.argv[1]))
library = ctypes.CDLL(None, use_errno=True)
library.syscall(int(sys.argv[2]), -1)
print(library.prctl(21, 0, 0, 0, 0), ctypes.get_errno(), os.getppid())
"""


def filter_in_a_process(program):
    """What a process with this filter tells: its mode, the error of a denied call, and its parent."""
    number = DENIED["keyctl"][MACHINES.get(os.uname().machine, (0,))[0]]
    command = [sys.executable, "-c", IN_A_PROCESS, program.hex(), str(number)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout.split()


@pytest.mark.skipif(not filter_program(), reason="no filter of system calls for this system")
def test_the_kernel_takes_the_filter():
    """In a process with the filter a denied call fails, and the others work."""
    assert filter_in_a_process(filter_program()) == ["2", str(errno.EPERM), str(os.getpid())]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such filters")
def test_an_empty_filter_changes_nothing():
    """Where there is no filter, filtering is not an error."""
    assert filter_in_a_process(b"")[0] == "0"
