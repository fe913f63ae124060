# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # Is it one neuron? Correlograms
#
# A sorter has put the spikes of an electrode into clusters, and everybody would like to call each cluster a neuron. But a mixture model cuts a cloud of spikes where that describes the *cloud*
# best; it knows nothing of neurons. It cuts a neuron that bursts or drifts into two, and it joins two neurons that look alike. **The times of the spikes know better**, since they were not
# used for the sorting, and since every neuron keeps one law: for some milliseconds after a spike it does not fire again.
#
# After this lab you can
#
# - find **all pairs of spikes that are close**, in a recording of any length,
# - make **cross-correlograms** and **auto-correlograms**, and say what each bin of them counts,
# - turn counts into **Hz**, and put the level beside them that **chance** would give,
# - tell a **split** neuron from two that are **apart**, and a **merged** cluster from a **single** neuron,
# - say what the **detector's lock-out** hides, and refuse a verdict where the data cannot give one.
#
# | part | minutes |
# |---|---|
# | 1 The clusters | 8 |
# | 2 All pairs that are close | 22 |
# | 3 Lags in bins | 20 |
# | 4 In Hz, and beside chance | 20 |
# | 5 A cell with itself | 18 |
# | 6 How pure is a cluster? | 25 |
# | 7 Split or apart? | 22 |
# | 8 Your own evidence | 10 |
# | 9 From the voltage to judged clusters | 10 |
# | 10 Real recordings · 11 What could be wrong | 10 |
#
# Two hours and three quarters; all the computing in it takes some seconds. You need NumPy (boolean masks, `searchsorted` is explained). How spikes are found and sorted is the matter of the labs before.

# %% [markdown]
# ## How this notebook works
#
# There are five functions to write and two verdicts to give, each followed by a cell that checks it, such as
# `check("correlograms.cross_time_diff")`. A check tells you what is off, then gives a hint, then a place to
# read; run it as often as you like. It brings its own inputs, also awkward ones, so it does not depend on other cells.
#
# Some functions are blank, others have gaps written `...`. Fill them in **and delete the line `raise NotImplementedError(...)`**.
# You may also throw the given lines away and write your own: only what the function returns counts.
# *Run all* stops at the first exercise that is not yet solved; that is meant.
# Questions marked **In words** are read by a person.

# %%
import time
import tracemalloc

import numpy as np
from scipy.signal import butter, find_peaks, sosfiltfilt
from sklearn.decomposition import PCA
from sklearn.mixture import GaussianMixture

import data_fetch
from autograder import check, evidence_panels
from course import figures
from course.judging import find_halves, judge_clusters
from course.matching import match_spikes
from course.simulate.clusters import REFRACTORY_MS, simulate_neuron, simulate_sorting
from course.simulate.tetrode import simulate_tetrode

# %% [markdown]
# ## 1 The clusters
#
# Ten minutes of one electrode, simulated, so that we know what a sorter never knows: which neuron fired each spike. There are **seven neurons in eight clusters**, and the sorter has made the
# mistakes that sorters make:
#
# - one neuron lies in two clusters, its spikes dealt out at random,
# - another neuron fires in bursts, and its first, large spikes are in one cluster, the smaller ones that follow in another,
# - two neurons whose spikes look alike share a cluster,
# - the others are as they should be; two of these neurons often fire together, which is no mistake at all.
#
# Every neuron is **refractory**: no two of its spikes are closer than 3 ms. And the detector had a **lock-out** of 1 ms: of two spikes of the electrode that were closer, whoever fired them, it
# kept one. Times are in ms, in steps of 1/30 ms as a recorder at 30 kHz gives them.
#
# The truth is in `spikes.neurons`. As always, we use it to *judge* methods, never inside one.

# %%
spikes = simulate_sorting(np.random.default_rng(8))
trains = [spikes.times_of(cluster) for cluster in range(spikes.n_clusters)]
duration_ms, lockout_ms = spikes.duration_ms, spikes.lockout_ms
rates_hz = np.array([1000 * len(train) / duration_ms for train in trains])
source = "simulated sorting"  # stands below every figure

print(f"{duration_ms / 60_000:.0f} minutes, {len(spikes.times_ms)} spikes, lock-out {lockout_ms} ms")
for cluster, train in enumerate(trains):
    print(f"cluster {cluster}: {len(train):5d} spikes, {rates_hz[cluster]:5.1f} Hz")

# %% [markdown]
# Nothing in this table tells the good clusters from the bad ones. The rest of the lab finds out which are which; try to name them before you look at the truth in part 7.

# %% [markdown]
# ## 2 All pairs that are close
#
# All that follows is made from one thing: the **time differences between the spikes of two trains**, as far as these are small. Given `spiketimes1` and `spiketimes2`, both sorted,
#
# $$ t^{(1)}_i - t^{(2)}_j \quad\text{for all } i, j \text{ with}\quad \bigl|t^{(1)}_i - t^{(2)}_j\bigr| < \text{window}. $$
#
# The difference is positive where **cell 1 fires after cell 2**. Exactly the window is too far. Every pair counts, not only the nearest spike. And if both trains are one and the same, each spike
# makes a pair with itself, at distance 0: leave these in for now.
#
# Try it on paper: trains at 10, 20 and 50 ms, and at 12, 18 and 45 ms; window 8 ms. How many differences are there? (Two pairs are exactly on the edge.)
#
# ### Why not all differences?
#
# NumPy makes all of them in one line, `t1[:, None] - t2[None, :]`, and then one could drop the large ones. How much would that cost?

# %%
for n in (1000, 2000, 4000):
    t = np.sort(np.random.default_rng(n).uniform(0, 600_000, n))
    tracemalloc.start()
    start_s = time.perf_counter()
    table = t[:, None] - t[None, :]
    near = table[np.abs(table) < 30.0]
    took_ms = 1000 * (time.perf_counter() - start_s)
    peak_mb = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    print(f"{n} spikes in ten minutes: {took_ms:3.0f} ms, {peak_mb:4.0f} MB, for {len(near) - n} pairs of neighbours")

