"""``python data_fetch.py``: list, fetch, take, verify, simulate."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import data_fetch

SCRIPT = Path(data_fetch.__file__)


@pytest.fixture(autouse=True)
def impatience(monkeypatch):
    """Three attempts at a download, without waiting."""
    monkeypatch.setattr("recordings.files.WAITS_S", (0.0, 0.0))


def run(*arguments):
    """Run the command in this process."""
    return CliRunner().invoke(data_fetch.main, [str(argument) for argument in arguments])


def run_badly(*arguments):
    """Text of the one line that a bad input gives."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("data_fetch: ")
    assert result.stderr.count("\n") == 1
    return result.stderr


class TestListing:
    """Without arguments."""

    def test_every_recording_has_a_row(self):
        """Name, labs, size and terms of each, and the folder above them."""
        result = run()
        assert result.exit_code == 0
        assert str(data_fetch.data_folder()) in result.stdout
        rows = {line.split()[0]: line for line in result.stdout.splitlines() if line}
        assert set(data_fetch.records()) < set(rows)
        assert "03,05" in rows["place_cell_1"]
        assert "1762 kB" in rows["place_cell_1"]
        assert "MIT licence" in rows["place_cell_1"]

    def test_rows_fit_a_terminal(self):
        """No row is longer than 110 characters."""
        assert max(len(line) for line in run().stdout.splitlines()[1:]) <= 110

    @pytest.mark.usefixtures("served")
    def test_state_is_told(self, folder, adopt):
        """A row says whether the recording is here, damaged, absent, or replaced by its twin."""

        def find_state(name):
            return next(line for line in run().stdout.splitlines() if line.startswith(name))

        assert "simulated twin" in find_state("retina")
        adopt("steinmetz", b"any", twin=None)
        assert "absent" in find_state("steinmetz")
        data_fetch.fetch("retina")
        assert "recorded" in find_state("retina")
        (folder / "RGCdata.mat").write_bytes(b"half")
        assert "damaged" in find_state("retina")

    def test_help_teaches(self):
        """The help shows each use, one a line, and names the variable of the folder."""
        result = run("--help")
        assert result.exit_code == 0
        for words in ("py --from RGCdata.mat ", "py --simulate retina ", "NEURAL_COURSE_DATA"):
            assert sum(words in line for line in result.stdout.splitlines()) == 1


class TestFetching:
    """With names."""

    def test_terms_come_before_the_download(self, server, served, monkeypatch):
        """Source, terms and citation are shown before the server is asked for anything."""
        shown = []
        monkeypatch.setattr(data_fetch, "fetch", lambda *args, **settings: shown.append(server.n_requests))
        result = run("retina")
        assert shown == [0]
        for words in (served.url, served.terms, served.citation):
            assert words in result.stdout

    def test_file_arrives(self, server, served, folder):
        """The last line says where the file is."""
        result = run("retina")
        assert result.exit_code == 0
        assert result.stdout.splitlines()[-1] == f"retina: recorded in {folder / 'RGCdata.mat'}"
        assert (folder / "RGCdata.mat").read_bytes() == server.body

    @pytest.mark.usefixtures("served")
    def test_progress_and_waiting_are_shown(self, server):
        """While the server is busy the user sees why nothing moves."""
        server.plan(503, "trickling")
        result = run("retina")
        assert result.exit_code == 0
        assert "busy or out of reach; next attempt in 0 s" in result.stderr
        assert "retina: " in result.stderr
        assert "%" in result.stderr

    @pytest.mark.usefixtures("served")
    @pytest.mark.parametrize("behaviour", [404, 429, 500, "truncated", "corrupted", "dies"])
    def test_failure_is_one_line(self, server, folder, behaviour):
        """The last line says what happened and what to do; no traceback, exit code 2, nothing is left."""
        server.plan(behaviour)
        result = run("retina")
        assert result.exit_code == 2
        assert "Traceback" not in result.stderr
        last = result.stderr.splitlines()[-1].split("\r")[-1].strip()
        assert last.startswith("data_fetch: retina: expected ")
        assert last.endswith('or go on with the simulated twin, load("retina", simulated=True)')
        assert list(folder.iterdir()) == []

    @pytest.mark.usefixtures("served")
    def test_one_failure_does_not_stop_the_others(self, folder):
        """The recording without address fails, the other arrives, and the exit code tells."""
        result = run("tetrode", "retina")
        assert result.exit_code == 2
        assert "tetrode: expected a public address" in result.stderr
        assert (folder / "RGCdata.mat").exists()

    @pytest.mark.usefixtures("served")
    def test_unknown_name_stops_everything_at_once(self, server):
        """A typing error in the second name shows before the first is downloaded."""
        assert "expected one of retina, " in run_badly("retina", "retinas")
        assert server.n_requests == 0

    @pytest.mark.usefixtures("served")
    def test_interruption_is_one_line(self, monkeypatch):
        """Ctrl-C ends the command without a traceback."""

        def interrupt(*args):
            raise KeyboardInterrupt

        monkeypatch.setattr("recordings.files._download_once", interrupt)
        result = run("retina")
        assert result.exit_code == 2
        assert result.stderr.splitlines()[-1] == "data_fetch: stopped; nothing half-written is left"


