"""Lab 03, why models, features and time: its exercises in teaching order."""

from autograder.exercises.basis_functions.bases import raised_cosine_log_basis
from autograder.exercises.basis_functions.evidence import evidence_speed
from autograder.exercises.basis_functions.features import convolve_basis
from autograder.exercises.basis_functions.fitting import fit_poisson_glm
from autograder.exercises.basis_functions.places import one_hot_position
from autograder.exercises.basis_functions.scoring import deviance_explained
from autograder.exercises.basis_functions.tuning import tuning_curve

EXERCISES = [
    one_hot_position, tuning_curve, fit_poisson_glm, deviance_explained,
    raised_cosine_log_basis, convolve_basis, evidence_speed,
]
