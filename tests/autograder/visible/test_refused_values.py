"""What is no plain value, or too much of it, does not cross."""

import collections
import datetime
import decimal
import itertools
import json
import tracemalloc

import numpy as np
import pytest

from autograder.visible import values
from autograder.visible.values import NotPlain, decode, encode


def travel(value):
    """Encode a value, send its tree through JSON as the channel does, and decode it."""
    tree, blobs = encode(value)
    return decode(json.loads(json.dumps(tree)), blobs)


def make_subclass(kind):
    """Make a subclass of a builtin type whose objects claim to be equal to anything."""
    return type("Liar", (kind,), {"__eq__": lambda self, other: True, "__hash__": lambda self: 1})


class Disguised:
    """Says that it is a float."""

    __class__ = float

    def __float__(self):
        return 1.0


class Endless(list):
    """A list that would go on for ever, were it read."""

    def __iter__(self):
        return itertools.count()

    def __len__(self):
        return 3


REFUSED = {
    "a subclass of float": make_subclass(float)(1.0),
    "a subclass of int": make_subclass(int)(1),
    "a subclass of str": make_subclass(str)("a"),
    "a subclass of list": make_subclass(list)([1]),
    "a subclass of tuple": make_subclass(tuple)([1]),
    "a subclass of dict": make_subclass(dict)(a=1),
    "an ordered dictionary": collections.OrderedDict(a=1),
    "a named tuple": collections.namedtuple("Pair", "a b")(1, 2),
    "a subclass of ndarray": np.zeros(3).view(make_subclass(np.ndarray)),
    "a masked array": np.ma.masked_array([1.0, 2.0], [True, False]),
    "a masked number": np.ma.masked,
    "a record array": np.rec.array([(1, 2.0)]),
    "a memory map": np.zeros(3).view(np.memmap),
    "objects": np.array([1, None]),
    "complex numbers": np.zeros(2, complex),
    "a complex number": 1j,
    "a NumPy complex number": np.complex64(1),
    "dates": np.zeros(2, "datetime64[s]"),
    "a NumPy date": np.datetime64("2026-01-01"),
    "fields": np.zeros(2, [("a", float)]),
    "a void": np.zeros(2, [("a", float)])[0],
    "byte strings": np.array([b"a"]),
    "bytes": b"a",
    "a bytearray": bytearray(b"a"),
    "a set": {1},
    "a range": range(3),
    "a generator": (number for number in [1]),
    "an endless iterator": itertools.count(),
    "an endless list": Endless([1]),
    "a function": len,
    "a type": float,
    "an ellipsis": ...,
    "a module": np,
    "a decimal": decimal.Decimal(1),
    "a date": datetime.date(2026, 1, 1),
    "a random generator": np.random.default_rng(0),
    "a liar about its class": Disguised(),
    "a whole number of 65 bits": 2**64,
    "a negative whole number of 65 bits": -(2**63) - 1,
    "a dictionary with numbers as keys": {1: 2},
    "a dictionary with a liar as key": {make_subclass(str)("a"): 2},
}


@pytest.mark.parametrize(
    "wrap",
    [lambda item: item, lambda item: [item], lambda item: {"a": (item,)}],
    ids=["bare", "in a list", "in a dictionary"],
)
@pytest.mark.parametrize("name", REFUSED)
def test_anything_else_is_refused(name, wrap):
    """What is no exact builtin or NumPy value of real numbers is refused, wherever it stands."""
    with pytest.raises(NotPlain):
        encode(wrap(REFUSED[name]))


@pytest.mark.filterwarnings("ignore:the matrix subclass:PendingDeprecationWarning")
def test_matrices_are_refused():
    """A matrix, whose product is another than an array's, is refused."""
    with pytest.raises(NotPlain, match="matrix"):
        encode(np.matrix([[1.0]]))


def test_refusal_names_the_type():
    """A refusal tells which type came and what is accepted."""
    with pytest.raises(NotPlain, match=r"collections\.OrderedDict; expected numbers, text, lists, tuples"):
        encode(collections.OrderedDict())


def nest(depth):
    """Nest lists within lists."""
    value = 1
    for _ in range(depth):
        value = [value]
    return value


def test_depth_is_bounded():
    """Sixteen lists within each other cross, seventeen do not."""
    assert travel(nest(16)) == nest(16)
    with pytest.raises(NotPlain, match="deeper than 16"):
        encode(nest(17))


@pytest.mark.parametrize("n_times", [1, 2])
def test_a_list_that_contains_itself_is_refused(n_times):
    """A list within itself ends in a refusal, not in an endless loop."""
    value = []
    value.extend([value] * n_times)
    with pytest.raises(NotPlain, match="nested deeper"):
        encode(value)


@pytest.fixture
def small_room(monkeypatch):
    """Let values be a hundred items and a hundred bytes large."""
    monkeypatch.setattr(values, "Room", lambda room=values.Room: room(100, 100))


@pytest.mark.parametrize(
    "value",
    [[0] * 100, [[0] * 50, [0] * 50], {"a" * 400: 0}, ["a" * 200] * 2],
    ids=["a list", "two lists", "a long key", "two long texts"],
)
@pytest.mark.usefixtures("small_room")
def test_items_and_text_are_bounded_together(value):
    """However they are spread, items and characters beyond the limit are refused."""
    with pytest.raises(NotPlain, match="more than"):
        encode(value)


@pytest.mark.usefixtures("small_room")
def test_array_bytes_are_bounded_together():
    """Arrays that are small one by one are refused when they are too large together."""
    assert travel([np.zeros(6), np.zeros(6)])
    with pytest.raises(NotPlain, match="at most"):
        encode([np.zeros(6), np.zeros(7)])


def test_a_long_list_that_contains_itself_is_refused_in_time():
    """A list with ten thousand copies of itself is refused before memory runs out."""
    value = []
    value.extend([value] * 10_000)
    tracemalloc.start()
    try:
        with pytest.raises(NotPlain):
            encode(value)
        assert tracemalloc.get_traced_memory()[1] < 2**26
    finally:
        tracemalloc.stop()


def test_a_huge_broadcast_array_is_refused_without_being_made():
    """An array of a terabyte that takes eight bytes of memory is refused as what it would become."""
    tracemalloc.start()
    try:
        with pytest.raises(NotPlain, match="bytes"):
            encode(np.broadcast_to(1.0, (2**20, 2**17)))
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()
