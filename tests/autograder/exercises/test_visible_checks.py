"""The checks in a student's notebook agree with the hidden ones, on the inputs of the answer sheet."""

import pytest

from autograder.declare import Evidence
from autograder.exercises import LABS
from autograder.grading.sheets import SHEETS, is_fresh, sheet_text
from autograder.visible.notebook import make_report
from tests.autograder.exercises import banks

WEAKER = ("mixture_models.fit_mog",)  # the notebook does not know the likelihood, which is an exercise: it sees less
WRONG = [answer for answer in banks.list_all_wrong()
         if not isinstance(answer.exercise, Evidence) and answer.exercise_id not in WEAKER]


def report_on(exercise, sources):
    """What the notebook shows when these sources were its cells."""
    namespace = {}
    for source in sources:
        exec(compile(source, "<a student's cell>", "exec"), namespace)
    return make_report(exercise.id, namespace)


@pytest.mark.parametrize("lab", LABS)
def test_the_sheet_is_fresh(lab):
    """The sheet that students get holds the checks as they are declared now."""
    assert is_fresh(sheet_text(lab), SHEETS / f"{lab}.json"), "run `python -m autograder build`"


@pytest.mark.parametrize(("exercise", "style"), banks.right_parameters())
def test_a_right_answer_passes(exercise, style):
    """A right answer in any style passes every visible check."""
    report = report_on(exercise, [banks.read_right(exercise.lab, style)])
    assert report.done, str(report)
    assert report.result.helps == []


@pytest.mark.parametrize("answer", banks.as_parameters(WRONG))
def test_a_wrong_answer_fails_as_it_will_when_graded(answer):
    """The notebook already shows the checks that it will lose, and a tutor's three steps where it knows the mistake."""
    report = report_on(answer.exercise, answer.sources)
    assert answer.explain_loss({check.name for check in report.result.checks if not check.passed}) is None
    assert [one.slug for one in report.result.helps] == answer.slugs
    for one in report.result.helps:
        assert all(words in str(report) for words in (one.off, one.hint, one.read))
