# ---
# jupyter:
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # Reading a choice from a population
#
# A mouse sees a grating on the left and one on the right, and turns to the side that it takes for the stronger one. Meanwhile, hundreds of
# neurons all over its brain are recorded. Can we tell from their spikes **which side it will choose**? A formula that does is a
# *decoder*. And when it works: what have we learnt about the brain?
#
# After this lab you can
#
# - write **logistic regression** down, fit it by hand, and recognise when it has no solution at all,
# - explain what a **penalty** on the weights is for, and what L1, L2 and a mixture of both do to them,
# - judge a decoder on trials that **no part of it** has seen: not the fit, not the scaling, not the choice of the penalty,
# - say against **which baseline** a decoder must be held before anybody may speak of a code of the choice.
#
# | part | minutes |
# |---|---|
# | 1 The experiment | 8 |
# | 2 Baselines first | 10 |
# | 3 Logistic regression by hand | 25 |
# | 4 More neurons than trials | 20 |
# | 5 Does it work on new trials? | 22 |
# | 6 The choice, or the stimulus? | 15 |
# | 7 Three penalties | 20 |
# | 8 How strong a penalty? | 20 |
# | 9 Your own evidence | 8 |
# | 10 Real recordings · 11 What could be wrong | 7 |
#
# About two and a half hours; all the computing in it takes some seconds. You need lab 01, or else the idea of a likelihood and of a derivative.

# %% [markdown]
# ## How this notebook works
#
# There are ten functions to write and one verdict to give, each followed by a cell that checks it, such as
# `check("logistic_decoding.sigmoid")`. A check tells you what is off, then gives a hint, then a place to read; run it as often
# as you like. It brings its own inputs, also awkward ones, so it does not depend on other cells.
#
# Some functions are blank, others have gaps written `...`. Fill them in **and delete the line `raise NotImplementedError(...)`**.
# You may also throw the given lines away and write your own: only what the function returns counts.
# *Run all* stops at the first exercise that is not yet solved; that is meant.
# Questions marked **In words** are read by a person.

# %%
import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import data_fetch
from autograder import check, evidence_panels
from course import figures
from course.classifiers import fit_path, make_logistic
from course.simulate import choices

# %% [markdown]
# ## 1 The experiment
#
# In a trial the grating on either side has contrast 0 (nothing), 0.25, 0.5 or 1. The mouse turns a wheel towards one side: **0 is left, 1 is
# right**. The spikes of 691 neurons are counted in the half second before it moves (the experiment is that of Steinmetz et al., 2019, who recorded all over the brain,
# not in one area).
#
# We work on a **simulated session** with the numbers of one of theirs: 276 trials, 691 neurons. It has an advantage that no recording has: we know which neurons carry
# what. 60 neurons follow the *stimulus*, 40 carry the *choice* itself, most carry neither, and all share slow changes of
# arousal. Which ones these are stays in a drawer until part 7. Part 10 goes to real cells.

# %%
session = choices.simulate_session(np.random.default_rng(2004))
rates = session["spikes"]       # (n_trials, n_neurons) spikes/s
choice = session["choices"]     # (n_trials,) 0 left, 1 right
contrast = session["contrast"]  # (n_trials,) right minus left
source = "simulated"            # stands below every figure

print("rates:", rates.shape, " choices to the left and to the right:", np.bincount(choice))
slow, middle, fast = np.quantile(rates.mean(axis=0), [0.1, 0.5, 0.9])
print(f"mean rates: one neuron in ten below {slow:.1f}, half below {middle:.1f}, one in ten above {fast:.1f} spikes/s")

# %% [markdown]
# Before any model, look. First the mouse: how often does it go right, depending on what it saw? Then the neurons: every row is a
# trial, every column a neuron, the trials sorted by the choice.

# %%
ax = figures.plot_psychometric(contrast, choice, source=source)
figures.describe(ax, (
    "Share of choices to the right over the contrast difference, from minus 1 to plus 1. It rises "
    "from about 0.1 to 1 in an S-shaped way and is 0.7 at a difference of 0."))

# %%
scaled = StandardScaler().fit_transform(rates)
ax = figures.plot_population(scaled, choice, source=source)
figures.describe(ax, (
    "The rates of 80 neurons in all trials as an image, in standard deviations. Trials with choices to the "
    "left are above a line, those to the right below it. It looks like noise in both halves."))

# %% [markdown]
# The mouse follows the stimulus, with errors, and prefers the right a little. The neurons look like noise; no single one gives
# the choice away. If there is something in there, it is spread over many.
#
# Keep the first figure in mind: **the choice depends on the stimulus**. Whatever follows the stimulus therefore also goes along with the choice.

# %% [markdown]
# ## 2 Baselines first
#
# ### A decoder that knows nothing
#
# "Our decoder is right in 70 % of the trials." Is that good? Not if a decoder that never looks at a neuron is right in 75 %. So we write down what
# costs nothing **before** we fit anything.
#
# The simplest decoder says the same in every trial: the choice that is the more frequent one. How often is it right?

# %%
from solutions.logistic_decoding import majority_accuracy  # exercise

# %%
check("logistic_decoding.majority_accuracy")

# %% [markdown]
# ### A decoder that knows only the stimulus
#
# The second baseline looks at the screen and not at the brain: "the mouse goes to the side with the higher contrast, and where both are
# equal, to the side that it prefers". It needs no fit.

# %%
preferred = int(np.mean(choice) > 0.5)
rule = np.where(contrast > 0, 1, np.where(contrast < 0, 0, preferred))

print(f"majority: {majority_accuracy(choice):.3f}")
print(f"rule that sees the stimulus: {np.mean(rule == choice):.3f}")

# %% [markdown]
# So a decoder of *neurons* that is right in 62 % of the trials knows nothing, and one that is right in 79 % may know no more than that one
# side of the screen was brighter. Both numbers will stand in every figure from now on.

