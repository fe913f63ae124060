"""From the voltage of a tetrode to clusters of spikes, by whoever's functions: labs 06 and 07, one after the other.

The functions of the two labs are handed in, as modules or as anything else that has them by their names: the
reference's, or those of your own notebook. `course.clusters` and `compare_with_truth` then judge the result.
"""

from dataclasses import dataclass

import numpy as np

from course.matching import match_spikes


@dataclass(frozen=True, eq=False)
class Sorting:
    """Spikes of a recording, and the cluster of each."""

    samples: np.ndarray  # (n_spikes,) int64
    times_ms: np.ndarray  # (n_spikes,)
    features: np.ndarray  # (n_spikes, n_channels * 3) µV
    labels: np.ndarray  # (n_spikes,) int: clusters, 0 … n_clusters - 1
    n_clusters: int
    is_at_edge: bool  # whether the number of clusters is the smallest or the largest one tried

    def times_of(self, cluster):
        """Times of the spikes of one cluster (ms), sorted: what the lab on correlograms takes."""
        return self.times_ms[self.labels == cluster]


def sort_voltage(voltage_uv, fs, detection, mixtures, K=(3, 4, 5, 6, 7, 8), num_seeds=5, n_sigma=4.5):
    """Detect the spikes of a tetrode, and cluster them by a mixture of Gaussians whose size the BIC chooses.

    Parameters
    ----------
    voltage_uv : (n_samples, n_channels) array
        As recorded, not filtered (µV).
    fs : float
        Samples a second (Hz).
    detection : module or object
        Has `filter_signal`, `detect_spikes`, `extract_waveforms` and `extract_features` of lab 06.
    mixtures : module or object
        Has `fit_mog` and `mog_bic` of lab 07.
    K : sequence of int
        Numbers of components to try.
    num_seeds : int
        Number of starts for each.
    n_sigma : float
        Threshold, in robust standard deviations of the noise.

    Returns
    -------
    Sorting
    """
    filtered = detection.filter_signal(voltage_uv, fs)
    samples, times_ms = detection.detect_spikes(filtered, fs, n_sigma=n_sigma)
    features = detection.extract_features(detection.extract_waveforms(filtered, samples))
    best_bic, best_labels, best_k = np.inf, None, None
    for n_clusters in K:
        for seed in range(num_seeds):
            labels, m, S, p = mixtures.fit_mog(features, n_clusters, random_seed=seed)
            bic, _ = mixtures.mog_bic(features, m, S, p)
            if bic < best_bic:
                best_bic, best_labels, best_k = bic, labels, n_clusters
    at_edge = len(K) > 1 and best_k in (min(K), max(K))
    return Sorting(samples, np.asarray(times_ms), features, np.asarray(best_labels), best_k, at_edge)


def compare_with_truth(sorting, spike_samples, spike_units, tolerance=15):
    """Count the spikes of each neuron in each cluster, and those that are missing or false.

    Parameters
    ----------
    sorting : Sorting
        What was found.
    spike_samples, spike_units : (n_true,) int arrays
        The truth: the sample of each spike's trough, and its neuron.
    tolerance : int
        Largest distance of a true and a found spike that belong together (samples).

    Returns
    -------
    counts : (n_units + 1, n_clusters + 1) int array
        Last column: true spikes that were not found. Last row: found spikes that are none.
    """
    matching, spike_units = match_spikes(spike_samples, sorting.samples, tolerance), np.asarray(spike_units)
    n_units = int(spike_units.max(initial=-1)) + 1
    units = matching.label_found(spike_units, missing=n_units)
    counts = np.zeros((n_units + 1, sorting.n_clusters + 1), dtype=np.int64)
    np.add.at(counts, (units, sorting.labels.astype(np.int64)), 1)
    np.add.at(counts[:, -1], spike_units[~matching.is_found], 1)
    return counts


def write_table(counts):
    """Write the table of `compare_with_truth` as text.

    Parameters
    ----------
    counts : (n_units + 1, n_clusters + 1) int array
        Numbers of spikes.

    Returns
    -------
    str
        One line for each neuron.
    """
    n_units, n_clusters = np.shape(counts)[0] - 1, np.shape(counts)[1] - 1
    head = "".join(f"{f'cluster {k}':>11}" for k in range(n_clusters)) + f"{'missed':>11}"
    names = [*(f"neuron {unit}" for unit in range(n_units)), "no spike"]
    rows = [f"{name:>9}" + "".join(f"{count:11d}" for count in row) for name, row in zip(names, counts, strict=True)]
    return "\n".join([" " * 9 + head, *rows])
