# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # Why models, features and time
#
# A rat runs on a track, and a cell in its hippocampus fires. It fires in one place. It also fires when the rat is fast. **Does it care
# about speed, or only about a place where rats happen to be fast?** A tuning curve cannot tell. A model that holds both can. In the second half
# of the lab the same model gets a memory: a neuron that is driven by a current, and that remembers its own spikes.
#
# After this lab you can
#
# - compute a **tuning curve** without the usual slips, and say when it misleads,
# - turn any quantity into **features** and fit them all together by a **Poisson model**,
# - say what a solver does when features depend on one another, and why "the unique optimum" is then not unique,
# - show that **spike counts scatter more where there are more of them**, and what follows,
# - give a model a memory by a **temporal basis**, and compare it with a model without one **on the same held-out rows**.
#
# | part | minutes |
# |---|---|
# | 1 A rat on a track | 5 |
# | 2 A column for every place · 3 Spikes over time spent | 20 |
# | 4 One model for both | 30 |
# | 5 How much is explained · 6 Poisson or Gaussian | 20 |
# | 7 Time · 8 With and without memory | 35 |
# | 9 What the model found · 10 Speed, or only place? | 15 |
# | 11 The real place cell · 12 What could be wrong | 10 |
#
# About two hours and a quarter, planned and not yet measured with a class; all the computing in it takes some seconds. You need NumPy, and the Poisson likelihood of the first lab.

# %% [markdown]
# ## How this notebook works
#
# There are six functions to write and one verdict to give, each followed by a cell that checks it. A check says what is off, then gives a hint,
# then a place to read. Fill in the gaps `...` **and delete the line `raise NotImplementedError(...)`**, or write the function in your own way:
# only what it returns counts. *Run all* stops at the first exercise that is not yet solved; that is meant. Questions marked **In words** are read by a person.

# %%
import numpy as np
from scipy.special import xlogy

import data_fetch
from autograder import check, evidence_panels
from course import figures
from course.simulate import injection, track

# %% [markdown]
# ## 1 A rat on a track
#
# The rat runs to and fro on a track of 100 cm and slows down towards each end. The session is **simulated**, so the truth is known:
#
# $$ \log \lambda(t) = b + \text{a bump around 50 cm} + g \cdot (\text{speed} - 20\ \text{cm/s}), \qquad g = 0. $$
#
# **The cell does not care about speed at all.** Keep that in mind, for it will soon look as if it did.

# %%
rng = np.random.default_rng(303)
cell = track.PlaceCell(centre_cm=50.0, width_cm=15.0, speed_gain=0.0)
position_ms = track.run_laps(rng, duration_s=1200.0)          # cm, once a millisecond
spikes_ms = track.simulate_spikes(rng, position_ms, cell)      # 0 or 1
source = "simulated: a place cell on a linear track"

dt_s = 0.05
position = track.bin_session(position_ms, dt_s)                # (T,) cm
counts = np.round(track.bin_session(spikes_ms, dt_s) * dt_s / track.SAMPLE_S).astype(int)  # spikes/bin
speed, outward = track.speed_of(position, dt_s)                # (T,) cm/s, bool
print(f"{len(counts)} bins of {1000 * dt_s:.0f} ms, {counts.sum()} spikes, at most {counts.max()} in a bin")

# %%
seconds = np.arange(60_000) * track.SAMPLE_S
ax = figures.plot_run(seconds, position_ms[:60_000], seconds[spikes_ms[:60_000] > 0], source=source)
figures.describe(ax, (
    "Position over one minute: the line makes about a dozen runs from one end to the other, between 0 and 100 cm, steep in the "
    "middle and flat at the ends. Spikes lie on it around the middle of the track, in both directions."))

# %%
correlation = np.corrcoef(np.abs(position - 50), speed)[0, 1]
print(f"distance from the middle and speed: correlation {correlation:.2f}")
ax = figures.plot_place_and_speed(position, speed, source=source)
figures.describe(ax, (
    "Speed against position: a cloud in the form of an arch. At the ends of the track all speeds are near 0; in the "
    "middle they scatter between 10 and 100 cm/s."))

# %% [markdown]
# The arch is the whole problem of this lab: **who is in the middle is fast.** But look also at its thickness. In the middle, the rat is sometimes slow and sometimes
# fast. That scatter is what will let us tell the two apart; were the arch a thin line, no method could.

# %% [markdown]
# ## 2 A column for every place
#
# How the rate depends on the place need not be a line, nor any curve that we know. So we cut the track into bins and give every bin a number
# of its own: **one-hot** features, a column for each bin, with a 1 where the rat is and 0 elsewhere.
#
# Bins are those of `np.histogram`: bin $k$ holds $e_k \le x < e_{k+1}$, and the last one also its right edge. A rat that is outside all bins, or whose position the
# tracker lost (`nan`), has a row of zeros. On paper: which columns have a 1 for the positions 0, 1, 2 and 2.5, with the edges 0, 1 and 2?

