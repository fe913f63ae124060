"""Ending, blocking, filling or flooding whatever can be. What is right besides keeps its points."""

from __future__ import annotations

from tests.attacks.attack import Attack

RIGHT = ("bits_per_spike",)  # 5 points, of another exercise than the one that kills


def _in_function(name: str, claim: str, body: str, **more) -> Attack:
    source = f"def make_design_matrix(stim, d=25):\n{body}"
    return Attack(f"kill_{name}", claim, answers={"make_design_matrix": source}, right=RIGHT, **more)


def _in_cell(name: str, claim: str, source: str, **more) -> Attack:
    return Attack(f"kill_{name}", claim, top=source, right=RIGHT, **more)


ATTACKS = (
    _in_cell("exit_cell", "A cell ends the process.", "import os\nos._exit(0)"),
    _in_cell("segfault_cell", "A cell crashes the interpreter.", "import ctypes\nctypes.string_at(0)"),
    _in_cell("system_exit", "SystemExit and its kin.", "import sys\nsys.exit(0)"),
    _in_cell("keyboard_interrupt", "KeyboardInterrupt.", "raise KeyboardInterrupt"),
    _in_cell("base_exception", "An exception of the most general kind.", "raise BaseException('no more')"),
    _in_cell("exec", "The process becomes another program.", "import os\nos.execv('/bin/sleep', ['sleep', '86396'])", slow=True),
    _in_cell("loop_cell", "A cell that never ends, and hears no signal.", """
        import signal
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
            signal.signal(number, signal.SIG_IGN)
        while True:
            try:
                while True:
                    pass
            except BaseException:
                continue
    """),
    _in_cell("input", "A cell that waits for an answer.", "input('Your password? ')\nimport getpass\ngetpass.getpass()"),
    _in_cell("debugger", "A cell that opens a debugger.", "breakpoint()"),
    Attack("kill_slow_cells", "Forty cells, each just within the limit.", slow=True, change=lambda notebook: notebook["cells"].extend(
        {"cell_type": "code", "id": f"slow-{n}", "metadata": {}, "outputs": [], "execution_count": None,
         "source": f"import time  # {n}\ntime.sleep(4)"} for n in range(40))),
    _in_cell("threads", "Threads without end.", """
        import threading, time
        while True:
            threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
    """),
    _in_cell("fork_bomb", "Processes without end.", """
        import os, time
        for _ in range(3000):
            try:
                if os.fork() == 0:
                    time.sleep(1000)
            except OSError:
                continue
    """, slow=True),
    _in_cell("memory_cell", "All memory is asked for, and used.", """
        blocks = []
        while True:
            blocks.append(np.ones(2**24))
    """),
    _in_cell("disk", "The disk is filled.", """
        for place in ("/tmp", "/tmp/home", "/dev/shm", "/", "/kit", "/var/tmp", "@OUTSIDE@"):
            for number in range(40):
                try:
                    with open(f"{place}/@MARKER@-{number}", "wb") as file:
                        for _ in range(100):
                            file.write(bytes(2**24))
                except OSError:
                    continue
    """, slow=True),
    _in_cell("files", "Files without end.", """
        try:
            for number in range(50_000):
                open(f"/tmp/@MARKER@-{number}", "w").close()
            kept = [open(f"/tmp/@MARKER@-{number}") for number in range(5000)]
        except OSError as error:
            print(error)
    """),
    _in_cell("print", "A gigabyte is printed.", "for _ in range(1000):\n    print('x' * 2**20)"),
    _in_cell("long_line", "A line of two hundred megabytes is shown.", "print('y' * 2 * 10**8)\n'z' * 10**8"),
    _in_cell("displays", "A hundred thousand displays.", """
        from IPython.display import HTML, display
        for number in range(100_000):
            display(HTML(f"<b>{number}</b>"))
    """, slow=True),
    _in_cell("figures", "A thousand figures.", """
        import matplotlib.pyplot as plt
        for number in range(1000):
            plt.figure(figsize=(1, 1))
        plt.figure(figsize=(300, 300), dpi=200)
    """, slow=True),
    _in_cell("streams", "The standard streams are closed, or loop.", """
        import sys
        class Loop:
            def write(self, text):
                raise SystemExit
            def __getattr__(self, name):
                raise SystemExit
        sys.stdout.close()
        sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = sys.stdin = Loop()
    """),
    _in_cell("recursion", "Recursion without end, in Python and in C.", """
        import sys
        sys.setrecursionlimit(10**9)
        def again(n):
            return again(n + 1)
        again(0)
    """),
    _in_cell("warnings", "A hundred thousand warnings.", """
        import warnings
        warnings.simplefilter("always")
        for number in range(100_000):
            warnings.warn(str(number))
    """, slow=True),
    _in_cell("pattern", "A pattern that takes for ever, in C.", "import re\nre.match('(a+)+$', 'a' * 40 + 'b')", slow=True),
    _in_cell("stop_parent", "The parent is stopped, and everything else.", """
        import os, signal
        for pid in {os.getppid(), 1, 2, 3, 4, 5, -1} - {os.getpid(), 0}:
            for number in (signal.SIGSTOP, signal.SIGKILL):
                try:
                    os.kill(pid, number)
                except OSError:
                    continue
    """),
    _in_function("exit", "The process is ended.", "    import os\n    os._exit(0)"),
    _in_function("segfault", "The interpreter crashes.", "    import ctypes\n    ctypes.string_at(0)"),
    _in_function("abort", "The process aborts.", "    import os\n    os.abort()"),
    _in_function("loop", "The function never ends.", "    while True:\n        pass"),
    _in_function("sleep", "The function sleeps, in C.", "    import time\n    time.sleep(10**6)", slow=True),
    _in_function("stop_itself", "The process stops itself.", "    import os, signal\n    os.kill(os.getpid(), signal.SIGSTOP)", slow=True),
    _in_function("stop_parent_in_call", "The parent is stopped while it waits.", """
    import os, signal
    for pid in (os.getppid(), 1):
        for number in (signal.SIGSTOP, signal.SIGTERM, signal.SIGKILL, signal.SIGSEGV):
            os.kill(pid, number)
    """),
    _in_function("memory", "All memory is asked for.", "    blocks = []\n    while True:\n        blocks.append(np.ones(2**24))"),
    _in_function("fork", "The function returns in two processes.", "    import os\n    os.fork()\n    return None"),
    _in_function("loop_in_message", "An exception whose text takes for ever.", """
    class Slow(Exception):
        def __str__(self):
            while True:
                pass
    raise Slow
    """, slow=True),
    _in_function("long_message", "An exception with a text of a hundred megabytes.", "    raise ValueError('x' * 10**8)"),
    _in_function("broken_message", "An exception whose text raises what nobody catches.", """
    class Broken(Exception):
        def __str__(self):
            raise SystemExit
        __repr__ = __str__
    raise Broken
    """),
    _in_function("long_chain", "A chain of ten thousand exceptions.", """
    error = ValueError()
    for _ in range(10_000):
        error = type("E", (Exception,), {"__cause__": None})(error)
    raise error
    """),
    _in_function("exit_in_exception", "An exception that ends the process when it is looked at.", """
    import os
    class Last(Exception):
        __traceback__ = __str__ = __class__ = property(lambda self: os._exit(0))
    raise Last
    """),
    _in_function("pdeathsig", "Nothing ends when its parent does.", """
    import ctypes, os, time
    ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)
    if os.fork() == 0:
        os.setsid()
        time.sleep(10**6)
    """),
    Attack("kill_import_late", "Cells are fine the first time; at the next start they hang or exit, as it comes.", top="""
        import os, random, time
        if random.random() < 0.5:
            os._exit(1)
    """, answers={"make_design_matrix": "def make_design_matrix(stim, d=25):\n    import os\n    os.kill(os.getppid(), 9)\n    os._exit(0)"}),
)