# %% [markdown]
# Twice the spikes, four times the time and the memory; nearly all of the table is thrown away. The 34 000 spikes of a common recording would take more than 9 GB for the differences alone, and their sizes as much again.
# What is *wanted* is small: memory should grow with the pairs in the window, not with the square of the spikes. The check gives you 6000 spikes, and 60 MB for them.
#
# ### Sorted times: two searches
#
# The trains are sorted, so the partners of a spike at $t$ stand **next to each other** in the other train: from the first time that is not below $t-\text{window}$ to the last one that is not above
# $t+\text{window}$. `np.searchsorted(a, v)` finds by bisection where `v` would have to be put into the sorted `a`, for one value or for a whole array of them:

# %%
sorted_times = np.array([12.0, 18.0, 45.0])
print(np.searchsorted(sorted_times, [2.0, 12.0, 42.0], side="left"))   # before equal ones
print(np.searchsorted(sorted_times, [18.0, 28.0, 58.0], side="right"))  # behind equal ones

# %% [markdown]
# These are the `first` and the `stop` for the three spikes 10, 20 and 50 of your paper, whose partners are `sorted_times[first:stop]`. Some of these lie exactly on the edge; drop them at the end.
#
# With that, a loop over the spikes of one train and a list of small arrays will do. *Without a loop:* write down for each pair which spike it belongs to, and which partner it is. If the spikes have
# 2, 0 and 3 partners, `np.repeat` writes each spike's number as often as it has partners, and the place among these is a running number less what came before:

# %%
n_partners = np.array([2, 0, 3])
spike = np.repeat(np.arange(3), n_partners)
place = np.arange(n_partners.sum()) - np.repeat(np.cumsum(n_partners) - n_partners, n_partners)
print("spike", spike)
print("place", place)

# %% [markdown]
# One more trap: recorders hand out times as whole numbers, often unsigned, and with these $3 - 5$ is 65 534. Turn them into floats first.

# %%
from solutions.correlograms import cross_time_diff  # exercise

# %%
check("correlograms.cross_time_diff")

# %%
print("on paper:", np.sort(cross_time_diff([10.0, 20.0, 50.0], [12.0, 18.0, 45.0], window=8.0)))
everything = spikes.times_ms
start_s = time.perf_counter()
lags = cross_time_diff(everything, everything)
took_ms = 1000 * (time.perf_counter() - start_s)
print(f"{len(everything)} spikes: {len(lags) - len(everything)} pairs of neighbours in {took_ms:.0f} ms; "
      f"the table would have {len(everything) ** 2:.1e} numbers")

# %% [markdown]
# **Why so much faster?** The table looks at $N^2$ pairs, the searches at $N\log N$ numbers and then only at pairs that are wanted. No line of it is cleverer than the other way; it just does not do what is not needed.

# %% [markdown]
# ## 3 Lags in bins
#
# A **cross-correlogram** is the histogram of these differences, now called lags: how often does cell 1 fire 0 to 1 ms after a spike of cell 2, 1 to 2 ms after, …, and how often before?
#
# A histogram needs a rule for what lies exactly on an edge between two bins. In theory that never happens. In practice it happens all the time: with times in steps of 1/30 ms, every thirtieth lag *is* a
# whole number of milliseconds. The usual rule, "closed on the left", puts a lag of +2 into the bin from 2 to 3, and a lag of −2 into the bin from −2 to −1: away from 0 on one side, towards 0 on the
# other. Swap the two cells, and the counts are not mirrored any more. With one train and itself, the two halves of a picture that must be symmetric differ, by a few per cent, for no reason in the brain.
#
# So we bin the **size** of the lag, and then look at its sign. With $k = \lfloor|\text{lag}| / \text{bin size}\rfloor$ and $n$ bins on either side of 0,
#
# - a lag of at least 0 goes into bin $n + k$,
# - a negative one into its mirror image, bin $n - 1 - k$.
#
# Only a lag of exactly 0 has no mirror image; it goes right of the middle. Bin 0 is the leftmost: cell 1 fires *before* cell 2 by nearly the whole window.
#
# `np.bincount(bins, minlength=…)` counts how often each number comes, and makes zeros for those that do not. (A quotient may be rounded up, so that 29.999… ms lands one bin too far; the given line stops it at the last bin.)

# %%
from solutions.correlograms import cross_correlogram  # exercise

# %%
check("correlograms.cross_correlogram")

# %% [markdown]
# What the rule is good for, and which way it looks:

# %%
forth, back = cross_correlogram(trains[2], trains[7]), cross_correlogram(trains[7], trains[2])
print("mirrored when swapped:", np.array_equal(forth, back[::-1]))
print("counts before 0:", forth[:30].sum(), " after 0:", forth[30:].sum())

lags = cross_time_diff(everything, everything)
closed_left = np.histogram(lags[lags != 0], np.arange(-30, 31))[0]
print("every bin closed on the left: mirror bins differ by up to", np.abs(closed_left - closed_left[::-1]).max(), "pairs")

# %% [markdown]
# Cluster 2 fires *before* cluster 7, most of the time. Remember that; it will be explained.

# %% [markdown]
# ## 4 In Hz, and beside chance
#
# ### Counts in Hz
#
# A count of 64 says nothing: it grows with the length of the recording, with the width of a bin and with the spikes of both cells. And where several correlograms share one axis of counts, those of the slow
# cells lie flat on the floor, unseen. Divide by the number of spikes of cell 2 and by the width of a bin, and you have a **rate**: how fast does cell 1 fire, this long after a spike of cell 2?
#
# ### What chance would give
#
# If the cells had nothing to do with each other, cell 1 would fire at its mean rate around the spikes of cell 2, as it does everywhere. So the **level of chance is the mean rate of cell 1**. As a number
# of pairs in a bin of width $b$, with $N_1$ and $N_2$ spikes in a recording of length $T$:
#
# $$ \text{expected} = \frac{N_1 N_2\, b}{T}. $$

