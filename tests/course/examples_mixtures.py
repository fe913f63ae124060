"""Examples of the plots of lab 07, for the tests that hold for every plot."""

import numpy as np

X = np.random.default_rng(0).normal(size=(30, 2))
LABELS = np.arange(30) % 3
M, S = np.array([[0.0, 1.0], [2.0, 3.0]]), np.array([np.diag([4.0, 1.0]), np.eye(2)])
BIC = np.array([[9.0, 8.0], [5.0, 6.0], [7.0, 7.5]])
PANELS = {
    "time_ms": np.array([[100, 104, 900, 2000], [100, 500, 900, 2000]]),
    "feature_1_uv": np.array([[0, 10, 0, 10], [0, 1, 2, 30]]),
    "feature_2_uv": np.array([[5, 5, 5, 5], [0, 1, 2, 0]]),
    "component": np.array([[0, 1, 0, 1], [0, 0, 0, 1]]),
}
PLOTS = {
    "plot_clouds": ({"grey": {"x": X}, "fit": {"x": X, "labels": LABELS, "m": M, "S": S}}, ("right (µV)", "up (µV)")),
    "plot_shared_samples": (np.array([0.0, 1.0, 2.0]), np.array([[0.3, 0.2, 0.0], [0.1, 0.2, 0.4]])),
    "plot_bic": ([2, 3, 4], BIC),
    "plot_gains": ({"K = 3": ([1, 2, 4], [5.0, 0.1, 0.0]), "K = 4": ([1, 2], [3.0, 1.0])},),
    "plot_confusion": (np.array([[5, 1], [0, 7]]),),
    "plot_over_time": (np.arange(30.0), X[:, 0], LABELS, "first score (µV)"),
    "plot_evidence_components": (PANELS,),
}
