"""`demo`: where it may make its class."""

import pytest


@pytest.fixture(autouse=True)
def no_build(monkeypatch):
    """The labs are not built in these tests."""
    from autograder import build

    def fail(*arguments, **more):
        raise AssertionError("something was built before the folder was looked at")

    monkeypatch.setattr(build, "build", fail)


def test_a_folder_with_other_things(refused, tmp_path):
    """An instructor's folder is left as it is, before anything is done."""
    (tmp_path / "gradebook.db").write_text("precious")
    said = refused("demo", "--folder", tmp_path)
    assert said == f"expected an empty folder, or an earlier demonstration's, got something else: {tmp_path}"
    assert (tmp_path / "gradebook.db").read_text() == "precious"


def test_a_real_course(refused, tmp_path):
    """A course directory with a configuration of its own is not taken for a demonstration's."""
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    assert "got something else" in refused("demo", "--folder", tmp_path)


def test_a_file(refused, tmp_path):
    """A file is no folder."""
    (tmp_path / "file").write_text("mine")
    assert "got something else" in refused("demo", "--folder", tmp_path / "file")
