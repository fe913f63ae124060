"""What is known of an exercise before anybody answers is worked out once, and never shared where it must not be."""

import pytest

from autograder.declare import Exercise, case
from autograder.grading import drawn
from tests.autograder.grading import toy


@pytest.fixture(autouse=True)
def _forget(monkeypatch):
    """Nothing is remembered from other tests, and everything is dear enough to be remembered."""
    monkeypatch.setattr(drawn, "_remembered", type(drawn._remembered)())
    monkeypatch.setattr(drawn, "DEAR_S", -1.0)


@pytest.fixture
def counted(lab_toy):
    """An exercise that counts how often its inputs are drawn and its misconception is run."""
    exercise, n_runs = Exercise("toy.double", read="Section 1"), {"draw": 0, "wrong": 0}

    @exercise.check(1, "It is doubled.")
    def values(rng):
        n_runs["draw"] += 1
        yield case(toy.draw_numbers(rng))

    @exercise.misconception("off", "hint")
    def halves(x):
        n_runs["wrong"] += 1
        return x / 2

    return exercise, n_runs


def test_inputs_are_drawn_once_for_a_seed(counted):
    """The same seed gives the same object; another seed is drawn anew."""
    exercise, n_runs = counted
    first = drawn.draw(exercise, 1)
    assert drawn.draw(exercise, 1) is first
    assert n_runs["draw"] == 1
    assert drawn.draw(exercise, 2) is not first
    assert n_runs["draw"] == 2


def test_a_misconception_is_run_once_for_a_call(counted):
    """What it does with a call is kept, and is what it does."""
    exercise, n_runs = counted
    found = drawn.draw(exercise, 1)
    (mistake,), x = exercise.misconceptions, found.plan[0].case.args[0]
    assert all(found.wrong(mistake, 0).value.tolist() == (x / 2).tolist() for _ in range(3))
    assert n_runs["wrong"] == 1


def test_exercises_of_one_name_are_kept_apart(counted):
    """Another exercise with the same id and seed has inputs of its own."""
    assert drawn.draw(counted[0], 1).plan[0].check == 0
    assert len(drawn.draw(toy.double, 1).plan) != len(drawn.draw(counted[0], 1).plan)


def test_what_is_cheap_is_not_kept(counted, monkeypatch):
    """Inputs that are drawn in no time take no memory."""
    monkeypatch.setattr(drawn, "DEAR_S", 60.0)
    drawn.draw(counted[0], 1)
    assert not drawn._remembered


def test_the_oldest_is_forgotten(counted, monkeypatch):
    """No more is kept than a class needs."""
    monkeypatch.setattr(drawn, "MAX_REMEMBERED", 3)
    for seed in range(5):
        drawn.draw(counted[0], seed)
    assert [seed for _, seed in drawn._remembered] == [2, 3, 4]


def test_arithmetic_runs_in_one_thread(counted):
    """Graders beside each other do not fight for the processors."""
    from threadpoolctl import threadpool_info

    drawn.draw(counted[0], 1)
    assert {one["num_threads"] for one in threadpool_info()} == {1}
