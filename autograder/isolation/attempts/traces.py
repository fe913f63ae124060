"""Leaving something for the next submission, and finding what the last one left."""


def leave_things(given):
    """Leaves files, shared memory or sockets for the next submission."""
    import ctypes
    import os
    import socket
    import tempfile

    import autograder

    packages = os.path.dirname(autograder.__file__)
    everywhere = ["/", "/dev", "/var/tmp", "/run", "/proc", "/etc", "/kit", os.path.dirname(packages), packages]
    places = ["/tmp", "/dev/shm", os.getcwd(), os.path.expanduser("~"), tempfile.gettempdir()]
    for place in [*places, *(everywhere if given["contained"] else [])]:
        try:
            with open(os.path.join(place, given["trace"]), "w") as file:
                file.write(given["trace"])
        except OSError:
            continue
    ctypes.CDLL(None).shmget(given["key"], 4096, 0o1666)
    ctypes.CDLL(None).msgget(given["key"], 0o1666)
    if os.fork() == 0:
        os.setsid()
        with socket.socket(socket.AF_UNIX) as end:
            end.bind("\0" + given["trace"])
            end.listen()
            os.execvp("sleep", ["sleep", "60", given["trace"]])
    return []


def find_things(given):
    """Finds what the last submission left."""
    import ctypes
    import os
    import socket
    import tempfile

    import autograder

    library, packages = ctypes.CDLL(None), os.path.dirname(autograder.__file__)
    places = {"/", "/tmp", "/dev", "/dev/shm", "/var/tmp", "/run", "/etc", "/kit", os.getcwd(), os.path.expanduser("~"),
              tempfile.gettempdir(), packages, os.path.dirname(packages)}
    found = [place for place in sorted(places) if os.path.exists(os.path.join(place, given["trace"]))]
    memory, queue = library.shmget(given["key"], 4096, 0), library.msgget(given["key"], 0)
    for control, identifier, name in ((library.shmctl, memory, "shared memory"), (library.msgctl, queue, "a queue")):
        if identifier >= 0:
            control(identifier, 0, None)  # IPC_RMID
            found.append(name)
    with socket.socket(socket.AF_UNIX) as end:
        try:
            end.connect("\0" + given["trace"])
            return [*found, "a socket"]
        except OSError:
            return found
