"""Using up the machine. Every attempt stops by itself at what its table of limits says it should not reach."""


def compute_forever(given):
    """Computes without end."""
    import resource

    limit_s = resource.getrlimit(resource.RLIMIT_CPU)[1]
    return [f"{limit_s} s"] if limit_s == resource.RLIM_INFINITY or limit_s > 3600 else []


def write_large_file(given):
    """Writes a file of 1 GB."""
    try:
        with open("large", "wb") as file:
            file.seek(2**30)  # nothing is stored up to here
            file.write(b"x")
        return ["1 GB"]
    except OSError:
        return []


def open_many_files(given):
    """Opens 5000 files."""
    import os

    files = []
    try:
        for _ in range(5000):
            files.append(os.open("/dev/null", os.O_RDONLY))
        return [f"{len(files)} files"]
    except OSError:
        return []
    finally:
        for file in files:
            os.close(file)


def fill_memory(given):
    """Takes 16 GB of memory in one process."""
    import mmap

    try:
        mmap.mmap(-1, 16 * 2**30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000).close()  # promised, never used
        return ["16 GB"]
    except (OSError, ValueError):
        return []


def make_many_processes(given):
    """Makes 600 processes."""
    import os
    import shutil
    import signal

    children, program = [], shutil.which("sleep")
    try:
        for _ in range(600):
            children.append(os.posix_spawn(program, ["sleep", "60"], os.environ))
        return [f"{len(children)} processes"]
    except OSError:
        return []
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
        for child in children:
            os.waitpid(child, 0)


def fill_memory_together(given):
    """Takes more memory than allowed in several processes together."""
    import os
    import select
    import signal
    import time

    told, telling = os.pipe()
    children, full, deadline = [], 0, time.monotonic() + 5
    for _ in range(4):
        child = os.fork()
        if child == 0:
            try:
                kept = bytearray(given["memory_bytes"] // 3)
                for place in range(0, len(kept), 4096):
                    kept[place] = 1
                os.write(telling, b"x")
                time.sleep(60)
            finally:
                os._exit(1)
        children.append(child)
    while children and full < 4 and time.monotonic() < deadline:
        full += len(os.read(told, 4)) if select.select([told], [], [], 0.05)[0] else 0
        children = [child for child in children if os.waitpid(child, os.WNOHANG)[0] == 0]
        if len(children) < 4:  # one was refused its memory, or killed for it
            break
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return ["four thirds of it"] if full == 4 else []


def fill_the_disk(given):
    """Fills the disk with temporary files."""
    written = 0
    try:
        for number in range(24):
            with open(f"/tmp/part{number}", "wb") as file:
                for _ in range(32):
                    written += file.write(bytes(2**20))
        return [f"{written} bytes"]
    except OSError:
        return []


def make_many_files(given):
    """Makes 30 000 files."""
    try:
        for number in range(30_000):
            with open(f"/tmp/file{number}", "w"):
                continue
        return ["30 000 files"]
    except OSError:
        return []
