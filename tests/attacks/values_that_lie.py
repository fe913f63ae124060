"""Return values that claim to be what they are not, take for ever, or fill the grader's memory."""

from __future__ import annotations

import textwrap

from tests.attacks.attack import EVERYTHING, Attack

FUNCTIONS = [name for name in EVERYTHING if name != "evidence_filters"]


def _value(name: str, claim: str, source: str, **more) -> Attack:
    """Every function returns `lie()`, which the source defines."""
    answers = {function: f"def {function}(*args, **kwargs):\n    return lie()" for function in FUNCTIONS}
    answers["evidence_filters"] = "evidence_filters = lie()"
    return Attack(f"value_{name}", claim, answers=answers, top=source, **more)


def _method(name: str, claim: str, methods: str, base: str = "", **more) -> Attack:
    """A returned object with special methods."""
    source = f"class Lie({base}):\n{textwrap.indent(textwrap.dedent(methods).strip(), '    ')}\ndef lie():\n    return Lie()"
    return _value(name, claim, source, **more)


def _message(name: str, claim: str, reply: str, blobs: str = "[]") -> Attack:
    """A reply of which the value is written by hand."""
    return Attack(f"message_{name}", claim, top=f"""
        import io
        from autograder.visible.worker import Worker
        def npy(array=None, header=None):
            file = io.BytesIO()
            if header:
                np.lib.format._write_array_header(file, header, (1, 0))
            else:
                np.save(file, array, allow_pickle=True)
            return file.getvalue()
        Worker.do_call = Worker.do_value = lambda self, message, blobs: ({reply}, {blobs})
    """)


