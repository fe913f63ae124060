"""All attacks, by family."""

from __future__ import annotations

import pytest

from tests.attacks import (
    change_later,
    forge_outputs,
    honest_accidents,
    kill_the_run,
    metadata,
    patch_the_checker,
    predict_the_test,
    reach_others,
    read_the_answer,
    the_file,
    the_reader,
    values_that_lie,
)

FAMILIES = (patch_the_checker, forge_outputs, change_later, predict_the_test, read_the_answer, values_that_lie, metadata, kill_the_run,
            reach_others, the_reader, the_file, honest_accidents)
ATTACKS = tuple(attack for family in FAMILIES for attack in family.ATTACKS)


def as_parameters(turn: int) -> list:
    """Each attack as a parameter of a test.

    In `make test` a quarter of them is tried on `autograder grade` (`turn` 0) and another one on nbgrader (2), and on both
    those that are about the file itself: they cost little, and can end the whole class. In `make test-all` all of them are
    tried on both, those too that wait for limits.
    """
    waits = {attack.name for number, attack in enumerate(ATTACKS)
             if attack.slow or (number % 4 != turn and attack not in the_file.ATTACKS)}
    return [pytest.param(attack, id=attack.name, marks=[pytest.mark.slow] if attack.name in waits else []) for attack in ATTACKS]
