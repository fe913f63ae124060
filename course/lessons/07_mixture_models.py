# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # Which spikes belong together?
#
# A tetrode hears several neurons at once. Each of its spikes has become a point with 12 coordinates, its features, and the spikes of one neuron form a cloud of such points. Nobody has
# labelled them. This lab finds the clouds, and asks what they are worth: **which spikes come from one neuron, and how many neurons are there?**
# The first question has a good answer. The second has a popular one, and you will see where it fails.
#
# After this lab you can
#
# - **draw** samples from a mixture of Gaussians, so that you know the truth,
# - **fit** such a mixture by expectation-maximisation, in a way that survives artefacts, many dimensions and components that collapse,
# - tell whether a fit has **converged**, and whether another start would have done better,
# - **count** parameters, and choose a number of components by the BIC,
# - say **why BIC's number is not the number of neurons**, and look for the reason in data.
#
# | part | minutes |
# |---|---|
# | 1 Clouds | 8 |
# | 2 Data whose clusters we know | 12 |
# | 3 Expectation-maximisation | 35 |
# | 4 Is it right? | 10 |
# | 5 How many components? | 30 |
# | 6 What can go wrong with a fit | 15 |
# | 7 The spikes of a tetrode | 15 |
# | 8 Components are not neurons | 20 |
# | 9 A real recording · 10 What could be wrong | 5 |
#
# Two and a half hours; all the computing in it takes some twenty seconds. You need NumPy (`axis=`, broadcasting, `@`), and should have met the Gaussian density and Bayes' rule.

# %% [markdown]
# ## How this notebook works
#
# There are five functions to write and one verdict to give, each followed by a cell that checks it, such as
# `check("mixture_models.sample_data")`. A check tells you what is off, then gives a hint, then a place to
# read; run it as often as you like. It brings its own inputs, also awkward ones, so it does not depend on other cells.
#
# Some functions are blank, others have gaps written `...`. Fill them in **and delete the line `raise NotImplementedError(...)`**.
# You may also throw the given lines away and write your own: only what the function returns counts. (Libraries that fit mixtures are not allowed, though.)
# *Run all* stops at the first exercise that is not yet solved; that is meant.
# Questions marked **In words** are read by a person.

# %%
import warnings

import numpy as np
from scipy.special import logsumexp
from scipy.stats import Covariance, multivariate_normal
from sklearn.cluster import KMeans, kmeans_plusplus
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture
from tqdm import tqdm

import data_fetch
from autograder import check, evidence_panels
from course import figures
from course.clusters import assign_components, count_pairs, match_clusters
from course.simulate.spike_features import draw_units, simulate_features

# %% [markdown]
# ## 1 Clouds
#
# A minute and a half beside six simulated neurons. What a detector and a principal component analysis hand over are 12 numbers a spike: three scores on each of the four wires (*channels*) of the tetrode. Here are the first
# scores of two channels, and of the two others.

# %%
units = draw_units(np.random.default_rng(28), 6)
units["height_uv"] *= 0.7  # a little far away, so that their clouds are not far apart
spikes = simulate_features(np.random.default_rng(29), units, 90.0)
features = spikes["features"]  # (n_spikes, 12) µV; the truth is kept in spikes["units"]
print(f"{features.shape[0]} spikes with {features.shape[1]} features")

axes = figures.plot_clouds(
    {"channels 0 and 2": {"x": features[:, [0, 6]]}, "channels 1 and 3": {"x": features[:, [3, 9]]}},
    names=("first score of the one channel (µV)", "… of the other (µV)"), source="simulated tetrode")
figures.describe(axes, (
    "Two scatter plots of all spikes in grey. Left, a dense double cloud around (60, 120) and (130, 90) microvolts, and "
    "one cloud apart from it around (310, 120). Right, two dense clouds above one another around (60, 110) and (60, 40), a "
    "thin one above them, and two more around (170, 175) and (210, 80); most of them touch."))

# %% [markdown]
# How many clouds do you see? Some are apart in one plane and lie over one another in the other; in 12 dimensions nobody can look. We need a description of a cloud that a computer can fit.
#
# The simplest one: every cloud is a **Gaussian**, with a mean $m_k$ (where it is), a covariance matrix $S_k$ (how wide, and tilted which way) and a weight $p_k$ (which share of all spikes it has). Together they are a *mixture*, with the density
#
# $$ p(x) = \sum_{k=0}^{K-1} p_k\; \mathcal N(x;\, m_k, S_k), \qquad \sum_k p_k = 1. $$
#
# This says how data *come about*: first a label is drawn, cluster $k$ with probability $p_k$; then a point from the Gaussian of that cluster. And so we begin by making some.

# %% [markdown]
# ## 2 Data whose clusters we know
#
# Never try a method first on data whose answer you do not know. Our toy set has three clusters in two dimensions: one round, one large and tilted to the right, one small and tilted to the left.

