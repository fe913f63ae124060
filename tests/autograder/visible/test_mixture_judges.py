"""The judges of mixtures, samples and selections accept every right answer, and say what is off with a wrong one."""

import numpy as np
import pytest

from autograder.visible import mixtures, samples, selections
from autograder.visible.calls import Outcome
from autograder.visible.sheets import pack_judge, unpack_judge

M, S, P = np.array([[0.0, 0.0], [9.0, 0.0]]), np.array([np.eye(2)] * 2), np.array([0.25, 0.75])
LABELS = np.array([0, 1, 1, 1] * 10)
FIT = (LABELS, M, S, P)
TURNED = (1 - LABELS, M[::-1], S[::-1], P[::-1])
NEAR = mixtures.MixtureNear(40, 2, 2, True, M, S, P, LABELS)
PURE = mixtures.SeparatesGroups(40, 2, 2, True, tuple(LABELS))
BIC = (2, np.array([8.0, 5.0]), np.array([[9.0, 8.0], [5.0, 6.0]]))


def judge_value(judge, value):
    """What a judge that knows the truth says of a value."""
    return judge(Outcome(value=value), None)


def change(values, place, new):
    """A result with one part replaced."""
    return tuple(new if i == place else value for i, value in enumerate(values))


# ---- mixtures


@pytest.mark.parametrize("judge", [mixtures.MixtureForm(40, 2, 2), NEAR, PURE], ids=lambda judge: type(judge).__name__)
def test_components_may_come_in_any_order_and_container(judge):
    """Both orders, lists, whole numbers as floats."""
    for fit in (FIT, TURNED, [np.asarray(part).tolist() for part in FIT], change(FIT, 0, LABELS.astype(float))):
        assert judge_value(judge, fit) is None


@pytest.mark.parametrize(
    ("fit", "words"),
    [
        (FIT[:3], "expected four results"),
        (change(FIT, 1, M.T[:1]), "m: expected"),
        (change(FIT, 3, P[:, None]), "p: expected"),
        (change(FIT, 3, 2 * P), "sum to 1"),
        (change(FIT, 3, np.array([-0.25, 1.25])), "sum to 1"),
        (change(FIT, 0, LABELS + 1), "whole numbers from 0 to 1"),
        (change(FIT, 0, LABELS + 0.5), "whole numbers from 0 to 1"),
        (change(FIT, 2, S * np.nan), "nan or infinite"),
        (change(FIT, 2, S + np.array([[0, 0.5], [0, 0]])), "symmetric"),
        (change(FIT, 2, -S), "symmetric"),
        (change(FIT, 2, 0 * S), "above 0"),
        (change(FIT, 1, M[[0, 0]]), "the same mean"),
        (None, "expected four results"),
    ],
)
def test_what_is_no_mixture_is_refused(fit, words):
    """With the part that is off."""
    assert words in judge_value(mixtures.MixtureForm(40, 2, 2), fit)


@pytest.mark.parametrize("place", range(4))
def test_other_parameters_are_seen(place):
    """Labels, means, covariances or weights that are some way off are not near."""
    other = [np.roll(LABELS, 1), M + 1.5, 3 * S, np.array([0.6, 0.4])][place]
    assert "not those of the most likely" in judge_value(NEAR, change(FIT, place, other))


def test_groups_have_labels_of_their_own():
    """One label for two groups is seen; a sample of group -1 may have any."""
    assert "not told apart" in judge_value(PURE, change(FIT, 0, 0 * LABELS))
    free = mixtures.SeparatesGroups(40, 2, 2, True, (*LABELS[:39], -1))
    assert judge_value(free, change(FIT, 0, np.append(LABELS[:39], 0))) is None


def test_one_good_start_is_enough():
    """The best of several counts; if none is good, it is said of how many."""
    judges = [mixtures.SeparatesGroups(40, 2, 2, False, tuple(LABELS))] * 2
    good, bad = Outcome(value=FIT), Outcome(value=change(FIT, 0, 0 * LABELS))
    assert mixtures.BestStart()([bad, good], [], judges) is None
    assert "of 2 starts not one" in mixtures.BestStart()([bad, bad], [], judges)


def test_kinds_of_fits_are_told_apart():
    """Whatever the start: diagonal, round, pooled, equal weights, whole numbers of samples."""
    tilted = np.array([[[2.0, 0.5], [0.5, 1.0]], [[1.0, -0.2], [-0.2, 3.0]]])
    soft = (LABELS, M, tilted, np.array([0.2613, 0.7387]))
    kind, diagonal = mixtures.SameKindOfMixture(), tilted * np.eye(2)
    others = [change(soft, 2, diagonal), change(soft, 2, S), change(soft, 2, tilted[[0, 0]]), change(soft, 3, P),
              change(soft, 3, np.array([0.5, 0.5])), change(soft, 0, LABELS + 1), change(soft, 2, tilted * np.nan),
              change(soft, 2, np.linalg.cholesky(tilted)), soft[:3]]  # fmt: skip
    moved = change(change(soft, 1, M + 3), 2, tilted[::-1] + 0.1)
    assert kind(Outcome(value=moved), soft) is None
    for i, one in enumerate([soft, *others]):
        for j, two in enumerate([soft, *others]):
            assert (kind(Outcome(value=one), two) is None) == (i == j), (i, j)


