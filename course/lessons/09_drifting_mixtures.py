# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # When clusters move
#
# A sorter draws clouds around spikes, and gives each cloud to a neuron. It assumes that a cloud stays where it is, and that it looks like a Gaussian. Over an hour neither is true. The
# tetrode sinks a little, the tissue swells, and every cloud wanders; and a spike that overlaps with another lies far outside of all clouds, where no Gaussian ever puts one. **This bonus lab follows the clouds.**
#
# The model is a *mixture of drifting t distributions* (Calabrese & Paninski, 2011; Shan, Lubenov & Siapas, 2017). It joins two old ideas, and you will write both: a mixture whose clusters have heavy tails, and a
# Kalman smoother that follows a moving centre.
#
# After this lab you can
#
# - say what **heavy tails** do to means and covariances, and write a density that copes with them,
# - find the **error in a formula** without looking up the right one,
# - fit a **mixture of t distributions** by expectation-maximisation, and explain why each spike gets a weight,
# - write a **Kalman smoother** that copes with missing rows, and prove it against a system of linear equations,
# - fit **clusters that move**, and show on **held-out spikes** whether a recording needs that.
#
# | part | minutes |
# |---|---|
# | 1 A recording that moves | 12 |
# | 2 Heavy tails: the density | 35 |
# | 3 A mixture that keeps its head | 30 |
# | 4 Following a walk | 40 |
# | 5 Everything together | 40 |
# | 6 Is it any better? · 7 How fast may it walk? | 25 |
# | 8 Your own evidence | 10 |
# | 9 From a voltage · 10 What could be wrong | 15 |
#
# Three and a half hours; part 4 is a good place for a break. All the computing in it takes less than half a minute. You need NumPy, Gaussians with a covariance matrix, and expectation-maximisation for a mixture of Gaussians, as in lab 07.

# %% [markdown]
# ## How this notebook works
#
# There are four functions to write and two verdicts to give, each followed by a cell that checks it, such as
# `check("drifting_mixtures.t_logpdf")`. A check tells you what is off, then gives a hint, then a place to
# read; run it as often as you like. It brings its own inputs, also awkward ones, so it does not depend on other cells.
#
# Some functions are blank, others have gaps written `...`. Fill them in **and delete the line `raise NotImplementedError(...)`**.
# You may also throw the given lines away and write your own: only what the function returns counts.
# *Run all* stops at the first exercise that is not yet solved; that is meant.
# Questions marked **In words** are read by a person.

# %%
import warnings

import numpy as np
from scipy.integrate import quad
from scipy.sparse import csr_array  # noqa: F401 - for an exercise
from scipy.special import gamma, gammaln, logsumexp
from sklearn.cluster import kmeans_plusplus  # noqa: F401 - for an exercise
from sklearn.decomposition import PCA
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture
from tqdm import tqdm

import data_fetch
from autograder import check, evidence_panels
from course import figures
from course.clusters import misclassified
from course.simulate.drifting_clusters import simulate_drifting_clusters
from course.simulate.tetrode import simulate_tetrode

# %% [markdown]
# ## 1 A recording that moves
#
# An hour of spikes from **four** neurons, each with four features, simulated: we know which neuron fired each spike (`recording.units`, -1 for the artefacts that belong to none), and where the centre of each cloud was at that time. We
# use that to *judge* methods, and never inside one.
#
# The features are scaled to unit variance before anything is fitted. That is a convention, not a need: but how fast a cloud may drift will be given in these units.

# %%
recording = simulate_drifting_clusters(np.random.default_rng(11), n_spikes=2400)
times_s = recording.times_s
scale = recording.features.std(axis=0)
x = recording.features / scale  # (n_spikes, 4), unit variance
source = "simulated spikes of four units, which drift"  # stands below every figure

print(f"{len(x)} spikes in {recording.duration_s / 60:.0f} minutes, {np.sum(recording.units < 0)} of them from no unit")
axes = figures.plot_moving_clusters(times_s, x, recording.units, source=source)
figures.describe(axes, (
    "Three scatter plots of spikes, coloured by true unit. In the plane of two features the four clouds are drawn out "
    "into streaks that overlap. Over time each feature shows four bands, nearly level for forty minutes; then they "
    "move by several times their own width, in feature 2 all of them upwards. Single grey points lie far from all bands."))

# %% [markdown]
# On the left is what a sorter sees that knows nothing of time. On the right is the same, spread out: the clouds are compact at every moment. **Nothing is wrong with the spikes; it is the picture on the left that throws the time away.**
# And the drift is not steady: for most of the hour hardly anything moves, then everything does.
#
# What would a mixture of Gaussians make of it? We let the Bayesian information criterion choose the number of clusters, as in lab 07:

# %%
fits = [GaussianMixture(n, n_init=2, random_state=0).fit(x) for n in range(2, 11)]
bics = np.array([fit.bic(x) for fit in fits])
for fit, bic in zip(fits, bics, strict=True):
    print(f"{fit.n_components:2d} clusters: BIC {bic:7.0f}{'   <- best' if bic == bics.min() else ''}")
print(f"with the true number, 4, misclassified: {misclassified(recording.units, fits[2].predict(x)):.1%}")

