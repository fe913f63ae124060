"""Seeing, stopping and outliving other processes. The one aimed at was started for the test."""


def see_processes(given):
    """Sees processes outside."""
    import os

    found = []
    for pid in given["processes"] or filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                found += [pid] if given["token"].encode() in file.read() else []
        except OSError:
            continue
    return found


def kill_processes(given):
    """Kills a process outside."""
    import os
    import signal

    try:
        os.kill(given["victim"], signal.SIGKILL)
        return [f"process {given['victim']}"]
    except OSError:
        return []


def kill_the_grader(given):
    """Kills the process that the next submission will be forked from."""
    import os
    import signal

    try:
        os.kill(given["worker"], signal.SIGKILL)
        return [f"process {given['worker']}"]
    except OSError:
        return []


def trace_processes(given):
    """Reads the memory of a process outside as a debugger does."""
    import ctypes
    import os

    library, found, pid = ctypes.CDLL(None, use_errno=True), [], given["victim"]
    if library.ptrace(0x4206, pid, 0, 0) == 0:  # PTRACE_SEIZE: does not stop it
        found.append("ptrace")
        library.ptrace(17, pid, 0, 0)
    if hasattr(os, "pidfd_open"):
        try:
            os.close(os.pidfd_open(pid))
            found.append("pidfd")
        except OSError:
            return found
    return found


def inherit_descriptors(given):
    """Finds open files that were not meant for it."""
    import os

    found = []
    for number in os.listdir("/proc/self/fd"):
        try:
            target = os.readlink(f"/proc/self/fd/{number}")
        except OSError:
            continue
        if target.startswith("/") and not target.startswith(("/dev/", "/proc/", "/tmp", "/usr/")):
            found.append(target)
    return found


def stay_alive(given):
    """Stays alive when it is over."""
    import os
    import sys

    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.execv(sys.executable, [sys.executable, "-S", "-c", "import time; time.sleep(60)", given["survivor"]])
        os._exit(0)
    return []
