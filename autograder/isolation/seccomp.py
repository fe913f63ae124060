"""The system calls that student code has no use for, as a filter that the Linux kernel runs (seccomp, classic BPF).

Namespaces and capabilities already keep a submission in; the filter keeps it from the parts of the kernel where the ways
out have been found: making new namespaces, mounting, tracing, keyrings, BPF, io_uring, sockets of unusual families.
Assembled here, outside; `autograder.visible.confine` or bubblewrap installs the bytes. Source: linux/filter.h,
linux/seccomp.h, and the system call tables of Linux 6.1.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, ERRNO = 0x7FFF0000, 0x00050000
NUMBER, ARCHITECTURE, FIRST, SECOND = 0, 4, 16, 24  # offsets in struct seccomp_data; arguments by their low half
PR_GET_SECCOMP = 21
X32_CALLS = 0x40000000
NEW_NAMESPACES = 0x7E020000  # CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET
FAMILIES = (1, 2, 10, 16)  # AF_UNIX, AF_INET, AF_INET6, AF_NETLINK: others (vsock, packet, alg …) may reach past a namespace
TERMINAL_REQUESTS = (0x5412, 0x541C)  # TIOCSTI, TIOCLINUX: typing into somebody's terminal
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column below, AUDIT_ARCH

# Call: number on x86_64, on aarch64 (-1: not there).
DENIED = {
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_getfd": (438, 438), "process_madvise": (440, 440), "move_pages": (279, 239), "migrate_pages": (256, 238),
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41),
    "chroot": (161, 51), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    "open_tree_attr": (467, 467), "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264), "fanotify_init": (300, 262),
    "quotactl": (179, 60), "quotactl_fd": (443, 443), "acct": (163, 89), "swapon": (167, 224), "swapoff": (168, 225),
    "reboot": (169, 142), "settimeofday": (164, 170), "clock_settime": (227, 112), "adjtimex": (159, 171),
    "clock_adjtime": (305, 266), "sethostname": (170, 161), "setdomainname": (171, 162), "syslog": (103, 116),
    "vhangup": (153, 58), "lookup_dcookie": (212, 18), "nfsservctl": (180, 42), "iopl": (172, -1), "ioperm": (173, -1),
    "modify_ldt": (154, -1), "uselib": (134, -1), "ustat": (136, -1), "sysfs": (139, -1),
}
CLONE, CLONE3, SOCKET, IOCTL = (56, 220), (435, 435), (41, 198), (16, 29)


def filter_program(machine: str | None = None) -> bytes | None:
    """The filter for a processor, as the bytes of an array of ``struct sock_filter``.

    Parameters
    ----------
    machine : str, optional
        ``x86_64`` or ``aarch64``; this one's if None.

    Returns
    -------
    bytes or None
        None where there is no filter: another processor, another system than Linux, or a kernel built without it.
    """
    machine = machine or (platform.machine() if _kernel_filters() else "")
    if machine not in MACHINES:
        return None
    column, architecture = MACHINES[machine]
    numbers = [pair[column] for pair in DENIED.values() if pair[column] >= 0]
    steps = [
        (LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, architecture), _refuse(errno.EPERM),
        (LOAD, 0, 0, NUMBER), *(_deny_if(AT_LEAST, X32_CALLS) if machine == "x86_64" else []),
        *(step for number in numbers for step in _deny_if(EQUAL, number)),
        *_deny_if(EQUAL, CLONE3[column], errno.ENOSYS),  # its flags are behind a pointer; the C library falls back to clone
        *_when_called(CLONE[column], FIRST, _deny_if(ANY_BIT, NEW_NAMESPACES)),
        *_when_called(IOCTL[column], SECOND, [step for code in TERMINAL_REQUESTS for step in _deny_if(EQUAL, code)]),
        *_when_called(SOCKET[column], FIRST, _only(FAMILIES)),
        (RETURN, 0, 0, ALLOW)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _kernel_filters() -> bool:
    return sys.platform == "linux" and ctypes.CDLL(None).prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0


def _refuse(reason: int) -> tuple:
    return (RETURN, 0, 0, ERRNO | reason)


def _deny_if(test: int, value: int, reason: int = errno.EPERM) -> list[tuple]:
    """Refuse when the loaded word compares so with a value."""
    return [(test, 0, 1, value), _refuse(reason)]


def _only(values: tuple[int, ...]) -> list[tuple]:
    """Refuse when the loaded word is none of the values."""
    passes = [(EQUAL, len(values) - place, 0, value) for place, value in enumerate(values)]
    return [*passes, _refuse(errno.EAFNOSUPPORT)]


def _when_called(number: int, argument: int, steps: list[tuple]) -> list[tuple]:
    """For one system call, load an argument and go through `steps`; what they do not refuse is allowed."""
    body = [(LOAD, 0, 0, argument), *steps, (RETURN, 0, 0, ALLOW)]
    return [(EQUAL, 0, len(body), number), *body]
