"""Threshold, trough and lock-out."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case
from autograder.exercises.spike_detection.inputs import voltage
from autograder.visible.spikes import SameSpikes

detect_spikes = Exercise(
    "spike_detection.detect_spikes", read="Section 4, 'The rule, step by step'", recognise=SameSpikes(),
    builds_on=("robust_sigma",))

FS = 8000.0  # its milliseconds are 8 samples, so that times are exact


def _case(rng, n_samples, spikes, gains=(1.0,), fs=FS, change=None, dtype=float, **names):
    """A call on voltage with these spikes."""
    x = voltage(rng, n_samples, spikes, gains, change, fs=fs, **names)
    return case(x.astype(dtype), fs, **names, judge=SameSpikes())


@detect_spikes.check(1, "It finds the trough of every spike that stands out, and its time in ms.")
def isolated_spikes(rng):
    start = int(rng.integers(35, 45))
    yield _case(rng, 260, {start: 9, start + 60: 7, start + 130: -12, start + 175: 14}, fs=30_000.0)
    yield _case(rng, 160, {30: [9, 2], 60: [6, 13], 95: [8, 9], 130: [2, 2]}, (1.0, 1.0))


@detect_spikes.check(1, "Each channel counts in its own noise; a spike on several channels is one spike.")
def own_noise(rng):
    spikes = {30: [8, 1], 60: [1, 3], 90: [0, 7], 91: [9, 0], 130: [2, 9]}
    yield _case(rng, 170, spikes, (1.0, float(rng.integers(10, 20))))
    spikes = {40: [12, 0, 0], 90: [1, 0, 9]}
    yield _case(rng, 150, spikes, (20.0, 3.0, 1.0), change=lambda x: x + [8, 1.2, 0.4])


@detect_spikes.check(1, "A channel whose sigma is 0 is left out.")
def silent_channel(rng):
    yield _case(rng, 120, {30: 8, 80: 9}, (1.0, 1.0), change=lambda x: x * [1, 0])
    yield _case(rng, 120, {30: 8, 80: 9}, (1.0, 1.0), change=_one_value_on_channel_0)


def _one_value_on_channel_0(x):
    x = x * [0, 1]
    x[55, 0] = -60.0
    return x


@detect_spikes.check(2, "From the deepest on, a spike is kept if it is far enough from all that are kept.")
def deepest_first(rng):
    a = int(rng.integers(20, 26))
    yield _case(rng, 140, {a: 7, a + 6: 10, a + 12: 8, a + 60: 6.5, a + 66: 9})
    yield _case(rng, 140, {a: 12, a + 6: 10, a + 12: 8, a + 60: 8, a + 66: 10, a + 72: 12, a + 78: 14})
    spikes = {a: [7, 0], a + 5: [0, 9], a + 40: [12, 0], a + 45: [9, 0], a + 50: [0, 8]}
    yield _case(rng, 150, spikes, (1.0, 6.0))


@detect_spikes.check(1, "Two spikes exactly the lock-out apart both stay; one sample closer, they do not.")
def exactly_the_lock_out(rng):
    yield _case(rng, 150, {30: 8, 38: 10, 80: 9, 87: 7, 115: 11, 123: 9})
    yield _case(rng, 150, {10: 9, 30: 8, 34: 10, 80: 9, 88: 7, 115: 11, 118: 9}, fs=16_000.0, lockout_ms=0.25)


@detect_spikes.check(1, "The edges go last: from 1 ms on spikes stay, and those that go have hidden others.")
def edges(rng):
    yield _case(rng, 140, {7: 8, 30: 9, 131: 10})
    yield _case(rng, 140, {8: 8, 70: 9, 132: 10})
    yield _case(rng, 140, {6: 10, 12: 7, 60: 9, 127: 7, 133: 9})


@detect_spikes.check(1.5, "Threshold, lock-out and sampling rate are those asked for.")
def settings(rng):
    spikes = {60: 9, 90: 3.6, 120: 7, 150: 5.5, 180: 12}
    yield _case(rng, 230, spikes, n_sigma=float(rng.choice([3.0, 6.3, 8.0])))
    spikes_close = {12: 9, 40: 8, 52: 9, 64: 7, 100: 12, 115: 9}
    yield _case(rng, 170, spikes_close, lockout_ms=float(rng.choice([1.75, 1.9, 2.5])))
    yield _case(rng, 230, {60: 8, 84: 9, 130: 7, 155: 10, 180: 8}, fs=24_414.0625, n_sigma=4.5)


@detect_spikes.check(0.5, "Where there is nothing it returns two empty arrays.")
def nothing_found(rng):
    yield _case(rng, 60, {}, (1.0, 4.0))
    yield _case(rng, 5, {})


@detect_spikes.check(0.5, "Whole numbers and single precision give the same spikes.")
def any_number_type(rng):
    yield _case(rng, 120, {30: 8, 70: 10}, (20.0, 35.0), change=np.round, dtype=np.int16)
    yield _case(rng, 120, {30: 8, 36: 12, 70: 10}, (20.0, 35.0), dtype=np.float32)


detect_spikes.leaves_inputs_alone(0.5, lambda rng: _case(rng, 120, {30: 8, 70: 10}, (1.0, 3.0)))
