"""``python -m autograder selftest``: its lines, and its exit code."""

import json

import pytest

from autograder.commands import main
from autograder.isolation import selftest, selftest_kernel
from autograder.isolation.rows import FAILS, HOLDS, NOT_LIMITED, Row


@pytest.fixture
def finding(monkeypatch):
    """Have the self-test find rows with these states."""

    def find(*statuses):
        rows = [Row("submission", f"attempt{number}", "Reads it", status, "there") for number, status in enumerate(statuses)]
        monkeypatch.setattr(selftest, "describe_machine", lambda: ["Student code runs somewhere."])
        monkeypatch.setattr(selftest, "try_worker", lambda scene: rows)
        monkeypatch.setattr(selftest_kernel, "try_kernel", lambda scene: [])

    return find


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as end:
        main(["selftest", *arguments])
    return end.value.code, *capsys.readouterr()


def test_all_is_well_when_all_holds(finding, capsys):
    """The exit code is 0 when every attempt got nothing, or is of a kind that the machine does not limit."""
    finding(HOLDS, NOT_LIMITED)
    code, out, _ = run(capsys)
    assert code == 0
    assert out.splitlines()[-1] == "1 hold; 1 not limited here"


def test_one_that_does_not_hold_is_an_error(finding, capsys):
    """The exit code is 1 when one attempt got something, and its line says what."""
    finding(HOLDS, FAILS)
    code, out, _ = run(capsys)
    assert code == 1
    assert "DOES NOT HOLD  submission: Reads it  [there]" in out


def test_json_is_one_object_a_line(finding, capsys):
    """With ``--json`` the standard output holds the rows and nothing else."""
    finding(HOLDS, FAILS)
    code, out, _ = run(capsys, "--json")
    assert code == 1
    assert [json.loads(line)["status"] for line in out.splitlines()] == [HOLDS, FAILS]


def test_required_isolation_is_one_line(monkeypatch, capsys, tmp_path):
    """Where isolation is required and missing, one line says so, and the exit code is 2."""
    from autograder.isolation.policy import VARIABLE, missing_parts

    monkeypatch.setenv(VARIABLE, "require")
    monkeypatch.setenv("PATH", str(tmp_path))
    missing_parts.cache_clear()
    try:
        code, out, err = run(capsys)
    finally:
        missing_parts.cache_clear()
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "apt install bubblewrap" in err