ATTACKS = (
    _method("equal_to_all", "An object that is equal to everything.", """
        __eq__ = __le__ = __ge__ = lambda self, other: True
        __ne__ = __lt__ = __gt__ = lambda self, other: False
        __hash__ = None
        __sub__ = __rsub__ = __abs__ = __array__ = lambda self, *rest: 0.0
        __float__ = lambda self: 0.0
    """),
    _method("array_subclass", "An array whose comparisons are always true.", """
        def __new__(kind):
            return np.zeros((3, 3)).view(kind)
        __eq__ = __le__ = lambda self, other: np.True_
        def __array_ufunc__(self, *args, **kwargs):
            return np.True_
        def __array_function__(self, *args, **kwargs):
            return True
    """, "np.ndarray"),
    _method("float_subclass", "A float, a list and a text that differ from nothing.", """
        __eq__ = lambda self, other: True
        __ne__ = lambda self, other: False
        __sub__ = __rsub__ = lambda self, other: 0.0
        __hash__ = float.__hash__
    """, "float"),
    _method("text_subclass", "A verdict that has every letter.", """
        def __new__(kind):
            return str.__new__(kind, "+-0+")
        __eq__ = __contains__ = lambda self, other: True
        __hash__ = str.__hash__
        split = lambda self: ["+-0+"]
        __iter__ = lambda self: iter("+-0+")
    """, "str"),
    _method("lying_class", "An object whose class says that it is an array.", """
        __class__ = np.ndarray
        shape, dtype, ndim, size, nbytes = (3, 3), np.dtype(float), 2, 9, 72
        __array_interface__ = {"shape": (3, 3), "typestr": "<f8", "data": (0, False), "version": 3}
        tolist = lambda self: [0.0]
    """),
    _method("endless_methods", "An object whose every method loops.", """
        def __getattribute__(self, name):
            while True:
                pass
        __len__ = __iter__ = __eq__ = __array__ = __reduce__ = __repr__ = __float__ = __getattribute__
    """, slow=True),
    _method("endless_length", "A list and a dictionary without end.", """
        __iter__ = lambda self: iter(int, 1)
        __len__ = lambda self: 2**40
        items = keys = __iter__
    """, "list"),
    _method("pickle", "An object that acts when it is unpickled.", """
        def __reduce__(self):
            return (__import__("os").system, ("touch @OUTSIDE@/@MARKER@",))
    """),
    _method("deleted_for_ever", "An object that loops when it is deleted.", """
        def __del__(self):
            while True:
                pass
    """, slow=True),
    _value("object_array", "Arrays of objects, structures, complex numbers, dates.", """
        import itertools
        kinds = itertools.cycle([np.array([object()]), np.zeros(3, "f8,i4"), np.array([1j]), np.array(["2020"], "M8[D]"), np.array(b"x")])
        def lie():
            return next(kinds)
    """),
    _value("masked", "Masked arrays, where nothing differs.", "def lie():\n    return np.ma.masked_all((3, 3))"),
    _value("not_numbers", "nan, in the place of every number.", "def lie():\n    return np.full(4, np.nan)"),
    _value("infinite", "Infinity.", "def lie():\n    return float('inf')"),
    _value("broadcast", "One number that fits every shape.", "def lie():\n    return np.zeros((1, 1))"),
    _value("zero_strides", "An array of 10^10 numbers that takes eight bytes.",
           "def lie():\n    return np.broadcast_to(0.0, (100_000, 100_000))"),
    _value("gigabytes", "A billion zeros.", "def lie():\n    return np.zeros(10**9)"),
    _value("million_columns", "As much as may cross, as small whole numbers.", "def lie():\n    return np.zeros((8000, 8000), np.uint8)"),
    _value("empty_but_long", "Arrays that are empty and very long.", "def lie():\n    return np.zeros((2**60, 0))"),
    _value("ragged", "Rows of different lengths.", "def lie():\n    return [[1.0], [1.0, 2.0], 3.0]"),
    _value("deep", "A list ten thousand deep.", """
        def lie():
            value = []
            for _ in range(10_000):
                value = [value]
            return value
    """),
    _value("itself", "A list that contains itself.", "def lie():\n    value = [1.0]\n    value.append(value)\n    return value"),
    _value("long_text", "A text of a hundred megabytes.", "def lie():\n    return 'x' * 10**8"),
    _value("texts", "A list with one long text and many short ones.", "def lie():\n    return ['x' * 10**6] + [''] * 500_000"),
    _value("long_number", "A whole number of a million digits.", "def lie():\n    return 1 << 3_400_000"),
    _value("long_numbers", "Numbers that are not quite 64 bits.", "def lie():\n    return [2**64 - 1, -2**63, 2**63]"),
    _value("many_items", "A million items.", "def lie():\n    return [0.0] * 1_500_000"),
    _value("odd_dictionary", "Dictionaries with keys of every kind.", "def lie():\n    return {1: 2, None: 3, (1, 2): [], 'a': {'b': object}}"),
    _value("forged_tree", "Dictionaries that look like an encoded value.",
           "def lie():\n    return {'array': 0, 'list': [], 'float': 'nan', 'recipe': ['Seeded', 1]}"),
    _value("generators", "Generators, coroutines and maps.", "def lie():\n    return (0.0 for _ in iter(int, 1))"),
    _value("functions", "Functions and classes.", "def lie():\n    return lie"),
    _value("lone_surrogates", "Text that is no Unicode.", "def lie():\n    return '\\ud800\\udfff\\x00\\x1b[2J'"),
    _value("constant", "The same number everywhere, for what points there are.", "def lie():\n    return 0.0"),
    _value("itself_changed", "The arguments are overwritten, and returned.", """
        import sys
        def lie():
            args = sys._getframe(1).f_locals["args"]
            for item in args:
                if isinstance(item, np.ndarray):
                    item[...] = 0
            return args[0].tolist() if isinstance(args[0], np.ndarray) and args[0].size < 2 else 0.0
    """),
    _message("one_blob_often", "One array, named a hundred thousand times.",
             "{'value': {'list': [{'array': 0}] * 100_000}}", "[npy(np.zeros(100_000))]"),
    _message("long_and_empty", "An array of shape (0, 2^62, 2^62).", "{'value': {'array': 0}}",
             "[npy(header={'descr': '<f8', 'fortran_order': False, 'shape': (0, 2**62, 2**62)})]"),
    _message("negative_shape", "An array of shape (-1, -8).", "{'value': {'array': 0}}",
             "[npy(header={'descr': '<f8', 'fortran_order': False, 'shape': (-1, -8)}) + bytes(64)]"),
    _message("pickled", "An array that is a pickle.", "{'value': {'array': 0}}", "[npy(np.array([object()], dtype=object))]"),
    _message("not_an_array", "An array of other bytes.", "{'value': {'array': 0}}", "[b'PK\\x03\\x04' + bytes(100)]"),
    _message("long_header", "An array with a header of code.", "{'value': {'array': 0}}",
             "[b'\\x93NUMPY\\x01\\x00\\xff\\xff' + b'(' * 65535]"),
    _message("recipe", "A value that is a recipe.", "{'value': {'recipe': ['Seeded', 'x']}}"),
    _message("rng", "A value that is a generator.", "{'value': {'rng': 'x'}}"),
    _message("unknown_tag", "A value with an unknown tag.", "{'value': {'__import__': 'os'}}"),
    _message("wrong_bodies", "Tags with bodies of the wrong kind.",
             "{'value': {'dict': [[1, 2], ['a']]}, 'changed': {}, 'warned': 7, 'message': [1], 'error': None, 'line': {}}"),
    _message("float", "A float that is a list.", "{'value': {'float': ['nan']}}"),
    _message("bare", "A list without a tag.", "{'value': [1, 2, 3]}"),
    _message("missing", "No value at all, and a problem of its own.", "{'problem': 'solved'}"),
    _message("points", "A problem that is none, and points.", "{'value': None, 'problem': None, 'points': 6, 'passed': True}"),
    _message("truth", "A value that says to be the truth.", "{'value': {'truth': None}, 'truth': {'list': []}}"),
)
