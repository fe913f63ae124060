"""Clusters are paired with units so that as few spikes as possible are wrong."""

import numpy as np
import pytest

from course.clusters import misclassified


def test_names_of_clusters_do_not_matter():
    """The same groups under other names are all right."""
    units = np.array([0, 0, 1, 2, 2, 1])
    assert misclassified(units, np.array([5, 5, 0, 3, 3, 0])) == 0


def test_a_wrong_spike_counts_once():
    """One of four in the other cluster: a quarter."""
    assert misclassified([0, 0, 1, 1], [0, 1, 1, 1]) == 0.25


def test_a_split_unit_has_one_cluster():
    """Spikes in the cluster that is left over are wrong."""
    assert misclassified([0] * 4 + [1] * 2, [0, 0, 0, 2, 1, 1]) == pytest.approx(1 / 6)


def test_merged_units_share_one_cluster():
    """Of two units in one cluster the smaller one is wrong."""
    assert misclassified([0, 0, 0, 1], [0, 0, 0, 0]) == 0.25


def test_spikes_of_no_unit_are_not_counted():
    """Outliers are neither right nor wrong; without others there is no share."""
    assert misclassified([-1, 0, 1], [1, 0, 1]) == 0
    assert np.isnan(misclassified([-1], [0]))


@pytest.mark.parametrize(("units", "labels"), [([0, 1], [0]), ([0, 1], [0, -1])])
def test_misfits_are_refused(units, labels):
    """A label for each spike, none of them negative."""
    with pytest.raises(ValueError, match="for each spike"):
        misclassified(units, labels)
