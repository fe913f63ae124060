"""Student code that writes to the grader's socket itself gains nothing, and cannot stop the grader."""

import pytest

from autograder.grading.session import PROBLEMS, WorkerLost
from autograder.visible.calls import Outcome
from autograder.visible.judges import Agrees, LeavesInputsAlone, NoWarning, Parts, Shaped, WithinMemory

FORGE = """
import json, struct, sys

def find_worker():
    frame = sys._getframe()
    while frame is not None:
        message = frame.f_locals.get("message")
        if isinstance(message, dict) and "id" in message:
            return frame.f_locals["self"], message["id"]
        frame = frame.f_back

def send(header, body=b"", n_header=None, n_body=None):
    worker, number = find_worker()
    header = header.replace("ID", number).encode("utf-8", "surrogatepass")
    lengths = len(header) if n_header is None else n_header, len(body) if n_body is None else n_body
    worker.channel.end.sendall(struct.pack("!IQ", *lengths) + header + body)

def forge(header, *lengths): send(header, b"", *lengths)

def forge_array(shape, dtype, n_bytes):
    text = f"{{'descr': '{dtype}', 'fortran_order': False, 'shape': {shape}}}".encode()
    blob = b"\\x93NUMPY\\x01\\x00" + struct.pack("<H", len(text)) + text + bytes(n_bytes)
    send(json.dumps({"reply": "ID", "value": {"array": 0}, "sizes": [len(blob)]}), blob)

def raw(times):
    find_worker()[0].channel.end.sendall(b"\\xff" * times)

def drip():
    import time
    while True:
        find_worker()[0].channel.end.sendall(b"\\0")
        time.sleep(0.02)

def replay():
    for _ in range(1000):
        send('{"reply": "0123456789abcdef", "value": 1, "sizes": []}')
    return 2
"""

REPLY = '{{"reply": "ID", "sizes": [], {}}}'
JUDGES = [
    Agrees(),
    Shaped(),
    NoWarning(),
    LeavesInputsAlone(),
    WithinMemory(),
    Parts(("a", "b"), (Agrees(), Agrees())),
]


@pytest.fixture
def forge(load):
    """Let student code forge a reply; gives the outcome that the grader sees."""
    session = load(FORGE)

    def call(name, *args):
        return session.fork().call(name, args, timeout_s=1.5)

    return call


@pytest.mark.parametrize(
    "fields",
    [
        '"value": {"recipe": ["Generator", "x"]}',
        '"value": {"recipe": [[1]]}',
        '"value": {"rng": -1}',
        '"value": [1]',
        '"value": {"list": 5}',
        '"value": {"array": 3}',
        '"value": {"float": "1e5"}',
        '"value": {"dict": [["a"]]}',
        '"value": ' + "9" * 4000,
        '"value": ' + "[" * 900 + "]" * 900,
        '"problem": []',
        '"problem": {"a": 1}',
        '"problem": "right"',
        '"problem": "raised", "error": ' + "[" * 900 + "]" * 900,
        '"problem": "raised", "message": {"a": [1]}, "line": 5',
        '"problem": "raised", "message": "\\ud800\\u001b[2J"',
        '"changed": [' + "9" * 4300 + "]",
        '"changed": [-5, "a", null]',
        '"changed": {"a": 1}',
        '"warned": 5',
        '"warned": [[1], {"a": 2}, "' + "x" * 9999 + '"]',
        '"peak_bytes": ' + "9" * 4300,
        '"peak_bytes": -1',
        '"peak_bytes": "many"',
        '"value": NaN',
        '"value": "\\ud800"',
        '"ask": 5, "with": 7',
    ],
    ids=lambda fields: fields[:50],
)
def test_any_reply_is_an_outcome_that_can_be_judged(forge, fields):
    """Whatever fields a forged reply has, the grader sees an outcome, and every judge has an answer to it."""
    outcome = forge("forge", REPLY.format(fields))
    assert isinstance(outcome, Outcome)
    assert outcome.problem in (None, *PROBLEMS)
    for judge in JUDGES:
        message = judge(outcome, (1.0, 2.0))
        assert message is None or message.isprintable()


@pytest.mark.parametrize(
    "header",
    [
        "[]",
        "5",
        "null",
        "",
        "{",
        '{"sizes": []}',
        '{"reply": "ID"}',
        '{"reply": "ID", "sizes": 5}',
        '{"reply": "ID", "sizes": [-1, 1]}',
        '{"reply": "ID", "sizes": [99]}',
        '{"reply": ["ID"], "sizes": []}',
        '{"ask": [], "with": 1, "sizes": []}',
        "[" * 100_000,
        '{"ask": "f", "with": {"list": []}, "sizes": []}',
        '{"reply": "ID", "sizes": [true]}',
        "\ud800",
    ],
    ids=lambda header: header[:40] or "empty",
)
def test_any_frame_is_an_outcome(forge, header):
    """A frame that is no reply is ignored, or the end of that process; never an exception in the grader."""
    assert forge("forge", header).problem in (None, "died", "refused", "timeout")


@pytest.mark.parametrize("lengths", [(2**32 - 1, None), (None, 2**64 - 1), (2**26 + 1, 0), (10, 2**40)], ids=str)
def test_a_frame_that_claims_to_be_huge_ends_the_process(forge, lengths):
    """A frame longer than any message is not waited for."""
    assert forge("forge", "{}", *lengths).problem == "died"


@pytest.mark.parametrize(
    ("shape", "dtype", "n_bytes"),
    [
        ("(" + "1," * 70 + ")", "<f8", 8),
        (f"(0, {2**70})", "<f8", 0),
        ("(4000000000, 0)", "<f8", 0),
        ("(1,)", "|O", 8),
        ("(-1,)", "<f8", 8),
        ("(10**9,)", "<f8", 8),
    ],
)
def test_any_array_is_an_outcome(forge, shape, dtype, n_bytes):
    """A forged array that is none is refused."""
    assert forge("forge_array", shape, dtype, n_bytes).problem == "refused"


@pytest.mark.parametrize("times", [1, 11, 12, 13, 100_000])
def test_noise_ends_the_process(forge, times):
    """Bytes that are no frame are an outcome without a value."""
    assert forge("raw", times).problem in ("died", "timeout")


def test_dripping_does_not_extend_the_time(forge):
    """Bytes that keep coming are given up in time."""
    assert forge("drip").problem in ("died", "timeout")


def test_old_or_guessed_replies_do_not_count(forge):
    """Replies under another number than the request's are ignored, and the true one counts."""
    assert forge("replay").value == 2


@pytest.mark.parametrize("cells", ["5", "null", "[]", "[5]", "[[]]", "[1, 2, 3]", '[{"error": 5, "outputs": {}}]', '{"a": 1}'])
def test_forged_reports_on_cells_are_lists(load, cells):
    """A forged report on loading cells is a list, or the loss of the process."""
    source = FORGE + f'\nforge(\'{{"reply": "ID", "sizes": [], "cells": {cells}}}\')'
    try:
        reports = load("").load("notebook", [source], 2)
    except WorkerLost:
        reports = []
    assert isinstance(reports, list)
