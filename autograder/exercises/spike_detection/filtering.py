"""The band-pass filter."""

from __future__ import annotations

import math

import numpy as np
from scipy.signal import butter, sosfilt, sosfiltfilt

from autograder.declare import Exercise, case
from autograder.exercises.spike_detection.inputs import band_voltage
from autograder.visible.judges import Shaped
from autograder.visible.spikes import AgreesInside

filter_signal = Exercise(
    "spike_detection.filter_signal", read="Section 2, 'A filter that does not delay'",
    recognise=AgreesInside(share=0.45, rtol=1e-4))

# Bands, as shares of fs, whose filters forget so fast that no way of padding reaches what is compared.
SHORT = {1: (0.2, 0.41), 2: (0.16, 0.38), 4: (0.12, 0.38), 5: (0.12, 0.38), 6: (0.12, 0.38)}


def _case(rng, fs, order=None, n_channels=1, dtype=float, rtol=1e-5):
    """A call that is compared on the 16 samples in the middle; without an order, all is as by default."""
    names = {}
    if order:
        names = {"low": SHORT[order][0] * fs, "high": SHORT[order][1] * fs, "order": order}
    edge = math.ceil((4 + 2 * (order or 3)) / names.get("low", 500.0) * fs)
    x = band_voltage(rng, 2 * edge + 16, n_channels).astype(dtype)
    return case(x, fs, **names, judge=AgreesInside(edge, rtol))


@filter_signal.check(0.5, "The filtered voltage has the shape of the voltage.")
def shape(rng):
    yield case(band_voltage(rng, 24, 3), 10_000.0, low=2000.0, high=4000.0, order=1, judge=Shaped())


@filter_signal.check(2, "It is a Butterworth band-pass, forwards and backwards: 500 to 4000 Hz, order 3.")
def values(rng):
    yield _case(rng, float(rng.choice([8500.0, 8600.0])))


@filter_signal.check(1, "Each channel is filtered by itself, along time.")
def channel_by_channel(rng):
    yield _case(rng, 10_000.0, 1, n_channels=2)


@filter_signal.check(1.5, "It follows the band, the order and the sampling rate.")
def band_and_order(rng):
    yield _case(rng, float(rng.choice([12_500.0, 16_000.0, 20_000.0])), 1)
    yield _case(rng, 30_000.0, 2)
    yield _case(rng, 10_000.0, int(rng.choice([4, 5, 6])))


@filter_signal.check(0.5, "Voltage stored as whole numbers or in single precision gives the same.")
def any_number_type(rng):
    yield _case(rng, 10_000.0, 1, dtype=np.int16)
    yield _case(rng, 10_000.0, 1, dtype=np.float32, rtol=1e-4)


filter_signal.leaves_inputs_alone(0.5, lambda rng: _case(rng, 10_000.0, 1))


def _sections(order, band, fs, btype="bandpass"):
    return butter(order, band, btype, fs=fs, output="sos")


def _there_and_back(sos, x):
    return sosfiltfilt(sos, np.asarray(x, float), axis=0, padlen=min(6 * len(sos) + 3, len(x) - 1))


@filter_signal.misconception(
    "The filter ran over the voltage once: it moves the spikes in time.",
    "A second run, backwards, undoes the delay: sosfiltfilt does both.")
def one_pass(x, fs, low=500.0, high=4000.0, order=3):
    return sosfilt(_sections(order, [low, high], fs), np.asarray(x, float), axis=0)


@filter_signal.misconception(
    "The filter ran twice, but both times forwards: the delay doubled instead of cancelling.",
    "Turn the result round before the second run and back again after it, or use sosfiltfilt.")
def forwards_twice(x, fs, low=500.0, high=4000.0, order=3):
    return one_pass(one_pass(x, fs, low, high, order), fs, low, high, order)


@filter_signal.misconception(
    "The band is wrong: its edges were divided by fs instead of by half of it.",
    "butter wants fractions of the Nyquist frequency fs/2, unless you hand it fs=fs.")
def divides_by_fs(x, fs, low=500.0, high=4000.0, order=3):
    return _there_and_back(butter(order, [low / fs, high / fs], "bandpass", output="sos"), x)


@filter_signal.misconception(
    "The sampling rate is taken to be 30 kHz, whatever fs is.", "Hand fs on to butter.")
def assumes_30_khz(x, fs, low=500.0, high=4000.0, order=3):
    return _there_and_back(_sections(order, [low, high], 30_000.0), x)


@filter_signal.misconception(
    "Band and order are always the same, whatever is asked for.",
    "Look for 500, 4000 and 3 in the body: they only stand in for what nobody has said.")
def ignores_band_and_order(x, fs, low=500.0, high=4000.0, order=3):
    return _there_and_back(_sections(3, [500.0, 4000.0], fs), x)


@filter_signal.misconception("The order is always 3, whatever is asked for.", "Hand order on to butter.")
def ignores_the_order(x, fs, low=500.0, high=4000.0, order=3):
    return _there_and_back(_sections(3, [low, high], fs), x)


@filter_signal.misconception(
    "Only what is below the band was removed: this is a high-pass.",
    "The noise above the band has to go, too: hand both edges to butter.")
def high_pass(x, fs, low=500.0, high=4000.0, order=3):
    return _there_and_back(_sections(order, low, fs, "highpass"), x)
