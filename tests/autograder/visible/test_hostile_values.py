"""Decoding gives a value or a refusal, whatever a hostile process has written, and executes nothing."""

import json
import pickle
import struct
import tracemalloc

import numpy as np
import pytest

from autograder.visible.values import NotPlain, decode, encode

OVER_THE_STACK = 20


def write_npy(header, body=b"", version=(1, 0)):
    """Write the bytes of a `.npy` file with any header."""
    length = struct.pack("<H" if version == (1, 0) else "<I", len(header))
    return b"\x93NUMPY" + bytes(version) + length + header.encode("latin1") + body


def describe(shape="(1,)", dtype="'<f8'", order="False"):
    """Write the header of a `.npy` file."""
    return f"{{'descr': {dtype}, 'fortran_order': {order}, 'shape': {shape}}}\n"


def nest(depth, tag):
    """Nest encoded lists within each other."""
    tree = 1
    for _ in range(depth):
        tree = {tag: [tree]}
    return tree


TREES = {
    "an unknown tag": {"object": 1},
    "an unhashable recipe": {"recipe": [[1]]},
    "a recipe without a name": {"recipe": []},
    "a recipe of another name": {"recipe": ["eval", "1"]},
    "a recipe with too many parts": {"recipe": ["Generator", 1, 2]},
    "a recipe that is no list": {"recipe": "Generator"},
    "a bare list": [1],
    "two tags": {"list": [], "tuple": []},
    "no tag": {},
    "a list that is none": {"list": 5},
    "a tuple that is text": {"tuple": "ab"},
    "a dictionary that is one": {"dict": {"a": 1}},
    "a dictionary of triples": {"dict": [["a", 1, 2]]},
    "a dictionary with a number as key": {"dict": [[1, 2]]},
    "a dictionary with a list as key": {"dict": [[["a"], 2]]},
    "a float in words": {"float": "1e5"},
    "a float that is a list": {"float": [1]},
    "a float that is a dictionary": {"float": {}},
    "an array that did not come": {"array": 1},
    "an array with a negative index": {"array": -1},
    "an array with True as index": {"array": True},
    "an array with text as index": {"array": "0"},
    "an array without index": {"array": None},
    "a whole number of 65 bits": 2**64,
    "a whole number of 4000 digits": 10**4000,
    "a deep list": nest(OVER_THE_STACK, "list"),
    "a deep tuple": nest(OVER_THE_STACK, "tuple"),
    "a deeper list": nest(5000, "list"),
}


@pytest.mark.parametrize("name", TREES)
def test_a_malformed_tree_is_refused(name):
    """A tree that `encode` does not write is refused, whatever is wrong with it."""
    with pytest.raises(NotPlain):
        decode(TREES[name], [write_npy(describe(), bytes(8))])


NPY = {
    "nothing": b"",
    "other bytes": b"\0" * 200,
    "a magic number alone": b"\x93NUMPY\x01\x00",
    "a truncated body": write_npy(describe("(2,)"), bytes(15)),
    "a body too long": write_npy(describe(), bytes(9)),
    "no body": write_npy(describe()),
    "an unknown version": write_npy(describe(), bytes(8), version=(7, 9)),
    "a version for long headers": write_npy(describe(), bytes(8), version=(2, 0)),
    "objects": write_npy(describe(dtype="'|O'"), bytes(8)),
    "fields": write_npy(describe(dtype="[('a', '<f8')]"), bytes(8)),
    "text": write_npy(describe(dtype="'<U2'"), bytes(8)),
    "dates": write_npy(describe(dtype="'<M8[s]'"), bytes(8)),
    "complex numbers": write_npy(describe(dtype="'<c8'"), bytes(8)),
    "raw bytes": write_npy(describe(dtype="'|V8'"), bytes(8)),
    "text of no length": write_npy(describe(dtype="'<U0'")),
    "a dtype that is none": write_npy(describe(dtype="'no'"), bytes(8)),
    "a dtype with a shape": write_npy(describe(dtype="('<f8', (2,))"), bytes(16)),
    "a negative length": write_npy(describe("(-1,)")),
    "two negative lengths": write_npy(describe("(-1, -1)"), bytes(8)),
    "a length that is no number": write_npy(describe("('a',)"), bytes(8)),
    "a length that is True": write_npy(describe("(True,)"), bytes(8)),
    "a length that is a float": write_npy(describe("(1.0,)"), bytes(8)),
    "a shape that is a number": write_npy(describe("1"), bytes(8)),
    "sixty-five axes": write_npy(describe("(" + "1," * 65 + ")"), bytes(8)),
    "a huge shape": write_npy(describe("(9999999999999999,)")),
    "an overflowing shape": write_npy(describe(f"({2**62}, {2**62})")),
    "a shape that overflows to the right size": write_npy(describe(f"({2**63 + 1}, 2)"), bytes(16)),
    "an empty array with a long axis": write_npy(describe(f"({4 * 10**9}, 0)")),
    "an empty array with an overlong axis": write_npy(describe(f"(0, {2**70})")),
    "a header of many digits": write_npy(describe("(" + "9" * 5000 + ",)")),
    "a header too long": write_npy(describe() + " " * 20_000, bytes(8)),
    "a header that is deep": write_npy("(" * 190 + ")" * 190),
    "a header that is deeper": write_npy("-" * 9000 + "1"),
    "a header of another language": write_npy("\xff\xfe"),
    "a header with more keys": write_npy(describe().replace("}", ", 'x': 1}"), bytes(8)),
    "an order that is none": write_npy(describe(order="7"), bytes(8)),
}


