"""System calls that lead out of namespaces, or into the kernel's less trodden parts."""


def make_namespaces(given):
    """Makes namespaces of its own, in which it would have every right."""
    import ctypes
    import os
    import subprocess

    library, found = ctypes.CDLL(None, use_errno=True), []
    if os.fork() == 0:
        os._exit(0 if library.unshare(0x10000000) == 0 else 1)
    if os.wait()[1] == 0:
        found.append("unshare")
    try:
        done = subprocess.run(["unshare", "--user", "--map-root-user", "true"], capture_output=True, timeout=10)
        return found + ["unshare --user"] * (done.returncode == 0)
    except OSError:
        return found


def mount_something(given):
    """Mounts a file system."""
    import ctypes
    import os

    place = os.path.join(os.getcwd(), "place")
    os.makedirs(place, exist_ok=True)
    library = ctypes.CDLL(None, use_errno=True)
    found = ["tmpfs"] if library.mount(b"none", place.encode(), b"tmpfs", 0, None) == 0 else []
    if found:
        library.umount2(place.encode(), 2)
    return found


def use_keyrings(given):
    """Uses the kernel's keyrings, which know no namespace."""
    import ctypes
    import errno

    library, found = ctypes.CDLL(None, use_errno=True), []
    for name in ("keyctl", "add_key", "request_key"):
        if library.syscall(given["calls"][name], -1, 0, 0, 0, 0) < 0 and ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS):
            found.append(name)
    return found


def trace_calls(given):
    """Has the system calls by which one process reads another's memory."""
    import ctypes
    import errno

    library, found = ctypes.CDLL(None, use_errno=True), []
    for name in ("ptrace", "process_vm_readv", "process_vm_writev", "kcmp"):
        ctypes.set_errno(0)
        library.syscall(given["calls"][name], -1, 0, 0, 0, 0, 0)
        found += [name] if ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS) else []
    return found


def use_rare_calls(given):
    """Has system calls that only attacks use here."""
    import ctypes
    import errno

    library, found = ctypes.CDLL(None, use_errno=True), []
    for name in ("userfaultfd", "io_uring_setup", "perf_event_open", "bpf", "open_by_handle_at", "setns", "fsopen"):
        ctypes.set_errno(0)
        library.syscall(given["calls"][name], -1, 0, -1, -1, -1)
        found += [name] if ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS) else []
    return found


def raise_limits(given):
    """Raises its own limits."""
    import resource

    found = []
    for name in ("RLIMIT_AS", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_NPROC", "RLIMIT_CPU", "RLIMIT_CORE"):
        number = getattr(resource, name)
        if resource.getrlimit(number)[1] == resource.RLIM_INFINITY:
            found.append(f"{name} has no limit")
            continue
        try:
            resource.setrlimit(number, (resource.getrlimit(number)[1] + 1,) * 2)
            found.append(name)
        except (ValueError, OSError):
            continue
    return found
