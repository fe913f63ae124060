"""Examples of the plots of lab 05, for the tests that hold for every plot."""

import numpy as np

RNG = np.random.default_rng(5)
STRENGTHS = 10.0 ** np.arange(-2, 3)
CURVES = {"training data": np.array([0.9, 0.8, 0.7, 0.4, 0.1]), "held out": np.array([0.3, 0.4, 0.5, 0.3, 0.1])}
ERRORS = {"held out": np.full(5, 0.05)}
GROUPS = np.array([0, 0, 1, 2, 2])
PATH = RNG.normal(size=(5, 5))
FOLDS = [(np.array([3, 4, 5]), np.array([0, 1])), (np.array([0, 1, 2]), np.array([4, 5]))]
POSITION_CM = np.linspace(0, 100, 21)
RATES_HZ = {"group lasso": np.linspace(1, 3, 21), "fitted again": np.linspace(1, 4, 21)}
MAPS_HZ = {"truth": RNG.random((6, 6)), "x times y": 4 * RNG.random((6, 6))}
PANELS = {
    "strengths": np.tile(STRENGTHS, (4, 1)) * np.array([[1], [10], [100], [1]]),
    "gain": RNG.normal(scale=0.1, size=(4, 5)),
    "error": np.full((4, 5), 0.02),
}
W = np.linspace(-2, 2, 9)

PLOTS = {
    "plot_score_curves": (STRENGTHS, CURVES, "strength (nats)", "gain (bits/spike)", ERRORS, 1.0),
    "plot_folds": ({"blocks": FOLDS, "blocks and gaps": FOLDS}, 6),
    "plot_evidence_scores": (PANELS,),
    "plot_group_paths": ({"ridge": STRENGTHS, "lasso": 2 * STRENGTHS}, {"ridge": PATH, "lasso": -PATH}, GROUPS,
                         ["position", "speed", "pupil"], {"ridge": 1.0, "lasso": 2.0}),
    "plot_penalty_operators": (W, {"lasso": np.sign(W) * np.maximum(np.abs(W) - 1, 0), "ridge": W / 2}),
    "plot_fitted_rates": (POSITION_CM, RATES_HZ, "position (cm)", np.linspace(1, 5, 21)),
    "plot_box_maps": (MAPS_HZ, 100.0, np.array([[0.0, 0.0], [50.0, 100.0]])),
}
