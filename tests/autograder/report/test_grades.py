"""Tables of grades: for people, for Moodle and for Canvas."""

import csv
import io

from autograder.exercises import exercises_of
from autograder.report.grades import by_student, canvas_table, class_table, feedback_of, has_grade, moodle_table
from tests.autograder.report.conftest import LAB, NOT_WRITTEN, answer, diagnosed

TRIGGERS = tuple("=+-@\t\r")


def rows_of(text):
    """The rows of a table."""
    return list(csv.reader(io.StringIO(text)))


def read_as_moodle(text):
    """The rows as PHP's fgetcsv reads them, to which a quote after a backslash does not close a cell."""
    return list(csv.reader(io.StringIO(text), escapechar="\\"))


def test_columns_of_the_class(make_entry):
    """A column for each exercise of the labs that were handed in, between the points and how grading went."""
    header = rows_of(class_table([make_entry()]))[0]
    exercises = [one.id for one in exercises_of(LAB)]
    assert header == ["student", "lab", "points", "max", *exercises, "outcome", "seconds", "misconceptions"]


def test_a_row_of_the_class(make_entry, exercise):
    """Points in all and of each exercise, seconds, and what was diagnosed where."""
    wrong = diagnosed(exercise["fit_lg"], "no-intercept")
    (row,) = csv.DictReader(io.StringIO(class_table([make_entry(fit_lg=wrong, took_s=3.14159)])))
    assert (row["student"], row["lab"], row["points"], row["max"]) == ("ada", LAB, "37", "42.5")
    assert (row["glm_encoding.fit_lg"], row["glm_encoding.make_design_matrix"]) == ("0", "6")
    assert (row["outcome"], row["seconds"]) == ("graded", "3.14")
    assert row["misconceptions"] == "glm_encoding.fit_lg: no-intercept"


def test_every_submission_has_a_row(make_entry):
    """Those that could not be graded, do not count or have no student are in the class's table, too."""
    entries = [make_entry(error="no notebook"), make_entry(counts=False), make_entry("", place="loose.ipynb"),
               make_entry(lab="spike_detection")]
    rows = list(csv.DictReader(io.StringIO(class_table(entries))))
    assert [row["student"] for row in rows] == ["ada", "ada", "loose.ipynb", "ada"]
    assert rows[0]["outcome"] == "not graded: no notebook"
    assert rows[0]["glm_encoding.fit_lg"] == rows[3]["glm_encoding.fit_lg"] == rows[1]["spike_detection.detect_spikes"] == ""
    assert float(rows[3]["spike_detection.detect_spikes"]) > 0


def test_nothing_hostile_is_computed(hostile_class):
    """In none of the tables a cell begins with what a spreadsheet would compute, and every row is a line."""
    for make in (class_table, moodle_table, canvas_table):
        text = make(hostile_class)
        assert not [cell for row in rows_of(text) for cell in row if cell.startswith(TRIGGERS)]
        assert text.count("\n") == len(rows_of(text))
        assert not [cell for line in text.split("\r\n") for cell in line.split(";") if cell.lstrip(' "').startswith(TRIGGERS)]


def test_every_hostile_row_has_all_cells(hostile_class):
    """Nothing a student can write moves cells to another column or row, for Moodle's reader neither."""
    for make in (class_table, moodle_table, canvas_table):
        text = make(hostile_class)
        assert len({len(row) for row in rows_of(text)}) == 1
    assert read_as_moodle(moodle_table(hostile_class)) == rows_of(moodle_table(hostile_class))


def test_moodle(make_entry, exercise):
    """A row for each student: the id, and of each lab the grade and the feedback, as Moodle's own exports call them."""
    entries = [make_entry(fit_lg=diagnosed(exercise["fit_lg"], "no-intercept")), make_entry("ben"),
               make_entry("ben", lab="spike_detection")]
    header, ada, ben = rows_of(moodle_table(entries))
    assert header == ["Username", "glm_encoding (Real)", "glm_encoding (Feedback)", "spike_detection (Real)",
                      "spike_detection (Feedback)"]
    assert ada == ["ada", "37", "37 of 42.5 points<br>fit_lg: 0 of 5.5 points. The model has no intercept.", "", ""]
    assert ben[:2] == ["ben", "42.5"]
    assert float(ben[3]) == sum(one.points for one in exercises_of("spike_detection"))


def test_feedback_is_html_of_ours(make_entry, exercise):
    """What a student's code said is text to Moodle, which shows feedback as HTML."""
    told = feedback_of(make_entry(fit_lg=answer(exercise["fit_lg"], 0, 'it raised E: <b onclick="x()">\\ 1 & 2')))
    assert told.endswith("It raised E: &lt;b onclick=&quot;x()&quot;&gt;&#92; 1 &amp; 2")


def test_feedback_names_what_was_not_done(make_entry, exercise):
    """Exercises as released are told in one line."""
    blank = {name: answer(exercise[name], 0, NOT_WRITTEN) for name in ("fit_lg", "fit_lnp")}
    assert feedback_of(make_entry(**blank)) == "31 of 42.5 points<br>Not done: fit_lg, fit_lnp"


def test_feedback_on_a_broken_file(make_entry):
    """A file that could not be graded has no points, and the reason."""
    (_, row) = rows_of(moodle_table([make_entry(error="expected a notebook, got an empty file")]))
    assert row == ["ada", "0", "0 of 42.5 points<br>This file could not be graded: expected a notebook, got an empty file"]


def test_canvas(make_entry):
    """Canvas's five columns, its row of points, and a row for each student, who is found by the login."""
    rows = rows_of(canvas_table([make_entry(), make_entry("ben", lab="spike_detection")]))
    assert rows[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "glm_encoding", "spike_detection"]
    best = [sum(one.points for one in exercises_of(lab)) for lab in (LAB, "spike_detection")]
    assert rows[1][:5] == ["Points Possible", "", "", "", ""]
    assert [float(cell) for cell in rows[1][5:]] == best
    assert rows[2] == ["ada", "", "", "ada", "", "42.5", ""]
    assert rows[3][:5] == ["ben", "", "", "ben", ""]


def test_no_student_sets_the_points_of_an_assignment(hostile_class):
    """A student called like Canvas's row of points is not taken for it."""
    rows = rows_of(canvas_table(hostile_class))
    assert [number for number, row in enumerate(rows) if "Points Possible" in row[0]] == [1]
    assert [row[3] for row in rows].count("Points Possible") == 1


def test_whose_grade_it_is_is_certain(make_entry):
    """An id that would be written as another's is not written: nobody gets, or overwrites, somebody else's grade."""
    for student in ("ada\n", " ada", "a\u200bda", "ada\u202e", 'ad"a', "ad\\a", ""):
        assert not has_grade(make_entry(student))
    assert has_grade(make_entry("Ada Lovelace-King"))


def test_which_submissions_have_a_grade(make_entry):
    """Files that do not count, and those to be graded again, are not in a grade import."""
    entries = [make_entry(counts=False, fit_lg=None), make_entry("ben", error="worker ended", lost=True), make_entry("chloe")]
    assert list(by_student(entries)) == ["chloe"]


def test_the_file_that_counts_gives_the_grade(make_entry, exercise):
    """Whichever of a student's files comes last, the grade is that of the one that counts."""
    counts = make_entry(fit_lg=answer(exercise["fit_lg"], 0))
    (_, row) = rows_of(moodle_table([counts, make_entry(counts=False)]))
    assert row[1] == "37"
