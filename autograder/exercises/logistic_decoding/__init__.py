"""Lab 02, reading a choice from a population: its exercises in teaching order."""

from autograder.exercises.logistic_decoding.accuracy import compute_accuracy, majority_accuracy
from autograder.exercises.logistic_decoding.curve import sigmoid
from autograder.exercises.logistic_decoding.evidence import evidence_decoding
from autograder.exercises.logistic_decoding.fitting import fit_logistic
from autograder.exercises.logistic_decoding.likelihood import neg_log_lik_logistic
from autograder.exercises.logistic_decoding.nested import nested_cv_accuracy
from autograder.exercises.logistic_decoding.penalty import penalty_value
from autograder.exercises.logistic_decoding.selection import model_selection
from autograder.exercises.logistic_decoding.sparsity import count_non_zero_coefs
from autograder.exercises.logistic_decoding.validation import cross_validated_accuracy

EXERCISES = [
    majority_accuracy, sigmoid, neg_log_lik_logistic, fit_logistic, compute_accuracy, cross_validated_accuracy,
    penalty_value, count_non_zero_coefs, model_selection, nested_cv_accuracy, evidence_decoding,
]