# %%
bin_ms, window_ms = 0.5, 20.0
edges_ms = np.arange(-window_ms, window_ms + bin_ms / 2, bin_ms)


def to_rate(counts, n_reference, bin_size):
    """Rate (Hz) of cell 1 at each lag after a spike of cell 2, which has n_reference spikes."""
    return counts / (n_reference * bin_size / 1000)


def rate_between(times1, times2):
    """Cross-correlogram in Hz, on the bins of the figures."""
    return to_rate(cross_correlogram(times1, times2, window_ms, bin_ms), len(times2), bin_ms)


pairs = {f"{a} after {b}": rate_between(trains[a], trains[b]) for a, b in [(1, 5), (0, 6)]}
axes = figures.plot_correlograms(edges_ms, pairs, [rates_hz[1], rates_hz[0]], lockout_ms, source=source)
figures.describe(axes, (
    "Two cross-correlograms from minus 20 to 20 milliseconds, the lock-out of 1 millisecond on either side of 0 hatched. "
    "Left, cluster 1 after 5: scattered around the dashed line for chance at 7.7 hertz, 0 within the lock-out. "
    "Right, cluster 0 after 6: at the chance level of 6.6 hertz beyond 6 milliseconds, with a peak that reaches "
    "32 hertz just outside the lock-out."))

# %% [markdown]
# Clusters 1 and 5 know nothing of each other: their correlogram is **flat**. Clusters 0 and 6 often fire **together**, within a few milliseconds of each other: a peak. Within the lock-out both are empty, and that is nobody's doing but
# the detector's.
#
# ### How far does chance scatter?
#
# A formula for chance assumes things. A **shuffle** assumes less: it takes the data, destroys what one wants to test, and keeps the rest. Here: shift one train against the other by a random time, at
# least a second, in a circle. Rates, bursts and refractory periods of both trains stay; who fires when relative to the other is gone.

# %%
def shift_in_circle(times, rng):
    """The same train, later by at least a second, its end put in front."""
    return np.sort((times + rng.uniform(1000, duration_ms - 1000)) % duration_ms)


rng = np.random.default_rng(1)
shuffled = np.array([cross_correlogram(trains[1], shift_in_circle(trains[5], rng)) for _ in range(40)])
expected = len(trains[1]) * len(trains[5]) * 1.0 / duration_ms
print(f"pairs in a bin of 1 ms: expected {expected:.1f}, mean of the shuffles {shuffled.mean():.1f}")
print(f"from bin to bin: standard deviation {shuffled.std():.1f}, square root of expected {np.sqrt(expected):.1f}")

# %% [markdown]
# Formula and shuffle agree, and the scatter is that of a Poisson count, whose standard deviation is the square root of its mean. That is how deep a trough must be before you believe in it: of 35 expected pairs 23 is no finding, if you look at 60 bins.
#
# ### When the level itself is wrong
#
# Now two neurons that are independent, but both fire only while the animal runs, five seconds in ten. Their mean rates are half of what they are during a run.

# %%
rng = np.random.default_rng(2)
runners = [train[train % 10_000 < 5000] for train in (simulate_neuron(rng, 16.0, 600.0) for _ in range(2))]
jittered = np.sort(runners[1] + rng.uniform(-50, 50, len(runners[1])))

observed, by_jitter = rate_between(*runners), rate_between(runners[0], jittered)
mean_hz = 1000 * len(runners[0]) / duration_ms
print(f"mean rate {mean_hz:.1f} Hz, observed {observed.mean():.1f} Hz, after jitter {by_jitter.mean():.1f} Hz")
levels = {"chance: mean rate": observed, "chance: jitter of 50 ms": observed}
axes = figures.plot_correlograms(edges_ms, levels, [mean_hz, by_jitter.mean()], source="two simulated neurons")
figures.describe(axes, (
    "The same flat cross-correlogram twice, at 16 hertz. Left, the dashed line for chance is the mean rate, "
    "8 hertz: all bins lie far above it. Right, the line is that of the jittered train, 16 hertz: the bins "
    "scatter around it."))

# %% [markdown]
# The correlogram is flat, but it lies at twice the mean rate: whenever one cell fires the animal runs, and then the other one fires more, too. That is a correlation over *seconds*, and no synapse. To ask
# about *milliseconds*, move each spike by a random time that is long for a synapse and short for a run. What survives a **jitter** of 50 ms is slow; the difference to it is fast.
#
# So: a peak or a trough is judged **against what lies beside it**, within the same window, or against a jitter. The mean rate is a good level only where rates are steady. In our ten minutes they are.

# %% [markdown] question="correlograms.which_level" points=2
# **In words: above chance.** Two neurons of the hippocampus have a cross-correlogram which is, from −30 to 30 ms, everywhere between 2.5 and 3 times the product of their mean rates. The authors conclude that
# the cells are coupled. (a) Give another explanation that needs no coupling. (b) Describe a surrogate that would tell the two apart, and what you would expect to see of it in either case. (2 to 4 sentences)
# ---mark scheme---
# - (1) Both cells are active in the same periods (same place, running, a state such as sharp waves), so their rates go up and down together over seconds; a level made of mean rates is then too low everywhere. A correlogram that is raised
#   and *flat* is the sign of that.
# - (1) Jitter the spikes of one cell by some tens of ms (or shuffle within short windows; or shift by trials). If rates go together, the jittered correlogram is as high as the observed one; if the cells are coupled within milliseconds,
#   the observed one has a peak (or trough) that the jittered one has not. (A circular shift by seconds is *not* enough: it destroys the common slow rate, too.)

