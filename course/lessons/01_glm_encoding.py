# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # How a retinal ganglion cell encodes light
#
# A retinal ganglion cell sits between the eye's photoreceptors and the optic nerve. A screen flickers in front of it, it
# answers with spikes, and the question of this lab is: **given what was on the screen up to now, how many spikes does the cell fire?**
# A formula that answers it is an *encoding model*.
#
# After this lab you can
#
# - write the recent past of a stimulus as a **design matrix**,
# - estimate a cell's filter by the **spike-triggered average** and by **least squares**, and say when the two differ,
# - fit a **linear-nonlinear-Poisson** (LNP) model by maximum likelihood, and say why the fit can be trusted,
# - judge a model on **data it has never seen**, against a **baseline**,
# - say when data do **not** support a filter at all.
#
# | part | minutes |
# |---|---|
# | 1 The experiment | 8 |
# | 2 The design matrix | 12 |
# | 3 The spike-triggered average | 8 |
# | 4 A linear model | 22 |
# | 5 A model that cannot predict negative counts | 35 |
# | 6 Does it work on new data? | 15 |
# | 7 All four cells · 8 Your own evidence | 15 |
# | 9 The real recording · 10 What could be wrong | 5 |
#
# About two hours; all the computing in it takes some seconds. You need NumPy (slices, `@`) and the idea of a derivative.

# %% [markdown]
# ## How this notebook works
#
# There are eight functions to write and one verdict to give, each followed by a cell that checks it, such as
# `check("glm_encoding.make_design_matrix")`. A check tells you what is off, then gives a hint, then a place to
# read; run it as often as you like. It brings its own inputs, also awkward ones, so it does not depend on other cells.
#
# Some functions are blank, others have gaps written `...`. Fill them in **and delete the line `raise NotImplementedError(...)`**.
# You may also throw the given lines away and write your own: only what the function returns counts.
# *Run all* stops at the first exercise that is not yet solved; that is meant.
# Questions marked **In words** are read by a person.

# %%
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.optimize import check_grad, minimize
from scipy.special import xlogy

import data_fetch
from autograder import check, evidence_panels
from course import figures
from course.simulate import retina

# %% [markdown]
# ## 1 The experiment
#
# The whole screen is either a bit brighter or a bit darker than grey (contrast +0.48 or −0.48). Every frame, about 120 times a
# second, a fair coin decides which. Meanwhile the spikes of four ganglion cells are counted frame by frame. Two of the cells are
# **OFF** cells (they like the light to go off), two are **ON** cells, in the order OFF, OFF, ON, ON
# (Uzzell & Chichilnisky, 2004).
#
# The recording itself may not be passed on, so we work on its **simulated twin**: the same stimulus, the same
# number of frames, similar cells. That has an advantage no recording has: *we know the true filters*, and can
# see whether a method finds them. Part 9 goes back to the real cells.

# %%
recording = data_fetch.load("retina", simulated=True)
stim = recording["stim"]                  # (n_bins,) contrast
spike_counts = recording["spike_counts"]  # (n_bins, 4) spikes/bin
dt_s = recording["dt_s"]                  # width of a time bin, s
source = recording.source                 # stands below every figure
names = ["cell 0 (OFF)", "cell 1 (OFF)", "cell 2 (ON)", "cell 3 (ON)"]

print("data:", source)
print(f"{len(stim)} bins of {1000 * dt_s:.2f} ms: {len(stim) * dt_s / 60:.1f} minutes")
for name, counts in zip(names, spike_counts.T, strict=True):
    rate_hz = counts.mean() / dt_s
    print(f"{name}: {counts.mean():.3f} spikes/bin = {rate_hz:.0f} spikes/s, at most {counts.max()} in a bin")

# %% [markdown]
# Before any model, look. The figure shows the first second. In most bins nothing happens; spikes come in short bursts,
# and the two cells of one kind often burst together. Can you see *by eye* what on the screen comes before a burst?
# Hardly: that is why we need statistics.

# %%
axes = figures.plot_stimulus_and_counts(stim, spike_counts, names, dt_s, source=source)
figures.describe(axes, (
    "Five rows over one second. Top: the stimulus jumps at random between plus and minus "
    "0.48. Below: the spike counts of four cells, mostly zero, with short bursts; ON cells "
    "burst at one time, OFF cells at another."))

# %% [markdown]
# **Spike counts are small whole numbers, and files store them as such.** In the file they are `uint8`, numbers from 0 to 255 that
# start again from 0 when they get too large. `data_fetch` converts them, but other people's code will hand you the raw type, and
# so do the checks. When a function of yours multiplies and sums counts, convert them first: `np.asarray(spikes, dtype=float)`.

# %%
raw = np.array([16, 8, 200], dtype=np.uint8)
print("uint8:", raw @ raw, " float:", raw.astype(float) @ raw.astype(float))

# %% [markdown]
# ### Is the stimulus white?
#
# Several results below hold only if the stimulus is **white**: its mean is zero, and its value in one bin says nothing about its
# value in another. The experimenter intended that; we check. If it is white, the correlation between the stimulus and itself
# `k` bins later is zero, up to chance: with $T$ bins, 95 % of the estimates fall within $\pm 1.96/\sqrt{T}$.
#
# We also decide now, before looking at any result, which bins are for fitting and which are put aside for judging.

# %%
train, held_out = slice(0, 20_000), slice(20_000, 40_000)
s = stim[train] - stim[train].mean()
lags = np.arange(1, 61)
autocorrelation = np.array([s[k:] @ s[:-k] for k in lags]) / (s @ s)
band = 1.96 / np.sqrt(len(s))

print(f"mean {stim[train].mean():+.4f}, expected 0 ± {band * stim[train].std():.4f}")
print(f"{np.mean(np.abs(autocorrelation) > band):.0%} of the lags outside the band, expected about 5 %")
ax = figures.plot_autocorrelation(lags, autocorrelation, band, dt_s, source=source)
figures.describe(ax, (
    "Autocorrelation of the stimulus at lags of 8 to 500 ms: dots scattered evenly around "
    "zero, about one in twenty just outside a grey band of plus and minus 0.014."))