# %%
m_true = np.array([[0.0, 0.0], [5.0, 1.0], [0.0, 4.0]])
S_true = np.array([[[1.0, 0.0], [0.0, 1.0]], [[2.0, 1.0], [1.0, 2.0]], [[1.0, -0.5], [-0.5, 1.0]]])
p_true = np.array([0.3, 0.5, 0.2])

# %% [markdown]
# What you need:
#
# - `rng = np.random.default_rng(random_seed)` makes a source of random numbers. All randomness of the function comes from it, so that the same seed gives the same data and another seed gives others.
# - `rng.choice(n, size=..., p=...)` draws from 0 … n-1 with given probabilities. Draw **all labels first**, in one go. A recording does not come sorted by neuron, so neither do they; and how many a cluster gets is left to chance.
# - `rng.multivariate_normal(mean, cov)` then draws one point, for each label from its own Gaussian. It takes the *covariance*, not a standard deviation.
#
# The number of dimensions is that of the means; it may be 1 or 12 as well.

# %%
from solutions.mixture_models import sample_data  # exercise

# %%
check("mixture_models.sample_data")

# %%
labels_true, x = sample_data(1000, m_true, S_true, p_true)
axes = figures.plot_clouds({"as it would be recorded": {"x": x},
                            "the truth": {"x": x, "labels": labels_true, "m": m_true, "S": S_true}},
                           source="toy set")
figures.describe(axes, (
    "The toy set twice. Left, a thousand grey points; right, the same points in three colours with an "
    "ellipse around each cluster: cluster 0 is round, around (0, 0); cluster 1 is larger, tilted to the right, around "
    "(5, 1); cluster 2, tilted to the left, around (0, 4). Neighbouring clusters touch."))

# %% [markdown]
# ## 3 Expectation-maximisation
#
# ### Two steps, in turn
#
# If we knew the labels, the parameters would be easy: means and covariances of the members of each cluster. If we knew the parameters, the labels would be easy: Bayes' rule. We know neither. **Expectation-maximisation** (EM) starts somewhere and does the two in turn.
#
# **E-step.** With the present parameters, how probable is it that sample $n$ comes from component $k$? By Bayes' rule, that component's part of the density:
#
# $$ r_{kn} = \frac{p_k\,\mathcal N(x_n; m_k, S_k)}{\sum_j p_j\,\mathcal N(x_n; m_j, S_j)}. $$
#
# This is called the *responsibility* of component $k$ for sample $n$. Between two clusters it is neither 0 nor 1, as a picture in one dimension shows:

# %%
places = np.linspace(-4, 8, 400)
weighted = np.array([0.3 * multivariate_normal.pdf(places, 0, 1), 0.7 * multivariate_normal.pdf(places, 3.5, 2)])
axes = figures.plot_shared_samples(places, weighted, source="0.3 of N(0, 1) and 0.7 of N(3.5, 2)")
figures.describe(axes, (
    "Above, two bell curves: component 0 around 0, component 1, higher and wider, around 3.5. Below, the responsibilities: "
    "that of component 0 falls from 1 to 0 between the two, that of component 1 rises from 0 to 1; they are equal, one half "
    "each, at 1.2, where the weighted densities cross."))

# %% [markdown]
# **M-step.** With these responsibilities, means, covariances and weights are those of the members, each sample counted by its share. With $w_k = \sum_n r_{kn}$, the number of samples that component $k$ has,
#
# $$ p_k = \frac{w_k}{N}, \qquad m_k = \frac1{w_k}\sum_n r_{kn}\,x_n, \qquad S_k = \frac1{w_k}\sum_n r_{kn}\,(x_n-m_k)(x_n-m_k)^\top, $$
#
# with the *new* mean in the covariance. Each such pair of steps makes the data more likely, or leaves them as likely as they were: the log-likelihood $L = \sum_n \log p(x_n)$ never falls (Dempster, Laird & Rubin, 1977). When it does not rise any more, EM has *converged*: to a
# maximum, though not always the highest one.
#
# At the end, each sample gets the label of its most probable component (its *MAP class*) **under the parameters that are returned**.
#
# ### Numbers too small for a computer
#
# Written like that, the E-step has a trap. A Gaussian falls fast, and the smallest number that a computer can tell from 0 is about $10^{-324}$:

# %%
for distance in (5, 20, 38, 39):
    print(f"{distance} standard deviations away: density {np.exp(-0.5 * distance**2) / np.sqrt(2 * np.pi):.1e}")

# %% [markdown]
# At 39 standard deviations from all components, a sample has $0/0$ = nan as its responsibilities, and one nan in a mean is a nan for ever. In 100 dimensions that needs no artefact at all: the density is a product of 100 factors.
#
# Adding a tiny number to the denominator does not help: then the sample belongs to nobody, the weights no longer sum to 1, and the fit is silently of other data. The cure is to **stay with logarithms**. We know the logarithm of each part without computing the part:
#
# $$ a_{kn} = \log p_k + \log \mathcal N(x_n; m_k, S_k), \qquad \log r_{kn} = a_{kn} - \log\sum_j e^{a_{jn}}, $$
#
# and `logsumexp(a, axis=0)` computes the last term safely, by taking out the largest $a$ first:

