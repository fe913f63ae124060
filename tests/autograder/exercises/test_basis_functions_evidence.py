"""The panels of lab 03 can be read: what they show says what is true."""

import numpy as np
import pytest

from autograder.exercises.basis_functions.evidence import evidence_speed


@pytest.mark.parametrize("number", range(24))
def test_every_panel_says_what_is_true(number):
    """At the fast end, rates differ from the place model's in the true direction, or not beyond chance."""
    panels, truth = evidence_speed.panels(number)
    off = (panels["observed_hz"] - panels["place_model_hz"]) / (panels["error_hz"] / 1.96)
    for letter, z in zip(truth, off, strict=True):
        assert np.abs(z).max() < 3 if letter == "0" else z[-1] * float(f"{letter}1") > 3


@pytest.mark.parametrize("number", range(24))
def test_every_set_has_all_kinds_and_every_curve_rises(number):
    """The rate rises with speed in each panel, also where speed slows the cell: the curve alone answers nothing."""
    panels, truth = evidence_speed.panels(number)
    assert set(truth) == set("+-0")
    assert (panels["observed_hz"][:, -1] > panels["observed_hz"][:, 0]).all()