# %% [markdown]
# The dots scatter around zero without a pattern, and about as many leave the grey band as chance allows. So the stimulus can be
# treated as white. (One in twenty dots *must* lie outside. A band is not a fence.)

# %% [markdown]
# ## 2 The design matrix
#
# ### A row for every time bin
#
# A ganglion cell does not answer to this frame alone but to the last 200 ms or so. So we give each time bin $i$ a row that
# holds the stimulus in that bin and in the $d-1$ bins before it; here $d = 25$ bins, which is 208 ms:
#
# $$ X_{ij} = s_{\,i-(d-1)+j}, \qquad j = 0, \dots, d-1, \qquad\text{and } X_{ij} = 0 \text{ where the index is negative.} $$
#
# Read it at the two ends: in the last column $j = d-1$ stands $s_i$, the present; in the first column, $j = 0$, stands
# $s_{i-24}$, the oldest value. **No row holds anything later than its own bin**: a cause comes before its effect. In the first rows the
# past lies before the recording, where we write 0.
#
# Work it out on paper before you code. For `stim = [1, 2, 3, 4]` and `d = 3`, what are the four rows?
#
# *A way without a loop:* `sliding_window_view(a, m)` returns a matrix with `a[i : i + m]` in row `i`, as the next cell shows. Those windows
# *start* at bin $i$. How many zeros must be put in front of the stimulus so that window $i$ *ends* with $s_i$, and there is one for each bin?

# %%
print(sliding_window_view(np.array([5, 6, 7, 8]), 2))

# %%
from solutions.glm_encoding import make_design_matrix  # exercise

# %%
check("glm_encoding.make_design_matrix")

# %%
print(make_design_matrix(np.array([1, 2, 3, 4]), d=3))  # as on your paper?

# %% [markdown]
# The picture below shows the first 60 rows of the real thing. Each row is the row above, moved one step to the left, with a new value
# on the right: so every frame draws a diagonal. The white triangle at the top left is the time before the recording.

# %%
d = 25
X_train = make_design_matrix(stim[train], d)
lag_ms = 1000 * dt_s * np.arange(-(d - 1), 1)

ax = figures.plot_design_matrix(X_train, dt_s, source=source)
figures.describe(ax, (
    "The first 60 rows of the design matrix as an image, time running down, lags from minus "
    "200 ms at the left to 0 at the right. Values of plus and minus 0.48 form diagonal "
    "stripes; the upper left triangle is zero."))

# %% [markdown]
# ## 3 The spike-triggered average
#
# ### The average stimulus before a spike
#
# The oldest question to a sensory cell, and the simplest: take the 25 stimulus values before each spike and average them. A bin with two
# spikes counts twice. This is the **spike-triggered average** (STA; de Boer & Kuyper, 1968):
#
# $$ \text{STA} = \frac{\sum_i y_i\, \mathbf{x}_i}{\sum_i y_i} = \frac{X^\top \mathbf{y}}{\sum_i y_i}, $$
#
# where $y_i$ is the spike count in bin $i$ and $\mathbf{x}_i$ is row $i$ of $X$.
# Its values are contrasts: the mean of what was on the screen.

# %%
from solutions.glm_encoding import spike_triggered_average  # exercise

# %%
check("glm_encoding.spike_triggered_average")

# %% [markdown]
# The STA of cell 2: before its spikes, the screen was on average bright 20 to 50 ms earlier, and slightly dark before that. So the
# cell likes a step from dark to bright, and answers about 33 ms later: an ON cell, as announced.

# %%
cell = 2
y_train = spike_counts[train, cell]
sta = spike_triggered_average(stim[train], y_train, d)

ax = figures.plot_filters(lag_ms, {names[cell]: sta}, "spike-triggered average (contrast)", source=source)
figures.describe(ax, (
    "Spike-triggered average of cell 2: near zero until 110 ms before the spike, a shallow "
    "dip below zero around 60 to 80 ms, a tall positive peak at 33 ms, back to zero at 0 ms."))

# %% [markdown]
# ## 4 A linear model
#
# ### Least squares
#
# The STA describes; it does not predict. The simplest model that does is a weighted sum of the recent stimulus:
#
# $$ y_i = b + \mathbf{x}_i \cdot \mathbf{w} + \text{noise}. $$
#
# $\mathbf{w}$ is the cell's **filter**, $b$ the intercept. If the noise is Gaussian with the same variance everywhere, the most likely
# $b$ and $\mathbf{w}$ are those with the smallest sum of squared errors: hence the name *linear-Gaussian* (LG) model.
#
# **Why the intercept?** Without it the model is forced to predict 0 for a grey screen, $\mathbf{x}_i = 0$. But the mean count is not
# zero: the cell fires now and then whatever is shown. One extra column, all ones, gives the mean somewhere to go; its weight is $b$.
#
# Textbooks write the solution as $(X^\top X)^{-1} X^\top \mathbf{y}$. Do not compute an inverse for it: `np.linalg.lstsq`
# solves the same problem with far less rounding error, and still answers when the inverse does not exist.

# %%
from solutions.glm_encoding import fit_lg  # exercise

# %%
check("glm_encoding.fit_lg")