# %% [markdown]
# The BIC asks for about twice as many clusters as there are neurons, and it is right: so many *Gaussians that stay* describe these data best. It is only no longer a count of neurons. A cloud that moves is described by a chain of Gaussians, and
# artefacts by a wide one. So we change the model in two places: the **shape** of a cluster (parts 2 and 3), and its **place** (parts 4 and 5).

# %% [markdown]
# ## 2 Heavy tails: the density
#
# ### The density
#
# Think of a spike whose noise has a size of its own: usually about 1, sometimes much larger. Draw $u$ from a $\chi^2$ distribution with $\nu$ degrees of freedom, divided by $\nu$ (so its mean is 1); then draw the spike from a Gaussian with the covariance $S/u$. Most spikes have
# $u \approx 1$; a spike with a small $u$ lies far out. If one adds up over all $u$, the result is the **multivariate t distribution**
#
# $$ t_\nu(x) = \frac{\Gamma\!\left(\frac{\nu+D}{2}\right)}{\Gamma\!\left(\frac{\nu}{2}\right)\,(\nu\pi)^{D/2}\,|S|^{1/2}} \left[1 + \frac{\delta^2}{\nu}\right]^{-\frac{\nu+D}{2}}, \qquad \delta^2 = (x-m)^\top S^{-1} (x-m). $$
#
# $S$ is the **scale matrix**, not the covariance: that one is $\frac{\nu}{\nu-2} S$, and does not even exist for $\nu \le 2$. For $\nu \to \infty$ the bracket tends to $e^{-\delta^2/2}$, and the t distribution to a Gaussian. In this course $\nu$ is *given*; 7 is a good
# value for spikes (Shan et al., 2017).
#
# ### A formula that is printed wrong
#
# Formulas are copied, and errors with them. A note that is much used with one implementation of this model prints the density with the bracket
#
# $$ \left[1 + (x-m)^\top S^{-\frac12} (x-m)\right]^{-\frac{\nu+D}{2}}. $$
#
# (The program that comes with the note computes the right one.) How could one notice, without knowing the right formula? A density has to integrate to 1. That can be tried, in one dimension, by a computer:

# %%
def density_as_printed(x, S, nu):
    """The formula of the note, in one dimension, around 0."""
    norm = gamma((nu + 1) / 2) / (gamma(nu / 2) * np.sqrt(nu * np.pi) * np.sqrt(S))
    return norm * (1 + x * S**-0.5 * x) ** (-(nu + 1) / 2)


for S in (1.0, 4.0, 16.0):
    integral, _ = quad(density_as_printed, -np.inf, np.inf, args=(S, 4.0))
    print(f"nu = 4, S = {S:4.0f}: the integral is {integral:.3f}")

# %% [markdown]
# That is no density. Nor is the error a constant factor, which would do no harm in many places: it changes with $S$, so that a mixture would give too few spikes to some clusters, and too many to others.
#
# The second tool is **units**. In one dimension $S$ has the unit of $x^2$, say µV². Then $(x-m)^2/S$ is a pure number, as the 1 beside it. $(x-m)^2/\sqrt{S}$ has the unit µV, and cannot be added to 1. The third is a **limit** that one knows: for large $\nu$, a Gaussian has to come out.

# %% [markdown] question="drifting_mixtures.find_errors" points=3
# **In words: finding errors.** (a) Which *two* errors are in the bracket of the note? Say for each of them which of the three tools (integral, units, limit) shows it. (b) Somebody's density integrates to 1 for every $S$ and $\nu$, in one and in two dimensions. Is it
# right, then? Give an example of a mistake that passes this test. (3 to 5 sentences)
# ---mark scheme---
# - (1) The power of S is -1/2 in place of -1. Units show it; the integral shows that something is wrong (for S ≠ 1).
# - (1) The factor 1/ν is missing. The limit shows it: [1 + δ²]^(-(ν+D)/2) does not tend to a Gaussian (it tends to 0 everywhere but in the centre); the integral shows it, too, also for S = 1.
# - (1) No: it is *a* density, maybe not this one. Any mistake that is made everywhere alike passes: S taken for the covariance (S(ν-2)/ν in place of S throughout), another ν, a Gaussian, a wrong centre. A comparison with values known from elsewhere is needed.

# %% [markdown]
# ### Your turn
#
# Return the **logarithm** of the density: with 12 features and a spike far out, the density itself may be smaller than any number a computer knows. Useful: `gammaln`, the logarithm of $\Gamma$, and `np.log1p(z)`, an exact $\log(1+z)$.
#
# The given lines make a matrix that *whitens*: if $S = LL^\top$ (Cholesky), then $\delta^2$ is the squared length of $L^{-1}(x-m)$, and $\log|S| = 2\sum_i \log L_{ii}$. No matrix is inverted that might be nearly singular, and $\delta^2$ cannot come out negative.

# %%
from solutions.drifting_mixtures import t_logpdf  # exercise

# %%
check("drifting_mixtures.t_logpdf")

