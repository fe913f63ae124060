"""What must hold for every attacker, whichever command graded the class."""

from __future__ import annotations

import re

from tests.attacks.attack import LAB, Attack
from tests.attacks.class_run import ClassRun, Standing
from tests.attacks.traps import CANARIES

# Letters and digits that a canary's place in a line of base 64 or of hexadecimal digits cannot have by chance.
SECRETS = re.compile("|".join([*map(re.escape, CANARIES.values()), r"0\.4837", r"483719"]))
MAX_REASON = 1500  # characters


def worth_of(attack: Attack) -> float:
    """The points that the honest part of a submission earns."""
    from autograder.exercises import points_of

    return sum(points_of(f"{LAB}.{name}") for name in attack.right) if attack.points is None else attack.points


def standing_of(run: ClassRun, attack: Attack) -> Standing:
    """What an attacker got; the command must have said something on every submission."""
    assert attack.name in run.standings, f"{attack.name} is not in the results"
    return run.standings[attack.name]


def check_points(run: ClassRun, attack: Attack) -> None:
    """It has the points of its honest part."""
    standing = standing_of(run, attack)
    assert standing.total == worth_of(attack), {name: points for name, points in standing.points.items() if points}


def check_secrets(run: ClassRun, attack: Attack) -> None:
    """Nothing that was to stay secret stands in anything that was written for it."""
    found = SECRETS.search(standing_of(run, attack).said)
    assert not found, standing_of(run, attack).said[max(found.start() - 300, 0):found.end() + 100]


def check_reason(run: ClassRun, attack: Attack) -> None:
    """Where points are missing, a short sentence says why; it can be printed."""
    standing = standing_of(run, attack)
    if attack.name.startswith("honest"):
        return
    assert standing.reasons
    for reason in standing.reasons:
        assert 5 < len(reason) <= MAX_REASON, reason[:100]
        assert reason.isprintable(), repr(reason[:300])