# %% [markdown]
# ## 3 Logistic regression by hand
#
# ### From log-odds to a probability
#
# A weighted sum of rates can be any number; a probability lies between 0 and 1. Logistic regression takes the sum for the **log-odds** of a choice to the
# right, $\eta = \log\frac{p}{1-p}$, and turns them into a probability:
#
# $$ p = \sigma(\eta) = \frac{1}{1 + e^{-\eta}}. $$
#
# Written down like that it breaks in a computer:

# %%
z = np.array([-1000.0, 0.0, 1000.0])
with np.errstate(over="ignore"):
    print("exp(-z):", np.exp(-z))
with np.errstate(over="ignore", invalid="ignore"):
    print("exp(z) / (1 + exp(z)):", np.exp(z) / (1 + np.exp(z)))

# %% [markdown]
# $e^{1000}$ is too large for a floating-point number: NumPy warns, the first form survives by luck ($1/\infty = 0$), the other one ends in *nan*. But
# $e^{-1000}$ is harmless, it is just 0. The two forms $\frac{1}{1+e^{-z}}$ and $\frac{e^{z}}{1+e^{z}}$ are equal on paper. So choose, for each $z$, the one that
# has an exponential of a **negative** number only.

# %%
from solutions.logistic_decoding import sigmoid  # exercise

# %%
check("logistic_decoding.sigmoid")

# %% [markdown]
# ### The likelihood of the choices
#
# If the model gives choice 1 the probability $p_i = \sigma(\eta_i)$ in trial $i$, then choice 0 has $1 - p_i = \sigma(-\eta_i)$. What was chosen
# has some probability in each trial; the product over the trials is the likelihood, and minus its logarithm is
#
# $$ L(\theta) = -\sum_{i:\,y_i=1} \log \sigma(\eta_i) \;-\sum_{i:\,y_i=0} \log \sigma(-\eta_i), \qquad \eta = X\theta, $$
#
# in nats. As in lab 01, $X$ has a column of ones here, and $\theta$ starts with the intercept.
#
# **Do not take the logarithm of a sigmoid.** $\log\sigma(-800)$ is $-800$ on paper and $-\infty$ in a computer, because $\sigma(-800)$ is rounded to 0 on the way. Do the logarithm on paper
# first: $-\log\sigma(\eta) = \log(1 + e^{-\eta})$. And `np.logaddexp(a, b)` is $\log(e^a + e^b)$, computed so that nothing overflows; which $a$ makes $e^a$ equal to 1?

# %%
with np.errstate(divide="ignore"):
    print("log of the sigmoid of -800:", np.log(sigmoid(-800.0)))

# %%
from solutions.logistic_decoding import neg_log_lik_logistic  # exercise

# %%
check("logistic_decoding.neg_log_lik_logistic")

# %% [markdown]
# The curve, and what a choice costs under it. A choice that was given the probability 0.99 costs next to nothing. One against log-odds of 8
# costs 8 nats: **confidence in the wrong direction is what the likelihood punishes most**, in proportion to the log-odds.

# %%
z = np.linspace(-8, 8, 161)
one, theta = np.ones((1, 1)), z[:, None]
costs = {f"choice {y}": np.array([neg_log_lik_logistic(t, one, np.array([y])) for t in theta]) for y in (1, 0)}

axes = figures.plot_curve_and_cost(z, sigmoid(z), costs, source="no data: formulas")
figures.describe(axes, (
    "Left: the sigmoid rises from 0 to 1 over log-odds of minus 8 to 8, through one half at 0. Right: the cost of "
    "choice 1 falls from 8 nats at log-odds of minus 8 to 0; that of choice 0 is its mirror image."))

# %% [markdown]
# ### A first fit: the mouse and its stimulus
#
# One feature, the contrast difference; two parameters. The gradient is as simple as in lab 01, predicted minus observed: $\nabla L = X^\top(\sigma(\eta) - \mathbf{y})$.
# The second derivative is $X^\top \operatorname{diag}(p(1-p))\,X$, and $p(1-p)$ is never negative: $L$ is **convex**, so there is no second valley.

# %%
X_contrast = np.column_stack([np.ones(len(contrast)), contrast])
result = minimize(neg_log_lik_logistic, np.zeros(2), (X_contrast, choice))
curvature = X_contrast.T * sigmoid(X_contrast @ result.x) * sigmoid(-X_contrast @ result.x) @ X_contrast
error = 1.96 * np.sqrt(np.diag(np.linalg.inv(curvature)))
for name, value, limit, truth in zip(["bias", "log-odds per contrast"], result.x, error,
                                     [choices.BIAS, choices.LOG_ODDS], strict=True):
    print(f"{name}: {value:.2f} ± {limit:.2f} (simulated with {truth})")

grid = np.linspace(-1, 1, 101)  # for the curve
ax = figures.plot_psychometric(contrast, choice, (grid, sigmoid(result.x[0] + result.x[1] * grid)), source=source)
figures.describe(ax, (
    "The observed share of choices to the right at nine contrast differences, and the fitted logistic curve, "
    "which runs through the limits of nearly all of them."))

# %% [markdown]
# One of the two true values lies just outside its 95 % limits. That happens: to one in twenty.
#
# ## 4 More neurons than trials
#
# ### No bottom at all
#
# Now the neurons: 691 features, 276 trials. We give scikit-learn's `LogisticRegression` the standardised rates and switch its penalty off (`C=np.inf`; why *C* is explained below), and
# let it stop at different tolerances: as soon as no slope is larger than `tol`.
#
# (`make_logistic` is scikit-learn's `LogisticRegression`. How a penalty is asked for has changed between its versions, and this small function of the course knows how yours wants it.)