# %% [markdown] question="glm_encoding.why_intercept" points=2
# **In words: the intercept.** A fellow student leaves the column of ones out, "since the stimulus has zero mean anyway, the filter
# will be the same". For this recording, is the *filter* badly wrong? Are the *predictions*? Say why. Then give one property of the
# stimulus which, if it changed, would make the filter wrong as well. (3 to 5 sentences)
# ---mark scheme---
# - (1) The predictions are wrong: without $b$ the mean prediction is about 0 (the stimulus has zero mean), while the mean count is
#   about 0.35 spikes/bin; every prediction is too low by about that much. The reason is the non-zero *mean* of the counts, not
#   that counts cannot be negative.
# - (1) The filter is nearly right as long as the stimulus has zero mean, because the column of ones is then (almost) orthogonal to the
#   others. With a stimulus whose mean is not zero (for example 0 and 1 instead of ±0.48) the weights would have to stand in for the
#   intercept, and the filter would be distorted.
#
# Half a mark each where the claim is right but the reason is missing. No mark for "because counts are never negative".

# %% [markdown]
# ### Is the STA the same as the filter?
#
# Nearly, under a condition. The least-squares filter solves $X^\top X\,\mathbf{w} = X^\top \mathbf{y}$ (for a zero-mean stimulus the
# intercept does not interfere). If the stimulus is white, different columns of $X$ are uncorrelated, and $X^\top X$ is close to
# $T \operatorname{var}(s)$ times the identity matrix. Then
#
# $$ \mathbf{w} \;\approx\; \frac{X^\top \mathbf{y}}{T \operatorname{var}(s)} \;=\; \frac{\sum_i y_i}{T \operatorname{var}(s)} \times \text{STA}. $$
#
# Same shape, different unit: the STA is in contrast, the filter in spikes/bin per unit of contrast. The next cell compares the
# factor in this formula with the one that fits best.

# %%
theta_lg = fit_lg(stim[train], y_train, d)
expected_factor = y_train.sum() / (len(y_train) * stim[train].var())
measured_factor = sta @ theta_lg[1:] / (sta @ sta)

print(f"factor: expected {expected_factor:.3f}, measured {measured_factor:.3f}")
print(f"correlation of the two shapes: {np.corrcoef(sta, theta_lg[1:])[0, 1]:.4f}")

# %% [markdown]
# And if the stimulus is *not* white? A natural scene is not: what is bright now will mostly be bright in 8 ms. Let us show the
# simulated cell such a stimulus (each value keeps 80 % of the one before, plus Gaussian noise) and see what either method makes of it.

# %%
rng = np.random.default_rng(3)
noise = rng.normal(size=20_000)
slow_stim = np.convolve(noise, 0.8 ** np.arange(50))[: len(noise)]
slow_stim *= 0.48 / slow_stim.std()

X_slow = make_design_matrix(slow_stim, d)
true_filter = retina.true_filters()[cell]
slow_rate = np.exp(X_slow @ true_filter)
slow_spikes = rng.poisson(0.35 * slow_rate / slow_rate.mean())
estimates = {
    "STA": spike_triggered_average(slow_stim, slow_spikes, d),
    "least squares": fit_lg(slow_stim, slow_spikes, d)[1:],
}
scaled = {name: values / np.abs(values).max() for name, values in estimates.items()}

# %%
scaled_truth = true_filter / np.abs(true_filter).max()
ax = figures.plot_filters(lag_ms, scaled, "filter, largest value 1\n(no unit)", truth=scaled_truth,
                          source="simulated: cell 2 shown a correlated stimulus")
figures.describe(ax, (
    "Three filters for a correlated stimulus, scaled to the same peak. The spike-triggered "
    "average is broad and misses the dip below zero; least squares follows the true filter, "
    "peak and dip, with some jitter."))

# %% [markdown]
# The STA is smeared out, and the dip before the peak is gone: it mixes the cell's filter with the stimulus' own memory. Least
# squares divides that memory out again (that is what $(X^\top X)^{-1}$ does) and keeps close to the truth. It pays in noise: look
# how it jitters. **The STA is the filter only for a white stimulus with zero mean.**

# %% [markdown]
# **In passing: why it could be thirty times faster.** The design matrix of the whole recording has 3.6 million entries, and only 144 051
# different numbers in them: every row is the row above, moved by one. $X^\top X$ inherits this. Its entry for lags $(a, b)$ and its
# entry for lags $(a+1, b+1)$ sum up the same products of two stimulus values, all but one, which the end of the recording cuts off.
# So one row of $X^\top X$, which is $d$ sums over the recording, gives the whole matrix (one that is constant along its diagonals is
# called a *Toeplitz* matrix; this one nearly is). With the $d$ sums of $X^\top \mathbf{y}$ that makes $2d$ passes over the stimulus,
# and no design matrix at all. The weights are the same to 13 digits; measured on the whole recording, this takes a thirtieth of the
# time of a loop over the rows and `np.linalg.inv`, and a fiftieth of the memory. Before you speed up a program, ask what its numbers
# have in common.

# %% [markdown] question="glm_encoding.sta_or_filter" points=3
# **In words: STA or filter?** A colleague films natural scenes, plays them to a ganglion cell and reports: "The STA is positive from −150 ms
# to 0. The cell integrates light over 150 ms." (a) Why does this not follow? (b) What would you compute instead, from the same data?
# (c) What price do you pay for it, and when would it fail altogether? (4 to 6 sentences)
# ---mark scheme---
# - (1) The STA is $X^\top \mathbf{y}/\sum y$; with a correlated stimulus it is the filter multiplied by the stimulus covariance
#   (smeared by the autocorrelation of the stimulus). A cell with a short filter has a long STA if the scenes change slowly.
# - (1) The least-squares filter (or an LNP fit): it contains $(X^\top X)^{-1}$, which takes the stimulus' correlation out. Also
#   right: whitening the stimulus first.
# - (1) The estimate is noisier, because directions in which the stimulus hardly varies are amplified by the inverse. It fails when $X^\top X$ is
#   singular, that is when some combination of lags never varies: no data can tell such filters apart (remedy: regularise).

# %% [markdown]
# ### What the linear model predicts
#
# A model is judged by what it predicts. Write the prediction $\hat y_i = b + \mathbf{x}_i \cdot \mathbf{w}$, with $b$ and
# $\mathbf{w}$ fitted to the data that are passed in. Remember to pass `d` on to the functions that you call.