# %% [markdown]
# ## 5 A cell with itself
#
# The **auto-correlogram** is the correlogram of a train with itself, without each spike with itself. Of two different spikes $i$ and $j$ there are the lags $t_i-t_j$ and $t_j-t_i$: one pair, counted once on either
# side. So the result is exactly symmetric.
#
# What about two *different* spikes at the same time? In one neuron that cannot be; in a merged cluster without lock-out it happens, and then it is precisely what one looks for. Such a pair has two
# lags of 0, one in each of the two bins in the middle.
#
# Mind what a shortcut would do: dropping all lags that are 0 drops the coincidences, too, and emptying the middle bins drops every short interval there is. Take off what is to be taken off: **one zero for each spike**.

# %%
from solutions.correlograms import auto_correlogram  # exercise

# %%
check("correlograms.auto_correlogram")

# %% [markdown]
# Three clusters with themselves:

# %%
def rate_with_itself(times):
    """Auto-correlogram in Hz, on the bins of the figures."""
    return to_rate(auto_correlogram(times, window_ms, bin_ms), len(times), bin_ms)


own = {f"cluster {a} with itself": rate_with_itself(trains[a]) for a in (5, 3, 7)}
axes = figures.plot_correlograms(edges_ms, own, rates_hz[[5, 3, 7]], lockout_ms, source=source)
figures.describe(axes, (
    "Three auto-correlograms. Cluster 5: nothing within 3 milliseconds, beyond it bins around the dashed line at "
    "7.7 hertz. Cluster 3: nothing within the lock-out of 1 millisecond, about half of the chance level of "
    "12 hertz from 1 to 3 milliseconds, the full level beyond. Cluster 7: nothing within 3 milliseconds, tall "
    "peaks of 150 hertz around plus and minus 5 milliseconds, low ones around 10, and nothing beyond 12."))

# %% [markdown]
# - **Cluster 5** is empty up to 3 ms, where chance would put 7.7 Hz: a **trough**. It fires like *one refractory neuron*.
# - **Cluster 3** has something between 1 and 3 ms: its trough is **filled**. A pair at 2 ms cannot come from one neuron, so there are at least two. But why only to half of the level? Because a pair of two
#   spikes of the *same* neuron is still forbidden, and in an even mixture of two neurons that is half of all pairs.
# - **Cluster 7** has a trough and then peaks: bursts. Beyond 12 ms there is nothing at all. Beside what should its trough be judged? Compare part 4.

# %% [markdown]
# ## 6 How pure is a cluster?
#
# "Half filled" should become a number, and one that can be compared between clusters.
#
# ### Intervals that are too short
#
# The number that most papers give is the share of intervals between *neighbouring* spikes that are shorter than the refractory period. Intervals below the lock-out could not have been seen. These **censored** ones say nothing, so they must not count:
# not above the line of the fraction, and not below it either.

# %%
from solutions.correlograms import isi_violations  # exercise

# %%
check("correlograms.isi_violations")

# %%
print("cluster   rate      intervals below 3 ms")
for cluster, train in enumerate(trains):
    share = isi_violations(train, refractory=REFRACTORY_MS, censored=lockout_ms)
    print(f"{cluster:5d} {rates_hz[cluster]:8.1f} Hz {share:12.2%}")

# %% [markdown]
# Cluster 3 is the only one that has any. But look how *few*: below 1.5 %. "Less than 2 % of the intervals are too short" is a common criterion for a single neuron, and the cluster that holds two of them, half and half, meets it.
#
# ### How much is not its own?
#
# The share of short intervals must be small, since it depends on the **rate**: two cells that fire once a minute will hardly ever meet within 3 ms. So ask instead how many close pairs there *would* be.
#
# A cluster has $N$ spikes; a share $c$ of these comes from other cells. Around each of the $c N$ foreign spikes there is a time in which a spike of the cell itself, $(1-c)N$ of them in $T$, makes a pair that
# is too close but visible: from the lock-out to the refractory period, before it or after it, together $2(\tau_\text{refractory} - \tau_\text{censored})$. So the expected number of such pairs is
#
# $$ v = 2\,(\tau_\text{refractory} - \tau_\text{censored})\;\frac{N^2\, c\,(1-c)}{T}. $$
#
# Count $v$ and solve for $c$ (Hill et al., 2011). It is a quadratic equation, $c(1-c) = q$, with the roots $\tfrac12\bigl(1 \pm \sqrt{1-4q}\bigr)$. They add up to 1, as they must: nobody can say which of two neurons is
# "the cell" and which "the others". We take the smaller one. Four things need care:
#
# - $v$ counts **all** pairs of spikes with $\tau_\text{censored} \le \text{gap} < \tau_\text{refractory}$, not only neighbours. Of three spikes within 3 ms there are three pairs.
# - Each pair counts once. `cross_time_diff` of a train with itself has each of them twice, and the zeros of each spike with itself besides.
# - Without such a pair, $c = 0$: nothing speaks against a single neuron.
# - If $q > \tfrac14$ there is no real root: there are more close pairs than any *two* independent cells could make. Then $c = 0.5$, the largest value there is.

# %%
from solutions.correlograms import contamination  # exercise

# %%
check("correlograms.contamination")

# %% [markdown]
# Estimates are only worth something where they can be compared with a truth. We make the estimate on each half of the recording, and set the true share of foreign spikes beside it. The last column forgets that there is a lock-out.

# %%
def estimate(train, part, **names):
    """Contamination of the spikes of one part of the recording (ms)."""
    inside = train[(train >= part[0]) & (train < part[1])] - part[0]
    return contamination(inside, part[1] - part[0], REFRACTORY_MS, **names)


halves = (0, duration_ms / 2), (duration_ms / 2, duration_ms)
print("cluster   truth   first half   second half   lock-out forgotten")
for cluster, train in enumerate(trains):
    of_neurons = np.bincount(spikes.neurons[spikes.clusters == cluster])
    first, second = (estimate(train, half, censored=lockout_ms) for half in halves)
    forgotten = estimate(train, (0, duration_ms))
    print(f"{cluster:5d} {1 - of_neurons.max() / len(train):10.1%} {first:10.1%} {second:12.1%} {forgotten:16.1%}")