# %%
tolerances = 10.0 ** -np.arange(1, 9)
lengths = {"no penalty": [], "with a penalty": []}
print("tolerance   weights   accuracy on the same trials   neg. log-likelihood (nats)")
for tol in tolerances:
    free = make_logistic(C=np.inf, tol=tol).fit(scaled, choice)
    theta = np.append(free.intercept_, free.coef_)
    cost = neg_log_lik_logistic(theta, np.column_stack([np.ones(len(scaled)), scaled]), choice)
    lengths["no penalty"].append(np.linalg.norm(free.coef_))
    lengths["with a penalty"].append(np.linalg.norm(make_logistic(C=1.0, tol=tol).fit(scaled, choice).coef_))
    print(f"{tol:9.0e} {lengths['no penalty'][-1]:9.2f} {free.score(scaled, choice):14.3f} {cost:31.7f}")

# %%
ax = figures.plot_weight_growth(tolerances, lengths, source=source)
figures.describe(ax, (
    "Length of the weight vector over the solver's tolerance, from 0.1 on the left to 1e-8 on the right. Without a "
    "penalty it grows steadily from 1 to 9; with a penalty it stays at 2.4 from 1e-3 on."))

# %% [markdown]
# From a tolerance of 0.01 on, *every* trial is predicted right, so the data are **separable**: some direction in the space of 691 rates puts all
# left trials on one side and all right trials on the other. Then longer weights along that direction always fit better: all probabilities go to 0 and 1, and $L$ goes to 0 without ever getting there.
# The likelihood has **no maximum**. The weights that a program prints are the place where it lost patience, a property of `tol` and not of the brain.
#
# With more neurons than trials this *must* happen, whatever the neurons say: 276 equations in 691 unknowns have a solution. It also happens to choices that have nothing to do with the neurons:

# %%
rng = np.random.default_rng(5)
shuffled = rng.permutation(choice)
print("accuracy on the trials of the fit, choices shuffled:", make_logistic(C=1.0).fit(scaled, shuffled).score(scaled, shuffled))

# %% [markdown] question="logistic_decoding.no_maximum" points=3
# **In words: no maximum.** A paper decodes left from right with 300 neurons in 120 trials by "maximum likelihood logistic regression" and reports: "The decoder classified 100 % of the
# trials. The weights of area A were between −12 and 12, those of area B between −20 and 20; choice is therefore coded more strongly in B." (a) What does the 100 % say about the neurons? (b) Why are the sizes
# of these weights not a result? (c) What would you ask the authors to do? (4 to 6 sentences)
# ---mark scheme---
# - (1) Nothing: with more neurons than trials the trials can (almost surely) be separated, also with shuffled choices. It is the accuracy on the trials of the fit.
# - (1) Separable data have no maximum of the likelihood: along the separating direction longer weights always fit better. The size depends on when the optimiser stopped (tolerance, number of
#   iterations), so two areas may differ by that alone (also by the numbers of neurons and the units of their rates).
# - (1) A penalty (with its strength chosen by cross-validation), the accuracy on held-out trials against a baseline, and rates in comparable units. Half a mark for only one of these.

# %% [markdown]
# ### A penalty makes a minimum
#
# The remedy is to make long weights cost something:
#
# $$ \text{minimise}\quad L(b, \mathbf{w}) + \tfrac{1}{2}\lambda \sum_j w_j^2, \qquad \lambda > 0. $$
#
# This has exactly one minimum, always: the penalty is a bowl in every direction of $\mathbf{w}$. **The intercept $b$ is left out of the penalty**: that the mouse prefers the right is no reason to
# make the weights pay, and the result must not depend on where the zero of a rate lies. scikit-learn writes the strength as its inverse, $C = 1/\lambda$: *large C, weak penalty*.
#
# Write the fit. `strength` has one entry a parameter, so that the intercept's can differ. The gradient gains a term, and so does the Hessian (which is given).

# %%
from solutions.logistic_decoding import fit_logistic  # exercise

# %%
check("logistic_decoding.fit_logistic")

# %% [markdown]
# Yours and scikit-learn's must be the same; and its default, which many papers call "logistic regression" without further words, **is** a penalised fit, with $C = 1$.

# %%
by_hand = fit_logistic(scaled, choice, l2=1.0)
library = make_logistic(C=1.0, tol=1e-8).fit(scaled, choice)
print(f"length of the weights: {np.linalg.norm(by_hand[1:]):.6f} by hand, {np.linalg.norm(library.coef_):.6f} by scikit-learn")
print(f"largest difference of a weight: {np.abs(by_hand[1:] - library.coef_[0]).max():.0e}")
print(f"intercepts: {by_hand[0]:.6f} and {library.intercept_[0]:.6f}")

# %% [markdown]
# ## 5 Does it work on new trials?
#
# ### How often is it right?
#
# A decoder says 1 where the probability is above one half. Its **accuracy** is the share of trials in which that is what the mouse did. `model` is anything of scikit-learn that was
# fitted before; it has a method `predict`.

# %%
from solutions.logistic_decoding import compute_accuracy  # exercise

# %%
check("logistic_decoding.compute_accuracy")

# %% [markdown]
# ### Trials that the fit has not seen
#
# On the trials of the fit the accuracy was 1, for shuffled choices as well, so it says nothing. We need trials that the fit has not seen, and as there are only 276, every trial should get its
# turn: **cross-validation**. Split the trials into 8 groups (*folds*). Leave one out, fit to the other seven, and ask for the accuracy on the one left out. Do that for each, and take the mean of the 8 accuracies.
#
# Two rules:
#
# - `StratifiedKFold` makes the folds so that each has the same share of left and right.
# - **Everything that learns from data belongs inside.** Rates are standardised before the fit (a penalty treats all weights alike, so their units should be alike), and the mean and the standard
#   deviation are learnt from data, too: from the *training* trials of the fold. `make_pipeline(StandardScaler(), LogisticRegression(C=C))` fits both in one call of `fit`, and uses both in `predict`.
#
# `max_iter` is generous and `tol` strict because a solver that stops early is itself a kind of penalty.

