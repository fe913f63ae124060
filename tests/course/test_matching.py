"""Matching: each spike has at most one partner, and no grid of windows splits a pair."""

import itertools
import time

import numpy as np
import pytest

from course.matching import match_spikes


def try_every_matching(true, found, tolerance):
    """Most pairs, and the least total distance among the ways to have so many, by trying all of them."""
    for n_pairs in range(min(len(true), len(found)), 0, -1):
        ways = itertools.product(
            itertools.combinations(true, n_pairs), itertools.permutations(found, n_pairs))  # fmt: skip
        gaps = [[abs(t - f) for t, f in zip(*way, strict=True)] for way in ways]
        totals = [sum(gap) for gap in gaps if max(gap) <= tolerance]
        if totals:
            return n_pairs, min(totals)
    return 0, 0


@pytest.mark.parametrize("seed", range(60))
def test_it_is_the_best_of_all_matchings(seed):
    """As many pairs as possible, as close as possible, nobody twice; against the search through all ways."""
    rng = np.random.default_rng(seed)
    true, found = rng.integers(0, 25, rng.integers(0, 5)), rng.integers(0, 25, rng.integers(0, 5))
    tolerance = int(rng.integers(0, 8))
    matching = match_spikes(true, found, tolerance)
    gaps = np.abs(true[matching.true_index] - found[matching.found_index])
    assert (len(gaps), gaps.sum()) == try_every_matching(true.tolist(), found.tolist(), tolerance)
    assert len(set(matching.true_index)) == len(set(matching.found_index)) == len(gaps)


@pytest.mark.parametrize("place", range(40))
def test_no_window_edge_splits_a_pair(place):
    """A spike found two samples late is one hit, wherever it lies, not a miss and a false alarm."""
    matching = match_spikes([100 + place], [102 + place], 15)
    assert (matching.recall, matching.precision) == (1.0, 1.0)


def test_exactly_the_tolerance_is_close_enough():
    """At the tolerance is a hit, one sample further is none."""
    assert match_spikes([100, 500], [115, 516], 15).is_found.tolist() == [True, False]


def test_one_detection_cannot_find_two_spikes():
    """Two true spikes under one detection: one is missed, and it is the farther one."""
    matching = match_spikes([100, 108], [107], 15)
    assert matching.is_found.tolist() == [False, True]
    assert (matching.recall, matching.precision) == (0.5, 1.0)


def test_a_near_partner_gives_way_where_that_makes_one_more_pair():
    """The first detection is nearer to the second spike, but only this way both spikes are found."""
    matching = match_spikes([0, 8], [7, 20], 12)
    assert matching.found_index.tolist() == [0, 1]


def test_labels_go_to_the_partner():
    """A found spike has its partner's label, in the order found; one without partner has -1."""
    matching = match_spikes([10, 50, 90], [91, 11, 300], 5)
    assert matching.label_found([4, 5, 6]).tolist() == [6, 4, -1]
    assert matching.is_true.tolist() == [True, True, False]


def test_shares_without_spikes_are_nan():
    """Recall needs true spikes, precision found ones."""
    matching = match_spikes([], [3.0], 1.0)
    assert np.isnan(matching.recall)
    assert matching.precision == 0.0
    assert np.isnan(match_spikes([3.0], np.array([], dtype=np.int64), 1.0).precision)


@pytest.mark.parametrize(("true", "tolerance"), [([[1, 2]], 1), ([1, 2], -1), ([1, 2], np.nan)])
def test_what_cannot_be_matched_is_refused(true, tolerance):
    """The error says what was expected and what came."""
    with pytest.raises(ValueError, match="expected two lists of times .* got shapes"):
        match_spikes(true, [1], tolerance)


def test_ten_minutes_of_spikes_take_less_than_five_seconds():
    """30 000 spikes, jittered, with as many false alarms."""
    rng = np.random.default_rng(0)
    true = np.sort(rng.integers(0, 18_000_000, 30_000))
    found = np.concatenate([true + rng.integers(-5, 6, 30_000), rng.integers(0, 18_000_000, 30_000)])
    start_s = time.perf_counter()
    assert match_spikes(true, found, 15).recall == 1.0
    assert time.perf_counter() - start_s < 5.0
