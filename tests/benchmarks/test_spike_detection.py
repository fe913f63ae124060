"""Lab 06: from the voltage of a tetrode to the features of its spikes."""

import numpy as np

from course.simulate.tetrode import simulate_tetrode
from solutions import _spike_detection_fast as fast
from solutions import spike_detection as lab
from tests.benchmarks.limits import read_memory
from tests.benchmarks.race import Peer

MINUTES = 10


def test_voltage_to_features(race):
    """Ten minutes of four channels at 30 kHz in single precision: one simulated minute, ten times over."""
    tetrode = simulate_tetrode(np.random.default_rng(3), 60.0)
    voltage_uv = np.tile(tetrode.voltage_uv, (MINUTES, 1))

    def find_features():
        filtered = fast.filter_signal(voltage_uv, tetrode.fs)
        samples, _ = fast.detect_spikes(filtered, tetrode.fs)
        return lab.extract_features(lab.extract_waveforms(filtered, samples))

    race(
        "detection and features", f"{MINUTES} min × {voltage_uv.shape[1]} channels, 30 kHz", find_features,
        [Peer("the recording itself", at_least=60.0, seconds=60.0 * MINUTES)],
        limit=read_memory(voltage_uv.nbytes), most_bytes=2 * voltage_uv.nbytes,
    )