# %%
from solutions.basis_functions import one_hot_position  # exercise

# %%
check("basis_functions.one_hot_position")

# %%
print(one_hot_position(np.array([0.0, 1.0, 2.0, 2.5]), np.array([0.0, 1.0, 2.0])))  # as on your paper?

# %% [markdown]
# ## 3 Spikes over time spent
#
# Counting spikes in each place bin is not enough: where the rat spends most of its time, most spikes fall, whatever the cell does. The **tuning curve** divides by
# the time spent (the *occupancy*):
#
# $$ f_k = \frac{\text{spikes in bin } k}{\text{seconds in bin } k}. $$
#
# Where the rat never was, the rate is unknown: `nan`. Where it was and the cell was silent, the rate is 0. The two are different, and plots that mix them up show fields that are not there.
# (With the columns of part 2 both sums are one line each. Mind the type of the counts: files store them as `uint8`.)

# %%
from solutions.basis_functions import tuning_curve  # exercise

# %%
check("basis_functions.tuning_curve")

# %%
place_edges = np.linspace(0, 100, 26)   # cm
speed_edges = np.linspace(0, 64, 9)     # cm/s
centres = {name: (edges[1:] + edges[:-1]) / 2 for name, edges in (("place", place_edges), ("speed", speed_edges))}
place_rate = tuning_curve(position, counts, place_edges, dt_s)
speed_rate = tuning_curve(speed, counts, speed_edges, dt_s)

axes = figures.plot_tuning([
    {"label": "position (cm)", "x": centres["place"], "rates": {"observed": place_rate}},
    {"label": "speed (cm/s)", "x": centres["speed"], "rates": {"observed": speed_rate}},
], source=source)
figures.describe(axes, (
    "Two tuning curves. Left: the rate is near 0 at the ends of the track and rises to 7 spikes per second in the "
    "middle. Right: the rate rises steadily with speed, about tenfold from 0 to 60 cm/s."))

# %%
print(f"slowest bin {speed_rate[0]:.2f} spikes/s, fastest bin {speed_rate[-1]:.2f} spikes/s")

# %% [markdown]
# A beautiful speed cell! With more than a thousand spikes, the rise is far beyond chance. And yet **we know that the true effect is zero.** The curve is no mistake of
# computing: rats at 60 cm/s really meet more spikes. It is the *reading* that is wrong: fast rats are in the middle, and the middle is where the cell fires.

# %% [markdown] question="basis_functions.which_shuffle" points=3
# **In words: a test that does not help.** A fellow student shifts the spike train in time by random amounts, computes the speed tuning each time, and finds that the observed
# rise is larger than in all 1000 shifts: "p < 0.001, so the cell is driven by speed". (a) Which hypothesis has been rejected? (b) Why is that no evidence for an effect of speed? (c) Describe a comparison
# that would be. (4 to 6 sentences)
# ---mark scheme---
# - (1) That the spike train has no relation at all to the rat's movement (spikes and behaviour are independent, up to a shift in time).
# - (1) The shifts destroy the relation to place together with that to speed. A cell driven by place alone has a speed tuning, because place and speed are correlated; it will be rejected as well.
# - (1) Any comparison that holds the place fixed: tuning to speed within a single place bin; spikes shuffled among visits to the same place; a model with place and speed against a model with place only, held out, or with the weight of speed and its error.
#
# Half a mark in (c) for "a model" without saying that place must be in both.

# %% [markdown]
# ## 4 One model for both
#
# A model may hold as many features as we like, and each weight tells what its feature adds **with the others held fixed**:
#
# $$ \lambda_t = \exp\Big(b + \sum_j X_{tj} w_j\Big), \qquad y_t \sim \text{Poisson}(\lambda_t). $$
#
# The fit minimises the negative log-likelihood, plus a penalty if we ask for one (`ridge`; the intercept $b$ is never penalised):
#
# $$ \sum_t \big(\lambda_t - y_t \log \lambda_t\big) + \tfrac12\, \text{ridge}\, \lVert \mathbf w \rVert^2 . $$
#
# This is convex, and Newton's method gets to its bottom in a few steps: each step solves $H\,\boldsymbol\delta = -\mathbf g$ with the gradient $\mathbf g$ and the curvature $H = A^\top \operatorname{diag}(\lambda) A$, where
# $A$ is $X$, each column less its mean, with a column of ones. (Taking the mean away changes nothing but the intercept, which is put right at the end; but a column far from 0, such as the time of day in seconds, would hardly differ from the ones.) A step that would lead uphill is halved. **Columns may depend on one another**, and the function must cope: `lstsq` returns a step also where $H$ has no inverse.

# %%
from solutions.basis_functions import fit_poisson_glm  # exercise

# %%
check("basis_functions.fit_poisson_glm")

# %% [markdown]
# First, place alone. With one column a bin and nothing else, the best rate of each bin is the mean count there: **the tuning curve is itself a Poisson model**, the one with a single one-hot
# variable. Models begin where tuning curves end: with the second variable.