# %%
a = np.array([-5000.0, -5003.0])
with np.errstate(all="ignore"):
    print("plain:", np.exp(a) / np.exp(a).sum(), "  with logsumexp:", np.exp(a - logsumexp(a)))

# %% [markdown]
# A by-product: `logsumexp(a, axis=0).sum()` is the log-likelihood, so we can watch it.
#
# ### Components that shrink or starve
#
# Two accidents happen to components, and the given lines below provide for them:
#
# - One may **collapse** onto a few samples. Onto one sample it has the covariance 0, and a density of infinity there: no computer can invert that, and the likelihood has no bound. A tiny *ridge*, here a hundred-millionth of the data's variance, is added to each variance. It
#   cannot be seen in the result, and is no cure (part 6), but it keeps the matrix invertible.
# - One may **lose all samples**: then $w_k = 0$, and its mean would be 0/0. With $10^{-300}$ added, it stays where it is, with weight 0. It is not removed: whoever asks for K components gets K.
#
# ### Where to start
#
# EM climbs from where it starts. The given lines choose means among the samples, at random but far from one another (*k-means++*), in a box that leaves 5 % of the samples out on each side: an artefact is not chosen for being far away. All else starts alike.

# %%
for seed in (0, 1):
    print(f"seed {seed} starts at the samples", kmeans_plusplus(x, 3, random_state=seed)[0].round(1).tolist())

# %% [markdown]
# ### What you have to write
#
# The frame is given. In it, `whiten` is the matrix that turns a Gaussian of covariance $S_k$ into a round one of variance 1, and `z` are the samples after that: so the exponent of the density is $-\tfrac12\sum z^2$, and its normalisation is the determinant of `whiten` over $(2\pi)^{D/2}$. Fill in the
# E-step, the M-step, and the labels.
#
# It stops when a step gains hardly anything, and **says so when it has not converged** within `n_iters` steps: a warning that you may want to read, not to switch off.

# %%
from solutions.mixture_models import fit_mog  # exercise

# %%
check("mixture_models.fit_mog")

# %% [markdown]
# Watch it climb on the toy set. After each number of steps the fit starts anew from the same seed, which is wasteful, and shows what we want to see.

