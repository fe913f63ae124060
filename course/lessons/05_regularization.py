# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # Overfitting, sparsity and choosing a model
#
# Give a model enough features, and it explains any recording, down to the noise. The question that matters is another one: **what would it say about the
# next minute of the same cell?** This lab is about models that know less and predict better, about finding out which is which, and about the mistakes that make
# everybody's model look good.
#
# After this lab you can
#
# - show that **training fit always improves** with more features and held-out fit does not,
# - make **folds for a time series**: blocks, with gaps as long as the memory of the features,
# - choose the strength of a **ridge**, notice when the best one lies **at the edge of the grid**, and translate strengths between libraries,
# - derive and write a **lasso** and a **group lasso** for Poisson counts, whose weights are *exactly* zero,
# - use them to ask whether a cell follows **position or speed**,
# - fit the map of a **grid cell** with a basis of two dimensions.
#
# | part | minutes |
# |---|---|
# | 1 The experiment · 2 Better on paper | 20 |
# | 3 Less is more: the ridge | 12 |
# | 4 Folds of a time series | 25 |
# | 5 Choosing a strength | 30 |
# | 6 The lasso | 30 |
# | 7 Groups: position or speed? | 30 |
# | 8 Three paths | 10 |
# | 9 A grid cell in a box | 20 |
# | 10 Your own evidence | 8 |
# | 11 A real place cell · 12 What could be wrong | 10 |
#
# A little over three hours: part 8 is a good place for a break. All the computing in it takes some seconds. You need NumPy (`axis=`, index arrays) and the idea of a gradient.

# %% [markdown]
# ## How this notebook works
#
# There are eight functions to write and one verdict to give, each followed by a cell that checks it, such as
# `check("regularization.blocked_folds")`. A check tells you what is off, then gives a hint, then a place to
# read; run it as often as you like. It brings its own inputs, also awkward ones, so it does not depend on other cells.
#
# Some functions are blank, others have gaps written `...`. Fill them in **and delete the line `raise NotImplementedError(...)`**.
# You may also throw the given lines away and write your own: only what the function returns counts.
# *Run all* stops at the first exercise that is not yet solved; that is meant.
# Questions marked **In words** are read by a person.

# %%
import numpy as np
from sklearn.linear_model import LogisticRegression, PoissonRegressor
from tqdm import tqdm

import data_fetch
from autograder import check, evidence_panels
from course import figures
from course.simulate import open_field, running
from course.splines import make_spline_basis

# %% [markdown]
# ## 1 The experiment
#
# A rat runs to and fro on a track of 100 cm. It is fast in the middle and slow at the ends, where it turns and rests. Meanwhile four cells of its hippocampus are recorded.
# They are simulated, so that we know what each of them follows: one the **position**, one the **speed**, one **both**, and one **neither**.
# In bins of 100 ms we keep the spike count, the mean position and the velocity.

# %%
bin_s = 0.1


def bin_run(time_s, position_cm, spike_times_s):
    """Counts (spikes/bin), mean position (cm) and velocity (cm/s) in bins of `bin_s`."""
    per_bin = round(bin_s / np.median(np.diff(time_s)))
    n_bins = len(time_s) // per_bin
    samples = position_cm[: n_bins * per_bin].reshape(n_bins, per_bin)
    edges_s = time_s[0] + bin_s * np.arange(n_bins + 1)
    velocity = np.gradient(samples.mean(axis=1), bin_s)
    return np.histogram(spike_times_s, edges_s)[0], samples.mean(axis=1), velocity


# %%
rng = np.random.default_rng(5)
run = running.simulate_run(rng, duration_s=600.0)
counts = {}
for kind in running.KINDS:
    spike_times_s = running.simulate_spikes(rng, run, kind)
    counts[kind], position_cm, velocity_cm_s = bin_run(run.time_s, run.position_cm, spike_times_s)
speed_cm_s = np.abs(velocity_cm_s)
source = "simulated run"  # stands below every figure

n_bins = len(position_cm)
print(f"{n_bins} bins of {1000 * bin_s:.0f} ms: {n_bins * bin_s / 60:.0f} minutes")
for kind, y in counts.items():
    print(f"the cell that follows {kind:9}: {y.sum()} spikes, {y.mean() / bin_s:.1f} spikes/s")
middle = np.abs(position_cm - 50) < 25
print(f"mean speed in the middle {speed_cm_s[middle].mean():.0f} cm/s, near the ends {speed_cm_s[~middle].mean():.0f} cm/s")

# %% [markdown]
# ### A model that can bend
#
# As in lab 01 the counts are Poisson and the log of the rate is a sum, $\log \lambda_t = b + \mathbf{x}_t \cdot \mathbf{w}$. A rate that depends on position in an unknown, smooth way
# gets **bumps** as features: `make_spline_basis(x, low, high, n)` spreads `n` cubic splines evenly over a range; each is positive on a short stretch of the track, and weights make them
# into any smooth curve. More bumps: finer detail.
#
# The next cell fits such a model by the likelihood and a small *ridge* penalty, which part 3 explains; for now it is so weak ($10^{-3}$) that all it does is to keep weights finite where
# the rat was never seen or the cell never fired. And it gives the measure for this lab: the mean log-likelihood in a bin, **less that of a constant rate** (the mean of the *training* data), per spike and in bits.

# %%
def fit_ridge(X, y, ridge):
    """Intercept and weights with the smallest sum of rate - y·log(rate), plus ridge/2 times the sum of weights²."""
    X = np.column_stack([np.ones(len(y)), X])
    price = ridge * (np.arange(X.shape[1]) > 0)  # the intercept has none
    theta = np.append(np.log(np.mean(y)), np.zeros(X.shape[1] - 1))
    for _ in range(100):  # Newton's method; no log rate moves by more than 2 in one step
        rate = np.exp(X @ theta)
        step = np.linalg.solve(X.T * rate @ X + np.diag(price), X.T @ (y - rate) - price * theta)
        theta = theta + step / max(1.0, np.abs(X @ step).max() / 2)
        if np.abs(step).max() < 1e-9:
            break
    return theta[0], theta[1:]


# %%
def gain_in_nats(fit, X, y, train_mean):
    """Log-likelihood of a fit, less that of the constant rate of the training data, summed over bins."""
    eta = fit[0] + X @ fit[1]
    return np.sum(y * eta - np.exp(eta) - (y * np.log(train_mean) - train_mean))