# %% [markdown]
# ### Find the error
#
# Below are **four formulas**, A to D, with numbers in them; they are drawn for your student number. One or two are right, each of the others has **one** error. Read them, or put numbers in: `formula_logpdf` evaluates a formula as it stands, and your own `t_logpdf` knows the truth. For each say
#
# - `"+"`: it is right,
# - `"n"`: in the bracket $1/\nu$ is missing,
# - `"s"`: the squared distance has a wrong power of $S$,
# - `"d"`: the determinant has a wrong power,
# - `"e"`: the bracket has a wrong exponent.
#
# The check only tells whether your verdict can be read; it is judged, for the number that stands in the cell, after you have handed in.

# %%
evidence_number = 2026  # replace by your student number: it draws your own formulas and panels

# %%
formulas = evidence_panels("drifting_mixtures.evidence_formula", evidence_number)
for index, letter in enumerate("ABCD"):
    D, nu, divisor, of_S, of_det, exponent = (formulas[name][index] for name in (
        "n_dims", "nu", "divisor", "power_of_S", "power_of_det", "exponent"))
    print(f"{letter}: D = {D}, nu = {nu:g}:   Γ({(nu + D) / 2:g}) / (Γ({nu / 2:g}) ({nu:g}π)^{D / 2:g})  |S|^({of_det:g})  "
          f"[1 + (x-m)ᵀ S^({of_S:g}) (x-m){'' if divisor == 1 else f' / {divisor:g}'}]^(-{exponent:g})")

# %%
def formula_logpdf(x, S, index):
    """The logarithm of formula number `index` for centre 0, at x (n, D), with a scale matrix S that is diagonal."""
    D, nu, divisor, of_S, of_det, exponent = (formulas[name][index] for name in (
        "n_dims", "nu", "divisor", "power_of_S", "power_of_det", "exponent"))
    variances = np.diag(S)
    d2 = (x**2 * variances**of_S).sum(axis=1)
    norm = gammaln((nu + D) / 2) - gammaln(nu / 2) - D / 2 * np.log(nu * np.pi) + of_det * np.log(variances).sum()
    return norm - exponent * np.log1p(d2 / divisor)


print("at the centre of a scale matrix of ones:", [
    f"{formula_logpdf(np.zeros((1, D)), np.eye(D), i)[0] - t_logpdf(np.zeros((1, D)), np.zeros(D), np.eye(D), formulas['nu'][i])[0]:+.3f}"
    for i, D in enumerate(formulas["n_dims"])])

# %% [markdown]
# At that point all four agree with the truth: a test at a single, easy point proves nothing. Choose your points and matrices so that each part of the formula has something to say.

# %%
from solutions.drifting_mixtures import evidence_formula  # exercise

# %%
check("drifting_mixtures.evidence_formula")

# %% [markdown]
# ## 3 A mixture that keeps its head
#
# ### EM with a weight for every spike
#
# If we knew the $u$ of each spike, everything would be as with Gaussians: a spike with the covariance $S/u$ counts $u$ times. We do not know it; but given how far out a spike lies, its mean is known:
#
# $$ u = \frac{\nu + D}{\nu + \delta^2}. $$
#
# In the middle of a cluster $u$ is $1 + D/\nu$; at ten widths, with $\nu = 7$, it is a fifteenth of that. **An outlier silences itself.** A Gaussian has no such weight: each spike counts the same, and a spike at 100 widths pulls the mean as hard as a hundred at one width.

# %%
distance = np.linspace(0, 10, 201)
shown = {"t, nu = 7": 7.0, "t, nu = 2": 2.0, "Gaussian": 1e7}
log_densities = {name: t_logpdf(distance[:, None], np.zeros(1), np.eye(1), nu) for name, nu in shown.items()}
weights = {name: (nu + 1) / (nu + distance**2) for name, nu in shown.items()}
axes = figures.plot_tails(distance, log_densities, weights, source="in one dimension, scale 1")
figures.describe(axes, (
    "Two panels over the distance from the centre, 0 to 10 widths. Left, log densities: alike up to 2 widths; then the "
    "Gaussian falls as a parabola to minus 51, t with 7 degrees of freedom only to minus 12, and with 2 to minus 7. Right, "
    "weights: the Gaussian's is 1 everywhere; those of t start above 1 and fall below 0.1 at 10 widths."))

# %% [markdown]
# So the two steps of EM become
#
# - **E-step**: the shares $\tau_{kn}$ of each cluster in each spike, as ever, but with t densities; and $u_{kn}$.
# - **M-step**: $\displaystyle p_k = \frac1N \sum_n \tau_{kn}, \qquad m_k = \frac{\sum_n \tau_{kn} u_{kn}\, x_n}{\sum_n \tau_{kn} u_{kn}}, \qquad S_k = \frac{\sum_n \tau_{kn} u_{kn}\, (x_n - m_k)(x_n - m_k)^\top}{\sum_n \tau_{kn}}.$
#
# Mind the denominator of $S_k$: there is no $u$ in it. (In fact, dividing by $\sum \tau u$ leads to the *same* end, and sooner: at the maximum the mean of $u$ is exactly 1 (Kent, Tyler & Vardi, 1994). You may use either.)
#
# The start is given, and so is a millionth of an imagined spike that is added to each cluster, so that every matrix can be inverted. `share` and `d2` have the shape `(n_clusters, n_samples)`.

