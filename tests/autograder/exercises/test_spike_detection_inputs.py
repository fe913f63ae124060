"""The inputs of lab 06 are fair: no answer that keeps to the convention can differ from another on them."""

import numpy as np
import pytest
from scipy.signal import butter, sosfilt, sosfiltfilt

from autograder.exercises.spike_detection import inputs
from autograder.exercises.spike_detection.detection import detect_spikes
from autograder.exercises.spike_detection.evidence import evidence_refractory
from autograder.exercises.spike_detection.features import extract_features
from autograder.exercises.spike_detection.filtering import filter_signal
from autograder.grading.plan import apply, draw_plan
from autograder.visible.judges import LeavesInputsAlone, Shaped

SEEDS = range(12)


def draw_cases(exercise, seed):
    """All cases of an exercise but those that are judged by their shape alone."""
    return [planned.case for planned in draw_plan(exercise, seed) if type(planned.case.judge) is not Shaped]


def middle_of(case, filtered):
    """What is compared of a filtered voltage."""
    judge = case.judge.of_result if isinstance(case.judge, LeavesInputsAlone) else case.judge
    return filtered[judge.edge : len(filtered) - judge.edge]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_way_of_padding_reaches_what_is_compared(seed):
    """No padding, even padding and two bare runs agree ten times better than an answer must."""
    for case in draw_cases(filter_signal, seed):
        x, fs = np.asarray(case.args[0], float), case.args[1]
        names = {"low": 500.0, "high": 4000.0, "order": 3, **case.kwargs}
        sos = butter(names["order"], [names["low"], names["high"]], "bandpass", fs=fs, output="sos")
        truth = middle_of(case, apply(filter_signal.reference, case))
        assert len(truth) >= 16
        others = [
            sosfiltfilt(sos, x, axis=0, padtype=None),
            sosfiltfilt(sos, x, axis=0, padtype="even"),
            sosfilt(sos, sosfilt(sos, x, axis=0)[::-1], axis=0)[::-1],
        ]
        for other in others:
            np.testing.assert_allclose(middle_of(case, other), truth, rtol=0, atol=1e-6 * np.abs(truth).max())


@pytest.mark.parametrize("seed", SEEDS)
def test_no_spike_is_in_doubt(seed):
    """Depths away from the threshold and from each other, distances away from the lock-out or exact."""
    for case in draw_cases(detect_spikes, seed):
        x, fs = case.args
        assert inputs.is_clear(np.asarray(x, float), fs, **case.kwargs)


@pytest.mark.parametrize(
    ("spoil", "settings"),
    [
        (lambda x: x[:40], {"lockout_ms": 1.0}),  # as it is: clear
        (lambda x: np.vstack([x[:15], x[10:]]), {"lockout_ms": 1.0, "fs": 30_000.0}),
        (lambda x: x, {"n_sigma": 8.0}),
        (lambda x: x[10:], {}),
    ],
)
def test_doubt_is_seen(spoil, settings):
    """Depths at the threshold, equal depths, and troughs at the very end are refused."""
    x = 0.6745 * (-1.0) ** np.arange(60)[:, None]
    x[10], x[30] = -8.0, -9.0
    clear = inputs.is_clear(spoil(x), **{"fs": 8000.0, **settings})
    assert clear == (len(spoil(x)) == 40)


@pytest.mark.parametrize("seed", SEEDS)
def test_components_are_separated(seed):
    """No two variances that count are alike, so that each component is one direction."""
    for case in draw_cases(extract_features, seed):
        waveforms = np.asarray(case.args[0], float)
        assert inputs.components_are_clear(np.round(waveforms, 6), case.kwargs.get("n_components", 3))


@pytest.mark.parametrize("number", range(24))
def test_evidence_can_be_read_by_the_rule_of_the_lesson(number):
    """Between lock-out and 2 ms: many expected and hardly any seen, many and many, or hardly any expected."""
    panels, truth = evidence_refractory.panels(number)
    below = panels["edges_ms"][1:] <= 2.0
    assert set(truth) == set("+-0")
    for letter, counts, expected in zip(truth, panels["counts"], panels["expected"], strict=True):
        seen, chance = counts[below].sum(), expected[below].sum()
        verdict = "0" if chance < 1 else "+" if seen < 0.1 * chance else "-" if seen > 0.5 * chance else "?"
        assert verdict == letter


@pytest.mark.parametrize("number", range(24))
def test_evidence_is_what_a_detector_can_see(number):
    """No interval lies below the lock-out, and chance expects none there."""
    panels, _ = evidence_refractory.panels(number)
    for counts, expected, lockout_ms in zip(
            panels["counts"], panels["expected"], panels["lockout_ms"], strict=True):  # fmt: skip
        hidden = panels["edges_ms"][1:] <= lockout_ms
        assert counts[hidden].sum() == 0
        assert expected[hidden].sum() == 0
