"""Reaching files, processes, sockets and people beyond the submission: by code, by links, by files beside the notebook."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from tests.attacks.attack import LAB, Attack, Scene

N_FILES = 3000
PAYLOAD = """
import os, pathlib
pathlib.Path("@OUTSIDE@/@MARKER@").touch()
os.system("touch /tmp/@MARKER@-shadow")
os._exit(0)
"""


def _attack(name: str, claim: str, top: str = "", **more) -> Attack:
    return Attack(f"reach_{name}", claim, top=top, **more)


def _shadowing(name: str) -> Attack:
    def write(folder: Path, scene: Scene) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(scene.fill_in(PAYLOAD))

    plain = name.replace("/", "_").replace(".", "_").strip("_")
    return _attack(f"beside_{plain}", f"A file {name} beside the notebook.", beside=write)


def _linking(name: str, claim: str, target: str, link: str) -> Attack:
    def make(folder: Path, scene: Scene) -> None:
        (folder / link).parent.mkdir(parents=True, exist_ok=True)
        (folder / link).symlink_to(scene.fill_in(target))

    return _attack(f"link_{name}", claim, beside=make)


def _many_files(folder: Path, scene: Scene) -> None:
    for number in range(N_FILES):
        (folder / f"file-{number}.txt").write_text("x")


def _pipe(folder: Path, scene: Scene) -> None:
    os.mkfifo(folder / "data.csv")
    os.mkfifo(folder / "timestamp.txt")


def _socket(folder: Path, scene: Scene) -> None:
    here = os.getcwd()
    os.chdir(folder)  # the address of a socket is short
    with socket.socket(socket.AF_UNIX) as end:
        end.bind("service.sock")
    os.chdir(here)


def _deep_folders(folder: Path, scene: Scene) -> None:
    (folder / "/".join(["d"] * 300)).mkdir(parents=True)


def _odd_names(folder: Path, scene: Scene) -> None:
    for name in ("a\nb.txt", "-rf", "[x].csv", "*", "\udcff.txt", "<script>.html", "$(touch x)"):
        (folder / name).write_text("x")


def _timestamp(content: str):
    return lambda folder, scene: (folder / "timestamp.txt").write_text(content)


ATTACKS = (
    _attack("gradebook", "Points are written into the gradebook.", """
        import sqlite3
        for path in ("@PROJECT@/course/gradebook.db", "../../../gradebook.db", "gradebook.db", "/proc/1/root@PROJECT@/course/gradebook.db"):
            try:
                with sqlite3.connect(path) as gradebook:
                    gradebook.execute("UPDATE grade SET manual_score = 300, auto_score = 300")
            except sqlite3.Error as error:
                print(error)
    """),
    _attack("submissions", "Other submissions, the release and the grader are overwritten.", """
        import glob, os, shutil
        for path in ("@PROJECT@/course/submitted/ada_neighbour/glm_encoding/glm_encoding.ipynb", "@PROJECT@/solutions/glm_encoding.py",
                     "@PROJECT@/course/release/glm_encoding/glm_encoding.ipynb", "@PROJECT@/autograder/grading/engine.py",
                     "@HOME@/.ipython/profile_default/startup/@MARKER@.py", "@HOME@/.jupyter/jupyter_server_config.py", "@OUTSIDE@/@MARKER@",
                     "@PROJECT@/course/nbgrader_config.py", "/tmp/@MARKER@-written", "/var/tmp/@MARKER@", "/dev/shm/@MARKER@", "/etc/cron.d/@MARKER@"):
            try:
                os.makedirs(os.path.dirname(path), exist_ok=True)
                open(path, "a").write("# @MARKER@")
                os.chmod(path, 0o777)
            except OSError as error:
                print(error)
        for path in ("@PROJECT@/course", "@HOME@", "@OUTSIDE@"):
            shutil.rmtree(path, ignore_errors=True)
    """),
    _attack("packages", "Installed packages and the interpreter's own files are changed.", """
        import os, site, sys, sysconfig
        places = [os.path.dirname(np.__file__), sysconfig.get_path("purelib"), os.path.dirname(os.__file__), sys.prefix, *sys.path, *site.getsitepackages()]
        for place in places:
            for name in ("@MARKER@.pth", "sitecustomize.py", "usercustomize.py"):
                try:
                    open(os.path.join(place, name), "a").write("")
                    print("written", place, name)
                except OSError:
                    continue
        import subprocess
        print(subprocess.run([sys.executable, "-m", "pip", "install", "--user", "no-such-package"], capture_output=True, timeout=3).returncode)
    """, slow=True),
    # The first leaves a module where the next student's imports may find it, and files; the next looks for them.
    _attack("next_student_1", "Something is left for the next student's process.", """
        import os
        code = 'import os; os.environ["CAUGHT"] = "canary-left"; raise SystemExit'
        for place in ("/kit", "/", "/tmp", "/tmp/home", "/dev/shm", "/dev", "/etc", "/kit/autograder", "/kit/course", "/var", "/run", "/data",
                      "/work", "/usr/local/lib", "/tmp/ipython/profile_default/startup", "/tmp/matplotlib"):
            for name in ("pandas.py", "seaborn.py", "antigravity.py", "this.py", "wave.py", "left", "matplotlibrc"):
                try:
                    os.makedirs(place, exist_ok=True)
                    open(f"{place}/{name}", "w").write(code + "  # canary-left")
                except OSError:
                    continue
        import ctypes
        libc = ctypes.CDLL(None)
        number = libc.shmget(0x7f3a, 4096, 0o1666)
        print(number)
    """),
    _attack("next_student_2", "What was left is looked for.", """
        import glob, os
        for pattern in ("/kit/*", "/*", "/tmp/*", "/tmp/*/*", "/dev/shm/*", "/dev/*", "/etc/*", "/kit/*/*", "/data/*", "/work/*"):
            for path in glob.glob(pattern):
                if os.path.basename(path) in ("pandas.py", "antigravity.py", "this.py", "left", "wave.py"):
                    print(path, open(path).read())
        import ctypes
        print("shared:", ctypes.CDLL(None).shmget(0x7f3a, 4096, 0o666) >= 0 and "canary-left")
        try:
            import pandas
        except ImportError:
            print("no pandas")
        print(os.environ.get("CAUGHT"))
    """),
    _attack("loopback", "A service on loopback is visited.", """
        import socket, urllib.request
        for host in ("127.0.0.1", "localhost", "0.0.0.0", "::1", "@OUTSIDE@"):
            try:
                with socket.create_connection((host, @PORT@), timeout=1) as end:
                    end.sendall(b"@MARKER@")
                print("reached", host)
            except (OSError, UnicodeError) as error:
                print(error)
        try:
            urllib.request.urlopen("http://127.0.0.1:@PORT@/", timeout=1)
        except OSError as error:
            print(error)
    """),
    _attack("local_socket", "An abstract local socket is visited.", """
        import socket
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
            try:
                end = socket.socket(socket.AF_UNIX, kind)
                end.connect("\\0neural-course-@PORT@")
                end.send(b"@MARKER@")
            except OSError as error:
                print(error)
    """),
    _attack("interfaces", "The network is brought up, and other ways out are tried.", """
        import fcntl, socket, struct
        try:
            end = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            fcntl.ioctl(end, 0x8914, struct.pack("16sH14x", b"lo", 1))
            socket.create_connection(("127.0.0.1", @PORT@), timeout=1).send(b"@MARKER@")
        except OSError as error:
            print(error)
        for family, kind, protocol in ((socket.AF_NETLINK, socket.SOCK_RAW, 0), (socket.AF_PACKET, socket.SOCK_RAW, 3), (40, socket.SOCK_STREAM, 0)):
            try:
                print(socket.socket(family, kind, protocol))
            except OSError as error:
                print(error)
    """),
    *map(_shadowing, ("numpy.py", "autograder.py", "autograder/__init__.py", "solutions/__init__.py", "course/__init__.py", "sitecustomize.py",
                      "usercustomize.py", "nbgrader_config.py", "jupyter_config.py", "x.pth", "json.py", "tqdm.py", "conftest.py",
                      ".ipython/profile_default/startup/00.py", "nbconvert_config.py", "data_fetch.py", "matplotlibrc")),
    _linking("neighbour", "A link to another student's notebook.",
             "@PROJECT@/course/submitted/ada_neighbour/glm_encoding/glm_encoding.ipynb", "data.txt"),
    _linking("neighbour_notebook", "A link to another student's notebook, as a second notebook.",
             "@PROJECT@/course/submitted/ada_neighbour/glm_encoding/glm_encoding.ipynb", "second.ipynb"),
    _linking("gradebook", "A link to the gradebook.", "@PROJECT@/course/gradebook.db", "gradebook.db"),
    _linking("key", "A link to a secret key, in a folder.", "@HOME@/.ssh/id_ed25519", "figures/plot.png"),
    _linking("folder", "A link to a folder.", "@PROJECT@/solutions", "data"),
    _linking("everything", "A link to everything.", "/", "root"),
    _linking("loop", "A link to itself.", ".", "again"),
    _linking("endless", "A link to a file without end.", "/dev/zero", "zeros.csv"),
    _linking("timestamp", "A link as the time of arrival.", "@HOME@/.ssh/id_ed25519", "timestamp.txt"),
    _linking("dangling", "A link to nothing, outside.", "@OUTSIDE@/@MARKER@", "new.txt"),
    _attack("many_files", "Three thousand files beside the notebook.", beside=_many_files),
    _attack("pipes", "Pipes beside the notebook.", beside=_pipe),
    _attack("socket_file", "A socket beside the notebook.", beside=_socket),
    _attack("deep_folders", "Three hundred folders, one in the other.", beside=_deep_folders),
    _attack("odd_names", "Files with names that mean something elsewhere.", beside=_odd_names),
    _attack("timestamp_text", "A time of arrival that is none.", beside=_timestamp("'; DROP TABLE grade; --")),
    _attack("timestamp_long", "A time of arrival of a megabyte.", beside=_timestamp("9" * 10**6)),
    _attack("timestamp_future", "A time of arrival far from now.", beside=_timestamp("9999-12-31 23:59:59 UTC")),
    _attack("other_notebook", "A second notebook, with the hidden name of another lab.",
            beside=lambda folder, scene: (folder / "other.ipynb").write_bytes((folder / f"{LAB}.ipynb").read_bytes())),
)