# %%
def fit_quietly(x, n_clusters, n_iters=100, random_seed=0):
    """Fit a mixture; instead of a warning, return as fifth result whether it converged."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ConvergenceWarning)
        fit = fit_mog(x, n_clusters, n_iters=n_iters, random_seed=random_seed)
    return *fit, not any(issubclass(warning.category, ConvergenceWarning) for warning in caught)


panels = {}
for n_iters in (1, 5, 100):
    labels, m, S, p, converged = fit_quietly(x, 3, n_iters)
    title = f"{n_iters} steps{', converged' if converged else ''}"
    panels[title] = {"x": x, "labels": labels, "m": m, "S": S}
axes = figures.plot_clouds(panels, source="toy set")
figures.describe(axes, (
    "The toy set with three fitted ellipses after 1, 5 and 100 steps of EM. After one step the ellipse of the lower left "
    "cluster is far too wide and takes samples from its right neighbour; after 5 it is nearly right; after 100 steps, "
    "converged, all three are like the true ones, numbered in another order."))

# %% [markdown]
# ## 4 Is it right?
#
# Three comparisons. **With the truth**: we know it. The components come in any order, so we match them first.

# %%
order, agree = match_clusters(count_pairs(labels_true, labels))
print("means:\n", m[order].round(2), "\nweights:", p[order].round(3), " true:", p_true)
print("covariance matrices:\n", S[order].round(2).tolist())

# %% [markdown]
# **With simpler and with better methods.** How many samples have the label of their own cluster? The baseline puts all into one. K-means also finds three clusters, but believes that all are round and alike. And the ceiling is what *the true parameters* allow: where clusters overlap, nobody can
# know. (Labels need no held-out data here, as none were used in the fit.)

# %%
ceiling = assign_components(x, m_true, S_true, p_true)
k_means = KMeans(3, n_init=10, random_state=0).fit_predict(x)
rows = {"all in one cluster": 0 * labels_true, "k-means": k_means, "mixture of Gaussians": labels, "true parameters": ceiling}
for name, guess in rows.items():
    print(f"{name:21} {match_clusters(count_pairs(labels_true, guess))[1]:.1%}")

# %% [markdown]
# **With another program.** scikit-learn has the same model. Two programs that find the same maximum need not agree to the last digit, since each stops where it thinks fit. Its `tol` is on the *mean* gain of a sample; the default stops early.

# %%
other = GaussianMixture(3, tol=1e-9, max_iter=1000, n_init=5, random_state=0).fit(x)
nearest = match_clusters(count_pairs(labels, other.predict(x)))[0]
print(f"largest difference of the means: {np.abs(other.means_[nearest] - m).max():.1e}, "
      f"of the covariances: {np.abs(other.covariances_[nearest] - S).max():.1e}, labels that differ: "
      f"{np.sum(np.argsort(nearest)[other.predict(x)] != labels)}")

# %% [markdown] question="mixture_models.soft_or_hard" points=3
# **In words: shares or labels.** Somebody simplifies the M-step: each sample counts fully for its most probable component, and not at all for others. (a) What happens to the estimated *variances* of two clusters that overlap, and why? (b) And to the estimated distance of
# their means? (c) For which data does the simplification do no harm? (3 to 5 sentences)
# ---mark scheme---
# - (1) They become too small: the tail of each cluster that reaches into the other is cut off and given to the neighbour, so no sample is left far on that side. (The tails got from the neighbour lie on the near side of its border, too.)
# - (1) Too large: what is cut off from each cluster is its part nearest to the other, so both means move apart. The clusters look better separated than they are; this bias does not go away with more data.
# - (1) For clusters so far apart that all responsibilities are nearly 0 or 1. (Half a mark for "when clusters are similar", which is what k-means needs in addition.)

# %% [markdown]
# ## 5 How many components?
#
# So far we knew that there are three. More components fit better, always: each can take a bit of noise for itself. So the likelihood of the data that were fitted cannot choose. What can?
#
# ### What a component costs
#
# Count what can be chosen freely in a mixture of $K$ Gaussians in $D$ dimensions:
#
# - the weights; they sum to 1, so when all but one are known, the last one is, too,
# - the means, $D$ numbers each,
# - the covariance matrices. They are symmetric: the diagonal, and one of the two triangles.
#
# Do it on paper for $K=3$, $D=2$ before you write it. The solution of one published lab has 14 there (and 17 in its code).

# %%
from solutions.mixture_models import n_free_parameters  # exercise

# %%
check("mixture_models.n_free_parameters")

# %%
for K, D in [(3, 2), (6, 12), (15, 12)]:
    print(f"{K} components in {D} dimensions: {n_free_parameters(K, D)} free parameters")

# %% [markdown]
# ### A price for every parameter
#
# The **Bayesian information criterion** (Schwarz, 1978) charges for each of the $P$ parameters:
#
# $$ \mathrm{BIC} = -2L + P\log N, $$
#
# with $L$ the log-likelihood, natural and summed over all $N$ samples. *Small is good.* A further component has to earn its price. (Some books have the other sign, or half of this.)
#
# `mog_bic` gets the parameters, not the fit, and returns the pair `(BIC, L)`. Some things to mind:
#
# - Logarithms, again: a sample may be 10 000 standard deviations away.
# - A component of weight 0 was fitted like the others, and costs as much. (Its logarithm is $-\infty$, and that is right.)
# - SciPy helps: `multivariate_normal.logpdf(x, mean, cov)`. It checks the covariance matrix in a way that refuses variances of very different size. Handing it the matrix's Cholesky factor, in the wrapping shown here, avoids that.

# %%
wrapped = Covariance.from_cholesky(np.linalg.cholesky(S[0]))
for cov in (S[0], wrapped):
    print(multivariate_normal.logpdf(x[:3], m[0], cov))

# %%
from solutions.mixture_models import mog_bic  # exercise

# %%
check("mixture_models.mog_bic")

# %% [markdown]
# ### Several starts for each number
#
# EM finds the maximum next to its start. So we start several times, with another seed each, and for each number of components only the **best** of them counts: a start that got stuck says something about the start, nothing about the number.
#
# `bic_model_selection(x, K, num_seeds)` tries each number in the sequence `K` with the seeds 0, 1, … Row $i$ of `all_bic` belongs to `K[i]`, in whatever order they come; `best_k` is a *value* of `K`, not a place in it.

# %%
from solutions.mixture_models import bic_model_selection  # exercise

# %%
check("mixture_models.bic_model_selection")

# %% [markdown]
# Fifty fits take a moment, so we put a progress bar around them, and count those which did not converge.

# %%
def select_aloud(x, K, num_seeds):
    """Select with a bar that shows how far it is; say how many fits had not converged, and whether K is at the edge."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ConvergenceWarning)
        found = [bic_model_selection(x, [k], num_seeds)[1:] for k in tqdm(K, desc="numbers of components")]
    best_bic, all_bic = (np.concatenate(parts) for parts in zip(*found, strict=True))
    best_k = min(zip(best_bic, K, strict=True))[1]
    n_stopped = sum(issubclass(warning.category, ConvergenceWarning) for warning in caught)
    print(f"K = {best_k} is best; {n_stopped} of {all_bic.size} fits had not converged after 100 steps")
    if best_k in (min(K), max(K)) and len(K) > 1:
        print(f"!! {best_k} is at the edge of the numbers tried: the minimum may lie beyond")
    return best_k, best_bic, all_bic


K = [2, 3, 4, 5, 6]
best_k, best_bic, all_bic = select_aloud(x, K, 10)
for k, bic in zip(K, best_bic, strict=True):
    print(f"K = {k}: {bic:10.4f}")