# %%
from solutions.logistic_decoding import cross_validated_accuracy  # exercise

# %%
check("logistic_decoding.cross_validated_accuracy")

# %%
print(f"neurons, held out: {cross_validated_accuracy(rates, choice):.3f}")
print(f"neurons, held out, choices shuffled: {cross_validated_accuracy(rates, shuffled):.3f}")
print(f"majority: {majority_accuracy(choice):.3f}")

# %% [markdown]
# With shuffled choices the held-out accuracy is about what guessing gives, and *below* the majority: a decoder that believes in noise does worse than one that knows nothing. So cross-validation has not been fooled. It can be, though.
#
# ### Everything inside the folds
#
# A popular short cut: "of 691 neurons most say nothing; let us first pick the 50 that go along with the choice best, and decode from those". Here it is, done to the **shuffled** choices, first with the picking
# outside, on all trials, then inside, on the training trials of each fold.

# %%
def pick_neurons(X, y, n_picked=50):
    return np.argsort(-np.abs((y - y.mean()) @ X))[:n_picked]


outside = cross_validated_accuracy(scaled[:, pick_neurons(scaled, shuffled)], shuffled, C=0.01)

inside = []
for known, unknown in StratifiedKFold(8).split(scaled, shuffled):
    picked = pick_neurons(scaled[known], shuffled[known])
    small = make_logistic(C=0.01).fit(scaled[known][:, picked], shuffled[known])
    inside.append(compute_accuracy(scaled[unknown][:, picked], shuffled[unknown], small))
print(f"shuffled choices: picked outside the folds {outside:.3f}, inside {np.mean(inside):.3f}, "
      f"majority {majority_accuracy(shuffled):.3f}")

# %% [markdown]
# Picked outside, 50 neurons "decode" choices that were drawn by lot: the held-out trials had their say when the neurons were picked. Standardising outside is the same mistake, usually
# a smaller one. (The cell above works with `scaled`, standardised over all trials: for rates without outliers that hardly shows. With a few enormous values it does, and the check of your function has some.)

# %% [markdown] question="logistic_decoding.inside_the_folds" points=2
# **In words: inside the folds.** (a) Which of these belong inside each fold, and which may be done once for all trials: taking the square root of the counts; subtracting each neuron's mean; a principal component
# analysis of the rates; leaving out neurons with fewer than 0.1 spikes/s over the session; leaving out neurons whose rate differs between left and right with p > 0.05? (b) State the rule in one sentence. (2 to 4 sentences)
# ---mark scheme---
# - (1) Inside: the mean, the principal components (both learn from the trials) and above all the test by choice. Once for all: the square root (it learns nothing). The threshold on the overall rate uses all trials but neither the
#   choices nor much of the trials; either answer is right if the reason is given. Half a mark if one is misplaced.
# - (1) Whatever is computed from the trials that will be tested, above all from their choices, must be computed from the training trials alone, anew in every fold.

# %% [markdown]
# ## 6 The choice, or the stimulus?
#
# The neurons decode the choice. Are they *about* the choice? Hold them against both baselines, each judged on the same held-out trials. And against a third one that only a simulation
# can offer: **the same session, with the same stimuli and the same choices, in which no neuron carries the choice**. There, 60 neurons follow the stimulus, and that is all.

# %%
without = choices.simulate_session(np.random.default_rng(2004), n_choice=0)
assert np.array_equal(without["choices"], choice)

decoder = make_pipeline(StandardScaler(), LogisticRegression(max_iter=10_000))
features = {"stimulus": (contrast[:, None], 1.0), "neurons": (rates, 0.01), "no choice\nneurons": (without["spikes"], 0.01)}
is_right = {}
for name, (X, C) in features.items():  # a single feature needs a milder penalty than 691 do
    decoder.set_params(logisticregression__C=C)
    is_right[name] = cross_val_predict(decoder, X, choice, cv=StratifiedKFold(8)) == choice

accuracy = {name: hits.mean() for name, hits in is_right.items()}
limits = {name: 1.96 * hits.std() / np.sqrt(len(hits)) for name, hits in is_right.items()}
ax = figures.plot_accuracies(accuracy, limits, {"majority": majority_accuracy(choice)}, source=source)
figures.describe(ax, (
    "Held-out accuracy of three decoders with the majority at 0.62 as a dashed line: stimulus 0.79, neurons 0.88, "
    "and the population without choice neurons 0.70, each with limits of about plus and minus 0.05."))

# %% [markdown]
# Look at the bar on the right. From that population the choice *is* decoded better than by the majority, though **not one of its neurons knows anything about the choice**. They know the stimulus, the
# mouse knows the stimulus, and so they go along. "The choice can be decoded from these neurons" is true there, and "these neurons code the choice" is false.
#
# How does one tell the two apart in a real recording? Two ways, both only possible if the stimulus was written down:
#
# 1. **Against the stimulus.** Count the trials in which one decoder is right and the other is wrong; those in which both agree decide nothing. The difference of two accuracies has a much smaller error when it is taken trial by trial.
# 2. **Where the stimulus says nothing.** In trials with equal contrasts, only the mouse's own state can decide.

# %%
equal = contrast == 0
print(f"{equal.sum()} trials with equal contrasts; majority there: {majority_accuracy(choice[equal]):.3f}")
for name in ("neurons", "no choice\nneurons"):
    gain = is_right[name].astype(float) - is_right["stimulus"]
    only_it, only_stimulus = np.sum(gain > 0), np.sum(gain < 0)
    limit = 1.96 * gain.std() / np.sqrt(len(gain))
    print(f"\n{name.replace(chr(10), ' ')}: right where the stimulus is wrong {only_it}, wrong where it is right {only_stimulus}")
    print(f"   gain over the stimulus: {gain.mean():+.3f} ± {limit:.3f}")
    print(f"   accuracy in the trials with equal contrasts: {is_right[name][equal].mean():.3f}")