def gain(fit, X, y, train_mean):
    """The same in bits/spike."""
    return gain_in_nats(fit, X, y, train_mean) / (np.sum(y) * np.log(2))


# %% [markdown]
# ## 2 Better on paper
#
# We put data aside before we look: the model is fitted to the first two minutes and judged on the last five. And we let it grow. Each step halves the distance between the bumps, and every curve
# that the smaller model can draw the larger one can draw as well. So on the data of the fit it can only get better.

# %%
train, held_out = slice(0, 1200), slice(3000, 6000)
y = counts["both"]
n_bumps = np.array([4, 5, 7, 11, 19, 35, 67])
on_train, on_held_out, fits = [], [], {}
for n in n_bumps:
    X = make_spline_basis(position_cm, 0, 100, n)
    fits[n] = fit_ridge(X[train], y[train], 1e-3)
    on_train.append(gain(fits[n], X[train], y[train], y[train].mean()))
    on_held_out.append(gain(fits[n], X[held_out], y[held_out], y[train].mean()))
    print(f"{n:3d} bumps: {on_train[-1]:.3f} bits/spike on the training data, {on_held_out[-1]:.3f} held out")

# %%
ax = figures.plot_score_curves(n_bumps, {"training data": on_train, "held out": on_held_out},
                               "bumps (number)", "gain over the constant rate\n(bits/spike)",
                               logarithmic=False, source=source)
figures.describe(ax, (
    "Gain over the number of bumps, 4 to 67. On the training data it rises all the way. On held-out "
    "data it rises up to about 11 bumps and falls from there on, at last far below the training curve."))

# %% [markdown]
# The training curve rises to the end: **it always does**, and therefore says nothing. The held-out curve turns down. From there on what the model learns is true of these two minutes only. What that looks like:

# %%
grid_cm = np.linspace(0, 100, 301)
rates_hz = {}
for n in (11, 67):
    intercept, weights = fits[n]
    rates_hz[f"{n} bumps"] = np.exp(intercept + make_spline_basis(grid_cm, 0, 100, n) @ weights) / bin_s
ax = figures.plot_fitted_rates(grid_cm, rates_hz, "position (cm)", source=source)
ax.set_ylim(0, 25)
figures.describe(ax, (
    "Fitted rate over position. With 11 bumps one smooth hill around 62 centimetres on a low plain. With 67 "
    "bumps a jagged curve with many narrow peaks and gaps around the same hill."))

# %% [markdown] question="regularization.always_better" points=2
# **In words: always better.** A colleague compares two models on all her data: position (11 features), and position with 40 further signals from her rig. "The second has a higher likelihood, so the other signals matter."
# (a) Why must the second be at least as high, whatever the signals are? (b) Name two ways to find out whether they matter. (2 to 4 sentences)
# ---mark scheme---
# - (1) The models are nested: with the 40 new weights at 0 the second is the first, so its maximum over more parameters cannot be lower. With noise it gains about half a nat for each parameter.
# - (1) Half a mark each for two of: the likelihood on held-out data (with folds that respect time); a test that knows the number of parameters (likelihood ratio, AIC or BIC); a comparison with shifted or shuffled signals;
#   a penalised fit chosen by held-out data that may leave them out (group lasso).

# %% [markdown]
# ## 3 Less is more: the ridge
#
# One cure is to use fewer features. Another is to keep them all, and make large weights expensive. The **ridge** minimises
#
# $$ \sum_t \bigl( \lambda_t - y_t \log \lambda_t \bigr) + \tfrac12\, r \sum_k w_k^2 . $$
#
# The first term wants to fit, the second wants small weights, and the strength $r$ says how much. The intercept is left alone: *that* a cell fires is nothing to be doubted. Below, the
# 67 bumps that were a disaster, with more and more ridge.

# %%
X = make_spline_basis(position_cm, 0, 100, 67)
strengths = 10.0 ** np.arange(-3, 4)
ridge_fits = [fit_ridge(X[train], y[train], r) for r in strengths]
curves = {
    "training data": [gain(fit, X[train], y[train], y[train].mean()) for fit in ridge_fits],
    "held out": [gain(fit, X[held_out], y[held_out], y[train].mean()) for fit in ridge_fits],
}
for r, seen, unseen in zip(strengths, *curves.values(), strict=True):
    print(f"ridge {r:8g}: {seen:.3f} bits/spike on the training data, {unseen:.3f} held out")
ax = figures.plot_score_curves(strengths, curves, "strength of the ridge (nats)",
                               "gain over the constant rate\n(bits/spike)", source=source)
figures.describe(ax, (
    "Gain of 67 bumps over the strength of the ridge, from 0.001 to 1000. On the training data it falls from the "
    "left on. Held out it rises to a maximum near 1 and then falls to 0, as both curves do at the right end."))

# %% [markdown]
# On the training data every bit of ridge hurts. Held out there is an optimum, here near 1, and it does about as well as the best *number* of bumps. On the far right the ridge wins, all weights are 0, and the model *is* the constant rate.
#
# So the strength must be chosen, and held-out data must do it. But the held-out five minutes are for the final judgement: who chooses by them has fitted to them. The choice must come out of the training data.

# %% [markdown]
# ## 4 Folds of a time series
#
# ### Blocks, and gaps beside them
#
# **Cross-validation** cuts the training data into folds, and lets each be the held-out part once. The usual recipe shuffles the samples first. For a recording that is a mistake, for time bins are not independent: attention drifts, excitability drifts,
# and features often *contain* the past (a spike history of 200 ms, a running mean over 2 s). A shuffled test bin has its own neighbours in the training set, who know its answer.
#
# So test on **blocks** of neighbouring bins. There is still a leak at the edges: if the features reach $h$ bins back, the first $h$ rows after a border contain bins of the other side. So leave out a **gap** as long as that memory, on both sides of the test block:

# %%
from solutions.regularization import blocked_folds  # exercise

# %%
check("regularization.blocked_folds")

