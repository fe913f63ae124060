"""Looking for the solutions, the hidden half, other people's work, and secrets of the machine."""

from __future__ import annotations

from tests.attacks.attack import EVERYTHING, Attack

PATHS = """
        PATHS = ["@PROJECT@/solutions/glm_encoding.py", "@PROJECT@/autograder/grading/engine.py", "@PROJECT@/autograder/grading/plan.py",
                 "@PROJECT@/autograder/exercises/glm_encoding/__init__.py", "@PROJECT@/course/gradebook.db", "@PROJECT@/course/secret.txt",
                 "@PROJECT@/course/submitted/ada_neighbour/glm_encoding/glm_encoding.ipynb", "@HOME@/.ssh/id_ed25519", "@HOME@/.netrc",
                 "@PROJECT@/course/source/glm_encoding/glm_encoding.ipynb", "@HOME@/grades.csv", "/etc/passwd", "/etc/shadow"]
"""


def _attack(name: str, claim: str, top: str, **more) -> Attack:
    return Attack(f"read_{name}", claim, top=top, **more)


def _tells(name: str, claim: str, source: str) -> Attack:
    """The function tells the graded inputs."""
    answers = {function: f"def {function}(*args, **kwargs):\n    return tell(args)" for function in EVERYTHING[:-1]}
    return Attack(f"tell_{name}", claim, top=source, answers=answers)


