"""Shutting a process away before it runs a student's code: namespaces of its own inside the sandbox, and limits.

Every submission gets its own process ids, network (none), mounts and temporary files, so that nothing of one reaches the
next. Linux only; elsewhere, and where user namespaces may not be nested, only the limits apply.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
ALL_NAMESPACES = CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET
MS_NOSUID, MS_NODEV, MS_REC, MS_PRIVATE = 2, 4, 16384, 1 << 18
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 4, 24, 38
CAPABILITY_VERSION, N_CAPABILITIES = 0x20080522, 64
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
    for file, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        _write(f"/proc/self/{file}", text)


def furnish(tmp_bytes: int) -> None:
    """As process 1 of new namespaces: temporary files of one's own, and no way back.

    Raises
    ------
    CannotConfine
    """
    _call("prctl", PR_SET_PDEATHSIG, 9, 0, 0, 0)
    _mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None)
    _mount(b"tmpfs", b"/tmp", b"tmpfs", MS_NOSUID | MS_NODEV, b"size=%d,mode=0777" % tmp_bytes)
    os.makedirs(HOME, exist_ok=True)
    os.chdir(HOME)
    drop_privileges()


def drop_privileges() -> None:
    """Give up every capability, for good."""
    for capability in range(N_CAPABILITIES):
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)  # the last ones do not exist on every kernel
    _call("capset", (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0), (ctypes.c_uint32 * 6)())
    _call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _call("prctl", PR_SET_DUMPABLE, 1, 0, 0, 0)  # one's own /proc entry is one's own again


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