# %%
shuffled = np.random.default_rng(1).permutation(40)
shuffled_folds = [(np.setdiff1d(shuffled, test), np.sort(test)) for test in np.array_split(shuffled, 5)]
pictures = {"shuffled": shuffled_folds, "blocks": blocked_folds(40, 5), "blocks and gaps": blocked_folds(40, 5, gap=3)}
axes = figures.plot_folds(pictures, 40, source="no data: a scheme")
figures.describe(axes, (
    "Three schemes of five folds of 40 bins. Shuffled: test bins are scattered, each beside training bins. Blocks: "
    "the test bins of a fold are eight neighbours. Blocks and gaps: three bins on either side of the block are left out."))

# %% [markdown]
# ### How much does it matter?
#
# Here is a test whose answer we know. A cell's excitability drifts over some seconds, for reasons of its own. Beside it, twelve slow signals are recorded (pupil, breathing, field power at ten sites …) that have **nothing to do** with the cell;
# as features we take their running means over the last 20 bins (2 s). The truth is a gain of zero, and on new data the model cannot but lose. Which folds notice?

# %%
def running_mean(signal, n):
    """Mean over the last n bins, the present one included; (n_bins - n + 1,) values."""
    total = np.cumsum(np.append(0.0, signal))
    return (total[n:] - total[:-n]) / n


def cross_validated_gain(X, y, folds, ridge=1.0):
    """Of all test samples together, bits/spike; a short block may be without a spike."""
    gains = [gain_in_nats(fit_ridge(X[a], y[a], ridge), X[b], y[b], y[a].mean()) for a, b in folds]
    return np.sum(gains) / (np.sum(y) * np.log(2))


memory = 20
slow_rng = np.random.default_rng(8)
signals = [running.simulate_bystander(slow_rng, 4019, memory_bins=10) for _ in range(12)]
X_slow = np.column_stack([running_mean(signal, memory) for signal in signals])
drift = running.simulate_bystander(slow_rng, 4000, memory_bins=20)
y_slow = slow_rng.poisson(0.3 * np.exp(0.9 * drift - 0.4))

# %%
n = 2000  # the rest is the new data
shuffled = slow_rng.permutation(n)
schemes = {
    "shuffled, 50 folds": [(np.setdiff1d(shuffled, test), test) for test in np.array_split(shuffled, 50)],
    "50 blocks, no gap": blocked_folds(n, 50),
    "50 blocks, gap of 20 bins": blocked_folds(n, 50, gap=memory),
    "5 blocks, gap of 20 bins": blocked_folds(n, 5, gap=memory),
}
for name, folds in schemes.items():
    print(f"{name:26} {cross_validated_gain(X_slow[:n], y_slow[:n], folds):+.3f} bits/spike")
fit = fit_ridge(X_slow[:n], y_slow[:n], 1.0)
print(f"{'new data':26} {gain(fit, X_slow[n + 100:], y_slow[n + 100:], y_slow[:n].mean()):+.3f} bits/spike")

# %% [markdown]
# Shuffled folds discover an effect that does not exist. Short blocks without a gap go most of the way, and are still too kind. With the gap, and with longer blocks, cross-validation says what new data say: do not use this model. Nothing warns you of this mistake but thinking; the numbers look splendid.

# %% [markdown] question="regularization.why_a_gap" points=3
# **In words: the gap.** (a) In the example above neither the features nor the cell know anything of each other. How can a shuffled test bin then be predicted better than by chance? (b) Features contain the spike counts of the last 15 bins, and the test blocks are 100 bins. How long must the gap be, and
# which rows would leak without it, on which side of the block? (c) Your gap is right, and still the score on a new day is much lower. Give a reason that no gap can mend. (4 to 6 sentences)
# ---mark scheme---
# - (1) Both are slow. A test bin has nearly the same features as its neighbours in time, and nearly the same excitability. The training set holds these neighbours, so a model with enough features learns "at *this* place in feature space
#   the count was high": it recognises the moment, not a relation.
# - (1) 15 bins. After the block: the features of the first 15 training rows contain counts of the test block. Before the block: the features of the first 15 test rows contain counts that are targets of training rows. (Half a mark for one side.)
# - (1) Anything that changes between the days or within the session more slowly than a fold: electrode drift, another cell, another state of the animal or behaviour; or a choice (of strength, of features) that was made on the same folds. One with a reason.

# %% [markdown]
# ## 5 Choosing a strength
#
# ### Three conventions for one penalty
#
# "Ridge of strength 1" means nothing until you know what it stands beside. Libraries differ in two ways: some add it to the **sum** of the losses over all samples, some to the **mean**; and some ask for the **inverse** strength.
#
# | | minimises | its strength is |
# |---|---|---|
# | this course | $\sum_t \text{loss}_t + \frac12\, r\, \lVert\mathbf w\rVert^2$ | $r$ |
# | scikit-learn `PoissonRegressor(alpha)`, and other libraries with a mean loss | $\frac1n \sum_t \text{loss}_t + \frac12\, \alpha\, \lVert\mathbf w\rVert^2$ | $\alpha$ |
# | scikit-learn `LogisticRegression(C)` | $C \sum_t \text{loss}_t + \frac12\, \lVert\mathbf w\rVert^2$ | $1/C$ |
#
# Multiply a whole objective by a constant, and its minimum stays where it is. So which $r$ gives the same weights as the mean loss with a given strength?

# %%
from solutions.regularization import ridge_from_mean_strength  # exercise

# %%
check("regularization.ridge_from_mean_strength")

# %% [markdown]
# One more trap: a ridge is written with ½, a lasso without (scikit-learn's L1 term beside the summed loss is $\lVert\mathbf w\rVert_1/C$, and not half of that, as a much-copied tutorial prints it).
#
# Never trust a table of conventions, this one included: look at the derivative. At the minimum of *our* objective the sum of $(\lambda_t - y_t)\,\mathbf{x}_t$ and $r\,\mathbf{w}$ must cancel, wherever the weights came from. The third row of the table is for choices in {0, 1}, whose rate is $1/(1+e^{-\eta})$.

# %%
X = make_spline_basis(position_cm[train], 0, 100, 11)
y_train, choice = y[train], (y[train] > 0).astype(int)
n = len(y_train)
poisson = PoissonRegressor(alpha=0.01, solver="newton-cholesky", tol=1e-10).fit(X, y_train)
logistic = LogisticRegression(C=0.1, tol=1e-10, max_iter=10_000).fit(X, choice)

