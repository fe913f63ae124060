"""The table of the benchmarks says what was reached, missed and absent. (Not a benchmark: it runs with the other tests.)"""

import pytest

from tests.benchmarks.race import Peer, Result
from tests.benchmarks.table import HEAD, list_rows, write_bytes, write_percent, write_ratio, write_seconds, write_table


@pytest.fixture
def result():
    peers = [Peer("slow", print, 3.0), Peer("good", print, 3.0), Peer("quick", print), Peer("absent")]
    return Result(
        "fit", "T = 10", 0.5, peers, {"slow": 2.0, "good": 1.0, "quick": 0.6}, {"slow": 4.0, "good": 2.0, "quick": 1.2},
        {"": 3e6, "slow": 5e6}, 3, most_bytes=2e6, fastest="quick", fastest_at_least=1.0, limit="reading", share=0.25,
    )


def test_every_peer_has_a_row_as_wide_as_the_head(result):
    """The first row says what holds for all of them."""
    rows = list_rows(result)
    assert [row[3] for row in rows] == ["slow", "good", "quick", "absent"]
    assert {len(row) for row in rows} == {len(HEAD)}
    assert [row[0] for row in rows] == ["fit", "", "", ""]


def test_targets_are_judged(result):
    """Of each peer, of the fastest, and of the memory."""
    rows = list_rows(result)
    assert [row[6] for row in rows] == ["3× reached", "3× MISSED", "1× reached, the fastest", ""]
    assert rows[0][7] == "3 MB (at most 2 MB: MISSED)"


def test_what_is_not_installed_is_said(result):
    """It has no time, no ratio and no target."""
    assert list_rows(result)[3][4:] == ["not installed", "", "", "", "", ""]


def test_the_limit_is_a_share(result):
    """With what was measured for it."""
    assert list_rows(result)[0][9] == "25 % (reading)"


def test_the_table_is_markdown(result):
    """A head, a rule and the rows, all as wide as each other."""
    lines = write_table([result, result]).splitlines()
    assert len(lines) == 2 + 8
    assert len({len(line) for line in lines}) == 1
    assert set(lines[1]) == set("|-")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (write_seconds(1.5), "1.5 s"), (write_seconds(0.0123), "12.3 ms"), (write_seconds(4.5e-5), "45 µs"),
        (write_seconds(2e-9), "0.002 µs"), (write_seconds(1234.0), "1234 s"),
        (write_bytes(4.4e6), "4.4 MB"), (write_bytes(1.6e9), "1600 MB"),
        (write_percent(1.06), "106 %"), (write_percent(0.004), "0.4 %"),
        (write_ratio(1.234), "1.23×"), (write_ratio(1234.0), "1234×"),
    ],
)  # fmt: skip
def test_numbers_are_short(written, expected):
    """Three digits and a unit."""
    assert written == expected
