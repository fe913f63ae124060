"""A report on a cell is reduced to texts of bounded size, whatever a process wrote."""

import pytest

from autograder.grading.reports import LEFT_OUT, MAX_NOTEBOOK, n_characters, read_report

STREAM = {"output_type": "stream", "name": "stdout", "text": "hello"}


def nest(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("reports", [None, 5, "x", [], [5], [[]], {}, [{"error": 5, "outputs": 5}], [{"outputs": [5, None, []]}]])
def test_what_is_no_report_is_an_empty_one(reports):
    """Other values in the place of a report are a cell that showed nothing."""
    assert read_report(reports) == {"error": None, "outputs": []}


def test_a_report_is_read():
    """Text, errors and pictures are kept."""
    output = {"output_type": "display_data", "data": {"image/png": "aGk=", "text/plain": ["a", "b"]}}
    report = read_report([{"error": {"error": "E", "message": "m", "line": "line 1: x"}, "outputs": [STREAM, output]}])
    assert report["error"] == {"error": "E", "message": "m", "line": "line 1: x"}
    assert report["outputs"][0]["text"] == "hello"
    assert report["outputs"][1]["data"] == {"image/png": "aGk=", "text/plain": "ab"}


@pytest.mark.parametrize("item", [nest(5000), {"a": nest(900)}, 7, None, [5, None]])
def test_what_is_no_text_is_dropped(item):
    """Values nested so deep that they cannot be printed become empty texts."""
    output = {"text": item, "data": {"text/plain": item}, "traceback": [item]}
    report = read_report([{"error": {"error": item}, "outputs": [output]}])
    assert report["error"]["error"] == ""
    assert report["outputs"][0]["data"] == {"text/plain": ""}


def test_text_can_be_written():
    """Lone surrogates, which no file takes, are replaced."""
    assert read_report([{"outputs": [{"text": "\ud800"}]}])["outputs"][0]["text"] == "?"


def test_outputs_are_bounded():
    """A cell shows a few megabytes at most, and less where others have shown much."""
    flood = [{"outputs": [{**STREAM, "text": "x" * 2**20}] * 50}]
    assert 4 * 2**20 < n_characters(read_report(flood)) < 6 * 2**20
    assert read_report(flood, MAX_NOTEBOOK)["outputs"] == [LEFT_OUT]