slope = X.T @ (poisson.predict(X) - y_train)
r = ridge_from_mean_strength(0.01, n)
print(f"PoissonRegressor(alpha=0.01):  |slope + r·w| = {np.abs(slope + r * poisson.coef_).max():.0e} with r = {r:g}")
print(f"                               |slope + r·w| = {np.abs(slope + 0.01 * poisson.coef_).max():.0e} with r = 0.01")
slope = X.T @ (logistic.predict_proba(X)[:, 1] - choice)
print(f"LogisticRegression(C=0.1):     |slope + r·w| = {np.abs(slope + logistic.coef_[0] / 0.1).max():.0e} with r = 1/C = 10")

# %% [markdown]
# It also matters when folds come in: the training set of a fold is *smaller* than all the data. Beside a sum, a given $r$ is the same prior belief about the weights, however many data there are. Beside a mean, the strength that means the same depends on $n$, and must be converted **for each fold**.
#
# ### The strength with the best held-out score
#
# Now put it together. For each strength and each fold: fit to the training samples, and score the test samples by
#
# $$ \frac1{n_\text{test}} \sum_{t \in \text{test}} \bigl( y_t\, \eta_t - e^{\eta_t} \bigr) , $$
#
# in nats per bin. Average over folds; the best strength is the one with the highest mean. If several have exactly the same, take the largest: of equally good models, the simplest.

# %%
from solutions.regularization import select_ridge  # exercise

# %%
check("regularization.select_ridge")

# %% [markdown]
# The 67 bumps again, on the two minutes of training data, in five blocks with a gap of one second. Two people try it, each with a grid of their own.

# %%
X = make_spline_basis(position_cm, 0, 100, 67)
constant = np.mean(y_train) * np.log(y_train.mean()) - y_train.mean()  # nats/bin
for name, tried in {"A": 10.0 ** np.arange(-4, 0), "B": 10.0 ** np.arange(-3, 4)}.items():
    best, scores = select_ridge(X[train], y_train, tried, n_folds=5, gap=10)
    unseen = gain(fit_ridge(X[train], y_train, best), X[held_out], y[held_out], y_train.mean())
    print(f"grid {name}: {tried[0]:g} to {tried[-1]:g}, best {best:g}, held out {unseen:.3f} bits/spike")
    print("   scores:", *(f"{score - constant:+.3f}" for score in scores), "nats/bin above the constant rate")
    if best in (tried[0], tried[-1]):
        print(f"   the best strength is at the EDGE of the grid: go on beyond {best:g} before you believe it")

# %% [markdown]
# A has made no mistake in any formula. Her best strength is the last one that she tried, and the scores were still rising: she knows only that the optimum lies **further on**. A best value at the edge of a grid is no result but an instruction to extend the grid, and a program should say so, as this
# cell does. (Published tutorials have reported such optima, of grids with two values.) The grid of B has the optimum inside, and her model is better on the five minutes that nobody has touched.

# %% [markdown] question="regularization.edge_of_the_grid" points=2
# **In words: the edge of the grid.** A paper reports: "The strength was chosen by cross-validation out of 0.001, 0.01 and 0.1; 0.1 was best for all 60 cells, with a mean gain of 0.02 bits/spike." (a) What do you ask for? (b) For which kind of cell would the optimum move on and on to the right, however far the grid is
# extended, and what would the gain then be? (2 to 4 sentences)
# ---mark scheme---
# - (1) The scores for larger strengths (0.1 is the edge: the optimum may be anywhere beyond), until they fall again; and, beside the mean gain, its error or the gain of a baseline on data that did not choose.
# - (1) A cell that does not depend on the features: the best weights are 0, so every further bit of ridge helps, and the gain approaches 0 from below. (It is then the constant rate that should be reported.)

# %% [markdown]
# ## 6 The lasso
#
# A ridge makes weights small but never zero. Often one wants an answer of another kind: **which** of these features matter? The **lasso** (Tibshirani, 1996) puts the price on the size itself,
#
# $$ \sum_t \bigl( \lambda_t - y_t \log \lambda_t \bigr) + \ell_1 \sum_k |w_k| . $$
#
# $|w|$ has a corner at zero. Leaving zero costs $\ell_1$ per unit at once, while the likelihood gains at most its slope $|g_k|$ there. So a weight stays **exactly** at zero as long as $|g_k| < \ell_1$. For a ridge, the first step away from zero is free.
#
# The corner is also a nuisance: where it matters most, there is no derivative. A method that feels its way downhill ends at weights such as $10^{-6}$, and "is it zero?" becomes a matter of taste. The way out is to treat the two terms one after the other.
#
# ### Towards zero, and no further
#
# First the penalty alone. Suppose the likelihood wants the weight $w$. The best compromise between staying near $w$ and being small minimises
#
# $$ \tfrac12 (v - w)^2 + t\,|v| $$
#
# over $v$. For $v > 0$ the derivative is $v - w + t$, so $v = w - t$, if that is positive. Work out the rest: what if $w$ is negative? And what if it is nearer to zero than $t$? This map is called the **proximal operator** of the penalty, here the *soft threshold*.

# %%
from solutions.regularization import soft_threshold  # exercise

# %%
check("regularization.soft_threshold")

# %%
w = np.linspace(-3, 3, 121)
ax = figures.plot_penalty_operators(w, {"lasso: soft threshold, t = 1": soft_threshold(w, 1.0), "ridge: w / (1 + t)": w / 2},
                                    source="no data: two formulas")
figures.describe(ax, (
    "Weight after against weight before. The soft threshold is flat at 0 from minus 1 to 1, and runs parallel to the "
    "diagonal outside, 1 below or above it. The ridge is a straight line through 0 of half the slope."))

# %% [markdown]
# ### A step downhill, then a threshold
#
# Now the fit. **Proximal gradient descent** repeats two moves:
#
# 1. a step down the gradient of the likelihood, $\;\theta \leftarrow \theta - s\, X^\top (e^{X\theta} - \mathbf{y})$, as if there were no penalty ($X$ with its column of ones, $\theta = (b, \mathbf{w})$; the other columns less their means, which only moves the intercept);
# 2. the proximal operator of the penalty **times the step size**, on the weights and not on the intercept: `soft_threshold(w, s * l1)`.
#
# How long may the step $s$ be? As long as the likelihood curves less than a parabola of curvature $1/s$; if it curves more, the step is halved and tried again. And to be faster, the next step starts a bit *further on* in the direction of the last one (momentum; Beck & Teboulle, 2009). Both are
# written already. It stops when a step changes nothing any more.

