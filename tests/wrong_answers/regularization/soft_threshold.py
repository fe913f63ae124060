"""Wrong answers to soft_threshold; tests/autograder/exercises/banks.py tells how they are written."""

import numpy as np


def _floats(w):
    return np.array(w, dtype=float)


def hard_threshold(w, t):
    """Keeps what is large. Loses: everything."""
    w = _floats(w)
    return w * (np.abs(w) > t)


def forgets_the_sign(w, t):
    """Sizes alone. Loses: values, any-shape, any-number-type (perhaps leaves-inputs-alone)."""
    return np.clip(np.abs(_floats(w)) - t, 0, None)


def positive_weights_only(w, t):
    """As if weights were never negative. Loses: values, any-shape, any-number-type (perhaps leaves-inputs-alone)."""
    return np.clip(_floats(w) - t, 0, None)


def overshoots(w, t):
    """Does not stop at zero. Loses: everything."""
    w = _floats(w)
    return np.sign(w) * (np.abs(w) - t)


def subtracts(w, t):
    """Everything goes down. Loses: everything."""
    return np.subtract(_floats(w), t)


def clips(w, t):
    """What is taken away. Loses: everything."""
    return np.minimum(np.maximum(_floats(w), -t), t)


def ridge_shrinkage(w, t):
    """The ridge's operator. Loses: everything."""
    return _floats(w) * (1 / (1 + t))


def wraps(w, t):
    """Computes in the type that came. Loses: any-number-type."""
    w = np.array(w)
    t = w.dtype.type(t) if w.dtype.kind in "iu" else t
    with np.errstate(over="ignore"):
        return np.sign(w) * np.maximum(np.abs(w) - t, 0)


def half_a_threshold(w, t):
    """½ where there is none. Loses: everything."""
    w = _floats(w)
    return np.sign(w) * np.clip(np.abs(w) - t / 2, 0, None)


def nearly_zero(w, t):
    """Small weights are made smaller, not zero. Loses: everything."""
    w = _floats(w)
    return np.where(np.abs(w) > t, w - t * np.sign(w), 1e-3 * w)


def always_one_dimension(w, t):
    """Right, but in one row. Loses: any-shape."""
    w = np.atleast_1d(_floats(w)).ravel()
    return np.sign(w) * np.clip(np.abs(w) - t, 0, None)


def in_place(w, t):
    """Shrinks the array that came. Loses: leaves-inputs-alone."""
    shrunk = np.sign(_floats(w)) * np.clip(np.abs(_floats(w)) - t, 0, None)
    if isinstance(w, np.ndarray) and w.dtype == float:
        w[...] = shrunk
        return w
    return shrunk


def all_zeros(w, t):
    """The shape alone. Loses: everything."""
    return np.zeros_like(_floats(w))


def unchanged(w, t):
    """What came. Loses: everything."""
    return _floats(w)
