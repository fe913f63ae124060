"""Clusters of spikes as a sorter leaves them, and the truth about the neurons behind them. Data of the lab on correlograms.

The neurons are those of the tetrode lab one step later: spikes have been detected, with a lock-out, and put
into clusters, with mistakes. One neuron may lie in two clusters, and two neurons in one. All times are in ms,
as a recorder at 30 kHz would give them.
"""

from dataclasses import dataclass

import numpy as np

REFRACTORY_MS = 3.0  # no neuron fires two spikes closer than this
SAMPLES_PER_MS = 30
BURST_INTERVAL_MS = (3.5, 6.0)
TOGETHER_MS = 2.0  # standard deviation of the delay between neurons that fire together


@dataclass(frozen=True, eq=False)
class SortedSpikes:
    """The spikes of one electrode, in the order of time, with the sorter's clusters and the true neurons."""

    times_ms: np.ndarray  # (n_spikes,) float64
    clusters: np.ndarray  # (n_spikes,) int64: where the sorter put each spike
    neurons: np.ndarray  # (n_spikes,) int64: which neuron fired it
    duration_ms: float
    lockout_ms: float  # no two spikes of the electrode are closer

    @property
    def n_clusters(self):
        """How many clusters there are."""
        return int(self.clusters.max()) + 1

    def times_of(self, cluster):
        """Times of one cluster, (n,) ms."""
        return self.times_ms[self.clusters == cluster]

    def neurons_of(self, cluster, least=0.05):
        """The neurons that give at least this share of the spikes of a cluster, as a set."""
        shares = np.bincount(self.neurons[self.clusters == cluster]) / np.sum(self.clusters == cluster)
        return set(np.flatnonzero(shares >= least).tolist())


def simulate_neuron(rng, rate_hz, duration_s, refractory_ms=REFRACTORY_MS):
    """Fire at random, but never within the refractory period.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    rate_hz : float
        Mean firing rate (Hz), below ``1000/refractory_ms``.
    duration_s : float
        Length of the recording (s).
    refractory_ms : float
        Shortest interval between two spikes (ms).

    Returns
    -------
    times_ms : (n_spikes,) float64 array
        Sorted, in whole samples of 1/30 ms.

    Raises
    ------
    ValueError
        For a rate that the refractory period does not allow.
    """
    wait_ms = 1000 / rate_hz - refractory_ms
    if not wait_ms > 0:
        raise ValueError(f"expected a rate below {1000 / refractory_ms:.0f} Hz, got {rate_hz} Hz")
    n_spikes = int(1.2 * rate_hz * duration_s) + 50
    times_ms = rng.uniform(0, wait_ms) + np.cumsum(refractory_ms + rng.exponential(wait_ms, n_spikes))
    return _sample(times_ms, duration_s, np.ceil)


def _sample(times_ms, duration_s, rounded=np.round):
    """Times in whole samples, without those beyond the end."""
    times_ms = rounded(times_ms * SAMPLES_PER_MS) / SAMPLES_PER_MS
    return times_ms[(times_ms >= 0) & (times_ms < 1000 * duration_s)]


def split_train(rng, times_ms, share=0.5):
    """Deal the spikes of one neuron out to two clusters at random.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    times_ms : (n_spikes,) array
        Times of the spikes (ms).
    share : float
        Chance of each spike to be in the first cluster.

    Returns
    -------
    first_ms, second_ms : (n,) arrays
        Sorted as `times_ms`.
    """
    is_first = rng.random(len(times_ms)) < share
    return times_ms[is_first], times_ms[~is_first]


def merge_trains(*trains_ms):
    """Put the spikes of several neurons into one cluster: all times (ms), sorted, (n_spikes,) array."""
    return np.sort(np.concatenate(trains_ms))


def fire_along(rng, times_ms, share, rate_hz, duration_s):
    """A neuron that fires together with another one: some of its spikes come within a few ms of the other's.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    times_ms : (n_spikes,) array
        Spikes of the other neuron (ms).
    share : float
        Which share of these has a partner, about 2 ms before or after it.
    rate_hz : float
        Rate (Hz) of the spikes that have nothing to do with the other neuron.
    duration_s : float
        Length of the recording (s).

    Returns
    -------
    times_ms : (n_spikes,) float64 array
        Sorted, and refractory.
    """
    chosen = times_ms[rng.random(len(times_ms)) < share]
    along_ms = _sample(chosen + rng.normal(scale=TOGETHER_MS, size=len(chosen)), duration_s)
    alone_ms = simulate_neuron(rng, rate_hz, duration_s)
    together = merge_trains(along_ms, alone_ms)
    return together[lock_out(together, REFRACTORY_MS)]


