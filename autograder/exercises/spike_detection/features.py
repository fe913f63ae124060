"""Principal components of each channel's waveforms."""

from __future__ import annotations

import numpy as np

from autograder.declare import Exercise, case
from autograder.exercises.spike_detection.inputs import spike_waveforms
from autograder.visible.judges import Shaped
from autograder.visible.spikes import AgreesUpToSign

extract_features = Exercise(
    "spike_detection.extract_features", read="Section 8, 'Three numbers a channel'",
    recognise=AgreesUpToSign(rtol=1e-4))


def _case(rng, n_spikes, n_waveform=8, n_channels=2, dtype=float, rtol=1e-5, **names):
    waveforms = spike_waveforms(rng, n_spikes, n_waveform, n_channels, names.get("n_components", 3))
    return case(waveforms.astype(dtype), **names, judge=AgreesUpToSign(rtol))


@extract_features.check(0.5, "There is a row for each spike and n_components columns for each channel.")
def shape(rng):
    yield case(spike_waveforms(rng, 5, 4, 3), judge=Shaped())
    yield case(spike_waveforms(rng, 4, 3, 2, 1), n_components=1, judge=Shaped())


@extract_features.check(2, "They are the scores of each channel's components, the largest variance first.")
def values(rng):
    yield _case(rng, 14, 7, n_channels=1)


@extract_features.check(1, "All columns of channel 0 come first, then those of channel 1.")
def channel_by_channel(rng):
    yield _case(rng, 9, 6, n_channels=3)


@extract_features.check(1, "It gives as many components as asked for.")
def other_numbers(rng):
    yield _case(rng, 8, 5, n_components=1)
    yield _case(rng, 8, 6, n_components=4)


@extract_features.check(1, "With fewer spikes than components the missing columns are 0.")
def few_spikes(rng):
    yield _case(rng, 2)
    yield _case(rng, 3, 6, n_components=4)


@extract_features.check(0.5, "Whole numbers and single precision give the same.")
def any_number_type(rng):
    yield _case(rng, 8, 6, n_channels=1, dtype=np.int16)
    yield _case(rng, 8, 6, n_channels=1, dtype=np.float32, rtol=1e-4)


extract_features.leaves_inputs_alone(0.5, lambda rng: _case(rng, 8, 5))


def _scores(part, n_components, centre=True):
    """Scores of one channel, missing ones 0."""
    part = np.asarray(part, float)
    U, s, _ = np.linalg.svd(part - centre * part.mean(axis=0), full_matrices=False)
    return _fill(U * s, len(part), n_components)


def _fill(scores, n_spikes, n_columns):
    filled = np.zeros((n_spikes, n_columns))
    filled[:, : min(n_columns, scores.shape[1])] = scores[:, :n_columns]
    return filled


def _join(waveforms, one_channel):
    """Channel by channel, side by side."""
    return np.hstack([one_channel(waveforms[:, :, channel]) for channel in range(waveforms.shape[2])])


@extract_features.misconception(
    "Each column was divided by its standard deviation (whitened).",
    "Keep the variances: that the first component is the largest is information for the sorting.")
def whitens(waveforms, n_components=3):
    features = _join(waveforms, lambda part: _scores(part, n_components))
    spread = features.std(axis=0, ddof=1)
    return features / np.where(spread > 1e-9, spread, 1.0)


@extract_features.misconception(
    "These are the left singular vectors alone: all columns have length 1.",
    "The scores are U times the singular values.")
def forgets_the_singular_values(waveforms, n_components=3):
    features = _join(waveforms, lambda part: _scores(part, n_components))
    length = np.linalg.norm(features, axis=0)
    return features / np.where(length > 1e-9, length, 1.0)


@extract_features.misconception(
    "The waveforms were not centred.",
    "Subtract the mean waveform of the channel first, or the first component is mostly that mean.")
def does_not_centre(waveforms, n_components=3):
    return _join(waveforms, lambda part: _scores(part, n_components, centre=False))


@extract_features.misconception(
    "The components were found before centring, and the scores were centred afterwards.",
    "Subtract the mean waveform before the decomposition.")
def centres_too_late(waveforms, n_components=3):
    features = does_not_centre(waveforms, n_components)
    return features - features.mean(axis=0)


@extract_features.misconception(
    "All channels were analysed together: the components run over the whole tetrode.",
    "Each channel has components of its own.")
def all_channels_together(waveforms, n_components=3):
    n_spikes, _, n_channels = waveforms.shape
    return _scores(np.asarray(waveforms, float).reshape(n_spikes, -1), n_channels * n_components)


@extract_features.misconception(
    "The columns are in the wrong order: all first components come first, then all second ones.",
    "All components of channel 0, then all of channel 1: channel-major.")
def component_by_component(waveforms, n_components=3):
    features = _join(waveforms, lambda part: _scores(part, n_components))
    by_channel = features.reshape(len(features), waveforms.shape[2], n_components)
    return by_channel.transpose(0, 2, 1).reshape(features.shape)


@extract_features.misconception(
    "These are the components with the smallest variance.",
    "np.linalg.eigh sorts from small to large: take them from the other end.")
def smallest_first(waveforms, n_components=3):
    def one_channel(part):
        centred = np.asarray(part, float) - np.mean(part, axis=0, dtype=float)
        vectors = np.linalg.eigh(centred.T @ centred)[1]
        return _fill(centred @ vectors, len(part), n_components)

    return _join(waveforms, one_channel)


@extract_features.misconception(
    "Each sample of the waveform was scaled to unit variance first.",
    "Centring is all: the samples that vary most are the ones that tell spikes apart.")
def scales_each_sample(waveforms, n_components=3):
    def one_channel(part):
        part = np.asarray(part, float)
        spread = part.std(axis=0)
        return _scores(part / np.where(spread > 0, spread, 1.0), n_components)

    return _join(waveforms, one_channel)


@extract_features.misconception(
    "With few spikes the missing columns are missing: the number of columns depends on the data.",
    "Start from an array of zeros of the right shape and fill in what there is.")
def drops_missing_columns(waveforms, n_components=3):
    n_found = min(n_components, waveforms.shape[0], waveforms.shape[1])
    return _join(waveforms, lambda part: _scores(part, n_found))
