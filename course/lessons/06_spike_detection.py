# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # From the voltage of a tetrode to spikes
#
# Four thin wires, twisted together, lie between the cells of a hippocampus. What they record is a voltage; what everybody wants are
# spikes, and to know which neuron fired each of them. This lab does the first half of that way, on which all later results depend:
# **which wiggles of a voltage are spikes, and what can be written down of each of them?**
#
# After this lab you can
#
# - **filter** a voltage without moving or bending the spikes in it,
# - measure the **noise** in a recording that is full of spikes,
# - **detect** spikes by threshold and lock-out, and say by recall and precision how well that works,
# - say **what the lock-out hides**, and which conclusions it therefore forbids,
# - turn each spike into a few numbers, its **features**, and judge them on spikes they have not been tried on.
#
# | part | minutes |
# |---|---|
# | 1 The recording | 8 |
# | 2 The filter | 18 |
# | 3 The noise | 12 |
# | 4 Detection | 25 |
# | 5 How good is it? | 15 |
# | 6 What the lock-out hides | 15 |
# | 7 Waveforms · 8 Features | 25 |
# | 9 Your own evidence | 10 |
# | 10 A real recording · 11 What could be wrong | 5 |
#
# A good two hours; all the computing in it takes some seconds. You need NumPy (slices, `axis=`, boolean masks). The sorting itself comes in the next lab.

# %% [markdown]
# ## How this notebook works
#
# There are five functions to write and one verdict to give, each followed by a cell that checks it, such as
# `check("spike_detection.filter_signal")`. A check tells you what is off, then gives a hint, then a place to
# read; run it as often as you like. It brings its own inputs, also awkward ones, so it does not depend on other cells.
#
# Some functions are blank, others have gaps written `...`. Fill them in **and delete the line `raise NotImplementedError(...)`**.
# You may also throw the given lines away and write your own: only what the function returns counts.
# *Run all* stops at the first exercise that is not yet solved; that is meant.
# Questions marked **In words** are read by a person.

# %%
import numpy as np
from scipy.signal import butter, filtfilt, find_peaks, sosfilt, sosfiltfilt, welch

import data_fetch
from autograder import check, evidence_panels
from course import figures
from course.matching import match_spikes
from course.simulate.tetrode import simulate_tetrode

# %% [markdown]
# ## 1 The recording
#
# A tetrode sees the spikes of perhaps ten neurons within 50 µm, and the hum of hundreds further away. A spike of one neuron looks different on the four
# wires, because it is nearer to one than to another: that is why there are four (Gray et al., 1995).
#
# In a real recording **nobody knows which spikes there were**. So we work on a simulated one, where every spike has been put in by hand: one minute,
# 30 000 samples a second on each of 4 channels, six neurons. It has what makes the task hard:
#
# - noise that is **coloured** (neighbouring samples go together) and **shared** between the channels,
# - slow waves of the local field potential, much larger than any spike,
# - **bursts**, in which each spike is smaller than the one before,
# - spikes of different neurons that **overlap**, as often as chance has it.
#
# The truth is kept in `tetrode.spike_samples` and `tetrode.spike_units`. We use it to *judge* methods, and never inside one.

# %%
tetrode = simulate_tetrode(np.random.default_rng(6))
voltage = tetrode.voltage_uv  # (n_samples, 4) µV, as the amplifier gives it
fs = tetrode.fs               # samples a second, Hz
source = "simulated tetrode"  # stands below every figure

print(f"{len(voltage) / fs:.0f} s, {voltage.shape[1]} channels, {voltage.nbytes / 1e6:.0f} MB as {voltage.dtype}")
print(f"standard deviation of each channel: {voltage.std(axis=0).round()} µV")
for unit, template in enumerate(tetrode.templates):
    count = np.sum(tetrode.spike_units == unit)
    print(f"neuron {unit}: {count:4d} spikes, troughs of {template.min(axis=0).round()} µV on the four channels")

# %% [markdown]
# Look before you compute. The triangles mark where spikes are. Could you have found them?

# %%
window = slice(round(1.00 * fs), round(1.25 * fs))
time_ms = 1000 * np.arange(len(voltage)) / fs
true_ms = 1000 * tetrode.spike_samples / fs
axes = figures.plot_tetrode_voltage(time_ms[window], voltage[window], {"true spikes": true_ms}, source=source)
figures.describe(axes, (
    "A quarter of a second of the unfiltered voltage on four channels: all show the same slow "
    "wave of several hundred microvolts, with fine noise on it. Triangles on top mark about "
    "ten spikes; most of them are hardly visible as thin downward lines."))

# %% [markdown]
# ## 2 The filter
#
# The slow waves and the spikes share the wire, but not the frequencies. A **power spectrum** shows how much of a signal there is at each frequency.
# We take it of the voltage, and of the spikes alone (in a simulation one can switch everything else off).

# %%
spikes_alone = simulate_tetrode(np.random.default_rng(6), noise_uv=0.0, field_uv=0.0).voltage_uv
channel = 2
frequency_hz, power = welch(voltage[:, channel], fs, nperseg=30_000)
_, power_spikes = welch(spikes_alone[:, channel], fs, nperseg=30_000)
shown = frequency_hz > 0
ax = figures.plot_spectra(frequency_hz[shown], {"voltage": power[shown], "spikes alone": power_spikes[shown]},
                          (500, 4000), source=source)