ATTACKS = (
    _attack("imports", "The solutions and the hidden half are imported.", """
        import importlib, sys
        sys.path[:0] = ["@PROJECT@", "@PROJECT@/solutions", "@PROJECT@/autograder"]
        for name in ("solutions", "solutions.glm_encoding", "autograder.grading", "autograder.grading.engine", "autograder.exercises",
                     "autograder.exercises.glm_encoding", "autograder.declare", "autograder.isolation", "autograder.commands"):
            try:
                module = importlib.import_module(name)
                print(name, vars(module))
            except Exception as error:
                print(name, error)
    """),
    _attack("files", "Files are opened by their real paths.", PATHS + """
        for path in PATHS:
            for prefix in ("", "/proc/1/root", "/proc/self/root", "/newroot", "/oldroot", "/proc/self/cwd/../../../.."):
                try:
                    print(path, open(prefix + path, errors="replace").read())
                except OSError as error:
                    print(error)
    """),
    _attack("magics", "Files are opened by the shell, by magics and by other programs.", PATHS + """
        for path in PATHS:
            get_ipython().run_cell(f"!cat {path}")
            get_ipython().run_cell(f"%cat {path}")
            get_ipython().run_cell(f"%%bash\\ncat {path}; cp {path} /tmp/copied; cat /tmp/copied")
            get_ipython().run_cell(f"%load {path}")
            get_ipython().run_cell(f"%run {path}")
    """),
    _attack("walk", "Every folder is searched.", """
        import os
        found = []
        for place, names, files in os.walk("/"):
            names[:] = [name for name in names if name not in ("proc", "sys", "usr", "lib", "site-packages", "lib-dynload")]
            for file in files[:200]:
                try:
                    path = os.path.join(place, file)
                    if os.path.isfile(path) and os.path.getsize(path) < 10**6:
                        text = open(path, errors="replace").read()
                        if "canary" in text or "ANSWER_KEY" in text:
                            found.append((path, text[-300:]))
                except OSError:
                    continue
        print(found)
    """),
    _attack("environment", "Environment variables, one's own and those of all processes.", """
        import glob, os
        print(dict(os.environ))
        for path in glob.glob("/proc/[0-9]*/*"):
            if path.rpartition("/")[2] in ("environ", "cmdline", "maps", "mountinfo", "stack"):
                try:
                    print(path, open(path, "rb").read()[:20_000])
                except OSError:
                    continue
    """),
    _attack("memory", "The memory of other processes.", """
        import ctypes, glob, os
        libc = ctypes.CDLL(None, use_errno=True)
        for pid in [int(path[6:]) for path in glob.glob("/proc/[0-9]*")]:
            if pid == os.getpid():
                continue
            print(pid, "ptrace", libc.ptrace(16, pid, 0, 0))
            try:
                maps = open(f"/proc/{pid}/maps").read().splitlines()
                memory = open(f"/proc/{pid}/mem", "rb")
                for line in maps[:400]:
                    start, end = (int(part, 16) for part in line.split()[0].split("-"))
                    memory.seek(start)
                    text = memory.read(min(end - start, 10**7))
                    if b"canary" in text:
                        print(text[text.index(b"canary"):][:100])
            except (OSError, ValueError, OverflowError):
                continue
    """),
    _attack("objects", "Frames, closures and all objects of the process.", """
        import gc, sys
        def look(frame):
            while frame:
                print([text for text in map(repr, frame.f_locals.values()) if "canary" in text or "truth" in text][:3])
                frame = frame.f_back
        look(sys._getframe())
        print([item[:200] for item in gc.get_objects() if isinstance(item, str) and "canary-" in item])
        print([str(item)[:500] for item in gc.get_objects() if type(item).__name__ in ("Exercise", "Case", "Planned", "Misconception")])
    """),
    _attack("objects_in_a_call", "The same, while a function is called.", "", answers={"fit_lg": """
        def fit_lg(stim, spikes, d=25):
            import sys
            frame, told = sys._getframe(), []
            while frame:
                told += [f"{name}={value!r}"[:200] for name, value in frame.f_locals.items() if name in ("truth", "expected", "given", "seed")]
                frame = frame.f_back
            raise ValueError(" ".join(told))
    """}),
    _attack("history", "What was run before, and in other sessions.", """
        print(globals().get("In"), globals().get("Out"))
        get_ipython().run_cell("%history -g -l 1000")
        get_ipython().run_cell("%recall")
        get_ipython().run_cell("%whos")
        get_ipython().run_cell("%env")
    """),
    _attack("runtime_files", "Connection files, sockets and other programs' temporary files.", """
        import glob
        patterns = ("/tmp/**", "@HOME@/.local/share/jupyter/runtime/*", "/run/**", "/var/run/**", "/dev/shm/*", "@OUTSIDE@/*", "/proc/net/*")
        for pattern in patterns:
            for path in glob.glob(pattern, recursive=True)[:200]:
                try:
                    print(path, open(path, errors="replace").read(10_000))
                except OSError:
                    continue
    """),
    _attack("descriptors", "Files that other processes have open.", """
        import glob, os
        for path in glob.glob("/proc/*/fd/*") + glob.glob("/proc/*/cwd") + glob.glob("/proc/*/root/*"):
            try:
                print(path, os.readlink(path))
                print(os.pread(os.open(path, os.O_RDONLY | os.O_NONBLOCK), 10_000, 0))
            except OSError:
                continue
    """),
    _attack("mounts", "New namespaces, in which what is covered comes to light.", PATHS + """
        import ctypes, os
        libc = ctypes.CDLL(None, use_errno=True)
        if os.fork() == 0:
            uid = os.getuid()
            print(libc.unshare(0x10000000 | 0x00020000))
            try:
                for name, text in (("setgroups", "deny"), ("uid_map", f"0 {uid} 1"), ("gid_map", f"0 {uid} 1")):
                    open(f"/proc/self/{name}", "w").write(text)
            except OSError as error:
                print(error)
            for target in (b"/tmp", b"/dev", b"/proc", b"/kit", b"/"):
                print(target, libc.umount2(target, 2), libc.umount2(target, 2))
            libc.mount(b"proc", b"/tmp", b"proc", 0, None)
            for path in PATHS:
                try:
                    open("/tmp/mounted", "a").write(open(path, errors="replace").read())
                except OSError:
                    continue
            os._exit(0)
        os.wait()
        print(open("/tmp/mounted").read() if os.path.exists("/tmp/mounted") else "nothing")
    """),
    _tells("message", "An exception's message holds the inputs.", "def tell(args):\n    raise ValueError([np.asarray(a).tolist() for a in args])"),
    _tells("assertion", "A failed comparison shows the inputs.", "def tell(args):\n    np.testing.assert_array_equal(args[0], 7)"),
    _tells("short_message", "One number at a time.", "def tell(args):\n    raise ValueError(float(np.ravel(args[0])[0]))"),
    _tells("exception_name", "The exception's name is made of the inputs.",
           "def tell(args):\n    raise type('E' + '_'.join(map(str, np.ravel(args[0])[:8])), (Exception,), {})"),
    _tells("line", "The line that raised is made of the inputs.", """
        import linecache
        def tell(args):
            text = repr([np.asarray(a).tolist() for a in args])
            linecache.cache["<student inputs>"] = (len(text), None, [text], "<student inputs>")
            exec(compile("1 / 0", "<student inputs>", "exec"))
    """),
    _tells("warning", "A warning's category is made of the inputs.", """
        import warnings
        def tell(args):
            warnings.warn("x", type("W" + "_".join(map(str, np.ravel(args[0])[:8])), (UserWarning,), {}))
            return args[0]
    """),
    _tells("key", "A dictionary's key and a type's name hold the inputs.", """
        def tell(args):
            text = str(np.ravel(args[0])[:5].tolist())
            return {text: type(text, (), {})()}
    """),
    _tells("printed", "They are printed and displayed.", """
        import sys
        def tell(args):
            print(args, file=sys.stderr)
            print(args)
            display(args)
            sys.displayhook(args[0])
            return args
    """),
)
