"""Numbers of any integer type are numbers: none wraps, and none is too odd for a length."""

import numpy as np

from solutions import mixture_models, neural_coupling, regularization


def test_lengths_and_gaps():
    """Also those of 64 bits without a sign, which NumPy turns into floats beside others."""
    folds = regularization.blocked_folds(np.uint64(20), np.uint8(4), np.uint64(2))
    expected = regularization.blocked_folds(20, 4, 2)
    for (train, test), (expected_train, expected_test) in zip(folds, expected, strict=True):
        assert train.tolist() == expected_train.tolist()
        assert test.tolist() == expected_test.tolist()
    filters = np.zeros((1, 1, 100))
    assert neural_coupling.simulate_population([0.0], filters, np.uint8(200), np.random.default_rng(0)).shape == (200, 1)


def test_what_is_counted_may_be_larger():
    """Eight bits hold the numbers of components and dimensions, but not that of parameters."""
    assert mixture_models.n_free_parameters(np.uint8(15), np.uint8(12)) == 1364
    assert mixture_models.n_free_parameters(np.int8(6), np.int8(12)) == mixture_models.n_free_parameters(6, 12) == 545