# %%
ax = figures.plot_bic(K, all_bic, source="toy set", truth=3)
figures.describe(ax, (
    "BIC over the number of components from 2 to 6. The best start falls from 8431 at 2 to 8244 at 3, the true number, "
    "which is marked, and rises evenly to 8343 at 6. A few grey points, other starts, lie higher: one far above at 2, some "
    "a little above at 5 and 6."))

# %% [markdown]
# Three it is. A component costs $6\log 1000 \approx 41$ here; the fourth earns less than a quarter of that. But all fits with four or more components had *not converged*. We come back to it.
#
# **Held out.** BIC is a formula, right for large $N$ and if one of the models is true. The direct question is: *how likely are data that were not fitted?* We fit one half, and judge on the other.

# %%
train, test = x[::2], x[1::2]
print("K   log-likelihood of a sample:  fitted half   other half    (nats)")
for k in (1, *K):
    fits = [fit_quietly(train, k, random_seed=seed)[1:4] for seed in range(5)]
    best = min(fits, key=lambda fit: mog_bic(train, *fit)[0])
    print(f"{k} {mog_bic(train, *best)[1] / len(train):38.3f} {mog_bic(test, *best)[1] / len(test):12.3f}")
print(f"true parameters {mog_bic(train, m_true, S_true, p_true)[1] / len(train):24.3f} "
      f"{mog_bic(test, m_true, S_true, p_true)[1] / len(test):12.3f}")

# %% [markdown]
# On the fitted half more is always better. On the other half three components are best, and not far behind the truth; what further ones gained was noise. With one component (the baseline) both halves are far less likely.

# %% [markdown]
# ## 6 What can go wrong with a fit
#
# ### It has not converged
#
# EM slows down where components overlap. A gain below some small number looks like the end and is none; and a limit on the number of steps is one that nobody sees, unless it is said. Here is the gain of the *next* step:

# %%
gains = {}
for k in (3, 4):
    steps = np.array([1, 2, 4, 8, 16, 32, 64, 128, 256, 512])
    reached = [[mog_bic(x, *fit_quietly(x, k, n + more)[1:4])[1] for more in (0, 1)] for n in steps]
    gains[f"K = {k}"] = steps, np.diff(reached, axis=1).ravel()
ax = figures.plot_gains(gains, source="toy set, one start each")
figures.describe(ax, (
    "Gain of the next EM step over the number of steps so far, both axes logarithmic. With three components it falls from "
    "8 nats to 0.004 at 16 steps, where the line ends: soon after, the fit stops. With four it falls to 0.01 at 32 "
    "steps and stays there up to 256."))

# %% [markdown]
# With three components, which the data have, the end is reached soon. The fourth wanders about: its gain stays small for hundreds of steps, while the sum of the small gains is not small. Whoever compares BICs of fits that have not converged compares how patient they were.
#
# ### Another start, another end
#
# The grey points in the figure of part 5 are fits that ended elsewhere. There is no way to know the highest maximum; more starts make it more probable that it is among them. And *compare starts by their likelihood*, not by how nice the clusters look. That needs care, too:
#
# ### Two artefacts
#
# Two clean clusters, ten standard deviations apart. And two artefacts far out, say when the animal bumped its head.

# %%
rng = np.random.default_rng(3)
group = np.repeat([0, 1], 150)
clean = rng.normal(size=(300, 2)) + np.array([10.0, 0.0]) * group[:, None]
bumped = np.vstack([clean, [[2.0, 4000.0], [8.0, 4005.0]]])

for k in (2, 3):
    ends = []
    for seed in range(10):
        labels, m, S, p, _ = fit_quietly(bumped, k, random_seed=seed)
        together = match_clusters(count_pairs(group, labels[:300]))[1]
        ends.append((mog_bic(bumped, m, S, p)[1], together, int((labels[300:] == labels[0]).sum())))
    print(f"K = {k}: " + ", ".join(f"{share:.0%} ({log_lik:.0f})" for log_lik, share, _ in sorted(ends, reverse=True)))

# %% [markdown]
# Each entry is one of ten starts: how many of the *clean* samples are told apart, and in brackets the log-likelihood; the most likely start comes first.
#
# With logarithms no fit breaks, and no sample is lost. But look at $K=2$: most starts separate the two clusters, and yet the **most likely** one does not. It spends one of its two components on the artefacts alone, and has to put 300 good samples into the other. That is no mistake
# of EM: two samples in a component of their own are *very* likely (see below), so this is what we asked for. The honest answer is not to pick the start that looks nicest. It is that the data consist of three groups: with $K=3$, the most likely start has both clusters, and the
# artefacts in a third, where one can find them and throw them out. Better still, look at the data, and throw them out before.
#
# ### A component that collapses
#
# Why was it so likely? Put a narrow Gaussian onto a single sample, beside a wide one for all the others, and make it narrower and narrower:

# %%
m_narrow = np.array([clean.mean(axis=0), clean[0]])
for sd in (1.0, 1e-2, 1e-4, 1e-6):
    S_narrow = np.array([np.cov(clean.T), sd**2 * np.eye(2)])
    print(f"standard deviation {sd:.0e}: log-likelihood {mog_bic(clean, m_narrow, S_narrow, [0.997, 0.003])[1]:9.2f}")

# %% [markdown]
# Each step to a hundredth gains $2\log 100 = 9.2$ nats, without end. **The likelihood of a mixture has no maximum.** What EM finds, and what we want, are good *local* maxima. Where there are many components, or few samples in some, collapsed ones turn up, and a "best BIC" may be a component that sits on
# two samples. So look at the smallest weight and the smallest variance of a fit before you believe it.

# %% [markdown] question="mixture_models.whose_maximum" points=3
# **In words: the best of a hundred starts.** A colleague fits $K = 12$ components to 400 spikes in 12 dimensions, from a hundred starts, and takes the fit with the highest likelihood. (a) How many free parameters does that have, and how many numbers do the data consist of? (b) What will the winning fit
# look like, and why do more starts make it *worse*? (c) Name two things that would help. (4 to 6 sentences)
# ---mark scheme---
# - (1) 11 + 12·12 + 12·78 = 1091 parameters, for 4800 numbers, that is 33 spikes a component, for 90 parameters each. (The count is enough for the mark, if it is compared with something.)
# - (1) Some component will have collapsed onto 12 or fewer spikes: in a plane of fewer dimensions its density is unbounded, so its likelihood beats every sensible fit. The more starts, the more surely one of them finds such a collapse, and the likelihood chooses it.
# - (1) Two of: fewer components or features; more spikes; covariances of a simpler form (shared, diagonal), or a prior or larger ridge on them; leaving out fits whose smallest weight or variance is tiny; judging by held-out likelihood (a collapsed component gains nothing there).

# %% [markdown]
# ## 7 The spikes of a tetrode
#
# Back to the 12 features of six neurons. First a modest grid:

# %%
K_first = [2, 3, 4, 5]
_, _, bic_first = select_aloud(features, K_first, 4)

# %% [markdown]
# The best number is the last one that was tried: we have not found a minimum, we have stopped looking. (A published solution reports "15 components", at the edge of a grid from 2 to 15.) Go on until BIC rises again.

# %%
_, _, bic_more = select_aloud(features, [5, 6, 7, 8], 4)
ax = figures.plot_bic(range(2, 9), np.vstack([bic_first[:-1], bic_more]), source="simulated tetrode", truth=6)
figures.describe(ax, (
    "BIC over the number of components from 2 to 8 for the spikes of six neurons. It falls from 453000 at 2, ever more "
    "slowly, to its minimum at 6, the true number, and rises a little to 8. Up to 5, other starts lie above the best one, "
    "by up to 2500; from 6 on, all starts are alike."))

# %% [markdown]
# Six components for six neurons. Mind the grey points: with five components or fewer, the four starts end in three or four different places, and the best of them may not be the best there is. In 12 dimensions starts matter more than in two.
#
# But six neurons are a number that this *recording* has room for. A component in 12 dimensions has 91 parameters, and costs $91 \log 4000 \approx 750$. A neuron near another one has to fire a good many spikes to earn that. So here are the same neurons, in shorter recordings:

# %%
print("six neurons; best number of components, by the length of the recording")
for duration_s in (10.0, 20.0, 30.0):
    part = features[spikes["times_s"] < duration_s]
    with warnings.catch_warnings(record=True) as stopped:
        warnings.simplefilter("always", ConvergenceWarning)
        best_k, _, _ = bic_model_selection(part, [2, 3, 4, 5, 6], num_seeds=4)
    print(f"{duration_s:.0f} s, {len(part):4d} spikes: {best_k}   ({len(stopped)} of 20 fits had not converged)")

# %% [markdown]
# No neuron was born during the minute. BIC does not answer "how many are there?", but "how many pay for themselves?"
#
# Which spikes went where? Held out: the mixture is fitted to two thirds of the recording, and gives labels to the last third. The truth only serves to name the clusters, in the first part, and to judge, in the second. Baselines: the busiest neuron for all, and k-means.

# %%
early = spikes["times_s"] < 60.0
truth = spikes["units"]
fits = [fit_quietly(features[early], 6, random_seed=seed)[1:4] for seed in range(6)]
mixture = min(fits, key=lambda fit: mog_bic(features[early], *fit)[0])
k_means = KMeans(6, n_init=10, random_state=0).fit(features[early])
labels = {"mixture": assign_components(features, *mixture), "k-means": k_means.predict(features)}

busiest = np.bincount(truth[early]).argmax()
print(f"busiest neuron: {np.mean(truth[~early] == busiest):.1%} of the held-out spikes")
for name, label in labels.items():
    order, _ = match_clusters(count_pairs(truth[early], label[early]))  # names are given in the first part
    held_out = count_pairs(truth[~early], np.argsort(order)[label[~early]])
    print(f"{name:>14}: {np.trace(held_out) / held_out.sum():.1%}")
    if name == "mixture":
        counts = held_out

