"""Shutting a process away before it runs a student's code: namespaces of its own inside the sandbox, and limits.

Every submission gets its own process ids, network (none), mounts and temporary files, so that nothing of one reaches the
next. Linux only; elsewhere, and where user namespaces may not be nested, only the limits apply.

The order counts: namespaces, then what is seen in them, then no rights, then no system calls to get any.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import sys

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
ALL_NAMESPACES = CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND = 1, 2, 4, 8, 32, 4096
MS_REC, MS_PRIVATE = 16384, 1 << 18
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 24, 38
PR_SET_CHILD_SUBREAPER = 36
SECCOMP_MODE_FILTER, FILTER_STEP_BYTES = 2, 8
CAPABILITY_VERSION, N_CAPABILITIES = 0x20080522, 64
MAX_FILES = 20_000
HOME = "/tmp/home"


class CannotConfine(OSError):
    """The kernel refuses a namespace or a mount."""


def limit(limits: dict[str, int]) -> None:
    """Set resource limits by their names (``RLIMIT_AS`` …), never above what is allowed already."""
    for name, value in limits.items():
        number = getattr(resource, name, None)
        if number is not None:
            allowed = resource.getrlimit(number)[1]
            value = value if allowed == resource.RLIM_INFINITY else min(value, allowed)
            with contextlib.suppress(ValueError, OSError):  # a limit that the system names and does not keep (macOS)
                resource.setrlimit(number, (value, value))


def fork_into_namespaces(tmp_bytes: int) -> tuple[int, int]:
    """Fork a child that is process 1 of namespaces of its own.

    Returns
    -------
    helper, child : int
        Process ids for the parent: a helper that only waits, and the child; ``(0, 0)`` in the child.

    Raises
    ------
    CannotConfine
        In the parent, with the kernel's reason.
    """
    told, telling = os.pipe()
    helper = os.fork()
    if helper == 0:
        os.close(told)
        _become_helper(telling, tmp_bytes)  # returns in the child of the helper
        return 0, 0
    os.close(telling)
    with open(told, "rb") as pipe:
        pid, _, reason = pipe.read().decode().partition(" ")
    if reason:
        os.waitpid(helper, 0)
        raise CannotConfine(reason)
    return helper, int(pid)


def _become_helper(telling: int, tmp_bytes: int) -> None:
    """Enter new namespaces; the child forked there furnishes them, tells how it went, and goes on as the caller."""
    try:
        enter_namespaces()
        child = os.fork()
        if child == 0:
            _furnish_and_tell(telling, tmp_bytes)
            return
        os.write(telling, f"{child}".encode())
    except OSError as error:
        os.write(telling, f"0 {error}".encode())
        os._exit(1)
    os.close(telling)
    _, status = os.waitpid(child, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def _furnish_and_tell(telling: int, tmp_bytes: int) -> None:
    try:
        furnish(tmp_bytes)
    except OSError as error:
        os.write(telling, f" {error}".encode())
        os._exit(1)
    os.close(telling)


def enter_namespaces() -> None:
    """Leave the namespaces of the parent; the next child will be process 1 of its own.

    Raises
    ------
    CannotConfine
    """
    uid, gid = os.getuid(), os.getgid()
    _call("unshare", ALL_NAMESPACES)
    # A process that hides its memory does not own its entry in /proc, unless it is root's. No student code runs yet.
    _call("prctl", PR_SET_DUMPABLE, 1, 0, 0, 0)
    for file, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        _write(f"/proc/self/{file}", text)
    hide_memory()


def furnish(tmp_bytes: int) -> None:
    """As process 1 of new namespaces: temporary files of one's own, and no way back.

    Raises
    ------
    CannotConfine
    """
    _call("prctl", PR_SET_PDEATHSIG, 9, 0, 0, 0)
    _mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None)
    for place in ("/tmp", "/dev/shm"):
        _mount_scratch(place, tmp_bytes)
    # Root owns the kernel's settings under /proc, and stays their owner inside; nothing there needs to be written.
    _mount(None, b"/proc", None, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, None)
    os.makedirs(HOME, exist_ok=True)
    os.chdir(HOME)
    drop_privileges()


def _mount_scratch(place: str, n_bytes: int) -> None:
    """An empty folder of a limited size; what is mounted below, an environment perhaps, is there again."""
    below = {path: os.open(path, os.O_PATH) for path in _mounts_below(place)}
    options = b"size=%d,nr_inodes=%d,mode=1777" % (n_bytes, MAX_FILES)
    _mount(b"tmpfs", place.encode(), b"tmpfs", MS_NOSUID | MS_NODEV, options)
    for path, descriptor in below.items():
        if os.path.isdir(f"/proc/self/fd/{descriptor}"):
            os.makedirs(path, exist_ok=True)
        else:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
        _mount(f"/proc/self/fd/{descriptor}".encode(), path.encode(), None, MS_BIND | MS_REC, None)
        os.close(descriptor)


def _mounts_below(place: str) -> list[str]:
    """The mount points in a folder, those further up first."""
    with open("/proc/self/mountinfo", "rb") as file:
        paths = {line.split()[4].decode("unicode_escape") for line in file}
    return sorted(path for path in paths if path.startswith(f"{place}/"))


def drop_privileges() -> None:
    """Give up every capability, for good."""
    for capability in range(N_CAPABILITIES):
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)  # the last ones do not exist on every kernel
    _call("capset", (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0), (ctypes.c_uint32 * 6)())
    _call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _call("prctl", PR_SET_DUMPABLE, 1, 0, 0, 0)  # one's own /proc entry is one's own again


class _Program(ctypes.Structure):
    """``struct sock_fprog`` of linux/filter.h."""

    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_char_p)]


def filter_calls(program: bytes) -> None:
    """Let the kernel refuse system calls, from here on and in all children.

    Parameters
    ----------
    program : bytes
        A seccomp filter, as `autograder.isolation.seccomp` makes it; empty: nothing is filtered.

    Raises
    ------
    CannotConfine
    """
    if program:
        _call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)  # without which only root may filter
        filter_ = _Program(len(program) // FILTER_STEP_BYTES, program)
        _call("prctl", PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(filter_), 0, 0)


def hide_memory() -> None:
    """Let no other process of this user read this one's memory or descriptors."""
    if sys.platform == "linux":
        _call("prctl", PR_SET_DUMPABLE, 0, 0, 0, 0)


def _mount(source, target, kind, flags, options) -> None:
    _call("mount", source, target, kind, ctypes.c_ulong(flags), options)


def _call(name: str, *arguments) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise CannotConfine(number, f"{name} is refused: {os.strerror(number)}")


def _write(path: str, text: str) -> None:
    try:
        with open(path, "w") as file:
            file.write(text)
    except OSError as error:
        raise CannotConfine(error.errno, f"writing {path} is refused: {error.strerror}") from None