figures.describe(ax, (
    "Power spectra on logarithmic axes. The voltage has a peak at 8 hertz and falls by four "
    "orders of magnitude to 300 hertz, stays flat to 1000 hertz and then falls slowly. The spikes alone "
    "are far below it up to 200 hertz, nearly reach it from 500 to 1500 hertz, inside the band that "
    "is marked, and fall steeply at its upper end."))

# %% [markdown]
# Up to 100 Hz the field potential has a thousand times the power of all the spikes together, and more; above 4 kHz there is hardly any spike left, but still noise. In
# between, spikes and noise have about the same power, and since spikes are *rare* (all of theirs is in a few samples), they stand far out of it. So keep 500 to 4000 Hz and drop the rest.
#
# ### A filter that does not delay
#
# A causal filter, one that runs from left to right, delays what goes through it, and it delays some frequencies more than others. So it moves the spikes *and* bends their
# shape. A recording that is already complete can be filtered better: run over it forwards, then run over the result **backwards**. What the first run delays, the second brings back. Here is a pulse at sample 50, smoothed in both ways:

# %%
pulse = np.zeros(101)
pulse[50] = 1
smoother = butter(2, 1000, btype="lowpass", fs=fs, output="sos")
print("one run: highest at sample", sosfilt(smoother, pulse).argmax())
print("there and back: highest at sample", sosfiltfilt(smoother, pulse).argmax())

# %% [markdown]
# What you need for the band:
#
# - `butter(order, [low, high], btype="bandpass", fs=fs, output="sos")` designs a Butterworth filter, flat inside its band. With `fs=fs` the edges are in Hz. (Without it they are fractions of
#   the *Nyquist frequency*, half the sampling rate, above which a sampled signal cannot tell frequencies apart.)
# - `output="sos"` gives *second-order sections*, a chain of small filters; you will see below why.
# - `sosfiltfilt(sos, x, axis=...)` runs there and back. Mind along which axis time runs; the default is the last one.
#   At both ends it continues the recording by `padlen` samples; the given line for it makes very short recordings work, too.
#
# The band is passed on in full; at its edges, the two runs together leave half of the amplitude.

# %%
from solutions.spike_detection import filter_signal  # exercise

# %%
check("spike_detection.filter_signal")

# %% [markdown]
# What did that do to the spikes? We average the spikes of neuron 0 on its best channel: as they were in the voltage, after one run, and after both.

# %%
filtered = filter_signal(voltage, fs)
sections = butter(3, [500, 4000], btype="bandpass", fs=fs, output="sos")
one_run = sosfilt(sections, voltage, axis=0)

rows = tetrode.samples_of(0)[:, None] + np.arange(-30, 60)  # 1 ms before to 2 ms after each spike
shapes = {}
for name, signal in {"voltage": voltage, "one run": one_run, "there and back": filtered}.items():
    shapes[name] = signal[rows, channel].mean(axis=0)
    trough = shapes[name].argmin()
    print(f"{name:>14}: lowest {shapes[name].min():6.0f} µV at {1000 * (trough - 30) / fs:+.3f} ms, "
          f"highest {shapes[name].max():+.0f} µV")

# %%
ax = figures.plot_spike_shapes(1000 * np.arange(-30, 60) / fs, shapes, source=source)
figures.describe(ax, (
    "The mean spike of neuron 0 in three versions. In the voltage: a sharp trough of minus 245 "
    "microvolts at 0, then a low, broad hump. After one run: a trough half as deep, one "
    "sample late, and a hump higher than the trough is deep. There and back: a trough of minus 206 "
    "microvolts at 0 with symmetric small humps."))

# %% [markdown]
# After one run the trough has lost half of its depth to the hump behind it: the shape is no longer that of the spike. There and back, it stays where it is and keeps most of its depth. It pays with
# a small hump *before* the trough, which the neuron never made: the filter now looks into the future. No filter is free.
#
# **Why sections?** The same filter can be written as two polynomials, `b, a = butter(order, band, fs=fs)`, and run by `filtfilt(b, a, x)`. On paper it is the same:

# %%
second = voltage[: int(fs)]
for order in (3, 6, 8, 9):
    b, a = butter(order, [500, 4000], btype="bandpass", fs=fs)
    difference = np.abs(filtfilt(b, a, second, axis=0) - filter_signal(second, fs, order=order))
    print(f"order {order}: polynomials and sections differ by up to {difference[3000:-3000].max():.0e} µV")

# %% [markdown]
# A polynomial of degree 18 has roots that no computer can place well by its coefficients. Up to order 6 nobody would notice; at order 9 the result is wrong by half a microvolt, and soon after it is
# infinite. Sections cost nothing and keep their digits.

# %% [markdown] question="spike_detection.why_there_and_back" points=3
# **In words: there and back.** (a) A colleague filters once, "since all spikes are delayed by the same amount, that does not matter". Give the two reasons from the figure why it does.
# (b) In another experiment a spike is to trigger a light within 2 ms. Can that experiment filter there and back? (c) After filtering, the spikes of a paper show a positive hump *before* the trough, and the authors
# discuss which current makes it. What would you ask them? (4 to 6 sentences)
# ---mark scheme---
# - (1) The delay depends on the frequency, so the *shape* changes: the trough loses half its depth and the hump grows; depth is what detection needs. And spikes of different width are delayed
#   differently, so neither their times nor their shapes can be compared between neurons. (Half a mark for one of the two.)
# - (1) No: the second run starts at the end of the recording, so it needs the future. An experiment that answers in real time has to use a causal filter (and live with its delay).
# - (1) Whether the hump is there in the unfiltered (or only weakly, or causally filtered) voltage: a zero-phase band-pass makes humps on both sides of a trough by itself, as in the figure.