# %%
from solutions.drifting_mixtures import fit_t_mixture  # exercise

# %%
check("drifting_mixtures.fit_t_mixture")

# %% [markdown]
# Does it keep its promise? First a recording **without drift**: the same four clouds, and the same artefacts.

# %%
still = simulate_drifting_clusters(np.random.default_rng(11), n_spikes=2400, drift=0.0)
x_still = still.features / still.features.std(axis=0)
gaussian = GaussianMixture(4, n_init=3, random_state=0).fit(x_still)
labels, m, S, p = fit_t_mixture(x_still, 4)
widths = {"truth": still.scales / np.outer(still.features.std(axis=0), still.features.std(axis=0)),
          "Gaussians": gaussian.covariances_ * 5 / 7,  # of a t with nu = 7 the covariance is 7/5 of S
          "t mixture": S}
for name, matrices in widths.items():
    print(f"{name:10} widths of the four clusters {np.sort(np.sqrt([np.trace(cov) / 4 for cov in matrices])).round(2)}")
print(f"misclassified: Gaussians {misclassified(still.units, gaussian.predict(x_still)):.1%}, "
      f"t mixture {misclassified(still.units, labels):.1%}")

# %% [markdown]
# The artefacts are one spike in fifty. They make two of the Gaussians a quarter too wide, or more; the t mixture takes no notice. (It can be worse. With another start, or among the training spikes of part 6, a Gaussian
# gives itself to the artefacts altogether, and another one has to cover two neurons.)

# %% [markdown] question="drifting_mixtures.why_u" points=3
# **In words: outliers.** (a) Somebody removes, before sorting, all spikes that are more than five standard deviations from the mean of all spikes. Give two reasons why that is worse than a t distribution. (b) The t mixture still gives every artefact a label. What would you do before you hand
# the clusters on to an analysis of firing rates, and with which number of this part? (3 to 5 sentences)
# ---mark scheme---
# - (1) The mean and the standard deviation of all spikes say nothing of a single cluster: an outlier of one cluster may lie near the mean of all; and both are themselves pulled by outliers (masking).
# - (1) A threshold is all or nothing, and biases scale matrices (truncated tails look narrower); u falls smoothly, is measured within each cluster, and is updated with it.
# - (1) Leave out (or mark) spikes whose u (or whose squared distance δ²) in their own cluster is extreme, or whose largest share is small. Any clear rule with δ², u or τ counts.

# %% [markdown]
# ## 4 Following a walk
#
# ### A state that walks, and what is seen of it
#
# Now the place. Cut the recording into **frames** of a minute; within a frame a cloud stays. From one frame to the next its centre takes a small step at random:
#
# $$ \mu_t = \mu_{t-1} + \mathcal N(0, Q), \qquad y_t = \mu_t + \mathcal N(0, R_t). $$
#
# $y_t$ is what we see of it, for example the mean of the spikes in frame $t$; $R_t$ says how noisy that is. Two sources of knowledge have to be weighed: what is seen now, and where the centre was before (and will be afterwards).
#
# ### Forwards and backwards
#
# **Forwards** (the Kalman filter). Before row $t$ we know mean $m$ and covariance $P$ of the state; at the first row these are $m_0$ and $P_0$. From the second row on, the walk makes us less sure: $P \leftarrow P + Q$. Then the observation makes us surer:
#
# $$ G = P\,(P + R_t)^{-1}, \qquad m \leftarrow m + G\,(y_t - m), \qquad P \leftarrow P - G P = G R_t. $$
#
# $G$, the gain, says how far to believe the observation. If a row is **missing**, this second half is left out, and nothing else.
#
# **Backwards** (Rauch, Tung & Striebel, 1965). The filter knows the past. The last row is right, then; and each earlier row learns from the one after it, with $P$ and $m$ of the filter at row $t$ and a gain $C = P\,(P + Q)^{-1}$:
#
# $$ m_t \leftarrow m_t + C\,(m_{t+1} - m_t), \qquad P_t \leftarrow P - C P + C P_{t+1} C^\top = C Q + C P_{t+1} C^\top. $$
#
# Why $G R$ in place of $P - G P$? On paper they are the same. But with a flat prior ($P_0$ a million times $R$) the difference of two large, nearly equal matrices loses its digits, and a covariance may become negative. The product cannot.

# %%
from solutions.drifting_mixtures import kalman_smoother  # exercise

# %%
check("drifting_mixtures.kalman_smoother")

# %%
rng = np.random.default_rng(4)
n_rows = 60
walk = np.cumsum(rng.normal(0, 0.4, n_rows))
observed = walk + rng.normal(0, 1.0, n_rows)
observed[[0, 1, 30, 31, 32, 33, 34, 35, 36]] = np.nan
settings = np.array([[1.0]]), np.array([[0.16]]), np.zeros(1), np.array([[100.0]])  # R, Q, m0, P0
means, covs = kalman_smoother(observed[:, None], *settings)
ax = figures.plot_walk(np.arange(n_rows), observed, {"smoother": (means[:, 0], np.sqrt(covs[:, 0, 0]))}, walk, source="simulated walk")
figures.describe(ax, (
    "A state that walks over 60 rows, noisy observations of it as crosses, and the smoother's mean with a band of two standard "
    "deviations. The band holds the state nearly everywhere, is about 1 wide to either side, and opens up over the rows without "
    "observations: at the start, and from row 30 to 36, where the mean runs straight across."))

