"""Examples for the plots of lab 02."""

import numpy as np

RNG = np.random.default_rng(12)
N_TRIALS = 60
CONTRAST = RNG.choice([-1.0, -0.5, 0.0, 0.5, 1.0], N_TRIALS)
CHOICES = np.arange(N_TRIALS) % 2
SCALED_RATES = RNG.normal(size=(N_TRIALS, 90))
Z = np.linspace(-4, 4, 9)
COSTS = {"choice 1": np.logaddexp(0, -Z), "choice 0": np.logaddexp(0, Z)}
TOLERANCES = np.array([0.1, 0.01, 0.001])
LENGTHS = {"no penalty": np.array([1.0, 2.0, 3.0]), "with a penalty": np.array([1.0, 1.5, 1.5])}
ACCURACIES = {"stimulus": 0.8, "neurons": 0.9}
LIMITS = {"neurons": 0.05, "stimulus": 0.04}  # in another order: names count
PANELS = {
    "majority": np.array([0.5, 0.55, 0.6, 0.65]),
    "accuracy": np.array([[0.7, 0.8], [0.6, 0.7], [0.8, 0.6], [0.5, 0.9]]),
    "accuracy_error": np.full((4, 2), 0.05),
    "gain": np.array([0.1, -0.1, 0.02, 0.05]),
    "gain_error": np.array([0.05, 0.04, 0.03, 0.02]),
}
PLANNING_HZ, MOVING_HZ = 40 + 5 * RNG.normal(size=(2, N_TRIALS))
C_VALUES = 10.0 ** np.arange(-3, 2)
ROLES = np.array(["choice", "stimulus", "neither", "choice", "neither"])
PATHS = {"L2": RNG.normal(size=(5, 5)), "L1": RNG.normal(size=(5, 5))}
WEIGHTS = {"L2": np.array([1.0, 2.0, 3.0, 4.0, 5.0]), "L1": np.array([0.0, -2.0, 0.0, 4.0, 0.0])}
CURVES = {"held out": np.linspace(0.5, 0.8, 5), "trials of the fit": np.linspace(0.6, 1.0, 5)}

PLOTS = {
    "plot_psychometric": (CONTRAST, CHOICES, (Z / 4, 1 / (1 + np.exp(-Z)))),
    "plot_population": (SCALED_RATES, CHOICES),
    "plot_curve_and_cost": (Z, 1 / (1 + np.exp(-Z)), COSTS),
    "plot_weight_growth": (TOLERANCES, LENGTHS),
    "plot_accuracies": (ACCURACIES, LIMITS, {"majority": 0.62}),
    "plot_evidence_decoding": (PANELS,),
    "plot_direction_counts": (PLANNING_HZ, MOVING_HZ, CHOICES),
    "plot_window_accuracy": (np.array([50, 100, 200]), {"planning": np.array([0.6, 0.7, 0.8])}, 0.5),
    "plot_weight_paths": (C_VALUES, PATHS, ROLES),
    "plot_decoder_weights": (WEIGHTS, ROLES),
    "plot_c_selection": (C_VALUES, CURVES, {"majority": 0.6, "stimulus": 0.75}),
    "plot_left_weights": (C_VALUES, {"all": np.arange(5)}),
    "plot_optimism": ([0.6, 0.55], [0.5, 0.45], 0.5),
}