# %% [markdown]
# ## 3 The noise
#
# ### How large is the noise?
#
# A threshold must be set in units of the noise, or it means something else on every channel. The obvious measure is the standard deviation. But the recording consists of noise *and
# spikes*, and spikes are large: they raise the standard deviation, the threshold with it, and the more a tetrode has to tell the less is detected.
#
# The **median** does not mind. Half of all values of a Gaussian lie within 0.6745 standard deviations of its mean, which is zero after the filter; so if $m$ is the median of $|x|$,
#
# $$ \hat\sigma = \frac{m}{0.6745}. $$
#
# A spike of 300 µV moves a median no more than one of 30 µV, and a few samples in a thousand hardly move it at all (Donoho & Johnstone, 1994; Quian Quiroga et al., 2004).
#
# Each channel has a $\sigma$ of its own. It is taken of $x$ as it is, without subtracting a mean or a median once more.

# %%
from solutions.spike_detection import robust_sigma  # exercise

# %%
check("spike_detection.robust_sigma")

# %% [markdown]
# Does it keep its promise? Three tetrodes with the same noise and with 1, 6 and 24 neurons. Since they are simulated, we can take the spikes out and measure the noise alone.

# %%
print("neurons  spikes/s   noise alone   standard deviation   robust sigma   (channel 0, µV)")
for n_units in (1, 6, 24):
    everything, spikes_only = (
        simulate_tetrode(np.random.default_rng(1), 20.0, n_units=n_units, **without)
        for without in ({}, {"noise_uv": 0.0, "field_uv": 0.0}))
    noise = filter_signal(everything.voltage_uv - spikes_only.voltage_uv, fs)[:, 0]
    both = filter_signal(everything.voltage_uv, fs)[:, :1]
    rate_hz = len(everything.spike_samples) / everything.duration_s
    print(f"{n_units:7d} {rate_hz:9.0f} {noise.std():13.1f} {both.std():20.1f} {robust_sigma(both)[0]:14.1f}")

# %% [markdown]
# The noise is the same in all three rows. With 24 busy neurons the standard deviation is 70 % too large, the robust estimate 17 %. That is not nothing: at more than 200 spikes a second about a fifth of all samples lie in some
# spike, and no median can overlook that. *Robust* means that it breaks later, not that it cannot break.

# %% [markdown] question="spike_detection.sigma_and_rate" points=2
# **In words: a threshold that moves.** A lab sets its threshold at 4 *standard deviations* of the filtered voltage, minute by minute. In the minutes in which the animal runs, neurons fire a lot more. (a) What happens to the
# number of *small* spikes that are detected in these minutes, and why? (b) What false conclusion about the neurons with small spikes might be drawn? (2 to 4 sentences)
# ---mark scheme---
# - (1) More (large) spikes raise the standard deviation, hence the threshold; spikes just above it in quiet minutes now fall below it. So a smaller share of the small spikes is found during running.
# - (1) That these neurons fire less (are suppressed) during running, though only their detection is worse. The remedy is a robust estimate, or one threshold for the whole recording.

# %% [markdown]
# ## 4 Detection
#
# ### The rule, step by step
#
# 1. Measure every channel in its own noise, and take the lowest channel at each sample:
#    $$ v_t = \min_c \frac{x_{t,c}}{\hat\sigma_c}. $$
#    Outside a cell a spike is a *trough*, so low is what we look for. A spike seen on several channels is one trough in $v$. A channel with $\hat\sigma_c = 0$ (a broken wire, say) is left out.
# 2. **Candidates** are the local minima of $v$ below $-n_\sigma$; here $n_\sigma = 5$.
# 3. The **lock-out.** A spike lasts a millisecond, and noise may cut two or three minima into it. So go through the candidates *from the deepest on*, and keep one if it is at least 1 ms from every one **kept so far**. Exactly
#    1 ms is enough: both stay.
# 4. **Only then** drop those closer than 1 ms to the first or the last sample: there is not enough room around them.
#
# Why from the deepest on? Because the deepest minimum is the spike, and what stands next to it is its shoulder. In the order of time, a shoulder that comes first would be kept, and it would throw the spike out.
#
# Try it on paper. Candidates at 10.0 ms (depth 7), 10.7 ms (9), 11.4 ms (6) and 12.4 ms (8): which are kept? Which would be kept in the order of time?
#
# *Without a loop:* `find_peaks(y, height=h, distance=k)` finds local maxima of at least `h` and then does step 3: from the highest on, it drops those closer than `k` samples to one that it keeps. Three things
# need care. It looks for maxima; it takes those of exactly `h`, too, where we want more (the given line asks for the next number above); and the lock-out is in samples there. (It rounds the distance up; the tiny number that is subtracted in the given line keeps the 28.000000000000004 samples of 1.12 ms at 25 kHz from becoming 29. And it wants 1 at least.)
#
# Times are in ms: sample `s` is at `1000 * s / fs`.

# %%
hills = np.array([0, 3, 1, 2, 0, 5, 0, 4, 0])
print("all:", find_peaks(hills)[0], " 3 apart:", find_peaks(hills, height=2, distance=3)[0])

# %%
from solutions.spike_detection import detect_spikes  # exercise

# %%
check("spike_detection.detect_spikes")

# %% [markdown]
# The example from your paper, as a voltage: noise of size 1, and four troughs.

