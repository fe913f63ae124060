"""A command that sets limits on itself before it becomes another: the same way in a sandbox and without one."""

from __future__ import annotations

import base64
import json

SCRIPT = """
import base64, ctypes, json, os, resource, sys
limits, program = json.loads(sys.argv[1])
for name, value in limits.items():
    try:
        resource.setrlimit(getattr(resource, name), (value, value))
    except (AttributeError, ValueError, OSError):
        continue  # not a limit of this system, or already lower
if program:
    class Filter(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_char_p)]
    steps, prctl = base64.b64decode(program), ctypes.CDLL(None).prctl
    if prctl(38, 1, 0, 0, 0) or prctl(22, 2, ctypes.byref(Filter(len(steps) // 8, steps)), 0, 0):
        sys.exit("the filter of system calls was refused")
os.execvp(sys.argv[2], sys.argv[2:])
"""


def limited_command(python: str, limits: dict[str, int], command: list[str], program: bytes | None = None) -> list[str]:
    """A command that limits its own process and then becomes `command`.

    Parameters
    ----------
    python : str
        The interpreter for the first part.
    limits : dict
        Resource limits by their names (``RLIMIT_AS`` …).
    program : bytes, optional
        A filter of system calls, see `autograder.isolation.seccomp`.
    """
    told = json.dumps([limits, base64.b64encode(program or b"").decode()])
    return [python, "-I", "-S", "-c", SCRIPT, told, *command]