# %% [markdown]
# The neurons of our session beat the stimulus, beyond what chance explains, and they know the choice also where the stimulus says nothing. Those of the other population do neither.
# (The limits treat trials as independent, which held-out predictions of overlapping fits are not quite. For a close call one would shuffle.)

# %% [markdown] question="logistic_decoding.choice_or_stimulus" points=3
# **In words: choice or stimulus?** "From 120 neurons of visual cortex we decoded the animal's choice with 74 % accuracy, significantly above chance (50 %). Visual cortex thus takes part in the decision." The animal chose
# right in 68 % of the trials. (a) Name the two baselines that are missing, and what each would rule out. (b) Describe an analysis of the same data that could support the conclusion. (c) Suppose the neurons beat the stimulus in your
# analysis. Does visual cortex then take part in the *decision*? (4 to 6 sentences)
# ---mark scheme---
# - (1) The majority (68 %, not 50 %): the decoder may hardly look at the neurons. The stimulus-only decoder: visual neurons follow the stimulus, and the choice depends on it.
# - (1) Decode within one stimulus (best where it says nothing), or compare held-out decoders with stimulus and with stimulus plus neurons, trial by trial, with its error. Half a mark without "held out".
# - (1) No: the signal may come after the decision (feedback, movement, preparation, reward expectation), or reflect arousal or the choice of the trial before; only the timing, or an intervention, would tell. Any sound reason.

# %% [markdown]
# ## 7 Three penalties
#
# The square is not the only way to make weights cost something. With the sum of their absolute values the penalty is called **L1** or *lasso*; a mixture of both is the **elastic net**. scikit-learn adds to the (summed) negative log-likelihood
#
# $$ \frac{1}{C}\Bigl( \rho \sum_j |w_j| + \frac{1-\rho}{2} \sum_j w_j^2 \Bigr), \qquad \rho = \texttt{l1\_ratio}. $$
#
# Mind the $\frac12$: it belongs to the squares **only**. (A widely used tutorial prints it for L1 as well.) Write this number, so that you can check such a formula against the library.
# `w` comes as scikit-learn gives it, `model.coef_` of shape `(1, n)`, or as a plain vector. (`np.linalg.norm(w, 1)` of a *matrix* is not what you want.)

# %%
from solutions.logistic_decoding import penalty_value  # exercise

# %%
check("logistic_decoding.penalty_value")

# %% [markdown]
# How does one check a formula against a library? What a library returns must be the minimum of what the formula says. Move the weights a little, in any direction: the objective must not get
# smaller. With a wrong factor before the L1 part it would.

# %%
C, few = 0.1, scaled[:, :60]
lasso_fit = make_logistic(C=C, l1_ratio=1.0, tol=1e-7).fit(few, choice)
theta_few = np.append(lasso_fit.intercept_, lasso_fit.coef_)
few_with_ones = np.column_stack([np.ones(len(few)), few])
for label, factor in [("as above", 1.0), ("half of the L1 part", 0.5)]:
    def total(scale, factor=factor):
        w = scale * theta_few[1:]
        return neg_log_lik_logistic(np.append(theta_few[0], w), few_with_ones, choice) + factor * penalty_value(w, C, 1.0)

    print(f"{label}: objective {total(1.0):.4f}; weights 1 % shorter {total(0.99) - total(1.0):+.4f}, longer {total(1.01) - total(1.0):+.4f}")

# %% [markdown]
# ### What they do to the weights
#
# For each penalty, from strong to weak, every one of the 691 weights. Now the drawer is opened: the colours say what the simulated neuron knows.
#
# (No accuracy is claimed from these fits, so all trials are used, standardised together.)

# %%
knows = np.where(session["choice_gain"] != 0, "choice", np.where(session["stimulus_gain"] != 0, "stimulus", "neither"))
print({str(role): int(np.sum(knows == role)) for role in ("choice", "stimulus", "neither")})

C_path = 10.0 ** np.arange(-2.5, 0.26, 0.25)
paths = {
    "L2 (l1_ratio = 0)": fit_path(scaled, choice, C_path, 0.0),
    "elastic net (0.5)": fit_path(scaled, choice, C_path, 0.5, tol=1e-3),
    "L1 (1)": fit_path(scaled, choice, C_path, 1.0, tol=1e-3),
}

# %%
axes = figures.plot_weight_paths(C_path, paths, knows, source=source)
figures.describe(axes, (
    "Three panels with the weights of 691 neurons over C. L2: all weights differ from zero everywhere and grow "
    "smoothly, those of informed neurons more. Elastic net and L1: all are zero at small C, then a few leave zero, first those of "
    "neurons that know the choice or the stimulus; with L1 fewer and larger ones."))

# %%
chosen = {"L2, C = 0.01": make_logistic(C=0.01), "elastic net, C = 0.1": make_logistic(C=0.1, l1_ratio=0.5, tol=1e-3),
          "L1, C = 0.1": make_logistic(C=0.1, l1_ratio=1.0, tol=1e-3)}
weights = {name: model.fit(scaled, choice).coef_[0] for name, model in chosen.items()}
axes = figures.plot_decoder_weights(weights, knows, source=source)
figures.describe(axes, (
    "Weights of three decoders, neurons sorted by what they know. L2: small weights for all, larger for the 40 "
    "choice and 58 stimulus neurons. Elastic net: 66 weights that are not zero, of which those of neurons that know "
    "nothing are tiny. L1: 25, most of them among the choice neurons."))