# %%
place = one_hot_position(position, place_edges)
intercept, weights = fit_poisson_glm(place, counts)
model_rate = np.exp(intercept + weights) / dt_s
print(f"largest difference between model and tuning curve: {np.nanmax(np.abs(model_rate - place_rate)):.1e} spikes/s")

# %% [markdown]
# ### "The unique optimum"
#
# You may have read: "the likelihood is convex, so the optimum is unique". Convex means that there are no *worse* local minima. It does not mean that the bottom is a point. Look:

# %%
A = np.column_stack([np.ones(len(place)), place])
print(f"columns: {A.shape[1]}, rank: {np.linalg.matrix_rank(A)}")

for shift in (0.0, 3.0, -100.0):
    rate = np.exp((intercept + shift) + place @ (weights - shift))
    objective = np.sum(rate - xlogy(counts, rate))
    print(f"intercept {intercept + shift:8.2f}, weights {(weights - shift).mean():8.2f} on average: {objective:.6f} nats")

# %% [markdown]
# In every row of the one-hot part there is exactly one 1, so its columns add up to the column of ones: 26 columns, rank 25. Add 3 to the intercept and take 3 from every
# weight, and **no rate changes at all**. The bottom of the bowl is a valley, flat for ever in one direction. A second way to lose uniqueness: a bin that was visited
# without a spike wants a weight of $-\infty$, and there is no optimum at all.
#
# What does a solver do in the valley? That depends on the solver. `np.linalg.solve` fails, or worse, returns huge numbers that cancel. `lstsq` takes the *shortest* step, so Newton stays near its start. Gradient
# methods never leave the row space and stop somewhere else. All of them agree on the **rates**, on the likelihood, and on the **differences between weights**; only these may be interpreted.
# There are two remedies: drop one column (its bin becomes the reference), or add a little ridge, which picks the shortest weights.

# %%
for label, ridge in (("no ridge", 0.0), ("ridge 0.01", 0.01), ("ridge 1", 1.0)):
    b, w = fit_poisson_glm(place, counts, ridge)
    print(f"{label:>10}: intercept {b:6.3f}, sum of the weights {w.sum():7.4f}, middle minus end {w[12] - w[0]:.4f}")
b, w = fit_poisson_glm(place[:, 1:], counts)
print(f"first bin dropped: intercept {b:.3f}, middle minus end {w[11]:.4f}")

# %% [markdown] question="basis_functions.unique_optimum" points=3
# **In words: unique or not.** A paper fits one-hot position together with an intercept, without a penalty. (a) Why is the optimum not unique although the objective is convex? (b) The authors
# conclude from a weight of +0.8 that "bin 7 excites the cell". Why does that sentence mean nothing, and which sentence could they write instead? (c) Give two changes that make the optimum unique, and say for each what
# the weights then mean. (4 to 6 sentences)
# ---mark scheme---
# - (1) The one-hot columns sum to the column of ones (rank deficient); along that direction the objective is constant. Convex objectives may have a flat bottom; only strict convexity makes the minimum unique.
# - (1) A constant can be moved from the intercept to all weights; the sign of a single weight is a choice of the solver. Meaningful: differences between weights (bin 7 against bin 3), or the predicted rates.
# - (1) Two of: drop a bin (weights are log ratios to that bin); drop the intercept (weights are log rates); a ridge (weights are deviations from a common level and sum to zero, slightly shrunk); constrain the sum to zero. Half a mark each.

# %% [markdown]
# ### Place and speed together
#
# Now the question of the lab. Two models: speed alone, and speed beside the place. The error of a weight comes from the curvature: the inverse of $A^\top \operatorname{diag}(\lambda) A$ is the covariance of
# the estimates. (We leave the column of ones out of $A$: the one-hot columns already contain it, and with it the inverse would not exist.)

# %%
faster = ((speed - speed.mean()) / 10)[:, None]  # in steps of 10 cm/s


def weight_of_speed(others, y, ridge=0.0):
    """The weight of speed beside other features (their columns hold the constant), and its standard error."""
    X = np.column_stack([others, faster[: len(y)]])
    b, w = fit_poisson_glm(X, y, ridge)
    rate = np.exp(b + X @ w)
    covariance = np.linalg.inv(X.T * rate @ X)
    return w[-1], np.sqrt(covariance[-1, -1])


ones = np.ones((len(counts), 1))
estimates = {"speed alone": weight_of_speed(ones, counts), "speed beside place": weight_of_speed(place, counts)}
for name, (value, error) in estimates.items():
    print(f"{name}: {value:+.3f} ± {error:.3f} per 10 cm/s, z = {value / error:+.1f}")

# %%
values, errors = np.transpose(list(estimates.values()))
ax = figures.plot_weights(list(estimates), values, 1.96 * errors, "change of the log rate for 10 cm/s more (no unit)",
                          truth=10 * cell.speed_gain, source=source)
