"""How many numbers a mixture has to learn."""

from __future__ import annotations

from autograder.declare import Exercise, case
from autograder.exercises.mixture_models.inputs import LAB

n_free_parameters = Exercise(f"{LAB}.n_free_parameters", read="Section 5, 'What a component costs'")


@n_free_parameters.check(1.5, "It counts means, covariances and weights.")
def values(rng):
    yield case(3, 2)
    yield case(15, 12)
    yield case(int(rng.integers(4, 9)), int(rng.integers(4, 9)))


@n_free_parameters.check(0.5, "It is right for one component, and in one dimension.")
def smallest(rng):
    yield case(1, int(rng.integers(2, 9)))
    yield case(int(rng.integers(2, 9)), 1)
    yield case(1, 1)


@n_free_parameters.misconception(
    "The weights are counted as if all of them were free.", "The weights sum to 1: when all but one are known, what is the last?")
def all_weights_free(K, D):
    return K + K * D + K * D * (D + 1) // 2


@n_free_parameters.misconception(
    "The weights are not counted.",
    "Beside its mean and its covariance, a component has a weight, and one of all weights is not free.")
def forgets_the_weights(K, D):
    return K * D + K * D * (D + 1) // 2


@n_free_parameters.misconception(
    "Every entry of the covariance matrices is counted.",
    "A covariance matrix is symmetric: how many of its entries can be chosen?")
def covariance_not_symmetric(K, D):
    return K - 1 + K * D + K * D * D


@n_free_parameters.misconception(
    "Only the variances are counted: with them alone, 3 clusters in 2 dimensions have 14 parameters.",
    "The clusters of this lab may be tilted. Count the entries of a symmetric matrix, the diagonal included.")
def diagonal_covariances(K, D):
    return K - 1 + K * D + K * D


@n_free_parameters.misconception(
    "Either the means or the variances are not counted: there are as many of the ones as of the others.",
    "Every component has a mean, and the diagonal of a covariance matrix belongs to its free entries.")
def forgets_means_or_variances(K, D):
    return K - 1 + K * D + K * D * (D - 1) // 2


@n_free_parameters.misconception(
    "One covariance matrix is counted for all components.", "In this lab each component has a covariance matrix of its own.")
def one_covariance_for_all(K, D):
    return K - 1 + K * D + D * (D + 1) // 2
