"""One strength in two conventions."""

from __future__ import annotations

from autograder.declare import Exercise, case

ridge_from_mean_strength = Exercise(
    "regularization.ridge_from_mean_strength", read="Section 5, 'Three conventions for one penalty'")


@ridge_from_mean_strength.check(1.5, "Beside a sum, the strength is so many times larger that the minimum is the same.")
def values(rng):
    yield case(float(rng.uniform(0.01, 0.9)), int(rng.integers(50, 5000)))
    yield case(float(rng.uniform(1.1, 9)), int(rng.integers(50, 5000)))


@ridge_from_mean_strength.check(0.5, "Whole numbers are strengths, too; of a single sample, mean and sum are the same.")
def whole_numbers_and_one_sample(rng):
    yield case(int(rng.integers(2, 9)), int(rng.integers(100_000, 900_000)))
    yield case(float(rng.uniform(0.1, 5)), 1)


@ridge_from_mean_strength.misconception(
    "The strength was divided by the number of samples.",
    "Multiply the whole mean objective by n: what becomes of the penalty?")
def divides(strength, n_samples):
    return strength / n_samples


@ridge_from_mean_strength.misconception(
    "The ½ was counted once too often.", "Both objectives have the ½: it is the same on both sides.")
def halves(strength, n_samples):
    return strength * n_samples / 2


@ridge_from_mean_strength.misconception(
    "The ½ was taken out of one objective only.", "Both objectives have the ½: it is the same on both sides.")
def doubles(strength, n_samples):
    return 2 * strength * n_samples


@ridge_from_mean_strength.misconception(
    "This is an inverse strength, such as the C of scikit-learn's LogisticRegression.",
    "A larger strength must give a larger ridge.")
def inverse_strength(strength, n_samples):
    return 1 / (strength * n_samples)


@ridge_from_mean_strength.misconception(
    "Multiplied by the root of the number of samples.", "The loss is a plain sum of n terms: no root is involved.")
def root_of_the_samples(strength, n_samples):
    return strength * n_samples**0.5
