"""Wrong answers to tensor_product_basis; tests/autograder/exercises/banks.py tells how they are written."""

import numpy as np


def _columns(bx, by):
    bx, by = np.array(bx, float), np.array(by, float)
    return [[bx[:, i] * by[:, j] for j in range(by.shape[1])] for i in range(bx.shape[1])]


def first_varies_fastest(bx, by):
    """The loops are exchanged. Loses: everything."""
    table = _columns(bx, by)
    return np.column_stack([table[i][j] for j in range(len(table[0])) for i in range(len(table))])


def three_dimensions(bx, by):
    """Not reshaped. Loses: everything."""
    return np.einsum("ti,tj->tij", np.array(bx, float), np.array(by, float))


def side_by_side(bx, by):
    """An additive model. Loses: everything."""
    return np.concatenate([np.array(bx, float), np.array(by, float)], axis=1)


def mixes_the_bins(bx, by):
    """kron of the whole matrices. Loses: everything."""
    return np.kron(np.array(bx, float), np.array(by, float))


def adds(bx, by):
    """Sums in place of products. Loses: everything."""
    bx, by = np.array(bx, float), np.array(by, float)
    return np.column_stack([bx[:, i] + by[:, j] for i in range(bx.shape[1]) for j in range(by.shape[1])])


def transposed(bx, by):
    """A row for each pair. Loses: everything."""
    return np.array([column for row in _columns(bx, by) for column in row])


def overflows(bx, by):
    """In the type that came. Loses: any-number-type."""
    return np.stack([bx[:, i] * by[:, j] for i in range(bx.shape[1]) for j in range(by.shape[1])], axis=1)


def pairs_only(bx, by):
    """Function i with function i. Loses: everything."""
    n = min(np.shape(bx)[1], np.shape(by)[1])
    return np.array(bx, float)[:, :n] * np.array(by, float)[:, :n]


def with_a_column_of_ones(bx, by):
    """An intercept that nobody asked for. Loses: everything."""
    return np.column_stack([np.ones(len(bx)), *(column for row in _columns(bx, by) for column in row)])


def rows_normalised(bx, by):
    """Divided by the sum of each row. Loses: everything."""
    products = np.column_stack([column for row in _columns(bx, by) for column in row])
    return products / np.abs(products).sum(axis=1, keepdims=True)


def upper_triangle(bx, by):
    """Only j ≥ i. Loses: everything."""
    table = _columns(bx, by)
    return np.column_stack([table[i][j] for i in range(len(table)) for j in range(len(table[0])) if j >= i or j == len(table[0]) - 1])


def scales_the_input(bx, by):
    """Works on the array that came. Loses: leaves-inputs-alone."""
    result = np.column_stack([column for row in _columns(bx, by) for column in row])
    if isinstance(bx, np.ndarray) and bx.dtype == float:
        bx *= 2
    return result


def zeros(bx, by):
    """The shape alone. Loses: everything."""
    return np.zeros((len(bx), np.shape(bx)[1] * np.shape(by)[1]))