# %%
from solutions.glm_encoding import predict_spike_counts_lg  # exercise

# %%
check("glm_encoding.predict_spike_counts_lg")

# %% [markdown]
# How good is that? A common measure is the share of the variance explained, $R^2$: 1 is perfect, 0 is no better than the mean.

# %%
def variance_explained(y, prediction):
    return 1 - np.sum((y - prediction) ** 2) / np.sum((y - np.mean(y)) ** 2)


prediction_lg = predict_spike_counts_lg(stim[train], y_train, d)
print(f"R² on the training data: {variance_explained(y_train, prediction_lg):.3f}")
print(f"negative predictions: {np.mean(prediction_lg < 0):.1%} of the bins")

ax = figures.plot_prediction(y_train, {"LG": prediction_lg}, dt_s, start=2_000, source=source)
figures.describe(ax, (
    "One second of observed spike counts of cell 2 as grey bars and the linear prediction as "
    "a line. The line rises where bursts are, but stays too low in them, and falls below zero "
    "between them."))

# %% [markdown]
# The line goes up where the bursts are, so the filter has caught something. But it is too low in the bursts, and in between it is
# *negative*. Minus 0.3 spikes is not a small error: it is no number of spikes at all, and as the mean of a
# count it has no meaning. Cutting the line off at 0 would hide it; it is better to ask for a model in which it cannot happen.

# %% [markdown]
# ## 5 A model that cannot predict negative counts
#
# ### The likelihood of a spike train
#
# Two changes. First, the weighted sum is the *log* of the expected count, so that the expected count is positive:
#
# $$ \eta_i = b + \mathbf{x}_i \cdot \mathbf{w}, \qquad \lambda_i = e^{\eta_i}. $$
#
# Second, counts scatter around $\lambda_i$ as Poisson variables do: in whole numbers, with a variance that grows with the mean. This is the
# **linear-nonlinear-Poisson** model, the simplest *generalised linear model* for spikes. From now on $X$ includes its column
# of ones, and $\theta = (b, \mathbf{w})$, so $\eta = X\theta$.
#
# The probability of $y_i$ spikes is $\lambda_i^{y_i} e^{-\lambda_i} / y_i!$. Take the log, sum over bins, change the sign, and drop $\log y_i!$,
# which no parameter changes: the **negative log-likelihood**, in nats, is
#
# $$ L(\theta) = \sum_i \bigl( e^{\eta_i} - y_i\,\eta_i \bigr). $$
#
# **Use $\eta$ itself, not the log of the rate.** $\log(e^{\eta})$ is $\eta$ on paper. In a computer it is not:

# %%
eta = np.array([-1000.0])
with np.errstate(all="ignore"):
    log_rate = np.log(np.exp(eta))
    print("rate:", np.exp(eta), " its log:", log_rate, " 0 spikes times that:", 0 * log_rate)
print("0 spikes times eta:", 0 * eta)

# %% [markdown]
# Adding a small number inside the log, or clipping $\eta$, makes the message go away, and the function wrong. Nothing of the kind is needed.

# %%
from solutions.glm_encoding import neg_log_lik_lnp  # exercise

# %%
check("glm_encoding.neg_log_lik_lnp")

# %% [markdown]
# ### Is there only one bottom?
#
# There is no formula for the best $\theta$: we start somewhere and walk downhill. Is the lowest point that the walk finds the lowest there is?
# Here we can be sure, because $L$ is **convex**: between any two points the function lies below the straight line
# that joins its values there (the *chord*). A convex function has no second valley to get lost in. See for yourself,
# on a line between two random parameter vectors:

# %%
X1 = np.column_stack([np.ones(len(X_train)), X_train])  # (n_bins, 1 + d)
theta_a, theta_b = 0.5 * rng.normal(size=(2, d + 1))
position = np.linspace(0, 1, 41)
objective = np.array([neg_log_lik_lnp((1 - p) * theta_a + p * theta_b, X1, y_train) for p in position])
chord = (1 - position) * objective[0] + position * objective[-1]
print("below the chord everywhere:", np.all(objective[1:-1] < chord[1:-1]))

ax = figures.plot_objective_along_line(position, objective, source=source)
figures.describe(ax, (
    "The negative log-likelihood along a straight line between two random parameter vectors: "
    "a single smooth valley that lies below the straight chord between its ends everywhere."))

# %% [markdown]
# One line proves nothing, but a derivative does. The derivative of $e^{\eta_i} - y_i \eta_i$ with respect to $\eta_i$ is $e^{\eta_i} - y_i$, and
# $\eta_i = \mathbf{x}_i \cdot \theta$. So the **gradient** and the matrix of second derivatives, the **Hessian**, are
#
# $$ \nabla L = X^\top (e^{\eta} - \mathbf{y}), \qquad H = X^\top \operatorname{diag}(e^{\eta})\, X. $$
#
# For any direction $\mathbf{v}$: $\;\mathbf{v}^\top H\, \mathbf{v} = \sum_i e^{\eta_i} (\mathbf{x}_i \cdot \mathbf{v})^2 \ge 0$. The surface curves upwards or
# is flat, in every direction, everywhere: that is convexity. And a gradient that was derived by hand is always checked against finite differences:

# %%
def gradient_lnp(theta, X, y):
    surprise = np.exp(X @ theta) - y  # predicted minus observed count in each bin
    return surprise @ X


error = check_grad(neg_log_lik_lnp, gradient_lnp, theta_a, X1, y_train)
size = np.linalg.norm(gradient_lnp(theta_a, X1, y_train))
print(f"gradient {size:.0f}, difference from finite differences {error:.4f} nats per unit of theta")

# %% [markdown]
# Now walk: from three random starts with the gradient, and from the first of them without it. `minimize` without a gradient must feel its way with
# one extra evaluation for each of the 26 parameters, at every step.