# %% [markdown]
# - **L2** makes all weights small and none 0. Neurons that say the same share the weight.
# - **L1** makes most weights *exactly* 0. At 0 the absolute value has a corner: a weight stays there until the data pull harder than $1/C$.
# - The **elastic net** is between: still zeros, but neighbours in information are kept together.
#
# ### How many neurons are left?
#
# Count the weights that an L1 penalty leaves, for several C. Use the solver `"liblinear"`, which is fast for L1, and take the data as they are. The line that is given makes `lasso`,
# the arguments by which your version of scikit-learn wants to be asked for L1.

# %%
from solutions.logistic_decoding import count_non_zero_coefs  # exercise

# %%
check("logistic_decoding.count_non_zero_coefs")

# %%
C_counted = 10.0 ** np.arange(-2, 2.1, 0.25)
n_left = count_non_zero_coefs(scaled, choice, C_counted)
n_informed = count_non_zero_coefs(scaled[:, knows != "neither"], choice, C_counted)

ax = figures.plot_left_weights(C_counted, {"all 691 neurons": n_left, "only the 98 that know something": n_informed}, source=source)
figures.describe(ax, (
    "Number of weights that are not zero over C, for two populations. With all neurons it rises from 0 at C = 0.01 "
    "to about 140 at C = 100; with the 98 informed neurons alone it is the same up to C = 0.1, then rises to 65."))

# %% [markdown] question="logistic_decoding.zero_weights" points=3
# **In words: zero weights.** (a) 40 neurons of this session carry the choice, and the L1 decoder with $C = 0.1$ uses 25 neurons. Does a weight of 0 mean that a neuron does not know the choice? (b) Repeat the L1 fit with another half of the trials, and
# only about half of the neurons are the same. What does that say about a list of "the neurons that code the choice"? (c) Name a neuron that does *not* know the choice and still helps the decoder. (4 to 6 sentences)
# ---mark scheme---
# - (1) No. Of neurons that say the same, L1 keeps one or a few; a neuron is left out if the others make it superfluous at this C. The number is a property of C and of the number of trials.
# - (1) The selection is unstable, since many sets of neurons predict about equally well; the list must not be read as anatomy. Test each neuron by itself (given the stimulus), or report how often it is selected over resamples.
# - (1) A neuron that follows the stimulus (the choice depends on it), or one that follows arousal or shares noise with a choice neuron, so that subtracting it makes that one cleaner. Either is right.

# %% [markdown]
# ## 8 How strong a penalty?
#
# ### Choosing C
#
# Try several C and keep the one with the best cross-validated accuracy. Which C to try? From a penalty so strong that nothing is left (all trials get the majority's choice) to one so weak that it makes no difference any more:
# **both sides**, in steps of a factor. And if several are equally good, take the smallest: of two explanations that do equally well, the one with less freedom.
#
# Accuracies are ratios of whole numbers, so ties are common, and two accuracies that are equal on paper may differ in the 16th digit. Count as equal what is within 1e-9 of the best.

# %%
from solutions.logistic_decoding import model_selection  # exercise

# %%
check("logistic_decoding.model_selection")

# %%
C_values = 10.0 ** np.arange(-6, 4)
curves = {}
for name, X in {"neurons": rates, "no choice neurons": without["spikes"]}.items():
    best_C, curves[f"{name}, held out"] = model_selection(X, choice, C_values)
    print(f"{name}: best C = {best_C:g}, accuracy {curves[f'{name}, held out'].max():.3f}")

on_training = [decoder.set_params(logisticregression__C=C).fit(rates, choice).score(rates, choice) for C in C_values]
curves["neurons, trials of the fit"] = np.array(on_training)

# %%
baselines = {"majority": majority_accuracy(choice), "stimulus": accuracy["stimulus"]}
ax = figures.plot_c_selection(C_values, curves, baselines, source=source)
figures.describe(ax, (
    "Accuracy over C from 1e-6 to 1e3. On the trials of the fit it rises from the majority's 0.62 to 1 at C = 0.01. Held out, the "
    "neurons rise from 0.62 to about 0.9 and stay there; those without choice neurons rise to 0.70 at C = 0.01 and fall slowly to 0.65."))

# %% [markdown]
# Read the curve from both ends. **Left**, the penalty is so strong that the decoder says "right" in every trial: the majority. **Right**, it is so weak that the fit is the separating direction of part 4, and the held-out curve is flat: between
# $C = 1$ and $1000$ hardly anything changes, because there the solution is the same up to its length. Where there is much to be found, this does little harm. Where there is little, as in the other population, the weak side costs accuracy: that is overfitting, seen
# only in held-out trials, while the accuracy on the trials of the fit is 1 all the while.
#
# The best C of our session lies **at the edge of the grid**. An optimum at an edge always needs a look: should the grid be wider? Here not: the curve is flat, and 0.917 against 0.906 are three trials of 276. The error of an accuracy of 0.9 is
# $\sqrt{0.9 \times 0.1/276} = 0.018$.

# %% [markdown]
# ### The score of the winner
#
# The accuracy at the best C was the *highest* of ten. Ten numbers that scatter have a highest one also when nothing is behind it. So the winner's score is too good, on average: those trials have chosen the winner, and are not unseen any more.
#
# The way out is to treat the choice of C as a part of the fit, **inside**: *nested* cross-validation. In each outer fold, `model_selection` gets the training trials only and picks a C by folds of its own; the decoder is fitted with that C to all of the training
# trials; then the outer test trials judge it. Each fold may pick another C. What is judged is the recipe.

# %%
from solutions.logistic_decoding import nested_cv_accuracy  # exercise

# %%
check("logistic_decoding.nested_cv_accuracy")

# %% [markdown]
# How large is the difference? Where there is *nothing* to be found we know what an honest score is: one half. So: rates of 30 neurons in 30 trials and choices that are tossed by a coin, again and again.

