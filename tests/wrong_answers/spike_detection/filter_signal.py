"""Wrong answers to filter_signal; for names and marks see glm_encoding/make_design_matrix.py."""

import numpy as np
from scipy.signal import bessel, butter, cheby1, filtfilt, lfilter, sosfilt, sosfiltfilt


def _band(fs, low, high, order, kind="bandpass"):
    return butter(order, [low, high], btype=kind, fs=fs, output="sos")


def one_pass(x, fs, low=500.0, high=4000.0, order=3):
    """Filters as if the recording went on. Loses: values, channel-by-channel, band-and-order, any-number-type, leaves-inputs-alone."""
    return sosfilt(_band(fs, low, high, order), x, axis=0)


def one_pass__polynomials(x, fs, low=500.0, high=4000.0, order=3):
    """With `lfilter`. Loses: values, channel-by-channel, band-and-order, any-number-type, leaves-inputs-alone."""
    b, a = butter(order, [low, high], btype="bandpass", fs=fs)
    return lfilter(b, a, np.asarray(x, float), axis=0)


def forwards_twice(x, fs, low=500.0, high=4000.0, order=3):
    """Forgets to turn round. Loses: values, channel-by-channel, band-and-order, any-number-type, leaves-inputs-alone."""
    sos = _band(fs, low, high, order)
    return sosfilt(np.vstack([sos, sos]), x, axis=0)


def backwards_only(x, fs, low=500.0, high=4000.0, order=3):
    """Turns round before, and runs once. Loses: values, channel-by-channel, band-and-order, any-number-type, leaves-inputs-alone."""
    return sosfilt(_band(fs, low, high, order), x[::-1], axis=0)[::-1]


def divides_by_fs(x, fs, low=500.0, high=4000.0, order=3):
    """Edges as shares of the sampling rate. Loses: values, channel-by-channel, band-and-order, any-number-type, leaves-inputs-alone."""
    sos = butter(order, np.array([low, high]) / fs, btype="band", output="sos")
    return sosfiltfilt(sos, x, axis=0)


def assumes_30_khz(x, fs, low=500.0, high=4000.0, order=3):
    """The rate of the lab, written down. Loses: values, channel-by-channel, band-and-order, any-number-type, leaves-inputs-alone."""
    return sosfiltfilt(_band(30_000, low, high, order), x, axis=0)


def ignores_band_and_order(x, fs, low=500.0, high=4000.0, order=3):
    """Numbers where names should be. Loses: channel-by-channel, band-and-order, any-number-type, leaves-inputs-alone."""
    return sosfiltfilt(_band(fs, 500, 4000, 3), x, axis=0)


def ignores_the_order(x, fs, low=500.0, high=4000.0, order=3):
    """A 3 where `order` should be. Loses: channel-by-channel, band-and-order, any-number-type, leaves-inputs-alone."""
    b, a = butter(3, [low, high], btype="bandpass", fs=fs)
    return filtfilt(b, a, x, axis=0)


def doubles_the_order(x, fs, low=500.0, high=4000.0, order=3):
    """A band-pass has twice the order, so it is asked for half. Loses: values, band-and-order."""
    return sosfiltfilt(_band(fs, low, high, max(order // 2, 1)), x, axis=0)


def high_pass(x, fs, low=500.0, high=4000.0, order=3):
    """Forgets the upper edge. Loses: values, channel-by-channel, band-and-order, any-number-type, leaves-inputs-alone."""
    return sosfiltfilt(butter(order, low, btype="highpass", fs=fs, output="sos"), x, axis=0)


def low_pass(x, fs, low=500.0, high=4000.0, order=3):
    """Forgets the lower edge. Loses: values, channel-by-channel, band-and-order, any-number-type, leaves-inputs-alone."""
    return sosfiltfilt(butter(order, high, btype="lowpass", fs=fs, output="sos"), x, axis=0)


def high_then_low(x, fs, low=500.0, high=4000.0, order=3):
    """Two filters in a row, which are no Butterworth band-pass together. Loses: values, channel-by-channel, band-and-order, any-number-type, leaves-inputs-alone."""
    there = sosfiltfilt(butter(order, low, btype="highpass", fs=fs, output="sos"), x, axis=0)
    return sosfiltfilt(butter(order, high, btype="lowpass", fs=fs, output="sos"), there, axis=0)


def bessel_filter(x, fs, low=500.0, high=4000.0, order=3):
    """Another family. Loses: values, band-and-order."""
    return sosfiltfilt(bessel(order, [low, high], btype="bandpass", fs=fs, output="sos"), x, axis=0)


def chebyshev_filter(x, fs, low=500.0, high=4000.0, order=3):
    """Another family, with ripples. Loses: values, channel-by-channel, band-and-order, any-number-type, leaves-inputs-alone."""
    return sosfiltfilt(cheby1(order, 0.5, [low, high], btype="bandpass", fs=fs, output="sos"), x, axis=0)


def across_channels(x, fs, low=500.0, high=4000.0, order=3):
    """The default axis. Loses: everything."""
    return sosfiltfilt(_band(fs, low, high, order), x)


def all_channels_in_a_row(x, fs, low=500.0, high=4000.0, order=3):
    """Flattens, filters and folds back. Loses: channel-by-channel."""
    return sosfiltfilt(_band(fs, low, high, order), np.ravel(x)).reshape(np.shape(x))


def transposed(x, fs, low=500.0, high=4000.0, order=3):
    """Channels in rows. Loses: everything."""
    return sosfiltfilt(_band(fs, low, high, order), np.transpose(x))


def cuts_the_spectrum(x, fs, low=500.0, high=4000.0, order=3):
    """A brick wall in the Fourier transform. Loses: values, channel-by-channel, band-and-order, any-number-type, leaves-inputs-alone."""
    spectrum = np.fft.rfft(x, axis=0)
    frequency = np.fft.rfftfreq(len(x), 1 / fs)
    spectrum[(frequency < low) | (frequency > high)] = 0
    return np.fft.irfft(spectrum, len(x), axis=0)


def works_in_place(x, fs, low=500.0, high=4000.0, order=3):
    """Removes the mean from the argument itself. Loses: leaves-inputs-alone."""
    if x.dtype.kind == "f":
        x -= x.mean(axis=0)
    return sosfiltfilt(_band(fs, low, high, order), x, axis=0)


def keeps_whole_numbers(x, fs, low=500.0, high=4000.0, order=3):
    """Gives back the type that it got. Loses: any-number-type."""
    return sosfiltfilt(_band(fs, low, high, order), x, axis=0).astype(x.dtype)


def normalised(x, fs, low=500.0, high=4000.0, order=3):
    """Divides each channel by its spread. Loses: values, channel-by-channel, band-and-order, any-number-type, leaves-inputs-alone."""
    filtered = sosfiltfilt(_band(fs, low, high, order), x, axis=0)
    return filtered / filtered.std(axis=0)


def not_written(x, fs, low=500.0, high=4000.0, order=3):
    """As released. Loses: everything."""
    raise NotImplementedError
