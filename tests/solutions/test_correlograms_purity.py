"""The reference of lab 08: short intervals and contamination, and that correlograms say what the lesson says."""

import numpy as np
import pytest

from course.simulate.clusters import lock_out, merge_trains, simulate_neuron, split_train
from solutions import correlograms as lab
from tests.solutions.train_twins import draw_train, loop_close_pairs

DURATION_S = 400.0


@pytest.fixture
def rng():
    return np.random.default_rng(81)


# ---- isi_violations


def test_the_share_counts_visible_intervals_only():
    """Of the intervals 0.5, 1, 1.5, 2 and 8 ms, those below 1 ms count nowhere, and 2 ms is no violation."""
    train = np.cumsum([3.0, 0.5, 1.0, 1.5, 2.0, 8.0])
    assert lab.isi_violations(train) == pytest.approx(3 / 5)
    assert lab.isi_violations(train, censored=1.0) == pytest.approx(2 / 4)
    assert lab.isi_violations(train, refractory=9.0, censored=1.5) == 1.0


@pytest.mark.parametrize(("train", "censored"), [([], 0.0), ([5.0], 0.0), ([5.0, 5.5], 1.0)])
def test_without_an_interval_the_share_is_nan(train, censored):
    """Not 0: nothing was tested; and no warning."""
    assert np.isnan(lab.isi_violations(train, censored=censored))


def test_unsigned_times_do_not_wrap():
    """In eight bits, 250 after 10 is an interval of 240."""
    assert lab.isi_violations(np.array([10, 250, 251], dtype=np.uint8)) == 0.5


# ---- contamination


@pytest.mark.parametrize(("refractory", "censored"), [(2.0, 0.0), (3.0, 1.0), (1.5, 0.25)])
def test_the_estimate_solves_its_equation(rng, refractory, censored):
    """Put back into the equation, it gives the number of close pairs, neighbours or not."""
    for _ in range(20):
        train = draw_train(rng, "quarters")
        v = loop_close_pairs(train, censored, refractory)
        share = lab.contamination(train, 2000.0, refractory, censored)
        expected = 2 * (refractory - censored) * len(train) ** 2 * share * (1 - share) / 2000.0
        assert 0 <= share <= 0.5
        assert expected == pytest.approx(v) or (share == 0.5 and expected < v)


def test_without_close_pairs_it_is_zero():
    """A clean train, a single spike, none at all."""
    for train in ([1.0, 9.0, 30.0], [1.0], []):
        assert lab.contamination(train, 1000.0) == 0


def test_without_a_real_root_it_is_a_half():
    """More close pairs than any two cells could make; and no warning."""
    assert lab.contamination(np.arange(50.0), 1000.0, 3.0) == 0.5


def test_exactly_the_censored_time_counts_and_exactly_the_refractory_period_does_not():
    """Pairs at 1 and at 2 ms: one of them counts between 1 and 2."""
    expected = lab.contamination([10.0, 11.0, 50.0, 90.0], 1000.0, 2.0, 1.0)
    assert expected > 0
    assert lab.contamination([10.0, 11.0, 50.0, 52.0], 1000.0, 2.0, 1.0) == expected


@pytest.mark.parametrize("lockout_ms", [0.0, 1.0])
@pytest.mark.parametrize("share", [0.05, 0.2, 0.35])
def test_the_estimate_finds_the_true_share(rng, share, lockout_ms):
    """Within 15 % of it for independent neurons, behind a lock-out as well if it is named."""
    own, foreign = (simulate_neuron(rng, 40.0 * part, DURATION_S) for part in (1 - share, share))
    times = merge_trains(own, foreign)
    times = times[lock_out(times, lockout_ms)]
    assert lab.contamination(times, 1000 * DURATION_S, 3.0, lockout_ms) == pytest.approx(share, rel=0.15)


def test_forgetting_the_lock_out_makes_a_cluster_look_cleaner(rng):
    """The estimate falls where the hidden time is taken for time in which nothing happened."""
    times = merge_trains(*(simulate_neuron(rng, 10.0, DURATION_S) for _ in range(2)))
    times = times[lock_out(times, 1.5)]
    assert lab.contamination(times, 1000 * DURATION_S, 3.0) < 0.6 * lab.contamination(times, 1000 * DURATION_S, 3.0, 1.5)


# ---- what the lesson says


def relative(counts, n1, n2, low_ms, high_ms):
    """Pairs at lags between two limits, relative to chance; bins of half a millisecond."""
    distance_ms = 0.5 * np.abs(np.arange(-len(counts) // 2, len(counts) // 2) + 0.5)
    telling = (distance_ms > low_ms) & (distance_ms < high_ms)
    return counts[telling].sum() / (n1 * n2 * 0.5 * telling.sum() / (1000 * DURATION_S))


def cross(first, second, low_ms=0.0, high_ms=3.0):
    """The cross-correlogram near 0, relative to chance."""
    return relative(lab.cross_correlogram(first, second, 15.0, 0.5), len(first), len(second), low_ms, high_ms)


def test_a_split_neuron_gives_a_trough(rng):
    """Nothing within the refractory period, the level of chance beyond: no peak at 0."""
    halves = split_train(rng, simulate_neuron(rng, 25.0, DURATION_S))
    assert cross(*halves) == 0
    assert cross(*halves, 5.0, 15.0) == pytest.approx(1, abs=0.1)


def test_independent_neurons_are_flat(rng):
    """The level of chance at every lag."""
    trains = [simulate_neuron(rng, 15.0, DURATION_S) for _ in range(2)]
    assert cross(*trains) == pytest.approx(1, abs=0.15)
    assert cross(*trains, 3.0, 15.0) == pytest.approx(1, abs=0.1)


def test_a_merged_cluster_fills_its_trough(rng):
    """By half, for two neurons of one rate; one neuron's stays empty."""
    one, other = (simulate_neuron(rng, 15.0, DURATION_S) for _ in range(2))
    for train, expected in ((one, 0.0), (merge_trains(one, other), 0.5)):
        counts = lab.auto_correlogram(train, 15.0, 0.5)
        assert relative(counts, len(train), len(train), 0.0, 3.0) == pytest.approx(expected, abs=0.1)


def test_the_lock_out_empties_the_centre_of_everything(rng):
    """Also of two neurons that know nothing of each other."""
    trains = [simulate_neuron(rng, 15.0, DURATION_S) for _ in range(2)]
    times, owner = np.concatenate(trains), np.repeat([0, 1], [len(train) for train in trains])
    order = np.argsort(times, kind="stable")
    kept = order[lock_out(times[order], 3.0)]
    detected = [np.sort(times[kept][owner[kept] == k]) for k in (0, 1)]
    assert cross(*detected) < 0.02
    assert cross(*detected, 3.0, 15.0) == pytest.approx(1, abs=0.15)


@pytest.mark.parametrize("whole", [np.int32, np.uint8])
def test_whole_numbers_of_milliseconds(whole):
    """A long recording, and periods in any integer type."""
    train = np.arange(60_000) * 10
    expected = lab.contamination(train, 600_000, 2.0, 1.0)
    assert lab.contamination(train, 600_000, whole(2), whole(1)) == expected
