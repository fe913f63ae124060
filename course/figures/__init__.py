"""Plots of the course: data in, Axes out, labels with units, the colours of Okabe and Ito.

Nothing here shows a figure by itself. A lesson passes the axes it gets to :func:`describe`, with a text for
readers who cannot see them.
"""

from course.figures.detection import plot_depths, plot_evidence_intervals, plot_intervals, plot_shares
from course.figures.features import (
    plot_basis,
    plot_evidence_speed,
    plot_mean_and_variance,
    plot_place_and_speed,
    plot_run,
    plot_shares_explained,
    plot_spike_effect,
    plot_tuning,
    plot_weights,
)
from course.figures.filters import plot_evidence_filters, plot_filter_grid, plot_filters
from course.figures.models import plot_calibration, plot_gain, plot_objective_along_line, plot_prediction
from course.figures.recording import plot_autocorrelation, plot_design_matrix, plot_stimulus_and_counts
from course.figures.style import COLOURS, describe
from course.figures.tetrode import (
    plot_feature_pairs,
    plot_spectra,
    plot_spike_shapes,
    plot_tetrode_voltage,
    plot_unit_waveforms,
)

__all__ = [
    "COLOURS",
    "describe",
    "plot_autocorrelation",
    "plot_basis",
    "plot_calibration",
    "plot_depths",
    "plot_design_matrix",
    "plot_evidence_filters",
    "plot_evidence_intervals",
    "plot_evidence_speed",
    "plot_feature_pairs",
    "plot_filter_grid",
    "plot_filters",
    "plot_gain",
    "plot_intervals",
    "plot_mean_and_variance",
    "plot_objective_along_line",
    "plot_place_and_speed",
    "plot_prediction",
    "plot_run",
    "plot_shares",
    "plot_shares_explained",
    "plot_spectra",
    "plot_spike_effect",
    "plot_spike_shapes",
    "plot_stimulus_and_counts",
    "plot_tetrode_voltage",
    "plot_tuning",
    "plot_unit_waveforms",
    "plot_weights",
]
