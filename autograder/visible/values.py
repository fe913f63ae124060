"""Plain values and their bytes: the only thing that crosses between a student's process and the grader.

A value is a JSON tree beside a list of `.npy` blobs. Only exact builtin and NumPy types are taken, so that an object that
lies about itself (an `==` that is always true, an `ndarray` subclass) cannot cross; nothing is ever unpickled.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass

import numpy as np

from autograder.visible.recipes import RECIPES, Recipe

MAX_DEPTH = 16
MAX_ITEMS = 2_000_000  # four characters of text count as one item
MAX_BLOB_BYTES = 64 * 2**20  # all arrays of a value together
PLAIN_KINDS = "biuf"
NUMPY_SCALARS = frozenset(kind for kind in np.sctypeDict.values() if np.dtype(kind).kind in PLAIN_KINDS)


@dataclass
class Room:
    """What may still be put into a value before it is too large."""

    n_items: int = MAX_ITEMS
    n_bytes: int = MAX_BLOB_BYTES


class NotPlain(ValueError):
    """A value that cannot cross: the message names what came and what is accepted."""


def encode(value) -> tuple[object, list[bytes]]:
    """Turn a plain value into a JSON tree and its ``.npy`` blobs.

    Raises
    ------
    NotPlain
        For any type but None, bool, int, float, str, list, tuple, dict with text keys, real-valued NumPy arrays, and the
        recipes of `autograder.visible.recipes`.
    """
    blobs: list[bytes] = []
    return _to_tree(value, blobs, Room(), 0), blobs


def decode(tree, blobs: list[bytes]):
    """Rebuild the value of `encode`, with every size and depth checked.

    Raises
    ------
    NotPlain
        For anything else that a hostile process may have written.
    """
    return _from_tree(tree, blobs, 0)


def _to_tree(value, blobs, room, depth):
    kind = type(value)
    room.n_items -= 1 + (len(value) // 4 if kind is str else 0)
    if depth > MAX_DEPTH or room.n_items < 0:
        raise NotPlain(f"a value nested deeper than {MAX_DEPTH} or with more than {MAX_ITEMS} items")
    if value is None or kind in (bool, str):
        return value
    if kind is int:
        return _bounded_int(value)
    if kind is float:
        return {"float": repr(value)} if not math.isfinite(value) else value
    if kind is np.ndarray:
        return _array_tree(value, blobs, room, depth)
    if kind in (list, tuple):
        return {kind.__name__: _trees(value, blobs, room, depth)}
    if kind is dict:
        return {"dict": [_trees((_text(key), item), blobs, room, depth) for key, item in value.items()]}
    if kind in RECIPES.values():
        return {"recipe": [kind.__name__, *_trees(vars(value).values(), blobs, room, depth)]}
    return _to_tree(_from_scalar(value, kind), blobs, room, depth)


def _trees(values, blobs, room, depth) -> list:
    return [_to_tree(item, blobs, room, depth + 1) for item in values]


def _from_scalar(value, kind):
    """A NumPy scalar as the Python number or text that it stands for."""
    if kind is np.str_:
        return str(value)
    if kind not in NUMPY_SCALARS:
        raise NotPlain(f"a value of type {_type_name(kind)}; expected numbers, text, lists, tuples or NumPy arrays")
    return float(value) if np.dtype(kind).kind == "f" else value.item()


def _array_tree(value, blobs, room, depth):
    if value.dtype.kind == "U" and value.size <= 1000:
        return _to_tree(value.tolist(), blobs, room, depth)
    room.n_bytes -= value.nbytes
    if value.dtype.kind not in PLAIN_KINDS or room.n_bytes < 0:
        raise NotPlain(f"an array of dtype {value.dtype} and {value.nbytes} bytes; expected real numbers, "
                       f"at most {MAX_BLOB_BYTES} bytes in all")
    if value.dtype.itemsize > 8:  # long doubles have no portable bytes
        value = value.astype(float)
    file = io.BytesIO()
    np.lib.format.write_array(file, np.ascontiguousarray(value).reshape(value.shape), allow_pickle=False)
    blobs.append(file.getvalue())
    return {"array": len(blobs) - 1}


def _from_tree(tree, blobs, depth):
    if depth > MAX_DEPTH + 1:
        raise NotPlain(f"a value nested deeper than {MAX_DEPTH}")
    if tree is None or type(tree) in (bool, str, float):
        return tree
    if type(tree) is int:
        return _bounded_int(tree)
    if type(tree) is not dict or len(tree) != 1:
        raise NotPlain("a malformed message; expected an encoded value")
    (tag, body), = tree.items()
    return _REBUILD[tag](body, blobs, depth) if tag in _REBUILD else _malformed(tag)


def _malformed(tag):
    raise NotPlain(f"a malformed message with the unknown tag {tag!r:.40}")


def _items(body, blobs, depth):
    if type(body) is not list or len(body) > MAX_ITEMS:
        raise NotPlain("a malformed list")
    return [_from_tree(item, blobs, depth + 1) for item in body]


def _dict(body, blobs, depth):
    if type(body) is not list or any(type(pair) is not list or len(pair) != 2 for pair in body):
        raise NotPlain("a malformed dictionary")
    return {_text(key): _from_tree(item, blobs, depth + 1) for key, item in body}


def _array(index, blobs, depth):
    if type(index) is not int or not 0 <= index < len(blobs):
        raise NotPlain("a malformed message: it names an array that did not come")
    try:
        return _read_array(blobs[index])
    except NotPlain:
        raise
    except Exception as error:  # any defect of hostile bytes is the same refusal
        raise NotPlain(f"an array that cannot be read ({type(error).__name__})") from None


def _read_array(blob: bytes) -> np.ndarray:
    file = io.BytesIO(blob)
    if np.lib.format.read_magic(file) != (1, 0):  # the others are for headers longer than a plain array's
        raise NotPlain("an array in another format")
    shape, fortran_order, dtype = np.lib.format.read_array_header_1_0(file, max_header_size=10_000)
    rest = blob[file.tell():]
    if dtype.kind not in PLAIN_KINDS or math.prod(shape) * dtype.itemsize != len(rest) or min(shape, default=0) < 0:
        raise NotPlain(f"an array of dtype {dtype} whose size does not fit its shape")
    if math.prod(max(n, 1) for n in shape) * dtype.itemsize > MAX_BLOB_BYTES:  # also where it is long and empty
        raise NotPlain("an array too large to be worked with")
    return np.frombuffer(rest, dtype).reshape(shape, order="F" if fortran_order else "C").copy()


def _recipe(body, blobs, depth) -> Recipe:
    """The recipe itself; only `realise` makes something of it, and only of what the grader sent."""
    if type(body) is not list or not body or type(body[0]) is not str or body[0] not in RECIPES:
        raise NotPlain("a malformed recipe")
    try:
        return RECIPES[body[0]](*_items(body[1:], blobs, depth))
    except TypeError:
        raise NotPlain("a malformed recipe") from None


def _float(body, blobs, depth):
    if body not in ("nan", "inf", "-inf"):
        raise NotPlain("a malformed number")
    return float(body)


def _bounded_int(value):
    if not -(2**63) <= value < 2**64:
        raise NotPlain("an integer of more than 64 bits")
    return value


def _text(key):
    if type(key) is not str:
        raise NotPlain(f"a dictionary key of type {_type_name(type(key))}; expected text")
    return key


def _type_name(kind) -> str:
    return f"{getattr(kind, '__module__', '?')}.{getattr(kind, '__qualname__', '?')}"[:120]


_REBUILD = {
    "list": _items,
    "tuple": lambda body, blobs, depth: tuple(_items(body, blobs, depth)),
    "dict": _dict,
    "array": _array,
    "float": _float,
    "recipe": _recipe,
}