# %%
rng = np.random.default_rng(8)
C_few = 10.0 ** np.arange(-3, 3)
winners, honest = [], []
for _ in range(12):
    noise, coin = rng.normal(size=(30, 30)), rng.permutation(np.arange(30) % 2)
    winners.append(model_selection(noise, coin, C_few, n_folds=5)[1].max())
    honest.append(nested_cv_accuracy(noise, coin, C_few, n_outer=5, n_inner=4))
print(f"mean score of the winner {np.mean(winners):.3f}, nested {np.mean(honest):.3f}")

ax = figures.plot_optimism(winners, honest, 0.5, source="simulated: rates and choices without any relation")
figures.describe(ax, (
    "Accuracies of twelve repeats without any relation between rates and choices. The score of the winner is above "
    "one half on average, at 0.55, and in nine of twelve above the nested score, which scatters around one half."))

# %%
C_nested = 10.0 ** np.arange(-4, 2)
print(f"our session: winner {model_selection(rates, choice, C_nested)[1].max():.3f}, nested {nested_cv_accuracy(rates, choice, C_nested):.3f}")

# %% [markdown]
# With few trials and little to be found the winner's score promises something where nothing is. With many trials and a strong signal, as in our session, the two hardly differ. One cannot know beforehand in which case one is; so report the nested one.

# %% [markdown] question="logistic_decoding.two_scores" points=2
# **In words: two scores.** A colleague tries 200 settings (solver, penalty, C, window, smoothing) and reports the cross-validated accuracy of the best, 61 % of 80 balanced trials. (a) Roughly how far above 50 % does the best of many worthless settings get? (The error of one accuracy
# is a good guide.) (b) What should be reported, and which of the 200 decisions have to be inside? (2 to 4 sentences)
# ---mark scheme---
# - (1) One accuracy of 80 trials has an error of $\sqrt{0.25/80} = 0.056$. The best of many settings, although they are correlated, lies easily two errors above, at 61 %: exactly what was found.
# - (1) The nested accuracy, or that of trials put aside before anything was tried; all decisions that were taken by looking at the accuracy belong inside, the window and the smoothing included.

# %% [markdown]
# ## 9 Your own evidence
#
# ### What do these populations know?
#
# Now your own data. Below are **four unknown populations**, A to D, of 40 neurons each, recorded in 240 trials of a session of their own. For each you see the held-out accuracy of a decoder that knows only the stimulus and of one that knows only the neurons, with
# the majority as a dashed line; and below, what is *gained* over the stimulus when the decoder gets stimulus and neurons together. Bars and dots come with 95 % limits.
#
# Put in your student number: it draws your own panels. The check only tells whether your verdict can be read; it is judged, for the number that stands in the cell, after you have handed in.

# %%
evidence_number = 2026  # replace by your student number: it draws your own panels

# %%
panels = evidence_panels("logistic_decoding.evidence_decoding", evidence_number)
axes = figures.plot_evidence_decoding(panels, source=source)
figures.describe(axes, (
    "Four panels, A to D. Above, bars with limits for the accuracies of stimulus and neurons and the majority as a "
    "dashed line; below, the gain of both together over the stimulus alone, with limits. The next cell has the numbers."))

# %%
for i, letter in enumerate("ABCD"):
    (stimulus, neurons), (_, limit) = panels["accuracy"][i], panels["accuracy_error"][i]
    print(f"{letter}: majority {panels['majority'][i]:.3f}, stimulus {stimulus:.3f}, neurons {neurons:.3f} ± {limit:.3f}, "
          f"gain over the stimulus {panels['gain'][i]:+.3f} ± {panels['gain_error'][i]:.3f}")

# %% [markdown]
# Give your verdict as a text of four characters, for A, B, C, D in this order:
#
# - `"+"` the data support that the neurons tell more about the choice than the stimulus does,
# - `"s"` they support only that the neurons tell of the choice; the stimulus may explain that,
# - `"0"` they do not support that the neurons tell anything of the choice.
#
# "Do not support" does not mean "do not know": it means that *from these data* you would not claim it.

# %%
from solutions.logistic_decoding import evidence_decoding  # exercise

# %%
check("logistic_decoding.evidence_decoding")

# %%
print("my verdict:", evidence_decoding, "on the panels of number", evidence_number)

# %% [markdown]
# ## 10 Real recordings
#
# ### A cell of the human subthalamic nucleus
#
# During brain surgery a patient moved a joystick to the left or to the right; a first cue said which, a second one when to go. One cell was recorded in 50 trials, from one second before the signal to go until one second after it (Kramer & Eden, 2016). We
# take two numbers a trial, its rate while **planning** and while **moving**. If the recording has been fetched, the next cells use it; if not, they say how to get it and use its twin.

# %%
cell = data_fetch.load("subthalamic")  # the real recording where it has been fetched, else the twin
if cell.is_simulated:
    print(f"To fetch the real one: python data_fetch.py subthalamic   (terms: {data_fetch.records()['subthalamic'].terms})")
direction = cell["directions"]  # (n_trials,) 0 left, 1 right
planning_hz = cell["spike_counts"][:, cell["time_ms"] < 0].sum(axis=1) / 1.0
moving_hz = cell["spike_counts"][:, cell["time_ms"] >= 0].sum(axis=1) / 1.0

ax = figures.plot_direction_counts(planning_hz, moving_hz, direction, source=cell.source)
figures.describe(ax, (
    "Rate while moving over rate while planning, a dot for each of 50 trials. Trials to the left lie at the upper "
    "right, around 50 and 68 spikes per second, those to the right at the lower left, around 28 and 42."))

