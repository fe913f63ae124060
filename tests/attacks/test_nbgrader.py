"""Every attack against plain ``nbgrader autograde`` and ``generate_feedback``, in one class with honest neighbours."""

import pytest

from tests.attacks import claims
from tests.attacks.attack import LAB
from tests.attacks.neighbours import NEIGHBOURS
from tests.attacks.pages import find_active_outputs, find_unsafe, render_for_formgrader, styles_of
from tests.attacks.register import as_parameters

every_attack = pytest.mark.parametrize("attack", as_parameters(2))
FEEDBACK, AUTOGRADED = f"feedback/{{}}/{LAB}/{LAB}.html", f"autograded/{{}}/{LAB}/{LAB}.ipynb"
FILES = {f"{LAB}.html", f"{LAB}.ipynb", "timestamp.txt"}


@every_attack
def test_it_earns_what_its_honest_part_earns(autograded, attack):
    """The gradebook has no point more, and none less."""
    claims.check_points(autograded[1], attack)


@every_attack
def test_it_reads_no_secret(autograded, attack):
    """No secret stands in the graded notebook, the feedback page or the gradebook's comments."""
    claims.check_secrets(autograded[1], attack)


@every_attack
def test_it_gets_a_reason(autograded, attack):
    """Where points are missing, a short comment says why."""
    claims.check_reason(autograded[1], attack)


@every_attack
def test_its_pages_are_harmless(autograded, attack):
    """Neither the feedback page nor formgrader's shows anything that acts, or is fetched from elsewhere."""
    pages = claims.standing_of(autograded[1], attack).pages
    feedback, notebook = pages[FEEDBACK.format(attack.name)], pages[AUTOGRADED.format(attack.name)]
    own = autograded[0].standings[NEIGHBOURS[0].name].pages[FEEDBACK.format(NEIGHBOURS[0].name)]
    assert find_unsafe(feedback.decode()) == []
    assert styles_of(feedback.decode()) == styles_of(own.decode())
    assert find_active_outputs(notebook) == []
    assert find_unsafe(render_for_formgrader(notebook)) == []


@every_attack
def test_nothing_else_of_it_is_copied(autograded, attack):
    """What lay beside the notebook is not handed on, nor what links there pointed to; pages are of a reader's size."""
    pages = claims.standing_of(autograded[1], attack).pages
    assert {path.rpartition("/")[2] for path in pages} <= FILES
    assert all(len(page) < 8 * 2**20 for page in pages.values())


@pytest.mark.parametrize("neighbour", NEIGHBOURS, ids=lambda one: one.name)
def test_the_neighbours_results_are_the_same(autograded, neighbour):
    """With attackers among them, honest students get the same points, comments and pages."""
    quiet, hostile = (run.standings[neighbour.name] for run in autograded)
    assert (hostile.points, hostile.reasons) == (quiet.points, quiet.reasons)
    assert hostile.pages == quiet.pages
    assert hostile.total == claims.worth_of(neighbour)


def test_the_run_ends_as_usual(autograded):
    """The exit code is 0: one submission stops neither the class nor the command."""
    assert [run.exit_code for run in autograded] == [0, 0], autograded[1].log[-2000:]


def test_nobody_is_reached(autograded):
    """No connection came to the listener on loopback."""
    assert autograded[1].visits == []


def test_nothing_survives(autograded):
    """No process that the run started is still there."""
    assert autograded[1].survivors == []


def test_nothing_is_written_outside(autograded):
    """Project, home and temporary folders are as they were."""
    assert autograded[1].changed == []
