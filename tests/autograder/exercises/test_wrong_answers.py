"""Wrong answers lose the points that they should, keep the others, and are recognised when known."""

import pytest

from tests.autograder.exercises import banks

ANSWERS = banks.list_all_wrong()


def check_results(answer, results):
    """What the bank says of the answer holds for each result."""
    for result in results:
        lost = {check.name for check in result.checks if not check.passed}
        assert answer.explain_loss(lost) is None
        assert all(check.message for check in result.checks if not check.passed)
        assert [one.slug for one in result.helps] == answer.slugs


@pytest.mark.parametrize("answer", banks.as_parameters(ANSWERS))
def test_a_wrong_answer_loses_what_it_should(grade, answer):
    """It fails the checks that the bank names and no others; it is diagnosed as what it is, or as nothing."""
    check_results(answer, grade(answer.exercise, answer.sources, seeds=[1]))


@pytest.mark.slow
@pytest.mark.parametrize("answer", ANSWERS, ids=str)
def test_a_wrong_answer_loses_on_any_inputs(grade, answer):
    """That does not depend on which inputs were drawn."""
    check_results(answer, grade(answer.exercise, answer.sources, seeds=range(2, 8)))