# %% [markdown]
# The cluster with "less than 2 % of short intervals" is a mixture of nearly equal parts, and both halves of the recording say so. Forgetting the lock-out makes it look much cleaner, since a third of the time in
# which violations were sought was closed.
#
# How does the estimate do in general? We mix two neurons in known parts, in twenty recordings each, and compare it with the share of intervals.

# %%
print("truth   share of short intervals          contamination")
print("        at 5 Hz   at 20 Hz          at 5 Hz         at 20 Hz")
for truth in (0.0, 0.05, 0.15, 0.3, 0.5):
    row = []
    for rate_hz in (5.0, 20.0):
        rng = np.random.default_rng(3)
        for _ in range(20):
            parts = [simulate_neuron(rng, rate_hz * share, 600.0) for share in (1 - truth, truth) if share]
            mixed = np.sort(np.concatenate(parts))
            row.append((isi_violations(mixed, REFRACTORY_MS), contamination(mixed, 600_000.0, REFRACTORY_MS)))
    (isi_5, c_5), (isi_20, c_20) = np.array(row).reshape(2, 20, 2).transpose(0, 2, 1)
    print(f"{truth:5.0%} {isi_5.mean():9.2%} {isi_20.mean():10.2%} "
          f"{c_5.mean():12.1%} ± {c_5.std():4.1%} {c_20.mean():8.1%} ± {c_20.std():4.1%}")

# %% [markdown]
# The share of intervals is four times as large at four times the rate, for the same mixture. The contamination is not. But it is uncertain where spikes are few, and near 50 %, where $c(1-c)$ is flat: there a small error of $v$ becomes a
# large one of $c$, and always downwards.

# %% [markdown] question="correlograms.one_per_cent" points=3
# **In words: below one per cent.** A paper keeps all clusters with less than 1 % of intervals below 2 ms and calls them single neurons. Its cells fire at 0.5 to 2 Hz; the detector had a lock-out of 1 ms, which is not mentioned again.
# (a) Why is the criterion nearly empty for such slow cells? Estimate the share of short intervals of an even mixture of two cells at 2 Hz together. (b) What does the lock-out add to it? (c) Which number should they give
# instead, and when should they give none? (4 to 6 sentences)
# ---mark scheme---
# - (1) Short intervals are rare at low rates, mixed or not. For an even mixture at 2 Hz: after each spike the other cell fires with 1 Hz, so within 2 ms in 1 Hz · 2 ms = 0.2 % of the cases: far below 1 %. (A full mark needs the order of magnitude.) Any mixture would pass.
# - (1) Half of the 2 ms could not be seen at all, which halves the number once more (0.1 %); the share should be sought between 1 and 2 ms, among intervals of at least 1 ms. What is empty below 1 ms is the detector's work and proves nothing.
# - (1) The contamination (or the close pairs relative to what chance would give), with the lock-out taken into account and with its uncertainty. None where chance itself would put hardly a pair between lock-out and refractory period: "0 found,
#   0.5 expected" cannot tell.

# %% [markdown]
# ## 7 Split or apart?
#
# ### What do the halves of one neuron look like?
#
# Now the other mistake: one neuron in two clusters. A widespread rule says: "if two clusters were the same neuron, they would fire together, so there would be a big **peak** at 0." Before you read on: is that right?
#
# A neuron does not fire together *with itself*. It is refractory. Deal its spikes out to two clusters, and a spike of one cluster forbids spikes of the other for 3 ms. So the cross-correlogram of two halves has a
# **trough**, just as deep as that of the auto-correlogram. Here is the whole matter in four panels, from our recording, and in the last panel from the same neurons behind a detector with a lock-out of 3 ms.

# %%
strict = simulate_sorting(np.random.default_rng(8), lockout_ms=3.0)  # same spikes, another detector
locked = [strict.times_of(cluster) for cluster in (1, 5)]
panels = {
    "one neuron, split: 1 and 4": rate_between(trains[1], trains[4]),
    "two neurons, merged: 3 with itself": rate_with_itself(trains[3]),
    "two neurons, apart: 1 and 5": rate_between(trains[1], trains[5]),
    "apart, lock-out of 3 ms: 1 and 5": rate_between(*locked),
}
levels = [rates_hz[1], rates_hz[3], rates_hz[1], 1000 * len(locked[0]) / duration_ms]
axes = figures.plot_correlograms(edges_ms, panels, levels, [1.0, 1.0, 1.0, 3.0], n_rows=2, source=source)
figures.describe(axes, (
    "Four correlograms. One neuron split into clusters 1 and 4: a trough down to 0 within 3 milliseconds, "
    "the chance level beyond. Two neurons merged into cluster 3: half of the chance level between the lock-out of 1 "
    "and 3 milliseconds. Two neurons apart, clusters 1 and 5: the chance level right up to the lock-out. The same two "
    "behind a lock-out of 3 milliseconds: nothing within 3 milliseconds, the chance level beyond; it looks like the first panel."))

# %% [markdown]
# | what you see between lock-out and refractory period | two clusters | one cluster with itself |
# |---|---|---|
# | nothing, where chance would put many | halves of one neuron | a single neuron |
# | as many as by chance, or a good part of it | different neurons | several neurons, merged |
# | a peak | different neurons that fire together | several neurons that fire together |
# | nothing, and chance would put hardly any, or the lock-out covers it all | **cannot tell** | **cannot tell** |
#
# The first and the last panel look the same, and mean opposite things. Only the hatching tells them apart. **A hole in the middle is an argument only as far as the detector could have filled it.**
#
# ### All pairs of clusters

