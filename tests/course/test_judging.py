"""From the voltage of a simulated tetrode to judged units: verdicts that agree with the truth."""

from types import SimpleNamespace

import numpy as np
import pytest

from course.judging import find_halves, judge_clusters
from course.simulate.tetrode import simulate_tetrode
from course.sorting import Sorting, compare_with_truth, sort_voltage, write_table
from solutions import _mixture_models_fast, mixture_models, spike_detection
from solutions.correlograms import contamination, cross_time_diff
from solutions.drifting_mixtures import fit_drifting_t_mixture
from tests.solutions.drifting_scores import score

MIXTURES = SimpleNamespace(fit_mog=_mixture_models_fast.fit_mog, mog_bic=mixture_models.mog_bic)
pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")


def fire(seed, n_spikes, duration_ms=60_000.0, shortest_ms=3.0):
    """Times of a neuron that never fires twice within `shortest_ms`."""
    free = np.sort(np.random.default_rng(seed).uniform(0, duration_ms - n_spikes * shortest_ms, n_spikes))
    return free + shortest_ms * np.arange(n_spikes)


def judge(sorting, tetrode):
    """Print the whole result (shown by pytest -s); the table of the truth, and the verdicts by cluster."""
    trains = [sorting.times_of(cluster) for cluster in range(sorting.n_clusters)]
    counts = compare_with_truth(sorting, tetrode.spike_samples, tetrode.spike_units)
    verdicts = judge_clusters(trains, contamination)
    print("", write_table(counts), *verdicts, *find_halves(trains, cross_time_diff), sep="\n")
    return counts, verdicts, trains


@pytest.fixture(scope="module")
def sorted_tetrode():
    """Labs 06 and 07 on two minutes beside six neurons."""
    tetrode = simulate_tetrode(np.random.default_rng(6), 120.0)
    return tetrode, sort_voltage(tetrode.voltage_uv, tetrode.fs, spike_detection, MIXTURES, K=range(5, 11), num_seeds=3)


def assert_verdicts_are_true(counts, verdicts):
    """Every cluster called single is that, and holds most of the neuron's spikes; most neurons have one."""
    neurons = []
    for verdict in verdicts:
        column = counts[:, verdict.cluster]
        if verdict.verdict == "single":
            neurons.append(int(column[:-1].argmax()))
            assert column.max() > 0.97 * column.sum(), str(verdict)
            assert column.max() > 0.8 * counts[neurons[-1]].sum(), str(verdict)
        assert verdict.verdict != "not single", str(verdict)
    assert len(set(neurons)) == len(neurons) >= 4


def test_voltage_becomes_judged_units(sorted_tetrode):
    """Labs 06, 07 and 08: five of six neurons are called single, rightly; of the slowest nobody can tell."""
    tetrode, sorting = sorted_tetrode
    counts, verdicts, trains = judge(sorting, tetrode)
    assert_verdicts_are_true(counts, verdicts)
    assert sorted(verdict.verdict for verdict in verdicts) == ["cannot tell"] * 2 + ["single"] * 5
    assert find_halves(trains, cross_time_diff) == []


def test_a_wrong_number_of_clusters_is_seen(sorted_tetrode):
    """Two neurons joined are not single; the halves of one, cut at its middle amplitude, are found, and no others."""
    tetrode, sorting = sorted_tetrode
    _, verdicts, trains = judge(sorting, tetrode)
    busy = sorted((v for v in verdicts if v.verdict == "single"), key=lambda v: v.n_spikes)[-2:]
    joined = np.sort(np.concatenate([trains[v.cluster] for v in busy]))
    assert judge_clusters([joined], contamination)[0].verdict == "not single"
    cut = busy[-1].cluster
    mine = sorting.labels == cut
    amplitude = sorting.features[mine, 0]
    halves = [sorting.times_ms[mine][part] for part in (amplitude > np.median(amplitude), amplitude <= np.median(amplitude))]
    found = find_halves([*halves, *(train for k, train in enumerate(trains) if k != cut)], cross_time_diff)
    assert [pair.clusters for pair in found] == [(0, 1)]


@pytest.mark.slow
def test_a_tetrode_that_moves_becomes_judged_units():
    """Labs 06, 09 and 08: spikes that grow and shrink are followed, and the verdicts are true."""
    tetrode = simulate_tetrode(np.random.default_rng(7), 120.0, amplitude_drift=True)
    voltage_uv = spike_detection.filter_signal(tetrode.voltage_uv, tetrode.fs)
    samples, times_ms = spike_detection.detect_spikes(voltage_uv, tetrode.fs)
    features = spike_detection.extract_features(spike_detection.extract_waveforms(voltage_uv, samples))
    x = features / features.std()
    fits = [fit_drifting_t_mixture(x, times_ms / 1000, 6, drift=1e-3, frame=4.0, random_seed=seed) for seed in range(4)]
    labels = max(fits, key=lambda fit: score(x, times_ms / 1000, *fit[1:], frame_s=4.0)[0].sum())[0]
    counts, verdicts, _ = judge(Sorting(samples, times_ms, features, labels, 6, is_at_edge=False), tetrode)
    assert_verdicts_are_true(counts, verdicts)


def test_few_spikes_decide_nothing():
    """Forty spikes in a minute make no close pair by chance: neither one neuron nor two can be told."""
    slow = fire(0, 40)
    (verdict,) = judge_clusters([slow], contamination)
    assert (verdict.verdict, verdict.n_spikes, verdict.cluster) == ("cannot tell", 40, 0)
    assert find_halves([slow[::2], slow[1::2]], cross_time_diff) == []


def test_pairs_by_chance_are_those_of_independent_spikes():
    """Counted in trains without a refractory period: within one, and between the halves of a neuron and another's."""
    train = np.sort(np.random.default_rng(0).uniform(0, 60_000, 3000))
    (verdict,) = judge_clusters([train], contamination)
    close = np.abs(cross_time_diff(train, train, 2.5))
    assert np.sum(close >= 1.0) / 2 == pytest.approx(verdict.n_by_chance, rel=0.15)
    assert verdict.verdict == "not single"
    one, other = fire(1, 2000), fire(2, 2000)
    (pair,) = find_halves([one[::2], one[1::2], other], cross_time_diff)
    close = np.abs(cross_time_diff(one, other, 2.5))
    assert (pair.clusters, pair.n_close) == ((0, 1), 0)
    assert np.sum(close >= 1.0) / 4 == pytest.approx(pair.n_by_chance, rel=0.15)


def test_verdicts_read_as_sentences():
    """One line each, with the numbers that it rests on."""
    one = fire(1, 2000)
    assert str(judge_clusters([one], contamination)[0]).endswith("by chance  100.0 pairs: single")
    assert "halves of one neuron?" in str(find_halves([one[::2], one[1::2]], cross_time_diff)[0])
