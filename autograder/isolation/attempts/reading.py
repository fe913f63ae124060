"""Reading what is not a student's to read."""


def read_solutions(given):
    """Reads the reference solutions."""
    import glob
    import importlib

    found = glob.glob(given["root"] + "/solutions/*")
    try:
        module = importlib.import_module("solutions")
        found += list(module.__path__) if module.__file__ else []
        return found + [importlib.import_module(f"solutions.{given['lab']}").__file__]
    except ImportError:
        return found


def read_hidden_checks(given):
    """Reads the hidden checks and the grader."""
    import glob
    import importlib

    found = glob.glob(given["root"] + "/autograder/*")
    for name in ("autograder.exercises", "autograder.grading.engine", "autograder.isolation.policy"):
        try:
            found.append(importlib.import_module(name).__file__)
        except ImportError:
            continue
    return found


def read_gradebook(given):
    """Reads a gradebook."""
    import os
    import sqlite3

    found = [given["gradebook"]] if os.path.exists(given["gradebook"]) else []
    try:
        with sqlite3.connect(f"file:{given['gradebook']}?mode=ro", uri=True) as gradebook:
            return found + [str(row) for row in gradebook.execute("SELECT * FROM grade")]
    except sqlite3.Error:
        return found


def read_other_submission(given):
    """Reads another student's submission."""
    import os

    try:
        with open(given["submission"]) as file:
            return [file.read(), *os.listdir(os.path.dirname(given["submission"]))]
    except OSError:
        return []


def read_home(given):
    """Reads the home of who grades."""
    import os

    found = []
    for path in (given["home_file"], os.path.expanduser("~/" + os.path.basename(given["home_file"]))):
        try:
            with open(path) as file:
                found.append(file.read())
        except OSError:
            continue
    return found


def read_secret(given):
    """Reads a file that only its owner may read, or the staff's secret."""
    found = []
    for path in (given["secret"], given["root"] + "/course/secret.txt"):
        try:
            with open(path) as file:
                found.append(f"{path}: {len(file.read())} characters")
        except OSError:
            continue
    return found


def read_environment(given):
    """Reads the environment that the grader was started with."""
    import os

    found = [name for name, value in os.environ.items() if given["token"] in value]
    for pid in given["processes"] or filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/environ", "rb") as file:
                found += [f"/proc/{pid}/environ"] if given["token"].encode() in file.read() else []
        except OSError:
            continue
    return found


def read_other_memory(given):
    """Opens the memory, the files or the folders of another process, the worker's included."""
    import os

    found, own = [], os.path.basename(os.path.realpath("/proc/self"))
    for pid in given["processes"] or filter(str.isdigit, os.listdir("/proc")):
        for part in ("mem", "root/", "cwd/", "fd/0", "fd/3", "fd/4", "maps") if pid != own else ():
            try:
                os.close(os.open(f"/proc/{pid}/{part}", os.O_RDONLY | os.O_NONBLOCK))
                found.append(f"/proc/{pid}/{part}")
            except OSError:
                continue
    return found


def find_by_name(given):
    """Finds any of these files by looking through every folder."""
    import os
    import time

    deadline = time.monotonic() + 3
    found, skipped = [], {"proc", "sys", "site-packages", "dist-packages", "usr", "python" + given["version"]}
    for folder, folders, files in os.walk(given["top"]):
        found += [os.path.join(folder, name) for name in (*folders, *files) if given["token"] in name]
        folders[:] = [name for name in folders if name not in skipped and time.monotonic() < deadline]
    return found[:10]
