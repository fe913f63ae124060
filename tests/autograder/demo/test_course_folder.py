"""The demonstration's course directory: made anew, and never in the place of anything else."""

import zipfile

import pytest
from traitlets.config import PyFileConfigLoader

from autograder.demo.course_folder import NotADemonstration, make_course_folder, refuse_other_things
from autograder.demo.roster import CLASS

STUDENTS = [student for student in CLASS if student.name in ("lena", "otto")]


@pytest.fixture
def made(tmp_path):
    """A course directory."""
    return make_course_folder(tmp_path / "class", STUDENTS)


def test_the_configuration_is_the_courses(made):
    """nbgrader grades there as it does in course/, but with a gradebook and an exchange of its own."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(made)).load_config()
    assert config.Autograde.sanitize_preprocessors[0].__name__ == "RebuildNotebook"
    assert config.CourseDirectory.root == str(made)
    assert config.Exchange.root.startswith(str(made))


def test_the_class_hands_in_one_download(made):
    """The submissions are in an archive, under the names that they were saved by."""
    with zipfile.ZipFile(made / "downloaded" / "glm_encoding" / "archive" / "glm_encoding.zip") as archive:
        names = archive.namelist()
    assert names == [
        "lena_4101_assignsubmission_file/glm_encoding.ipynb",
        "otto_4102_assignsubmission_file/My glm_encoding FINAL (2).ipynb",
    ]


def test_the_source_is_the_lessons(made):
    """The instructor's notebook is built from the lesson, not taken from where it may have been edited."""
    source = (made / "source" / "glm_encoding" / "glm_encoding.ipynb").read_text()
    assert "BEGIN HIDDEN TESTS" in source


def test_an_earlier_demonstration_is_replaced(made):
    """A second demonstration begins with nothing of the first."""
    (made / "gradebook.db").write_text("old")
    make_course_folder(made, STUDENTS)
    assert not (made / "gradebook.db").exists()


def test_an_empty_folder_is_used(tmp_path):
    """A folder that is there already may be used if it is empty."""
    refuse_other_things(tmp_path)
    assert make_course_folder(tmp_path, STUDENTS) == tmp_path


@pytest.mark.parametrize(
    "fill",
    [
        lambda path: (path / "thesis.tex").write_text("precious"),
        lambda path: (path / "nbgrader_config.py").write_text("c = get_config()\n"),
        lambda path: (path / "nbgrader_config.py").write_bytes(b"\xff"),
    ],
    ids=["other files", "a real course", "no text"],
)
def test_other_folders_are_refused(tmp_path, fill):
    """What an earlier demonstration did not make is left as it is."""
    fill(tmp_path)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(NotADemonstration, match="expected an empty folder"):
        make_course_folder(tmp_path, STUDENTS)
    assert sorted(tmp_path.iterdir()) == before


def test_a_link_is_refused(made, tmp_path):
    """A link is not followed, even to an earlier demonstration: what it leads to may be meant to stay."""
    (tmp_path / "link").symlink_to(made)
    with pytest.raises(NotADemonstration):
        make_course_folder(tmp_path / "link", STUDENTS)
    assert (made / "nbgrader_config.py").exists()
