"""Outputs of the rebuilt notebook: what students' code showed, made harmless, and the grader's reports."""

from __future__ import annotations

import html
import re

import nbformat

from autograder.visible.display import Report
from autograder.visible.results import ExerciseResult

PICTURES = ("image/png", "image/jpeg")
MAX_TEXT = 20_000


def clean_outputs(outputs: list) -> list[nbformat.NotebookNode]:
    """Text and pictures only: no HTML, script, SVG or LaTeX of a student's making reaches a reader."""
    return [output for output in map(_clean, outputs) if output is not None]


def _clean(raw) -> nbformat.NotebookNode | None:
    kind = raw.get("output_type") if isinstance(raw, dict) else None
    if kind == "stream":
        name = "stderr" if raw.get("name") == "stderr" else "stdout"
        return nbformat.v4.new_output("stream", name=name, text=_text(raw.get("text")))
    if kind == "error":
        told = raw.get("traceback")
        lines = [_text(line) for line in told[:50]] if isinstance(told, list) else []
        return nbformat.v4.new_output(
            "error", ename=_text(raw.get("ename")), evalue=_text(raw.get("evalue")), traceback=lines
        )
    if kind in ("display_data", "execute_result") and isinstance(raw.get("data"), dict):
        data = {mime: item for mime, item in raw["data"].items() if mime in PICTURES and _is_base64(item)}
        data["text/plain"] = _text(raw["data"].get("text/plain"))
        return nbformat.v4.new_output("display_data", data=data)
    return None


def _text(item) -> str:
    text = "".join(map(str, item)) if isinstance(item, list) else str(item if item is not None else "")
    return text[:MAX_TEXT].encode("utf-8", "replace").decode()


def _is_base64(item) -> bool:
    return (
        isinstance(item, str) and len(item) < 2**23 and re.fullmatch(r"[A-Za-z0-9+/=\s]+", item) is not None
    )


def score_output(result: ExerciseResult, read: str) -> nbformat.NotebookNode:
    """The points of an exercise, as nbgrader reads them and as people do."""
    report = Report(result, read)
    note = f" ({html.escape(result.note)})" if result.note else ""
    told = f"<p>{result.points:g} of {result.max_points:g} points{note}</p>"
    data = {"text/plain": repr(float(result.points)), "text/html": told + report._repr_html_()}
    return nbformat.v4.new_output("execute_result", data=data, execution_count=None)


def comment_on(result: ExerciseResult) -> str:
    """A line on an exercise for nbgrader's comments."""
    first = next((check.message for check in result.checks if check.message), "all checks passed")
    told = " ".join(one.off for one in result.helps) or first
    return one_line(f"{result.points:g} of {result.max_points:g} points: {told}")


def one_line(text: str) -> str:
    """A text without line breaks, not too long; those who show it take care that it stays text."""
    return " ".join(text.split())[:1000]
