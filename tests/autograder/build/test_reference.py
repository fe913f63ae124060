"""A definition is taken out of the reference's text, and put back, without touching its neighbours."""

import pytest

from autograder.build.errors import BuildError
from autograder.build.reference import parse_reference, reference_source, replace_reference


def test_function_comes_with_its_last_marker(tiny):
    """The END marker is a comment behind the last statement, and belongs to the function."""
    source = reference_source(tiny, "compute_mean")
    assert source.startswith("def compute_mean(values):")
    assert source.endswith("    # END SOLUTION")


def test_decorators_belong_to_a_function(make_lab):
    """A function starts at its first decorator; a comment above it stays out."""
    lab = make_lab(reference="# about f\n@first\n@second(1)\ndef f():\n    pass\n\n\n# about g\ng = 1\n")
    assert reference_source(lab, "f") == "@first\n@second(1)\ndef f():\n    pass"


def test_assignment_comes_with_the_comments_above_it(tiny):
    """What an evidence question asks stands in the comments right above it."""
    assert reference_source(tiny, "evidence_spread") == (
        '# Which panel shows the wider spread: "A" or "B"?\nevidence_spread = "B"  # fill: "B"'
    )


def test_comments_of_other_definitions_stay_out(make_lab):
    """A blank line ends the comments that belong to an assignment."""
    lab = make_lab(reference="# far\n\n# near\nanswer = 1\n# behind\n")
    assert reference_source(lab, "answer") == "# near\nanswer = 1"


def test_missing_definition_is_none(tiny):
    """A name that the reference does not define has no source."""
    assert reference_source(tiny, "compute_median") is None


def test_replacing_a_source_changes_nothing_else(tiny):
    """The text with a definition replaced by itself is the same text; another source is in its place."""
    source = reference_source(tiny, "compute_mean")
    assert replace_reference(tiny, "compute_mean", source) == tiny.reference_text
    edited = source.replace("/ values.size", "/ len(values)")
    assert replace_reference(tiny, "compute_mean", edited) == tiny.reference_text.replace(source, edited)


def test_reference_that_is_not_python_is_refused(make_lab):
    """The message has the file and the line."""
    with pytest.raises(BuildError, match=r"solutions/tiny.py:2: expected Python"):
        parse_reference(make_lab(reference="x = 1\ndef (:\n"))
