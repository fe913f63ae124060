"""Wrong answers to make_design_matrix that keep a state, or return what is no array of numbers; see make_design_matrix.py."""

import itertools

import numpy as np


def _right(stim, d=25):
    """What the answers below spoil."""
    padded = np.concatenate([np.zeros(d - 1), stim])
    return np.array([padded[i:i + d] for i in range(len(stim))])


# ---- state


def uses_up_its_input(stim, d=25):
    """The right matrix; but the stimulus is 0 afterwards. Loses: leaves-inputs-alone."""
    X = _right(stim, d)
    stim[:] = 0
    return X


def pads_its_default(stim, d=25, padded=[]):  # noqa: B006
    """A default that is filled by every call. Loses: something."""
    padded += [0] * (d - 1) + list(stim)
    return np.array([padded[i:i + d] for i in range(len(stim))])


_calls = itertools.count()


def right_once(stim, d=25):
    """Counts its calls, and works for one. Loses: something."""
    return _right(stim, d) if next(_calls) == 0 else np.zeros((len(stim), d))


_shapes = {}


def remembers_the_shape(stim, d=25):
    """A cache whose key forgets the values. Loses: something."""
    return _shapes.setdefault(d, _right(stim, d))


# ---- no numbers


class _AlwaysEqual:
    """Claims to be whatever it is compared with."""

    shape, dtype = (40, 6), np.dtype(float)

    def __eq__(self, other):
        return True

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self


class _Lenient(np.ndarray):
    """An array that agrees with everything."""

    def __eq__(self, other):
        return np.ones(self.shape, dtype=bool)

    def __sub__(self, other):
        return np.zeros(self.shape)

    __rsub__ = __sub__


def equals_everything(stim, d=25):
    """An object whose == is always true. Loses: everything."""
    return _AlwaysEqual()


def zeros_that_agree(stim, d=25):
    """A subclass of ndarray that lies about itself. Loses: something."""
    return np.zeros((len(stim), d)).view(_Lenient)


def zeros_behind_a_mask(stim, d=25):
    """A masked array in which everything is masked. Loses: something."""
    return np.ma.masked_array(np.zeros((len(stim), d)), mask=True)


def zeros_as_a_matrix(stim, d=25):
    """A numpy.matrix of the wrong values. Loses: something."""
    return np.asmatrix(np.zeros((len(stim), d)))


def array_of_objects(stim, d=25):
    """Numbers in boxes that compare as they like. Loses: everything."""
    return np.full((len(stim), d), _AlwaysEqual(), dtype=object)


def text(stim, d=25):
    """Numbers as they are printed. Loses: everything."""
    return _right(stim, d).astype(str)


def complex_numbers(stim, d=25):
    """A dimension too many. Loses: everything."""
    return _right(stim, d) + 1j


def promises_rows(stim, d=25):
    """A generator. Loses: everything."""
    return (row for row in _right(stim, d))


def ragged_rows(stim, d=25):
    """Lists that grow until the history is full. Loses: everything."""
    return [list(stim[max(0, i - d + 1):i + 1]) for i in range(len(stim))]


def forgets_to_return(stim, d=25):
    """The matrix is made and lost. Loses: everything."""
    _right(stim, d)


def all_zeros(stim, d=25):
    """Only the shape is right. Loses: everything but shape."""
    return np.zeros((len(stim), d))


def always_one(stim, d=25):
    """A number. Loses: everything."""
    return 1.0
