"""pyproject.toml, environment.yml and requirements.lock promise the same packages in the same ranges."""

import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.project.rules import read_text

PROJECT = tomllib.loads(read_text("pyproject.toml"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCK = read_text("requirements.lock")
PLATFORMS = [("linux", "Linux"), ("darwin", "Darwin"), ("win32", "Windows")]


def read_ranges(lines):
    """Read requirement lines into {canonical name: SpecifierSet}, the project's own name left out."""
    requirements = [Requirement(line) for line in lines if isinstance(line, str)]
    ranges = {canonicalize_name(item.name): item.specifier for item in requirements}
    ranges.pop(PROJECT["name"], None)
    return ranges


def read_pyproject_ranges(extras):
    """Read the ranges of every dependency, extras included."""
    return read_ranges([*PROJECT["dependencies"], *(line for name in extras for line in EXTRAS[name])])


def read_environment_ranges():
    """Read the ranges of environment.yml."""
    return read_ranges(yaml.safe_load(read_text("environment.yml"))["dependencies"])


def read_lock():
    """Read the lock's entries, hashes left out."""
    lines = re.findall(r"^(\S+==[^\\\n]+?) *\\$", LOCK, flags=re.MULTILINE)
    return [Requirement(line) for line in lines]


def find_disagreements(left, right):
    """Name what stands in one of two sets of ranges only, or in both with another range."""
    return sorted(name for name in left | right if left.get(name) != right.get(name))


def applies(requirement, python, platform, system):
    """Tell whether an entry of the lock is installed on this Python and system."""
    facts = {"python_version": python, "python_full_version": f"{python}.9", "platform_system": system}
    facts |= {"sys_platform": platform, "os_name": "nt" if platform == "win32" else "posix"}
    return requirement.marker is None or requirement.marker.evaluate(facts)


APART = ("peers", "postgresql")  # for the benchmarks alone, and for those who have such a database
RANGES = read_pyproject_ranges([name for name in EXTRAS if name not in APART])
PEERS = read_ranges([line for name in APART for line in EXTRAS[name]])


def test_environment_agrees_with_pyproject():
    """A conda user gets every package of pyproject.toml, in its range, and besides only Python and pip."""
    environment = read_environment_ranges()
    assert (environment.pop("python"), environment.pop("pip")) == (PROJECT["requires-python"], SpecifierSet())
    assert find_disagreements(environment, RANGES) == []


@pytest.mark.parametrize(
    "other",
    [["numpy>=2.0,<3", "rich>=13"], ["numpy>=2.1,<3"], ["numpy>=2.0"], []],
    ids=["a name more", "another lower bound", "no upper bound", "a name less"],
)
def test_a_disagreement_is_found(other):
    """The comparison sees a name too many, a name too few and a range that differs."""
    assert find_disagreements(read_ranges(["numpy>=2.0,<3"]), read_ranges(other)) != []


def test_conda_installs_the_project():
    """The conda environment has this project in it, in place."""
    assert {"pip": ["-e ."]} in yaml.safe_load(read_text("environment.yml"))["dependencies"]


@pytest.mark.parametrize("name", RANGES | PEERS)
def test_range_has_both_ends(name):
    """Every range says the oldest version that works and stops before the next one that may break."""
    assert {specifier.operator for specifier in (RANGES | PEERS)[name]} == {">=", "<"}


def test_nobody_needs_the_peers():
    """What the references are compared with, or another database needs, comes with no other extra, and is not in the lock."""
    locked = {canonicalize_name(item.name) for item in read_lock()}
    assert PEERS.keys() & (RANGES.keys() | locked) == set()


@pytest.mark.parametrize("name", RANGES)
def test_lock_is_within_the_range(name):
    """Every version of a package in the lock is one that pyproject.toml allows."""
    locked = [item for item in read_lock() if canonicalize_name(item.name) == name]
    versions = [next(iter(item.specifier)).version for item in locked]
    assert versions
    assert [version for version in versions if Version(version) not in RANGES[name]] == []


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize(("platform", "system"), PLATFORMS)
def test_lock_is_complete_for_each_python(python, platform, system):
    """On each supported Python and system, the lock gives exactly one version of every package asked for."""
    assert Version(python) in SpecifierSet(PROJECT["requires-python"])
    names = [canonicalize_name(item.name) for item in read_lock() if applies(item, python, platform, system)]
    assert len(names) == len(set(names))
    assert sorted(RANGES.keys() - set(names)) == []


def test_lock_hashes_every_entry():
    """Every entry of the lock carries a sha256, so that nothing else can be installed in its name."""
    entries = re.split(r"^(?=[A-Za-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert len(entries) == len(read_lock()) > len(RANGES)
    assert [entry for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry)] == []


def test_lock_names_no_source():
    """The lock leaves it to the user's pip where packages come from."""
    assert re.findall(r"://|^\s*(?:-i|-f|--\S*index\S*|--find-links)\b", LOCK, flags=re.MULTILINE) == []
