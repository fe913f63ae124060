"""Whether an exercise separates strong from weak submissions."""

import numpy as np
import pytest
from scipy.stats import pointbiserialr

from autograder.report.discrimination import discriminate


def draw(rng, n, weights, most=1.0):
    """Points, shape (n, n_exercises): right or wrong with a chance that grows with ability by each weight."""
    ability = rng.normal(size=(n, 1))
    return most * (rng.random((n, len(weights))) < 1 / (1 + np.exp(-np.array(weights) * ability)))


def test_it_is_the_corrected_point_biserial():
    """For right and wrong it is the point-biserial correlation with the sum of the others, the exercise itself left out."""
    points = draw(np.random.default_rng(0), 60, [1, 2, 3, 1])
    expected = pointbiserialr(points[:, 1] > 0, points[:, [0, 2, 3]].sum(axis=1)).statistic
    assert discriminate(points, 1, 1.0).r == pytest.approx(expected)


def test_the_interval_is_fishers():
    """r = 0.5 of 28 submissions: arctanh(0.5) ± 1.96 / 5, as in textbooks from 0.156 to 0.737."""
    rng = np.random.default_rng(1)
    x, noise = rng.normal(size=(2, 28))
    x -= x.mean()
    noise -= noise.mean() + x * (x @ noise) / (x @ x)
    rest = 0.5 * x / np.std(x) + np.sqrt(0.75) * noise / np.std(noise)
    told = discriminate(np.column_stack([x, rest]), 0, 1.0)
    assert (told.r, told.low, told.high) == pytest.approx((0.5, 0.156, 0.736), abs=1e-3)


def test_the_interval_covers_the_truth():
    """Of 400 classes of 40, about 95 % have the true correlation in their interval."""
    rng = np.random.default_rng(2)
    covered = 0
    for _ in range(400):
        x, noise = rng.normal(size=(2, 40))
        told = discriminate(np.column_stack([x, 0.6 * x + 0.8 * noise]), 0, 1.0)
        covered += told.low < 0.6 < told.high
    assert covered / 400 == pytest.approx(0.95, abs=0.035)


@pytest.mark.parametrize(("weights", "place", "said"), [
    ([3, 3, 3, 3], 0, "separates well"),
    ([3, 3, 3, 0], 3, "hardly separates"),
    ([3, 3, 3, -3], 3, "runs against the rest: who is good elsewhere does worse here"),
])
def test_words(weights, place, said):
    """In a large class the words are those that the simulation was made for."""
    told = discriminate(draw(np.random.default_rng(3), 2000, weights), place, 1.0)
    assert told.words == said
    assert told.is_bad == (weights[place] < 1)


def test_small_classes_have_a_caveat():
    """What 15 submissions show may be chance, and is said to be."""
    points = draw(np.random.default_rng(8), 15, [3, 3, 0])
    assert discriminate(points, 2, 1.0).words.endswith("may be chance")


@pytest.mark.parametrize("n", [1, 2, 3, 9])
def test_very_small_classes_have_no_number(n):
    """Below ten submissions nothing is said; two or three would give a correlation of one."""
    told = discriminate(np.arange(3.0 * n).reshape(n, 3), 0, 1.0)
    assert told.r is None
    assert told.words == f"not said: that takes 10 submissions, and there are {n}"
    assert not told.is_bad


def test_everybody_alike():
    """An exercise that all have right has no correlation, and is not called bad."""
    points = np.column_stack([np.ones(50), np.arange(50.0)])
    for place, where in enumerate(("here", "in all the others")):
        told = discriminate(points, place, 1.0)
        assert told.words == f"cannot separate: everybody has the same points {where}"
        assert not told.is_bad


def test_an_easy_exercise_is_not_called_bad():
    """Where 96 % have it right, little separation is no fault."""
    rng = np.random.default_rng(4)
    points = np.column_stack([rng.random(500) < 0.96, rng.normal(size=500)]).astype(float)
    told = discriminate(points, 0, 1.0)
    assert told.r < 0.2
    assert not told.is_bad
    assert "almost everybody solves it" in told.words


def test_no_submissions():
    """A class in which nobody tried anything gives no error."""
    assert discriminate(np.array([]), 0, 1.0).words.startswith("not said")
