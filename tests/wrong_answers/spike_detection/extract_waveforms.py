"""Wrong answers to extract_waveforms; for names and marks see glm_encoding/make_design_matrix.py."""

import numpy as np


def _rows(samples, first, stop):
    return np.asarray(samples)[:, None] + np.arange(first, stop)


def one_sample_late(x, samples, n_before=10, n_after=20):
    """The trough is number n_before - 1. Loses: values, other-lengths, both-ends, any-number-type, leaves-inputs-alone."""
    padded = np.vstack([x, x[-1:]])
    return padded[_rows(samples + 1, -n_before, n_after)]


def one_sample_too_long(x, samples, n_before=10, n_after=20):
    """Both ends included. Loses: everything."""
    padded = np.vstack([x, x[-1:]])
    return padded[_rows(samples, -n_before, n_after + 1)]


def one_sample_too_short(x, samples, n_before=10, n_after=20):
    """Neither end included. Loses: everything."""
    return x[_rows(samples, 1 - n_before, n_after)]


def exchanges_before_and_after(x, samples, n_before=10, n_after=20):
    """The slope the wrong way round. Loses: values, other-lengths, both-ends, any-number-type, leaves-inputs-alone."""
    return x[np.clip(_rows(samples, -n_after, n_before), 0, len(x) - 1)]


def channels_before_samples(x, samples, n_before=10, n_after=20):
    """Indexes the transposed recording. Loses: everything."""
    return np.moveaxis(x.T[:, _rows(samples, -n_before, n_after)], 0, 1)


def channels_first(x, samples, n_before=10, n_after=20):
    """Channels before spikes. Loses: everything."""
    return x.T[:, _rows(samples, -n_before, n_after)]


def centres_each_waveform(x, samples, n_before=10, n_after=20):
    """Subtracts each piece's mean. Loses: values, other-lengths, both-ends, any-number-type, leaves-inputs-alone."""
    pieces = x[_rows(samples, -n_before, n_after)].astype(float)
    return pieces - pieces.mean(axis=1)[:, None, :]


def subtracts_the_mean_waveform(x, samples, n_before=10, n_after=20):
    """Centres across spikes, as for components. Loses: values, other-lengths, both-ends, any-number-type, leaves-inputs-alone."""
    pieces = x[_rows(samples, -n_before, n_after)].astype(float)
    return pieces - pieces.mean(axis=0)


def ignores_the_lengths(x, samples, n_before=10, n_after=20):
    """Numbers where names should be. Loses: shape, other-lengths, both-ends, no-spikes, any-number-type, leaves-inputs-alone."""
    return x[np.clip(_rows(samples, -10, 20), 0, len(x) - 1)]


def slices_of_fixed_length(x, samples, n_before=10, n_after=20):
    """The same with slices, which are too short near the ends. Loses: shape, other-lengths, both-ends, no-spikes, any-number-type, leaves-inputs-alone."""
    return np.stack([x[s - 10:s + 20] for s in samples]) if len(samples) else np.zeros((0, 30, x.shape[1]))


def loses_its_dimensions(x, samples, n_before=10, n_after=20):
    """A list of slices. Loses: no-spikes."""
    return np.array([x[s - n_before:s + n_after] for s in samples])


def cannot_do_without_spikes(x, samples, n_before=10, n_after=20):
    """`np.stack` of nothing. Loses: no-spikes."""
    return np.stack([x[s - n_before:s + n_after] for s in samples])


def joins_the_channels(x, samples, n_before=10, n_after=20):
    """A row a spike. Loses: everything."""
    pieces = x[_rows(samples, -n_before, n_after)]
    return pieces.reshape(len(pieces), pieces.shape[1] * pieces.shape[2])


def best_channel_only(x, samples, n_before=10, n_after=20):
    """Only the channel with the deepest trough. Loses: everything."""
    pieces = x[_rows(samples, -n_before, n_after)]
    return pieces[:, :, [x.min(axis=0).argmin()]]


def leaves_out_the_last_spike(x, samples, n_before=10, n_after=20):
    """Fears the end of the recording. Loses: both-ends."""
    samples = samples[samples + n_after < len(x)]
    return x[_rows(samples, -n_before, n_after)]


def sorts_the_spikes(x, samples, n_before=10, n_after=20):
    """In another order than asked for. Loses: values, other-lengths, both-ends, any-number-type, leaves-inputs-alone."""
    return x[_rows(np.sort(samples)[::-1], -n_before, n_after)]


def moves_the_samples(x, samples, n_before=10, n_after=20):
    """Spoils what it was given. Loses: leaves-inputs-alone."""
    samples -= n_before
    return x[_rows(samples, 0, n_before + n_after)]


def scaled_to_one(x, samples, n_before=10, n_after=20):
    """Divides each waveform by its depth. Loses: values, other-lengths, both-ends, any-number-type, leaves-inputs-alone."""
    pieces = x[_rows(samples, -n_before, n_after)].astype(float)
    return pieces / -pieces.min(axis=(1, 2), keepdims=True, initial=-1e-9)