# %%
from solutions.regularization import fit_lasso_poisson  # exercise

# %%
check("regularization.fit_lasso_poisson")

# %% [markdown]
# How do you know that a fit has arrived? By the argument with the corner, turned into a test. At the minimum, the slope $g_k$ of the loss is $-\ell_1$ where $w_k > 0$, $+\ell_1$ where $w_k < 0$, and in between where $w_k = 0$. We try it with a cell and **30 features, of which only the bumps on
# position mean anything**: 10 bumps, and 20 columns of noise.

# %%
noise_rng = np.random.default_rng(2)
X = np.hstack([make_spline_basis(position_cm, 0, 100, 10), 0.3 * noise_rng.normal(size=(n_bins, 20))])
y = counts["position"]
for l1 in (2.0, 10.0, 25.0):
    intercept, weights = fit_lasso_poisson(X[train], y[train], l1)
    slope = X[train].T @ (np.exp(intercept + X[train] @ weights) - y[train])
    error = np.where(weights != 0, np.abs(slope + l1 * np.sign(weights)), np.maximum(np.abs(slope) - l1, 0)).max()
    unseen = gain((intercept, weights), X[held_out], y[held_out], y[train].mean())
    print(f"l1 = {l1:4g}: {np.sum(weights[:10] != 0)} of 10 bumps and {np.sum(weights[10:] != 0):2d} of 20 noise columns are "
          f"not 0; held out {unseen:.3f} bits/spike; conditions hold within {error:.0e}")

# %% [markdown] question="regularization.lasso_and_units" points=2
# **In words: units.** (a) Speed is given in m/s instead of cm/s, so its numbers are a hundred times smaller. What happens to its weight without a penalty, and what happens to it in a lasso of the same strength? (b) The noise columns of the last example were scaled to a standard deviation of 0.3. Would more of
# them have come through had it been 3, and does that mean they matter more? (2 to 4 sentences)
# ---mark scheme---
# - (1) Without a penalty the weight becomes a hundred times larger and the predictions stay the same. With a lasso (or ridge) the large weight is expensive: its slope is a hundred times smaller than before, and it is likely to be held at zero.
# - (1) Yes: the slope of the loss grows with the size of the column, and is compared with the same $\ell_1$. It means nothing about the cell, only that the penalty speaks in the unit of each feature: features that compete must be brought to one scale, and
#   that scale is a choice to be reported.

# %% [markdown]
# ## 7 Groups: position or speed?
#
# ### All or none
#
# The question "does this cell follow speed?" is not about one weight. Speed has six bumps, and they belong together: a model with the third bump alone is no answer. The **group lasso** (Yuan & Lin, 2006) puts the price on the *norm* of each group,
#
# $$ \sum_t \bigl( \lambda_t - y_t \log \lambda_t \bigr) + s \sum_g \sqrt{p_g}\; \lVert \mathbf{w}_g \rVert , $$
#
# where $p_g$ is the number of weights in group $g$. Inside a group it is smooth, like a ridge; for the group as a whole it has the corner of the lasso: the whole group is zero, or none of it. The root of the size makes groups of different size comparable, for the norm of $p$ noisy weights grows
# as $\sqrt p$.
#
# Its proximal operator follows from the same picture, with an arrow in place of a number: **the arrow keeps its direction, and its length is lowered by the threshold $t\sqrt{p_g}$**, to 0 at the lowest. Mind the group whose length is 0 already.

# %%
from solutions.regularization import group_soft_threshold  # exercise

# %%
check("regularization.group_soft_threshold")

# %% [markdown]
# Two groups of two. The arrow (3, 4) has the length 5 and loses $\sqrt2$ of it; the arrow (0.6, 0.5) is shorter than that.

# %%
print(group_soft_threshold(np.array([3.0, 4.0, 0.6, 0.5]), [0, 0, 1, 1], 1.0).round(3))

# %% [markdown]
# ### A fit that keeps or drops groups
#
# You have everything for it: the same descent, another threshold. Take your own `fit_lasso_poisson` as a start.

# %%
from solutions.regularization import fit_group_lasso_poisson  # exercise

# %%
check("regularization.fit_group_lasso_poisson")

# %% [markdown]
# Now the question itself. Five groups: **position** (10 bumps), **speed** (6), **direction** (1), and two bystanders that were recorded as well, the **pupil** (6) and the **whiskers** (6). For each of the four cells: fit a path of strengths to the first five minutes, choose the strength by folds *within* them, with a gap of two
# seconds, and judge once on the last five minutes. The features are brought to one scale first, mean 0 and standard deviation 1, because a penalty compares weights.
#
# One refinement. The best strength for *prediction* lets in too much, for a bit of noise costs little. So we take the **one-standard-error rule** (Breiman et al., 1984): the largest strength whose score is within one standard error (over folds) of the best.

# %%
bystander_rng = np.random.default_rng(9)
pupil, whiskers = (running.simulate_bystander(bystander_rng, n_bins, memory_bins) for memory_bins in (30, 4))
names = ["position", "speed", "direction", "pupil", "whiskers"]
blocks = [
    make_spline_basis(position_cm, 0, 100, 10), make_spline_basis(speed_cm_s, 0, 90, 6), (velocity_cm_s > 0)[:, None],
    make_spline_basis(pupil, -2.5, 2.5, 6), make_spline_basis(whiskers, -2.5, 2.5, 6),
]
groups = np.repeat(np.arange(len(blocks)), [block.shape[1] for block in blocks])
first_half, second_half = slice(0, 2900), slice(3000, 6000)
X = np.hstack(blocks).astype(float)
centre, scale = X[first_half].mean(axis=0), X[first_half].std(axis=0)
X = (X - centre) / scale  # one scale for all features, from the data of the fit
group_strengths = 2.0 ** np.arange(2, 9)


