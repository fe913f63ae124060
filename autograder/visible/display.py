"""A result that reads well as coloured HTML, as plain text and in a screen reader: words first, colour second."""

from __future__ import annotations

import dataclasses
import html
from dataclasses import dataclass, field

from autograder.visible.results import CheckResult, ExerciseResult

GREEN, RED, BLUE = "#009E73", "#D55E00", "#0072B2"  # Okabe-Ito: told apart by colour-blind readers, too
BOX = "border-left:4px solid {colour};padding:0.4em 0.8em;margin:0.3em 0;max-width:60em"


@dataclass
class Report:
    """The result of one check, to be shown; `done` tells whether everything holds."""

    result: ExerciseResult
    read: str = ""
    unfinished: list[str] = field(default_factory=list)
    headline_text: str = ""

    @classmethod
    def of_letters(cls, exercise: str, letters, sheet: dict) -> Report:
        """The report on an evidence question: whether the answer can be graded, not whether it is right."""
        expected = f"expected {sheet['n_panels']} characters out of {' '.join(sheet['choices'])}"
        text = "".join(letters.split()) if isinstance(letters, str) else ""
        fits = len(text) == sheet["n_panels"] and not set(text) - set(sheet["choices"])
        message = "" if fits else f"{expected}, got {'nothing yet' if letters in (None, ...) else repr(letters)[:40]}"
        said = CheckResult("can-be-graded", f"The answer can be graded: {text or 'not yet'}", float(fits), 1.0, message)
        headline = f"recorded: {text} — it is graded after you hand in" if fits else "no answer yet"
        return cls(ExerciseResult(exercise, [said]), sheet["read"], headline_text=headline)

    @property
    def done(self) -> bool:
        """Whether every claim holds."""
        return self.result.passed

    def headline(self) -> str:
        """The result in one line."""
        held = sum(check.passed for check in self.result.checks)
        told = self.headline_text or (
            "all checks passed" if self.done else f"not right yet — {held} of {len(self.result.checks)} checks passed")
        return f"{self.result.exercise}: {told}"

    def __str__(self) -> str:
        lines = [self.headline()]
        lines += [f"  {'passed' if c.passed else 'FAILED'}  {c.claim}{_because(c)}" for c in self._shown()]
        return "\n".join([*lines, *(f"  {label}: {text}" for label, text in self._advice())])

    __repr__ = __str__

    def _shown(self) -> list[CheckResult]:
        """The checks to list: where all of them fail for one reason, that reason once."""
        checks = self.result.checks
        if self.headline_text:
            return [] if self.done else checks
        reasons = {check.message for check in checks}
        if len(reasons) == 1 and not any(check.passed for check in checks):
            return [dataclasses.replace(checks[0], claim=f"{self.result.exercise.partition('.')[2]} cannot be judged")]
        return checks

    def _advice(self) -> list[tuple[str, str]]:
        """What a tutor adds, in steps."""
        if self.done:
            return []
        earlier = [("First", f"{name} is not right yet, and this function builds on it") for name in self.unfinished]
        steps = [step for one in self.result.helps
                 for step in (("What is off", one.off), ("Hint", one.hint), ("Where to read", one.read))]
        return earlier + (steps or ([("Where to read", self.read)] if self.read else []))

    def _repr_html_(self) -> str:
        colour, word = (GREEN, "✔") if self.done else (RED, "✘")
        rows = "".join(map(_row, self._shown()))
        advice = "".join(_step(label, text) for label, text in self._advice())
        return (f'<div role="status" style="{BOX.format(colour=colour)}"><strong style="color:{colour}">'
                f'<span aria-hidden="true">{word}</span> {html.escape(self.headline())}</strong>'
                f'<ul style="list-style:none;padding-left:0.5em;margin:0.3em 0">{rows}</ul>{advice}</div>')


def _because(check: CheckResult) -> str:
    return f" — {check.message}" if check.message else ""


def _row(check: CheckResult) -> str:
    colour, mark, word = (GREEN, "✔", "passed") if check.passed else (RED, "✘", "failed")
    return (f'<li><span style="color:{colour};font-weight:bold"><span aria-hidden="true">{mark}</span> {word}</span> '
            f"{html.escape(check.claim + _because(check))}</li>")


def _step(label: str, text: str) -> str:
    """One step of help; the hint and the place to read open on demand."""
    text = html.escape(text)
    if label in ("Hint", "Where to read"):
        return f'<details style="margin:0.2em 0"><summary style="color:{BLUE};cursor:pointer">{label}</summary>{text}</details>'
    return f'<p style="margin:0.3em 0"><strong>{label}:</strong> {text}</p>'