# %%
starts = 0.3 * rng.normal(size=(3, d + 1))
messages = {}
for label, slope, from_where in [("finite differences", None, starts[:1]), ("with the gradient", gradient_lnp, starts)]:
    for start in from_where:
        result = minimize(neg_log_lik_lnp, start, (X1, y_train), jac=slope)
        steepness = np.abs(gradient_lnp(result.x, X1, y_train)).max()
        print(f"{label}: {result.fun:.6f} nats, {result.nfev:5d} evaluations, success={result.success}, "
              f"largest slope {steepness:.0e}")
        messages[result.success] = result.message
print(messages)

# %% [markdown]
# - All starts end in the **same minimum**, to a millionth of a nat: as convexity promised.
# - The gradient saves most of the **evaluations** (one call for it costs about as much as one call of the objective).
# - **`success` must be looked at, and understood.** `False` comes with a `message`; "precision loss" says that no step made the objective
#   smaller *in the digits that the computer has*. Then look at the slope: if it is tiny in every direction, you are at the bottom
#   all the same. If it is not, the fit is worthless, however nice its plot.
#
# **One minimum, but one $\theta$?** The floor of the valley may be flat. $\mathbf{v}^\top H\,\mathbf{v} = 0$ whenever $X\mathbf{v} = 0$, so $\theta$ is unique only if the
# columns of $X$ are linearly independent (*full rank*). With a screen that never flickers they are not:

# %%
X_constant = np.column_stack([np.ones(500), make_design_matrix(np.full(500, 0.48), d)])
print(f"rank {np.linalg.matrix_rank(X_constant)} of {X_constant.shape[1]} columns")

theta_c = theta_a.copy()
theta_c[0] += 0.48   # more baseline ...
theta_c[-1] -= 1.0   # ... less weight on the present bin
for theta in (theta_a, theta_c):
    print(f"{neg_log_lik_lnp(theta, X_constant, y_train[:500]):.6f} nats")

# %% [markdown]
# Two different filters, one likelihood: from these data nobody can tell which is right, and no algorithm can help.

# %% [markdown] question="glm_encoding.two_minima" points=2
# **In words: two answers.** A colleague fits this LNP model from two random starts. (a) The two runs end with *different objective
# values*, 8650.1 and 8702.4 nats. What do you conclude? (b) In another data set they end with the *same* value, but clearly different
# filters. What do you conclude now, and what would you compute to make sure? (3 to 5 sentences)
# ---mark scheme---
# - (1) The objective is convex, so there are no two local minima: at least the run with 8702.4 has not arrived (or there is a bug in
#   the objective or the gradient). Look at `success`, `message` and the size of the gradient; check the gradient with `check_grad`.
# - (1) The minimum is flat: the design matrix does not have full rank (or nearly not: a strongly correlated stimulus), so the data do
#   not determine the filter. Compute the rank or the condition number of $X$ (or the smallest eigenvalues of the Hessian).

# %% [markdown]
# ### Climbing down a bowl
#
# Now write the fit so that it works on *any* stimulus of this kind: short or long, white or correlated, written as ±0.48 or as grey values 0 and 255.
# Methods that know only the slope become slow, or stop early, when the valley is long and narrow; **Newton's method** also
# uses the curvature $H$ and steps straight to the bottom of the parabola that fits best. `method="trust-exact"` is Newton's
# method with a leash: it does not step further than the parabola can be trusted. It needs the objective, the gradient (`jac`) and the Hessian (`hess`).
#
# Start where the answer is known: if the cell ignored the stimulus, all weights would be 0, and the best rate would be the mean count.
# What is then the intercept? (Mind the log.)
#
# *For the Hessian:* `X.T * a @ X` is $X^\top \operatorname{diag}(\mathbf{a})\, X$, without ever making the large diagonal matrix.

# %%
from solutions.glm_encoding import fit_lnp  # exercise

# %%
check("glm_encoding.fit_lnp")

# %% [markdown]
# ### Did it find the truth?
#
# Here we can ask, because the data are simulated. An estimate comes with an error: at the minimum, $H^{-1}$ is approximately the covariance
# matrix of $\hat\theta$, so 1.96 times the root of its diagonal gives 95 % limits for each weight.

# %%
theta_lnp = fit_lnp(stim[train], y_train, d)
rate_train = np.exp(X1 @ theta_lnp)
curvature = (X1 * rate_train[:, None]).T @ X1
error = 1.96 * np.sqrt(np.diag(np.linalg.inv(curvature)))
inside = np.abs(theta_lnp[1:] - true_filter) < error[1:]

print(f"intercept {theta_lnp[0]:.3f} ± {error[0]:.3f}, truth {retina.true_biases()[cell]:.3f}")
print(f"{inside.sum()} of {d} true weights inside the 95 % limits")

# %%
filters = {"LNP": theta_lnp[1:], "LG / mean count": theta_lg[1:] / y_train.mean()}
limits = (theta_lnp[1:] - error[1:], theta_lnp[1:] + error[1:])
ax = figures.plot_filters(lag_ms, filters, "log rate per unit of contrast", limits, true_filter, source)
figures.describe(ax, (
    "Filters of cell 2. The LNP estimate lies on the true filter within a narrow 95 percent "
    "band, with a peak near 2.2 at minus 33 ms. The linear-Gaussian filter, divided by the "
    "mean count, has the same shape but a lower peak, about 1.6."))

# %% [markdown]
# The LNP filter agrees with the truth within its error: of 25 weights one or two should lie outside their 95 % limits, and three are nothing unusual. The filter of the linear model has the right shape but is too small, also after it has been
# divided by the mean count to give it the same unit: a straight line through an exponential is too flat at the top. (For the curious: with a
# stimulus of $\pm c$ the linear weight is $\bar y \tanh(c\,w)/c$, not $\bar y\,w$. Large weights lose most.)

