"""Trusted functions are stopped when their time is over."""

import time

import pytest

from autograder.grading.deadline import call_within


def loop_for_ever(**ignored):
    while True:
        try:
            time.sleep(0.001)
        except Exception:
            continue


def test_a_value_comes_back():
    """What returns in time returns its value."""
    assert call_within(5, lambda x, *, y: (x, y), (1,), {"y": 2}) == (1, 2)


def test_an_exception_comes_back():
    """What raises in time raises here."""
    with pytest.raises(ZeroDivisionError):
        call_within(5, lambda: 1 / 0, (), {})


def test_what_takes_too_long_is_stopped():
    """A loop that catches every ordinary exception is stopped all the same."""
    start = time.monotonic()
    with pytest.raises(TimeoutError, match=r"longer than 0\.2 s"):
        call_within(0.2, loop_for_ever, (), {})
    assert time.monotonic() - start < 3