# ---- samples


def draw(n_samples, seed=0):
    """A right sample."""
    rng = np.random.default_rng(seed)
    labels = rng.choice(2, n_samples, p=P)
    return labels, M[labels] + rng.normal(size=(n_samples, 2))


@pytest.mark.parametrize("aspect", ["form", "weights", "order", "clusters"])
def test_right_samples_pass(aspect):
    """Five hundred draws, none of them refused."""
    judge = samples.MixtureSample(300, M, S, P, aspect)
    assert [message for seed in range(500) if (message := judge_value(judge, draw(300, seed)))] == []


@pytest.mark.parametrize(
    ("aspect", "spoil", "words"),
    [
        ("form", lambda labels, x: (labels, x.T), "x: expected"),
        ("form", lambda labels, x: (labels + 1, x), "whole numbers from 0 to 1"),
        ("form", lambda labels, x: x, "expected two results"),
        ("weights", lambda labels, x: (1 - labels, x), "as often as p says"),
        ("order", lambda labels, x: (np.sort(labels), x), "random order"),
        ("clusters", lambda labels, x: (labels, x + 2), "do not have the mean"),
        ("clusters", lambda labels, x: (labels, M[labels]), "do not have the covariance"),
        ("clusters", lambda labels, x: (np.zeros_like(labels), x), "mean m"),
        ("clusters", lambda labels, x: (np.ones_like(labels), x), "only 0 samples"),
    ],
)
def test_spoiled_samples_are_seen(aspect, spoil, words):
    """With what is off."""
    assert words in judge_value(samples.MixtureSample(300, M, S, P, aspect), spoil(*draw(300)))


def test_counts_have_to_vary():
    """The same number of samples of each cluster for every seed is no chance."""
    outcomes = [Outcome(value=draw(30, seed)) for seed in range(4)]
    assert samples.CountsVary()(outcomes, []) is None
    assert "same number" in samples.CountsVary()([Outcome(value=(np.roll(LABELS, i), None)) for i in range(4)], [])


def test_draws_of_one_distribution_are_alike():
    """Another draw is; other weights, another order or another spread are not."""
    kind, (labels, x) = samples.SameKindOfSample(), draw(300, 1)
    assert kind(Outcome(value=draw(300, 2)), (labels, x)) is None
    for other in [(np.sort(labels), x), (1 - labels, x), (labels, 2 * x), (labels, x[:, :1]), (labels + 1, x), 3]:
        assert kind(Outcome(value=other), (labels, x))


# ---- selections


def test_a_right_selection_passes():
    """As tuple or list, whatever the order of K."""
    known = {"rows": (1,), "values": (5.5,), "allowed": 1.0, "differ": True}
    for value in (BIC, [2, [8.0, 5.0], BIC[2].tolist()]):
        assert judge_value(selections.Selection((3, 2), 2, **known), value) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (BIC[:2], "expected three results"),
        (change(BIC, 2, BIC[2][:, :1]), "all_bic: expected"),
        (change(BIC, 1, BIC[1] * np.nan), "nan or infinite"),
        (change(BIC, 0, 1), "not one of the values"),
        (change(BIC, 1, np.array([9.0, 5.0])), "not the smallest BIC of each row"),
        (change(BIC, 0, 3), "not the number of components with the smallest"),
        ((3, BIC[1][::-1], BIC[2][::-1]), "does row i belong to K"),
        ((2, np.array([8.0, 5.0]), np.array([[8.0, 8.0], [5.0, 5.0]])), "exactly the same"),
    ],
)
def test_a_wrong_selection_is_seen(value, words):
    """With what does not fit together."""
    judge = selections.Selection((3, 2), 2, rows=(1,), values=(5.5,), allowed=1.0, differ=True)
    assert words in judge_value(judge, value)


@pytest.mark.parametrize("judge", [NEAR, PURE, mixtures.MixtureForm(4, 2, 2), mixtures.SameKindOfMixture(),
                                   samples.MixtureSample(9, M, S, P, "order"), samples.SameKindOfSample(),
                                   selections.Selection((1, 2), 3), selections.SameKindOfSelection()])  # fmt: skip
def test_judges_travel_in_sheets(judge):
    """What comes out of a sheet is what went in."""
    again = unpack_judge(pack_judge(judge))
    assert type(again) is type(judge)
    assert repr(pack_judge(again)) == repr(pack_judge(judge))
