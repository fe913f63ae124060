"""Points add up by checks."""

from autograder.visible.results import CheckResult, ExerciseResult, Help

RIGHT = CheckResult("right", "It is right.", 2.0, 2.0)
HALF = CheckResult("half", "It is half right.", 0.5, 1.0, "half of it is off")


def test_points_are_the_sum_of_the_checks():
    """An exercise earns and is worth what its checks do together."""
    result = ExerciseResult("lab.f", [RIGHT, HALF])
    assert (result.points, result.max_points) == (2.5, 3.0)


def test_an_exercise_is_passed_when_every_check_is():
    """One check that lacks points is enough not to pass."""
    assert ExerciseResult("lab.f", [RIGHT, RIGHT]).passed
    assert not ExerciseResult("lab.f", [RIGHT, HALF]).passed


def test_points_are_floats():
    """Points are floats, also where they are declared as whole numbers."""
    assert type(ExerciseResult("lab.f", [CheckResult("c", "", 1, 1)]).points) is float
    assert type(ExerciseResult("lab.f", []).points) is float


def test_results_as_json():
    """The JSON of an exercise holds its points, its checks and the names of the mistakes."""
    result = ExerciseResult("lab.f", [RIGHT, HALF], [Help("a-slug", "", "", "")], "a note")
    assert result.as_json() == {
        "exercise": "lab.f",
        "points": 2.5,
        "max_points": 3.0,
        "passed": False,
        "misconceptions": ["a-slug"],
        "checks": [
            {"name": "right", "passed": True, "points": 2.0, "message": ""},
            {"name": "half", "passed": False, "points": 0.5, "message": "half of it is off"},
        ],
    }
