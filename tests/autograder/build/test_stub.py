"""The student's version is made from the reference's own lines and gives nothing away."""

import textwrap

import numpy as np
import pytest

from autograder.build.errors import BuildError
from autograder.build.stub import hidden_lines, student_version


def region(*lines, name="f"):
    """Write a function whose body is a solution region of these lines."""
    body = "\n".join(f"    {line}" for line in ("# BEGIN SOLUTION", *lines, "# END SOLUTION"))
    return f'def {name}(x):\n    """Say x."""\n{body}'


def test_region_without_fill_ins_becomes_one_raising_line():
    """A blank body keeps signature and docstring, and nothing of the region."""
    student = student_version(region("y = 2 * x", "return y"), "f")
    raising = '    raise NotImplementedError("f: replace this line with your code")'
    assert student.splitlines() == ["def f(x):", '    """Say x."""', raising]


def test_lines_outside_regions_stay():
    """Scaffold around a region is the student's too."""
    source = region("y = 2 * x") + "\n    return y + 1"
    assert student_version(source, "f").endswith('your code")\n    return y + 1')


def test_fill_in_replaces_the_expression_and_drops_the_comment():
    """`# fill: EXPRESSION` leaves the line with `...` for the expression."""
    student = student_version(region("y = 2 * x  # fill: 2 * x", "return y"), "f")
    assert student.splitlines()[3:] == ["    y = ...", "    return y"]


def test_several_expressions_are_separated_by_bars():
    """`# fill: A | B` leaves two gaps in one line."""
    student = student_version(region("return x @ x - x.sum()  # fill: x @ x | x.sum()"), "f")
    assert student.splitlines()[-1] == "    return ... - ..."


def test_fill_in_regions_raise_before_the_scaffold():
    """The first line of a region with gaps raises and says how many gaps there are."""
    student = student_version(region("y = x + 1  # fill: x + 1", "return y * 2  # fill: y * 2"), "f")
    assert student.splitlines()[2] == (
        '    raise NotImplementedError("f: fill in the 2 places marked ... and delete this line")'
    )


def test_ordinary_comments_of_a_scaffold_stay():
    """A comment before `# fill:` is the student's; text in a string is no comment."""
    lines = 'y = len("# fill: x")  # a length', "return x * y  # scale  # fill: x * y"
    student = student_version(region(*lines), "f")
    assert student.splitlines()[-2:] == ['    y = len("# fill: x")  # a length', "    return ...  # scale"]


def test_indented_region_keeps_its_indent():
    """A region inside a loop raises at the loop's indent."""
    source = textwrap.dedent(
        """\
        def f(x):
            for value in x:
                # BEGIN SOLUTION
                value += 1
                # END SOLUTION
            return x"""
    )
    assert '        raise NotImplementedError("f: ' in student_version(source, "f")


def test_each_region_raises():
    """Two regions become two raising lines, so a half-finished answer still says what is missing."""
    source = region("y = 2 * x") + "\n    # BEGIN SOLUTION\n    return y\n    # END SOLUTION"
    assert student_version(source, "f").count("raise NotImplementedError") == 2


@pytest.mark.parametrize(
    ("source", "student"),
    [
        ('# which?\nanswer = "B"  # fill: "B"', "# which?\nanswer = ..."),
        ('answer: str = "B"', "answer: str = ..."),
        ('answer = (\n    "A"\n    "B"\n)  # because', "answer = ..."),
        ('answer = {\n    "ω": 1,  # the first\n}', "answer = ..."),
    ],
)
def test_assignments_lose_their_value_and_what_is_behind_it(source, student):
    """An evidence question keeps its comments; its value, over however many lines, becomes `...`."""
    assert student_version(source, "answer") == student


def test_stub_raises_not_implemented_and_nothing_else():
    """Called with a proper argument, blank and fill-in versions raise NotImplementedError."""
    for lines in (["return np.sum(x)"], ["y = np.sum(x)  # fill: np.sum(x)", "return y"]):
        namespace = {"np": np}
        exec(student_version(region(*lines), "f"), namespace)
        with pytest.raises(NotImplementedError, match=r"^f: "):
            namespace["f"](np.ones(3))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("def f(x):\n    return x", "came none"),
        ("def f(x):\n    # BEGIN SOLUTION\n    return x", "in turn, came BEGIN"),
        (region("# BEGIN SOLUTION", "return x"), "came BEGIN BEGIN END"),
        ('def f(x):\n    """BEGIN SOLUTION"""\n    return x', "inside other text"),
        (region("return x + x  # fill: x"), "exactly once in 'return x \\+ x', came 2"),
        (region("return x  # fill: y"), "exactly once .* came 0"),
        (region("return x  # fill:"), "came no expression"),
        (region("x = 2  # fill: x ="), "a student version that is Python"),
        (region("return x") + "\n    x = 1  # fill: 1", "inside a solution region only"),
        (region("return x", name="g"), "one definition of 'f' and nothing else, came g"),
        (region("return x") + "\n\n\nother = 1", "came f, other"),
        ("def f(x:\n", "expected Python"),
    ],
)
def test_bad_marks_are_refused(source, message):
    """What cannot be blanked surely is an error that says what came."""
    with pytest.raises(BuildError, match=message):
        student_version(source, "f")


def test_hidden_lines_are_what_the_student_does_not_get():
    """Solution lines are hidden, scaffold and markers are not among them."""
    source = region("scaffold = 1", "return x * 2  # fill: x * 2")
    assert hidden_lines(source, "f") == ["return x * 2"]


def test_stock_nbgrader_hides_at_least_as_much(tiny):
    """Were nbgrader's own ClearSolutions run instead of ours, no hidden line would be left."""
    from nbformat.v4 import new_code_cell
    from nbgrader.preprocessors import ClearSolutions

    from autograder.build.reference import reference_source

    for name in ("compute_mean", "compute_variance"):
        source = reference_source(tiny, name)
        cell = new_code_cell(source, metadata={"nbgrader": {"solution": True}})
        ClearSolutions().preprocess_cell(cell, {"language": "python"}, 0)
        assert not set(hidden_lines(source, name)) & {line.strip() for line in cell.source.splitlines()}
        assert "fill:" not in cell.source