# %%
ax = figures.plot_confusion(counts, source="simulated tetrode, last 30 s")
figures.describe(ax, (
    "Table of counts, six true neurons down, six clusters across. Nearly all spikes are on the diagonal; ten of "
    "neurons 0 and 1 are exchanged, three others are elsewhere."))

# %% [markdown]
# > **Why it can be eight times faster.** Your EM asks each component in turn for its distance to each sample. But the exponent $-\tfrac12 (x-m_k)^\top S_k^{-1} (x-m_k)$ is nothing but a sum over 1, the $x_a$ and all products $x_a x_b$, each with a coefficient; and the sums
# > of the M-step are over the same numbers, weighted. So put these *monomials* of all samples into one matrix $\Phi$ (91 rows in 12 dimensions), once. Then the E-step is coefficients times $\Phi$, the M-step responsibilities times $\Phi^\top$, and all components of *all starts* share it: two products of
# > matrices, which a processor does at ten times the speed of anything else. Taken in blocks of a thousand samples, they never leave its cache. That is some four times as fast as scikit-learn for one start, and eight times for ten. The price: sums of squares lose digits where samples lie far out, so data have to be centred and scaled first, and
# > artefacts be watched. Clear code first; this is for the day when it is too slow.

# %% [markdown]
# ## 8 Components are not neurons
#
# BIC asks: *how many Gaussians do these data need?* That is the number of neurons only if each neuron's spikes are one Gaussian. Here is **one** neuron, four times: as the model has it, and with three things that real neurons and electrodes do.

# %%
one = draw_units(np.random.default_rng(4), 1)
one["rate_hz"][:] = 10.0
kinds = {"Gaussian": {}, "bursts": {"bursts": 0.3}, "drift of 20 µm": {"drift_um": 20.0}, "heavy tails": {"tail_df": 4.0}}
print("one neuron; best number of components, by the length of the recording")
for name, settings in kinds.items():
    chosen, n_stopped = [], 0
    for duration_s in (50.0, 200.0):
        single = simulate_features(np.random.default_rng(2), one, duration_s, **settings)
        with warnings.catch_warnings(record=True) as stopped:
            warnings.simplefilter("always", ConvergenceWarning)
            best_k, _, _ = bic_model_selection(single["features"][:, ::3], [1, 2, 3, 4], num_seeds=2)
        chosen.append(f"{best_k} ({duration_s:.0f} s)")
        n_stopped += len(stopped)
    print(f"{name:>16}: {', '.join(chosen)};  {n_stopped} of 16 fits had not converged")

# %% [markdown]
# (To save time, these are the first scores of the four channels only.) Only the first neuron stays one component. In a burst each spike is smaller than the one before, so first spikes and later ones are different clouds. When the electrode drifts, the cloud moves and leaves a streak. And noise with heavy tails (movements, distant neurons, overlaps)
# needs a narrow component for the core and a wide one for the tails.
#
# And again: **more data, more components** (of the drifting neuron, and of that with heavy tails), now without an end at the number of neurons. All models are wrong, and with enough data BIC finds it out. It does what it promises; the promise is about Gaussians.
#
# What the two components of a drifting neuron are shows best over time:

# %%
single = simulate_features(np.random.default_rng(2), one, 200.0, **kinds["drift of 20 µm"])
halves = fit_quietly(single["features"][:, ::3], 2)[0]
ax = figures.plot_over_time(single["times_s"], single["features"][:, 6], halves,
                           "first score, channel 2 (µV)", source="one simulated neuron, drift of 20 µm")
figures.describe(ax, (
    "First score of channel 2 of the spikes of one neuron over 200 seconds: a broad band that rises evenly from 180 to 270 "
    "microvolts. Its first half belongs to component 1, its second half to component 0; for a minute in the middle both "
    "are mixed. There is no gap between them."))

# %% [markdown] question="mixture_models.fifteen_neurons" points=3
# **In words: fifteen neurons.** "We recorded for eleven minutes, and fitted mixtures with K = 2 to 15. The BIC was smallest at K = 15, so the tetrode recorded 15 neurons." Give (a) two objections to choosing 15 from this grid and these fits, without new data, (b) two reasons why the right K need not be
# the number of neurons, and (c) one thing outside the features that would tell whether two components are one neuron, and what you would expect to see. (4 to 6 sentences)
# ---mark scheme---
# - (1) It is at the edge of the grid: BIC may fall further. And nothing is said about convergence and the number of starts; a K whose fits did not converge is judged too badly. (Also right: components that are empty or have collapsed.) Half a mark each.
# - (1) Two of drift, bursts, heavy tails or overlaps: one neuron needs several components. Or the other way: two neurons with like waveforms share one. Half a mark each.
# - (1) Time: two components of one neuron keep a refractory period *between* them (no spike of one within 2 ms of a spike of the other; a trough in the cross-correlogram), two neurons do not. Or: one takes over from the other in time (drift), or one follows the other within
#   milliseconds (burst).

