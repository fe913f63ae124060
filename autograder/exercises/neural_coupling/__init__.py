"""Lab 04, cells that are coupled or only look so: its exercises in teaching order."""

from autograder.exercises.neural_coupling.circle import circular_basis
from autograder.exercises.neural_coupling.errors import wald_z
from autograder.exercises.neural_coupling.evidence import evidence_coupling
from autograder.exercises.neural_coupling.filters import coupling_filters
from autograder.exercises.neural_coupling.fitting import fit_population_glm
from autograder.exercises.neural_coupling.history import history_design_matrix
from autograder.exercises.neural_coupling.simulation import simulate_population

EXERCISES = [
    history_design_matrix, fit_population_glm, wald_z, circular_basis,
    coupling_filters, simulate_population, evidence_coupling,
]
