"""Lab 01, how a retinal ganglion cell encodes light: its exercises in teaching order."""

from autograder.exercises.glm_encoding.average import spike_triggered_average
from autograder.exercises.glm_encoding.design import make_design_matrix
from autograder.exercises.glm_encoding.evidence import evidence_filters
from autograder.exercises.glm_encoding.likelihood import neg_log_lik_lnp
from autograder.exercises.glm_encoding.linear import fit_lg, predict_spike_counts_lg
from autograder.exercises.glm_encoding.maximum import fit_lnp
from autograder.exercises.glm_encoding.rate import predict_spike_counts_lnp
from autograder.exercises.glm_encoding.scoring import bits_per_spike

EXERCISES = [
    make_design_matrix, spike_triggered_average, fit_lg, predict_spike_counts_lg,
    neg_log_lik_lnp, fit_lnp, predict_spike_counts_lnp, bits_per_spike, evidence_filters,
]
