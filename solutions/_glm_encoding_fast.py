"""Fast twins of the fits of lab 01, which never form the design matrix.

Neighbouring rows of that matrix share all but one number. So its products with vectors are convolutions of the stimulus,
done here as products of two small matrices, and its products with itself differ along a diagonal only by what the end of the
recording cuts off.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize

PIECE = 32  # bins of a row of a folded recording: so many convolutions are one product of matrices
ROWS = 128  # rows whose stimulus histories are written out at a time
CACHED = 16_384  # bins of which d sums are taken at a time
FEW, MANY = 10, 20  # spikes a lag on which a fit starts, and on which it measures curvature
PORTION = 16  # or this part of the recording, where it is more
WELL_POSED = 1e-5  # share of the largest eigenvalue below which squaring the data would cost digits that count
CURVED = 1e-10  # the same for a curvature that is to steer a search
CLOSE = 1e-5  # nats that a fit may leave
NEAR = 1.0  # nats a lag: the optimum of a sample is no better than that anyway
MAX_STEPS = 100
SHORTEST = 1e-10  # share of a Newton step


def make_design_matrix(stim, d=25):
    """Give each time bin a row with its stimulus history; as in the lab, in less time.

    Parameters
    ----------
    stim : (n_bins,) array
        Stimulus (contrast, no unit).
    d : int
        Number of lags (bins).

    Returns
    -------
    X : (n_bins, d) float array
        Oldest lag first. Each column is one stretch of memory, so that to fill it is a plain copy. Memory: `X` alone.
    """
    stim = np.asarray(stim)
    columns = np.empty((d, len(stim)))
    for column, lag in zip(columns, range(d - 1, -1, -1), strict=True):
        column[:lag] = 0.0
        column[lag:] = stim[: max(len(stim) - lag, 0)]
    return columns.T


def fit_lg(stim, spikes, d=25):
    """Fit the linear-Gaussian model by least squares; as in the lab, from 2d sums over the recording.

    The normal equations of a stimulus history are nearly Toeplitz: one row of them is an autocorrelation, and the others
    follow from it. Normal equations square the condition of a problem; where that would cost digits, the data are reduced
    by orthogonal steps instead, piece by piece.

    Parameters
    ----------
    stim, spikes : (n_bins,) arrays
        Stimulus (contrast, no unit) and spike counts (spikes/bin).
    d : int
        Number of lags (bins).

    Returns
    -------
    theta : (d+1,) float array
        Intercept, then the filter from the oldest lag to the newest; of several solutions the shortest. Memory: both
        inputs in double precision. Time is proportional to n_bins * d.

    Source: Golub & Van Loan (2013), Matrix Computations, sections 4.7 and 5.3.
    """
    padded = np.concatenate([np.zeros(d - 1), stim])
    y = np.asarray(spikes, dtype=float)
    squares, products = _sum_normal_equations(padded, y, d)
    diagonal = squares.diagonal()
    scale = 1 / np.sqrt(np.where(diagonal > 0, diagonal, 1.0))
    values, vectors = np.linalg.eigh(scale[:, None] * squares * scale)
    if values[0] < WELL_POSED * values[-1]:
        return _fit_by_rotations(padded, y, d)
    return scale * (vectors @ ((scale * products) @ vectors / values))


def _sum_normal_equations(padded, y, d):
    """Lower triangle of ``X.T @ X``, and ``X.T @ y``, where X has its column of ones."""
    stim, tail = padded[d - 1 :], padded[len(y) :]
    squares = np.zeros((d + 1, d + 1))
    squares[:, 0] = np.append(len(y), stim.sum() - np.append(np.cumsum(tail[::-1])[::-1], 0.0))
    lags = squares[1:, 1:]
    lags[-1] = _sum_products(padded, stim, d)
    for j in range(d - 1, 0, -1):  # one bin earlier: the same sum, without the pair that lies beyond the end
        lags[j - 1, :j] = lags[j, 1 : j + 1] - tail[j - 1] * tail[:j]
    return squares, np.append(y.sum(), _sum_products(padded, y, d))


def _sum_products(padded, signal, d):
    """``X.T @ signal`` without the ones, in pieces that stay in the cache for all lags."""
    total = np.zeros(d)
    for start in range(0, len(signal), CACHED):
        piece = signal[start : start + CACHED]
        total += np.correlate(padded[start : start + len(piece) + d - 1], piece, "valid")
    return total


def _fit_by_rotations(padded, y, d):
    """Reduce the design matrix to a triangle by orthogonal steps, a piece at a time; then solve that."""
    triangle = np.zeros((0, d + 2))
    for start in range(0, len(y), ROWS * PIECE):
        counts = y[start : start + ROWS * PIECE]
        history = sliding_window_view(padded[start : start + len(counts) + d - 1], d)
        piece = np.column_stack([np.ones(len(counts)), history, counts])
        triangle = np.linalg.qr(np.vstack([triangle, piece]), mode="r")
    rank_limit = np.finfo(float).eps * max(len(y), d + 1)
    return np.linalg.lstsq(triangle[:, :-1], triangle[:, -1], rcond=rank_limit)[0]


def fit_lnp(stim, spikes, d=25):
    """Fit the LNP model by maximum likelihood; as in the lab, in less time.

    Newton's method on bins from all over the recording comes near the optimum, and measures there how the likelihood
    curves. In units of this curvature what is left is nearly round, and takes a few gradients of the whole recording.
    Where that fails, Newton's method goes on with every bin.

    Parameters
    ----------
    stim, spikes : (n_bins,) arrays
        Stimulus (contrast, no unit) and spike counts (spikes/bin), at least one spike.
    d : int
        Number of lags (bins).

    Returns
    -------
    theta : (d+1,) float array
        Log of the baseline (spikes/bin), then the filter from the oldest lag to the newest (1/contrast). Memory: the
        recording ``8 + d/32`` times in double precision. Time is proportional to n_bins * d.

    Source: Byrd, Chin, Neveitt & Nocedal (2011), SIAM J Optim 21:977, for curvature from a sample.
    """
    stim, y = np.asarray(stim, dtype=float), np.asarray(spikes, dtype=float)
    unit = np.sqrt(np.mean(stim**2)) or 1.0
    recording = _FoldedRecording(stim / unit, y, d)
    theta = np.append(np.log(y.mean()), np.zeros(d))
    bins_a_spike = 1 / min(y.mean(), 1.0)
    for n_bins in (FEW * d * bins_a_spike, max(MANY * d * bins_a_spike, len(y) / PORTION)):
        sample = recording.thin(n_bins)
        theta, curvature = _descend(sample, theta, NEAR * d)
    theta, arrived = _walk(recording, theta, curvature * (len(recording.counts) / len(sample.counts)))
    if not arrived:
        theta, _ = _descend(recording, theta, CLOSE)
    return theta / np.append(1.0, np.full(d, unit))


class _FoldedRecording:
    """A recording cut into rows of `PIECE` bins, each with all the stimulus that its bins look back on."""

    def __init__(self, stim, counts, d):
        n_rows = -(-len(stim) // PIECE)
        self.d, self.excess = d, n_rows * PIECE - len(stim)  # bins of the last row that are beyond the end
        padded = np.concatenate([np.zeros(d - 1), stim, np.zeros(self.excess)])
        self.windows = sliding_window_view(padded, PIECE + d - 1)[::PIECE].copy()
        self.counts = np.append(counts, np.zeros(self.excess)).reshape(n_rows, PIECE)

    def thin(self, n_bins):
        """Full rows at equal distances, about `n_bins` in all; the recording itself where it is not twice as long."""
        step = int(self.counts.size / max(n_bins, PIECE))
        if step < 2:
            return self
        sample = object.__new__(_FoldedRecording)
        chosen = slice(0, len(self.counts) - (self.excess > 0), step)
        sample.windows, sample.counts = self.windows[chosen].copy(), self.counts[chosen].copy()
        sample.d, sample.excess = self.d, 0
        return sample

    def evaluate(self, theta):
        """Negative log-likelihood (nats), and the expected count of every bin (0 beyond the end)."""
        shifted = np.zeros((PIECE, PIECE + self.d))
        shifted[:, : self.d] = theta[1:]
        shifted = shifted.ravel()[:-PIECE].reshape(PIECE, -1)  # in row l the filter begins in column l
        eta = self.windows @ shifted.T
        eta += theta[0]
        loss = -np.vdot(self.counts, eta)
        with np.errstate(over="ignore"):
            rate = np.exp(eta, out=eta)
        rate[-1, PIECE - self.excess :] = 0.0
        return loss + rate.sum(), rate

    def correlate(self, signal):
        """``X.T @ signal``, where X has its column of ones."""
        products = np.zeros(PIECE * (PIECE + self.d))
        products[:-PIECE] = (signal.T @ self.windows).ravel()  # the other way round: in row l lags begin in column l
        return np.append(signal.sum(), products.reshape(PIECE, -1)[:, : self.d].sum(axis=0))

    def curve(self, rate):
        """Second derivative of the loss, ``X.T * rate @ X``, from as many histories at a time as fit the cache."""
        curvature = np.zeros((self.d + 1, self.d + 1))
        curvature[0] = curvature[:, 0] = self.correlate(rate)
        for start in range(0, len(rate), ROWS):
            rows = slice(start, start + ROWS)
            history = sliding_window_view(self.windows[rows], self.d, axis=1)
            weighted = (history * np.sqrt(rate[rows])[:, :, None]).reshape(-1, self.d)
            curvature[1:, 1:] += weighted.T @ weighted
        return curvature


def _descend(recording, theta, close):
    """Newton's method with halved steps, up to one that promises no more than `close` nats; also the last curvature."""
    loss, rate = recording.evaluate(theta)
    for _ in range(MAX_STEPS):
        slope, curvature = recording.correlate(rate - recording.counts), recording.curve(rate)
        step = _solve(curvature, slope)
        promised, share = slope @ step, 1.0
        if promised <= 2 * CLOSE:
            break
        found = recording.evaluate(theta - step)
        while found[0] > loss - 0.1 * share * promised and share > SHORTEST:
            share /= 2
            found = recording.evaluate(theta - share * step)
        if share <= SHORTEST:
            break
        theta, (loss, rate) = theta - share * step, found
        if promised <= 2 * close:
            break
    return theta, curvature


def _solve(curvature, slope):
    try:
        return cho_solve(cho_factor(curvature, check_finite=False), slope, check_finite=False)
    except np.linalg.LinAlgError:  # directions that the recording says nothing of
        return np.linalg.lstsq(curvature, slope)[0]


def _walk(recording, theta, curvature):
    """Minimise by gradients, in coordinates where `curvature` is the identity; also whether that is close enough."""
    values, vectors = np.linalg.eigh(curvature)
    if values[0] < CURVED * values[-1]:
        return theta, False
    spread = vectors / np.sqrt(values)

    def objective(z):
        loss, rate = recording.evaluate(theta + spread @ z)
        with np.errstate(invalid="ignore"):
            return loss, recording.correlate(rate - recording.counts) @ spread

    steepest = np.sqrt(2 * CLOSE / len(theta))  # half the squared slope is what a round valley leaves
    options = {"ftol": 0, "gtol": steepest, "maxiter": MAX_STEPS}
    result = minimize(objective, np.zeros(len(theta)), jac=True, method="L-BFGS-B", options=options)
    arrived = np.abs(result.jac).max() <= steepest
    return (theta + spread @ result.x if arrived else theta), arrived