def choose_strength(X, y, groups, strengths, folds):
    """The largest strength within one standard error of the best score, and the mean gains (bits/spike)."""
    gains = np.array([[gain(fit_group_lasso_poisson(X[a], y[a], groups, s), X[b], y[b], y[a].mean())
                       for s in strengths] for a, b in folds])
    mean, error = gains.mean(axis=0), gains.std(axis=0, ddof=1) / np.sqrt(len(folds))
    return strengths[mean >= mean.max() - error[mean.argmax()]].max(), mean, error


# %%
folds = blocked_folds(2900, 10, gap=20)
choices = {}
for kind, y in tqdm(counts.items(), desc="choosing strengths", unit=" cells"):
    choices[kind] = choose_strength(X[first_half], y[first_half], groups, group_strengths, folds)

# %%
print("follows     strength  group norms:", *(f"{name:>10}" for name in names), "   gain held out (bits/spike)")
for kind, y in counts.items():
    chosen = choices[kind][0]
    fit = fit_group_lasso_poisson(X[first_half], y[first_half], groups, chosen)
    norms = [np.linalg.norm(fit[1][groups == g]) for g in range(len(names))]
    unseen = gain(fit, X[second_half], y[second_half], y[first_half].mean())
    edge = "  (edge of the grid!)" if chosen in group_strengths[[0, -1]] else ""
    print(f"{kind:10} {chosen:9g}", " " * 12, *(f"{norm:10.3f}" if norm else f"{'-':>10}" for norm in norms),
          f"{unseen:18.3f}{edge}")

# %% [markdown]
# Every cell is given its own features, although position and speed go together on this track, and although nobody told the fit which cell is which. All other groups are exactly zero, but for a rest of *pupil* with the cell that follows both, a twentieth of *speed* in size: selection is no proof, and part 12 comes back to it.
# For the cell that follows neither, all groups are zero and the gain is 0: the right answer, and one that a ridge or an unpenalised fit cannot give. There the "edge of the grid" is no accident, either: beyond it every model is the constant rate.
#
# What the chosen model says about the cell that follows *both*:

# %%
y = counts["both"]
chosen, mean, error = choices["both"]
ax = figures.plot_score_curves(group_strengths, {"folds of the first half": mean}, "strength of the group lasso (nats)",
                               "gain over the constant rate\n(bits/spike)", {"folds of the first half": error}, chosen, source=source)
figures.describe(ax, (
    "Cross-validated gain of the cell that follows both, over strengths from 4 to 256: nearly flat up to 64, then falling. A dotted "
    "line marks the chosen strength, 64, the largest whose gain is within one standard error of the best."))

# %% [markdown]
# ### Shrunk, and therefore wrong?
#
# A price on weights that are *not* zero is paid by those that matter, too: the place field of a lasso is too flat. A common remedy is to let the lasso *choose*, and to fit the chosen groups again with little or no penalty.

# %%
kept = np.isin(groups, [0, 1])
lasso_fit = fit_group_lasso_poisson(X[first_half], y[first_half], groups, chosen)
refit = fit_ridge(X[first_half][:, kept], y[first_half], 1.0)
for name, fit, columns in [("group lasso", lasso_fit, X), ("position and speed, fitted again", refit, X[:, kept])]:
    unseen = gain(fit, columns[second_half], y[second_half], y[first_half].mean())
    print(f"{name:34} {unseen:.3f} bits/spike held out")

bumps = (make_spline_basis(grid_cm, 0, 100, 10) - centre[:10]) / scale[:10]
shapes = {"group lasso": bumps @ lasso_fit[1][groups == 0], "fitted again": bumps @ refit[1][:10]}
truth = running.true_log_rate(running.Run(grid_cm, grid_cm, 0 * grid_cm), "position")
relative = {name: 5 * np.exp(shape - shape[60:].mean()) for name, shape in shapes.items()}
ax = figures.plot_fitted_rates(grid_cm, relative, "position (cm)", 5 * np.exp(truth - truth[60:].mean()), source)
figures.describe(ax, (
    "Rate over position at a fixed speed, scaled to the same mean log rate. The true place field at 62 centimetres is the "
    "highest; the fit made again nearly reaches it, the group lasso stays below."))

# %% [markdown]
# ## 8 Three paths
#
# Ridge, lasso and group lasso on the same cell, side by side. Each line is a weight, followed from a weak penalty on the left to a strong one on the right.

# %%
y_half = y[first_half]
grids = {
    "ridge": 10.0 ** np.linspace(0, 5, 16),
    "lasso": 10.0 ** np.linspace(0, 3.1, 16),
    "group lasso": 10.0 ** np.linspace(0, 2.8, 16),
}
paths = {
    "ridge": np.array([fit_ridge(X[first_half], y_half, r)[1] for r in grids["ridge"]]),
    "lasso": np.array([fit_lasso_poisson(X[first_half], y_half, s)[1] for s in grids["lasso"]]),
    "group lasso": np.array([fit_group_lasso_poisson(X[first_half], y_half, groups, s)[1] for s in grids["group lasso"]]),
}
axes = figures.plot_group_paths(grids, paths, groups, names, source=source)
figures.describe(axes, (
    "Three panels of weight paths, coloured by group. Ridge: all weights shrink smoothly together and reach 0 only at the far right. Lasso: weights "
    "reach 0 one by one, at different strengths, also within a group. Group lasso: all weights of a group reach 0 together; direction and the bystanders first, position and speed much later."))

# %%
print("strength at which the last weight of each group becomes 0:")
for name in ("lasso", "group lasso"):
    last = [grids[name][np.flatnonzero(np.any(paths[name][:, groups == g] != 0, axis=1)).max(initial=0)] for g in range(len(names))]
    print(f"{name:12}", *(f"{group} {strength:.2g}," for group, strength in zip(names, last, strict=True)))
print(f"ridge: {np.sum(paths['ridge'][-1] == 0)} of {len(groups)} weights are 0 at the strongest penalty")

