"""Plain values and their bytes: the only thing that crosses between a student's process and the grader.

A value is a JSON tree beside a list of `.npy` blobs. Only exact builtin and NumPy types are taken, so that an object that
lies about itself (an `==` that is always true, an `ndarray` subclass) cannot cross; nothing is ever unpickled.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass

import numpy as np

MAX_DEPTH = 16
MAX_ITEMS = 2_000_000
MAX_BLOB_BYTES = 256 * 2**20
PLAIN_KINDS = "biuf"
NUMPY_SCALARS = tuple({t for t in np.sctypeDict.values() if np.dtype(t).kind in PLAIN_KINDS and np.dtype(t).itemsize <= 8})


class NotPlain(ValueError):
    """A value that cannot cross: the message names what came and what is accepted."""


@dataclass(frozen=True)
class Generator:
    """An argument that becomes ``numpy.random.default_rng(seed)`` on the other side."""

    seed: int


def encode(value) -> tuple[object, list[bytes]]:
    """Turn a plain value into a JSON tree and its ``.npy`` blobs.

    Raises
    ------
    NotPlain
        For any type but None, bool, int, float, str, list, tuple, dict with text keys, and real-valued NumPy arrays.
    """
    blobs: list[bytes] = []
    return _to_tree(value, blobs, [MAX_ITEMS], 0), blobs


def decode(tree, blobs: list[bytes]):
    """Rebuild the value of `encode`, with every size and depth checked."""
    return _from_tree(tree, blobs, 0)


def _to_tree(value, blobs, budget, depth):
    budget[0] -= 1
    if depth > MAX_DEPTH or budget[0] < 0:
        raise NotPlain(f"a value nested deeper than {MAX_DEPTH} or with more than {MAX_ITEMS} items")
    kind = type(value)
    if value is None or kind in (bool, str):
        return value
    if kind is int:
        return _bounded_int(value)
    if kind is float:
        return {"float": repr(value)} if not math.isfinite(value) else value
    if kind in (list, tuple):
        return {kind.__name__: [_to_tree(item, blobs, budget, depth + 1) for item in value]}
    if kind is dict:
        return {"dict": [[_text(key), _to_tree(item, blobs, budget, depth + 1)] for key, item in value.items()]}
    if kind is Generator:
        return {"rng": value.seed}
    return _array_tree(value, kind, blobs)


def _array_tree(value, kind, blobs):
    if kind in NUMPY_SCALARS:
        value = np.asarray(value)
    elif kind is not np.ndarray:
        raise NotPlain(f"a value of type {_type_name(kind)}; expected numbers, text, lists, tuples or NumPy arrays")
    if value.dtype.kind == "U" and value.size <= 1000:
        return _to_tree(value.tolist(), blobs, [MAX_ITEMS], 0)
    if value.dtype.kind not in PLAIN_KINDS or value.nbytes > MAX_BLOB_BYTES:
        raise NotPlain(f"an array of dtype {value.dtype} and {value.nbytes} bytes; expected real numbers, at most {MAX_BLOB_BYTES} bytes")
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
    file = io.BytesIO(blobs[index])
    try:
        version = np.lib.format.read_magic(file)
        reader = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, fortran_order, dtype = reader(file, max_header_size=10_000)
        n_bytes = math.prod(shape) * dtype.itemsize
    except Exception as error:  # any defect of hostile bytes is the same refusal
        raise NotPlain(f"an array that cannot be read ({type(error).__name__})") from None
    rest = blobs[index][file.tell():]
    if dtype.kind not in PLAIN_KINDS or n_bytes != len(rest) or min(shape, default=0) < 0:
        raise NotPlain(f"an array of dtype {dtype} whose size does not fit its shape")
    return np.frombuffer(rest, dtype).reshape(shape, order="F" if fortran_order else "C").copy()


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
    "rng": lambda body, blobs, depth: np.random.default_rng(_bounded_int(body)),
}