# %% [markdown]
# ### Why two components?
#
# Below are the spikes of **four unknown recordings**, A to D. In each of them BIC prefers two components to one. The question for each: **what made it two?**
#
# - `"2"`: two neurons. They are apart, at all times, and know nothing of one another.
# - `"d"`: one neuron, and the electrode drifts. The components take turns in time.
# - `"b"`: one neuron that fires bursts. One component consists of smaller spikes that follow another spike within 10 ms.
# - `"t"`: one neuron, with heavy tails. The components lie over one another, and one is much wider.
#
# Put in your student number: it draws your own panels. The check only tells whether your verdict can be read; it is judged, for the number that stands in the cell, after you have handed in.

# %%
evidence_number = 2026  # replace by your student number: it draws your own panels

# %%
panels = evidence_panels("mixture_models.evidence_components", evidence_number)
axes = figures.plot_evidence_components(panels, source="simulated spikes")
figures.describe(axes, (
    "Four rows, A to D, of three scatter plots, with two markers for the two components: the two features against each other; "
    "the position between the components over time; and that position over the time since the spike before, where "
    "the first 10 ms are shaded. The next cell says the same in numbers."))

# %%
for row, letter in enumerate("ABCD"):
    time_ms, first, second, component = (np.asarray(panels[name][row]) for name in
                                         ("time_ms", "feature_1_uv", "feature_2_uv", "component"))
    soon, late = np.diff(time_ms, prepend=-np.inf) < 10, time_ms > 60_000
    for k in (0, 1):
        own = component == k
        print(f"{letter}, component {k}: {own.sum():2d} spikes, around ({first[own].mean():4.0f}, {second[own].mean():4.0f}) µV, "
              f"spread ({first[own].std():3.0f}, {second[own].std():3.0f}) µV, {late[own].mean():4.0%} in the second minute, "
              f"{soon[own].mean():4.0%} within 10 ms of the spike before")

# %% [markdown]
# Give your verdict as a text of four characters, for A, B, C, D in this order.

# %%
from solutions.mixture_models import evidence_components  # exercise

# %%
check("mixture_models.evidence_components")

# %%
print("my verdict:", evidence_components, "on the panels of number", evidence_number)

# %% [markdown]
# ## 9 A real recording
#
# The course knows one real tetrode recording: 12 features of 33 983 spikes, in eleven minutes. It may not be passed on and has no public address; who has its file hands it over by `python data_fetch.py tetrode --from FILE`. A fit with 15 components then takes some seconds, so this is a short grid with two
# starts, and takes a minute. Without the file the cell does nothing but say so.

# %%
try:
    recorded = data_fetch.load("tetrode", simulated=False)["features"]
    K_real = [6, 9, 12, 15]
    best_k, best_bic, all_bic = select_aloud(recorded, K_real, 2)
    print("BIC above the smallest:", dict(zip(K_real, (best_bic - best_bic.min()).round(), strict=True)))
except data_fetch.DataError:
    print("The recording is not here. What it would show: BIC falls up to the edge of any grid that one has the patience for.")

# %% [markdown]
# **From the voltage to neurons.** With your functions of the last lab and of this one, the whole way can be gone: `course.sorting.sort_voltage(voltage, fs, detection, mixtures)` takes anything that has them by their names, and `compare_with_truth` makes the table. On the simulated tetrode of lab 06, six neurons end in six clusters, and
# a seventh gathers the spikes that overlap.

# %% [markdown]
# ## 10 What could be wrong
#
# Before you call a component a neuron, ask
#
# - **Did the fits converge**, each of them? Did several starts end at the best one?
# - **Is K at the edge** of what was tried?
# - **How small is the smallest component**, in samples and in variance? It may be an artefact, or a collapse.
# - **Is each cloud a Gaussian?** Bursts, drift, heavy tails and overlapping spikes all add components. Drift has an answer of its own: let the means move (lab 09).
# - **Do two components share a refractory period?** Then they are one neuron, whatever BIC says. That is the next lab.
# - **Where there is no cloud, there may still be a neuron**: small ones hide in the multi-unit hum, and two with like waveforms look like one.
# - **Were features chosen by looking at clusters?** Then the clusters are partly your own work.
#
# ### Further reading
#
# - Dempster, Laird & Rubin (1977). Maximum likelihood from incomplete data via the EM algorithm. *J R Stat Soc B* 39:1-38.
# - Schwarz (1978). Estimating the dimension of a model. *Ann Stat* 6:461-464.
# - Lewicki (1998). A review of methods for spike sorting: the detection and classification of neural action potentials. *Network* 9:R53-R78.
# - Harris, Henze, Csicsvari, Hirase & Buzsáki (2000). Accuracy of tetrode spike separation as determined by simultaneous intracellular and extracellular measurements. *J Neurophysiol* 84:401-414.
# - Bishop (2006). *Pattern Recognition and Machine Learning*, chapter 9. Springer.
# - Shan, Lubenov & Siapas (2017). Model-based spike sorting with a mixture of drifting t-distributions. *J Neurosci Methods* 288:82-98.
