"""Bumps around the circle."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case
from autograder.exercises.neural_coupling.inputs import right
from autograder.visible.judges import Agrees

circular_basis = Exercise("neural_coupling.circular_basis", read="Section 6, 'Bumps around the circle'")


@circular_basis.check(2, "The bumps are raised cosines, evenly spaced around the circle, of height 1.")
def values(rng):
    yield case(rng.uniform(0, 2 * np.pi, 14), 6)
    yield case(rng.uniform(0, 2 * np.pi, 12), int(rng.integers(8, 12)))


@circular_basis.check(1, "Angles that differ by full turns are the same, negative ones included.")
def full_turns(rng):
    yield case(rng.uniform(-np.pi, np.pi, 8), 6)
    yield case(rng.uniform(-40, 40, 10), 7)
    yield case(np.array([0.0, np.pi, -np.pi, 2 * np.pi, -2 * np.pi, 5 * np.pi]), 8)


@circular_basis.check(1, "It works for an odd number of bumps, for the smallest, and for a single angle.")
def other_numbers(rng):
    yield case(rng.uniform(0, 2 * np.pi, 10), 4)
    yield case(rng.uniform(0, 2 * np.pi, 10), 5)
    yield case(rng.uniform(0, 2 * np.pi, 1), 9)


@circular_basis.check(0.5, "Whole numbers and single precision give the same.")
def any_number_type(rng):
    yield case(rng.integers(0, 250, 10).astype(np.uint8), 6)
    yield case(rng.uniform(-6, 6, 10).astype(np.float32), 7, judge=Agrees(1e-4, 1e-4))


circular_basis.leaves_inputs_alone(0.5, lambda rng: case(rng.uniform(-8, 8, 12), 6))


def _bumps(angle, n_basis, centres=None, per_bump=0.25, wrap=True, clip=True):
    centres = 2 * np.pi * np.arange(n_basis) / n_basis if centres is None else centres
    away = np.asarray(angle, float)[:, None] - centres
    away = np.angle(np.exp(1j * away)) if wrap else away
    phase = away * n_basis * per_bump
    return 0.5 * (1 + np.cos(np.clip(phase, -np.pi, np.pi) if clip else phase))


@circular_basis.misconception(
    "The circle is cut open: an angle just below a full turn is far from 0.",
    "Wrap the difference between angle and centre before you scale it.")
def does_not_wrap(angle, n_basis):
    return _bumps(angle, n_basis, wrap=False)


@circular_basis.misconception(
    "The cosines go on for ever: each bump comes back on the other side.",
    "Beyond ±π a bump is over; clip the scaled difference before you take the cosine.")
def not_clipped(angle, n_basis):
    return _bumps(angle, n_basis, clip=False)


@circular_basis.misconception(
    "The bumps are twice as high.", "A cosine plus 1 runs from 0 to 2; the bumps should have height 1.")
def forgets_the_half(angle, n_basis):
    return 2 * _bumps(angle, n_basis)


@circular_basis.misconception(
    "The bumps are too narrow: each ends where its neighbour has its peak.",
    "Each bump reaches over two spacings on either side. What is the scaled difference there?")
def too_narrow(angle, n_basis):
    return _bumps(angle, n_basis, per_bump=0.5)


@circular_basis.misconception(
    "The last bump lies on the first: 0 and 2π are the same direction.",
    "np.linspace includes its end. How far apart are n bumps on a circle?")
def repeats_the_first_bump(angle, n_basis):
    return _bumps(angle, n_basis, np.linspace(0, 2 * np.pi, n_basis))


@circular_basis.misconception(
    "The first bump does not lie at 0.", "The centres are 2πk/n_basis, from k = 0 on.")
def starts_at_minus_pi(angle, n_basis):
    return _bumps(angle, n_basis, -np.pi + 2 * np.pi * np.arange(n_basis) / n_basis)


@circular_basis.misconception("The angles were taken as degrees.", "They are in radians already.")
def takes_degrees(angle, n_basis):
    return _bumps(np.deg2rad(np.asarray(angle, float)), n_basis)


@circular_basis.misconception(
    "The rows were divided by their sums.", "All bumps have the height 1; their sum in a row is then 2.")
def scaled_to_sum_one(angle, n_basis):
    return _bumps(angle, n_basis) / 2


@circular_basis.misconception("Rows and columns are exchanged.", "A row for each angle, a column for each bump.")
def transposed(angle, n_basis):
    return right("circular_basis", angle, n_basis).T