# %%
def mean_accuracy(width_ms, start_ms, stop_ms):
    """Held-out accuracy from the spikes of one window, averaged over the windows that fit in."""
    windows = [(cell["time_ms"] >= t) & (cell["time_ms"] < t + width_ms) for t in range(start_ms, stop_ms, width_ms)]
    return np.mean([cross_validated_accuracy(cell["spike_counts"][:, w].sum(axis=1)[:, None], direction, n_folds=5) for w in windows])


widths_ms = np.array([50, 100, 200, 500, 1000])
by_window = {"planning": [mean_accuracy(w, -1000, 0) for w in widths_ms], "moving": [mean_accuracy(w, 0, 1000) for w in widths_ms]}
ax = figures.plot_window_accuracy(widths_ms, by_window, majority_accuracy(direction), source=cell.source)
figures.describe(ax, (
    "Held-out accuracy over the width of the window, from 50 to 1000 ms, while planning and while moving: both rise "
    "from about 0.65 to between 0.9 and 1; the majority is at 0.5."))

# %%
theta = fit_logistic(planning_hz[:, None], direction, l2=1.0)
both = np.column_stack([planning_hz, moving_hz])
quantities = {
    "planning, 1000 ms: accuracy": (0.98, by_window["planning"][-1]),
    "planning, 100 ms: accuracy": (0.73, by_window["planning"][1]),
    "moving, 1000 ms: accuracy": (0.94, by_window["moving"][-1]),
    "both: nested accuracy": (0.98, nested_cv_accuracy(both, direction, 10.0 ** np.arange(-3, 3), 5, 4)),
    "planning, l2 = 1: intercept (nats)": (37.7354, theta[0]),
    "planning, l2 = 1: weight (nats per spike/s)": (-1.0274, theta[1]),
}
whose = "twin" if cell.is_simulated else "recording"
print(f"{'majority 0.5':44} {'reference: recording':>20} {'yours: ' + whose:>18}")
for quantity, (known, value) in quantities.items():
    print(f"{quantity:44} {known:20.4f} {value:18.4f}")

# %% [markdown]
# One cell, one second: nearly every trial is read right, before anything has moved. Even 100 ms, some four spikes, are clearly better than guessing.
#
# And the baseline of the stimulus? Here it is 1: **a cue told the patient the direction, in every trial**. Cue, plan and movement are the same in these data, so no analysis of them can say which one
# the cell follows. That is a property of the experiment. (It is also a data set with one feature and 50 trials that is separable: without a penalty there is no fit.)
#
# ### The mouse
#
# The session of this lab imitates the numbers of a subset of the recordings of Steinmetz et al. (2019), which can be fetched. That file holds normalised rates and choices, and **not the stimulus**. So it allows you to say how well the choice can be
# decoded, held against the majority, and not more. Knowing part 6, you know what is missing.

# %%
mouse = data_fetch.load("steinmetz")  # the real recording where it has been fetched, else the twin: this lab's session
print("data:", mouse.source)
if mouse.is_simulated:
    print(f"To fetch the real one: python data_fetch.py steinmetz   (terms: {data_fetch.records()['steinmetz'].terms})")
print(f"{mouse['spike_rates'].shape[1]} neurons, {len(mouse['choices'])} trials; majority {majority_accuracy(mouse['choices']):.3f}")
print(f"nested accuracy: {nested_cv_accuracy(mouse['spike_rates'], mouse['choices'], C_nested):.3f}")

# %% [markdown]
# ## 11 What could be wrong
#
# A decoder can be right in 95 % of the trials and mislead. Look first at
#
# - **What else goes along with the choice.** The stimulus was one candidate. Others: reward, reaction time, the choice of the trial before, running, arousal. Each is a baseline of its own.
# - **Trials are not independent.** Arousal drifts; a recording drifts; animals work in streaks. Unshuffled folds are long stretches, so that neighbours stay together; with shuffled ones a trial would be tested beside its
#   neighbours. Even so, a decoder may recognise the *time* of the session and guess the streak.
# - **Which folds.** Another split gives another accuracy, by some hundredths here. Differences smaller than that are not results.
# - **Accuracy.** It ignores how sure the decoder was. The held-out likelihood does not, and finds smaller effects. With unbalanced choices, the accuracy hides that the rare choice is never predicted.
# - **Weights.** They answer "what helps to decode, given all the others", not "what does this neuron know": part 7. They depend on the scale of the rates and on the penalty.
# - **Decoding is not using.** That *we* can read the choice from these neurons does not say that the brain does, nor that it happens before the decision.
# - **The simulation.** Its neurons are Poisson and independent, but for arousal. Real ones share more noise, and that sets the limit on what can be decoded from many of them.

# %% [markdown]
# ### Further reading
#
# - Steinmetz, Zatka-Haas, Carandini & Harris (2019). Distributed coding of choice, action and engagement across the mouse brain. *Nature* 576:266-273.
# - Kramer & Eden (2016). *Case Studies in Neural Data Analysis*, MIT Press, chapter 10. The cell of part 10.
# - Hastie, Tibshirani & Friedman (2009). *The Elements of Statistical Learning*, Springer: sections 4.4 (logistic regression), 7.10 (cross-validation, and "the wrong and right way" to do it), 3.4 (ridge and lasso).
# - Albert & Anderson (1984). On the existence of maximum likelihood estimates in logistic regression models. *Biometrika* 71:1-10. Part 4, proved.
# - Tibshirani (1996). Regression shrinkage and selection via the lasso. *J R Stat Soc B* 58:267-288. Zou & Hastie (2005). Regularization and variable selection via the elastic net. *J R Stat Soc B* 67:301-320.
# - Varma & Simon (2006). Bias in error estimation when using cross-validation for model selection. *BMC Bioinformatics* 7:91. Why nested.
# - Nienborg, Cohen & Cumming (2012). Decision-related activity in sensory neurons: correlations among neurons and with behavior. *Annu Rev Neurosci* 35:463-483. Choice or stimulus, and what comes after.
