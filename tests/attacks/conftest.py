"""One class for each command: all attackers that were selected, among honest neighbours."""

import pytest

from tests.attacks import class_run, traps
from tests.attacks.attack import Attack
from tests.attacks.register import ATTACKS


def _each(run, scene, attacks, listener):
    return run(scene, [], listener), run(scene, attacks, listener)


@pytest.fixture(scope="session")
def scene_and_listener(tmp_path_factory):
    """A machine to attack."""
    with traps.listening() as listener:
        folder = tmp_path_factory.mktemp("class")
        yield class_run.make_scene(folder, listener.port), listener
        class_run.remove_read_only(folder)


@pytest.fixture(scope="session")
def graded(scene_and_listener, request):
    """The class graded by ``autograder grade``: without attackers, and with them."""
    scene, listener = scene_and_listener
    return _each(class_run.run_grade, scene, _wanted(request, "graded"), listener)


@pytest.fixture(scope="session")
def autograded(scene_and_listener, request):
    """The class graded by plain nbgrader: without attackers, and with them."""
    scene, listener = scene_and_listener
    class_run.prepare_nbgrader(scene)
    return _each(class_run.run_nbgrader, scene, _wanted(request, "autograded"), listener)


def _wanted(request, fixture: str) -> list[Attack]:
    """The attacks of the tests that will use a fixture in this session."""
    items = [item for item in request.session.items if fixture in getattr(item, "fixturenames", ())]
    run = [item for item in items if not any(mark.name == "skip" for mark in item.own_markers)]
    names = {item.callspec.params["attack"].name for item in run if "attack" in getattr(getattr(item, "callspec", None), "params", {})}
    return [attack for attack in ATTACKS if attack.name in names]