def simulate_bursts(rng, rate_hz, duration_s):
    """A neuron that fires bursts of one to four spikes, 3.5 to 6 ms apart.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    rate_hz : float
        Bursts a second (Hz), single spikes included.
    duration_s : float
        Length of the recording (s).

    Returns
    -------
    times_ms : (n_spikes,) float64 array
        Sorted.
    order : (n_spikes,) int64 array
        Place of each spike in its burst, from 0.
    """
    starts_ms = simulate_neuron(rng, rate_hz, duration_s, refractory_ms=30.0)
    sizes = 1 + rng.binomial(3, 0.4, len(starts_ms))
    order = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    steps_ms = np.where(order > 0, rng.uniform(*BURST_INTERVAL_MS, len(order)), 0.0)
    since_ms = np.cumsum(steps_ms)  # restarted at the first spike of each burst
    times_ms = np.repeat(starts_ms, sizes) + since_ms - np.repeat(since_ms[order == 0], sizes)
    inside = times_ms < 1000 * duration_s - 1
    return _sample(times_ms[inside], duration_s), order[inside]


def lock_out(times_ms, lockout_ms):
    """Which spikes a detector keeps: in the order of time, those that are not too close after one it has kept.

    Parameters
    ----------
    times_ms : (n_spikes,) array
        All spikes of the electrode (ms), sorted.
    lockout_ms : float
        Shortest distance of two spikes that are both kept (ms).

    Returns
    -------
    kept : (n_spikes,) bool array
    """
    kept = np.ones(len(times_ms), dtype=bool)
    last = -np.inf
    for i, time_ms in enumerate(np.asarray(times_ms).tolist()):
        kept[i] = time_ms - last >= lockout_ms - 1e-6
        last = time_ms if kept[i] else last
    return kept


def simulate_sorting(rng, duration_s=600.0, lockout_ms=1.0):
    """Seven neurons on one electrode, in eight clusters: some as they should be, some split, two merged.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    duration_s : float
        Length of the recording (s).
    lockout_ms : float
        Lock-out of the detector (ms), for all spikes of the electrode together.

    Returns
    -------
    SortedSpikes
        Neurons 0 and 5 have clusters of their own, and so has neuron 6, which often fires together with
        neuron 0. Neuron 1 is split at random, neuron 4, which bursts, into the first spikes of its bursts and
        all others. Neurons 2 and 3 are merged. The numbers of the clusters are in random order.
    """
    rates_hz = {0: 9.0, 1: 16.0, 2: 7.0, 3: 6.0, 5: 8.0}
    trains = {neuron: simulate_neuron(rng, rate, duration_s) for neuron, rate in rates_hz.items()}
    trains[4], order = simulate_bursts(rng, 5.0, duration_s)
    trains[6] = fire_along(rng, trains[0], 0.15, 6.0, duration_s)
    times_ms = np.concatenate(list(trains.values()))
    neurons = np.repeat(list(trains), [len(train) for train in trains.values()])
    clusters = np.array([0, 1, 3, 3, 4, 6, 7])[neurons]  # merges 2 and 3
    clusters[neurons == 1] += rng.random(len(trains[1])) < 0.5
    clusters[neurons == 4] += order > 0
    clusters = rng.permutation(8)[clusters]
    by_time = np.argsort(times_ms, kind="stable")
    kept = by_time[lock_out(times_ms[by_time], lockout_ms)]
    return SortedSpikes(times_ms[kept], clusters[kept], neurons[kept], 1000.0 * duration_s, lockout_ms)


def simulate_recording(rng):
    """Make the twin of the recording `light_levels`: a retinal ganglion cell in low and in high light, 30 s each.

    In low light it is refractory for 4 ms; in high light it fires bursts, with intervals down to 0.75 ms. The
    distributions of the intervals are about those of the recording.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.

    Returns
    -------
    raw : dict of str to array
        ``SpikesLow``, ``SpikesHigh`` (1, n_spikes): times (s), sorted, as the file holds them.
    """
    low_ms = 4.0 + rng.gamma(1.2, 30.0, 2000)
    burst_ms, pause_ms = 0.75 + rng.gamma(1.5, 4.0, 4000), 10.0 + rng.gamma(1.0, 45.0, 4000)
    high_ms = np.where(rng.random(4000) < 0.5, burst_ms, pause_ms)
    trains_s = [np.cumsum(gaps) / 1000 for gaps in (low_ms, high_ms)]
    return {name: times[times < 30.0][None] for name, times in zip(("SpikesLow", "SpikesHigh"), trains_s, strict=True)}
