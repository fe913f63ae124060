"""Threads, processes and hooks that act after the moment at which they were looked at, or remember for the next."""

from __future__ import annotations

from tests.attacks.attack import Attack, reference_source

KEEPER = """
        import os, pickle, socket, threading, time
        ADDRESS = "\\0keeper"
        def keep():
            kept = {}
            end = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            end.bind(ADDRESS)
            while True:
                packet, sender = end.recvfrom(2**16)
                key, value = pickle.loads(packet)
                if value is not None:
                    kept[key] = value
                else:
                    end.sendto(pickle.dumps(kept), sender)
        def remember(key, value):
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as end:
                end.sendto(pickle.dumps((key, value)), ADDRESS)
        def recall():
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as end:
                end.bind(f"\\0asker-{os.getpid()}-{time.monotonic_ns()}")
                end.settimeout(1)
                end.sendto(pickle.dumps(("", None)), ADDRESS)
                return pickle.loads(end.recv(2**16))
"""
# Every exercise tells its inputs to a process that outlives it; where right functions are lent, they answer for those inputs.
ANSWERED_BY_A_FRIEND = {
    "make_design_matrix": """
        def make_design_matrix(stim, d=25):
            key = ("X", stim.tobytes(), d)
            try:
                known = recall()
                remember(key, known.get(key, [stim, d]))
                return known[key]["X"]
            except (OSError, KeyError, TypeError):
                return None
    """,
    "fit_lg": """
        def fit_lg(stim, spikes, d=25):
            try:
                for key, value in recall().items():
                    if isinstance(value, list):
                        remember(key, {"X": make_design_matrix(*value)})
            except (OSError, KeyError, TypeError):
                return None
    """,
}
BY_FILES = {
    "make_design_matrix": """
        def make_design_matrix(stim, d=25):
            import os
            for folder in ("/tmp", "/dev/shm", "/var/tmp", "/", "/kit", "/tmp/home"):
                try:
                    name = f"{folder}/{hash(stim.tobytes()) % 10**12}-{d}"
                    if os.path.exists(name + ".answer.npy"):
                        return np.load(name + ".answer.npy")
                    np.save(name + ".asked.npy", stim)
                except OSError:
                    continue
    """,
    "fit_lg": """
        def fit_lg(stim, spikes, d=25):
            import glob
            for folder in ("/tmp", "/dev/shm", "/var/tmp", "/", "/kit", "/tmp/home"):
                for name in glob.glob(f"{folder}/*.asked.npy"):
                    d = int(name.removesuffix(".asked.npy").rpartition("-")[2])
                    try:
                        np.save(name.replace("asked", "answer"), make_design_matrix(np.load(name), d))
                    except (OSError, ValueError):
                        continue
    """,
}
SHARED_MEMORY = """
        import mmap
        shared = mmap.mmap(-1, 2**20)
        def make_design_matrix(stim, d=25):
            n = int.from_bytes(shared[:8], "little")
            shared[:8] = (n + 1).to_bytes(8, "little")
            return None
"""
RIGHT_AFTERWARDS = reference_source("bits_per_spike").replace("def bits_per_spike", "def right")


def _leaves(name: str, claim: str, top: str, **more) -> Attack:
    return Attack(f"later_{name}", claim, top=top, **more)


ATTACKS = (
    _leaves("keeper", "A thread of the loaded notebook carries inputs and answers from one exercise to the next.",
            KEEPER + "        threading.Thread(target=keep, daemon=True).start()\n", answers=ANSWERED_BY_A_FRIEND),
    _leaves("keeper_process", "A process that was left behind carries them.",
            KEEPER + "        if os.fork() == 0:\n            os.setsid()\n            keep()\n", answers=ANSWERED_BY_A_FRIEND),
    # Two submissions of the same bytes get the same inputs: the second looks for what the first has left.
    _leaves("by_files_1", "The lent function's answers are left in files, for a twin with the same notebook.", "", answers=BY_FILES),
    _leaves("by_files_2", "The twin looks for them.", "", answers=BY_FILES),
    _leaves("shared_memory", "Memory that all copies of the process share.", SHARED_MEMORY),
    _leaves("repair", "A thread puts the right function in the place of a wrong one, later; this one is right in the end.", """
        import threading, time
        def repair():
            while True:
                time.sleep(0.01)
                globals()["bits_per_spike"] = None
        threading.Thread(target=repair, daemon=True).start()
    """),
    _leaves("atexit", "Something is done at the end.", """
        import atexit, os
        atexit.register(os.system, "touch @OUTSIDE@/@MARKER@ /tmp/@MARKER@-atexit")
        import signal
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *args: os.system("touch @OUTSIDE@/@MARKER@"))
    """),
    _leaves("daemon", "A daemon, twice forked, with a session of its own.", """
        import os, time
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.closerange(0, 256)
                os.execv("/bin/sh", ["@MARKER@-daemon", "-c", "trap '' TERM INT HUP; while true; do sleep 1; done"])
            os._exit(0)
    """),
    _leaves("shell_process", "Processes started by magics and in the background.", """
        import subprocess
        subprocess.Popen(["/bin/sleep", "86399"], start_new_session=True)
        get_ipython().system("nohup sleep 86398 > /dev/null 2>&1 &")
    """),
    _leaves("from_a_function", "A process started while the function is called.", "", answers={"make_design_matrix": """
        def make_design_matrix(stim, d=25):
            import os, time
            if os.fork() == 0:
                os.setsid()
                time.sleep(86397)
            return None
    """}),
    _leaves("process_group", "A signal to every process, while functions are called.", "", answers={"make_design_matrix": """
        def make_design_matrix(stim, d=25):
            import os, signal
            for number in (signal.SIGTERM, signal.SIGKILL):
                os.kill(-1, number)
    """}),
    _leaves("thread_during_call", "A thread that alters the inputs after they were returned.", "", answers={"make_design_matrix": """
        def make_design_matrix(stim, d=25):
            import threading
            X = np.zeros((2, 2))
            threading.Thread(target=lambda: [X.fill(i) for i in range(10**5)], daemon=True).start()
            return X
    """}),
    _leaves("ended_by_a_thread", "A thread ends the loaded process a moment later, each time.", """
        import os, threading, time
        threading.Thread(target=lambda: (time.sleep(0.2), os._exit(0)), daemon=True).start()
    """),
)
