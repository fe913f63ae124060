"""Where interpreters lie, on trees made for the test."""

import os

import pytest

from autograder.isolation import interpreter


@pytest.fixture
def tree(tmp_path):
    """A base interpreter, an environment that links to it, and a folder of further links."""
    base = tmp_path / "base"
    for folder in (base / "bin", base / "lib/python3.11/site-packages", base / "share", tmp_path / "home/bin",
                   tmp_path / "env/bin", tmp_path / "env/lib/python3.11/site-packages"):
        folder.mkdir(parents=True)
    (base / "bin/python3.11").write_text("#!/bin/sh\n")
    (base / "lib/python3.11/os.py").touch()
    (tmp_path / "env/pyvenv.cfg").touch()
    (tmp_path / "home/bin/python").symlink_to(base / "bin/python3.11")
    (tmp_path / "home/lib").mkdir()
    (tmp_path / "env/bin/python").symlink_to("python3")
    (tmp_path / "env/bin/python3").symlink_to(tmp_path / "home/bin/python")
    return tmp_path


def names(tree, paths):
    return sorted(os.path.relpath(path, tree) for path in paths)


def test_environment_and_base_are_shown(tree):
    """An environment's folders count, and those of the interpreter that it links to."""
    shown = names(tree, interpreter.folders(str(tree / "env/bin/python")))
    assert shown == ["base/bin", "base/lib", "env/bin", "env/lib", "env/pyvenv.cfg"]


def test_folders_with_mere_links_are_not_shown(tree):
    """A folder that only holds a link to the interpreter, somebody's home perhaps, stays away; the link is made again."""
    links = interpreter.links(str(tree / "env/bin/python"))
    assert names(tree, links) == ["home/bin/python"]
    assert links[str(tree / "home/bin/python")] == str(tree / "base/bin/python3.11")


def test_an_environment_in_the_course_shows_nothing_else_of_it(tree):
    """Where the environment's prefix is the folder of the course, only the environment's own parts are shown."""
    (tree / "env/solutions").mkdir()
    assert not [path for path in interpreter.folders(str(tree / "env/bin/python")) if "solutions" in path]


def test_installed_answers_are_found(tree):
    """A copy of this project among the installed packages is to be hidden, in the environment and in its base."""
    for path in ("env/lib/python3.11/site-packages/solutions", "base/lib/python3.11/site-packages/autograder"):
        (tree / path).mkdir()
    hidden = [path for path in interpreter.packages_to_hide(str(tree / "env/bin/python")) if path.startswith(str(tree))]
    assert names(tree, hidden) == ["base/lib/python3.11/site-packages/autograder", "env/lib/python3.11/site-packages/solutions"]


def test_our_own_interpreter_is_shown():
    """The folders of the running interpreter hold its standard library and numpy."""
    import numpy

    shown = tuple(f"{path}/" for path in (*interpreter.folders(), "/usr"))
    for module in (os, numpy):
        assert os.path.abspath(module.__file__).startswith(shown) or os.path.realpath(module.__file__).startswith(shown)
