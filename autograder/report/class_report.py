"""The class report: one HTML file on the points, the exercises, the mistakes and what went wrong while grading."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from autograder.report.discrimination import FEWEST, SMALL, SOMEWHAT
from autograder.report.drawing import draw_exercises, draw_histogram, draw_interval, draw_share
from autograder.report.entries import Entry, labs_of
from autograder.report.html_pages import render, title_of
from autograder.report.summary import LabSummary, most_frequent_reasons, slow_limit_s, summarise

MANY, FEW = 12, 6  # rows of mistakes that are shown at once; the rarer ones open on demand


@dataclass
class Chapter:
    """A lab in the report: its summary, and the plots."""

    summary: LabSummary
    title: str
    anchor: str
    histogram: Markup
    exercises: Markup

    @property
    def quartiles(self) -> list[float]:
        """The points below which a quarter, half and three quarters of the class lie."""
        return [float(value) for value in np.percentile(self.summary.points, [25, 50, 75])]

    @property
    def bad(self) -> list:
        """The exercises that are worth a look."""
        return [one for one in self.summary.exercises if one.discrimination.is_bad]

    @property
    def n_tried(self) -> int:
        """Submissions that the correlations rest on."""
        return self.summary.exercises[0].discrimination.n

    @property
    def says_enough(self) -> bool:
        """Whether there are enough submissions to speak of correlations at all."""
        return self.n_tried >= FEWEST

    @property
    def is_small(self) -> bool:
        """Whether correlations are to be taken with more than a grain of salt."""
        return self.n_tried < SMALL


def write_report(entries: list[Entry]) -> str:
    """The report on everything that was handed in."""
    counted = [entry for entry in entries if entry.counts]
    limit_s = slow_limit_s(counted)
    return render(
        "class.html.j2",
        entries=entries,
        counted=counted,
        chapters=[_chapter(lab, entries) for lab in labs_of(entries)],
        failing=[entry for entry in entries if entry.error],
        reasons=most_frequent_reasons(entries),
        slow=sorted((entry for entry in counted if entry.took_s >= limit_s), key=lambda entry: -entry.took_s),
        limit_s=limit_s,
        total_s=sum(entry.took_s for entry in entries),
        uncounted=[entry for entry in entries if not entry.counts],
        fewest=FEWEST,
        many=MANY,
        few=FEW,
        share=draw_share,
        interval=lambda one: draw_interval(one.r, one.low, one.high, SOMEWHAT),
    )


def _chapter(lab: str, entries: list[Entry]) -> Chapter:
    summary = summarise(lab, entries)
    counts = summary.histogram()
    median = float(np.median(summary.points)) / summary.max_points if summary.graded else None
    n_graded = len(summary.graded)
    text = "; ".join(f"{10 * place} to {10 * place + 10} %: {count}" for place, count in enumerate(counts) if count)
    histogram = draw_histogram(counts, median, f"Points of {n_graded} submissions", text or "none was graded")
    names = [one.exercise.name for one in summary.exercises]
    told = "; ".join(f"{one.exercise.name}: {one.full} all, {one.part} some, {one.none} none, {one.untried} not tried"
                     for one in summary.exercises)
    bars = draw_exercises(names, [one.counts for one in summary.exercises], f"Exercises of {n_graded} submissions", told)
    return Chapter(summary, title_of(lab), f"lab-{lab}", histogram, bars)
