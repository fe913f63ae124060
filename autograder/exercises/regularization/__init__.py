"""Lab 05, overfitting, sparsity and choosing a model: its exercises in teaching order."""

from autograder.exercises.regularization.evidence import evidence_strengths
from autograder.exercises.regularization.folds import blocked_folds
from autograder.exercises.regularization.group_lasso import fit_group_lasso_poisson
from autograder.exercises.regularization.lasso import fit_lasso_poisson
from autograder.exercises.regularization.selection import select_ridge
from autograder.exercises.regularization.strengths import ridge_from_mean_strength
from autograder.exercises.regularization.tensor import tensor_product_basis
from autograder.exercises.regularization.thresholds import group_soft_threshold, soft_threshold

EXERCISES = [
    blocked_folds, ridge_from_mean_strength, select_ridge, soft_threshold, fit_lasso_poisson,
    group_soft_threshold, fit_group_lasso_poisson, tensor_product_basis, evidence_strengths,
]
