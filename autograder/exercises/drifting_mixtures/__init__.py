"""Lab 09, mixtures of t distributions that drift: its exercises in teaching order."""

from autograder.exercises.drifting_mixtures import drifting_mistakes, static_mistakes
from autograder.exercises.drifting_mixtures.density import t_logpdf
from autograder.exercises.drifting_mixtures.drifting import fit_drifting_t_mixture
from autograder.exercises.drifting_mixtures.evidence import evidence_formula, evidence_model
from autograder.exercises.drifting_mixtures.smoothing import kalman_smoother
from autograder.exercises.drifting_mixtures.static import fit_t_mixture

EXERCISES = [
    t_logpdf, evidence_formula, fit_t_mixture, kalman_smoother, fit_drifting_t_mixture, evidence_model,
]

__all__ = ["EXERCISES", "drifting_mistakes", "static_mistakes"]
