"""What an attempt to get out came to: one row each."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass

from autograder.isolation.attempts import bombs
from autograder.isolation.cgroup import ControlGroup
from autograder.isolation.scene import Scene

HOLDS, FAILS, NOT_LIMITED = "holds", "DOES NOT HOLD", "not limited here"
SUMMARY = {HOLDS: "hold", FAILS: "DO NOT HOLD", NOT_LIMITED: "not limited here"}


@dataclass(frozen=True)
class Row:
    """One attempt: from where, what it tried, and how that went."""

    place: str
    name: str
    tried: str
    status: str
    detail: str = ""

    def __str__(self):
        return f"{self.status:>16}  {self.place}: {self.tried}{f'  [{self.detail}]' if self.detail else ''}"

    def as_json(self) -> dict:
        """As a JSON object."""
        return asdict(self)


def make_row(place: str, attempt: Callable, found: list, status: str | None = None) -> Row:
    """A row on an attempt: it holds when nothing was found."""
    detail = ", ".join(map(str, found))[:200]
    return Row(place, attempt.__name__, claim_of(attempt), status or (FAILS if found else HOLDS), detail)


def judge(scene: Scene, place: str, attempt: Callable, found: list | None, group: ControlGroup) -> Row:
    """A row from what an attempt found inside (None: it could not be made), and what it did outside."""
    if found is None:
        return make_row(place, attempt, ["the attempt could not be made"], FAILS)
    found = [*found, *scene.harm()]
    if found:
        scene.mend()
    unlimited = attempt is bombs.make_many_processes and "pids" not in group.limited and os.geteuid() == 0
    return make_row(place, attempt, found, NOT_LIMITED if found and unlimited else None)


def is_unbounded(attempt: Callable, group: ControlGroup, contained: bool, nests: bool) -> bool:
    """Whether nothing here would stop an attempt to use up the machine, so that it is better not made."""
    return (attempt is bombs.fill_memory_together and "memory" not in group.limited
            or attempt is bombs.fill_the_disk and not contained
            or attempt is bombs.make_many_files and not (contained and nests))


def source_of(attempt: Callable, given: dict) -> str:
    """An attempt as a cell that leaves what it found in `found`."""
    return f"{inspect.getsource(attempt)}\nfound = {attempt.__name__}({given!r})"


def claim_of(attempt: Callable) -> str:
    """What an attempt is, in words."""
    return inspect.getdoc(attempt).splitlines()[0].rstrip(".")
