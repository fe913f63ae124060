"""The calls of an exercise are drawn from a seed: repeatable, and not to be foreseen."""

import numpy as np
import pytest

from autograder.declare import Exercise, case
from autograder.grading.plan import N_REPEATS, apply, draw_plan, generator, shuffled
from autograder.visible.recipes import Generator
from tests.autograder.grading import toy


def numbers(plan):
    """The arguments of all calls, as lists."""
    return [planned.case.args[0].tolist() for planned in plan]


def test_a_seed_gives_the_same_calls_again():
    """Two plans of one seed are the same, down to the last digit."""
    assert numbers(draw_plan(toy.double, 5)) == numbers(draw_plan(toy.double, 5))


def test_seeds_give_other_calls():
    """Plans of two seeds have no input in common."""
    one, other = (numbers(draw_plan(toy.double, seed)) for seed in (5, 6))
    assert not [x for x in one if x in other]


@pytest.mark.parametrize("seed", [0, 2**63, 2**64 - 1])
def test_any_whole_number_is_a_seed(seed):
    """Seeds of up to 64 bits can be used."""
    assert len(draw_plan(toy.double, seed)) == 6


def test_calls_belong_to_their_checks():
    """Every check has its calls, in the order in which checks are declared."""
    assert [planned.check for planned in draw_plan(toy.double, 1)] == [0, 0, 1, 1, 2, 3]


def test_a_check_does_not_change_the_inputs_of_another():
    """A check added to an exercise leaves the inputs of the others as they were."""
    more = Exercise("toy.double", read="")
    more.check(1, "It is new.")(lambda rng: iter([case(rng.normal(size=3))]))
    more.checks += toy.double.checks
    assert numbers(draw_plan(more, 5))[1:] == numbers(draw_plan(toy.double, 5))


@pytest.mark.parametrize("seed", range(5))
def test_every_call_is_made_and_some_twice(seed):
    """The order holds every call, and two of them once more."""
    plan = draw_plan(toy.double, seed)
    order = shuffled(plan, toy.double, seed)
    assert set(order) == set(range(len(plan)))
    assert len(order) == len(plan) + N_REPEATS


@pytest.mark.parametrize("seed", range(5))
def test_the_first_call_comes_again(seed):
    """A function that is right only once does not get away with it, whatever its first call is."""
    first, *later = shuffled(draw_plan(toy.double, seed), toy.double, seed)
    assert first in later


def test_a_single_call_is_made_twice():
    """An exercise with one call makes it twice."""
    plan = draw_plan(toy.double, 1)[:1]
    assert shuffled(plan, toy.double, 1) == [0, 0]


def test_orders_differ_between_seeds():
    """The order is another one for another seed."""
    plan = draw_plan(toy.double, 1)
    orders = [shuffled(plan, toy.double, seed) for seed in range(6)]
    assert len({tuple(order) for order in orders}) > 3
    assert not any(order[: len(plan)] == sorted(order[: len(plan)]) for order in orders)


def test_two_checks_draw_different_inputs():
    """Checks that draw in the same way have other inputs all the same."""
    twice = Exercise("toy.double", read="")

    @twice.check(1, "It holds.")
    def first(rng):
        yield case(rng.normal(size=3))

    @twice.check(1, "It holds, too.")
    def second(rng):
        yield case(rng.normal(size=3))

    one, other = numbers(draw_plan(twice, 5))
    assert one != other


def test_names_give_streams_of_their_own():
    """Two uses of one seed draw different numbers."""
    assert generator(1, "a").random() != generator(1, "b").random()
    assert generator(1, "a").random() == generator(1, "a").random()


def test_trusted_functions_get_copies():
    """A reference that overwrites its arguments does not spoil the case."""
    x, y = np.zeros(2), np.zeros(2)

    def overwrite(x, y):
        x += 1
        y += 1

    apply(overwrite, case(x, y=y))
    assert x.tolist() == y.tolist() == [0, 0]


def test_trusted_functions_get_what_recipes_make():
    """A generator of a case is made anew for each call."""
    drawn = [apply(lambda rng: rng.normal(), case(Generator(3))) for _ in range(2)]
    assert drawn == [np.random.default_rng(3).normal()] * 2
