"""What isolation costs: the same submission graded with and without it, in alternating pairs of one run.

``python tests/benchmarks/cost_of_isolation.py [SUBMISSION]`` prints the median of the ratios; the target is at most 1.15.
"""

from __future__ import annotations

import statistics
import sys
import time

from autograder.grading.session import WarmWorker
from autograder.grading.submission import grade_notebook

N_PAIRS = 7
REFERENCE = "course/source/glm_encoding/glm_encoding.ipynb"  # the right answers


def time_grading(path: str, worker: WarmWorker) -> float:
    """Seconds from the file to the result."""
    start = time.perf_counter()
    result = grade_notebook(path, worker)
    took_s = time.perf_counter() - start
    assert all(one.passed for one in result.exercises), result.error
    return took_s


def measure_pairs(path: str, n_pairs: int = N_PAIRS) -> list[tuple[float, float]]:
    """Seconds with and without isolation, pair by pair; who goes first alternates."""
    with WarmWorker("require") as isolated, WarmWorker("off") as plain:
        workers = (isolated, plain)
        for worker in workers:  # the first submission of each pays for what is read from disk
            time_grading(path, worker)
        pairs = []
        for number in range(n_pairs):
            order = (0, 1) if number % 2 == 0 else (1, 0)
            took_s = {place: time_grading(path, workers[place]) for place in order}
            pairs.append((took_s[0], took_s[1]))
    return pairs


def main() -> None:
    """Print every pair and the median ratio."""
    pairs = measure_pairs(sys.argv[1] if len(sys.argv) > 1 else REFERENCE)
    for isolated_s, plain_s in pairs:
        print(f"{isolated_s:7.3f} s isolated   {plain_s:7.3f} s plain   ratio {isolated_s / plain_s:.3f}")
    print(f"median ratio {statistics.median(isolated / plain for isolated, plain in pairs):.3f}")


if __name__ == "__main__":
    main()
