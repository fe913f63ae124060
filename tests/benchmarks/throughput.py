"""How fast a class is graded: this project with isolation beside stock nbgrader without, on the same notebooks in one run.

``python tests/benchmarks/throughput.py [N]`` makes N submissions (40) twice, whole notebooks of lab 01 and such with the
exercises alone, and prints seconds, ratios and the peak memory of a job. The targets are 3 and 5 times as fast with two jobs.

Stock nbgrader has the easier part: it executes the notebooks with their visible checks, and the hidden tests refuse at once to
run in a student's kernel.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from autograder.demo.answers import reference_answers
from autograder.demo.course_folder import make_course_folder
from autograder.demo.notebooks import fill_in, released_notebook, write
from autograder.demo.steps import run_step

LAB = "glm_encoding"
STOCK = 'c = get_config()\nc.CourseDirectory.course_id = "neural_data"\nc.Execute.timeout = 120\n'
TARGETS = {"whole notebooks": 3, "exercises alone": 5}


def make_class(folder: Path, n_students: int, whole: bool) -> Path:
    """A course directory with submissions that are all right and all different."""
    course = make_course_folder(folder, ())
    run_step(f"generate_assignment {LAB}", course, lambda news: None)
    for number in range(n_students):
        notebook = fill_in(released_notebook(LAB), LAB, reference_answers(LAB))
        if not whole:
            notebook["cells"] = [cell for cell in notebook["cells"] if "nbgrader" in cell["metadata"] or _is_setup(cell)]
        notebook["cells"].append({"cell_type": "markdown", "id": "mine", "metadata": {}, "source": f"student {number}"})
        file = course / "submitted" / f"student-{number:03d}" / LAB / f"{LAB}.ipynb"
        file.parent.mkdir(parents=True)
        file.write_bytes(write(notebook))
    return course


def _is_setup(cell) -> bool:
    return cell["cell_type"] == "code" and "from autograder import check" in "".join(cell["source"])


def time_run(course: Path, *arguments: str) -> tuple[float, int]:
    """Seconds that a command takes in a course directory, and the largest resident set of its processes in bytes."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "NEURAL_COURSE_SECRET": "s"}
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", *arguments], cwd=course, env=environment, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, arguments
    return time.perf_counter() - start, usage.ru_maxrss * 1024


def measure(n_students: int, whole: bool) -> dict:
    """Both ways on copies of one class."""
    with tempfile.TemporaryDirectory() as folder:
        ours = make_class(Path(folder) / "ours", n_students, whole)
        stock = Path(shutil.copytree(ours, Path(folder) / "stock"))
        (stock / "nbgrader_config.py").write_text(STOCK)
        results = str(Path(folder) / "results")
        ours_s, peak = time_run(ours, *f"autograder grade submitted --jobs 2 --db course --results {results}".split())
        stock_s, _ = time_run(stock, "nbgrader", "autograde", LAB)
    return {"submissions": n_students, "ours_s": round(ours_s, 1), "stock_s": round(stock_s, 1),
            "ratio": round(stock_s / ours_s, 2), "ms_each": round(1000 * ours_s / n_students), "peak_mb": round(peak / 2**20)}


def main() -> None:
    """Print one line for each kind of class."""
    n_students = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    for kind, target in TARGETS.items():
        print(json.dumps({"class": kind, "target": target, **measure(n_students, kind == "whole notebooks")}), flush=True)


if __name__ == "__main__":
    main()
