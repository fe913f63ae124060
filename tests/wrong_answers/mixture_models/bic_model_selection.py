"""Wrong answers to bic_model_selection; how they are named and marked is told in tests/autograder/exercises/banks.py."""

# ruff: noqa: F821  (fit_mog and mog_bic are right ones, defined before)

import numpy as np


def returns_the_index(x, K, num_seeds=10):
    """Forgets to look K up. Loses: everything."""
    _, best_bic, all_bic = _select(x, K, num_seeds)
    return int(np.argmin(best_bic)), best_bic, all_bic


def largest_bic(x, K, num_seeds=10):
    """Maximum for minimum, throughout. Loses: everything."""
    _, _, all_bic = _select(x, K, num_seeds)
    best_bic = all_bic.max(axis=1)
    return K[np.argmax(best_bic)], best_bic, all_bic


def mean_over_starts(x, K, num_seeds=10):
    """Averages what has one good end. Loses: other-starts (perhaps form, any-order, values, ten-starts, leaves-inputs-alone)."""
    _, _, all_bic = _select(x, K, num_seeds)
    return K[np.argmin(all_bic.mean(axis=1))], all_bic.mean(axis=1), all_bic


def starts_in_rows(x, K, num_seeds=10):
    """Loops the other way round. Loses: everything but leaves-inputs-alone (perhaps leaves-inputs-alone)."""
    best_k, best_bic, all_bic = _select(x, K, num_seeds)
    return best_k, best_bic, np.transpose(all_bic)


def one_start_many_times(x, K, num_seeds=10):
    """Forgets to hand on the seed. Loses: other-starts."""
    bic = np.array([[mog_bic(x, *fit_mog(x, k)[1:])[0] for _ in range(num_seeds)] for k in K])
    return K[bic.min(axis=1).argmin()], bic.min(axis=1), bic


def likelihood_decides(x, K, num_seeds=10):
    """No price. Loses: everything."""
    cost = np.array([[-2 * mog_bic(x, *fit_mog(x, k, random_seed=s)[1:])[1] for s in range(num_seeds)] for k in K])
    return K[cost.min(axis=1).argmin()], cost.min(axis=1), cost


def sorts_the_numbers(x, K, num_seeds=10):
    """Rows from small to large K. Loses: any-order, values."""
    return _select(x, sorted(K), num_seeds)


def counts_from_one(x, K, num_seeds=10):
    """Tries 1, 2, 3, whatever K says. Loses: form, any-order, values (perhaps other-starts)."""
    return _select(x, list(range(1, len(K) + 1)), num_seeds)


def first_start_only(x, K, num_seeds=10):
    """The best is the first. Loses: other-starts (perhaps form, any-order, values, ten-starts, leaves-inputs-alone)."""
    _, _, all_bic = _select(x, K, num_seeds)
    return K[np.argmin(all_bic[:, 0])], all_bic[:, 0], all_bic


def worst_start(x, K, num_seeds=10):
    """The most careful of all. Loses: other-starts (perhaps form, any-order, values, ten-starts, leaves-inputs-alone)."""
    _, _, all_bic = _select(x, K, num_seeds)
    return K[np.argmin(all_bic.max(axis=1))], all_bic.max(axis=1), all_bic


def one_best_for_all(x, K, num_seeds=10):
    """The minimum of the table. Loses: everything."""
    best_k, _, all_bic = _select(x, K, num_seeds)
    return best_k, np.full(len(K), all_bic.min()), all_bic


def always_ten_starts(x, K, num_seeds=10):
    """Does not read num_seeds. Loses: everything but values, ten-starts."""
    return _select(x, K, 10)


def number_alone(x, K, num_seeds=10):
    """One result. Loses: everything."""
    return _select(x, K, num_seeds)[0]


def needs_a_list(x, K, num_seeds=10):
    """Adds to K, and so to its argument. Loses: any-order (perhaps form, values, other-starts, ten-starts, leaves-inputs-alone)."""
    result = _select(x, K, num_seeds)
    K.sort()
    return result


def all_zeros(x, K, num_seeds=10):
    """The right shapes. Loses: everything."""
    return K[0], np.zeros(len(K)), np.zeros((len(K), num_seeds))


def _select(x, K, num_seeds):
    bic = np.array([[mog_bic(x, *fit_mog(x, k, random_seed=s)[1:])[0] for s in range(num_seeds)] for k in K])
    return K[bic.min(axis=1).argmin()], bic.min(axis=1), bic
