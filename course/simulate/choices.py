"""A mouse that chooses left or right, and the neurons recorded meanwhile: the twin of lab 02's recording.

In every trial a grating of some contrast is shown on the left and another on the right, and the mouse turns
to the side that it takes for the stronger one. So the choice depends on the stimulus, but not on it alone. Of
the neurons, some follow the stimulus, fewer carry the choice itself, most neither; all share slow changes of
arousal. In trial ``t`` neuron ``n`` fires ``Poisson(mean[n] * exp(stimulus_gain[n] * contrast[t] +
choice_gain[n] * side[t] + arousal_gain[n] * arousal[t]))`` spikes; ``side`` is -1 for left, +1 for right.
"""

import numpy as np

WINDOW_S = 0.5  # spikes are counted in the half second before the mouse moves
MEAN_RATE_HZ = 4.0  # in the middle of a distribution with few fast neurons and many slow ones
CONTRASTS = np.array([0.0, 0.25, 0.5, 1.0])  # of a grating, on either side
LOG_ODDS = 3.0  # of a choice to the right, per unit of contrast difference
BIAS = 0.35  # of the same, without a stimulus: this mouse prefers the right
STIMULUS_GAIN, CHOICE_GAIN, AROUSAL_GAIN = 0.50, 0.15, 0.10  # typical changes of the log rate
N_STIMULUS, N_CHOICE = 60, 40  # neurons with a gain that is not 0; both kinds may meet in one neuron
AROUSAL_KEPT = 0.9  # from one trial to the next


def draw_choices(rng, n_trials):
    """Draw the stimuli and the choices of a session in which both sides are chosen.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    n_trials : int
        Number of trials, at least 2.

    Returns
    -------
    contrast : (n_trials,) float array
        Contrast on the right minus contrast on the left, -1 to 1.
    choices : (n_trials,) int array
        0 left, 1 right.

    Raises
    ------
    ValueError
        If there are not at least two trials.
    """
    if n_trials < 2:
        raise ValueError(f"expected at least 2 trials, one of each choice, got n_trials={n_trials}")
    while True:
        right, left = rng.choice(CONTRASTS, (2, n_trials))
        goes_right = rng.random(n_trials) < 1 / (1 + np.exp(-BIAS - LOG_ODDS * (right - left)))
        if 0 < goes_right.sum() < n_trials:
            return right - left, goes_right.astype(int)


def draw_gains(rng, n_neurons, n_informed, size):
    """Draw the gains of a population in which only some neurons are informed; others have a gain of 0.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    n_neurons, n_informed : int
        Size of the population, and how many of it are informed.
    size : float
        Typical size of a gain (change of the log rate): 0.5 to 1.5 times that, of either sign.

    Returns
    -------
    gains : (n_neurons,) float array
    """
    gains = np.zeros(n_neurons)
    informed = rng.choice(n_neurons, min(n_informed, n_neurons), replace=False)
    gains[informed] = size * rng.uniform(0.5, 1.5, len(informed)) * rng.choice([-1, 1], len(informed))
    return gains


def simulate_session(rng, n_trials=276, n_neurons=691, n_stimulus=N_STIMULUS, n_choice=N_CHOICE):
    """Simulate a session and keep its truth.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    n_trials, n_neurons : int
        Numbers of trials and neurons; the real recording has 276 and 691.
    n_stimulus, n_choice : int
        How many neurons follow the stimulus and how many carry the choice. With ``n_choice=0`` no neuron
        knows more of the choice than the stimulus tells; the stimuli and the choices stay the same.

    Returns
    -------
    dict
        ``spikes`` (n_trials, n_neurons) float, spikes/s; ``choices`` (n_trials,) int, 0 left, 1 right;
        ``contrast`` (n_trials,) float, right minus left; ``stimulus_gain`` and ``choice_gain`` (n_neurons,)
        float: changes of the log rate per unit of contrast, and from no side to the right; 0 in neurons that
        know nothing.

    Raises
    ------
    ValueError
        If there are not at least two trials.
    """
    contrast, choices = draw_choices(rng, n_trials)
    stimulus_gain = draw_gains(rng, n_neurons, n_stimulus, STIMULUS_GAIN)
    choice_gain = draw_gains(rng, n_neurons, n_choice, CHOICE_GAIN)
    arousal_gain = draw_gains(rng, n_neurons, n_neurons, AROUSAL_GAIN)
    mean_count = WINDOW_S * rng.lognormal(np.log(MEAN_RATE_HZ), 1.0, n_neurons)
    log_gain = np.outer(contrast, stimulus_gain) + np.outer(2 * choices - 1, choice_gain)
    log_gain += np.outer(_drift(rng, n_trials), arousal_gain)
    return {
        "spikes": rng.poisson(mean_count * np.exp(log_gain)) / WINDOW_S,
        "choices": choices,
        "contrast": contrast,
        "stimulus_gain": stimulus_gain,
        "choice_gain": choice_gain,
    }


def _drift(rng, n_trials):
    """Slow random changes of variance 1, one value a trial."""
    values = rng.normal(size=n_trials)
    for trial in range(1, n_trials):
        values[trial] = AROUSAL_KEPT * values[trial - 1] + np.sqrt(1 - AROUSAL_KEPT**2) * values[trial]
    return values


def simulate_recording(rng, n_trials=276, n_neurons=691):
    """Simulate a recording with the names, shapes and types of the real file, which has no stimulus.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness.
    n_trials, n_neurons : int
        Numbers of trials (at least 2) and neurons.

    Returns
    -------
    dict
        ``spikes`` (n_trials, n_neurons) float64, here in spikes/s; ``choices`` (n_trials,) int64, 0 or 1.
    """
    session = simulate_session(rng, n_trials, n_neurons)
    return {name: session[name] for name in ("spikes", "choices")}
