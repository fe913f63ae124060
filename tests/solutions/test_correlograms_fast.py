"""All correlograms in one pass: the same counts as pair by pair, faster and in little memory."""

import statistics
import time
import tracemalloc

import numpy as np
import pytest

from solutions import _correlograms_fast as fast
from solutions import correlograms as lab
from tests.solutions.train_twins import draw_train, shift_correlograms


def one_by_one(times, clusters, n_clusters, window, bin_size):
    """By the functions of the lab, for each pair of clusters."""
    trains = [times[clusters == k] for k in range(n_clusters)]
    return np.array([[lab.auto_correlogram(a, window, bin_size) if a is b else lab.cross_correlogram(a, b, window, bin_size)
                      for b in trains] for a in trains])  # fmt: skip


@pytest.mark.parametrize("piece", [3, 20, 32_768])
@pytest.mark.parametrize("kind", ["float", "quarters", np.int64, np.uint16, np.uint32])
@pytest.mark.parametrize(("window", "bin_size"), [(30.0, 1.0), (90, 3), (8.0, 0.25), (6.0, 0.6)])
def test_counts_are_those_of_the_lab(monkeypatch, piece, kind, window, bin_size):
    """Exactly, wherever a recording is cut, with spikes at one time and lags on edges."""
    monkeypatch.setattr(fast, "PIECE", piece)
    rng = np.random.default_rng(piece)
    for _ in range(5):
        times = draw_train(rng, kind, 90)
        clusters = rng.integers(0, 4, len(times))
        counts = fast.all_correlograms(times, clusters, 4, window, bin_size)
        np.testing.assert_array_equal(counts, one_by_one(times, clusters, 4, window, bin_size))


def test_a_quotient_that_is_rounded_up_stays_inside():
    """1.799… / 0.6 is 3 in floating point, but the pair is in the window, and its bin the last one."""
    counts = fast.all_correlograms(np.array([0.0, np.nextafter(1.8, 0.0)]), np.array([0, 1]), 2, 1.8, 0.6)
    assert counts[1, 0].tolist() == [0, 0, 0, 0, 0, 1]


def test_long_recordings_do_not_overflow():
    """Samples beyond 32 bits, and a gap longer than that, in one piece."""
    times = np.array([0, 10, 2**33, 2**33 + 10, 2**40], dtype=np.int64)
    counts = fast.all_correlograms(times, np.array([0, 1, 0, 1, 0]), 2, 900, 30)
    assert counts[1, 0, 30] == 2
    assert counts.sum() == 4


def test_a_cluster_without_spikes_has_zeros():
    """Rows and columns of a number that no spike has are there."""
    counts = fast.all_correlograms(np.array([1.0, 2.0]), np.array([0, 2]), 3)
    assert counts.shape == (3, 3, 60)
    assert counts[1].sum() == counts[:, 1].sum() == 0


def make_million(rate_hz):
    """A million spikes of 15 units, in samples of 1/30 ms."""
    rng = np.random.default_rng(1)
    return np.sort(rng.integers(0, int(1e6 / rate_hz * 30_000), 10**6)), rng.integers(0, 15, 10**6)


@pytest.mark.parametrize("unit", ["samples", "ms"])
def test_a_million_spikes_take_less_than_eight_megabytes(unit):
    """Beside the arguments and the result; 64 MB are allowed."""
    samples, clusters = make_million(1000)
    times, window, bin_size = (samples, 900, 30) if unit == "samples" else (samples / 30, 30.0, 1.0)
    tracemalloc.start()
    fast.all_correlograms(times, clusters, 15, window, bin_size)
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak_bytes < 8e6


def test_the_loop_over_shifts_agrees():
    """The competitor counts the same pairs, but for those at one time, which it has in one order only."""
    samples, clusters = (part[:20_000] for part in make_million(1000))
    ours = fast.all_correlograms(samples, clusters, 15, 900, 30)[:, :, 30:]
    theirs = shift_correlograms(samples, clusters, 15, 900, 30).transpose(1, 0, 2)
    np.testing.assert_array_equal(ours[:, :, 1:], theirs[:, :, 1:])
    same = np.equal.outer(samples[:2000], samples[:2000]) & np.not_equal.outer(clusters[:2000], clusters[:2000])
    ours = fast.all_correlograms(samples[:2000], clusters[:2000], 15, 900, 30)[:, :, 30]
    theirs = shift_correlograms(samples[:2000], clusters[:2000], 15, 900, 30)[:, :, 0]
    assert 2 * (ours.sum() - theirs.sum()) == same.sum() > 0


@pytest.mark.slow
@pytest.mark.parametrize("rate_hz", [200, 1000])
def test_it_is_three_times_faster_than_a_loop_over_shifts(rate_hz):
    """A million spikes, 15 units, 30 ms: the median ratio of five rounds in one run."""
    samples, clusters = make_million(rate_hz)
    ratios = []
    for _ in range(5):
        took_s = []
        for function in (fast.all_correlograms, shift_correlograms):
            start_s = time.process_time()
            function(samples, clusters, 15, 900, 30)
            took_s.append(time.process_time() - start_s)
        ratios.append(took_s[1] / took_s[0])
    assert statistics.median(ratios) > 3


@pytest.mark.slow
def test_cost_grows_with_the_spikes():
    """Four times the spikes at one rate take less than six times as long."""
    samples, clusters = make_million(500)
    took_s = []
    for n in (250_000, 1_000_000):
        runs = []
        for _ in range(3):
            start_s = time.process_time()
            fast.all_correlograms(samples[:n], clusters[:n], 15, 900, 30)
            runs.append(time.process_time() - start_s)
        took_s.append(min(runs))
    assert took_s[1] < 6 * took_s[0]
