"""How well a t mixture, moving or not, describes samples."""

import numpy as np
from scipy.special import logsumexp

from solutions.drifting_mixtures import t_logpdf


def score(x, times_s, m, S, p, frame_s=60.0, nu=7.0):
    """Log-likelihood (nats) and label of each spike."""
    m = m if m.ndim == 3 else m[None]
    f = np.minimum((times_s // frame_s).astype(int), len(m) - 1)
    joint = [np.log(p[k]) + t_logpdf(x - m[f, k], np.zeros(x.shape[1]), S[k], nu) for k in range(len(p))]
    return logsumexp(joint, axis=0), np.argmax(joint, axis=0)