# %%
example = 0.6745 * (-1.0) ** np.arange(600)[:, None]  # its robust sigma is 1
for at_ms, depth in [(10.0, 7), (10.7, 9), (11.4, 6), (12.4, 8)]:
    example[round(at_ms * fs / 1000)] = -depth
print("kept:", detect_spikes(example, fs)[1], "ms")

# %% [markdown]
# Now the recording. The figure shows a stretch around a spike that was *missed*.

# %%
samples, times_ms = detect_spikes(filtered, fs)
found_of = match_spikes(tetrode.spike_samples, samples, tolerance=15)  # explained below
missed_ms = true_ms[~found_of.is_found]
print(f"{len(samples)} spikes found, {len(true_ms)} true ones")

start = round((missed_ms[12] - 20) * fs / 1000)
window = slice(start, start + 1200)
axes = figures.plot_tetrode_voltage(
    time_ms[window], filtered[window], {"true spikes": true_ms, "found": times_ms},
    levels_uv=-5 * robust_sigma(filtered), source=source)
figures.describe(axes, (
    "Forty milliseconds of the filtered voltage on four channels with dashed thresholds at "
    "minus 57 to minus 85 microvolts. Spikes now stand out as sharp troughs, with different sizes on "
    "the four channels. Of seven true spikes five have a mark for a found one above them. The two without, "
    "at 3504 and 3510 ms, each lie less than a millisecond beside a deeper one."))

# %% [markdown]
# ## 5 How good is it?
#
# ### Recall and precision
#
# Two things can go wrong, and one number cannot tell both:
#
# - **recall** is the share of the true spikes that were found,
# - **precision** is the share of the found spikes that are true.
#
# A detector that marks everything has a perfect recall; one that marks the single deepest trough has a perfect precision. For both one must say which found spike belongs to which true one. `match_spikes(true, found, tolerance)` pairs those
# that are at most 15 samples (0.5 ms) apart, **each at most once**, so that there are as many pairs as possible.
#
# That sounds like a detail. A popular shortcut cuts time into windows of 1 ms and compares which of them hold a true and which a found spike:

# %%
matching = match_spikes(tetrode.spike_samples, samples, tolerance=15)
late = samples[matching.found_index] - tetrode.spike_samples[matching.true_index]
print(f"matched: recall {matching.recall:.3f}, precision {matching.precision:.3f}; "
      f"found {late.min():+d} to {late.max():+d} samples after the truth")