# %%
grid_hz = np.array([[rate_with_itself(trains[a]) if a == b else rate_between(trains[a], trains[b])
                     for b in range(8)] for a in range(8)])
axes = figures.plot_correlogram_grid(edges_ms, grid_hz, rates_hz, lockout_ms, source=source)
figures.describe(axes, (
    "Eight by eight correlograms, auto-correlograms on the diagonal. Those of clusters 0, 1, 4, 5 and 6 have a "
    "trough of 3 milliseconds; that of 3 is half filled; 2 is empty throughout; 7 has peaks beside a trough. Most of the "
    "cross-correlograms are flat. Exceptions: 0 and 6 have a peak in the middle, 1 and 4 a trough of 3 milliseconds, "
    "2 and 7 are high from minus 15 to minus 3 milliseconds and empty elsewhere."))

# %% [markdown]
# Two pairs are empty in the middle: 1 and 4, as flat as can be beyond; and 2 and 7, with a peak **on one side**, more than fifty times as high as chance. Cluster 2 fires before 7, and 3 ms before at the latest. Its own auto-correlogram is empty over the whole window, although it
# fires at 4.6 Hz: after a spike in cluster 2 there is no other one in cluster 2 for a long time, but up to three in cluster 7. So cluster 2 holds the first spikes of bursts and cluster 7 all later, smaller ones. A sorter that goes by
# shape has to separate them; only the times can put them together again.
#
# ### The rule, on spikes it has not seen
#
# We make the table above into a rule and judge it by the truth. The score of a pair is the number of pairs of spikes between lock-out and refractory period, relative to chance. "Halves of one neuron" is said if that is below 0.5; the rule with the peak says it if it is above 2. The
# 0.5 was chosen on the first half of the recording (it is half way between "apart", 1, and "split", 0); what counts is the second half. As a baseline, somebody who never says "halves".

# %%
def relative_to_chance(times1, times2, part):
    """Pairs of spikes between lock-out and refractory period, relative to chance; and what chance would give."""
    first, second = (t[(t >= part[0]) & (t < part[1])] for t in (times1, times2))
    counts = cross_correlogram(first, second, REFRACTORY_MS, 0.5)
    telling = np.abs(np.arange(-3, 3, 0.5) + 0.25) > lockout_ms
    chance = len(first) * len(second) * 0.5 * telling.sum() / (part[1] - part[0])
    return counts[telling].sum() / chance, chance


names = [(a, b) for a in range(8) for b in range(a)]
is_split = np.array([bool(spikes.neurons_of(a) & spikes.neurons_of(b)) for a, b in names])
score = np.array([[relative_to_chance(trains[a], trains[b], half) for a, b in names] for half in halves])
for half, (ratio, chance) in zip(("first", "second"), score.transpose(0, 2, 1), strict=True):
    print(f"{half} half: split pairs {ratio[is_split].round(2)}, others {ratio[~is_split].min():.2f} to "
          f"{ratio[~is_split].max():.2f}; chance puts {chance.min():.0f} to {chance.max():.0f} pairs there")

# %%
second_half = score[1, :, 0]
rules = {"never": np.zeros(len(names), bool), "peak at 0": second_half > 2, "trough at 0": second_half < 0.5}
print("rule          right   split pairs found   false alarms")
for rule, says_split in rules.items():
    print(f"{rule:12} {np.mean(says_split == is_split):6.0%} {np.sum(says_split & is_split):10d} of {is_split.sum()} "
          f"{np.sum(says_split & ~is_split):15d}")
print("found by the trough:", [name for name, says in zip(names, rules["trough at 0"], strict=True) if says])

# %% [markdown]
# The rule with the peak finds none of the split neurons, and would join the two that fire together: it is worse than to say nothing at all. Note also what "93 % right" is worth for one who never says anything: most pairs are apart, so look at what was *found*.
#
# And the truth, which cluster holds which neurons:

# %%
print("clusters of rows, neurons of columns (number of spikes)")
print(np.array([np.bincount(spikes.neurons[spikes.clusters == k], minlength=7) for k in range(8)]))

# %% [markdown] question="correlograms.join_or_not" points=3
# **In words: to join or not to join.** (a) Explain to somebody who believes in the "big peak at 0" why the cross-correlogram of two halves of one neuron has a trough, and what a peak at 0 means instead. (b) Clusters X and Y have the empty middle of the first panel; X has large spikes,
# Y small ones, and Y fires 4 to 8 ms after X far more often than before. Would you join them? Which other explanation, with two different neurons, would you want to rule out, and by what? (c) The lock-out was 2.5 ms. Does that change your answer to (b)? (4 to 7 sentences)
# ---mark scheme---
# - (1) After a spike a neuron is refractory; so a spike in one half forbids spikes of the other half, like one neuron's own auto-correlogram: a trough. A peak means two *different* cells that fire together (common input, gap junctions), or one spike that was detected twice.
# - (1) Joining is sensible: a neuron that bursts, whose later spikes are smaller, makes exactly that asymmetry. The other explanation is that X excites Y (a synapse), with Y silenced for 3 ms for some other reason; then there would be pairs in between, and the shapes over the four
#   channels would be different, not only scaled. Evidence: same relative amplitudes over the channels, an auto-correlogram of the joined cluster with a clean trough, Y hardly ever firing without X before it.
# - (1) Yes: only 2.5 to 3 ms could then have been seen. If chance puts hardly a pair there, the empty middle proves nothing, and what is left is the asymmetry and the shape. "Cannot tell" by the trough.

# %% [markdown]
# ## 8 Your own evidence
#
# Two verdicts, on recordings of your own. Neurons in them are refractory for 3 ms (dotted lines); lock-outs (hatched) and lengths differ from panel to panel. For each of the panels A to D you say
#
# - `"+"`: the data **support** it,
# - `"-"`: the data **contradict** it,
# - `"0"`: the data **cannot tell**: the lock-out covers everything below 3 ms, or chance would have put hardly a pair there.
#
# Put in your student number: it draws your own panels. The checks only tell whether your verdict can be read; it is judged, for the number that stands in the cell, after you have handed in. Mind the vertical scales: each panel has its own.

