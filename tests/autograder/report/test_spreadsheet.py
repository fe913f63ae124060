"""Tables: read back as they were meant, and nothing in them is computed."""

import csv
import io

import pytest

from autograder.report.spreadsheet import defuse, number, write_rows


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\x00=1", "＝1", "＋1", "－1",
                                  "＠1", '"=1', "'=1", "a;=1", "a; +1", 'a;"=1', "a\t=1;@b"])
def test_formulas_are_defused(text):
    """No cell begins with what makes a spreadsheet compute it, wherever that spreadsheet cuts cells."""
    for cell in defuse(text).split(";"):
        assert cell.lstrip(' "')[:1] not in tuple("=+-@＝＋－＠\t\r\x00")


def test_nothing_is_lost():
    """An apostrophe is all that is added."""
    assert defuse("=1+1") == "'=1+1"
    assert defuse('a; "-1') == "a; \"'-1"


@pytest.mark.parametrize("text", ["ada", "Müller, Jörg", "a-b", "a=b", "x@example.org", "5 of 6 points", "", "'quoted'"])
def test_other_text_is_as_it_was(text):
    """Names, addresses and sentences are not changed."""
    assert defuse(text) == text


def test_cells_are_read_back():
    """Commas, quotes and numbers come back; a line break is a space, so that every row is a line."""
    text = write_rows([["a,b", 'say "x"', 2.5, 3.0, 0.1 + 0.2, "two\nlines"], ["", -1, 7, "é", "\udcff", "z"]])
    rows = list(csv.reader(io.StringIO(text)))
    assert rows == [["a,b", 'say "x"', "2.5", "3", "0.3", "two lines"], ["", "-1", "7", "é", "?", "z"]]
    assert text.count("\r\n") == text.count("\n") == 2


def test_numbers():
    """Numbers are as short as they are exact."""
    assert [number(value) for value in (42.5, 40.0, 1 / 3, 0)] == ["42.5", "40", "0.3333333333", "0"]