figures.describe(ax, (
    "Two weights with 95 percent intervals. Speed alone: far to the right of zero, with a short interval. Speed "
    "beside place: its interval contains the true value, zero."))

# %% [markdown]
# Alone, speed seems to matter enormously. Beside the place, its weight is zero within its error, and zero is the truth. The joint model uses the *thickness of the arch*: within one place bin the rat is sometimes fast and
# sometimes slow, and there the cell does not care.
#
# One interval that contains the truth is an anecdote. A method is right if about 95 of 100 of them do, and it must also find an effect that is there. We repeat the whole experiment on short sessions, with and without a true effect.

# %%
def simulate_z(gain, n_repeats=30):
    """z of the speed's weight beside place, in sessions of 10 minutes with this true effect per cm/s."""
    found = []
    for _ in range(n_repeats):
        run = track.run_laps(rng, 600.0)
        fired = track.simulate_spikes(rng, run, track.PlaceCell(speed_gain=gain))
        y = np.round(track.bin_session(fired, dt_s) * dt_s / track.SAMPLE_S)
        where = track.bin_session(run, dt_s)
        X = np.column_stack([one_hot_position(where, place_edges), track.speed_of(where, dt_s)[0] / 10])
        b, w = fit_poisson_glm(X, y, ridge=1e-3)
        information = X.T * np.exp(b + X @ w) @ X + 1e-3 * np.eye(X.shape[1])
        found.append((w[-1] - 10 * gain) / np.sqrt(np.linalg.inv(information)[-1, -1]))
    return np.array(found)


for gain in (0.0, 0.02):
    z = simulate_z(gain)
    print(f"true weight {10 * gain:.1f} per 10 cm/s: {np.mean(np.abs(z) < 1.96):.0%} of the intervals contain it, mean z {z.mean():+.2f}")

# %% [markdown]
# With the true weight 0 and with 0.2 alike, nearly all intervals contain it. The joint model is not deaf to speed; it only refuses to be told about place by speed.

# %% [markdown]
# ## 5 How much is explained
#
# Intervals rest on the model being right. A second judge does not: **held-out data**. We score a prediction by the **deviance**, twice the log-likelihood that is missing to a perfect prediction $\lambda = y$:
#
# $$ D(\lambda) = 2 \sum_t \Big( y_t \log\frac{y_t}{\lambda_t} - y_t + \lambda_t \Big), \qquad \text{explained: } 1 - \frac{D(\lambda)}{D(\lambda_0)} . $$
#
# In a silent bin $y_t \log y_t$ counts as 0, and $2\lambda_t$ remains. The baseline $\lambda_0$ is the mean count *of the training data*. For single spikes in short bins, the share is small even for the true rate: nobody can predict which of two equal bins has the spike.

# %%
from solutions.basis_functions import deviance_explained  # exercise

# %%
check("basis_functions.deviance_explained")