# %% [markdown]
# ### What the LNP model predicts
#
# Now the prediction, $\lambda_i = e^{\eta_i}$. If parameters are passed in, they are used as they are, and `spikes` is not needed:
# that is how we will predict data that the fit has never seen. If not, they are fitted first.

# %%
from solutions.glm_encoding import predict_spike_counts_lnp  # exercise

# %%
check("glm_encoding.predict_spike_counts_lnp")

# %% [markdown]
# Both models over the same second as before. The LNP prediction (line) is never negative, stays close to zero between the bursts and rises
# much higher in them.

# %%
rate_train = predict_spike_counts_lnp(stim[train], None, theta_lnp, d)
predictions = {"LG": prediction_lg, "LNP": rate_train}
ax = figures.plot_prediction(y_train, predictions, dt_s, start=2_000, source=source)
figures.describe(ax, (
    "One second of observed counts of cell 2 with two predictions. The LNP prediction is "
    "close to zero between bursts and peaks in them at two to three times the height of the "
    "linear prediction, which is negative between bursts."))

# %% [markdown]
# ## 6 Does it work on new data?
#
# That the curve looks good proves nothing: 26 parameters were chosen so that it should, *on these very data*. The bins 20 000 to
# 40 000 have not been touched so far.
#
# ### How many bits a spike is worth
#
# What to measure? The likelihood of the model, compared with that of a model that knows nothing but a **constant rate** (the mean count of the training data,
# since a fair baseline may not look at the new data either). Per spike, and in bits, so that recordings of different length can be compared:
#
# $$ \text{bits per spike} = \frac{1}{\ln 2 \,\sum_i y_i} \sum_i \Bigl[ y_i \ln \frac{\lambda_i}{\lambda_0} - (\lambda_i - \lambda_0) \Bigr]. $$
#
# 0 means as good as the constant, below 0 worse. A bin without spikes contributes $\lambda_0 - \lambda_i$, also when $\lambda_i = 0$: here $0 \cdot \log 0$ is 0,
# and `xlogy(y, rate)` computes $y \log \lambda$ with that rule.

# %%
print(xlogy(0, 0), xlogy(2, np.e))

# %%
from solutions.glm_encoding import bits_per_spike  # exercise

# %%
check("glm_encoding.bits_per_spike")

# %% [markdown]
# Three models, one table. We predict bins 0 to 40 000 in one go and cut afterwards, so that the first held-out rows see
# the stimulus that really came before them, and not zeros.

# %%
both = slice(0, held_out.stop)
y = spike_counts[both, cell]
null_rate = y[train].mean()
rate_lnp = predict_spike_counts_lnp(stim[both], None, theta_lnp, d)
rate_lg = np.column_stack([np.ones(len(y)), make_design_matrix(stim[both], d)]) @ theta_lg

print("                R² train  held out    bits/spike train  held out")
for label, rate in [("constant", np.full(len(y), null_rate)), ("LG", rate_lg), ("LNP", rate_lnp)]:
    r2 = [variance_explained(y[part], rate[part]) for part in (train, held_out)]
    positive = rate.min() > 0
    bits = [bits_per_spike(y[part], rate[part], null_rate) if positive else np.nan for part in (train, held_out)]
    print(f"{label:>10}  {r2[0]:12.3f} {r2[1]:9.3f} {bits[0]:19.3f} {bits[1]:9.3f}")

# %% [markdown]
# Why is there no number for LG? Because the linear model **has no Poisson likelihood**: for a bin with a negative prediction, $\log \lambda_i$ does not exist. It
# has a Gaussian likelihood, but that is a density over real numbers, not a probability of counts, and the two cannot be compared. One could replace
# every prediction below some small number by that number. But which?

# %%
for floor in (1e-1, 1e-2, 1e-4, 1e-8):
    rate = np.maximum(rate_lg, floor)
    bits = bits_per_spike(y[held_out], rate[held_out], null_rate)
    print(f"LG cut off at {floor:.0e} spikes/bin: {bits:+.3f} bits/spike, held out")

# %% [markdown]
# The score depends on the floor, that is on us and not on the cell: it is the score of another, third model. What *can* be compared fairly is the
# squared error, which every prediction has: by $R^2$ on held-out data the LNP is clearly ahead.
#
# And where does the advantage come from? The next figure sorts the held-out bins by what a model predicts for them, makes 20 groups, and
# shows what was observed. A good model lies on the diagonal.

# %%
ax = figures.plot_calibration(y[held_out], {"LG": rate_lg[held_out], "LNP": rate_lnp[held_out]}, source=source)
figures.describe(ax, (
    "Mean observed against mean predicted count in 20 groups of held-out bins. The LNP points "
    "follow the diagonal up to about 2 spikes per bin. The LG points bend: above the diagonal "
    "for negative predictions, below it in the middle, above it at the top."))

# %% [markdown]
# The points of the LNP lie on the diagonal. Those of the linear model bend around it: too low for quiet bins, too high in the middle, too low for bursts. The bend is
# the nonlinearity that the linear model does not have.

# %% [markdown]
# ### A tempting piece of evidence
#
# "The mean prediction of the LNP equals the mean spike count to six digits. What a model!"

# %%
for label, part in (("training", train), ("held out", held_out)):
    print(f"{label}: mean count {y[part].mean():.6f}, mean LNP prediction {rate_lnp[part].mean():.6f} spikes/bin")

# %% [markdown] question="glm_encoding.equal_means" points=3
# **In words: equal means.** (a) Show with the gradient of $L$ why the two means agree on the training data. (b) Would they also agree for a cell that
# has nothing to do with the stimulus, or for 25 columns of random numbers in place of the stimulus? (c) So what does the agreement say about the
# model, and what does the disagreement on held-out data tell you? (4 to 6 sentences)
# ---mark scheme---
# - (1) At the minimum the gradient is zero. Its first component, the derivative with respect to the intercept, is $\sum_i (e^{\eta_i} - y_i)$ because the
#   first column of $X$ is all ones. So the sum, and hence the mean, of predictions and counts are equal.
# - (1) Yes, in both cases: the argument uses only the column of ones (and that the optimiser has arrived), not the stimulus.
# - (1) It says nothing about the quality of the model; it shows only that the fit has converged and has an intercept. On held-out data no
#   such equation holds; the small difference is of the size that chance gives (the error of a mean count of 20 000 bins is about 0.005), and a larger one
#   would say that the cell's excitability had drifted between the two parts.

