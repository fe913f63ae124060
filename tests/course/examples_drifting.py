"""Examples of the plots of lab 09, for the tests that hold for every plot."""

import numpy as np

RNG = np.random.default_rng(0)
DISTANCE = np.linspace(0, 4, 9)
ROWS = np.arange(5)
PANELS = {"time_s": RNG.uniform(0, 1200, (4, 9)), "feature": RNG.normal(size=(4, 9)),
          "gain": RNG.normal(size=(4, 2)), "gain_error": np.ones((4, 2))}  # fmt: skip
CURVES = {"a": -DISTANCE, "b": -(DISTANCE**2)}, {"a": 1 / (1 + DISTANCE), "b": 0 * DISTANCE + 1}

PLOTS = {
    "plot_moving_clusters": (np.arange(60.0) * 10, RNG.normal(size=(60, 3)), np.repeat([-1, 0, 1], 20)),
    "plot_tails": (DISTANCE, *CURVES),
    "plot_walk": (ROWS, ROWS + 0.5, {"smoother": (ROWS, np.full(5, 0.25))}, ROWS),
    "plot_drift_scores": (np.array([1e-5, 1e-4]), {"drifting": np.array([-3.0, -2.5])}, -3.2),
    "plot_evidence_units": (PANELS, ["first", "second"]),
}