# %% [markdown]
# ### Two ways to the same numbers
#
# How can one be sure of such a recursion? By computing the same in a way that cannot go wrong. All states together are one large Gaussian, and its logarithm is a sum of squares: one for each observation, one for each step, one for the prior. The precision matrix of that Gaussian is
# **block-tridiagonal**, for a step ties together only neighbours. Its mean is the solution of one system of equations.
#
# And **several spikes in one frame**? With the weights $w_n$ and the covariances $S/w_n$ they say together the same as *one* observation: their weighted mean, with $R = S/\sum w_n$. Let us try both at once, in two dimensions, with frames that have no spike:

# %%
frame_of_spike = np.sort(rng.integers(0, 12, 40))
frame_of_spike = frame_of_spike[(frame_of_spike != 3) & (frame_of_spike != 4)]  # two frames stay empty
w = rng.uniform(0.2, 1.4, len(frame_of_spike))
y = rng.normal(size=(len(frame_of_spike), 2))
S2, Q2, P2 = np.array([[1.0, 0.4], [0.4, 0.5]]), 0.1 * np.eye(2), 1e4 * np.eye(2)

# one system of equations for all 12 frames and all spikes
step, inv = np.diff(np.eye(12), axis=0), np.linalg.inv
per_frame = np.bincount(frame_of_spike, w, minlength=12)
precision = np.kron(np.diag(per_frame), inv(S2)) + np.kron(step.T @ step, inv(Q2))
precision[:2, :2] += inv(P2)
pull = np.array([np.bincount(frame_of_spike, w * y[:, d], minlength=12) for d in range(2)]).T
direct = np.linalg.solve(precision, (pull @ inv(S2)).ravel()).reshape(12, 2)

with np.errstate(invalid="ignore", divide="ignore"):  # an empty frame: 0/0 is nan, and so a missing row
    smoothed, _ = kalman_smoother(pull / per_frame[:, None], S2 / per_frame[:, None, None], Q2, np.zeros(2), P2)
print(f"largest difference between the two ways: {np.abs(smoothed - direct).max():.0e}")

# %% [markdown] question="drifting_mixtures.filter_or_smoother" points=2
# **In words: filter or smoother.** (a) An experiment stimulates the brain as soon as a certain neuron fires, and has to follow its cluster for that. Can it use the smoother? What error does the filter make while the cluster moves steadily in one direction? (b) Why does a missing row
# widen the band of the rows *beside* it, too? (2 to 4 sentences)
# ---mark scheme---
# - (1) No, the smoother needs the future. The filter lags behind: it averages over past places, so that it trails a steady movement.
# - (1) Each row is estimated from its neighbours as well (the walk ties them together); where a neighbour has nothing to say, there is less to learn from.

# %% [markdown]
# ## 5 Everything together
#
# Each cluster has a path $\mu_{k0}, \mu_{k1}, \dots$, a centre for each frame, and a scale matrix $S_k$ that does not change. All that is unknown is found by EM with two small changes:
#
# - **E-step**: as in part 3, but $\delta^2$ and the density are those around the centre *in the spike's own frame*.
# - **M-step, the path**: by your smoother. Its observations are the weighted means of the frames, its noise $R = S_k^{\text{old}} / \sum \tau u$ (sums over the spikes of the frame), its walk $Q = \texttt{drift} \cdot \texttt{frame} \cdot I$. A frame without spikes is a missing row. The prior of the first frame is next to flat.
# - **M-step, the scale matrix**: as in part 3, around the **new** path.
#
# Path and scale matrix depend on each other, so they are found one after the other: the path with the old $S$, then $S$ with the new path. Each half can only raise what is being maximised. That is called ECM, C for *conditional* (Meng & Rubin, 1993), and what never falls is the **penalised log-likelihood**
#
# $$ \sum_n \log \sum_k p_k\, t_\nu(x_n;\, \mu_{k,f(n)}, S_k) \;-\; \frac{1}{2\,\texttt{drift}\cdot\texttt{frame}} \sum_{k,f} \lVert \mu_{k,f} - \mu_{k,f-1} \rVert^2 : $$
#
# how well the spikes are explained, less a price for every step of the walk. (The *likelihood* alone may fall.) `drift` is a variance per second. Variances of independent steps add up, so in a frame of `frame` seconds it is `drift * frame`.
#
# **The start** needs care. Clusters that move by several widths run through one another's places, and a start that looks at all times at once mixes them. So the fit begins with a short stretch of time, in which nothing moves much: of five mixtures that stay, fitted there, it takes the one whose clusters are densest. Then it takes in more spikes with each step, on both sides; the walk carries the centres along. That is given. `in_frame` is a matrix of
# zeros and ones, `(n_frames, n_samples)`: `in_frame @ weight` sums the weights in each frame.