# %% [markdown] question="glm_encoding.why_held_out" points=2
# **In words: held out.** For cell 2 the scores on the training and on the held-out data hardly differ. (a) Why is the training score too
# optimistic in principle, and why so little here? (b) Name one change to the data or the model for which you would expect a large gap. (2 to 4 sentences)
# ---mark scheme---
# - (1) The parameters were chosen to maximise the likelihood of the training data, and so also fit their noise: about half a nat per
#   parameter, here 13 nats in all, against some 7000 spikes. That is 0.003 bits per spike, less than the chance difference between two stretches of data.
# - (1) Much less data (a few hundred bins), many more lags or parameters (with many cells or a spatial stimulus), a silent cell, a drift of the cell
#   between the two parts. Any one with a reason.

# %% [markdown]
# ## 7 All four cells
#
# The same two lines of code for each cell. Negative first lobe: OFF; positive: ON. The order is OFF, OFF, ON, ON, as announced, and the OFF cells
# answer a little faster.

# %%
thetas, scores = [], []
for counts in spike_counts[both].T:
    theta = fit_lnp(stim[train], counts[train], d)
    rate = predict_spike_counts_lnp(stim[both], None, theta, d)
    thetas.append(theta)
    scores.append([bits_per_spike(counts[part], rate[part], counts[train].mean()) for part in (train, held_out)])

axes = figures.plot_filter_grid(lag_ms, np.array(thetas)[:, 1:], names, "log rate per unit of contrast",
                                truth=retina.true_filters(), source=source)
figures.describe(axes, (
    "Estimated and true filters of four cells. Cells 0 and 1 have a negative peak 25 ms "
    "before the response, cells 2 and 3 a positive peak at 33 ms; each has a weaker, slower "
    "lobe of the other sign before it. Estimates lie on the truth."))

# %%
train_bits, held_out_bits = np.transpose(scores)
for name, seen, unseen in zip(names, train_bits, held_out_bits, strict=True):
    print(f"{name}: {seen:.3f} bits/spike on training data, {unseen:.3f} held out")
ax = figures.plot_gain(names, train_bits, held_out_bits, source=source)
figures.describe(ax, (
    "Bars of the gain over a constant rate: for all four cells about 0.8 to 1.3 bits per "
    "spike, nearly the same on training and on held-out data."))

# %% [markdown]
# Every cell is predicted clearly better than by a constant rate, on data that the fit has never seen. The held-out bars are even a little higher than those of the
# training data, for all four cells at once: they saw the same flicker, and its second stretch happens to be a little easier to predict. Chance differences of that
# kind are larger here than the optimism of the training score.

# %% [markdown]
# ## 8 Your own evidence
#
# ### How large a bump does chance make?
#
# An STA can be computed from anything, also from ten spikes of a cell that is blind. It will never be flat. So how large must a bump be?
#
# Ask what the STA would look like if there were *no* relation: shift the spike train against the stimulus by a random amount, in a circle. Everything within
# the spike train stays as it was, and only its relation to the stimulus is lost. Do it 200 times, each time noting the largest absolute value of the
# 25 (so that looking at 25 lags is paid for). The **band** is what 95 % of the shifts stay below.

# %%
def chance_band(X, y, rng, n_shifts=200):
    shifts = rng.integers(d, len(y) - d, size=n_shifts)
    largest = [np.abs(X.T @ np.roll(y, shift)).max() / y.sum() for shift in shifts]
    return np.quantile(largest, 0.95)


print("cell 2     spikes   largest |STA|   band")
for n_bins in (200, 2_000, 20_000):
    y_short = y_train[:n_bins].astype(float)
    largest = np.abs(X_train[:n_bins].T @ y_short).max() / y_short.sum()
    print(f"{n_bins:6d} bins {y_short.sum():6.0f} {largest:15.3f} {chance_band(X_train[:n_bins], y_short, rng):6.3f}")

# %% [markdown]
# The cell is the same in every row; what shrinks is the band. With few spikes a large bump can be chance, with many a small one can be real.
#
# ### What do these panels show?
#
# Now your own data. Below are the STAs of **four unknown cells**, A to D, each with its band. Some have many spikes, some few, and some may not
# look at the stimulus at all. Put in your student number: it draws your own panels. The check only tells whether your verdict can be read; it is judged, for the
# number that stands in the cell, after you have handed in. (Mind the vertical scales: each panel has its own.)

# %%
evidence_number = 2026  # replace by your student number: it draws your own panels

# %%
panels = evidence_panels("glm_encoding.evidence_filters", evidence_number)
axes = figures.plot_evidence_filters(panels, source=source)
figures.describe(axes, (
    "Four panels, A to D, each with the spike-triggered average of an unknown cell over lags "
    "of minus 200 to 0 ms and a grey band around zero for what chance alone gives. The values "
    "are in the next cell as numbers."))

# %%
for letter, values, band in zip("ABCD", panels["filters"], panels["band"], strict=True):
    place = np.argmax(np.abs(values))
    print(f"{letter}: largest deviation {values[place]:+.3f} at {panels['lag_ms'][place]:.0f} ms, band ±{band:.3f}")

# %% [markdown]
# Give your verdict as a text of four characters, for A, B, C, D in this order: `"+"` if the data support an ON filter, `"-"` for an OFF filter, `"0"` if they do not
# support any filter. ON or OFF is decided by the largest deviation, as in part 7. "Does not support" does not mean
# "has none": it means that *from these data* you would not claim one.

