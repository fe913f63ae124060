# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # Coupled cells, or cells that only look so
#
# Six cells of a mouse are recorded at once, and whenever cell 0 fires, cell 1 is likely to fire a moment later. **Does cell 0 act on cell 1?** A model with
# everybody's spike history answers with a number and its error, and the number is often far from zero. This lab is about what that number means.
# You will find a network where there is none, make it vanish, then find one that is really there, and learn to tell the two apart.
#
# After this lab you can
#
# - fit a **coupled model** of a population: every cell predicted from the past of all cells,
# - say **how many standard errors** a coupling is away from zero, and why that alone proves nothing,
# - put **head direction** into the model, and see which couplings survive,
# - compare **raw history with a basis**, and filters **between two halves** of a session,
# - make **surrogate data** and check whether its rates, correlations and intervals are those of the data,
# - see beforehand **when a coupled model will run away**.
#
# | part | minutes |
# |---|---|
# | 1 A ring of cells · 2 They fire together | 10 |
# | 3 What everybody fired just before · 4 One model for each cell | 30 |
# | 5 How far from zero | 20 |
# | 6 Bumps around the circle · 7 With the heading | 30 |
# | 8 From weights to filters · 9 Raw history or bumps · 10 Two halves | 30 |
# | 11 Surrogate data · 12 When a model runs away | 35 |
# | 13 Coupled, or turned the same way? | 10 |
# | 14 The real recording · 15 What could be wrong | 15 |
#
# About three hours, planned and not yet measured with a class; part 8 is a good place for a break. All the computing in it takes some seconds. You need NumPy, and the Poisson model of the labs before.

# %% [markdown]
# ## How this notebook works
#
# There are six functions to write and one verdict to give, each followed by a cell that checks it. A check says what is off, then gives a hint,
# then a place to read. Fill in the gaps `...` **and delete the line `raise NotImplementedError(...)`**, or write the function in your own way:
# only what it returns counts. *Run all* stops at the first exercise that is not yet solved; that is meant. Questions marked **In words** are read by a person.

# %%
import numpy as np
from tqdm import tqdm

import data_fetch
from autograder import check, evidence_panels
from course import figures
from course.simulate import head_direction

# %% [markdown]
# ## 1 A ring of cells
#
# A **head-direction cell** fires when the animal's head points in one direction, wherever the animal is: a compass needle made of spikes (Taube, Muller & Ranck, 1990). We
# simulate six of them for ten minutes. Their preferred directions are 60 degrees apart, cell 0 at 0 degrees, cell 1 at 60 and so on, and the log of each rate is
#
# $$ \log \lambda_r(t) = b + 1.5\,\bigl(\cos(\theta(t) - \theta_r) - 1\bigr) + \text{what its own past spikes do (refractoriness)} . $$
#
# **No cell acts on any other.** That is the truth; keep it in mind while the analysis says otherwise.

# %%
bin_s = 0.01


def bin_session(session, n_cells, bin_s=bin_s):
    """Counts (T, n_cells), spikes/bin, and heading (T,), rad, in bins over the time awake."""
    start, stop = session["awake_s"]
    edges = start + bin_s * np.arange(round((stop - start) / bin_s) + 1)
    trains = [session["spike_times_s"][session["unit_of_spike"] == cell] for cell in range(n_cells)]
    seen = np.isfinite(session["heading_rad"])  # a camera may lose the head
    turned = np.unwrap(session["heading_rad"][seen])  # without jumps from 360 to 0, so that it can be interpolated
    heading = np.interp(edges[:-1] + bin_s / 2, session["time_s"][seen], turned) % (2 * np.pi)
    return np.column_stack([np.histogram(train, edges)[0] for train in trains]), heading


rng, n = np.random.default_rng(404), 6
session = head_direction.simulate_session(rng, head_direction.Population(n_neurons=n, coupling=0.0), duration_s=600.0)
counts, heading = bin_session(session, n)
source = "simulated: six head-direction cells without any coupling"
print(f"{len(counts)} bins of {1000 * bin_s:.0f} ms; rates {(counts.mean(axis=0) / bin_s).round(1)} spikes/s; at most {counts.max()} spikes in a bin")

# %%
shown = slice(0, 2000)  # 20 s
axes = figures.plot_ring(session["time_s"][shown], session["heading_rad"][shown],
                         session["spike_times_s"], session["unit_of_spike"], source=source)
figures.describe(axes, (
    "Twenty seconds. Above, the heading turns to and fro through all directions. Below, the spikes of six cells: as the "
    "head turns, one cell after the other becomes active, neighbours together."))

# %% [markdown]
# ## 2 They fire together
#
# Count the spikes of each cell in steps of 100 ms, and correlate the counts of all pairs:

# %%
def correlate(counts, n_together=10):
    """Correlations of all pairs, counted in groups of bins (100 ms): (n_cells, n_cells), nan on the diagonal."""
    wide = counts[: len(counts) // n_together * n_together].reshape(-1, n_together, counts.shape[1]).sum(axis=1)
    table = np.corrcoef(wide.T)
    np.fill_diagonal(table, np.nan)
    return table


axes = figures.plot_pair_tables({"counts in 100 ms": correlate(counts)}, "correlation (no unit)", 0.4, digits=2, axis_labels=("cell", "cell"), source=source)
figures.describe(axes, (
    "A table of correlations of six cells on a ring. Neighbours are correlated by about 0.15, cells that are two apart by about minus "
    "0.15, opposite cells by about minus 0.3."))

# %% [markdown]
# Neighbours fire together, opposite cells avoid each other. You know why: they look at the same head. But imagine that you had the spikes only. A correlation has no direction and no delay; perhaps a better method, which asks who fires *first*, can
# tell influence from coincidence? That is the hope behind models with coupling.

# %% [markdown]
# ## 3 What everybody fired just before
#
# The features of a coupled model are the recent spikes of **all** cells. For each cell $i$ and each function $k$ of a basis over the last `window` bins:
#
# $$ X_{t,\; i\cdot K + k} \;=\; \sum_{\tau=0}^{\text{window}-1} B_{\tau k}\; y_{t-1-\tau,\; i} , \qquad y = 0 \text{ before the onset.} $$
#
# Two conventions matter. The sum starts at $t-1$: **a bin must not be explained by itself.** And all columns of cell 0 come first, then those of cell 1: *neuron-major*. On paper: two cells, a basis of two functions. In which column is the second function of cell 1?

# %%
from solutions.neural_coupling import history_design_matrix  # exercise

# %%
check("neural_coupling.history_design_matrix")

# %% [markdown]
# We begin with one number for each cell: its spikes of the last 200 ms, fading with a time constant of 30 ms. (That happens to be the form in which spikes act in this simulation. Part 8 does without that knowledge.)

# %%
fading = np.exp(-np.arange(20) / 3.0)[:, None]  # a basis of one function over 20 bins
recent = history_design_matrix(counts, fading)  # (T, 6): column i is about cell i
t = counts[:1000].sum(axis=1).argmax() + 2  # two bins after a busy one
print(f"features {recent.shape}; the counts of bins {t - 4} to {t - 1}, and below them the row of bin {t}:")
print(counts[t - 4 : t], recent[t].round(2), sep="\n")

# %% [markdown]
# ## 4 One model for each cell
#
# Each cell $r$ gets a Poisson model of its own, with the same features for all:
#
# $$ \lambda_{tr} = \exp\bigl(b_r + \textstyle\sum_j X_{tj} w_{jr}\bigr) , \qquad \text{minimise } \sum_t \bigl(\lambda_{tr} - y_{tr} \log\lambda_{tr}\bigr) + \tfrac12\,\text{ridge}\,\textstyle\sum_j w_{jr}^2 \ \text{ for each } r . $$
#
# Given the past, no cell's likelihood contains another's weights: a model of six coupled cells is six fits. Newton's method, as before: slope, curvature, step. Then put the six results side by side, **a column for each cell**.

# %%
from solutions.neural_coupling import fit_population_glm  # exercise

# %%
check("neural_coupling.fit_population_glm")

# %% [markdown]
# Now fit the coupled model to the first six minutes and judge it on the last four, against the constant rate of the training data. (Between the two lies a gap as long as the history.)

# %%
train, held_out = slice(0, 36_000), slice(36_020, None)


def gain_in_bits(X, counts, train=train, held_out=held_out):
    """Log-likelihood gain over the training data's constant rates: bits/spike, held out, mean over cells."""
    intercepts, weights = fit_population_glm(X[train], counts[train])
    eta, y, constant = intercepts + X[held_out] @ weights, counts[held_out], counts[train].mean(axis=0)
    gain = np.sum(y * eta - np.exp(eta) - y * np.log(constant) + constant, axis=0)
    return np.mean(gain / y.sum(axis=0)) / np.log(2)


own_only = np.mean([gain_in_bits(recent[:, [r]], counts[:, [r]]) for r in range(n)])
print(f"own history      {own_only:.3f} bits/spike, held out")
print(f"all cells' past  {gain_in_bits(recent, counts):.3f} bits/spike, held out")

# %% [markdown]
# The past of the other cells predicts a cell far better than its own past does, and that on held-out data. Surely they are connected?

# %% [markdown]
# ## 5 How far from zero
#
# A weight comes with an error. Near its maximum the log-likelihood is a hill, and its curvature says how well the top is known. With $A = [\mathbf 1, X]$ the **Fisher information** at the fitted parameters is
#
# $$ I = A^\top \operatorname{diag}(\lambda)\, A , \qquad \operatorname{Cov}(\hat\theta) \approx I^{-1} , \qquad z_j = \hat w_j \big/ \sqrt{(I^{-1})_{jj}} . $$
#
# Invert the whole matrix, the column of ones included, **then** take the diagonal: features that are related make each other's weights less sure, and that is only in the inverse. If the model is right and the true weight is 0, $z$ is a standard normal number: beyond ±2 in one of twenty cases.

# %%
from solutions.neural_coupling import wald_z  # exercise

# %%
check("neural_coupling.wald_z")

# %%
def z_of_couplings(X, counts):
    """z of the history weights, which come first in X: (receiver, sender); the own history is left out (nan)."""
    intercepts, weights = fit_population_glm(X, counts)
    z = [wald_z(X, counts[:, r], intercepts[r], weights[:, r])[: counts.shape[1]] for r in range(counts.shape[1])]
    return np.where(np.eye(counts.shape[1]), np.nan, z)


z_without = z_of_couplings(recent, counts)
axes = figures.plot_pair_tables({"without the heading": z_without}, "z of the coupling (no unit)", 20, source=source)
figures.describe(axes, (
    "A table of z values of thirty couplings: neighbours plus 6 to 9, all other pairs minus 9 to minus 17."))

# %%
off_diagonal = ~np.eye(n, dtype=bool)
print(f"{np.sum(np.abs(z_without[off_diagonal]) > 2)} of 30 couplings are beyond ±2; the largest |z| is {np.nanmax(np.abs(z_without)):.0f}")

# %% [markdown]
# Thirty couplings out of thirty, by up to seventeen standard errors: nearest neighbours excite one another, all others are inhibited. That is the wiring diagram of a *ring attractor*, the textbook theory of head-direction cells. It would make a fine paper. **And every single coupling is spurious: we know, for we simulated none.**
#
# No formula was wrong. The recent spikes of the others tell *where the head points*, and the head moves little within 100 ms. To a model that knows nothing of the head, they stand in for it.

# %% [markdown] question="neural_coupling.why_spurious" points=4
# **In words: the network that is not there.** (a) Explain in your own words why a model without the heading finds couplings between cells that do not act on each other, and why with this sign for neighbours and that sign for opposite cells. (b) Your supervisor says: "z = 12; with ten times more data we shall know for sure." What will happen to z, and to the
# conclusion? (c) "But the coupled model predicts held-out data better than a model without coupling, so the couplings are real." What does this show, and what not? (5 to 7 sentences)
# ---mark scheme---
# - (1) Common cause: both cells follow the heading. Past spikes of one carry information on the heading in the past, hence (as the head turns slowly compared with the window) on the present heading, hence on the other cell's rate; the weight absorbs it.
# - (1) Sign: recent spikes of a neighbour say that the head is near the receiver's preferred direction (rate above its mean: positive); spikes of an opposite cell say that it is far away (negative).
# - (1) z grows, about with the root of the amount of data (by 3). It is bias, not noise: the standard error shrinks around a wrong value, the conclusion stays wrong and looks safer.
# - (1) It shows that the past of the others is *informative* about the cell (prediction). It does not show that one acts on the other (mechanism): any signal correlated with the common cause predicts. Half a mark for "correlation is not causation" without saying what prediction does show.

# %% [markdown]
# ## 6 Bumps around the circle
#
# So the heading must go into the model, and with a rate that may depend on it in any smooth way. For an angle the bumps must close up into a ring: 359 degrees is next to 0. With $K$ centres $c_k = 2\pi k/K$, $k = 0 \dots K-1$,
#
# $$ \phi_k(\theta) = \tfrac12\Bigl(1 + \cos\bigl(\operatorname{clip}\bigl(\operatorname{wrap}(\theta - c_k)\cdot \tfrac K4,\, -\pi,\, \pi\bigr)\bigr)\Bigr) , $$
#
# where $\operatorname{wrap}$ brings a difference of angles to $(-\pi, \pi]$: the short way round. (A hint for the wrap: `x % (2 * np.pi)` lies in $[0, 2\pi)$, also for negative `x`. What is $\pi - \bigl((\pi - x) \bmod 2\pi\bigr)$?)

# %%
from solutions.neural_coupling import circular_basis  # exercise

# %%
check("neural_coupling.circular_basis")

# %%
angles = np.linspace(0, 2 * np.pi, 361)
ax = figures.plot_basis(np.rad2deg(angles), circular_basis(angles, 8), source="the basis: 8 bumps around the circle")
ax.set(xlabel="heading (degrees)", xticks=np.arange(0, 361, 60))
figures.describe(ax, (
    "Eight bumps of height 1, 45 degrees apart, each 180 degrees wide. The first one has its peak at 0 and goes on at 360 degrees."))

# %% [markdown]
# ### How many columns?
#
# In each row the bumps sum to 2, so beside an intercept one column is redundant. With an even number it is worse: the even bumps alone sum to 1 everywhere, and so do the odd ones. A redundant column does no harm to the *rates*, but $I$ then has no inverse, and there is no z.

# %%
for n_bumps in (7, 8):
    bumps = circular_basis(heading, n_bumps)
    A = np.column_stack([np.ones(len(bumps)), bumps])
    print(f"{n_bumps} bumps and a column of ones: {A.shape[1]} columns, rank {np.linalg.matrix_rank(A)}; "
          f"without bump 0: rank {np.linalg.matrix_rank(A[:, [0, *range(2, n_bumps + 1)]])} of {n_bumps}; "
          f"without bumps 0 and 1: {np.linalg.matrix_rank(A[:, [0, *range(3, n_bumps + 1)]])} of {n_bumps - 1}")

# %% [markdown]
# So of an odd number of bumps drop one; of an even number drop two neighbours (one even, one odd). What is dropped becomes the reference; nothing is lost.

# %%
compass = circular_basis(heading, 8)[:, 2:]  # (T, 6)

# %% [markdown]
# ## 7 With the heading
#
# The same fit, with six more columns.

# %%
z_with = z_of_couplings(np.hstack([recent, compass]), counts)
tables = {"without the heading": z_without, "with the heading": z_with}
axes = figures.plot_pair_tables(tables, "z of the coupling (no unit)", 20, source=source)
figures.describe(axes, (
    "Two tables of z values in the same colours. Without the heading strong colours everywhere. With the heading all values are "
    "between about minus 2 and 2, nearly white."))

# %%
print(f"beyond ±2: {np.sum(np.abs(z_without[off_diagonal]) > 2)} of 30 without the heading, {np.sum(np.abs(z_with[off_diagonal]) > 2)} of 30 with it")
for name, X in {"heading": compass, "all cells' past": recent, "heading and all cells' past": np.hstack([recent, compass])}.items():
    print(f"{name:>27}: {gain_in_bits(X, counts):.3f} bits/spike, held out")
own_and_heading = np.mean([gain_in_bits(np.column_stack([recent[:, r], compass]), counts[:, [r]]) for r in range(n)])
print(f"{'heading and own past':>27}: {own_and_heading:.3f} bits/spike, held out")

# %% [markdown]
# **The network is gone.** Beside the heading, a cell's own past still helps (refractoriness is real), and the past of the others adds nothing.
#
# Is z now what it claims to be? One session is an anecdote. We repeat it on eight short ones: of all the z of couplings that do not exist, 95 % should lie within ±1.96.

# %%
def session_z(coupling, duration_s=150.0):
    """z of the couplings of a fresh session, with the heading in the model."""
    fresh = head_direction.simulate_session(rng, head_direction.Population(n, coupling=coupling), duration_s)
    y, direction = bin_session(fresh, n)
    X = np.hstack([history_design_matrix(y, fading), circular_basis(direction, 8)[:, 2:]])
    return z_of_couplings(X, y)[off_diagonal]


null_z = np.concatenate([session_z(0.0) for _ in tqdm(range(8), desc="sessions", leave=False)])
print(f"{len(null_z)} couplings that do not exist: mean z {null_z.mean():+.2f}, standard deviation {null_z.std():.2f}, "
      f"{np.mean(np.abs(null_z) < 1.96):.0%} within ±1.96")

# %% [markdown]
# ### Half a covariate
#
# Now spoil the heading a little. Let the camera be 150 ms late, or let the tracked angle jitter by 20 degrees, as real ones do:

# %%
late = np.roll(heading, 15)
jittering = heading + np.deg2rad(20) * head_direction.wander(rng, len(heading), memory_s=0.2)
for name, measured in {"as it was": heading, "150 ms late": late, "with a jitter of 20 degrees": jittering}.items():
    z = z_of_couplings(np.hstack([recent, circular_basis(measured, 8)[:, 2:]]), counts)
    print(f"heading {name:>28}: {np.sum(np.abs(z[off_diagonal]) > 2):2d} of 30 couplings beyond ±2, largest |z| {np.nanmax(np.abs(z)):.1f}")

# %% [markdown]
# A part of the network is back, and it would grow with more data. A covariate that is measured with an error controls for a part of the common cause only, and the cells' own spikes tell the rest. **Conditioning on what you measured is not conditioning on what the cells follow.**

# %% [markdown] question="neural_coupling.what_survives" points=3
# **In words: what survives.** A paper on 19 real head-direction cells puts heading into the model. The couplings shrink, but 40 of 342 still have |z| > 3, all between cells with similar preferred directions. (a) How many would you expect by chance? (b) Give two explanations other than a synapse, and for each something that you
# would compute to test it. (4 to 6 sentences)
# ---mark scheme---
# - (1) P(|z| > 3) = 0.0027, times 342: about 1. So chance is not the explanation.
# - (1 each, two of) heading measured late or with noise (vary the delay of the heading; use the direction decoded from the other cells); the cells' internal sense of direction differs from the heading (the same); other common causes: speed of turning, arousal, theta, drift of excitability
#   (put them in; fit parts of the session); spikes of one cell assigned to another in spike sorting (compare pairs on the same and on different electrodes; look at zero lag); rates misfitted by too few bumps (more bumps).
#   Half a mark for an explanation without a test. The remark that it is only pairs with similar tuning (what an imperfect covariate predicts) earns what is missing in (b).

# %% [markdown]
# ## 8 From weights to filters
#
# So far a coupling was one number. Now we ask for its course in time, without knowing its form: a few bumps in the logarithm of the lag, as in the lab on features. The filter from sender $s$ to receiver $r$ is the basis, weighted:
#
# $$ f_{rs}(\tau) = \sum_k B_{\tau k}\; w_{s\cdot K + k,\; r} , $$
#
# the change of the receiver's log rate by a spike of the sender $\tau + 1$ bins ago. Receiver first, as in a matrix that acts on a column.

# %%
from solutions.neural_coupling import coupling_filters  # exercise

# %%
check("neural_coupling.coupling_filters")

# %% [markdown]
# And now **the coupling is switched on**. Each cell excites the next one on the ring (0 acts on 1, 1 on 2, …, 5 on 0) and inhibits the one after that. Does the model with heading find these twelve couplings, and only these?

# %%
def log_bumps(n_bumps, window, offset=2.0):
    """Raised cosines, evenly spaced in the logarithm of the lag: (window, n_bumps)."""
    phi = np.log(np.arange(window) + offset)
    centres, spacing = np.linspace(phi[0], phi[-1], n_bumps, retstep=True)
    return (1 + np.cos(np.clip((phi[:, None] - centres) * np.pi / (2 * spacing), -np.pi, np.pi))) / 2


coupled = head_direction.Population(n_neurons=n, coupling=0.5)
session = head_direction.simulate_session(rng, coupled, duration_s=600.0)
counts_on, heading_on = bin_session(session, n)
compass_on = circular_basis(heading_on, 8)[:, 2:]
recent_on = history_design_matrix(counts_on, fading)
source_on = "simulated: six head-direction cells that act on one another"
z_on = {"without the heading": z_of_couplings(recent_on, counts_on),
        "with the heading": z_of_couplings(np.hstack([recent_on, compass_on]), counts_on)}

# %%
strength = np.where(np.eye(n), np.nan, coupled.filters()[:, :, 0])
axes = figures.plot_pair_tables({"the truth": strength}, "effect just after a spike\n(log rate)", 1, digits=1, source=source_on)
figures.describe(axes, "The true couplings: 0.5 from each cell to the next on the ring, minus 0.5 to the one after it, all others 0.")

# %%
axes = figures.plot_pair_tables(z_on, "z of the coupling (no unit)", 20, source=source_on)
figures.describe(axes, (
    "Two tables. Without the heading all pairs are strongly coloured. With the heading only two diagonal bands remain: positive "
    "from each cell to the next, negative to the one after next, as in the truth."))

# %%
true_sign = np.sign(strength)[off_diagonal]
for name, z in z_on.items():
    found = np.where(np.abs(z[off_diagonal]) > 3, np.sign(z[off_diagonal]), 0)
    print(f"{name:>20}: {np.sum(found == true_sign)} of 30 pairs right; {np.sum((found != 0) & (true_sign == 0))} of 18 invented; "
          f"{np.sum((found == 0) & (true_sign != 0))} of 12 missed; {np.sum(found * true_sign < 0)} of 12 with the wrong sign")

# %% [markdown]
# With the heading in the model the wiring is found. Without it the true couplings are found as well, among eighteen others that do not exist, and nobody could tell which is which. The same method, the same threshold: **what else is in the model** decides.
#
# Now the courses in time.

# %%
bumps = log_bumps(4, 20)
history_on = history_design_matrix(counts_on, bumps)  # (T, 24)
lag_ms = 1000 * bin_s * np.arange(1, 21)


def fit_filters(history, others, counts, basis):
    """Coupling filters (receiver, sender, lag) from a model with history and other features."""
    weights = fit_population_glm(np.hstack([history, others]), counts)[1]
    return coupling_filters(weights[: history.shape[1]], basis)


nothing = np.zeros((len(counts_on), 0))
filters_without = fit_filters(history_on, nothing, counts_on, bumps)
filters_with = fit_filters(history_on, compass_on, counts_on, bumps)
pairs = {"0 acts on 1": (1, 0), "0 acts on 2": (2, 0), "0 acts on 3": (3, 0), "1 acts on 0": (0, 1), "4 acts on 0": (0, 4), "4 acts on 2": (2, 4)}
panels = {title: {"without the heading": filters_without[pair], "with the heading": filters_with[pair], "truth": coupled.filters()[pair]}
          for title, pair in pairs.items()}

# %%
axes = figures.plot_coupling_filters(lag_ms, panels, same_scale=True, source=source_on)
figures.describe(axes, (
    "Six filters over 200 milliseconds after a spike. With the heading in the model they follow the truth within about 0.1: excitation from 0 to 1, "
    "inhibition from 0 to 2 and from 4 to 0, fading within 100 milliseconds, and nearly zero for the other pairs. Without it, filters are 0.1 to 0.4 away from the truth "
    "and still are so after 200 milliseconds."))

# %% [markdown]
# Look at the *tails*. A true effect fades within 100 ms here. The spurious part hardly fades, because the heading is still nearly the same after 200 ms. A filter that is still there at the end of its window is a warning: it may stand for something slow that is not in the model.

# %% [markdown]
# ## 9 Raw history or bumps
#
# Why a basis, and not one weight for each lag? Nothing has to be rewritten to try: **raw history is the basis $B = $ identity**. We fit both to five minutes and compare with the truth and with held-out data. (For two of the receivers; the raw model has 120 history weights for each.)

# %%
short, rest = slice(0, 30_000), slice(30_020, None)
errors_of, choices = {}, {"raw, 20 lags": np.eye(20), "4 bumps": bumps}
for name, basis in choices.items():
    X = np.hstack([history_design_matrix(counts_on, basis), compass_on])
    intercepts, weights = fit_population_glm(X[short], counts_on[short, :2])
    estimate = coupling_filters(weights[: n * basis.shape[1]], basis)
    errors_of[name] = estimate
    seen, unseen = (gain_in_bits(X, counts_on[:, :2], short, rows) for rows in (short, rest))
    error = np.sqrt(np.mean((estimate - coupled.filters()[:2]) ** 2))
    print(f"{name:>12}: {n * basis.shape[1]:3d} history weights; {seen:.3f} bits/spike training, {unseen:.3f} held out; error of the filters {error:.3f}")

# %%
panels = {title: {**{name: errors_of[name][pair] for name in choices}, "truth": coupled.filters()[pair]}
          for title, pair in {"0 acts on 1": (1, 0), "5 acts on 1": (1, 5), "2 acts on 1": (1, 2)}.items()}
axes = figures.plot_coupling_filters(lag_ms, panels, source=source_on)
figures.describe(axes, (
    "Three filters. The raw estimate jumps from lag to lag by about 0.2 around the truth. The estimate from four bumps is smooth and close to the truth."))

# %% [markdown]
# On the training data the raw model wins, as the model with more weights always does. Held out and against the truth the bumps are better: they buy precision with an assumption, that effects change smoothly. Where the assumption is wrong (a synapse that acts within exactly 2 ms), the basis will hide it. Then the raw filter is the better picture.

# %% [markdown]
# ## 10 Two halves
#
# A common test of a result: split the session, fit each half, and compare. What is noise will not come back. Try it on four models: both sessions, each without and with the heading.

# %%
def fit_halves(counts, others):
    """Filters between different cells from the first and from the second half of a session: two arrays (30, lags)."""
    history, middle = history_design_matrix(counts, bumps), len(counts) // 2
    halves = (slice(0, middle), slice(middle + 20, None))
    return [fit_filters(history[rows], others[rows], counts[rows], bumps)[off_diagonal] for rows in halves]


halves = {
    "no coupling, no heading": fit_halves(counts, nothing), "no coupling, heading": fit_halves(counts, compass),
    "coupling, no heading": fit_halves(counts_on, nothing), "coupling, heading": fit_halves(counts_on, compass_on),
}
for name, (first, second) in halves.items():
    print(f"{name:>24}: correlation between the halves {np.corrcoef(first.ravel(), second.ravel())[0, 1]:+.2f}")

# %%
axes = figures.plot_halves(halves, source="simulated: two sessions, without and with coupling")
figures.describe(axes, (
    "Four panels of filters of the second half against those of the first. Without coupling and with the heading the dots are a round cloud around zero. With both coupling "
    "and heading two arms along the diagonal stick out of the cloud. Without the heading, all dots lie along the diagonal, far from zero."))

# %% [markdown]
# With the heading in the model the test does its work: filters of cells without coupling do not come back, those of coupled cells do. But look at the models *without* the heading. Their spurious filters come back best of all. **A bias repeats itself as faithfully as a truth.**

# %% [markdown] question="neural_coupling.stable_is_not_true" points=2
# **In words: stable.** "The coupling filters were stable across days (r = 0.93), and so reflect the functional connectivity of the circuit." (a) What does the stability rule out, and what does it not rule out? (b) Describe an experiment or an analysis that would tell the two apart. (2 to 4 sentences)
# ---mark scheme---
# - (1) It rules out that the filters are mere estimation noise (and gross drift). It does not rule out a common cause, which is as stable as the cells' tuning. Half a mark each.
# - (1) Anything that breaks the common cause or controls it: the same cells in sleep or in the dark where the heading cannot drive them (with the caveat that an internal signal may), the heading (delayed, decoded) as covariate, stimulating one cell, shuffling within bins of the same heading.

# %% [markdown]
# ## 11 Surrogate data
#
# A fitted model is also a machine that makes spikes. Let it run, and compare what it makes with the data: a model that cannot reproduce the data's statistics is missing something, and the comparison often says what. The machine draws bin by bin, since every bin depends on what was drawn before:
#
# $$ \log \lambda_{tr} = b_r + \text{drive}_{tr} + \sum_s \sum_{\tau} f_{rs}(\tau)\; y_{t-1-\tau,\;s} , \qquad y_{tr} \sim \text{Poisson}(\lambda_{tr}) , $$
#
# where the drive is whatever else is in the model, here the heading. Before the onset nobody has fired. All random numbers come from the generator that is passed in, so that a surrogate can be repeated.

# %%
from solutions.neural_coupling import simulate_population  # exercise

# %%
check("neural_coupling.simulate_population")

# %% [markdown]
# Three models of the coupled session: the **heading only**, the **history only**, and both. Each makes ten minutes of its own, and we compare rates, correlations of pairs, intervals between spikes, and whether cells still fire *when* the real ones do. A yardstick is needed, for data scatter: a second session of the
# true population with the same heading.

# %%
def intervals(counts):
    """Intervals between successive spikes of a cell (bins), all cells together."""
    return np.concatenate([np.diff(np.repeat(np.arange(len(counts)), cell)) for cell in counts.T])


def compare(surrogate, counts):
    """How far off are rates (largest, %), correlations (rms), intervals (largest difference of cumulative shares)?"""
    off = np.triu_indices(counts.shape[1], 1)
    grid = np.arange(200)
    shares = [np.searchsorted(np.sort(intervals(y)), grid, side="right") / len(intervals(y)) for y in (surrogate, counts)]
    follows = [np.corrcoef(a, b)[0, 1] for a, b in zip(*(y.reshape(-1, 10, n).sum(axis=1).T for y in (surrogate, counts)), strict=True)]
    return (100 * np.abs(surrogate.mean(axis=0) / counts.mean(axis=0) - 1).max(),
            np.sqrt(np.mean((correlate(surrogate)[off] - correlate(counts)[off]) ** 2)),
            np.abs(shares[0] - shares[1]).max(), np.mean(follows))


# %%
T, no_filters = len(counts_on), np.zeros((n, n, 20))
parts = {"heading only": (compass_on, 0), "history only": (history_on, 24), "heading + history": (np.hstack([history_on, compass_on]), 24)}
surrogates, models = {}, {}
for name, (X, n_history) in parts.items():
    intercepts, weights = fit_population_glm(X, counts_on)
    filters = coupling_filters(weights[:n_history], bumps) if n_history else no_filters
    drive = X[:, n_history:] @ weights[n_history:]
    models[name] = intercepts, filters
    surrogates[name] = simulate_population(intercepts, filters, T, rng, drive)
times_s, units = head_direction.fire(rng, coupled.drive(heading_on), coupled.filters())
again = {"spike_times_s": times_s, "unit_of_spike": units, "awake_s": (0, 600), "time_s": session["time_s"], "heading_rad": heading_on}
surrogates["the truth again"] = bin_session(again, n)[0]

print(f"{'':>20}  rates off by  correlations  intervals  together with the data")
for name, surrogate in surrogates.items():
    rate, correlation, interval, follows = compare(surrogate, counts_on)
    print(f"{name:>20}  {rate:10.1f} %  {correlation:12.3f}  {interval:9.3f}  {follows:22.2f}")

# %%
statistics = {name: (correlate(y)[np.triu_indices(n, 1)], intervals(y)) for name, y in surrogates.items() if name in parts}
data = (correlate(counts_on)[np.triu_indices(n, 1)], intervals(counts_on))
axes = figures.plot_surrogates(data, statistics, 1000 * bin_s, source=source_on)
figures.describe(axes, (
    "Left: correlations of pairs in the surrogates against the data. Heading and history lies on the diagonal, history only nearly so, heading only is too weak. Right: intervals between "
    "spikes. The data have few intervals of 10 to 40 milliseconds, and so have the models with history; heading only has more intervals there than anywhere else."))

# %% [markdown]
# - **Heading only** has the right rates (any model with an intercept has). Its intervals are wrong: without history there is no refractoriness. (Intervals of 0 ms are two spikes in one bin; nothing acts within a bin here, so all models have them.) Its correlations are too weak: the true coupling is missing.
# - **Heading + history** is as near to the data as another session of the same cells. Nothing more can be asked of a surrogate.
# - **History only** is the surprise. Rates, correlations and intervals nearly fit, although this model has never heard of a head! Its spurious couplings form a ring that makes a travelling bump of activity *by itself*. Only the last column gives it away: its activity has nothing to do with where the animal looked.
#
# So matching statistics is a demand that a good model must meet, and no proof: **a wrong mechanism may make the right statistics.**

# %% [markdown] question="neural_coupling.surrogates" points=3
# **In words: what the surrogate proves.** (a) Which of the statistics in the table would have been matched by *any* of the models, and why? (b) "Our model reproduces all pairwise correlations, so it has captured the circuit." Use the model with history only to answer. (c) Name a statistic, not in the table, that you
# would compare next, and what a mismatch would tell you. (4 to 6 sentences)
# ---mark scheme---
# - (1) The mean rates: at the maximum of a Poisson likelihood with an intercept the expected counts sum to the observed ones (for models without feedback exactly; with feedback when the simulation stays where the data were).
# - (1) History only reproduces the correlations with couplings that are mostly spurious: a common cause and a recurrent network can give the same correlations. Reproduction is necessary, not sufficient.
# - (1) One statistic with a reason: cross-correlation at single lags (delays), variance of counts over seconds (slow modulation), tuning curves of the surrogate, correlations of triples or the distribution of the summed activity (synchrony), statistics on held-out time.

# %% [markdown]
# ## 12 When a model runs away
#
# With an exponential and positive feedback there is a danger: spikes make spikes. Nothing in the fit forbids it, since the fit never lets the model run: at every bin it is handed the *real* past. Take the first 40 s of the coupled session, raw history, no heading, as one might in a hurry:

# %%
def runs_away(intercepts, filters, n_bins, rng):
    """Time (s) of a free run, or the message with which it ended."""
    with np.errstate(over="ignore"):
        try:
            simulate_population(intercepts, filters, n_bins, rng)
        except ValueError as error:  # the rate has become larger than any number of spikes that can be drawn
            return f"ran away ({error})"
    return f"{n_bins * bin_s:.0f} s without an incident"


hasty = slice(0, 4000)
raw = history_design_matrix(counts_on, np.eye(20))
hasty_intercepts, hasty_weights = fit_population_glm(raw[hasty], counts_on[hasty], ridge=1e-3)
models["40 s, raw history only"] = hasty_intercepts, coupling_filters(hasty_weights, np.eye(20))
for name in ("history only", "40 s, raw history only"):
    print(f"{name:>23}:", *[runs_away(*models[name], 12_000, np.random.default_rng(seed)) for seed in range(3)], sep="\n    ")

# %% [markdown]
# ### How to see it coming
#
# The *gain* of the feedback: if all past rates rise a little, how much do the next ones rise? A small change $\delta$ of the rates (spikes/bin) changes the log rate of $r$ by $\sum_s F_{rs}\,\delta_s$, with the summed filter $F_{rs} = \sum_\tau f_{rs}(\tau)$, and its rate by $\bar\lambda_r$ times that. So look at the matrix $G_{rs} = \bar\lambda_r F_{rs}$
# and the largest real part of its eigenvalues. Above 1, small fluctuations grow. Well below 1 they die out, at least *near* the mean rates.

# %%
def feedback_gain(rates, filters):
    """Largest real part of the eigenvalues of rate times summed filter; rates in spikes/bin."""
    return np.linalg.eigvals(rates[:, None] * filters.sum(axis=2)).real.max()


for name, (_, filters) in models.items():
    print(f"{name:>23}: gain {feedback_gain(counts_on.mean(axis=0), filters):+.2f}")
print(f"{'the true population':>23}: gain {feedback_gain(counts_on.mean(axis=0), coupled.filters()):+.2f}")

# %% [markdown]
# The order of the gains is the order of danger. The true population is far from it: refractoriness outweighs the coupling (negative gain), and the model with heading has found that. The models without the heading had to keep the bump alive by feedback, and sit close to 1; and little data add noise to that.
#
# But the hasty model ran away with a gain still **below** 1. Why? A clean case: every cell is excited by its two neighbours, 5 spikes/s by itself, with a total effect $w$ of the incoming spikes. All cells being alike, a rate $\lambda$ of the senders leads to the rate $\lambda_0 e^{w\lambda}$:

# %%
base = 0.05  # spikes/bin
rate = np.linspace(0, 1.2, 400)
maps = {f"w = {w}": base * np.exp(w * rate) / bin_s for w in (3, 5, 8)}
ax = figures.plot_feedback(rate / bin_s, maps, source="no data: the formula")
figures.describe(ax, (
    "The rate that follows against the rate of the senders, with the diagonal. For w = 3 the curve crosses the diagonal near 6 and near 100 spikes per second, for w = 5 near 7 and "
    "43; for w = 8 it is always above the diagonal."))

# %%
decay = np.exp(-np.arange(20) / 3.0)
ring = np.roll(np.eye(n), 1, axis=0) + np.roll(np.eye(n), -1, axis=0)
for w in (3, 4, 5, 8):
    crossing = rate[1:][np.diff(np.sign(base * np.exp(w * rate) - rate)) != 0] / bin_s
    filters = 0.5 * w * ring[:, :, None] * decay / decay.sum()
    gain = f"gain {w * crossing[0] * bin_s:.2f}" if len(crossing) else "no rest at all"
    ends = [runs_away(np.full(n, np.log(base)), filters, 6000, np.random.default_rng(seed)) for seed in range(6)]
    print(f"w = {w}: {gain:>14}, crossings at {crossing.round(0)} spikes/s; {sum('ran' in end for end in ends)} of 6 ran away within 60 s")

# %% [markdown]
# The lower crossing is the state of rest, and the gain there is the slope of the curve. The **upper crossing is the edge**: beyond it each round makes more spikes than the one before. At $w = 5$ the gain at rest is a harmless 0.36, but the edge is at 43 spikes/s. Over the 30 ms for which a spike acts that is about 2.6 spikes from two neighbours: a matter of seconds until chance gets there. So ask three things before you trust
# a coupled model to run: (1) is the gain at the mean rates well below 1; (2) how far is the edge, compared with how far the counts fluctuate; (3) what happened in long runs with many seeds, counted and reported. A clipped rate hides the answer instead of giving it.

# %% [markdown] question="neural_coupling.runaway" points=3
# **In words: the run-away model.** (a) The hasty model predicts every *next* bin of the recording sensibly, and yet its free run explodes. How can both be true? (b) A colleague simulates with `rate = np.minimum(rate, 200)`. What does she gain, and what does she no longer see? (c) Name two changes to the *fit* that make a run-away less likely, with the reason. (4 to 6 sentences)
# ---mark scheme---
# - (1) One-step prediction is handed the real past, which never leaves the range of the data; the free run feeds on its own output, errors feed back, and it visits states (many spikes within the window) about which the fit learnt nothing and where the exponential extrapolates.
# - (1) The run goes on (no overflow), but at 200 spikes/bin or in bursts no data ever showed; the statistics of the surrogate are then those of the clipping, and the warning that the model is unstable is gone.
# - (1) Half a mark each for two: more data; a ridge or fewer bumps (less noise in the summed filters); the heading as a covariate (feedback need not carry the activity); a longer window for the own history (refractoriness and adaptation hold it back); a constraint on the summed filters; a link that grows more slowly (softplus).

# %% [markdown]
# ## 13 Coupled, or turned the same way?
#
# Now your own data: four pairs of cells, each a sender and a receiver, 120 s. Both cells are tuned to the heading, by chance similarly or not. Each panel shows the filter of the coupling with its 95 % interval, from a model without and from a model with the heading. In some pairs the sender excites or inhibits the receiver, in the others it does nothing.
# (The check only tells whether your verdict can be read; it is judged after you have handed in, for the number that stands in the cell.)

# %%
evidence_number = 2026  # replace by your student number: it draws your own panels

# %%
panels = evidence_panels("neural_coupling.evidence_coupling", evidence_number)
axes = figures.plot_evidence_coupling(panels, source="simulated: four unknown pairs of head-direction cells")
figures.describe(axes, (
    "Four panels, A to D: the coupling filter over 160 milliseconds with its interval, from a model without and one with the heading. "
    "The values are in the next cell as numbers."))

# %%
for index, letter in enumerate("ABCD"):
    for name, error in (("without_heading", "error_without"), ("with_heading", "error_with")):
        values = " ".join(f"{f:+.2f}±{e:.2f}" for f, e in zip(panels[name][index][:8:2], panels[error][index][:8:2], strict=True))
        print(f"{letter} {name.replace('_', ' '):>15}: {values} at 10, 30, 50 and 70 ms")

# %% [markdown]
# Give your verdict as a text of four characters, for A, B, C, D in this order: `"+"` if the sender excites the receiver, `"-"` if it inhibits it, `"0"` if there is no evidence of a coupling. An interval of 95 % may just touch zero by chance; a coupling leaves zero clearly in the first lags.

# %%
from solutions.neural_coupling import evidence_coupling  # exercise

# %%
check("neural_coupling.evidence_coupling")

# %%
print("my verdict:", evidence_coupling, "on the panels of number", evidence_number)

# %% [markdown]
# ## 14 The real recording
#
# Head-direction cells in the anterodorsal nucleus of the thalamus of a mouse that forages in an open box (Peyrache, Lacroix, Petersen & Buzsáki, 2015). Where the recording has not been fetched, the next cells say how to get it and run on its simulated twin: ten cells that follow an *inner sense* of direction, which wanders around the
# measured heading by 20 degrees, and **no coupling at all**. We take the first ten minutes awake, and the units of the region `adn` with at least a spike in two seconds.

# %%
real = data_fetch.load("head_direction")  # the real recording where it has been fetched, else the twin
print("data:", real.source)
if real.is_simulated:
    print("To fetch the real one: python data_fetch.py head_direction")
begin = real["awake_s"][0]
awake = {**real.arrays, "awake_s": (begin, min(begin + 600, real["awake_s"][1]))}
all_counts, real_heading = bin_session(awake, len(real["unit_location"]))
chosen = (real["unit_location"] == "adn") & (all_counts.mean(axis=0) > 0.5 * bin_s)
tuned_to = np.angle(all_counts[:, chosen].T @ np.exp(1j * real_heading)) % (2 * np.pi)
order = np.argsort(tuned_to)
real_counts, tuned_to = all_counts[:, chosen][:, order], tuned_to[order]
print(f"{chosen.sum()} cells of {len(chosen)} units, sorted by preferred direction: {np.rad2deg(tuned_to).round(0)} degrees")

# %%
real_recent = history_design_matrix(real_counts, fading)
real_compass = circular_basis(real_heading, 8)[:, 2:]
real_z = {"without the heading": z_of_couplings(real_recent, real_counts),
          "with the heading": z_of_couplings(np.hstack([real_recent, real_compass]), real_counts)}
axes = figures.plot_pair_tables(real_z, "z of the coupling (no unit)", 20, source=real.source)
figures.describe(axes, (
    "Two tables of z values of the recorded cells, or of their twin, sorted by preferred direction. Without the heading, strong positive values near the diagonal and negative ones away "
    "from it. With the heading the pattern is much paler, but near the diagonal some values are left."))

# %%
other = ~np.eye(len(tuned_to), dtype=bool)
similar = np.cos(tuned_to[:, None] - tuned_to) > np.cos(np.pi / 4)
for name, z in real_z.items():
    print(f"{name:>20}: {np.mean(np.abs(z[other]) > 3):.0%} of all pairs beyond ±3; mean z {np.nanmean(z[similar & other]):+.1f} of pairs tuned within 45 degrees, "
          f"{np.nanmean(z[~similar]):+.1f} of others")
first, second = slice(0, 36_000), slice(36_020, None)
for name, X in {"heading": real_compass, "all cells' past": real_recent, "both": np.hstack([real_recent, real_compass])}.items():
    print(f"{name:>20}: {gain_in_bits(X, real_counts, first, second):.3f} bits/spike, held out")

# %% [markdown]
# With the heading most of the couplings shrink, and **not all of them vanish**. In the twin we know that nobody is coupled: what is left comes from the difference between the measured heading and the one that the cells follow. For the real cells nobody knows. That their pattern remains in sleep, when the head does not move (Peyrache et al., 2015), speaks for a common
# inner signal or for real connections, and a model of spikes and heading cannot decide between the two.

# %% [markdown] question="neural_coupling.real_cells" points=2
# **In words: your verdict on the recording.** Say whether your data are the recording or its twin. What do you conclude about couplings between these cells from the two tables, and which single further number or plot would you ask for before you write "functional connectivity"? (3 to 4 sentences)
# ---mark scheme---
# - (1) Source named; most of what is seen without the heading is due to the heading; what remains is evidence of something shared beyond the *measured* heading, not necessarily of coupling (with numbers from the cell above).
# - (1) A fitting request: heading shifted in time or decoded from other cells as covariate; the same in sleep; dependence on the lag (tails); pairs on one electrode; nearer 0 after adding turning speed; a held-out gain of the couplings beyond the heading and own past.

# %% [markdown]
# ## 15 What could be wrong
#
# - **What is not in the model.** A coupling is what is left when everything else in the model is held fixed. Whatever the cells share and the model does not know looks like coupling.
# - **A covariate with an error.** Late, noisy, or not what the cells follow (part 7). The rest comes back as coupling between similar cells.
# - **Misfit.** Too few bumps for a sharp tuning curve, or the wrong form of a filter, leave something to be explained. Try `circular_basis(heading, 4)[:, 2:]`.
# - **Cells that never fire together.** Whether cell 0 inhibits the opposite cell 3 can hardly be seen: when one fires, the other is silent anyway. A small z may mean no effect, or no data.
# - **Many tests.** Thirty pairs, 5 % each: one or two beyond ±2 by chance. With a hundred cells there are ten thousand pairs.
# - **Wide bins.** Two cells that act on each other within 10 ms fire in the *same* bin here, and a strictly causal model is blind to it, or gives it to a third cell.
# - **The word.** "Functional connectivity" is a statement about a model's weights. An anatomical one needs another experiment: stimulation, or a silenced cell.

# %% [markdown]
# ### Further reading
#
# - Taube, Muller & Ranck (1990). Head-direction cells recorded from the postsubiculum in freely moving rats. *J Neurosci* 10:420-435.
# - Truccolo, Eden, Fellows, Donoghue & Brown (2005). A point process framework for relating neural spiking activity to spiking history, neural ensemble, and extrinsic covariate effects. *J Neurophysiol* 93:1074-1089.
# - Pillow, Shlens, Paninski, Sher, Litke, Chichilnisky & Simoncelli (2008). Spatio-temporal correlations and visual signalling in a complete neuronal population. *Nature* 454:995-999.
# - Peyrache, Lacroix, Petersen & Buzsáki (2015). Internally organized mechanisms of the head direction sense. *Nat Neurosci* 18:569-575.
# - Gerhard, Deger & Truccolo (2017). On the stability and dynamics of stochastic spiking neuron models: nonlinear Hawkes process and point process GLMs. *PLoS Comput Biol* 13:e1005390.
# - Das & Fiete (2020). Systematic errors in connectivity inferred from activity in strongly recurrent networks. *Nat Neurosci* 23:1286-1296.