@pytest.mark.parametrize("name", NPY)
@pytest.mark.filterwarnings("ignore")
def test_a_malformed_array_is_refused(name):
    """Bytes that are no array of real numbers, down to the last one, are refused."""
    with pytest.raises(NotPlain):
        decode({"list": [{"array": 0}]}, [NPY[name]])


def test_another_layout_is_understood():
    """An array whose columns come first, which `encode` does not write, has its numbers in their places."""
    body = np.arange(6.0).tobytes()
    array = decode({"array": 0}, [write_npy(describe("(2, 3)", order="True"), body)])
    assert array.tolist() == [[0.0, 2.0, 4.0], [1.0, 3.0, 5.0]]


@pytest.mark.parametrize("name", ["a huge shape", "an empty array with a long axis", "a header of many digits"])
def test_a_header_alone_takes_no_memory(name):
    """An array announced to be large, and not sent, is refused without being made room for."""
    tracemalloc.start()
    try:
        with pytest.raises(NotPlain):
            decode({"array": 0}, [NPY[name]])
        assert tracemalloc.get_traced_memory()[1] < 2**23
    finally:
        tracemalloc.stop()


class Canary:
    """Makes a folder when it is unpickled."""

    def __init__(self, path):
        self.path = str(path)

    def __reduce__(self):
        import os

        return os.mkdir, (self.path,)


def test_the_canary_sings(tmp_path):
    """Unpickling the canary does make the folder: the tests below would see it."""
    pickle.loads(pickle.dumps(Canary(tmp_path / "sung")))
    assert (tmp_path / "sung").exists()


@pytest.mark.parametrize("dtype", ["'|O'", "'<f8'", "'|u1'"])
def test_nothing_is_unpickled(dtype, tmp_path):
    """A pickle in an array's place is not opened: it is refused, or its bytes are taken for numbers."""
    pickled = pickle.dumps(Canary(tmp_path / "sung"))
    blob = write_npy(describe(f"({len(pickled)},)", dtype), pickled)
    try:
        value = decode({"array": 0}, [blob])
    except NotPlain:
        value = None
    assert not (tmp_path / "sung").exists()
    assert value is None or value.tobytes() == pickled


def test_nothing_is_evaluated(tmp_path):
    """An expression in an array's header is not evaluated."""
    expression = f"__import__('os').mkdir({str(tmp_path / 'sung')!r})"
    with pytest.raises(NotPlain):
        decode({"array": 0}, [write_npy(describe(f"({expression},)"), bytes(8))])
    assert not (tmp_path / "sung").exists()


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.filterwarnings("ignore")
def test_damaged_bytes_give_an_array_or_a_refusal(seed):
    """With bytes changed, lost or added at random, decoding ends in an array or in a refusal."""
    rng = np.random.default_rng(seed)
    _, [good] = encode(np.arange(6.0).reshape(2, 3))
    for _ in range(50):
        blob = bytearray(good[: rng.integers(len(good)) if rng.integers(2) else None])
        for place in rng.integers(0, len(blob) or 1, rng.integers(1, 4)):
            blob[place : place + 1] = bytes(rng.integers(0, 256, rng.integers(0, 3), dtype=np.uint8))
        assert_plain_or_refused({"array": 0}, [bytes(blob)])


@pytest.mark.parametrize("seed", range(20))
def test_damaged_trees_give_a_value_or_a_refusal(seed):
    """With characters of its JSON changed at random, a tree ends in a value or in a refusal."""
    rng = np.random.default_rng(seed)
    tree, blobs = encode({"a": [1, np.inf, np.zeros(2)], "b": ("text", None, {"c": 2**40})})
    text = json.dumps(tree)
    for _ in range(200):
        letters = list(text)
        for place in rng.integers(0, len(text), rng.integers(1, 4)):
            letters[place] = str(rng.choice(list('0123456789{}[]",:-.e ntf')))
        try:
            damaged = json.loads("".join(letters))
        except ValueError:
            continue
        assert_plain_or_refused(damaged, blobs)


def assert_plain_or_refused(tree, blobs):
    """Decode, and encode again what came out."""
    try:
        value = decode(tree, blobs)
    except NotPlain:
        return
    encode(value)
