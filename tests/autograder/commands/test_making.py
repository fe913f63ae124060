"""`build`, `take` and `kit`: what they refuse, and how they say it."""

from autograder.commands.making import sheet_outputs
from autograder.exercises import LABS
from autograder.grading.sheets import SHEETS


def test_an_unknown_lab(refused):
    """A lab that does not exist is named, and those that do."""
    assert refused("build", "nosuch") == f"expected labs out of {', '.join(LABS)}, got nosuch"


def test_a_notebook_that_is_not_there(refused):
    """Edits cannot be taken from a notebook that does not exist."""
    assert "expected a notebook" in refused("take", "/nonexistent.ipynb")


def test_a_folder_that_cannot_be_made(refused):
    """A kit needs a folder to go to."""
    assert refused("kit", "--output", "/dev/null/kit").startswith(
        "expected a file or folder that can be used, got "
    )


def test_a_fresh_sheet_is_left_as_it_is():
    """A sheet that says the same is not written again, so that other machines' rounding is no change."""
    (content,) = sheet_outputs("glm_encoding").values()
    assert content == (SHEETS / "glm_encoding.json").read_bytes()
