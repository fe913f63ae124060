"""How functions are compared: in turn, by medians of paired ratios. (Not a benchmark: it runs with the other tests.)"""

from types import SimpleNamespace

import numpy as np
import pytest

from tests.benchmarks import race as module
from tests.benchmarks.peers import load, reach
from tests.benchmarks.race import Peer, measure_peak_bytes, race


class Benchmark:
    """What `race` needs of the fixture, on a clock that tests can set."""

    def __init__(self):
        self.now = 0.0
        self.stats = SimpleNamespace(stats=SimpleNamespace(data=[]))

    def pedantic(self, function, setup, rounds, iterations):
        assert iterations == 1
        for _ in range(rounds):
            setup()
            start = self.now
            function()
            self.stats.stats.data.append(self.now - start)

    def take(self, *seconds):
        """A function whose calls take so long, one after the other; the last time for ever."""
        left = list(seconds)

        def call():
            self.now += left.pop(0) if len(left) > 1 else left[0]

        return call


@pytest.fixture
def benchmark_of_ours(monkeypatch):
    """A benchmark whose clock is that of the module."""
    stub = Benchmark()
    monkeypatch.setattr(module, "CLOCK", lambda: stub.now)
    return stub


def test_ratios_are_theirs_by_ours(benchmark_of_ours):
    """Twice as slow is 2, and the share of the limit is the limit's time by ours."""
    take = benchmark_of_ours.take
    result = race(benchmark_of_ours, "a", "b", take(1.0), [Peer("slow", take(2.0))], limit=("least", take(0.25)))
    assert (result.ours_s, result.theirs_s["slow"], result.ratios["slow"], result.share) == (1.0, 2.0, 2.0, 0.25)


def test_a_slow_round_of_both_leaves_the_ratio(benchmark_of_ours, monkeypatch):
    """Ratios are taken within a round, before the median: a machine that slows down slows both."""
    monkeypatch.setattr(module, "SECONDS", 15.0)
    take = benchmark_of_ours.take
    speeds = [1.0, 1.0, 5.0, 9.0, 20.0, 1.0]  # the first call is for starting up
    result = race(benchmark_of_ours, "a", "b", take(*speeds), [Peer("slow", take(*(3 * s for s in speeds)))])
    assert result.n_rounds == 3
    assert result.ratios["slow"] == 3.0


def test_short_calls_are_repeated(benchmark_of_ours):
    """So that a round lasts as long as the clock can tell; the time is that of one call."""
    take = benchmark_of_ours.take
    result = race(benchmark_of_ours, "a", "b", take(1e-6), [Peer("slow", take(4e-6))])
    assert result.ours_s == pytest.approx(1e-6)
    assert result.ratios["slow"] == pytest.approx(4.0)
    assert benchmark_of_ours.stats.stats.data[0] == pytest.approx(2e-3, rel=0.01)


def test_the_target_of_the_field_is_for_its_fastest(benchmark_of_ours):
    """Among the peers without a target of their own."""
    take = benchmark_of_ours.take
    peers = [Peer("slow", take(3.0)), Peer("fast", take(2.0)), Peer("own target", take(1.5), 1.0), Peer("absent")]
    result = race(benchmark_of_ours, "a", "b", take(1.0), peers, fastest_at_least=1.7)
    assert (result.fastest, result.fastest_at_least) == ("fast", 1.7)


def test_a_given_time_is_compared_too(benchmark_of_ours):
    """A recording of ten minutes that takes one second to work on is 600 times as long."""
    result = race(benchmark_of_ours, "a", "b", benchmark_of_ours.take(1.0), [Peer("recording", seconds=600.0)])
    assert result.ratios == {"recording": 600.0}


def test_memory_is_that_of_the_peak():
    """What is freed before the end counts, too."""
    def work():
        np.ones(1_000_000)
        return np.ones(10)

    assert 8e6 <= measure_peak_bytes(work) < 8.1e6


def test_a_peer_gets_the_loosest_tolerance_that_suffices():
    """Nobody is made slower than the comparison needs."""
    peer = reach("solver", lambda tol: lambda: tol, find_gap=lambda tol: tol**2, at_most=1e-6)
    assert (peer.name, peer.call()) == ("solver (tol 1e-03)", 1e-3)


def test_a_peer_that_does_not_arrive_does_not_race():
    """The table says so instead of a time."""
    peer = reach("solver", lambda tol: lambda: tol, find_gap=lambda tol: 1.0, at_most=1e-6)
    assert peer.call is None
    assert "does not come within 1e-06" in peer.missing


def test_a_package_that_is_not_there_is_none():
    """And one that is there is itself."""
    assert load("no_such_package.api") is None
    assert load("numpy") is np