# %%
evidence_number = 2026  # replace by your student number: it draws your own panels


def print_panels(panels):
    """The panels of a question as numbers."""
    distance_ms = np.abs(panels["edges_ms"][:-1] + 0.25)
    for letter, counts, expected, hidden_ms in zip(
            "ABCD", panels["counts"], panels["expected"], panels["lockout_ms"], strict=True):
        telling = (distance_ms > hidden_ms) & (distance_ms < REFRACTORY_MS)
        print(f"{letter}: lock-out {hidden_ms} ms; from there to 3 ms {counts[telling].sum()} pairs, "
              f"by chance {expected * telling.sum():.1f}; in all {counts.sum()} pairs")


# %% [markdown]
# ### Halves of one neuron?
#
# Four **cross-correlograms**, each of two clusters. *Are the two clusters halves of one neuron?*

# %%
panels = evidence_panels("correlograms.evidence_split", evidence_number)
axes = figures.plot_evidence_correlograms(panels, source="simulated neurons")
figures.describe(axes, (
    "Four panels, A to D, each with a cross-correlogram from minus 15 to 15 milliseconds, a hatched lock-out, a dashed line "
    "for what chance would give, and dotted lines at plus and minus 3 milliseconds. The values are in the next cell as numbers."))

# %%
print_panels(panels)

# %%
from solutions.correlograms import evidence_split  # exercise

# %%
check("correlograms.evidence_split")

# %% [markdown]
# ### A single neuron?
#
# Four **auto-correlograms**. *Is the cluster a single neuron?* A cluster that is not holds two or three neurons in about equal parts.

# %%
panels = evidence_panels("correlograms.evidence_single", evidence_number)
axes = figures.plot_evidence_correlograms(panels, source="simulated neurons")
figures.describe(axes, (
    "Four panels, A to D, each with an auto-correlogram from minus 15 to 15 milliseconds, a hatched lock-out, a dashed line "
    "for what chance would give, and dotted lines at plus and minus 3 milliseconds. The values are in the next cell as numbers."))

# %%
print_panels(panels)

# %%
from solutions.correlograms import evidence_single  # exercise

# %%
check("correlograms.evidence_single")

# %%
print("my verdicts:", evidence_split, "and", evidence_single, "on the panels of number", evidence_number)

# %% [markdown]
# ## 9 From the voltage to judged clusters
#
# Now everything at once, and nothing made up by us in between: two minutes of the simulated tetrode with its six neurons, detected, cut out, turned into twelve features (the lab on detection), sorted by a Gaussian mixture (the lab on mixtures), and judged by what you have written here.
# The mixture has ten components, more than there are neurons: that is what a criterion such as BIC tends to end up with.

# %%
def sort_voltage(voltage_uv, fs, n_clusters):
    """Samples and clusters of the spikes in a voltage: the two labs before this one in a few lines."""
    sections = butter(3, [500, 4000], btype="bandpass", fs=fs, output="sos")
    filtered = sosfiltfilt(sections, voltage_uv, axis=0)
    lowest = np.min(filtered / (np.median(np.abs(filtered), axis=0) / 0.6745), axis=1)
    samples, _ = find_peaks(-lowest, height=4.5, distance=fs / 1000)
    samples = samples[(samples >= fs / 1000) & (samples <= len(lowest) - 1 - fs / 1000)]
    waveforms = filtered[samples[:, None] + np.arange(-10, 20)]
    features = np.hstack([PCA(3).fit_transform(waveforms[:, :, channel]) for channel in range(4)])
    return samples, GaussianMixture(n_clusters, n_init=3, tol=1e-2, random_state=0).fit_predict(features)


tetrode = simulate_tetrode(np.random.default_rng(6), 120.0)
samples, found_clusters = sort_voltage(tetrode.voltage_uv, tetrode.fs, 10)
found_ms = 1000 * samples / tetrode.fs
print(f"{len(samples)} spikes found, {len(tetrode.spike_samples)} true ones")

# %% [markdown]
# `judge_clusters` and `find_halves` are the rules of sections 6 and 7, with your functions inside. A cluster is **single** if its contamination is below 10 %, unless chance would have made fewer than four close pairs in it: then nobody can tell.
# Two clusters look like **halves of one neuron** if they have less than a fifth of the close pairs that independent ones would make, where these would be more than five. A pair is close from the detector's lock-out (1 ms) to the refractory period (2.5 ms).

# %%
found_trains = [found_ms[found_clusters == k] for k in range(10)]
for verdict in [*judge_clusters(found_trains, contamination), *find_halves(found_trains, cross_time_diff)]:
    print(verdict)

# %% [markdown]
# Before you read on: which clusters would you keep, which would you join, and of which would you say nothing? Then compare with the truth:

# %%
matching = match_spikes(tetrode.spike_samples, samples, tolerance=15)
true_neurons = matching.label_found(tetrode.spike_units)  # -1: no true spike is near
print("clusters of rows; neurons 0 to 5 and 'none' of columns (number of spikes)")
print(np.array([np.bincount(true_neurons[found_clusters == k] % 7, minlength=7) for k in range(10)]))

