"""Only plain values cross between a student's process and the grader, and they arrive as they left."""

import json

import numpy as np
import pytest

from autograder.visible.recipes import Generator
from autograder.visible.values import decode, encode

INTEGERS = ["?", "i1", "u1", ">i2", "i4", "u4", "<i8", ">u8"]
FLOATS = ["f2", ">f2", "f4", "f8", ">f8"]
SHAPES = [(), (0,), (3,), (0, 3), (2, 3), (2, 1, 2)]


def travel(value):
    """Encode a value, send its tree through JSON as the channel does, and decode it."""
    tree, blobs = encode(value)
    return decode(json.loads(json.dumps(tree, allow_nan=False)), blobs)


def draw_plain(rng, depth=0):
    """Draw a value of nested builtin types."""
    kinds = ["none", "bool", "int", "float", "text"] + ["list", "tuple", "dict"] * (depth < 4)
    items = [draw_plain(rng, depth + 1) for _ in range(rng.integers(0, 4))] if depth < 4 else []
    return {
        "none": None,
        "bool": bool(rng.integers(2)),
        "int": int(rng.integers(-(2**63), 2**63 - 1)),
        "float": float(rng.choice([rng.normal(), 1e308, 5e-324, -0.0, np.nan, np.inf, -np.inf])),
        "text": "".join(map(chr, rng.integers(0, 0x11000, 5))),
        "list": items,
        "tuple": tuple(items),
        "dict": {f"{index}\u03c9": item for index, item in enumerate(items)},
    }[rng.choice(kinds)]


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        False,
        0,
        -(2**63),
        2**64 - 1,
        1.5,
        -0.0,
        np.nan,
        np.inf,
        -np.inf,
        "",
        "\u03c9 \n\0",
        "\ud800",
        [],
        (),
        {},
        [1, (2.0, [None])],
        {"a": {"b": ()}},
    ],
    ids=repr,
)
def test_builtin_values_arrive_as_they_left(value):
    """Every builtin plain value keeps its type and its exact content."""
    assert repr(travel(value)) == repr(value)


@pytest.mark.parametrize("seed", range(50))
def test_nested_values_arrive_as_they_left(seed):
    """Whatever is nested in whatever, types and contents are kept."""
    value = draw_plain(np.random.default_rng(seed))
    assert repr(travel(value)) == repr(value)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("dtype", [*INTEGERS, *FLOATS])
def test_arrays_arrive_as_they_left(dtype, shape):
    """Every real dtype, byte order and shape is kept, empty arrays and single numbers included."""
    array = np.random.default_rng(3).integers(0, 2, shape).astype(dtype)
    arrived = travel(array)
    assert (arrived.dtype, arrived.shape, arrived.tobytes()) == (array.dtype, array.shape, array.tobytes())


@pytest.mark.parametrize("seed", range(20))
def test_memory_layout_does_not_matter(seed):
    """Fortran-ordered, reversed, strided and read-only arrays arrive with their numbers in place."""
    rng = np.random.default_rng(seed)
    whole = rng.normal(size=rng.integers(1, 7, 3))
    views = [np.asfortranarray(whole), whole[::-1], whole[..., ::2], whole.transpose(2, 0, 1)]
    array = views[rng.integers(len(views))]
    array.flags.writeable = False
    assert np.array_equal(travel(array), array)


def test_special_floats_in_arrays_are_kept():
    """Infinities, nan and the sign of zero are kept in arrays."""
    array = np.array([np.nan, np.inf, -np.inf, -0.0])
    assert travel(array).tobytes() == array.tobytes()


def test_arrived_arrays_may_be_written_to():
    """A student's function may use its argument as a work space."""
    arrived = travel(np.zeros(3))
    arrived[:] = 1
    assert arrived.sum() == 3


def test_long_doubles_become_floats():
    """An array of long doubles, which have no portable bytes, arrives as one of doubles."""
    arrived = travel(np.arange(3, dtype=np.longdouble))
    assert (arrived.dtype, arrived.tolist()) == (np.dtype(float), [0.0, 1.0, 2.0])


@pytest.mark.parametrize(
    ("scalar", "number"),
    [
        (np.bool_(True), True),
        (np.uint8(7), 7),
        (np.uint64(2**64 - 1), 2**64 - 1),
        (np.float16(0.5), 0.5),
        (np.float64(np.nan), np.nan),
        (np.longdouble(2), 2.0),
        (np.str_("+-"), "+-"),
    ],
    ids=repr,
)
def test_numpy_scalars_become_python_numbers(scalar, number):
    """A NumPy scalar is as good as the number, or the text, that it stands for."""
    assert repr(travel([scalar])) == repr([number])


def test_text_arrays_become_lists():
    """Letters in an array are as good as letters in a list."""
    assert travel(np.array([["+", "-"], ["0", "\u03c9"]])) == [["+", "-"], ["0", "\u03c9"]]


def test_a_recipe_arrives_as_a_recipe():
    """A recipe is not made into anything on the way."""
    assert travel([Generator(7)]) == [Generator(7)]
