"""The reference of lab 08: differences and correlograms, and what holds for all of its functions."""

import inspect
import tracemalloc

import numpy as np
import pytest

from solutions import correlograms as lab
from tests.solutions.train_twins import draw_train, loop_auto, loop_correlogram, loop_differences

KINDS = ["float", "quarters", np.uint16, np.int32]
BINS = [(30.0, 1.0), (8.0, 0.25), (12.5, 2.5), (5.0, 5.0)]
EMPTY = np.array([])


@pytest.fixture
def rng():
    return np.random.default_rng(80)


# ---- cross_time_diff


@pytest.mark.parametrize("kind", KINDS)
def test_differences_are_those_of_all_pairs(rng, kind):
    """As by two loops, for any number type and with times that are equal or exactly the window apart."""
    for window in (30.0, 7.25, 500.0):
        first, second = draw_train(rng, kind), draw_train(rng, kind)
        found = np.sort(lab.cross_time_diff(first, second, window))
        np.testing.assert_array_equal(found, loop_differences(first, second, window))


def test_exactly_the_window_is_too_far():
    """Strictly below it, on both sides."""
    assert lab.cross_time_diff([10.0], [2.0, 2.5, 17.5, 18.0], 8.0).tolist() == [7.5, -7.5]


def test_the_sign_says_who_is_late():
    """Positive where cell 1 fires after cell 2."""
    assert lab.cross_time_diff([105.0], [100.0]).tolist() == [5.0]


def test_a_train_with_itself_has_its_zeros():
    """N of them, and those of different spikes at one time besides."""
    assert np.sum(lab.cross_time_diff([1.0, 1.0, 50.0], [1.0, 1.0, 50.0]) == 0) == 5


@pytest.mark.parametrize("trains", [(EMPTY, EMPTY), (EMPTY, [1.0]), ([1.0], EMPTY), ([1.0], [90.0])])
def test_without_a_pair_the_result_is_empty(trains):
    """One dimension, no numbers."""
    assert lab.cross_time_diff(*trains).shape == (0,)


# ---- cross_correlogram


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("window", "bin_size"), BINS)
def test_the_correlogram_follows_the_convention(rng, kind, window, bin_size):
    """As by counting one lag after the other, with many lags on edges."""
    for _ in range(6):
        first, second = draw_train(rng, kind), draw_train(rng, kind)
        lags = loop_differences(first, second, window)
        counts = lab.cross_correlogram(first, second, window, bin_size)
        assert counts.tolist() == loop_correlogram(lags, window, bin_size)


def test_lags_on_edges_go_away_from_zero():
    """2 ms into [2, 3), -2 ms into (-3, -2]; 0 to the right; and the window nowhere."""
    counts = lab.cross_correlogram([10.0], [8.0, 10.0, 12.0, 14.0, 6.0], 4.0)
    assert counts.tolist() == [0, 1, 0, 0, 1, 0, 1, 0]


def test_swapping_the_cells_mirrors_the_counts(rng):
    """Except those at exactly 0, which stay on the right."""
    for _ in range(10):
        first, second = draw_train(rng, "quarters"), draw_train(rng, "quarters")
        forth, back = lab.cross_correlogram(first, second), lab.cross_correlogram(second, first)
        n_same = np.sum(np.equal.outer(first, second))
        forth[30] -= n_same
        back[30] -= n_same
        np.testing.assert_array_equal(forth, back[::-1])


def test_half_open_bins_would_not_mirror(rng):
    """Times in steps of a recorder make the usual histogram asymmetric: that is why bins are as they are."""
    train = np.sort(rng.integers(0, 60_000, 600)) / 30
    lags = lab.cross_time_diff(train, train)
    usual = np.histogram(lags[lags != 0], np.arange(-30, 31))[0]
    assert (usual != usual[::-1]).any()
    counts = lab.auto_correlogram(train)
    np.testing.assert_array_equal(counts, counts[::-1])


def test_a_quotient_that_is_rounded_up_stays_inside():
    """1.799… / 0.6 is 3 in floating point, and there is no bin 3."""
    counts = lab.cross_correlogram([np.nextafter(1.8, 0.0)], [0.0], 1.8, 0.6)
    assert counts.tolist() == [0, 0, 0, 0, 0, 1]


def test_without_pairs_all_bins_are_there():
    """Zeros, as many as bins."""
    assert lab.cross_correlogram(EMPTY, [1.0], 5.0, 0.5).tolist() == [0] * 20


# ---- auto_correlogram


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("window", "bin_size"), BINS)
def test_a_cell_with_itself_follows_the_convention(rng, kind, window, bin_size):
    """As by counting each pair of different spikes, with many at one time."""
    for _ in range(6):
        train = draw_train(rng, kind)
        counts = lab.auto_correlogram(train, window, bin_size)
        assert counts.tolist() == loop_auto(train, window, bin_size)


def test_two_spikes_at_one_time_count_once_on_either_side():
    """Three of them are three pairs."""
    assert lab.auto_correlogram([7.0, 7.0], 2.0).tolist() == [0, 1, 1, 0]
    assert lab.auto_correlogram([7.0, 7.0, 7.0], 2.0).tolist() == [0, 3, 3, 0]


@pytest.mark.parametrize("train", [EMPTY, [4.0]])
def test_fewer_than_two_spikes_have_no_pair(train):
    """Zeros, as many as bins."""
    assert lab.auto_correlogram(train, 3.0).tolist() == [0] * 6


# ---- for all


@pytest.mark.parametrize("call", [
    lambda t: lab.cross_time_diff(t, t + 3.0), lambda t: lab.cross_correlogram(t, t + 3.0), lab.auto_correlogram])  # fmt: skip
def test_memory_grows_with_the_pairs(call, rng):
    """6000 spikes over ten minutes stay far below 60 MB; the table of all pairs has 288 MB."""
    train = np.sort(rng.uniform(0, 600_000, 6000))
    tracemalloc.start()
    call(train)
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak_bytes < 6e6


@pytest.mark.parametrize("name", [
    "cross_time_diff", "cross_correlogram", "auto_correlogram", "isi_violations", "contamination"])  # fmt: skip
def test_arguments_stay_as_they_are(name):
    """No function changes what it is given."""
    train = np.array([3.0, 4.5, 5.0, 90.0])
    given = {"spiketimes1": train, "spiketimes2": train, "spiketimes": train, "duration": 100.0}
    function = getattr(lab, name)
    function(*[given[key] for key in inspect.signature(function).parameters if key in given])
    assert train.tolist() == [3.0, 4.5, 5.0, 90.0]


def test_names_with_defaults_are_those_of_the_contract():
    """Others rely on them."""
    defaults = {
        name: {key: p.default for key, p in inspect.signature(getattr(lab, name)).parameters.items() if p.default is not p.empty}
        for name in ("cross_time_diff", "cross_correlogram", "auto_correlogram", "isi_violations", "contamination")
    }
    assert defaults["cross_time_diff"] == {"window": 30.0}
    assert defaults["cross_correlogram"] == defaults["auto_correlogram"] == {"window": 30.0, "bin_size": 1.0}
    assert defaults["isi_violations"] == defaults["contamination"] == {"refractory": 2.0, "censored": 0.0}
