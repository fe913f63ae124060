"""What the labs cost to execute: processor seconds of a fresh kernel for each lab with the right answers, checks included.

``python tests/benchmarks/cost_of_labs.py [LAB ...]`` prints one line for each lab; no lab may need more than 60 s.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time

import nbformat
from nbclient import NotebookClient

from autograder.demo.answers import reference_answers
from autograder.demo.notebooks import fill_in, released_notebook, write
from autograder.exercises import LABS

TARGET_S = 60.0


def measure(lab: str) -> tuple[float, float, float]:
    """Processor seconds, seconds by the clock, and the largest kernel so far (MB)."""
    notebook = nbformat.reads(write(fill_in(released_notebook(lab), lab, reference_answers(lab))).decode(), as_version=4)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": folder}})
        client.execute(stderr=subprocess.DEVNULL)  # a kernel warns there of how it is talked to
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu_s, time.perf_counter() - start, after.ru_maxrss / 1024


def main() -> None:
    """Measure the labs that are named, or all."""
    os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
    missed = []
    for lab in sys.argv[1:] or LABS:
        cpu_s, wall_s, peak_mb = measure(lab)
        verdict = "reached" if cpu_s <= TARGET_S else "MISSED"
        missed += [lab] if cpu_s > TARGET_S else []
        spent = f"{cpu_s:6.1f} s of processor, {wall_s:6.1f} s in all"
        print(f"{lab:20} {spent}, kernels up to {peak_mb:4.0f} MB: {verdict}", flush=True)
    if missed:
        sys.exit(f"more than {TARGET_S:.0f} s: {', '.join(missed)}")


if __name__ == "__main__":
    main()
