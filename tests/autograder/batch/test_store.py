"""Results on disk."""

import os
import resource
import signal
import stat
import subprocess
import sys

import pytest

from autograder.batch.files import HALF
from autograder.batch.store import ResultStore
from tests.autograder.batch.conftest import made_up

KEY = "ab" + "0" * 62


def files_of(store):
    return sorted(path.name for path in store.folder.rglob("*") if path.is_file() and path.name != "claims")


def test_what_is_written_is_read(store):
    """A result comes back as it was, in another process of the same folder, too."""
    result = made_up("my lab.ipynb", "half")
    store.write(KEY, result)
    again = ResultStore(store.folder)
    assert again.read(KEY) == result
    again.close()


def test_what_is_not_there_is_none(store):
    """An unknown key has no result."""
    assert store.read(KEY) is None


@pytest.mark.parametrize("content", [b"", b"no gzip", b"\x1f\x8b\x08\x00"], ids=["empty", "text", "cut off"])
def test_what_is_damaged_is_none(store, content):
    """A file that was damaged is as if there were none: it is graded again."""
    store.write(KEY, made_up("a"))
    (store.folder / "ab" / f"{KEY}.json.gz").write_bytes(content)
    assert store.read(KEY) is None


def test_the_same_result_is_the_same_file(store):
    """Nothing in a file depends on when it was written."""
    store.write(KEY, made_up("a"))
    first = (store.folder / "ab" / f"{KEY}.json.gz").read_bytes()
    store.write(KEY, made_up("a"))
    assert (store.folder / "ab" / f"{KEY}.json.gz").read_bytes() == first


def test_a_full_disk_leaves_what_was_there(store):
    """Without room, the error says so; the old result stays, and no half of a new one."""
    store.write(KEY, made_up("a", "old"))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
        with pytest.raises(OSError, match="File too large"):
            store.write(KEY, made_up("a", "new"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert store.read(KEY).exercises[0].checks[0].message == "old"
    assert files_of(store) == [f"{KEY}.json.gz"]


def test_results_are_the_graders_alone(store):
    """Nobody else on the machine reads points and diagnoses."""
    store.write(KEY, made_up("a"))
    assert stat.S_IMODE((store.folder / "ab" / f"{KEY}.json.gz").stat().st_mode) == 0o600


def claim_elsewhere(store, then=""):
    """Another process that says whether it got the claim, and does something more."""
    script = (f"import sys; from pathlib import Path; from autograder.batch.store import ResultStore; "
              f"s = ResultStore(Path({str(store.folder)!r})); print(s.claim({KEY!r}), flush=True); {then}")
    return subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_only_one_grader_has_a_claim(store):
    """While one grades a submission, another one does not get it; afterwards it may."""
    assert store.claim(KEY)
    assert claim_elsewhere(store).communicate()[0] == "False\n"
    store.release(KEY)
    assert claim_elsewhere(store).communicate()[0] == "True\n"


def test_a_killed_grader_has_no_claim(store):
    """A claim ends with its process, however that ends."""
    with claim_elsewhere(store, "sys.stdin.read()") as other:
        assert other.stdout.readline() == "True\n"
        assert not store.claim(KEY)
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
    assert store.claim(KEY)


def test_what_killed_graders_left_goes(store):
    """A half-written file is taken away, but not while another grader may be writing it."""
    half = store.folder / "ab" / f"{HALF}written"
    half.parent.mkdir()
    half.touch()
    with claim_elsewhere(store, "sys.stdin.read()") as other:
        assert other.stdout.readline() == "True\n"
        store.clean()
        assert half.exists()
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
    store.clean()
    assert not half.exists()