# %%
from solutions.drifting_mixtures import fit_drifting_t_mixture  # exercise

# %%
check("drifting_mixtures.fit_drifting_t_mixture")

# %% [markdown]
# Is what should never fall really never falling? We stop the fit after more and more steps, and compute it.

# %%
def score_spikes(x, times_s, m, S, p, nu=7.0, frame_s=60.0):
    """Log-likelihood (nats) and label of each spike under a fit; a mixture that stays has the same centres in all frames."""
    m = m if m.ndim == 3 else m[None]
    frame_of = np.minimum((times_s // frame_s).astype(int), len(m) - 1)
    joint = [np.log(p[k]) + t_logpdf(x - m[frame_of, k], np.zeros(x.shape[1]), S[k], nu) for k in range(len(p))]
    return logsumexp(joint, axis=0), np.argmax(joint, axis=0)


for n_iters in (5, 15, 25, 30, 31, 32, 33, 60):
    with warnings.catch_warnings(action="ignore", category=ConvergenceWarning):  # here we stop early on purpose
        _, m, S, p = fit_drifting_t_mixture(x, times_s, 4, n_iters=n_iters, random_seed=1)
    walked = (np.diff(m, axis=0) ** 2).sum() / (1e-4 * 60.0)
    log_lik = score_spikes(x, times_s, m, S, p)[0].sum()
    print(f"{n_iters:3d} steps: log-likelihood {log_lik:11.4f}, with the price of the walk {log_lik - walked / 2:11.4f}")

# %% [markdown]
# For about thirty steps the fit is still taking in spikes, and most of the rise comes from those that the clusters have reached. From then on the sum with the price of the walk never falls (the likelihood by itself may), and soon hardly moves any more. Here are
# the paths, over the spikes in the colours of their *found* clusters:

# %%
fits = [fit_drifting_t_mixture(x, times_s, 4, random_seed=seed) for seed in tqdm(range(3), desc="starts")]
labels, m, S, p = max(fits, key=lambda fit: score_spikes(x, times_s, *fit[1:])[0].sum())
print(f"misclassified: {misclassified(recording.units, labels):.1%}; of the other starts "
      f"{', '.join(f'{misclassified(recording.units, fit[0]):.1%}' for fit in fits)}")
axes = figures.plot_moving_clusters(times_s, x, labels, paths=m, source=f"{source}; colours: found clusters")
figures.describe(axes, (
    "The same three scatter plots, coloured by found cluster, with the found paths as black lines over time. Each line runs along "
    "the middle of its band through all its turns; the colours are those of the true units, up to their order."))

# %% [markdown]
# ## 6 Is it any better?
#
# A model with more freedom always explains better what it was fitted to. So we judge on **held-out spikes**: a quarter of them, drawn at random *in time*, so that every frame keeps some to learn from. Four models, two recordings, one with drift and one without:
#
# | | stays | drifts |
# |---|---|---|
# | Gaussian | mixture of Gaussians (scikit-learn) | drifting Gaussians ($\nu = 10^6$) |
# | t, $\nu = 7$ | your `fit_t_mixture` | your `fit_drifting_t_mixture` |
#
# Each one gets three starts; the best one is chosen by the likelihood of the *training* spikes.

# %%
def judge_models(recording, seed=0):
    """Held-out log-likelihood (nats per spike) and misclassified share of four models."""
    x, times_s = recording.features / recording.features.std(axis=0), recording.times_s
    held_out = np.random.default_rng(seed).random(len(x)) < 0.25
    train, units = ~held_out, recording.units[held_out]
    gaussian = GaussianMixture(4, n_init=3, random_state=0).fit(x[train])
    rows = {"Gaussian": (gaussian.score(x[held_out]), misclassified(units, gaussian.predict(x[held_out])))}
    fitters = {"t": (7.0, lambda start: fit_t_mixture(x[train], 4, random_seed=start)[1:])}
    for name, nu in (("drifting Gaussian", 1e6), ("drifting t", 7.0)):
        fitters[name] = nu, lambda start, nu=nu: fit_drifting_t_mixture(
            x[train], times_s[train], 4, nu=nu, random_seed=start)[1:]
    for name, (nu, fit) in fitters.items():
        fits = [fit(start) for start in range(3)]
        best = max(fits, key=lambda fit: score_spikes(x[train], times_s[train], *fit, nu=nu)[0].sum())
        log_lik, labels = score_spikes(x[held_out], times_s[held_out], *best, nu=nu)
        rows[name] = log_lik.mean(), misclassified(units, labels)
    return rows


# %%
for name, judged in (("without drift", still), ("with drift", recording)):
    print(f"{name:20} held-out log-likelihood   misclassified")
    for model, (log_lik, wrong) in judge_models(judged).items():
        print(f"   {model:17} {log_lik:23.2f} {wrong:15.1%}")

# %% [markdown]
# Without drift, the freedom to walk costs a few hundredths of a nat, and no errors: the price of the steps keeps the centres where they are. With drift, the drifting t mixture is ahead of both mixtures that stay, by a nat per spike, and makes a tenth of their errors. Note that it takes *both* halves: drift
# without tails spends a cluster on the artefacts, tails without drift take two places of one neuron for two neurons.
#
# One recording is an anecdote. Over ten others of this kind, the drifting t mixture is ahead by more than 0.3 nats in each, and at the median it makes two thirds of the t mixture's errors and a sixth of the Gaussian one's. What is left is overlap, which no model can undo.

# %% [markdown] question="drifting_mixtures.hold_out_in_time" points=2
# **In words: what is held out.** (a) Above, held-out spikes are drawn at random in time. Somebody holds out the *last quarter of the hour* instead. What does the drifting mixture assume about the centres there, and will it look better or worse than in the table? (b) Which of the two ways answers "did I sort this recording well?", which one "can I go on sorting
# tomorrow with today's clusters?" (2 to 4 sentences)
# ---mark scheme---
# - (1) After the last training frame the walk's best guess is that the centre stays at its last place; the clusters have moved on, so it looks worse (though better than a mixture that stays, whose centres are averages over all times).
# - (1) Random in time: this recording. Last quarter (a future block): tomorrow.

# %% [markdown]
# ## 7 How fast may it walk?
#
# One number is left that we have simply set: `drift`. Too small, and the centres cannot follow; too large, and they run after single spikes. Held-out spikes can choose it.

# %%
held_out = np.random.default_rng(1).random(len(x)) < 0.25
train = ~held_out
drifts = 10.0 ** np.arange(-7, -1)
scores = []
for drift in tqdm(drifts, desc="drifts"):
    fits = [fit_drifting_t_mixture(x[train], times_s[train], 4, drift=drift, random_seed=seed)[1:] for seed in (0, 1)]
    best = max(fits, key=lambda fit: score_spikes(x[train], times_s[train], *fit)[0].sum())
    scores.append(score_spikes(x[held_out], times_s[held_out], *best)[0].mean())
_, m, S, p = fit_t_mixture(x[train], 4)
stays = score_spikes(x[held_out], times_s[held_out], m, S, p)[0].mean()

# %%
ax = figures.plot_drift_scores(drifts, {"drifting t mixture": np.array(scores)}, stays, source=source)
figures.describe(ax, (
    "Held-out log-likelihood over the assumed drift on a logarithmic axis, from 1e-7 to 0.01 per second. It rises from the level of "
    "the mixture without drift to a broad top around 1e-4, and falls slowly beyond."))
true_steps = np.diff(recording.centres_in_frames(60.0) / scale, axis=0)
print(f"best of the grid: {drifts[np.argmax(scores)]:g}; the true centres walked with {np.mean(true_steps**2) / 60:.1g} per second")

# %% [markdown]
# The top is broad: an error of a factor of ten in `drift` does little harm. That is good news, since nobody knows it beforehand. (And in a real recording it is not constant: a tetrode that was just moved drifts faster.)
#
# Choosing `drift` by these held-out spikes, and then reporting their likelihood as a result, would be selecting and judging on the same data. For a number that is to be published, a third part is needed.

# %% [markdown]
# ## 8 Your own evidence
#
# ### Drift, tails, both or neither?
#
# Four units, A to D, each alone, over twenty minutes. Below each, what one model gains over another on held-out spikes, in nats per spike, with bars of two standard errors; the differences are taken spike by spike. The four models are Gaussian or t ($\nu = 3$), staying or drifting. For each unit: **what do the held-out spikes speak for?**
#
# - `"d"`: drift, and no heavy tails,
# - `"t"`: heavy tails, and no drift,
# - `"b"`: both,
# - `"0"`: neither, beyond chance.
#
# Beware: over all times together, a unit that drifts *has* heavy tails. To ask for tails, compare two models that both follow the drift.

# %%
panels = evidence_panels("drifting_mixtures.evidence_model", evidence_number)
contrasts = ["tails, staying", "tails, drifting", "drift, Gaussian", "drift, t"]
axes = figures.plot_evidence_units(panels, contrasts, source="simulated units")
figures.describe(axes, (
    "Four columns, A to D: above, a feature of some spikes over 20 minutes; below, four gains in held-out log-likelihood with error "
    "bars, beside a line at 0. The gains are in the next cell as numbers."))

# %%
for letter, gains, errors in zip("ABCD", panels["gain"], panels["gain_error"], strict=True):
    print(f"{letter}: " + ", ".join(f"{name} {gain:+.2f} ± {error:.2f}" for name, gain, error in zip(contrasts, gains, errors, strict=True)))

# %%
from solutions.drifting_mixtures import evidence_model  # exercise

# %%
check("drifting_mixtures.evidence_model")

# %%
print("my verdicts:", evidence_formula, "and", evidence_model, "on the formulas and panels of number", evidence_number)

# %% [markdown]
# ## 9 From a voltage
#
# Until here the features came from our own model of drift. Now from something else: the simulated tetrode of lab 06, which **moves by 12 µm within its minute**, with bursts in which spikes shrink and with spikes that overlap. To keep it short, we cut out the waveforms at the *true* times and leave out the field potential, so that no filter is needed.
# Six principal components of all four channels together make the features. Frames are four seconds here, since a minute stands for an hour.

# %%
tetrode = simulate_tetrode(np.random.default_rng(7), amplitude_drift=True, field_uv=0.0)
rows = tetrode.spike_samples[:, None] + np.arange(-10, 20)
waveforms = tetrode.voltage_uv[rows].reshape(len(rows), -1)
features = PCA(6, random_state=0).fit_transform(waveforms)
features = features / features.std()  # one scale for all: the first components keep their larger say
at_s = tetrode.spike_samples / tetrode.fs

found = {"Gaussian": GaussianMixture(6, n_init=3, random_state=0).fit_predict(features)}
fits = [fit_t_mixture(features, 6, random_seed=seed) for seed in range(3)]
found["t"] = max(fits, key=lambda fit: score_spikes(features, at_s, *fit[1:])[0].sum())[0]
fits = [fit_drifting_t_mixture(features, at_s, 6, drift=1e-3, frame=4.0, random_seed=seed) for seed in tqdm(range(2), desc="starts")]
found["drifting t"] = max(fits, key=lambda fit: score_spikes(features, at_s, *fit[1:], frame_s=4.0)[0].sum())[0]
for name, labels in found.items():
    print(f"{name:10}: {misclassified(tetrode.spike_units, labels):.1%} of {len(labels)} spikes misclassified")

# %%
axes = figures.plot_moving_clusters(at_s, features, found["drifting t"], source="simulated tetrode that moves; colours: found clusters")
figures.describe(axes, (
    "Spikes of the simulated tetrode in the plane of the first two components and over its minute, coloured by found cluster: six "
    "bands, some of which drift by several widths."))

# %% [markdown]
# These six clouds are far apart, so a t mixture that stays does well, too; and yet each of its clusters is smeared along the drift, and the one whose neighbours it then touches loses spikes to them. The whole way from the filtered voltage of lab 06, with its own detector and features, is among the tests of this course.
#
# ### A whole tetrode
#
# If you have the files of the tetrode recording (`nds_cl_1_features.npy` and `nds_cl_1_spiketimes_t.npy`, see the lab on detection), hand over both by `python data_fetch.py --from FILE`. Then the next cells fit twelve clusters to three quarters of its 34 000 spikes, once staying and once moving, and judge both on the
# last quarter. That takes a minute or two. Nobody knows the truth here, so only the likelihood can tell.

# %%
try:
    recorded = data_fetch.load("tetrode", simulated=False)["features"]
    recorded_s = data_fetch.load("tetrode_times", simulated=False)["times_ms"] / 1000
except data_fetch.DataError:
    recorded = None
    print("The recording is not here: the next cell is skipped.")

# %%
if recorded is not None:
    scaled = recorded / recorded.std(axis=0)
    kept_apart = np.random.default_rng(0).random(len(scaled)) < 0.25
    seen, unseen = (scaled[~kept_apart], recorded_s[~kept_apart]), (scaled[kept_apart], recorded_s[kept_apart])
    for name, fit in [("t", fit_t_mixture(seen[0], 12)), ("drifting t", fit_drifting_t_mixture(*seen, 12))]:
        print(f"{name:10}: {score_spikes(*unseen, *fit[1:])[0].mean():.3f} nats per held-out spike")

# %% [markdown]
# ## 10 What could be wrong
#
# - **Is it drift?** Everything slow looks like it: a fading anaesthetic, a filter that changes, a neuron that dies. The model follows; it does not explain.
# - **Two neurons, one path.** If one neuron falls silent and another, similar one begins, a path that may walk joins the two. Look at the moment of the jump, and at the correlogram (lab 08).
# - **All clusters drift together.** A tetrode that sinks moves all clouds at once. This model lets each walk alone, and so needs more spikes than it should.
# - **The shape is constant here.** But as a neuron comes nearer, its noise and its cloud grow, too.
# - **Bursts are not tails.** Spikes that shrink in a burst make a streak, in one direction; a t distribution has tails on all sides.
# - **K is given.** The BIC counts parameters; a path has many, but the walk ties them together, so their number is not their freedom. Use held-out likelihood, and your eyes.
# - **Local maxima.** Three starts are not many. If the best two disagree about the clusters, say so.
#
# ### Further reading
#
# - Shan, Lubenov & Siapas (2017). Model-based spike sorting with a mixture of drifting t-distributions. *J Neurosci Methods* 288:82-98. With a program, MoDT.
# - Calabrese & Paninski (2011). Kalman filter mixture model for spike sorting of non-stationary data. *J Neurosci Methods* 196:159-169.
# - Shoham, Fellows & Normann (2003). Robust, automatic spike sorting using mixtures of multivariate t-distributions. *J Neurosci Methods* 127:111-122.
# - Peel & McLachlan (2000). Robust mixture modelling using the t distribution. *Statistics and Computing* 10:339-348.
# - Rauch, Tung & Striebel (1965). Maximum likelihood estimates of linear dynamic systems. *AIAA Journal* 3:1445-1450.
# - Meng & Rubin (1993). Maximum likelihood estimation via the ECM algorithm. *Biometrika* 80:267-278.
# - Kent, Tyler & Vardi (1994). A curious likelihood identity for the multivariate t-distribution. *Communications in Statistics: Simulation* 23:441-453.
