"""Examples of the plots of lab 04, for the tests that hold for every plot."""

import numpy as np

RNG = np.random.default_rng(4)
TIME_S = 0.005 + 0.01 * np.arange(300)
HEADING_RAD = np.linspace(0, 6.2, 300)
SPIKE_TIMES_S = np.array([0.5, 1.0, 2.0, 70.0])
UNITS = np.array([0, 0, 1, 1])
LAG_MS = 10.0 * np.arange(1, 9)
FILTER = np.exp(-LAG_MS / 30)
TABLE = np.array([[np.nan, 12.0], [-0.2, np.nan]])
FILTERS = {"0 acts on 1": {"estimate": (FILTER, np.full(8, 0.1)), "truth": FILTER * 1.1}, "1 acts on 0": {"estimate": -FILTER}}
HALVES = {"heading": (RNG.normal(size=(3, 4)), RNG.normal(size=(3, 4))), "no heading": (np.ones(5), np.ones(5))}
CORRELATIONS = np.array([0.2, -0.1, 0.05])
INTERVALS = np.array([1, 2, 2, 5, 40])
RATE_HZ = np.linspace(0, 60, 30)
NAMES = ("without_heading", "error_without", "with_heading", "error_with")
PANELS = {"lag_ms": LAG_MS, **{name: RNG.uniform(0.1, 0.5, (4, 8)) for name in NAMES}}
SURROGATES = {"both": (CORRELATIONS * 0.9, INTERVALS), "heading": (CORRELATIONS / 2, INTERVALS)}

PLOTS = {
    "plot_ring": (TIME_S, HEADING_RAD, SPIKE_TIMES_S, UNITS),
    "plot_pair_tables": ({"without": TABLE, "with": TABLE / 10}, "z (no unit)", 20.0),
    "plot_coupling_filters": (LAG_MS, FILTERS),
    "plot_halves": (HALVES,),
    "plot_surrogates": ((CORRELATIONS, INTERVALS), SURROGATES, 10.0),
    "plot_feedback": (RATE_HZ, {"w = 3": 5 * np.exp(0.03 * RATE_HZ)}),
    "plot_evidence_coupling": (PANELS,),
}
