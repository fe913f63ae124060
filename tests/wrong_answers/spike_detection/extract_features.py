"""Wrong answers to extract_features; for names and marks see glm_encoding/make_design_matrix.py."""

import numpy as np
from sklearn.decomposition import PCA


def _padded(scores, n_components):
    """The first columns, and zeros for those that there are not."""
    out = np.zeros((len(scores), n_components))
    k = min(n_components, scores.shape[1])
    out[:, :k] = scores[:, :k]
    return out


def _channels(waveforms):
    return [np.asarray(waveforms[:, :, c], float) for c in range(waveforms.shape[2])]


def _svd(part):
    return np.linalg.svd(part - part.mean(axis=0), full_matrices=False)


def _scores(part):
    U, s, _ = _svd(part)
    return U * s


def whitens(waveforms, n_components=3):
    """As scikit-learn's `whiten=True`. Loses: values, channel-by-channel, other-numbers, few-spikes, any-number-type, leaves-inputs-alone."""
    blocks = []
    for part in _channels(waveforms):
        U, s, _ = _svd(part)
        scores = _padded(U * np.where(s > 1e-9, np.sqrt(len(part) - 1), 0.0), n_components)
        blocks.append(scores)
    return np.hstack(blocks)


def forgets_the_singular_values(waveforms, n_components=3):
    """U instead of U * s. Loses: values, channel-by-channel, other-numbers, few-spikes, any-number-type, leaves-inputs-alone."""
    blocks = []
    for part in _channels(waveforms):
        U, s, _ = _svd(part)
        blocks.append(_padded(U * (s > 1e-9), n_components))
    return np.hstack(blocks)


def does_not_centre(waveforms, n_components=3):
    """The decomposition of the waveforms as they are. Loses: values, channel-by-channel, other-numbers, few-spikes, any-number-type, leaves-inputs-alone."""
    blocks = []
    for part in _channels(waveforms):
        vectors = np.linalg.eigh(part.T @ part)[1][:, ::-1]
        blocks.append(_padded((part @ vectors)[:, :len(part)], n_components))
    return np.hstack(blocks)


def centres_too_late(waveforms, n_components=3):
    """Directions of the waveforms as they are, scores centred. Loses: values, channel-by-channel, other-numbers, few-spikes, any-number-type, leaves-inputs-alone."""
    blocks = []
    for part in _channels(waveforms):
        _, _, Vt = np.linalg.svd(part, full_matrices=False)
        blocks.append(_padded((part - part.mean(axis=0)) @ Vt.T, n_components))
    return np.hstack(blocks)


def centres_too_early(waveforms, n_components=3):
    """Directions of the centred waveforms, scores of the others. Loses: values, channel-by-channel, other-numbers, few-spikes, any-number-type, leaves-inputs-alone."""
    blocks = []
    for part in _channels(waveforms):
        blocks.append(_padded(part @ _svd(part)[2].T, n_components))
    return np.hstack(blocks)


def all_channels_together(waveforms, n_components=3):
    """One decomposition of the joined channels. Loses: channel-by-channel, other-numbers, few-spikes, leaves-inputs-alone."""
    joined = np.asarray(waveforms, float).reshape(len(waveforms), -1)
    U, s, _ = _svd(joined)
    return _padded(U * s, n_components * waveforms.shape[2])


def component_by_component(waveforms, n_components=3):
    """All first components, then all second ones. Loses: channel-by-channel, other-numbers, few-spikes, leaves-inputs-alone."""
    blocks = [_padded(_scores(part), n_components) for part in _channels(waveforms)]
    return np.stack(blocks, axis=2).reshape(len(waveforms), -1)


def smallest_first(waveforms, n_components=3):
    """As `eigh` sorts. Loses: values, channel-by-channel, other-numbers, few-spikes, any-number-type, leaves-inputs-alone."""
    blocks = []
    for part in _channels(waveforms):
        centred = part - part.mean(axis=0)
        blocks.append(_padded(centred @ np.linalg.eigh(np.cov(centred.T))[1], n_components))
    return np.hstack(blocks)


def last_first(waveforms, n_components=3):
    """The right components, in reverse order. Loses: values, channel-by-channel, other-numbers, few-spikes, any-number-type, leaves-inputs-alone."""
    return np.hstack([_padded(_scores(part), n_components)[:, ::-1] for part in _channels(waveforms)])


def scales_each_sample(waveforms, n_components=3):
    """A StandardScaler in front. Loses: values, channel-by-channel, other-numbers, few-spikes, any-number-type, leaves-inputs-alone."""
    blocks = []
    for part in _channels(waveforms):
        spread = part.std(axis=0)
        U, s, _ = _svd(part / np.where(spread == 0, 1, spread))
        blocks.append(_padded(U * s, n_components))
    return np.hstack(blocks)


def drops_missing_columns(waveforms, n_components=3):
    """As many columns as the decomposition has. Loses: few-spikes."""
    return np.hstack([_scores(part)[:, :n_components] for part in _channels(waveforms)])


def needs_many_spikes(waveforms, n_components=3):
    """scikit-learn refuses more components than spikes. Loses: few-spikes."""
    pca = PCA(n_components, svd_solver="full")
    return np.hstack([pca.fit_transform(part) for part in _channels(waveforms)])


def depths(waveforms, n_components=3):
    """The lowest values instead of components. Loses: values, channel-by-channel, other-numbers, few-spikes, any-number-type, leaves-inputs-alone."""
    return np.hstack([np.sort(part, axis=1)[:, :n_components] for part in _channels(waveforms)])


def directions(waveforms, n_components=3):
    """The components themselves. Loses: everything."""
    return np.vstack([_svd(part)[2][:n_components] for part in _channels(waveforms)])


def always_three(waveforms, n_components=3):
    """A 3 where `n_components` should be. Loses: shape, other-numbers, few-spikes."""
    return np.hstack([_padded(_scores(part), 3) for part in _channels(waveforms)])


def centres_each_waveform(waveforms, n_components=3):
    """The wrong mean: along time. Loses: values, channel-by-channel, other-numbers, few-spikes, any-number-type, leaves-inputs-alone."""
    blocks = []
    for part in _channels(waveforms):
        U, s, _ = np.linalg.svd(part - part.mean(axis=1, keepdims=True), full_matrices=False)
        blocks.append(_padded(U * s, n_components))
    return np.hstack(blocks)


def sizes_only(waveforms, n_components=3):
    """Without signs, so that spikes on both sides fall together. Loses: values, channel-by-channel, other-numbers, few-spikes, any-number-type, leaves-inputs-alone."""
    return np.abs(np.hstack([_padded(_scores(part), n_components) for part in _channels(waveforms)]))


def centres_in_place(waveforms, n_components=3):
    """Spoils what it was given. Loses: leaves-inputs-alone."""
    if waveforms.dtype.kind == "f":
        waveforms -= waveforms.mean(axis=0)
    return np.hstack([_padded(_scores(part), n_components) for part in _channels(waveforms)])
