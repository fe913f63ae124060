"""Plots of the course: data in, Axes out, labels with units, the colours of Okabe and Ito.

Nothing here shows a figure by itself. A lesson passes the axes it gets to :func:`describe`, with a text for
readers who cannot see them.
"""

from course.figures.clusters import plot_confusion, plot_evidence_components, plot_over_time
from course.figures.correlograms import plot_correlogram_grid, plot_correlograms, plot_evidence_correlograms
from course.figures.coupling import (
    plot_coupling_filters,
    plot_evidence_coupling,
    plot_feedback,
    plot_halves,
    plot_pair_tables,
    plot_ring,
    plot_surrogates,
)
from course.figures.decoding import (
    plot_accuracies,
    plot_curve_and_cost,
    plot_evidence_decoding,
    plot_population,
    plot_psychometric,
    plot_weight_growth,
)
from course.figures.detection import plot_depths, plot_evidence_intervals, plot_intervals, plot_shares
from course.figures.drifting import (
    plot_drift_scores,
    plot_evidence_units,
    plot_moving_clusters,
    plot_tails,
    plot_walk,
)
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
from course.figures.mixtures import plot_bic, plot_clouds, plot_gains, plot_shared_samples
from course.figures.models import plot_calibration, plot_gain, plot_objective_along_line, plot_prediction
from course.figures.movements import plot_direction_counts, plot_window_accuracy
from course.figures.penalties import (
    plot_c_selection,
    plot_decoder_weights,
    plot_left_weights,
    plot_optimism,
    plot_weight_paths,
)
from course.figures.recording import plot_autocorrelation, plot_design_matrix, plot_stimulus_and_counts
from course.figures.selection import plot_evidence_scores, plot_folds, plot_score_curves
from course.figures.sparsity import plot_box_maps, plot_fitted_rates, plot_group_paths, plot_penalty_operators
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
    "plot_accuracies",
    "plot_autocorrelation",
    "plot_basis",
    "plot_bic",
    "plot_box_maps",
    "plot_c_selection",
    "plot_calibration",
    "plot_clouds",
    "plot_confusion",
    "plot_correlogram_grid",
    "plot_correlograms",
    "plot_coupling_filters",
    "plot_curve_and_cost",
    "plot_decoder_weights",
    "plot_depths",
    "plot_design_matrix",
    "plot_direction_counts",
    "plot_drift_scores",
    "plot_evidence_components",
    "plot_evidence_correlograms",
    "plot_evidence_coupling",
    "plot_evidence_decoding",
    "plot_evidence_filters",
    "plot_evidence_intervals",
    "plot_evidence_scores",
    "plot_evidence_speed",
    "plot_evidence_units",
    "plot_feature_pairs",
    "plot_feedback",
    "plot_filter_grid",
    "plot_filters",
    "plot_fitted_rates",
    "plot_folds",
    "plot_gain",
    "plot_gains",
    "plot_group_paths",
    "plot_halves",
    "plot_intervals",
    "plot_left_weights",
    "plot_mean_and_variance",
    "plot_moving_clusters",
    "plot_objective_along_line",
    "plot_optimism",
    "plot_over_time",
    "plot_pair_tables",
    "plot_penalty_operators",
    "plot_place_and_speed",
    "plot_population",
    "plot_prediction",
    "plot_psychometric",
    "plot_ring",
    "plot_run",
    "plot_score_curves",
    "plot_shared_samples",
    "plot_shares",
    "plot_shares_explained",
    "plot_spectra",
    "plot_spike_effect",
    "plot_spike_shapes",
    "plot_stimulus_and_counts",
    "plot_surrogates",
    "plot_tails",
    "plot_tetrode_voltage",
    "plot_tuning",
    "plot_unit_waveforms",
    "plot_walk",
    "plot_weight_growth",
    "plot_weight_paths",
    "plot_weights",
    "plot_window_accuracy",
]
