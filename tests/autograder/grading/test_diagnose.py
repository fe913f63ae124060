"""A mistake is recognised by what it does on the same inputs, and by nothing less."""

import numpy as np
import pytest

from autograder.declare import case
from autograder.grading.diagnose import diagnose
from autograder.grading.drawn import Drawn, wrong_outcome
from autograder.grading.plan import apply, draw_plan
from autograder.visible.calls import Outcome, call_function
from autograder.visible.results import Help
from tests.autograder.grading import toy

PLAN = draw_plan(toy.double, 3)


@pytest.fixture
def slugs(lab_toy):
    """Name the mistakes recognised in what a function does."""

    def name_mistakes(function, spoil=None):
        outcomes = [[call_function(function, planned.case.args, planned.case.kwargs)] for planned in PLAN]
        if spoil is not None:
            outcomes[2].append(spoil)
        truths = [apply(toy.double.reference, planned.case) for planned in PLAN]
        return [one.slug for one in diagnose(Drawn(toy.double, PLAN, truths), outcomes)]

    return name_mistakes


@pytest.mark.parametrize("mistake", toy.double.misconceptions, ids=lambda mistake: mistake.help.slug)
def test_every_mistake_is_recognised_as_itself(slugs, mistake):
    """What a declared mistake does is recognised as that one alone."""
    assert slugs(mistake.function) == [mistake.help.slug]


@pytest.mark.parametrize(
    "function",
    [lambda x: 3 * np.asarray(x), lambda x: np.asarray(x)[::-1] / 2.0, lambda x: None, lambda x: 1 / 0],
)
def test_other_mistakes_have_no_name(slugs, function):
    """What no declared mistake does is not called one."""
    assert slugs(function) == []


def test_a_right_function_is_no_mistake(slugs):
    """What is right on every input is no mistake."""
    assert slugs(lambda x: 2 * np.asarray(x, float)) == []


def test_a_mistake_that_cannot_be_seen_is_not_named(lab_toy):
    """Where a mistake does what is right on all of the inputs, doing so is not taken for it."""
    plan = [planned for planned in PLAN if planned.case.args[0].dtype == float]
    truths = [apply(toy.double.reference, planned.case) for planned in plan]
    outcomes = [[Outcome(value=truth)] for truth in truths]
    assert diagnose(Drawn(toy.double, plan, truths), outcomes) == []


@pytest.mark.parametrize("spoil", [Outcome(value=5.0), Outcome(problem="died"), Outcome(problem="raised", error="ValueError")])
def test_one_call_that_differs_is_enough(slugs, spoil):
    """A mistake must explain every call, repeated ones too."""
    assert slugs(lambda x: np.asarray(x, float) / 2, spoil) == []


def test_an_exception_of_another_type_is_another_mistake(slugs):
    """Exceptions are the same mistake when their type is; their words do not matter."""

    def fails(x):
        raise TypeError("no")

    assert slugs(fails) == []


def test_what_a_mistake_does_is_a_value_or_an_exception():
    """A declared mistake gets copies, may warn, and may raise."""
    mistake = toy.double.misconceptions[0]
    x = np.array([np.inf, 1.0])
    assert wrong_outcome(mistake, case(x)).value.tolist() == [np.inf, 0.5]
    assert wrong_outcome(mistake, case("text")).error == "ValueError"


def test_help_says_where_to_read():
    """A mistake names its own place to read, or the exercise's."""
    assert [one.help.read for one in toy.double.misconceptions[:2]] == ["Section 1", "Section 0"]
    assert toy.double.misconceptions[0].help == Help("halves", "You halved them.", "Twice is more.", "Section 1")