# %%
from solutions.glm_encoding import evidence_filters  # exercise

# %%
check("glm_encoding.evidence_filters")

# %%
print("my verdict:", evidence_filters, "on the panels of number", evidence_number)

# %% [markdown]
# ## 9 The real recording
#
# If the real recording has been fetched, the next cells repeat the lab on its cell 2 and compare with what the reference
# solution of this course finds. If not, they say how to get it; the lab is complete without.

# %%
real = data_fetch.load("retina")  # the real recording where it has been fetched, else the twin
terms = data_fetch.records()["retina"].terms
print("data:", real.source)
if real.is_simulated:
    print(f"To fetch the real one: python data_fetch.py retina   (terms: {terms})")

# %%
def summarise_fits(stim, y):
    """The numbers of this lab for one cell: fitted to bins 0 to 20 000, judged on 20 000 to 40 000."""
    theta_lg, theta_lnp = fit_lg(stim[train], y[train], d), fit_lnp(stim[train], y[train], d)
    X = np.column_stack([np.ones(held_out.stop), make_design_matrix(stim[both], d)])
    linear, rate = X @ theta_lg, np.exp(X @ theta_lnp)
    return {
        "LG: intercept (spikes/bin)": theta_lg[0],
        "LG: largest weight": max(theta_lg[1:], key=abs),
        "LG: its lag (bins)": np.argmax(np.abs(theta_lg[1:])) - (d - 1),
        "LG: negative predictions (%)": 100 * np.mean(linear[train] < 0),
        "LG: R², training": variance_explained(y[train], linear[train]),
        "LNP: minimum (nats)": neg_log_lik_lnp(theta_lnp, X[train], y[train]),
        "LNP: intercept (log spikes/bin)": theta_lnp[0],
        "LNP: largest weight": max(theta_lnp[1:], key=abs),
        "LNP: its lag (bins)": np.argmax(np.abs(theta_lnp[1:])) - (d - 1),
        "LNP: bits/spike, held out": bits_per_spike(y[held_out], rate[held_out], y[train].mean()),
    }


# %%
reference = [0.354577, 0.575561, -4, 22.2, 0.4224, 8616.143052, -2.004688, 2.126749, -4, 0.99978]
yours = summarise_fits(real["stim"], real["spike_counts"][both, cell])
whose = "twin" if real.is_simulated else "recording"
print(f"{'cell 2':32} {'reference: recording':>20} {'yours: ' + whose:>20}")
for (quantity, value), known in zip(yours.items(), reference, strict=True):
    print(f"{quantity:32} {known:20.7g} {value:20.7g}")

# %% [markdown]
# On the real recording the two columns agree to the digits shown (the held-out score up to what one assumes before its first row). On the twin they are merely similar, as it was made to be; the last digits mean nothing there.
# One difference is worth your attention. The linear filters of the twin and of the real cell are equally large, so the linear model explains the same
# variance; yet $R^2$ is much higher for the real cell. Its counts must vary *less* than those of the Poisson twin. The first point below says why.

# %% [markdown]
# ## 10 What could be wrong
#
# A model can predict well and be wrong. For this one, look first at
#
# - **Poisson scatter.** In the model the variance of a count equals its mean, so $\sum (y_i-\lambda_i)^2 / \sum \lambda_i$ is about 1 on held-out data; the cell
#   below computes it. After a spike a real cell is silent for a moment (refractoriness), its counts scatter *less*, and the ratio falls below 1.
# - **Independent bins.** Given the stimulus, the model's bins know nothing of one another. Real spikes come in bursts and pauses that depend on the cell's own
#   past, and neighbouring cells excite each other. Both can be added to the design matrix (Pillow et al., 2008); that is a later lab.
# - **One filter, one exponential.** Our twin *is* an LNP cell, so the calibration plot had to be straight. Look at it again for real data.
# - **25 lags.** What happened more than 208 ms ago counts as nothing. If the oldest weights are not near zero, $d$ is too small.
# - **A cell that drifts.** Training and held-out data follow each other. If excitability changes over 20 minutes, four minutes say little about the rest.
# - **Other stimuli.** Flicker of one contrast was shown, and full-field flicker only. Nothing here says what the cell does in a natural scene: retinal cells adapt.

# %%
for label, recorded in {"twin": recording, whose: real}.items():
    y_new = recorded["spike_counts"][both, cell]
    theta = fit_lnp(recorded["stim"][train], y_new[train], d)
    rate = predict_spike_counts_lnp(recorded["stim"][both], None, theta, d)
    ratio = np.sum((y_new[held_out] - rate[held_out]) ** 2) / np.sum(rate[held_out])
    print(f"{label}: squared error over expected count, held out: {ratio:.3f} (Poisson: 1)")

# %% [markdown]
# ### Further reading
#
# - de Boer & Kuyper (1968). Triggered correlation. *IEEE Trans Biomed Eng* 15:169-179.
# - Chichilnisky (2001). A simple white noise analysis of neuronal light responses. *Network* 12:199-213. When the STA finds the filter of an LNP cell.
# - Uzzell & Chichilnisky (2004). Precision of spike trains in primate retinal ganglion cells. *J Neurophysiol* 92:780-789. The cells of this lab.
# - Paninski (2004). Maximum likelihood estimation of cascade point-process neural encoding models. *Network* 15:243-262. Why the fit is convex.
# - Pillow, Paninski, Uzzell, Simoncelli & Chichilnisky (2005). Prediction and decoding of retinal ganglion cell responses with a probabilistic
#   spiking model. *J Neurosci* 25:11003-11013.
# - Pillow et al. (2008). Spatio-temporal correlations and visual signalling in a complete neuronal population. *Nature* 454:995-999.
# - Boyd & Vandenberghe (2004). *Convex Optimization*, Cambridge University Press, chapter 3 and section 9.5 (Newton's method).
