"""The simulated session of choices: its layout, its truth, and what can and cannot be decoded from it."""

import numpy as np
import pytest

from course.simulate import choices
from solutions._logistic_decoding_fast import cross_validated_accuracies


@pytest.fixture(scope="module")
def long_session():
    """So many trials that effects can be measured."""
    return choices.simulate_session(np.random.default_rng(3), n_trials=20_000, n_neurons=40, n_stimulus=10, n_choice=10)


def test_layout_is_that_of_the_real_file():
    """Names, shapes and types are those of W1D4_steinmetz_data.npz, which has no stimulus."""
    recording = choices.simulate_recording(np.random.default_rng(0))
    layout = {name: (values.shape, values.dtype.name) for name, values in recording.items()}
    assert layout == {"spikes": ((276, 691), "float64"), "choices": ((276,), "int64")}
    assert set(np.unique(recording["choices"])) == {0, 1}


def test_the_choice_follows_the_psychometric_curve(long_session):
    """At each contrast difference the share of choices to the right is logistic, within 4 standard errors."""
    contrast, chosen = long_session["contrast"], long_session["choices"]
    for value in np.unique(contrast):
        here = chosen[contrast == value]
        expected = 1 / (1 + np.exp(-choices.BIAS - choices.LOG_ODDS * value))
        assert abs(here.mean() - expected) < 4 * np.sqrt(expected * (1 - expected) / len(here))


def test_stimulus_and_choice_go_together(long_session):
    """This is what makes a stimulus neuron look like a choice neuron."""
    assert np.corrcoef(long_session["contrast"], long_session["choices"])[0, 1] > 0.4


def test_gains_are_found_again(long_session):
    """Regressing log mean rates on stimulus and choice gives the gains that were planted."""
    contrast, side = long_session["contrast"], 2 * long_session["choices"] - 1
    groups = [(value, s) for value in np.unique(contrast) for s in (-1, 1)]
    masks = [(contrast == value) & (side == s) for value, s in groups]
    kept = [(group, mask) for group, mask in zip(groups, masks, strict=True) if mask.sum() > 300]
    design = np.array([[1, *group] for group, _ in kept])
    rates = np.array([long_session["spikes"][mask].mean(axis=0) for _, mask in kept])
    fast = long_session["spikes"].mean(axis=0) > 2
    found = np.linalg.lstsq(design, np.log(rates[:, fast]), rcond=None)[0]
    np.testing.assert_allclose(found[1], long_session["stimulus_gain"][fast], atol=0.1)
    np.testing.assert_allclose(found[2], long_session["choice_gain"][fast], atol=0.1)


def test_numbers_of_informed_neurons():
    """60 follow the stimulus, 40 carry the choice; all others have a gain of exactly 0."""
    session = choices.simulate_session(np.random.default_rng(1))
    assert np.count_nonzero(session["stimulus_gain"]) == choices.N_STIMULUS
    assert np.count_nonzero(session["choice_gain"]) == choices.N_CHOICE


def test_without_choice_neurons_stimuli_and_choices_stay():
    """The confounded twin session differs in the neurons alone."""
    both = [choices.simulate_session(np.random.default_rng(2004), n_choice=n) for n in (40, 0)]
    for name in ("contrast", "choices"):
        np.testing.assert_array_equal(both[0][name], both[1][name])
    assert not both[1]["choice_gain"].any()


def test_the_choice_is_decoded_without_a_choice_neuron():
    """Better than by the majority, worse than by the stimulus itself: the confound that the lab teaches."""
    session = choices.simulate_session(np.random.default_rng(2004), n_choice=0)
    chosen, contrast = session["choices"], session["contrast"][:, None]
    (neurons,), (stimulus,) = (
        cross_validated_accuracies(X, chosen, [C]) for X, C in ((session["spikes"], 0.01), (contrast, 1.0))
    )
    assert np.mean(chosen) + 0.03 < neurons < stimulus


def test_same_generator_same_session():
    """Randomness comes from the generator alone."""
    first, again = (choices.simulate_recording(np.random.default_rng(5), 20, 6)["spikes"] for _ in range(2))
    np.testing.assert_array_equal(first, again)


def test_one_trial_is_refused():
    """Both choices must occur."""
    with pytest.raises(ValueError, match="at least 2 trials"):
        choices.draw_choices(np.random.default_rng(0), 1)


def test_two_trials_have_both_choices():
    """The smallest session."""
    for seed in range(10):
        assert sorted(choices.draw_choices(np.random.default_rng(seed), 2)[1]) == [0, 1]
