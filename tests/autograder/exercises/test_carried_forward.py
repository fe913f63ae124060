"""A mistake costs its points once: what builds on it is judged with the right function in its place."""

import pytest

from tests.autograder.exercises import banks

CHAINS = [(later, wrong)
          for later in banks.all_exercises() for name in later.builds_on
          for wrong in banks.list_wrong(banks.find_exercise(f"{later.lab}.{name}"))]
KNOWN = [(later, wrong) for later, wrong in CHAINS if wrong.slugs]
DEGENERATE = [(later, wrong) for later, wrong in CHAINS if wrong.name in ("all_zeros", "always_one", "ignores_theta")]


WRONG_LATER = [answer for answer in banks.list_all_wrong() if answer.exercise.builds_on and answer.slugs]


def each(pairs):
    """One test for each later exercise and each wrong answer to an earlier one."""
    return pytest.mark.parametrize(("later", "wrong"), pairs, ids=[f"{a.id}-after-{b}" for a, b in pairs])


def first_of(things, key) -> list:
    """The first thing with each key."""
    return list({key(thing): thing for thing in reversed(things)}.values())


SAMPLE = first_of(KNOWN, lambda pair: (pair[0].id, pair[1].exercise_id))


def check_later_is_unharmed(later, results):
    """It has full marks, and says so if another function stood in for the wrong one."""
    for result in results:
        assert [check.message for check in result.checks if not check.passed] == []
        assert result.points == later.points
        assert result.helps == []


@each(SAMPLE)
def test_a_misconception_costs_nothing_later(grade, later, wrong):
    """A right function that calls a wrong earlier one keeps its points."""
    check_later_is_unharmed(later, grade(later, wrong.sources, seeds=[1]))


@pytest.mark.slow
@each(CHAINS)
def test_no_mistake_costs_anything_later(grade, later, wrong):
    """That holds for every wrong answer that we know, on several inputs."""
    check_later_is_unharmed(later, grade(later, wrong.sources, seeds=range(2, 5)))


@each(DEGENERATE)
def test_an_unwritten_function_earns_nothing_by_an_earlier_one(grade, later, wrong):
    """What is not written has no points, whatever it would have built on."""
    unwritten = f"def {later.name}(*args, **kwargs):\n    raise NotImplementedError\n"
    (result,) = grade(later, [*wrong.sources, unwritten], seeds=[1])
    assert result.points == 0
    assert {check.message for check in result.checks} == {"it is not written yet (NotImplementedError)"}


@each(DEGENERATE)
def test_handing_an_earlier_result_on_earns_nothing(grade, later, wrong):
    """A function that returns what an earlier one returns, right or wrong, has no points for it."""
    name = wrong.exercise.name
    handed_on = f"def {later.name}(stim, spikes, *rest, d=25):\n    return {name}(stim, d=d)\n"
    (result,) = grade(later, [*wrong.sources, handed_on], seeds=[1])
    assert result.points == 0


def check_stays_wrong(grade, answer):
    """It loses beside a wrong earlier function what it loses beside right ones."""
    earlier = next(wrong for later, wrong in KNOWN if later.id == answer.exercise_id)
    (result,) = grade(answer.exercise, [*earlier.sources, *answer.sources[1:]], seeds=[1])
    assert answer.explain_loss({check.name for check in result.checks if not check.passed}) is None


@pytest.mark.parametrize("answer", first_of(WRONG_LATER, lambda answer: answer.exercise_id), ids=str)
def test_a_wrong_function_stays_wrong_after_a_wrong_one(grade, answer):
    """Its own mistake costs the same points as beside right earlier functions."""
    check_stays_wrong(grade, answer)


@pytest.mark.slow
@pytest.mark.parametrize("answer", WRONG_LATER, ids=str)
def test_every_wrong_function_stays_wrong_after_a_wrong_one(grade, answer):
    """That holds for every known mistake."""
    check_stays_wrong(grade, answer)
