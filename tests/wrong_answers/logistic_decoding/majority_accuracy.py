"""Wrong answers to majority_accuracy; how they are named and marked is told in tests/autograder/exercises/banks.py."""

import numpy as np


def share_of_ones(y):
    """The mean of the choices. Loses: either-choice, leaves-inputs-alone."""
    return sum(int(v) for v in y) / len(y)


def share_of_the_minority(y):
    """How often the baseline is wrong. Loses: everything."""
    return np.bincount(np.asarray(y, int), minlength=2).min() / len(y)


def always_one_half(y):
    """A fair coin. Loses: everything."""
    return 1 / 2


def number_of_trials(y):
    """The count of the more frequent choice. Loses: everything."""
    return int(np.bincount(np.asarray(y, int)).max())


def the_frequent_choice(y):
    """The choice instead of its share. Loses: everything."""
    return 1 if np.sum(np.asarray(y) == 1) >= len(y) / 2 else 0


# ---- nearly right


def share_of_zeros(y):
    """As if 0 were the frequent one. Loses: share, any-number-type."""
    return 1 - np.mean(y)


def chance_of_agreeing(y):
    """How often two draws from the choices agree. Loses: everything."""
    p = np.mean(y)
    return p**2 + (1 - p) ** 2


def percent(y):
    """In percent. Loses: everything."""
    return 100 * max(np.mean(y), 1 - np.mean(y))


def both_shares(y):
    """Both shares, the larger one last. Loses: everything."""
    return sorted([np.mean(y), 1 - np.mean(y)])


def sums_in_bytes(y):
    """Adds in the type of the choices: 270 choices of 1 make 14. Loses: any-number-type."""
    y = np.asarray(y)
    return max(float(np.add.reduce(y, dtype=y.dtype)) / len(y), 1 - float(np.add.reduce(y, dtype=y.dtype)) / len(y))


def two_decimals(y):
    """Rounded. Loses: share."""
    return round(max(np.mean(y), 1 - np.mean(y)), 1)


def sorts_in_place(y):
    """Sorts the choices that it was given, to find the middle one. Loses: leaves-inputs-alone."""
    y.sort()
    return np.mean(y == y[len(y) // 2])
