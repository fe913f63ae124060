"""Output without end: what is kept is bounded, in the process that runs it and in the grader."""

import json
import resource

import pytest

from autograder.grading.session import WorkerLost
from autograder.visible.cells import MAX_OUTPUT_BYTES
from autograder.visible.channel import MAX_HEADER_PARTS, ChannelClosed, _split

MEMORY = "\nimport resource\nfound = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss"
FLOODS = {
    "prints": "for _ in range(40_000): print('x' * 10_000)",
    "writes": "import sys\nfor _ in range(40_000): sys.stderr.write('x' * 10_000)",
    "displays": "from IPython.display import display\nfor _ in range(3000): display('x' * 10_000)",
    "one value": "'x' * 10**8",
    "one picture": "from IPython.display import display\ndisplay({'image/png': b'x' * 10**8}, raw=True)",
    "one error": "raise ValueError('x' * 10**8)",
    "a program": "import os\nos.system('head -c 100000000 /dev/zero')",
}


def outputs_of(worker, source):
    session = worker.open()
    (report,) = session.load("notebook", [source], 60.0)
    session.end()
    return report["outputs"]


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_what_is_kept_is_bounded(worker, flood):
    """Whatever a cell shows, a few megabytes of it at most reach the grader."""
    assert len(str(outputs_of(worker, flood))) <= MAX_OUTPUT_BYTES + 10_000


@pytest.mark.parametrize("flood", ["prints", "writes"])
def test_printing_takes_no_memory(worker, run, flood):
    """Text that is not kept is not kept anywhere: 400 MB of it leave the process as large as it was."""
    before_kb, after_kb = run(worker, "1" + MEMORY), run(worker, FLOODS[flood] + MEMORY)
    assert after_kb - before_kb < 50_000


def test_endless_printing_ends_in_time(worker, run):
    """A cell that prints for ever is ended by the clock, like any other."""
    session = worker.open()
    with pytest.raises(WorkerLost, match="did not return within 1 s"):
        session.load("notebook", ["while True: print('x' * 10_000)"], 1.0)
    session.end()
    assert run(worker, "found = 1") == 1


def test_a_message_of_too_many_parts_is_refused():
    """A forged message of millions of empty lists is refused before it is read: it would take a gigabyte."""
    before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ChannelClosed, match="parts"):
        _split(b'{"sizes":[],"cells":[' + b"[]," * (MAX_HEADER_PARTS // 2) + b"1]}", b"")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb < 100_000


def test_a_large_honest_message_passes():
    """A message as large as the largest values make it is read."""
    message = {"sizes": [], "value": [0.123456789] * 1_000_000}
    assert _split(json.dumps(message).encode(), b"")[0]["value"][-1] == 0.123456789
