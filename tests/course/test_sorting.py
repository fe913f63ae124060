"""From the voltage of a simulated tetrode to clusters: most spikes of each neuron end in a cluster of their own."""

from types import SimpleNamespace

import numpy as np
import pytest

from course.clusters import match_clusters
from course.simulate.tetrode import simulate_tetrode
from course.sorting import Sorting, compare_with_truth, sort_voltage, write_table
from solutions import _mixture_models_fast, mixture_models, spike_detection

MIXTURES = SimpleNamespace(fit_mog=_mixture_models_fast.fit_mog, mog_bic=mixture_models.mog_bic)


@pytest.fixture(scope="module")
def tetrode():
    """A minute beside six neurons."""
    return simulate_tetrode(np.random.default_rng(6))


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_voltage_becomes_units(tetrode):
    """Six neurons and what overlaps: more than 95 % of what was found is in the cluster of its neuron."""
    sorting = sort_voltage(tetrode.voltage_uv, tetrode.fs, spike_detection, MIXTURES, K=(5, 6, 7, 8), num_seeds=3)
    counts = compare_with_truth(sorting, tetrode.spike_samples, tetrode.spike_units)
    print(write_table(counts))  # shown by pytest -s
    order, accuracy = match_clusters(counts[:-1, :-1])
    own = counts[range(6), order[:6]]
    assert accuracy > 0.95
    assert (own > 0.85 * counts[:-1].sum(axis=1)).all()
    assert (own > 0.97 * counts[:, order[:6]].sum(axis=0)).all()
    assert not sorting.is_at_edge


def make_sorting(**changes):
    """Four spikes in two clusters."""
    values = {"samples": np.array([100, 200, 300, 400]), "times_ms": np.array([1.0, 2.0, 3.0, 4.0]),
              "features": np.zeros((4, 12)), "labels": np.array([0, 1, 1, 0]), "n_clusters": 2, "is_at_edge": False}  # fmt: skip
    return Sorting(**{**values, **changes})


def test_what_is_missed_and_what_is_false_is_counted_beside():
    """The last column are true spikes that were not found, the last row found ones that are none."""
    counts = compare_with_truth(make_sorting(), np.array([103, 198, 250, 301]), np.array([0, 1, 1, 0]))
    assert counts.tolist() == [[1, 1, 0], [0, 1, 1], [1, 0, 0]]


def test_the_table_names_rows_and_columns():
    """Neurons down, clusters across."""
    lines = write_table(np.array([[1, 1, 0], [0, 1, 1], [1, 0, 0]])).splitlines()
    assert lines[0].split() == ["cluster", "0", "cluster", "1", "missed"]
    assert [line.split() for line in lines[1:]] == [
        ["neuron", "0", "1", "1", "0"], ["neuron", "1", "0", "1", "1"], ["no", "spike", "1", "0", "0"]]  # fmt: skip


def test_times_of_a_cluster_are_its_own():
    """Sorted, in ms: what correlograms are made of."""
    assert make_sorting().times_of(1).tolist() == [2.0, 3.0]


def test_an_edge_is_said(tetrode):
    """Where the number chosen is the last one tried."""
    def find_one_cluster(x, n_clusters, random_seed):
        return np.zeros(len(x), int), n_clusters, None, None

    flat = SimpleNamespace(fit_mog=find_one_cluster, mog_bic=lambda x, m, S, p: (-m, 0.0))
    sorting = sort_voltage(tetrode.voltage_uv[:60_000], tetrode.fs, spike_detection, flat, K=(2, 5, 3), num_seeds=1)
    assert (sorting.n_clusters, sorting.is_at_edge) == (5, True)
