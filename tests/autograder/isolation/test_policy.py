"""How much isolation is asked for, and what is said where it is not to be had."""

import pytest

from autograder.isolation import policy
from autograder.isolation.policy import IsolationMissing, UnknownLevel, missing_parts, use_sandbox, wanted_level


@pytest.fixture
def no_bubblewrap(monkeypatch, tmp_path):
    """A machine on which no program is found."""
    monkeypatch.setenv("PATH", str(tmp_path))
    for function in (missing_parts, policy.warn_once):
        function.cache_clear()
    yield
    for function in (missing_parts, policy.warn_once):
        function.cache_clear()


@pytest.mark.parametrize(("argument", "variable", "expected"),
                         [(None, None, "prefer"), (None, "require", "require"), ("off", "require", "off"), (None, "", "prefer")])
def test_the_level_asked_for(monkeypatch, argument, variable, expected):
    """An argument counts more than the environment, and that more than the default."""
    monkeypatch.delenv(policy.VARIABLE, raising=False)
    if variable is not None:
        monkeypatch.setenv(policy.VARIABLE, variable)
    assert wanted_level(argument) == expected


def test_an_unknown_level_is_refused(monkeypatch):
    """A level that there is not is not taken for another one; the message names those that there are."""
    monkeypatch.setenv(policy.VARIABLE, "sometimes")
    with pytest.raises(UnknownLevel, match="require, prefer, off, got 'sometimes'"):
        wanted_level()


def test_required_isolation_is_refused_without_bubblewrap(no_bubblewrap):
    """Where isolation is required, nothing runs without it; the message says what to install."""
    with pytest.raises(IsolationMissing, match="apt install bubblewrap"):
        use_sandbox("require")


def test_preferred_isolation_warns_once(no_bubblewrap, capsys):
    """Where isolation is preferred, its absence is said loudly, and once."""
    assert [use_sandbox("prefer"), use_sandbox("prefer")] == [False, False]
    told = capsys.readouterr().err
    assert told.count("student code is not sandboxed: bubblewrap is not installed") == 1
    assert "reach the network" in told


def test_isolation_off_is_off(capsys):
    """Isolation that was turned off is not used, and nothing is said about it."""
    assert use_sandbox("off") is False
    assert capsys.readouterr().err == ""


def test_a_refused_sandbox_is_explained(no_bubblewrap, monkeypatch, tmp_path):
    """Where bubblewrap is installed and the kernel refuses it, its own reason is told."""
    program = tmp_path / "bwrap"
    program.write_text("#!/bin/sh\necho 'setting up uid map: Permission denied' >&2\nexit 1\n")
    program.chmod(0o755)
    assert missing_parts() == "bubblewrap is refused: setting up uid map: Permission denied"


def test_other_systems_are_named(no_bubblewrap, monkeypatch):
    """On a system without bubblewrap the message names the system."""
    monkeypatch.setattr("sys.platform", "darwin")
    assert missing_parts() == "bubblewrap needs Linux and this is darwin"


def test_isolation_is_used_where_it_can_be(sandbox):
    """Where bubblewrap works, student code is sandboxed unless that is turned off."""
    assert [use_sandbox(level) for level in ("require", "prefer")] == [True, True]
