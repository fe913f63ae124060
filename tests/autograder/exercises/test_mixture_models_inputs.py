"""The inputs of lab 07 are fair: a right answer can do what is asked, and the panels can be read by the lesson's rules."""

import numpy as np
import pytest

from autograder.exercises.mixture_models import evidence, inputs
from autograder.exercises.mixture_models.evidence import describe_panel, evidence_components
from autograder.exercises.mixture_models.fitting import fit_mog
from autograder.exercises.mixture_models.information import mog_bic
from autograder.exercises.mixture_models.judging import Converged, WithinNats
from autograder.grading.plan import draw_plan
from tests.solutions import mixture_twins as twins

SEEDS = range(4)


def draw_cases(exercise, seed):
    """All cases of an exercise."""
    return [planned.case for planned in draw_plan(exercise, seed)]


def judges_of(kind, seed):
    """The judges of one kind among the cases of fit_mog."""
    return [case.judge for case in draw_cases(fit_mog, seed) if isinstance(case.judge, kind)]


def test_the_judges_em_is_that_of_a_slow_twin():
    """One step of it, and its likelihood, from any components."""
    rng = np.random.default_rng(0)
    components = inputs.mixture(rng, 3, 2, apart=2.0)
    _, x = inputs.draw(rng, 25, components)
    np.testing.assert_allclose(inputs.log_likelihood(x, *components), twins.log_likelihood(x, *components))
    for part, expected in zip(inputs.em_step(x, *components), twins.em_step(x, *components), strict=True):
        np.testing.assert_allclose(part, expected, rtol=1e-9)


@pytest.mark.parametrize("seed", range(12))
def test_no_two_starts_are_at_one_place(seed):
    """EM that starts at two samples that are the same finds one component, and no fault of its own."""
    for case in draw_cases(fit_mog, seed):
        x, n_clusters = case.args
        assert n_clusters == 1 or len(np.unique(x)) == len(x) or np.shape(x)[1] > 1


@pytest.mark.parametrize("n_dims", [1, 2])
def test_clusters_overlap_so_that_shares_matter(n_dims):
    """EM with samples that count for one component alone ends more than a nat below."""
    rng = np.random.default_rng(n_dims)
    x, best = inputs.draw_overlapping(rng, 150, lambda rng: inputs.mixture(rng, 2, n_dims, apart=2.8))
    hard = inputs.climb_hard(x, best)
    assert inputs.log_likelihood(x, *best) - inputs.log_likelihood(x, *hard) > 1.5
    labels = inputs.log_joint(x, *hard).argmax(axis=0)
    for k, members in enumerate([x[labels == 0], x[labels == 1]]):  # it stands still: these are the parameters of its labels
        np.testing.assert_allclose(hard[0][k], members.mean(axis=0))
        np.testing.assert_allclose(hard[1][k], np.cov(members.T, bias=True).reshape(n_dims, n_dims))
        assert hard[2][k] == len(members) / len(x)
    assert inputs.climb_hard(x, (best[0], best[1] * [[[1.0]], [[1e6]]], best[2])) is None


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_to_be_reached_is_a_maximum(seed):
    """One more step from it gains nothing; no component of it is small or narrow."""
    for judge in judges_of(WithinNats, seed):
        gain = inputs.log_likelihood(judge.x, *inputs.em_step(judge.x, *judge.best)) - inputs.log_likelihood(judge.x, *judge.best)
        assert abs(gain) < 1e-5
        _, S, p = judge.best
        assert p.min() > 0.08
        assert (np.linalg.eigvalsh(S)[:, 0] > 1e-3 * np.asarray(judge.x, float).var(axis=0).min()).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_ridge_that_is_allowed_costs_nothing(seed):
    """With a millionth of the mean variance added the judges are content."""
    for judge in judges_of((WithinNats, Converged), seed):
        m, S, p = judge.best
        ridge = 1e-6 * np.asarray(judge.x, float).var(axis=0).mean() * np.eye(m.shape[1])
        labels = inputs.log_joint(judge.x, m, S + ridge, p).argmax(axis=0)
        assert judge.score(labels, m, S + ridge, p) <= 1


@pytest.mark.parametrize("seed", SEEDS)
def test_likelihoods_are_finite(seed):
    """Also of samples far out; and the covariances are no trouble for any way to invert them."""
    for case in draw_cases(mog_bic, seed):
        x, m, S, p = (np.asarray(part, float) for part in case.args)
        assert np.isfinite(twins.log_likelihood(x, m, S, p))
        assert np.linalg.cond(S).max() < 1e4


@pytest.mark.parametrize("number", range(evidence_components.n_sets))
def test_evidence_can_be_read_by_the_rules_of_the_lesson(number):
    """What follows another spike, what takes turns in time, what lies around the same place, and the rest."""
    panels, truth = evidence_components.panels(number)
    assert len(set(truth)) >= 3
    verdict = ""
    for time_ms, first, second, component in zip(*(panels[name] for name in evidence_names()), strict=True):
        seen = describe_panel(time_ms, np.column_stack([first, second]), component)
        causes = {"b": seen["follows"] > 0.5, "d": seen["late"] > 0.5, "t": seen["ratio"] > 2.2 and seen["distance"] < 2}
        verdict += next((letter for letter, holds in causes.items() if holds), "2")
    assert verdict == truth


@pytest.mark.parametrize("number", range(4))
def test_in_every_panel_two_components_are_better_than_one(number):
    """By more than ten units of BIC, with the components that are shown as the start."""
    panels, _ = evidence_components.panels(number)
    for _, first, second, component in zip(*(panels[name] for name in evidence_names()), strict=True):
        x = np.column_stack([first, second]).astype(float)
        one = inputs.maximise(x, np.zeros((1, len(x))))
        two = inputs.climb(x, inputs.maximise(x, np.where([component == 0, component == 1], 0.0, -50.0)))
        gain = 2 * (inputs.log_likelihood(x, *two) - inputs.log_likelihood(x, *one)) - 6 * np.log(len(x))
        assert gain > 5


def evidence_names():
    """The parts of a panel."""
    return ("time_ms", "feature_1_uv", "feature_2_uv", "component")


def test_unclear_panels_are_drawn_again():
    """Two neurons that are near each other, or one component that is hardly there, are not shown."""
    rng = np.random.default_rng(0)
    near = rng.normal(size=(100, 2)) * 20
    assert evidence._split(near, np.linalg.norm(near, axis=1)) is None
    time_ms, component = np.arange(100) * 1000, np.repeat([0, 1], 50)
    assert not evidence._is_clear("2", time_ms, near, component)
