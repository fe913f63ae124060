"""Examples of the plots of lab 06, for the tests that hold for every plot."""

import numpy as np

RNG = np.random.default_rng(6)
TIME_MS = np.arange(300) / 30 + 1000
VOLTAGE_UV = RNG.normal(scale=20, size=(300, 4))
MARKS_MS = {"true spikes": [1001.0, 1004.0, 2000.0], "found": [1001.1]}
FREQUENCY_HZ = np.arange(1, 200)
LABELS = np.repeat([-1, 0, 1, 2, 3, 4, 5], 4)
WAVEFORMS = RNG.normal(scale=30, size=(28, 30, 4))
FEATURES = RNG.normal(scale=50, size=(28, 12))
EDGES_MS = np.arange(0, 6.01, 0.25)
COUNTS = RNG.poisson(20, (4, 24))
EXPECTED = np.full((4, 24), 20.5)
LOCKOUTS_MS = np.array([0.5, 1.0, 2.5, 3.5])
PANELS = {"edges_ms": EDGES_MS, "counts": COUNTS, "expected": EXPECTED, "lockout_ms": LOCKOUTS_MS}
SETTINGS = np.array([3.0, 4.0, 5.0])
SHARES = {"recall": 1 - SETTINGS / 20, "precision": SETTINGS / 5, "F score": SETTINGS / 6}
SPECTRA = {"voltage": 1.0 / FREQUENCY_HZ, "spikes alone": FREQUENCY_HZ / 1e4}
SHAPES_UV = {"voltage": WAVEFORMS[0, :, 0], "one run": WAVEFORMS[1, :, 0]}

PLOTS = {
    "plot_tetrode_voltage": (TIME_MS, VOLTAGE_UV, MARKS_MS, [-50, -60, -70, -80]),
    "plot_spectra": (FREQUENCY_HZ, SPECTRA, (50, 100)),
    "plot_spike_shapes": (TIME_MS[:30] - 1000, SHAPES_UV),
    "plot_unit_waveforms": (TIME_MS[:30] - 1000, WAVEFORMS, LABELS),
    "plot_feature_pairs": (FEATURES, [(0, 3), (6, 9)], [f"feature {k}" for k in range(12)], LABELS),
    "plot_depths": (3 + RNG.exponential(2.0, 200), RNG.random(200) < 0.5, 5.0),
    "plot_shares": (SETTINGS, SHARES, "threshold (σ)", 4.0),
    "plot_intervals": (EDGES_MS, COUNTS[0], 1.0, EXPECTED[0]),
    "plot_evidence_intervals": (PANELS,),
}