# %% [markdown] question="regularization.which_penalty" points=3
# **In words: which penalty?** For each aim, choose ridge, lasso or group lasso, and say why in a sentence. (a) To predict a cell from 200 electrodes that all carry a bit of the same slow signal. (b) To say which of 200 neurons drive this one, each with *one* weight, when few do.
# (c) To say whether a cell cares for head direction, for which there are 12 bumps. And (d): two features are nearly copies of each other, and only one of them is the cause. What will a lasso report, and what may you conclude? (4 to 6 sentences)
# ---mark scheme---
# - (1) (a) Ridge: there is nothing to select, and it spreads the weight over correlated features, which averages their noise. (b) Lasso: few weights, each a feature of its own, exact zeros. (Half a mark for each.)
# - (1) (c) Group lasso: the question is about the 12 weights together; a lasso would answer bump by bump.
# - (1) (d) It keeps one of them, perhaps the wrong one, and another sample of data may give the other: selection is unstable under correlation. "Selected" does not mean "causes", and "not selected" does not mean "has no effect".

# %% [markdown]
# ## 9 A grid cell in a box
#
# ### A basis of two dimensions
#
# A rat forages for ten minutes in a box of 1 m by 1 m, and a cell of its entorhinal cortex fires at the corners of a triangular lattice (Hafting et al., 2005). Position now has two coordinates. Bumps for each of them, added, would be $f(x) + g(y)$ on the log rate: such a model can draw stripes and crossings, but no place "here, and not in the rest
# of the row". What it takes are bumps *on the plane*, and these are products: function $i$ of $x$ times function $j$ of $y$, for all $i$ and $j$. In column $i \cdot k_y + j$, so that the second index runs fastest.

# %%
from solutions.regularization import tensor_product_basis  # exercise

# %%
check("regularization.tensor_product_basis")

# %%
box_rng = np.random.default_rng(3)
path_cm = open_field.simulate_walk(box_rng, 6000, bin_s)
y_grid = open_field.simulate_grid_cell(box_rng, path_cm, bin_s)
bx, by = (make_spline_basis(path_cm[:, axis], 0, open_field.BOX_CM, 11) for axis in (0, 1))
features = {"x and y, added": np.hstack([bx, by]), "x times y": tensor_product_basis(bx, by)}
fit_rows, new_rows = slice(0, 3950), slice(4000, 6000)
print(f"{y_grid.sum()} spikes; " + ", ".join(f"{name}: {F.shape[1]} features" for name, F in features.items()))

# %% [markdown]
# With 121 features and some thousand spikes a penalty is needed, and the path through the box is slow (the rat is near where it was a second ago), so the folds need a gap. Your `select_ridge` does both.

# %%
tried = 10.0 ** np.arange(-2, 4)
box_fits = {}
for name, F in features.items():
    best, scores = select_ridge(F[fit_rows], y_grid[fit_rows], tried, n_folds=4, gap=50)
    box_fits[name] = fit_ridge(F[fit_rows], y_grid[fit_rows], best)
    unseen = gain(box_fits[name], F[new_rows], y_grid[new_rows], y_grid[fit_rows].mean())
    edge = " (edge of the grid!)" if best in (tried[0], tried[-1]) else ""
    print(f"{name:15} ridge {best:g}{edge}, held out {unseen:+.3f} bits/spike")
log_rate = open_field.true_log_rate(path_cm)
truth_fit = (np.log(y_grid[fit_rows].mean() / np.exp(log_rate[fit_rows]).mean()), np.ones(1))
print(f"{'the truth':15} {'':9} held out "
      f"{gain(truth_fit, log_rate[new_rows, None], y_grid[new_rows], y_grid[fit_rows].mean()):+.3f} bits/spike")

# %%
ticks_cm = np.linspace(0, 100, 60)
places_cm = np.stack(np.meshgrid(ticks_cm, ticks_cm), axis=-1).reshape(-1, 2)
gx, gy = (make_spline_basis(places_cm[:, axis], 0, 100, 11) for axis in (0, 1))
on_places = {"x and y, added": np.hstack([gx, gy]), "x times y": tensor_product_basis(gx, gy)}
maps_hz = {"truth": np.exp(truth_fit[0] + open_field.true_log_rate(places_cm)) / bin_s}
for name, (intercept, weights) in box_fits.items():
    maps_hz[name] = np.exp(intercept + on_places[name] @ weights) / bin_s
maps_hz = {name: values.reshape(60, 60) for name, values in maps_hz.items()}
axes = figures.plot_box_maps(maps_hz, open_field.BOX_CM, path_cm[:1200], source="simulated grid cell")
figures.describe(axes, (
    "Three maps of the box. Truth: round fields on a triangular lattice about 42 centimetres apart, with the path of two minutes "
    "over it. x and y added: one flat colour. x times y: the fields of the truth, at the right places, a little blurred."))

# %% [markdown]
# The additive model says nothing: its best ridge is the strongest of the grid, its map is flat, and its gain is that of a constant rate. Averaged over a row or a column, a lattice of fields is nearly even. The products find the fields, and come close to what the true rate itself would score, which no model can beat except by luck.
#
# (Is the edge of the grid a fault here? Go further, and the gain of the additive model only comes nearer to 0. That is the one case in which an optimum at the edge is an answer.)

# %% [markdown]
# ## 10 Your own evidence
#
# ### Which strength, if any?
#
# Below are the held-out gains of **four unknown cells**, A to D, over the strength of a ridge, each with its standard error over folds; 0 is the constant rate. For each panel: **what do these curves support?**
#
# - `"0"`: no strength beats the constant rate by more than its error bar. The features do not predict this cell.
# - `"+"`: the best strength clearly beats the constant rate, and lies inside the grid.
# - `"e"`: the best strength clearly beats the constant rate, but it is the first or last one that was tried, and the curve still rises there: the grid must be extended before anything is reported.
#
# Look at 0 first, then at the edges. Put in your student number: it draws your own panels. The check only tells whether your verdict can be read; it is judged, for the number that stands in the cell, after you have handed in. Mind the scales: each panel has its own.

# %%
evidence_number = 2026  # replace by your student number: it draws your own panels

# %%
panels = evidence_panels("regularization.evidence_strengths", evidence_number)
axes = figures.plot_evidence_scores(panels, source="simulated cells")
figures.describe(axes, (
    "Four panels, A to D, each with the held-out gain of a cell over the strength of a ridge, with error bars, and a dashed "
    "line at 0 for the constant rate. The values are in the next cell as numbers."))

# %%
for letter, tried, mean, error in zip("ABCD", panels["strengths"], panels["gain"], panels["error"], strict=True):
    place = mean.argmax()
    print(f"{letter}: strengths {tried[0]:.3g} to {tried[-1]:.3g}; best gain {mean[place]:+.3f} ± {error[place]:.3f} bits/spike at number {place + 1} of {len(tried)}")

