"""What grading says: points by check, and the misconceptions that were recognised."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class CheckResult:
    """One check: its claim, and why it does not hold yet."""

    name: str
    claim: str
    points: float  # earned
    max_points: float
    message: str = ""

    @property
    def passed(self) -> bool:
        """Whether the claim holds."""
        return self.points == self.max_points

    def as_json(self) -> dict:
        """The check as the command line gives it."""
        return {"name": self.name, "passed": self.passed, "points": self.points, "message": self.message}


@dataclass(frozen=True)
class Help:
    """A tutor's three steps: what is off, a hint, where to read."""

    slug: str
    off: str
    hint: str
    read: str


@dataclass(frozen=True)
class ExerciseResult:
    """One exercise: all of its checks, and help for the mistakes that were recognised."""

    exercise: str
    checks: list[CheckResult]
    helps: list[Help] = field(default_factory=list)
    note: str = ""  # what the reader should know about how it was judged

    @property
    def points(self) -> float:
        """Points earned."""
        return float(sum(check.points for check in self.checks))

    @property
    def max_points(self) -> float:
        """Points that can be earned."""
        return float(sum(check.max_points for check in self.checks))

    @property
    def passed(self) -> bool:
        """Whether every check holds."""
        return all(check.passed for check in self.checks)

    def as_json(self) -> dict:
        """The exercise as the command line gives it."""
        return {"exercise": self.exercise, "points": self.points, "max_points": self.max_points, "passed": self.passed,
                "misconceptions": [one.slug for one in self.helps], "checks": [check.as_json() for check in self.checks]}
