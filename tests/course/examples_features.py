"""Examples of the plots of lab 03, for the tests that hold for every plot."""

import numpy as np

RNG = np.random.default_rng(3)
TIME_S = np.arange(200) * 0.05
POSITION_CM = 50 * (1 - np.cos(TIME_S))
SPIKE_TIMES_S = np.array([1.0, 2.0, 50.0])
SPEED_CM_S = np.arange(4, 64, 8.0)
RATES = {"observed": SPEED_CM_S / 10, "model": SPEED_CM_S / 12}
CURVE = {"label": "speed (cm/s)", "x": SPEED_CM_S, "rates": RATES, "error": np.full(8, 0.3)}
MODELS = ["speed", "place"]
MEANS = np.array([0.1, 0.5, 2.0])
PANELS = {"speed_cm_s": np.tile(SPEED_CM_S[:6], (4, 1)), "observed_hz": RNG.uniform(1, 4, (4, 6)),
          "error_hz": np.full((4, 6), 0.3), "place_model_hz": RNG.uniform(1, 4, (4, 6))}

PLOTS = {
    "plot_run": (TIME_S, POSITION_CM, SPIKE_TIMES_S),
    "plot_tuning": ([CURVE, {**CURVE, "label": "position (cm)"}],),
    "plot_place_and_speed": (POSITION_CM, np.abs(np.sin(TIME_S))),
    "plot_weights": (MODELS, np.array([0.3, -0.01]), np.array([0.02, 0.04]), "change of the log rate (no unit)", 0.0),
    "plot_mean_and_variance": ({"place bins": (MEANS, MEANS * 1.1), "least squares": (MEANS, np.ones(3))},),
    "plot_basis": (np.arange(30), RNG.random((30, 5))),
    "plot_spike_effect": (-np.exp(-np.arange(50) / 9), -np.exp(-np.arange(50) / 10)),
    "plot_shares_explained": (MODELS, [0.1, 0.3], [0.05, -0.02]),
    "plot_evidence_speed": (PANELS,),
}