# %% [markdown]
# Give your verdict as a text of four characters, for A, B, C, D in this order.

# %%
from solutions.regularization import evidence_strengths  # exercise

# %%
check("regularization.evidence_strengths")

# %%
print("my verdict:", evidence_strengths, "on the panels of number", evidence_number)

# %% [markdown]
# ## 11 A real place cell
#
# If the place cell of Kramer & Eden has been fetched, this part asks part 7's question of it: position, speed, direction, or neither? If not, it says how to get it, and asks the simulated cell of the same length in its place. Three minutes and some 220 spikes are not much: expect wide error bars.

# %%
try:
    real = data_fetch.load("place_cell_1", simulated=False)
    real_source = real.source
except data_fetch.DataError:
    twin = running.simulate_recording(np.random.default_rng(4))
    real = {"time_s": twin["t"].ravel(), "position_cm": twin["X"].ravel(), "spike_times_s": twin["spiketimes"].ravel()}
    real_source = "simulated (follows position and speed)"
    print("To fetch the real one: python data_fetch.py place_cell_1   (terms: MIT licence)")

y_real, x_real, v_real = bin_run(real["time_s"], real["position_cm"], real["spike_times_s"])
print(f"data: {real_source}; {y_real.sum()} spikes in {len(y_real) * bin_s:.0f} s")

# %%
blocks = [make_spline_basis(x_real, 0, 100, 10), make_spline_basis(np.abs(v_real), 0, np.abs(v_real).max(), 6), (v_real > 0)[:, None]]
X_real = np.hstack(blocks).astype(float)
centre, scale = X_real.mean(axis=0), X_real.std(axis=0)
X_real = (X_real - centre) / scale
groups_real = np.repeat([0, 1, 2], [block.shape[1] for block in blocks])
folds = blocked_folds(len(y_real), 8, gap=20)
tried = 2.0 ** np.arange(0, 8)
chosen, mean, error = choose_strength(X_real, y_real, groups_real, tried, folds)
intercept, weights = fit_group_lasso_poisson(X_real, y_real, groups_real, chosen)
for strength, one, bar in zip(tried, mean, error, strict=True):
    print(f"strength {strength:5g}: {one:+.3f} ± {bar:.3f} bits/spike, 8 folds{'  <- chosen' if strength == chosen else ''}")
for group, name in enumerate(names[:3]):
    norm = np.linalg.norm(weights[groups_real == group])
    print(f"{name}: kept, norm {norm:.2f}" if norm else f"{name}: dropped")

# %%
seen = np.linspace(0, 100, 201)
middle_speed = make_spline_basis(np.full(201, 20.0), 0, np.abs(v_real).max(), 6)
rates_hz = {}
for label, direction in (("running to the right", 1.0), ("running to the left", 0.0)):
    F = np.hstack([make_spline_basis(seen, 0, 100, 10), middle_speed, np.full((201, 1), direction)])
    rates_hz[label] = np.exp(intercept + (F - centre) / scale @ weights) / bin_s
ax = figures.plot_fitted_rates(seen, rates_hz, "position (cm)", source=real_source)
figures.describe(ax, (
    "Fitted rate over position at a speed of 20 centimetres per second, for both directions: one place field near "
    "60 centimetres. For the simulated cell both curves are the same, for the real one that to the left is less than a tenth as high."))

# %% [markdown]
# For the real cell the reference solution chooses a strength of 16 (3.18 ± 0.09 bits/spike) and keeps position (norm 0.96), direction (1.27) and a small rest of speed (0.08). So it fires at a place, on the way in one direction, as place cells on tracks often do. A place field that *moved* with the direction would call for products of the two, as in part 9.
# And the whole of it rests on a few dozen passes through the field, in one session: the error bars know of the folds only, not of another day.

# %% [markdown]
# ## 12 What could be wrong
#
# - **The folds.** Do all features of a test row, and its count, stay out of the training set? What is the longest memory in your pipeline: filters, running means, the smoothing of the position?
# - **The choice was a fit.** The score of the chosen strength is too good, the more so the more strengths (and features, and bin widths) were tried. The last five minutes were touched once, at the end.
# - **The grid.** Is the optimum inside? Of one parameter that is easy to see; of two or three nobody looks.
# - **Sparse is not true.** The lasso finds a small set of features that predicts, not *the* set. With correlated features another sample picks others: repeat the selection on halves of the data before you name one.
# - **Shrinkage.** Effects of a penalised fit are too small, and the usual standard errors do not hold after selection.
# - **Units.** A penalty compares weights. Are the features on one scale, and who chose it?
# - **Groups we chose.** The fit can only keep or drop what we bundled. Position and its interaction with direction was not among the choices.
# - **What is not in the model.** Speed was selected; but lick rate, reward or running posture, which go with speed, were not measured. The right feature among the wrong ones looks like a cause.

# %% [markdown]
# ### Further reading
#
# - Stone (1974). Cross-validatory choice and assessment of statistical predictions. *J R Stat Soc B* 36:111-147.
# - Burman, Chow & Nolan (1994). A cross-validatory method for dependent data. *Biometrika* 81:351-358. Gaps.
# - Tibshirani (1996). Regression shrinkage and selection via the lasso. *J R Stat Soc B* 58:267-288.
# - Yuan & Lin (2006). Model selection and estimation in regression with grouped variables. *J R Stat Soc B* 68:49-67.
# - Beck & Teboulle (2009). A fast iterative shrinkage-thresholding algorithm for linear inverse problems. *SIAM J Imaging Sci* 2:183-202.
# - Breiman, Friedman, Olshen & Stone (1984). *Classification and Regression Trees*. The one-standard-error rule.
# - Hardcastle, Maheswaranathan, Ganguli & Giocomo (2017). A multiplexed, heterogeneous, and adaptive code for navigation in medial entorhinal cortex. *Neuron* 94:375-387. Position, direction and speed, selected by held-out likelihood.
# - Kramer & Eden (2016). *Case Studies in Neural Data Analysis*. MIT Press. The real place cell.
# - Hafting, Fyhn, Molden, Moser & Moser (2005). Microstructure of a spatial map in the entorhinal cortex. *Nature* 436:801-806.
