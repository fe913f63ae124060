"""What a decoder's accuracy is evidence of: populations that know the choice, only the stimulus, or neither."""

from __future__ import annotations

import numpy as np

from autograder.declare import Evidence, LetterCheck, attempts
from autograder.exercises.logistic_decoding.inputs import splits
from course.simulate.choices import simulate_session
from solutions._logistic_decoding_fast import decide_held_out

N_TRIALS, N_NEURONS, N_FOLDS, C = 240, 40, 8, 0.2
DRAWS = {"+": (6, 16), "s": (20, 0), "0": (0, 0)}  # stimulus neurons, choice neurons
CLEAR, NOTHING = 3.0, 1.0  # standard errors


def draw_panels(rng) -> tuple[dict, str]:
    """Four populations in random order, at least one of each kind."""
    truth = rng.permutation([*"+s0", rng.choice([*"+s0"])])
    panels = [_one_panel(rng, kind) for kind in truth]
    return {
        "majority": np.round([panel["majority"] for panel in panels], 4),
        "accuracy": np.round([panel["accuracy"] for panel in panels], 4),
        "accuracy_error": np.round([panel["accuracy_error"] for panel in panels], 4),
        "gain": np.round([panel["gain"] for panel in panels], 4),
        "gain_error": np.round([panel["gain_error"] for panel in panels], 4),
    }, "".join(truth)


def _one_panel(rng, kind: str) -> dict:
    """A session whose accuracies are clearly of its kind."""
    for _ in attempts():
        n_stimulus, n_choice = DRAWS[kind]
        session = simulate_session(rng, N_TRIALS, N_NEURONS, n_stimulus, n_choice)
        y, stimulus = session["choices"], session["contrast"][:, None]
        if kind == "0":  # the mouse prefers one side: a high accuracy that needs no neuron
            y = (rng.random(N_TRIALS) < 1 / (1 + np.exp(-1.3 - 0.6 * stimulus[:, 0]))).astype(int)
        hits = [_hits(features, y) for features in (stimulus, session["spikes"], np.column_stack([stimulus, session["spikes"]]))]
        majority = max(y.mean(), 1 - y.mean())
        panel = _summarise(majority, *hits)
        if _is_clear(kind, panel):
            return panel


def _hits(X, y) -> np.ndarray:
    """Whether each trial is predicted right by a decoder that has not seen it."""
    folds, hits = splits(y, N_FOLDS), np.empty(len(y))
    for eta, (_, test) in zip(decide_held_out(X, y, [C], folds), folds, strict=True):
        hits[test] = (eta[0] > 0) == y[test]
    return hits


def _summarise(majority, of_stimulus, of_neurons, of_both) -> dict:
    """Accuracies and the gain of both over the stimulus alone, with 95 % limits over trials."""
    gain = of_both - of_stimulus
    return {
        "majority": majority,
        "accuracy": [of_stimulus.mean(), of_neurons.mean()],
        "accuracy_error": [_limit(of_stimulus), _limit(of_neurons)],
        "gain": gain.mean(),
        "gain_error": _limit(gain),
    }


def _limit(values) -> float:
    return 1.96 * values.std(ddof=1) / np.sqrt(len(values))


def _is_clear(kind, panel) -> bool:
    above_majority = 1.96 * (panel["accuracy"][1] - panel["majority"]) / panel["accuracy_error"][1]
    above_stimulus = 1.96 * panel["gain"] / max(panel["gain_error"], 1e-9)
    if kind == "0":
        return above_majority < NOTHING and above_stimulus < NOTHING
    return above_majority > CLEAR and (above_stimulus > CLEAR if kind == "+" else above_stimulus < NOTHING)


def _claims_right(letters: str, truth: str) -> bool:
    return all((given == "+") == (true == "+") for given, true in zip(letters, truth, strict=True))


evidence_decoding = Evidence(
    "logistic_decoding.evidence_decoding", read="Section 9, 'What do these populations know?'", draw=draw_panels,
    choices="+s0", letter_checks=[
        LetterCheck(
            "choice-claimed", 1, "A code of the choice is claimed for the populations that show one, and for no others.",
            "a population was said to know more of the choice than the stimulus tells and does not show it, or was not "
            "said to and does: look at the gain over the stimulus, and at its limits", _claims_right),
        LetterCheck(
            "all-right", 1, "All verdicts are right.",
            "at least one verdict is wrong: compare the neurons with the majority, too, not with one half",
            lambda letters, truth: letters == truth),
    ])
