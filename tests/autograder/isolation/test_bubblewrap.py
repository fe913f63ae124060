"""What the sandbox shows, and what it does not."""

import os
import subprocess
from pathlib import Path

import pytest

from autograder.build.kit import list_kit_files
from autograder.isolation import bubblewrap, interpreter
from autograder.isolation.bubblewrap import ROOT, as_arguments, as_file, sandbox_command, sandbox_options


def bound(options):
    """The paths outside that options bring inside."""
    return {options[place + 1] for place, option in enumerate(options) if option.removesuffix("-try").endswith("-bind")}


def run_inside(script, **options):
    """What a shell script prints in the sandbox."""
    with as_file(as_arguments(sandbox_options(**options))) as file:
        command = sandbox_command(["/bin/sh", "-c", script], [], {"--args": file.fileno()})
        done = subprocess.run(command, pass_fds=[file.fileno()], capture_output=True, text=True, timeout=30)
    return done.stdout + done.stderr


def test_of_the_project_only_the_kit_is_shown():
    """What is shown of this project is what the student kit holds, whole folders only where all of it belongs to the kit."""
    kit = {ROOT / file for file in list_kit_files(ROOT)}
    environment = tuple(map(Path, interpreter.folders()))
    for path in map(Path, bound(sandbox_options())):
        if path.is_relative_to(ROOT) and path not in environment:
            files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
            assert {file for file in files if "__pycache__" not in file.parts} <= kit


def test_the_whole_kit_is_shown():
    """Every file of the student kit is inside."""
    shown = bound(sandbox_options())
    assert all({str(ROOT / file), *map(str, (ROOT / file).parents)} & shown for file in list_kit_files(ROOT))


def test_nothing_of_home_but_the_interpreter_is_shown():
    """No path below the home of who grades is shown that is not the interpreter's or the kit's."""
    home = Path.home().resolve()
    allowed = (*map(Path, interpreter.folders()), ROOT)
    shown = [Path(path) for path in bound(sandbox_options()) if Path(path).resolve().is_relative_to(home)]
    assert [path for path in shown if not any(path.is_relative_to(folder) for folder in allowed)] == []


def test_recordings_are_shown(monkeypatch, tmp_path):
    """The folder of recordings, where one is set, can be read inside."""
    monkeypatch.setenv("NEURAL_COURSE_DATA", str(tmp_path))
    assert str(tmp_path) in bound(sandbox_options())


@pytest.mark.parametrize("folder", ["/", str(Path.home()), str(ROOT), str(ROOT.parent)])
def test_recordings_do_not_bring_answers_along(monkeypatch, folder):
    """A folder of recordings that holds home or the course is not shown."""
    monkeypatch.setenv("NEURAL_COURSE_DATA", folder)
    assert folder not in bound(sandbox_options())


def test_installed_answers_are_covered(monkeypatch, tmp_path):
    """An installed copy of the solutions is covered by an empty folder, after its neighbours are shown."""
    copy = tmp_path / "solutions"
    copy.mkdir()
    monkeypatch.setattr(interpreter, "site_packages", lambda python: [str(tmp_path)])
    options = sandbox_options()
    last_shown = max(options.index(path) for path in interpreter.folders() if path in options)
    assert options[options.index(str(copy)) - 1] == "--tmpfs"
    assert options.index(str(copy)) > last_shown


def test_others_work_below_the_system_is_covered(monkeypatch, tmp_path):
    """nbgrader's exchange below /usr, with everybody's work, is covered by an empty folder."""
    exchange = tmp_path / "usr/local/share/nbgrader"
    exchange.mkdir(parents=True)
    monkeypatch.setattr(bubblewrap, "SYSTEM", (str(tmp_path / "usr"),))
    monkeypatch.setattr(bubblewrap, "OTHERS", (str(exchange),))
    options = bubblewrap._hidden()
    assert options == ["--tmpfs", str(exchange)]


def test_the_command_line_inside_names_no_path(sandbox):
    """Options travel in a file: what runs inside cannot read them from the first process's command line."""
    told = run_inside("tr '\\0' ' ' < /proc/1/cmdline")
    assert "bwrap --args" in told
    assert "--ro-bind" not in told


@pytest.mark.parametrize("place", ["/new", "/dev/new", "/etc/new", "/usr/new", "/kit/new.py", "/kit/autograder/new.py"])
def test_only_the_scratch_can_be_written(sandbox, place):
    """No file can be made outside of the temporary files, not even in folders that exist only inside."""
    told = run_inside(f"echo x > {place} || ls {place}")
    assert "No such file" in told


@pytest.mark.parametrize("place", ["/tmp", "/tmp/home", "/dev/shm"])
def test_the_scratch_can_be_written(sandbox, place):
    """Temporary files, the home and shared memory can be written."""
    assert run_inside(f"echo x > {place}/new && cat {place}/new") == "x\n"


@pytest.mark.parametrize("place", ["/tmp", "/dev/shm"])
def test_the_scratch_has_a_size(sandbox, place):
    """Temporary files and shared memory are full when they say so."""
    told = run_inside(f"head -c 3000000 /dev/zero > {place}/large; wc -c < {place}/large", tmp_bytes=2**20)
    assert told.splitlines()[0] == str(2**20)


def test_an_environment_below_tmp_is_there(sandbox, tmp_path, run):
    """What lies below /tmp, as the interpreter of a course that was cloned there, is not hidden by the temporary files."""
    (tmp_path / "name").write_text("shown")
    assert run_inside(f"cat {tmp_path}/name", read_only={str(tmp_path): str(tmp_path)}) == "shown"


def test_the_network_is_empty(sandbox):
    """There is the loopback inside, and nothing else."""
    assert run_inside("ls /sys/class/net 2>/dev/null; tail -n +3 /proc/net/dev | cut -d: -f1").split() == ["lo"]


def test_nobody_has_any_right(sandbox):
    """The user inside is nobody, without capabilities, effective or to be had."""
    told = dict(line.split(":\t", 1) for line in run_inside("cat /proc/self/status").splitlines() if ":\t" in line)
    assert told["Uid"].split()[0] == bubblewrap.NOBODY
    assert {int(told[f"Cap{kind}"], 16) for kind in ("Eff", "Prm", "Inh", "Bnd", "Amb")} == {0}


def test_the_grader_s_environment_stays_outside(sandbox, monkeypatch):
    """Variables of the grader do not reach the inside; those that are meant to, do."""
    monkeypatch.setenv("SECRET_OF_THE_GRADER", "x")
    told = run_inside("env", environment={"MEANT": "y"})
    assert "SECRET_OF_THE_GRADER" not in told
    assert "MEANT=y" in told
    assert os.environ["SECRET_OF_THE_GRADER"] == "x"
