"""What cells showed, as a process tells it that its author may control: reduced to what a notebook holds, and bounded."""

from __future__ import annotations

MAX_OUTPUTS = 1000  # of a cell
MAX_CELL = 5 * 2**20  # characters that a cell shows
MAX_NOTEBOOK = 40 * 2**20  # ... and all cells together
LEFT_OUT = {"output_type": "stream", "name": "stderr", "text": "[more output than is kept; the rest was left out]\n"}


def read_report(reports, n_kept: int = 0) -> dict:
    """The report on one cell: ``error``, a dictionary of texts or None, and ``outputs``.

    Parameters
    ----------
    reports : object
        What came in the place of a list with one report.
    n_kept : int
        Characters of output that earlier cells have shown.
    """
    report = reports[0] if isinstance(reports, list) and reports and isinstance(reports[0], dict) else {}
    error, outputs = report.get("error"), report.get("outputs")
    error = {key: _text(error.get(key))[:2000] for key in ("error", "message", "line")} if isinstance(error, dict) else None
    outputs = [_output(one) for one in outputs[:MAX_OUTPUTS] if isinstance(one, dict)] if isinstance(outputs, list) else []
    return {"error": error, "outputs": _bounded(outputs, min(MAX_CELL, MAX_NOTEBOOK - n_kept))}


def n_characters(report: dict) -> int:
    """How much a cell showed."""
    return sum(map(_size, report["outputs"]))


def _output(raw: dict) -> dict:
    data, traceback = raw.get("data"), raw.get("traceback")
    return {
        **{key: _text(raw.get(key)) for key in ("output_type", "name", "text", "ename", "evalue")},
        "data": {key: _text(item) for key, item in data.items()} if isinstance(data, dict) else {},
        "traceback": [_text(line) for line in traceback[:50]] if isinstance(traceback, list) else [],
    }


def _text(item) -> str:
    """A text that can be written in UTF-8; lists of lines are joined, all else is none."""
    if isinstance(item, list):
        item = "".join(line for line in item if isinstance(line, str))
    return item.encode("utf-8", "replace").decode() if isinstance(item, str) else ""


def _size(output: dict) -> int:
    return 100 + len(output["text"]) + sum(map(len, output.get("data", {}).values())) + sum(map(len, output.get("traceback", ())))


def _bounded(outputs: list[dict], room: int) -> list[dict]:
    for number, output in enumerate(outputs):
        room -= _size(output)
        if room < 0:
            return [*outputs[:number], LEFT_OUT]
    return outputs