# %%
train, held_out = slice(0, len(counts) // 2), slice(len(counts) // 2, None)
null_rate = counts[train].mean()
models = {"speed": faster, "place": place, "place + speed": np.column_stack([place, faster])}
shares = {}
for name, X in models.items():
    b, w = fit_poisson_glm(X[train], counts[train], ridge=1e-3)
    rate = np.exp(b + X @ w)
    shares[name] = [deviance_explained(counts[part], rate[part], null_rate) for part in (train, held_out)]
true_rate = cell.rate_hz(position, speed, outward) * dt_s
shares["the truth"] = [deviance_explained(counts[part], true_rate[part], null_rate) for part in (train, held_out)]
for name, (seen, unseen) in shares.items():
    print(f"{name:>14}: {seen:.4f} on training data, {unseen:.4f} held out")

# %%
ax = figures.plot_shares_explained(list(shares), *np.transpose(list(shares.values())), source=source)
figures.describe(ax, (
    "Bars of the deviance explained. Speed alone explains about a quarter of what place does. Place, place and speed, and "
    "the true rate are nearly equal, on training data and held out."))

# %% [markdown]
# Held out, speed adds nothing to the place, as it should. The last row is the true rate itself: no model can be expected to beat it on new data, and more than two thirds of the deviance are chance that nobody can
# predict. On the *training* data, place is "better than the truth". That is what fitting noise looks like.

# %% [markdown]
# ## 6 Poisson or Gaussian
#
# Why not least squares? Least squares is the likelihood of **Gaussian noise with the same variance everywhere**. Counts are not like that: when a Poisson cell fires 4 spikes on average, it scatters by 2; when it fires none, it does not scatter at all.
# Measure it: count in bins of 250 ms, sort the bins by place, and compare the variance of the counts with their mean.

# %%
wide_s = 0.25
wide_counts = np.round(track.bin_session(spikes_ms, wide_s) * wide_s / track.SAMPLE_S)
wide_place = one_hot_position(track.bin_session(position_ms, wide_s), place_edges)
in_bin = [wide_counts[column > 0] for column in wide_place.T]
means, variances = np.array([[y.mean(), y.var(ddof=1)] for y in in_bin]).T
constant = np.full(len(means), np.mean((wide_counts - wide_place @ means) ** 2))

ax = figures.plot_mean_and_variance({"place bins": (means, variances), "what least squares assumes": (means, constant)},
                                    source=source)
figures.describe(ax, (
    "Variance against mean of the counts in 25 place bins. The points follow the diagonal from 0 to 2 spikes. "
    "Least squares assumes a horizontal line at about 0.25."))

# %%
order = np.argsort(means)
n_visits = wide_place.sum(axis=0)
for label, k in (("quietest bin", order[0]), ("busiest bin", order[-1])):
    scatter = [np.sqrt(v / n_visits[k]) for v in (variances[k], means[k], constant[k])]
    print(f"{label}: error of the mean {scatter[0]:.3f}; Poisson says {scatter[1]:.3f}, least squares {scatter[2]:.3f} spikes")

# %% [markdown]
# **The variance grows with the mean.** With one-hot columns both methods give the same means; but least squares believes in the same scatter everywhere. Its error bars are far too wide at the ends of the track and too narrow in the field. As soon as
# bins share a weight (such as that of speed), it also *weights* them wrongly: noisy bins count as much as quiet ones. And it may predict negative counts.

# %% [markdown] question="basis_functions.poisson_variance" points=2
# **In words: the wrong noise.** (a) Least squares is unbiased here even though its noise is wrong. What do you lose by it? (b) In real cells, after place is accounted for, the variance is often *larger* than the mean. Name one cause, and say what it does to the standard errors of the Poisson model. (3 to 4 sentences)
# ---mark scheme---
# - (1) Wrong standard errors and tests (too wide where the rate is low, too narrow where it is high), and less precise estimates because noisy bins are not given less weight. Half a mark for one of them.
# - (1) Any unmodelled source of variation: attention, direction, theta rhythm, drift of excitability, runs that differ. Standard errors are then too small, and z values too large.

# %% [markdown]
# ## 7 Time
#
# The second neuron of this lab sits in a slice and is driven by a current injected through an electrode. It has a membrane, which sums up the last 30 ms or so; after a spike it cannot fire for some milliseconds (**refractoriness**), and fires less for some tenths of a second (**adaptation**). None of this
# fits into a model in which the rate follows the present current.

# %%
sweep = injection.simulate_sweep(np.random.default_rng(7), n_samples=60_000)
current_pa = sweep["current_pa"]
sweep_edges = np.append(sweep["time_s"], sweep["time_s"][-1] + injection.SAMPLE_S) - injection.SAMPLE_S / 2
fired = np.histogram(sweep["spike_times_s"], sweep_edges)[0]
intervals_ms = 1000 * np.diff(sweep["spike_times_s"])
sweep_source = "simulated: a neuron driven by noise current, bins of 1 ms"
print(f"{len(fired)} bins of 1 ms, {fired.sum()} spikes; shortest interval {intervals_ms.min():.0f} ms, median {np.median(intervals_ms):.0f} ms")

# %% [markdown]
# ### Bumps in logarithmic time
#
# One weight for each of the last 200 ms would be 200 noisy weights. What happened 3 or 4 ms ago should be told apart; whether something was 150 or 160 ms ago hardly matters. So we describe the past by a few smooth **bumps**, narrow for the recent past and broad for the distant one: raised cosines in
# the *logarithm* of the lag (Pillow et al., 2005). With $\varphi(\tau) = \log(\tau + \text{offset})$ for $\tau = 0, \dots, \text{window}-1$, and $K$ centres $c_k$ evenly spaced by $\Delta$ from $\varphi(0)$ to $\varphi(\text{window}-1)$,
#
# $$ B_{\tau k} = \tfrac12\Big(1 + \cos\big(\operatorname{clip}\big((\varphi(\tau) - c_k)\,\tfrac{\pi}{2\Delta},\, -\pi,\, \pi\big)\big)\Big). $$

# %%
from solutions.basis_functions import raised_cosine_log_basis  # exercise

# %%
check("basis_functions.raised_cosine_log_basis")

# %%
basis = raised_cosine_log_basis(8, 200, offset=2.0)
ax = figures.plot_basis(np.arange(200), basis, source="the basis: 8 raised cosines over 200 ms, offset 2 bins")
figures.describe(ax, (
    "Eight bumps of height 1 over lags of 0 to 199 ms. The first ones are a few milliseconds wide and crowd at the "
    "left; the last ones stretch over more than 100 ms."))

# %% [markdown]
# ### The past through a basis
#
# The feature $k$ of bin $t$ is the recent signal, weighted by bump $k$:
#
# $$ F_{tk} = \sum_\tau B_{\tau k}\, s_{t - \text{lag} - \tau}, \qquad s = 0 \text{ before the onset.} $$
#
# For a current, `lag=0`. For the cell's own spikes it must be `lag=1`: **a bin must not be explained by the spike that it holds itself.**
# Every bin has a row, also the first ones; a function that drops rows, or fills them with `nan`, makes two models incomparable, as the next part shows.

# %%
from solutions.basis_functions import convolve_basis  # exercise

# %%
check("basis_functions.convolve_basis")

# %% [markdown]
# ## 8 With and without memory
#
# Four models of the same neuron. **All are fitted to the same 40 s and scored on the same 20 s after that**, row by row. (A gap of one window, 200 ms, lies between the two parts, so that no held-out row shares its history with a training row.)

# %%
current = (current_pa - current_pa.mean()) / current_pa.std()
current_basis = raised_cosine_log_basis(6, 100, offset=5.0)
past_current = convolve_basis(current, current_basis)
past_spikes = convolve_basis(fired, basis, lag=1)
memories = {
    "current now": current[:, None],
    "past current": past_current,
    "current now + own spikes": np.column_stack([current, past_spikes]),
    "past current + own spikes": np.column_stack([past_current, past_spikes]),
}
fit_rows, test_rows = slice(0, 40_000), slice(40_200, None)

# %%
def score_models(features, y, fit_rows, test_rows, ridge=1e-3):
    """Fits and deviance explained of each model, on the rows of the fit and on held-out rows."""
    fits, shares, null_rate = {}, {}, y[fit_rows].mean()
    for name, X in features.items():
        b, w = fits[name] = fit_poisson_glm(X[fit_rows], y[fit_rows], ridge)
        rate = np.exp(b + X @ w)
        shares[name] = [deviance_explained(y[rows], rate[rows], null_rate) for rows in (fit_rows, test_rows)]
    return fits, shares


fits, memory_shares = score_models(memories, fired, fit_rows, test_rows)
for name, (seen, unseen) in memory_shares.items():
    print(f"{name:>26}: {seen:.3f} training, {unseen:.3f} held out")

# %%
ax = figures.plot_shares_explained(list(memory_shares), *np.transpose(list(memory_shares.values())), source=sweep_source)
figures.describe(ax, (
    "Deviance explained by four models. The present current explains least, the past current more, and the past "
    "current with the cell's own spikes most; held-out bars are close to those of the training data."))

# %% [markdown]
# The membrane's memory and the memory of the own spikes both help, on data that the fits have not seen.
#
# ### The same rows
#
# Why insist on the same rows? Scores differ between stretches of one recording, for every model. Here is the *same fitted model* on each of eight stretches of 2.5 s; compare these differences with those between models.

# %%
b, w = fits["past current + own spikes"]
rate = np.exp(b + memories["past current + own spikes"] @ w)
stretches = np.array_split(np.arange(40_200, 60_000), 8)
per_stretch = [deviance_explained(fired[rows], rate[rows], fired[fit_rows].mean()) for rows in stretches]
print("one model on eight stretches:", " ".join(f"{share:.3f}" for share in per_stretch))

# %% [markdown]
# Whoever lets one model skip the first rows, because it has no full window there, and scores the other on all of them, compares stretches as much as models.

# %% [markdown]
# ## 9 What the model found
#
# Because the neuron is simulated, the filters can be laid on the truth. The weights belong to bumps; the filter is $B\,\mathbf w$.

# %%
filter_per_pa = current_basis @ w[:6] / current_pa.std()
history = basis @ w[6:]
lag_ms = -np.arange(60)[::-1]
ax = figures.plot_filters(lag_ms, {"estimate": filter_per_pa[:60][::-1]}, "effect of current\n(log rate per pA)",
                          truth=injection.current_filter(60)[::-1], source=sweep_source)
figures.describe(ax, (
    "Effect of past current over the last 60 ms: the estimate rises from zero to its largest value at the present, "
    "as the true exponential does, with small waves around it."))

# %%
ax = figures.plot_spike_effect(history, truth=injection.history_filter(), source=sweep_source)
figures.describe(ax, (
    "Effect of a spike on the log rate 1 to 200 ms later: a deep trough in the first milliseconds, deeper in the "
    "estimate than in the truth, then from 4 ms on a shallow negative tail that fades, estimate and truth together."))

# %%
print("history filter, 1 to 5 ms after a spike:", history[:5].round(1), " truth:", injection.history_filter(5).round(1))
print("history filter, 20, 50 and 100 ms after:", history[[19, 49, 99]].round(2), " truth:", injection.history_filter()[[19, 49, 99]].round(2))

# %% [markdown]
# Deep and short is refractoriness, shallow and long is adaptation. In the first milliseconds the estimate need not match: hardly any spike came there, and whether the log rate falls by 9 or by 14, the rate is zero. **The data cannot tell, so the filter should not be believed there.**

# %% [markdown]
# ## 10 Speed, or only place?
#
# Now your own data: four unknown cells on a track like that of part 1. Each panel sorts the time bins by speed into six groups and shows the observed rate with its 95 % error, and **what a model of the place alone predicts for the same groups**. Some cells are driven by speed as well as by place, upwards or downwards, and some by
# place only. (The panels have vertical scales of their own. The check only tells whether your verdict can be read; it is judged after you have handed in, for the number that stands in the cell.)

# %%
evidence_number = 2026  # replace by your student number: it draws your own panels

# %%
panels = evidence_panels("basis_functions.evidence_speed", evidence_number)
axes = figures.plot_evidence_speed(panels, source="simulated: four unknown cells on a track")
figures.describe(axes, (
    "Four panels, A to D: observed rate against speed in six groups with error bars, and the prediction of a model of "
    "the place alone. The values are in the next cell as numbers."))

# %%
for letter, seen, error, place_only in zip("ABCD", panels["observed_hz"], panels["error_hz"], panels["place_model_hz"], strict=True):
    differences = " ".join(f"{d:+.2f}" for d in (seen - place_only))
    print(f"{letter}: observed minus place model {differences} (errors {error.min():.2f} to {error.max():.2f}) spikes/s")

# %% [markdown]
# Give your verdict as a text of four characters, for A, B, C, D in this order: `"+"` if faster means more spikes *than the place explains*, `"-"` if it means fewer, `"0"` if the place explains the curve. A model of the place alone has the right mean rate, so an effect of speed shows as a **tilt**: differences of one
# sign at the slow end and of the other at the fast end.

# %%
from solutions.basis_functions import evidence_speed  # exercise

# %%
check("basis_functions.evidence_speed")

# %%
print("my verdict:", evidence_speed, "on the panels of number", evidence_number)

# %% [markdown]
# ## 11 The real place cell
#
# The same question, to a real cell in a rat's hippocampus (178 s on a linear track; Kramer & Eden, 2016). Where the recording has not been fetched, the next cells say how to get it, and run on its simulated twin instead: a cell with a field in one direction, without any effect of speed.
# The real cell has something that ours had not: it may fire in one **direction** only. So place gets columns for each direction.

# %%
real = data_fetch.load("place_cell_1")  # the real recording where it has been fetched, else the twin
print("data:", real.source)
if real.is_simulated:
    print("To fetch the real one: python data_fetch.py place_cell_1")
real_ms = real["position_cm"]
ms_edges = np.append(real["time_s"], real["time_s"][-1] + track.SAMPLE_S) - track.SAMPLE_S / 2
real_counts = np.histogram(real["spike_times_s"], ms_edges)[0]
n = round(dt_s / track.SAMPLE_S)
y = real_counts[: len(real_counts) // n * n].reshape(-1, n).sum(axis=1)
x = track.bin_session(real_ms, dt_s)
v, out = track.speed_of(x, dt_s)
ax = figures.plot_run(real["time_s"], real_ms, real["spike_times_s"], source=real.source)
figures.describe(ax, (
    "Position over about three minutes, to and fro between 0 and 100 cm, with the spikes on it: nearly all of them "
    "around 60 cm, on the way outwards."))

# %%
ten_cm = np.linspace(0, 100.0, 11)
where = one_hot_position(x, ten_cm)
both_ways = np.column_stack([where * out[:, None], where * ~out[:, None]])
quick = ((v - v.mean()) / 10)[:, None]
features = {"speed": quick, "place": where, "place + speed": np.column_stack([where, quick]),
            "place by direction": both_ways, "place by direction + speed": np.column_stack([both_ways, quick])}
block = np.arange(len(y)) // round(10 / dt_s)  # of 10 s: even ones to fit, odd ones to judge
even, odd = block % 2 == 0, block % 2 == 1
_, real_shares = score_models(features, y, even, odd, ridge=0.5)
for name, (seen, unseen) in real_shares.items():
    X = features[name]
    b, w = fit_poisson_glm(X, y, 0.5)
    information = X.T * np.exp(b + X @ w) @ X + 0.5 * np.eye(X.shape[1])
    z = f"z of speed {w[-1] / np.sqrt(np.linalg.inv(information)[-1, -1]):+.1f}" if "speed" in name else ""
    print(f"{name:>26}: explained {seen:.3f} training, {unseen:.3f} held out   {z}")

# %%
ax = figures.plot_shares_explained(list(real_shares), *np.transpose(list(real_shares.values())), source=real.source)
figures.describe(ax, (
    "Deviance explained on the place cell. Speed alone explains little, place more, place by direction by far the most. "
    "Adding speed changes little beside that."))

# %% [markdown]
# Look at the z of speed down the list (on the real cell: 28.9, then 1.8, then 2.0). Alone it is large; it shrinks as place, and then direction, are given their due. That is the lesson of the track in one column: **an effect is an effect beside what the model already holds**, and what is left of it may be due to the next variable that nobody has put in.
# With 220 spikes and bins of 10 cm, a z of 2 may well be due to the place within a bin: held out, speed adds next to nothing.

# %% [markdown] question="basis_functions.real_cell" points=2
# **In words: your verdict on the cell.** Is the place cell of this part driven by speed? Give the two numbers of the table that you rely on, say whether your data are the recording or its twin, and name one further variable that
# you would put into the model before you believe the answer. (3 to 4 sentences)
# ---mark scheme---
# - (1) No clear evidence: the weight of speed beside place (by direction) has a z of about 2 or less, *and* the held-out deviance hardly changes when speed is added. Both numbers, and the source named. Half a mark for one number only, or for the training share.
# - (1) A reasonable variable with a reason: theta phase, finer place, time in the session, acceleration, the cell's own history (bursts make the z too large).
#
# No mark for quoting the z of speed alone.

# %% [markdown]
# ### The real neuron in a slice
#
# The sweep of a neuron in mouse visual cortex (Allen Cell Types Database) lasts 28 s and has **40 spikes**. If it has been fetched, the next cell asks for its memory; else it takes a simulated sweep of the same length.
# Forty spikes do not pay for fourteen weights; so the bases are small, and there is some ridge.

# %%
try:
    slice_data = data_fetch.load("current_injection", simulated=False)
    slice_source = slice_data.source
except data_fetch.DataError:
    print("not here; to fetch it: python data_fetch.py current_injection")
    slice_data, slice_source = injection.simulate_sweep(np.random.default_rng(28), base=-9.0), "simulated sweep of 28 s"
t_s = slice_data["time_s"]
slice_edges = np.arange(round((t_s[-1] - t_s[0]) / 0.001) + 1) * 0.001 + t_s[0] - 1e-5
n_samples = np.histogram(t_s, slice_edges)[0]
driven = np.histogram(t_s, slice_edges, weights=slice_data["current_pa"])[0] / np.maximum(n_samples, 1)
slice_counts = np.histogram(slice_data["spike_times_s"], slice_edges)[0]
driven = (driven - driven.mean()) / driven.std()
small = raised_cosine_log_basis(4, 100, offset=5.0)
own = convolve_basis(slice_counts, raised_cosine_log_basis(4, 200, offset=2.0), lag=1)

# %%
small_models = {"current now": driven[:, None], "past current": convolve_basis(driven, small)}
small_models["past current + own spikes"] = np.column_stack([small_models["past current"], own])
_, slice_shares = score_models(small_models, slice_counts, slice(0, 19_000), slice(19_200, None), ridge=1.0)
print(f"{slice_source}: {slice_counts.sum()} spikes, {slice_counts[19_200:].sum()} of them held out")
for name, (seen, unseen) in slice_shares.items():
    print(f"{name:>26}: {seen:.3f} training, {unseen:.3f} held out")

# %% [markdown]
# On the training data every further feature helps; it always does. On the held-out data a model may score *below zero*, worse than a constant rate, and the order of the models means little: about ten spikes decide it.
# The simulated neuron of this sweep has the same memory as that of part 8. **That the score does not show it is no evidence that it has none**: it is too little data. Published comparisons of such models on this very sweep score
# the training data, one model on all rows and the other without its first 200: differences between models, between rows, and between numbers of weights, all in one number.

# %% [markdown]
# ## 12 What could be wrong
#
# - **What is not in the model.** Speed was an artefact of place. Place may be one of something else: direction, time since the last reward, theta phase. Every weight is meant "with the others held fixed", and only with those.
# - **Too correlated.** Where two features always go together, the fit is free to share the effect between them. The standard error says so: it grows.
# - **Bins too wide.** Within a bin of 50 cm the rat's place still varies, and speed can stand in for it: an effect comes back that is none. Try `place_edges = np.linspace(0, 100, 3)`, with which the z of speed beside place is near 26.
# - **Independent bins.** The track model knows nothing of bursts and refractoriness; its errors assume that it need not. Part 8 shows the remedy.
# - **Separation.** A place that was visited in silence wants a weight of $-\infty$. A solver stops somewhere; a ridge is more honest.
# - **One session, one split.** A held-out half of one session tells nothing about another day.

# %% [markdown]
# ### Further reading
#
# - O'Keefe & Dostrovsky (1971). The hippocampus as a spatial map. *Brain Research* 34:171-175.
# - McCullagh & Nelder (1989). *Generalized Linear Models*, Chapman & Hall, chapters 2 and 6.
# - Truccolo, Eden, Fellows, Donoghue & Brown (2005). A point process framework for relating neural spiking activity to spiking history, neural ensemble, and extrinsic covariate effects. *J Neurophysiol* 93:1074-1089.
# - Pillow, Paninski, Uzzell, Simoncelli & Chichilnisky (2005). Prediction and decoding of retinal ganglion cell responses with a probabilistic spiking model. *J Neurosci* 25:11003-11013.
# - Kramer & Eden (2016). *Case Studies in Neural Data Analysis*, MIT Press. The place cell of part 11.