class TestOtherUses:
    """Take, verify, simulate."""

    @pytest.mark.parametrize("names", [[], ["retina"]])
    def test_file_is_taken(self, tmp_path, server, served, folder, names):
        """A file of the user's is copied into the folder."""
        (tmp_path / "mine.mat").write_bytes(server.body)
        result = run("--from", tmp_path / "mine.mat", *names)
        assert (result.exit_code, result.stdout) == (0, f"taken into {folder / 'RGCdata.mat'}\n")

    @pytest.mark.usefixtures("served")
    def test_files_here_are_verified(self):
        """Without a name all files that are here are checked, and only those."""
        data_fetch.fetch("retina")
        result = run("--verify")
        assert result.exit_code == 0
        assert result.stdout.startswith("retina: as recorded in ")
        assert result.stdout.count("\n") == 1

    def test_nothing_to_verify_is_said(self, folder):
        """An empty folder is no failure, but the user is told."""
        result = run("--verify")
        assert result.exit_code == 0
        assert result.stdout == f"no recording is in {folder}, so there is none to verify\n"

    def test_damage_is_told(self, folder):
        """A damaged file makes the check fail."""
        folder.mkdir()
        (folder / "RGCdata.mat").write_bytes(b"half")
        assert "expected" in run_badly("--verify")
        assert "got 4 bytes with sha256" in run_badly("--verify", "retina")

    def test_twin_is_written(self, folder):
        """The file of the twin lies in ``simulated``."""
        result = run("--simulate", "retina")
        assert result.stdout == f"retina: simulated in {folder / 'simulated' / 'RGCdata.mat'}\n"
        assert (folder / "simulated" / "RGCdata.mat").exists()

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["--nonsense"], "No such option"),
            (["--from"], "requires an argument"),
            (["--from", "no such file"], "expected a file, got nothing at no such file"),
            (["--from", "file", "retina", "tetrode"], "Expected at most one NAME with --from, got 2"),
            (["--from", "file", "--verify"], "Expected one of --from, --verify and --simulate, got several"),
            (["--verify", "--simulate"], "Expected one of --from, --verify and --simulate, got several"),
            (["--simulate"], "Expected a NAME with --simulate, got none"),
            (["--verify", "tetrode"], "got no such file"),
        ],
    )
    def test_bad_input_is_answered_in_one_line(self, arguments, words):
        """One line on the standard error says what was expected and what came; exit code 2."""
        assert words in run_badly(*arguments)


@pytest.mark.parametrize(
    ("arguments", "exit_code", "n_lines"), [([], 0, 0), (["retinas"], 2, 1), (["--from", "/"], 2, 1)]
)
def test_script_runs_from_any_folder(tmp_path, arguments, exit_code, n_lines):
    """Started as a program, elsewhere than in the project, it answers the same, without a traceback."""
    command = [sys.executable, "-W", "error", str(SCRIPT), *arguments]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert result.returncode == exit_code
    assert result.stderr.count("\n") == n_lines
    assert ("retina " in result.stdout) is (exit_code == 0)
