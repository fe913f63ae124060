"""`list` and `check`: the exercises there are, and one of them graded on a file."""

import json
from pathlib import Path

import pytest

from autograder.exercises import all_exercises

ROOT = Path(__file__).parents[3]
RIGHT = ROOT / "solutions" / "glm_encoding.py"
KEYS = ["exercise", "points", "max_points", "passed", "misconceptions", "checks"]


@pytest.fixture
def wrong(tmp_path):
    """A file with a known mistake in fit_lg, and nothing to build on."""
    path = tmp_path / "mine.py"
    path.write_text("import numpy as np\n\ndef fit_lg(stim, spikes, d=25):\n    return np.zeros(d)\n")
    return path


def pair(exercise, file):
    return json.dumps({"exercise": exercise, "file": str(file)}).encode() + b"\n"


def test_list_as_json(run):
    """`list --json` is one array of the exercises, each with its id, lab and points, in teaching order."""
    ran = run("list", "--json")
    rows = json.loads(ran.out)
    assert ran.out.count("\n") == 1
    assert [set(row) for row in rows] == [{"id", "lab", "points"}] * len(rows)
    assert [(row["id"], row["points"]) for row in rows] == [
        (e.id, e.points) for e in all_exercises().values()
    ]


def test_list_as_text(run):
    """`list` has a line for each exercise."""
    assert len(run("list").out.splitlines()) == len(all_exercises())


def test_a_right_answer(run, warm):
    """The reference has all points, and the answer has the keys of the contract in their order."""
    ran = run("check", "glm_encoding.fit_lg", RIGHT, "--json")
    answer = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert list(answer) == KEYS
    assert (answer["points"], answer["max_points"], answer["passed"]) == (5.5, 5.5, True)
    assert [list(check) for check in answer["checks"]] == [["name", "passed", "points", "message"]] * len(
        answer["checks"]
    )
    assert sum(check["points"] for check in answer["checks"]) == 5.5


def test_a_wrong_answer_is_no_error(run, warm, wrong):
    """The exit code is 0 when an answer could be graded, whatever its score."""
    ran = run("check", "glm_encoding.fit_lg", wrong, "--json")
    assert (ran.code, json.loads(ran.out)["passed"]) == (0, False)


def test_as_text(run, warm, wrong):
    """Without --json, people read the points, every claim, and why it does not hold."""
    ran = run("check", "glm_encoding.fit_lg", wrong)
    assert ran.out.splitlines()[0].endswith(" of 5.5 points")
    assert "FAILED  It finds the intercept and the filter" in ran.out
    assert "expected shape (7,), got shape (6,)" in ran.out


def test_a_seed_repeats_a_run(run, warm, tmp_path):
    """With the same seed the inputs are the same, with another they are others."""
    told = tmp_path / "told.py"
    told.write_text("def make_design_matrix(stim, d=25):\n    raise ValueError(sum(stim))\n")
    answers = [
        run("check", "glm_encoding.make_design_matrix", told, "--json", "--seed", seed).out
        for seed in (1, 1, 2)
    ]
    assert answers[0] == answers[1] != answers[2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["glm_encoding.fit_lg"], "expected an exercise and a file, got only 'glm_encoding.fit_lg'"),
        (
            ["glm_encoding.nosuch", RIGHT],
            "expected the id of an exercise (one of glm_encoding.make_design_matrix, ",
        ),
        (["glm_encoding.fit_lg", ROOT], "expected a regular file, got a folder: "),
        (["glm_encoding.fit_lg", "/dev/zero"], "expected a regular file, got a device: "),
        (
            ["glm_encoding.fit_lg", "no such file"],
            "expected a readable file, got No such file or directory: ",
        ),
    ],
)
def test_bad_input(refused, warm, arguments, said):
    """What cannot be graded is refused in a line."""
    assert refused("check", *arguments).startswith(said)


def test_a_file_that_is_no_text(refused, warm, tmp_path):
    """Bytes that are no UTF-8 are refused, with the place of the first."""
    path = tmp_path / "mine.py"
    path.write_bytes(b"x = '\xff'")
    assert refused("check", "glm_encoding.fit_lg", path).startswith(
        "expected text in UTF-8, got other bytes at position 5"
    )


def test_pairs_are_answered_in_order(run, warm, wrong):
    """Each line of the standard input has its answer on a line, in order; blank lines have none."""
    lines = b"\n" + pair("glm_encoding.fit_lg", RIGHT) + b"  \n" + pair("glm_encoding.fit_lg", wrong)
    ran = run("check", "--json", stdin=lines)
    assert [json.loads(line)["passed"] for line in ran.out.splitlines()] == [True, False]
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"not JSON", 'expected a line {"exercise": ..., "file": ...}, got \'not JSON\''),
        (b"[1, 2]", "expected a line"),
        (b'{"exercise": "glm_encoding.fit_lg"}', "expected a line"),
        (b"\xff\xfe", "expected a line"),
        (b"[" * 100_000, "expected a line"),
        (b'{"exercise": 1, "file": "x"}', "expected an exercise and the path of a file as text"),
        (b'{"exercise": "glm_encoding.fit_lg", "file": "a\\u0000b"}', "expected an exercise and the path"),
        (b'{"exercise": "glm_encoding.fit_lg", "file": "\\ud800"}', "expected an exercise and the path"),
        (pair("nosuch", "x"), "expected the id of an exercise"),
        (pair("glm_encoding.fit_lg", "no such file"), "expected a readable file"),
    ],
    ids=["text", "list", "no file", "bytes", "deep", "number", "nul", "surrogate", "unknown", "missing"],
)
def test_a_bad_line_is_answered(run, warm, line, said):
    """A line that cannot be graded is answered with an error; the next is graded, and the exit code tells."""
    ran = run("check", stdin=line + b"\n" + pair("glm_encoding.bits_per_spike", RIGHT))
    first, second = map(json.loads, ran.out.splitlines())
    assert list(first) == ["error"]
    assert first["error"].startswith(said)
    assert second["passed"]
    assert (ran.code, ran.err) == (2, "")


def test_each_pair_starts_clean(run, warm, tmp_path):
    """What one file did to its process, the next does not see."""
    spoiler, user = tmp_path / "spoiler.py", tmp_path / "user.py"
    spoiler.write_text("import numpy as np\nnp.log = None\nimport builtins\nbuiltins.len = None\n")
    user.write_text(RIGHT.read_text())
    ran = run("check", stdin=pair("glm_encoding.fit_lg", spoiler) + pair("glm_encoding.bits_per_spike", user))
    assert json.loads(ran.out.splitlines()[1])["passed"]
