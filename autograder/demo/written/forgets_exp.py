"""The prediction stops at the weighted sum."""

# ruff: noqa: F821  earlier functions stand in the notebook


def predict_spike_counts_lnp(stim, spikes, theta=None, d=25):
    if theta is None:
        theta = fit_lnp(stim, spikes, d)
    return theta[0] + make_design_matrix(stim, d) @ theta[1:]
