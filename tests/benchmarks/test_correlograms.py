"""Lab 08: the correlograms of all pairs of fifteen clusters, a million spikes in all."""

import numpy as np
import pytest

from solutions import _correlograms_fast as fast
from tests.benchmarks.limits import count_values
from tests.benchmarks.peers import load
from tests.benchmarks.race import Peer

FS, N_UNITS = 30_000, 15
WINDOW, BIN = 900, 30  # samples: 30 ms and 1 ms


def draw_spikes(n_spikes, rate_hz):
    """Samples, all different, and units of unequal rates."""
    rng = np.random.default_rng(8)
    n_samples = int(n_spikes / rate_hz * FS)
    samples = np.unique(rng.integers(0, n_samples, int(1.05 * n_spikes)))
    samples = np.sort(rng.choice(samples, n_spikes, replace=False))
    share = np.arange(1, N_UNITS + 1) / np.arange(1, N_UNITS + 1).sum()
    return samples, rng.choice(N_UNITS, n_spikes, p=share)


def count_half_open(samples, units):
    """Counts for bins that are closed on the left on both sides of zero, as SpikeInterface has them; from counts by sample."""
    fine = fast.all_correlograms(samples, units, N_UNITS, WINDOW, 1)
    lags = np.zeros((N_UNITS, N_UNITS, 2 * WINDOW), dtype=np.int64)
    lags[:, :, WINDOW:] = fine[:, :, WINDOW:]
    lags[:, :, 1:WINDOW] = fine[:, :, : WINDOW - 1]  # a lag of -m samples lies in the mirror of the bin [m, m+1)
    return lags.reshape(N_UNITS, N_UNITS, -1, BIN).sum(axis=3)


@pytest.mark.parametrize("rate_hz", [200, 1000])
@pytest.mark.parametrize("n_spikes", [100_000, 1_000_000])
def test_all_correlograms(race, n_spikes, rate_hz):
    """The same counts as SpikeInterface, but for the lag of exactly -30 ms, which it counts."""
    samples, units = draw_spikes(n_spikes, rate_hz)
    counts = fast.all_correlograms(samples, units, N_UNITS, WINDOW, BIN)
    core, post = load("spikeinterface.core"), load("spikeinterface.postprocessing")
    peers = [Peer("SpikeInterface, numba"), Peer("SpikeInterface, numpy")]
    if core and load("numba"):
        sorting = core.NumpySorting.from_samples_and_labels([samples], [units], FS)

        def count_by(method):
            return lambda: post.compute_correlograms(sorting, window_ms=60.0, bin_ms=1.0, method=method, fast_mode="off")[0]

        np.testing.assert_array_equal(count_by("numba")()[:, :, 1:], count_half_open(samples, units)[:, :, 1:])
        is_target = n_spikes == 1_000_000
        peers = [Peer("SpikeInterface, numba", count_by("numba"), 0.8 if is_target else None),
                 Peer("SpikeInterface, numpy", count_by("numpy"), 3.0 if is_target else None)]
    race(
        "correlograms", f"{n_spikes} spikes, {rate_hz} a second, {N_UNITS} units",
        lambda: fast.all_correlograms(samples, units, N_UNITS, WINDOW, BIN), peers,
        limit=count_values(counts.sum() / 2, N_UNITS * N_UNITS * 2 * WINDOW // BIN), most_bytes=64e6,
    )
