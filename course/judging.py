"""Which clusters are single neurons: the lab on correlograms, after the ones on detection and mixtures.

Its functions are handed in: the reference's, or those of your own notebook. What may be said of a cluster depends on
how many close pairs of spikes chance alone would have made in it; where that is a handful, nothing may be said.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Verdict:
    """What the close pairs of spikes say of one cluster."""

    cluster: int
    n_spikes: int
    contamination: float  # share of spikes of other neurons, 0 to 0.5
    n_by_chance: float  # close pairs that independent spikes would make
    verdict: str  # "single", "not single" or "cannot tell"

    def __str__(self):
        seen = f"{self.n_spikes:5d} spikes, contamination {self.contamination:4.0%}"
        return f"cluster {self.cluster:2d}: {seen}, by chance {self.n_by_chance:6.1f} pairs: {self.verdict}"


@dataclass(frozen=True)
class Halves:
    """Two clusters that keep out of each other's way, as the halves of one neuron do."""

    clusters: tuple  # of two ints, the smaller one first
    n_close: int
    n_by_chance: float

    def __str__(self):
        one, two = self.clusters
        return f"clusters {one} and {two}: {self.n_close} close pairs, by chance {self.n_by_chance:.1f}: halves of one neuron?"


def judge_clusters(trains, contamination, refractory_ms=2.5, hidden_ms=1.0):
    """Judge each cluster by the pairs of its own spikes that are closer than a neuron fires.

    Parameters
    ----------
    trains : list of (n_spikes,) arrays
        Sorted spike times of each cluster (ms).
    contamination : callable
        That of the lab, ``contamination(spiketimes, duration, refractory, censored)``.
    refractory_ms : float
        Shortest interval of a neuron (ms).
    hidden_ms : float
        Lock-out of the detector (ms): closer pairs cannot be seen.

    Returns
    -------
    list of Verdict
        "cannot tell" where chance would make fewer than 4 pairs, "single" below a contamination of 10 %.
    """
    duration_ms = _find_duration(trains)
    verdicts = []
    for cluster, train in enumerate(trains):
        share = contamination(train, duration_ms, refractory_ms, hidden_ms)
        n_by_chance = (refractory_ms - hidden_ms) * len(train) ** 2 / duration_ms
        verdict = "cannot tell" if n_by_chance < 4 else "single" if share < 0.1 else "not single"
        verdicts.append(Verdict(cluster, len(train), float(share), n_by_chance, verdict))
    return verdicts


def find_halves(trains, cross_time_diff, refractory_ms=2.5, hidden_ms=1.0):
    """Find pairs of clusters with far fewer close pairs of spikes than independent neurons would make.

    Parameters
    ----------
    trains, refractory_ms, hidden_ms
        As for `judge_clusters`.
    cross_time_diff : callable
        That of the lab, ``cross_time_diff(spiketimes1, spiketimes2, window)``.

    Returns
    -------
    list of Halves
        Where chance would make more than 5 pairs, and less than a fifth of them is there.
    """
    duration_ms, found = _find_duration(trains), []
    for two, one in zip(*np.tril_indices(len(trains), -1), strict=True):
        n_close = int(np.sum(np.abs(cross_time_diff(trains[two], trains[one], refractory_ms)) >= hidden_ms))
        n_by_chance = 2 * (refractory_ms - hidden_ms) * len(trains[one]) * len(trains[two]) / duration_ms
        if n_by_chance > 5 and n_close < 0.2 * n_by_chance:
            found.append(Halves((int(one), int(two)), n_close, n_by_chance))
    return found


def _find_duration(trains):
    """From the first spike of all to the last (ms)."""
    times = np.concatenate(trains)
    return times.max() - times.min()