# %% [markdown]
# - The five clusters called **single** are: of each, 99 % or more comes from one neuron. Single does not mean *complete*: cluster 5 lacks 139 spikes of its neuron. They are in cluster 3, with too few pairs for any verdict.
# - **Clusters 2 and 8** are indeed one neuron, cut into large and smaller spikes of its bursts. No measure of the shapes would say so; the empty middle does.
# - **Cluster 7** has a contamination of 50 % by the formula, and of 1 % in truth. Two troughs that are no spikes of their own, each some 1.2 ms behind a spike of this very neuron, make the only close pairs in it. They do not come at random, as the formula has it; and where
#   even independent spikes would make no more than 2.5 pairs, two of them decide everything. "Cannot tell" was the right answer.
# - **Cluster 9** is the mixture's dustbin, for overlapping spikes mostly.
#
# (Another version of a library may number the clusters in another way, or cut elsewhere. Then read your own table in this manner.)
#
# All of it can be your own: put your functions of the labs on detection and on mixtures into two modules, and `course.sorting.sort_voltage(voltage, fs, detection, mixtures)` does with them what the cell above does with two libraries. `judge_clusters` then takes the list of `sorting.times_of(k)` of its clusters.

# %% [markdown]
# ## 10 Real recordings
#
# ### A ganglion cell in two lights
#
# The spikes of one retinal ganglion cell, recorded for half a minute in dim and for half a minute in bright light (Kramer & Eden, 2016). It was recorded as *one* cell, so this puts our rules to the test rather than the cell. Until you have fetched it
# (`python data_fetch.py light_levels`, 13 kB), a simulated twin takes its place; the figure says which of the two you see.

# %%
cell = data_fetch.load("light_levels")
lights = {name: 1000 * np.sort(cell[f"{name}_light_times_s"]) for name in ("low", "high")}
print(cell.source)
for name, times_ms in lights.items():
    found = [contamination(times_ms, 30_000.0, refractory) for refractory in (1.0, 2.0, 3.0)]
    print(f"{name:>4} light: {len(times_ms)} spikes, shortest interval {np.diff(times_ms).min():.2f} ms, "
          f"contamination with a refractory period of 1, 2 or 3 ms: {found[0]:.2f}, {found[1]:.2f}, {found[2]:.2f}")

# %%
rates = {f"{name} light": rate_with_itself(times_ms) for name, times_ms in lights.items()}
levels = [len(times_ms) / 30 for times_ms in lights.values()]
axes = figures.plot_correlograms(edges_ms, rates, levels, source=cell.source)
figures.describe(axes, (
    "Two auto-correlograms of a ganglion cell. Low light: nothing within 4 milliseconds and then a rise to the "
    "chance level within 10. High light: nothing within about 0.75 milliseconds, then at once about twice the chance level."))

# %% [markdown]
# In dim light the cell never fires twice within 4 ms. In bright light it does so all the time, and with a refractory period of 2 ms the estimate says 0.5: no single cell at all. But look at the figure. From 1 to 8 ms the correlogram is at about twice the level of
# chance. Foreign spikes that know nothing of the cell could not lift it *above* that level; this is what "no real root" means. Bursts of the cell itself can. So it is the assumption that fails. **The refractory period is a property of
# the cell, and of what it is doing**; a number from a table condemns fast cells and acquits slow mixtures. Where the trough of an auto-correlogram ends should be looked up in the auto-correlogram.
#
# ### A whole tetrode
#
# If you have the files of the tetrode recording (`nds_cl_1_features.npy` and `nds_cl_1_spiketimes_t.npy`, see the lab on detection), hand over both by `python data_fetch.py --from FILE`. Then the next cells sort its 34 000 spikes by a Gaussian mixture, which takes
# some ten seconds, and judge each cluster as above. Nobody knows the truth here.

# %%
try:
    features = data_fetch.load("tetrode", simulated=False)["features"]
    tetrode_ms = data_fetch.load("tetrode_times", simulated=False)["times_ms"]
except data_fetch.DataError:
    tetrode_ms = None
    print("The recording is not here: the next cell is skipped.")

# %%
if tetrode_ms is not None:
    sorted_into = GaussianMixture(12, max_iter=200, tol=1e-2, random_state=0).fit_predict(features)
    lockout_ms = np.diff(tetrode_ms).min()  # no two spikes of the detector are closer
    found_trains = [tetrode_ms[sorted_into == k] for k in range(12)]
    print(*judge_clusters(found_trains, contamination, hidden_ms=lockout_ms), sep="\n")
    print(*find_halves(found_trains, cross_time_diff, hidden_ms=lockout_ms), sep="\n")

# %% [markdown]
# ## 11 What could be wrong
#
# - **The refractory period** is assumed. Take it from the auto-correlograms of the cells at hand, and say which one you took.
# - **The lock-out** hides coincidences of *all* cells on an electrode, not only of one cell with itself. How different neurons fire within a millisecond cannot be studied on one electrode; take cells of two.
# - **Independence.** The contamination counts foreign spikes that know nothing of the cell. If the foreign cell fires along with it, the estimate is too high; if it avoids it (or is the rest of its own bursts), too low. And it assumes steady rates: two cells that never fire
#   in the same hour make no close pairs, however thoroughly they are merged.
# - **What is missing is not seen.** A cluster may be pure and hold only half of the neuron's spikes. Purity is one question, completeness another; a sorter must be judged by both.
# - **Many pairs.** Fifteen clusters have 105 cross-correlograms of 60 bins. Some bins will stick out: compare with shuffles, and correct for how often you looked.
# - **A peak is no synapse.** Common input, common rate and a spike that was detected twice make peaks, too.
#
# ### Further reading
#
# - Perkel, Gerstein & Moore (1967). Neuronal spike trains and stochastic point processes. II. Simultaneous spike trains. *Biophys J* 7:419-440. Where cross-correlograms come from.
# - Brody (1999). Correlations without synchrony. *Neural Computation* 11:1537-1551. Slow rates that look like coupling.
# - Hill, Mehta & Kleinfeld (2011). Quality metrics to accompany spike sorting of extracellular signals. *J Neurosci* 31:8699-8705. Contamination and censored periods.
# - Amarasingham, Harrison, Hatsopoulos & Geman (2012). Conditional modeling and the jitter method of spike resampling. *J Neurophysiol* 107:517-531.
# - Kramer & Eden (2016). *Case Studies in Neural Data Analysis*. MIT Press. The ganglion cell in two lights.
