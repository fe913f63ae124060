"""Comparing clusters with the truth: confusion matrix, matching, and labels of new samples."""

import numpy as np
import pytest

from course.clusters import assign_components, count_pairs, match_clusters


def test_new_samples_go_to_the_most_probable_component():
    """Weights count: between two equal Gaussians the border is nearer to the rarer one."""
    m, S = np.array([[0.0], [4.0]]), np.ones((2, 1, 1))
    assert assign_components(np.array([[1.9], [2.1], [2.4]]), m, S, np.array([0.5, 0.5])).tolist() == [0, 1, 1]
    assert assign_components(np.array([[1.9], [2.1], [2.9]]), m, S, np.array([0.9, 0.1])).tolist() == [0, 0, 1]


def test_a_component_without_weight_gets_nothing():
    """Also where it lies nearest."""
    m, S = np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([np.eye(2)] * 2)
    assert assign_components(np.ones((3, 2)), m, S, np.array([1.0, 0.0])).tolist() == [0, 0, 0]


def test_pairs_are_counted():
    """Rows are true clusters, columns labels; what has no true cluster is left out."""
    counts = count_pairs([0, 0, 1, -1, 2, 2], [1, 1, 0, 0, 2, 1])
    assert counts.tolist() == [[0, 2, 0], [1, 0, 0], [0, 1, 1]]


@pytest.mark.parametrize(
    ("counts", "order", "accuracy"),
    [
        ([[0, 5], [7, 0]], [1, 0], 1.0),
        ([[5, 1, 4], [0, 6, 0]], [0, 1, 2], 11 / 16),
        ([[3, 0], [0, 2], [5, 0]], [1, 0], 7 / 10),
        ([[4, 4, 0], [0, 9, 0], [0, 0, 3]], [0, 1, 2], 16 / 20),
    ],
)
def test_clusters_are_matched_each_at_most_once(counts, order, accuracy):
    """As many samples as possible agree; labels left over come last."""
    found, share = match_clusters(counts)
    assert found.tolist() == order
    assert share == pytest.approx(accuracy)


def test_nothing_agrees_with_nothing():
    """Without samples the share is 0, and nothing is divided by 0."""
    assert match_clusters(np.zeros((2, 2), dtype=int))[1] == 0.0