true_windows, found_windows = (np.unique(spikes // 30) for spikes in (tetrode.spike_samples, samples))
hits = np.intersect1d(true_windows, found_windows).size
print(f"windows: recall {hits / true_windows.size:.3f}, precision {hits / found_windows.size:.3f}")

# %% [markdown]
# Not one of the found spikes is false, yet by windows more than 1 % of them are: a spike found one sample late, on the other side of an edge, counts as a miss *and* a false alarm. At the same time recall looks *better*: two true spikes in one
# window count as one. Whoever compares two detectors that way compares the edges of windows.
#
# ### Where to put the threshold
#
# The figure shows all troughs deeper than 2.5 σ, split by the truth.

# %%
depth_samples, _ = detect_spikes(filtered, fs, n_sigma=2.5)
depths = -np.min(filtered / robust_sigma(filtered), axis=1)[depth_samples]
is_true = match_spikes(tetrode.spike_samples, depth_samples, tolerance=15).is_true
ax = figures.plot_depths(depths, is_true, 5.0, source=source)
figures.describe(ax, (
    "Histograms of the depth of troughs on a logarithmic count axis. Noise falls steeply from "
    "several thousand at 2.5 sigma to a few just below 5. True spikes spread from 3.5 to 22 sigma, most of "
    "them between 5 and 12. A dashed line at 5 cuts off all the noise and some true spikes."))

# %% [markdown]
# There is no threshold that keeps all spikes and no noise. Which one is best is a matter of what the two errors cost; here we count them alike and take the largest *F score*, $2\,r\,p/(r+p)$.
#
# That choice is a fit, if one of a single number. So we make it on the **first half** of the recording, and say how good it is on the **second half**, where it has not been tried. And "good" needs a baseline:
#
# - **chance**: the found times of the second half, all shifted by the same random amount in a circle. They are as many, and as bursty, and know nothing of the true spikes.
# - **no filter**: the same rule on the voltage as it was recorded.

# %%
halves = [slice(0, len(voltage) // 2), slice(len(voltage) // 2, len(voltage))]


def score_detection(signal, part, **settings):
    """Detect in a part of a recording, and match with the true spikes of that part."""
    found, _ = detect_spikes(signal[part], fs, **settings)
    true = tetrode.spike_samples - part.start
    true = true[(true >= 0) & (true < part.stop - part.start)]
    return match_spikes(true, found, tolerance=15), true, found


thresholds = np.array([2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 10])
scores = [score_detection(filtered, halves[0], n_sigma=n_sigma)[0] for n_sigma in thresholds]
recall, precision = (np.array([getattr(score, name) for score in scores]) for name in ("recall", "precision"))
f_score = 2 * recall * precision / (recall + precision)
best = thresholds[f_score.argmax()]

# %%
ax = figures.plot_shares(thresholds, {"recall": recall, "precision": precision, "F score": f_score},
                         "threshold (σ)", chosen=best, source=f"{source}, first half")
figures.describe(ax, (
    "Recall, precision and F score over thresholds of 2.5 to 10 sigma. Precision rises from 0.2 "
    "to 1 at 4.5; recall stays at 0.96 up to 4.5 and then falls to 0.4 at 10. The F score has its "
    "maximum at 4.5, which is marked."))

# %%
rng = np.random.default_rng(5)
held_out, true_half, found_half = score_detection(filtered, halves[1], n_sigma=best)
length = halves[1].stop - halves[1].start
shifted = (found_half + rng.integers(fs, length - fs)) % length
rows = {
    "chance": match_spikes(true_half, shifted, tolerance=15),
    "no filter, 3 σ": score_detection(voltage, halves[1], n_sigma=3.0)[0],
    "filtered, 5 σ (default)": score_detection(filtered, halves[1])[0],
    f"filtered, {best:g} σ (chosen)": held_out,
}
print("second half                recall  precision")
for name, score in rows.items():
    print(f"{name:25} {score.recall:7.3f} {score.precision:10.3f}")

# %% [markdown]
# On new data the chosen threshold does about as well as where it was chosen: one number, fitted to more than a thousand spikes, can hardly overfit. Without the filter nearly nothing is found, and chance is at 6 %: that is the share of time that lies within half a
# millisecond of some spike.
#
# ### Who is missed?
#
# A recall of 95 % sounds good. But the missed spikes are not a random sample:

# %%
matching = match_spikes(tetrode.spike_samples, detect_spikes(filtered, fs, n_sigma=best)[0], tolerance=15)
near = np.diff(tetrode.spike_samples) < fs / 1000
crowded = np.append(near, False) | np.append(False, near)  # another spike within 1 ms
late_in_burst = ~crowded & (tetrode.spike_order >= 2)
groups = {"alone": ~crowded & ~late_in_burst, "alone, third or later in a burst": late_in_burst,
          "another spike within 1 ms": crowded}
for name, members in groups.items():
    print(f"{name:33} {members.sum():5d} spikes, {matching.is_found[members].mean():6.1%} found")
for unit in range(6):
    own = tetrode.spike_units == unit
    print(f"neuron {unit}: {own.sum():5d} spikes, {matching.is_found[own].mean():6.1%} found")

# %% [markdown]
# Half of the crowded spikes are lost, and the loss differs between neurons. Whoever studies which neurons fire *together*, within a millisecond, studies exactly those spikes that the detector throws away.

# %% [markdown]
# ## 6 What the lock-out hides
#
# Of two spikes within the lock-out one is always dropped: that is what it is for. Let us vary it.

# %%
lockouts_ms = np.array([0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0])
recall, precision, below_2_ms = [], [], []
for lockout_ms in lockouts_ms:
    found, found_ms = detect_spikes(filtered, fs, n_sigma=best, lockout_ms=lockout_ms)
    score = match_spikes(tetrode.spike_samples, found, tolerance=15)
    recall.append(score.recall)
    precision.append(score.precision)
    below_2_ms.append(np.mean(np.diff(found_ms) < 2.0))
    print(f"lock-out {lockout_ms:.1f} ms: recall {recall[-1]:.3f}, precision {precision[-1]:.3f}, "
          f"{below_2_ms[-1]:.1%} of the intervals below 2 ms")
print(f"truth: {np.mean(np.diff(true_ms) < 2.0):.1%} of the intervals below 2 ms")

# %%
shares = {"recall": np.array(recall), "precision": np.array(precision), "intervals < 2 ms": np.array(below_2_ms)}
ax = figures.plot_shares(lockouts_ms, shares, "lock-out (ms)", chosen=1.0, source=source)
figures.describe(ax, (
    "Three shares over the lock-out from 0.1 to 3 ms. Recall falls steadily from 0.98 to 0.88. "
    "Precision stays near 1. The share of intervals below 2 ms falls from 7 percent to exactly 0 at "
    "2 ms."))

# %% [markdown]
# A longer lock-out buys a third of a percent of precision and pays with up to ten percent of recall.
#
# The third line is the dangerous one. A neuron has a **refractory period**: for some 2 ms after a spike it does not fire another. So a list of spikes without intervals below 2 ms is often taken as a proof that it comes *from one neuron*. With a
# lock-out of 2 ms our list passes that test perfectly. It holds the spikes of **six** neurons.
#
# Here are the intervals of that list with the lock-out at 1 ms, and what chance would give: if spikes come at random at this rate, but never within the lock-out $L$, then intervals are $L$ plus an exponential waiting time.

# %%
def expected_intervals(edges_ms, n_spikes, duration_ms, lockout_ms):
    """How many intervals chance puts into each bin."""
    mean_wait_ms = duration_ms / n_spikes - lockout_ms
    survival = np.exp(-np.maximum(edges_ms - lockout_ms, 0) / mean_wait_ms)
    return n_spikes * -np.diff(survival)


edges_ms = np.arange(0, 6.01, 0.25)
duration_ms = 1000 * tetrode.duration_s
found, found_ms = detect_spikes(filtered, fs, n_sigma=best)
counts = np.histogram(np.diff(found_ms), edges_ms)[0]
expected = expected_intervals(edges_ms, len(found), duration_ms, 1.0)
ax = figures.plot_intervals(edges_ms, counts, 1.0, expected, source=f"{source}, all six neurons")
figures.describe(ax, (
    "Histogram of the intervals between all detected spikes up to 6 ms. No interval below 1 ms, the "
    "hatched lock-out; from 1 to 3 ms about 30 in each bin, a little below the dashed line for chance "
    "at 40; from 3 ms on about twice as many as by chance, where bursts add theirs."))

# %% [markdown]
# From 1 to 3 ms there are nearly as many intervals as chance has them: no sign of *one* refractory neuron, as it should be for six independent ones. (About a quarter is missing, since two spikes of the same neuron cannot be among them; from 3 ms on
# bursts add theirs.) The empty first millisecond is the detector's work. Compare one neuron alone, by the truth and without any detector:

# %%
unit_ms = 1000 * tetrode.samples_of(2) / fs
counts = np.histogram(np.diff(unit_ms), edges_ms)[0]
expected = expected_intervals(edges_ms, len(unit_ms), duration_ms, 0.0)
below = edges_ms[1:] <= 2.0
print(f"intervals below 2 ms: {counts[below].sum()}, by chance {expected[below].sum():.0f}")
ax = figures.plot_intervals(edges_ms, counts, 0.0, expected, source=f"{source}, neuron 2, true spikes")
figures.describe(ax, (
    "Histogram of the intervals of neuron 2 up to 6 ms: none below 2.5 ms, where the dashed line "
    "for chance expects 4 in each bin, and many, 20 to 35 in a bin, from 3 ms on: its bursts."))

# %% [markdown]
# **Refractoriness can only be seen between the lock-out and the refractory period.** Below the lock-out the detector has made the gap; and where chance itself would put hardly an interval, an empty place says nothing either.

# %% [markdown] question="spike_detection.lock_out_cosmetics" points=3
# **In words: a clean unit.** A paper detects spikes with a lock-out of 2.5 ms and writes: "No unit has an interval below 2 ms, so all units are single neurons. As a further control, the cross-correlograms of *different* units
# are empty around 0, so the units do not fire together either." (a) What does the first claim prove? (b) What makes the hole in the cross-correlograms? (c) What should they do instead, and what will they still not be able to see? (4 to 6 sentences)
# ---mark scheme---
# - (1) Nothing: with a lock-out of 2.5 ms no list of spikes whatever has intervals below 2 ms, a mixture of many neurons included.
# - (1) The lock-out as well: it acts on all spikes of the electrode, whichever neuron they come from. Of two neurons that fire within 2.5 ms, one spike is dropped, so that pairs at short lags are missing between all units.
# - (1) Detect with a short lock-out (0.3 ms or so) and judge refractoriness between it and 2 ms, against what chance would give there; or say that the data cannot tell. Overlapping spikes closer than the lock-out (or than the width of a spike) stay
#   invisible; that takes a method which fits sums of waveforms.

# %% [markdown]
# ## 7 Waveforms
#
# ### Cutting out the waveforms
#
# What is left of a spike is its shape on the four channels: 10 samples before its trough, and 20 from the trough on (the trough itself is number 10, counted from 0). A stack of all spikes is an array `(n_spikes, 30, 4)`.
#
# A loop over spikes and slices will do. *Without one:* index with a whole array of row numbers. If `rows` has the shape `(n_spikes, 30)` and holds the sample numbers wanted for each spike, `x[rows]` has the shape `(n_spikes, 30, 4)`.
# Such a table of rows comes from adding a column `(n_spikes, 1)` and a row `(30,)`. It works for no spikes at all, too: nothing found, nothing cut out, and the shape is still `(0, 30, 4)`.

# %%
from solutions.spike_detection import extract_waveforms  # exercise

# %%
check("spike_detection.extract_waveforms")

# %% [markdown]
# The means of the six neurons, by the truth; the bands are one standard deviation wide.

# %%
samples, times_ms = detect_spikes(filtered, fs, n_sigma=best)
waveforms = extract_waveforms(filtered, samples)
labels = match_spikes(tetrode.spike_samples, samples, tolerance=15).label_found(tetrode.spike_units)
axes = figures.plot_unit_waveforms(1000 * np.arange(-10, 20) / fs, waveforms, labels, source=source)
figures.describe(axes, (
    "Mean waveforms of six neurons on four channels. Deepest troughs: neuron 0 minus 205 microvolts on "
    "channel 2 and 125 on channel 1, neuron 1 minus 170 on channel 3, neuron 2 minus 145 on channel 1, neuron 3 "
    "minus 115 on channel 2, neuron 4 minus 100 on channel 0, neuron 5 minus 95 on channel 1. Bands "
    "around the means are 15 to 40 microvolts wide, widest for neuron 0."))

# %% [markdown]
# No single channel tells all neurons apart, but the four together do: neurons 2 and 5 are alike on channel 1, and differ on the others. Neurons that burst (0, 2 and 4) have the wider bands, since their spikes shrink within a burst.

# %% [markdown]
# ## 8 Features
#
# ### Three numbers a channel
#
# A spike is now 120 numbers. Most of them say the same: if one sample of a trough is deep, so are its neighbours. **Principal component analysis** finds, for each channel, the direction in the 30-dimensional space of waveforms along
# which spikes differ most, then the next one at a right angle to it, and so on. The position of a spike along such a direction is its *score*. Three scores a channel are enough: 12 features.
#
# For one channel with the waveforms in the rows of $W$ (`n_spikes × 30`):
#
# 1. Subtract the mean waveform. Without that, the first direction would only point to the mean, which is the same for all.
# 2. Decompose: $W_c = U S V^\top$ (`np.linalg.svd`). The rows of $V^\top$ are the directions, sorted by variance. The scores are $W_c V = U S$; in NumPy `U * s`.
# 3. Keep the first `n_components` columns **as they are**. Do not scale them to unit variance: that the first column is the largest is what makes distances between spikes meaningful.
#
# Put the channels side by side: all columns of channel 0, then all of channel 1, and so on. If there are fewer spikes than components, the columns that cannot be had are 0. And do not worry about signs: turn a direction round, and all its scores change
# their sign; nothing else happens.

# %%
from solutions.spike_detection import extract_features  # exercise

# %%
check("spike_detection.extract_features")

# %%
features = extract_features(waveforms)
print("features:", features.shape)
for channel in range(4):
    centred = waveforms[:, :, channel] - waveforms[:, :, channel].mean(axis=0)
    kept = features[:, 3 * channel : 3 * channel + 3].var(axis=0) / centred.var(axis=0).sum()
    print(f"channel {channel}: the three columns hold {kept[0]:.0%}, {kept[1]:.0%} and {kept[2]:.0%} of the variance")

# %%
names = [f"channel {c}, component {k + 1}" for c in range(4) for k in range(3)]
axes = figures.plot_feature_pairs(features, [(0, 6), (3, 9)], names, labels, source=source)
figures.describe(axes, (
    "Two scatter plots of spikes in planes of first components, channel 0 against 2 and channel 1 "
    "against 3, coloured by true neuron. Six clouds, each of them apart from the others in one of the planes. The "
    "clouds of the bursting neurons 0, 2 and 4 are drawn out into streaks; some points lie far from all clouds."))

# %% [markdown]
# Each neuron is a cloud; bursts draw a cloud out into a streak, and single points between the clouds are overlaps: two spikes at once look like neither.
#
# ### Are the features any good?
#
# The next lab looks for clouds without knowing the neurons. Here we ask a simpler question, which has a clear answer: *given* labelled spikes from the first half of the recording, how many of the second half are given the right neuron? The rule is simple:
# each spike goes to the neuron whose mean feature vector is nearest. Baseline: always the neuron that fired most in the first half. And as rivals: the depth of the trough on one channel, or on all four.
#
# We do it for two recordings. In the second one the **tetrode moves** by 12 µm within the minute (a real one may, within an hour): some spikes grow, others shrink.

# %%
def nearest_mean_accuracy(numbers, labels, train, test):
    """Share of the test spikes whose nearest class mean, of the training spikes, is their own."""
    units = np.unique(labels[train])
    means = np.array([numbers[train][labels[train] == unit].mean(axis=0) for unit in units])
    distance = ((numbers[test][:, None, :] - means) ** 2).sum(axis=2)
    return np.mean(units[distance.argmin(axis=1)] == labels[test])


def describe_spikes(recording):
    """Times, neurons and numbers of the spikes that are found and true."""
    x = filter_signal(recording.voltage_uv, recording.fs)
    found, found_ms = detect_spikes(x, recording.fs)
    unit = match_spikes(recording.spike_samples, found, tolerance=15).label_found(recording.spike_units)
    waves = extract_waveforms(x, found)
    depths = waves.min(axis=1)
    numbers = {"depth, channel 2": depths[:, [2]], "depth, 4 channels": depths, "12 features": extract_features(waves)}
    return found_ms[unit >= 0], unit[unit >= 0], {name: value[unit >= 0] for name, value in numbers.items()}


# %%
for drift in (False, True):
    recording = simulate_tetrode(np.random.default_rng(7), amplitude_drift=drift)
    at_ms, unit, numbers = describe_spikes(recording)
    at_random = np.random.default_rng(0).random(len(unit)) < 0.5
    splits = {"later half": at_ms < 30_000, "random half": at_random}
    print(f"\n{'the tetrode moves' if drift else 'the tetrode stays'}: right neuron in the {' and the '.join(splits)}")
    most = [np.mean(unit[~train] == np.bincount(unit[train]).argmax()) for train in splits.values()]
    print(f"{'most frequent neuron':>21}", *(f"{share:9.1%}" for share in most))
    for name, value in numbers.items():
        shares = [nearest_mean_accuracy(value, unit, train, ~train) for train in splits.values()]
        print(f"{name:>21}", *(f"{share:9.1%}" for share in shares))

# %% [markdown] question="spike_detection.split_in_time" points=3
# **In words: two ways to hold out.** (a) Without drift, the four depths alone do nearly as well as the 12 features. Why can a first component be close to a depth, and what can the 12 features use in addition? (b) With drift, the two ways of holding spikes out
# disagree. Which number would you report for a sorter that is calibrated in the morning and used in the afternoon, and why is the other one so much better? (c) Would filtering better, or more components, close the gap? (4 to 6 sentences)
# ---mark scheme---
# - (1) On one channel spikes differ mostly in size, so the direction of largest variance is roughly the mean shape, and the score grows with the depth. The other components (and the average over 30 samples in place of one) add the shape (width) and
#   suffer less from noise in a single sample.
# - (1) The later half: it is the situation of use, trained on the past and used in the future. In a random half each test spike has training spikes from the same minute around it, so the moving means are met half way: the split leaks time.
# - (1) No: noise is not the problem. The clouds move, so their means from the first half are wrong in the second; one needs to follow them (a model with drift), or to recalibrate.

# %% [markdown]
# ## 9 Your own evidence
#
# ### Refractory, or only locked out?
#
# Below are the intervals of **four unknown lists of spikes**, A to D, each said to come from one neuron. The question for each: **do the data support that this neuron does not fire twice within 2 ms?**
#
# - `"+"`: they support it. Between the lock-out and 2 ms, chance would have put many intervals, and there are (nearly) none.
# - `"-"`: they contradict it. There are about as many as chance would have it, or a quarter less.
# - `"0"`: they cannot tell. Nothing between the lock-out and 2 ms could have been seen, or chance itself would have left it empty.
#
# Put in your student number: it draws your own panels. The check only tells whether your verdict can be read; it is judged, for the number that stands in the cell, after you have handed in. Mind the vertical scales: each panel has its own.

# %%
evidence_number = 2026  # replace by your student number: it draws your own panels

# %%
panels = evidence_panels("spike_detection.evidence_refractory", evidence_number)
axes = figures.plot_evidence_intervals(panels, source="simulated neurons")
figures.describe(axes, (
    "Four panels, A to D, each with a histogram of intervals from 0 to 6 ms, a hatched lock-out, a "
    "dashed line for what chance would give, and a dotted line at 2 ms. The values are in the next "
    "cell as numbers."))

# %%
in_question = panels["edges_ms"][1:] <= 2.0
for letter, observed, chance, lockout_ms in zip("ABCD", panels["counts"], panels["expected"], panels["lockout_ms"], strict=True):
    print(f"{letter}: lock-out {lockout_ms} ms; below 2 ms {observed[in_question].sum()} intervals, "
          f"by chance {chance[in_question].sum():.1f}; up to 6 ms {observed.sum()}, by chance {chance.sum():.1f}")

# %% [markdown]
# Give your verdict as a text of four characters, for A, B, C, D in this order. "Cannot tell" does not mean that the neuron has no refractory period: every neuron has one. It means that *these data* do not show it, and a list with that verdict
# may well be a mixture of several neurons.

# %%
from solutions.spike_detection import evidence_refractory  # exercise

# %%
check("spike_detection.evidence_refractory")

# %%
print("my verdict:", evidence_refractory, "on the panels of number", evidence_number)

# %% [markdown]
# ## 10 A real recording
#
# The course knows one real tetrode recording, of some 34 000 spikes in eleven minutes. It may not be passed on, and has no public address: who has its file hands it over by `python data_fetch.py tetrode --from FILE`. The file does not hold the voltage any more, but the
# **12 features** of each spike, made by somebody else's program. So we can ask whether that program keeps to the rules of part 8, and this is a good habit with every file that one is given:
#
# - is every column centred?
# - within a channel, are the three columns uncorrelated, as scores of principal components must be?
# - does their variance fall within each channel (channel-major, not whitened)?

# %%
try:
    given, whose = data_fetch.load("tetrode", simulated=False)["features"], "recording"
except data_fetch.DataError:
    given, whose = features, "our own features"
    print("The recording is not here: the next cell looks at our own features instead.")

# %%
spread = given.std(axis=0)
correlation = np.corrcoef(given.T)
print(f"{whose}: {given.shape[0]} spikes, {given.shape[1]} features")
print(f"largest mean, relative to the spread of its column: {np.abs(given.mean(axis=0) / spread).max():.1e}")
for channel in range(4):
    own = slice(3 * channel, 3 * channel + 3)
    largest = np.abs(correlation[own, own][np.triu_indices(3, 1)]).max()
    print(f"channel {channel}: spreads {spread[own].round(1)} µV, largest correlation {largest:.1e}")

# %% [markdown]
# ## 11 What could be wrong
#
# Every later result stands on this list of spikes. Ask of any such list
#
# - **Which spikes are not in it?** Small ones, those late in bursts, those that overlap. None of that is random: it depends on the neuron, on the rate, and on who else fires.
# - **Is the threshold the same for all?** Noise changes over hours, and with it the yield. A rate that rises may be a noise that falls.
# - **What did the detector forbid?** A hole around zero in any correlogram of one electrode may be its lock-out.
# - **Does the noise look like ours?** Ours is Gaussian and stationary. Real noise has chewing, grooming, mains hum and the spikes of a thousand neurons that are too far away to be told apart; a robust σ does not make these Gaussian.
# - **Are features stable?** Principal components are made from *these* spikes. Add a neuron, and all columns change their meaning; features of two sessions cannot be compared unless they were made together.
# - **Would an expert agree?** The only recordings with a truth are those in which one cell was also recorded from the inside. In such data human sorters made 0 to 30 % errors (Harris et al., 2000).
#
# ### Further reading
#
# - Gray, Maldonado, Wilson & McNaughton (1995). Tetrodes markedly improve the reliability and yield of multiple single-unit isolation. *J Neurosci Methods* 63:43-54.
# - Lewicki (1998). A review of methods for spike sorting: the detection and classification of neural action potentials. *Network* 9:R53-R78.
# - Harris, Henze, Csicsvari, Hirase & Buzsáki (2000). Accuracy of tetrode spike separation as determined by simultaneous intracellular and extracellular measurements. *J Neurophysiol* 84:401-414.
# - Quian Quiroga, Nadasdy & Ben-Shaul (2004). Unsupervised spike detection and sorting with wavelets and superparamagnetic clustering. *Neural Computation* 16:1661-1687. Where the robust threshold comes from.
# - Hill, Mehta & Kleinfeld (2011). Quality metrics to accompany spike sorting of extracellular signals. *J Neurosci* 31:8699-8705. On lock-outs (there: censored periods) and refractory periods.
# - Donoho & Johnstone (1994). Ideal spatial adaptation by wavelet shrinkage. *Biometrika* 81:425-455.
