"""A class made by hand: no student's code runs in these tests."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from autograder.batch.find import Submission
from autograder.exercises import exercises_of
from autograder.grading.record import SubmissionResult
from autograder.report.entries import entry_of
from autograder.visible.results import CheckResult, ExerciseResult

LAB = "glm_encoding"
NOT_WRITTEN = "it is not written yet (NotImplementedError)"
HOSTILE = ("../../x", "<script>alert(1)</script>", "a" * 300, "two\nlines", "=cmd|' /C calc'!A0", "-1+1", "@sum(1)", "\t=1",
           "\r=1", 'quo"te', "back\\slash", "Points Possible", "con", ".hidden", "ada", "Ada", "\u202eada", "\udcff", "",
           "a;=1+1", "&amp;")
VOID = {"meta", "br"}


def answer(exercise, share=1.0, message="it is off", helps=()):
    """A result with the points of the first checks, up to a share of them."""
    declared = getattr(exercise, "letter_checks", None) or exercise.checks
    n_right = int(round(share * len(declared)))
    checks = [CheckResult(c.name, c.claim, float(c.points) * (k < n_right), float(c.points), "" if k < n_right else message)
              for k, c in enumerate(declared)]
    return ExerciseResult(exercise.id, checks, list(helps))


def diagnosed(exercise, slug):
    """A wrong answer with a recognised misconception."""
    (found,) = [one.help for one in exercise.misconceptions if one.help.slug == slug]
    return answer(exercise, 0, helps=[found])


@pytest.fixture
def make_entry():
    """The entry of a student; every exercise is right but for those given by name."""

    def make(student="ada", lab=LAB, error=None, counts=True, place=None, took_s=2.0, lost=False, reports=None, **given):
        path = Path(place or f"submitted/{student}/{lab}/{lab}.ipynb")
        results = [] if error else [given.get(one.name) or answer(one) for one in exercises_of(lab)]
        result = SubmissionResult(str(path), None if error else lab, results, error, lost, reports or {}, took_s)
        return entry_of(Submission(path, student, lab if student else ""), result, counts)

    return make


@pytest.fixture
def exercise():
    """An exercise of the lab by its name."""
    return {one.name: one for one in exercises_of(LAB)}


@pytest.fixture(scope="session")
def whole_class():
    """Four hundred submissions with random abilities; the fourth exercise has nothing to do with ability."""
    rng = np.random.default_rng(5)
    entries = []
    for number in range(400):
        ability, results = rng.normal(), []
        for place, one in enumerate(exercises_of(LAB)):
            chance = 1 / (1 + np.exp(-2 * (ability if place != 3 else 0)))
            helps = [one.misconceptions[0].help] if one.misconceptions and rng.random() < 0.5 else []
            results.append(answer(one) if rng.random() < chance else answer(one, rng.choice([0, 0.5]), helps=helps))
        path = Path(f"submitted/student-{number:03d}/{LAB}/{LAB}.ipynb")
        result = SubmissionResult(str(path), LAB, results, took_s=float(rng.gamma(2, 2)))
        entries.append(entry_of(Submission(path, f"student-{number:03d}", LAB), result))
    return entries


@pytest.fixture
def hostile_class(make_entry):
    """Students with every kind of id that a folder name, or a learning management system, may come up with."""
    exercises = exercises_of(LAB)
    some = answer(exercises[0], 0.5, message='it raised <img src=x onerror=alert(1)>: "=1+1" \\')
    none = answer(exercises[1], 0, message=some.checks[-1].message)
    return [replace(make_entry(student, place=f"{number}/lab.ipynb", make_design_matrix=some,
                               spike_triggered_average=none), lab=LAB)
            for number, student in enumerate(HOSTILE)]


class Page(HTMLParser):
    """Reads a page: its elements, its text, and whether every element is closed where it should be."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.open, self.text = [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def said(self):
        return " ".join(" ".join(self.text).split())


@pytest.fixture
def read_page():
    """Parse a page."""
    return Page


@pytest.fixture
def check_accessible():
    """Fail for a page that a reader of text, or of the keyboard, could not follow."""

    def check(text):
        page = Page(text)
        assert page.all("html") == [{"lang": "en"}]
        assert len(page.all("title")) > 0
        assert len(page.all("main")) == 1
        levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
        assert len(page.all("caption")) == len(page.all("table"))
        assert all(attributes.get("scope") in ("col", "row") for attributes in page.all("th"))
        drawn = page.all("svg")
        assert all(one.get("aria-hidden") == "true" or (one["role"] == "img" and one["aria-label"]) for one in drawn)
        anchors = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
        assert len(anchors) == len(set(anchors))
        assert {one["href"][1:] for one in page.all("a")} <= set(anchors)
        assert {one["aria-labelledby"] for _, one in page.elements if "aria-labelledby" in one} <= set(anchors)

    return check


@pytest.fixture
def check_contained():
    """Fail for a page in which anything runs, or that fetches anything."""

    def check(text):
        page = Page(text)
        tags = {tag for tag, _ in page.elements}
        assert not tags & {"script", "img", "iframe", "link", "object", "embed", "form", "base", "image", "use", "foreignobject"}
        for tag, attributes in page.elements:
            assert not [name for name in attributes if name.startswith("on") or name in ("src", "srcset", "xlink:href")], tag
            assert attributes.get("href", "#").startswith("#")
        assert not re.search(r"@import|url\(", text)
        policy = next(one for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy")
        assert policy["content"].startswith("default-src 'none'; style-src 'unsafe-inline'")

    return check
