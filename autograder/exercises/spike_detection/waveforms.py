"""Pieces of voltage around each spike."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case
from autograder.visible.judges import Agrees, Shaped

extract_waveforms = Exercise(
    "spike_detection.extract_waveforms", read="Section 7, 'Cutting out the waveforms'")


def _case(rng, n_samples, samples, n_channels=3, dtype=float, judge=None, **names):
    """A call on random voltage, whose numbers show where each of them was taken."""
    x = np.round(rng.normal(scale=20, size=(n_samples, n_channels)), 2).astype(dtype)
    return case(x, np.array(samples, dtype=np.int64), **names, judge=judge)


@extract_waveforms.check(0.5, "There is a row for each spike, then one for each sample and each channel.")
def shape(rng):
    yield _case(rng, 34, [12], 2, judge=Shaped())
    yield _case(rng, 12, [4, 5, 7], 3, n_before=2, n_after=4, judge=Shaped())


@extract_waveforms.check(2, "Each waveform holds the samples s-10 to s+19.")
def values(rng):
    yield _case(rng, 50, sorted(rng.choice(np.arange(10, 30), 2, replace=False)), 2)


@extract_waveforms.check(1, "Other numbers of samples before and after are followed, 0 included.")
def other_lengths(rng):
    yield _case(rng, 20, [9, 12], n_before=4, n_after=7)
    yield _case(rng, 20, [5, 12], 1, n_before=0, n_after=6)
    yield _case(rng, 20, [15, 12], 1, n_before=8, n_after=1)


@extract_waveforms.check(0.5, "Waveforms may touch both ends of the recording.")
def both_ends(rng):
    yield _case(rng, 45, [10, 25], 1)
    yield _case(rng, 15, [4, 9], 2, n_before=4, n_after=6)


@extract_waveforms.check(1, "Without spikes the result is empty and still has its three dimensions.")
def no_spikes(rng):
    yield _case(rng, 40, [], 4)
    yield _case(rng, 20, [], 2, n_before=3, n_after=5)


@extract_waveforms.check(0.5, "Whole numbers and single precision give the same.")
def any_number_type(rng):
    names = {"n_before": 3, "n_after": 5}
    yield _case(rng, 20, [9, 12], 2, dtype=np.int16, **names)
    yield _case(rng, 20, [9, 12], 2, dtype=np.float32, judge=Agrees(1e-4, 1e-4), **names)


extract_waveforms.leaves_inputs_alone(0.5, lambda rng: _case(rng, 15, [5, 9], 2, n_before=3, n_after=5))


def _cut(x, samples, first, stop):
    rows = np.asarray(samples, dtype=np.int64)[:, None] + np.arange(first, stop)
    return np.asarray(x, float)[np.clip(rows, 0, len(x) - 1)]


@extract_waveforms.misconception(
    "The waveforms start one sample late.", "The first row is s - n_before, the last one s + n_after - 1.")
def one_sample_late(x, samples, n_before=10, n_after=20):
    return _cut(x, samples, 1 - n_before, n_after + 1)


@extract_waveforms.misconception(
    "The waveforms are one sample too long.",
    "n_before + n_after samples: s + n_after is no longer among them.")
def one_sample_too_long(x, samples, n_before=10, n_after=20):
    return _cut(x, samples, -n_before, n_after + 1)


@extract_waveforms.misconception(
    "n_before and n_after are exchanged.", "n_before samples come before the trough.")
def exchanges_before_and_after(x, samples, n_before=10, n_after=20):
    return _cut(x, samples, -n_after, n_before)


@extract_waveforms.misconception(
    "Samples and channels are exchanged.", "The order is spikes, samples, channels.")
def channels_before_samples(x, samples, n_before=10, n_after=20):
    return _cut(x, samples, -n_before, n_after).transpose(0, 2, 1)


@extract_waveforms.misconception(
    "The waveforms were centred.", "The voltage stays as it is; centring comes with the features.")
def centres_each_waveform(x, samples, n_before=10, n_after=20):
    waveforms = _cut(x, samples, -n_before, n_after)
    return waveforms - waveforms.sum(axis=1, keepdims=True) / (n_before + n_after)


@extract_waveforms.misconception(
    "The waveforms are always 10 and 20 samples around the trough, whatever is asked for.",
    "Look for a 10 or a 20 in the body that should be n_before or n_after.")
def ignores_the_lengths(x, samples, n_before=10, n_after=20):
    return _cut(x, samples, -10, 20)


@extract_waveforms.misconception(
    "Without spikes the result has lost its dimensions.",
    "np.array of an empty list has the shape (0,). What should it be, so that the next function can go on?")
def loses_its_dimensions(x, samples, n_before=10, n_after=20):
    return _cut(x, samples, -n_before, n_after) if len(samples) else np.array([])


@extract_waveforms.misconception(
    "The channels are joined into one long row.", "The result has three dimensions.")
def joins_the_channels(x, samples, n_before=10, n_after=20):
    waveforms = _cut(x, samples, -n_before, n_after)
    return waveforms.reshape(len(samples), (n_before + n_after) * waveforms.shape[2])
