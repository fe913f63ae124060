"""Lab 07, clustering spikes with a Gaussian mixture: its exercises in teaching order."""

from autograder.exercises.mixture_models import mistakes
from autograder.exercises.mixture_models.counting import n_free_parameters
from autograder.exercises.mixture_models.evidence import evidence_components
from autograder.exercises.mixture_models.fitting import fit_mog
from autograder.exercises.mixture_models.information import mog_bic
from autograder.exercises.mixture_models.sampling import sample_data
from autograder.exercises.mixture_models.selecting import bic_model_selection

EXERCISES = [sample_data, fit_mog, n_free_parameters, mog_bic, bic_model_selection, evidence_components]

__all__ = ["EXERCISES", "mistakes"]
