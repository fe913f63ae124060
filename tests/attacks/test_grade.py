"""Every attack against ``python -m autograder grade``, in one class with honest neighbours."""

import pytest

from tests.attacks import claims
from tests.attacks.neighbours import NEIGHBOURS
from tests.attacks.register import as_parameters

every_attack = pytest.mark.parametrize("attack", as_parameters(0))


@every_attack
def test_it_earns_what_its_honest_part_earns(graded, attack):
    """No point more, and none less."""
    claims.check_points(graded[1], attack)


@every_attack
def test_it_reads_no_secret(graded, attack):
    """No solution, hidden check or input, other submission or secret of the machine is in its result."""
    claims.check_secrets(graded[1], attack)


@every_attack
def test_it_gets_a_reason(graded, attack):
    """Where points are missing, a short sentence says why."""
    claims.check_reason(graded[1], attack)


@pytest.mark.parametrize("neighbour", NEIGHBOURS, ids=lambda one: one.name)
def test_the_neighbours_results_are_the_same(graded, neighbour):
    """With attackers among them, honest students get what they get without."""
    quiet, hostile = (run.standings[neighbour.name] for run in graded)
    assert hostile == quiet
    assert hostile.total == claims.worth_of(neighbour)


def test_the_run_ends_as_usual(graded):
    """The exit code is 0, and nobody was skipped."""
    assert [run.exit_code for run in graded] == [0, 0], graded[1].log[-2000:]


def test_nobody_is_reached(graded):
    """No connection came to the listener on loopback."""
    assert graded[1].visits == []


def test_nothing_survives(graded):
    """No process that the run started is still there."""
    assert graded[1].survivors == []


def test_nothing_is_written_outside(graded):
    """Project, home and temporary folders are as they were."""
    assert graded[1].changed == []
