"""Examples of the plots of lab 08, for the tests that hold for every plot."""

import numpy as np

RNG = np.random.default_rng(8)
EDGES_MS = np.arange(-10, 10.5, 0.5)
RATES_HZ = {name: RNG.poisson(9, 40) / 1.5 for name in ("1 and 5", "1 and 4", "3 with itself", "apart")}
BASELINES_HZ = [6.0, 5.5, np.linspace(4, 8, 40), 6.5]
GRID_HZ = RNG.poisson(9, (3, 3, 40)) / 1.5
COUNTS = RNG.poisson([[20], [0.01], [50], [90]], (4, 40))
PANELS = {"edges_ms": EDGES_MS, "counts": COUNTS, "expected": np.array([21.0, 0.01, 50.5, 88.0]),
          "lockout_ms": np.array([0.5, 1.0, 1.5, 3.5])}  # fmt: skip

PLOTS = {
    "plot_correlograms": (EDGES_MS, RATES_HZ, BASELINES_HZ, [1.0, 1.0, 0.0, 3.0], 2),
    "plot_correlogram_grid": (EDGES_MS, GRID_HZ, np.array([6.0, 5.0, 4.0]), 1.0),
    "plot_evidence_correlograms": (PANELS,),
}
