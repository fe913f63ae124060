"""Whether an exercise separates strong from weak submissions: its correlation with the rest of the lab, and in words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

FEWEST = 10  # submissions below which nothing is said
SMALL = 30  # below which a caveat goes with everything
WELL, SOMEWHAT = 0.4, 0.2  # Ebel & Frisbie (1991), Essentials of Educational Measurement, 5th ed., ch. 13
EASY = 0.9
NORMAL_95 = 1.96


@dataclass(frozen=True)
class Discrimination:
    """The correlation of an exercise with the points of all others, and its 95 % interval.

    Where an exercise knows only right and wrong, this is the corrected point-biserial correlation. `r` is None where it is
    undefined or would rest on too few submissions.
    """

    n: int
    share: float  # of the points that the class has
    r: float | None = None
    low: float = -1.0
    high: float = 1.0
    alike: str = ""  # where everybody has the same points

    @property
    def is_bad(self) -> bool:
        """Whether the exercise is worth a look: it hardly separates, and not just because almost everybody solves it."""
        return self.r is not None and self.r < SOMEWHAT and self.share < EASY

    @property
    def words(self) -> str:
        """What the number means."""
        if self.alike:
            return f"cannot separate: everybody has the same points {self.alike}"
        if self.r is None:
            return f"not said: that takes {FEWEST} submissions, and there are {self.n}"
        if self.r >= SOMEWHAT:
            told = "separates well" if self.r >= WELL else "separates somewhat"
            return f"{told}; may be chance" if self.low < 0 else told
        if self.share >= EASY:
            return "hardly separates, as almost everybody solves it: no fault of the exercise"
        if self.high < 0:
            return "runs against the rest: who is good elsewhere does worse here"
        return "hardly separates" if self.high < SOMEWHAT else "hardly separates; may be chance"


def discriminate(points: np.ndarray, place: int, most: float) -> Discrimination:
    """Correlate one exercise with the sum of the others.

    Parameters
    ----------
    points : array, shape (n_submissions, n_exercises)
    place : int
        The exercise's column.
    most : float
        The points that it is worth.

    Returns
    -------
    Discrimination
        The interval is Fisher's: the inverse hyperbolic tangent of r is nearly normal with variance 1 / (n - 3).
    """
    n = len(points)
    if n == 0:
        return Discrimination(0, 0.0)
    item = points[:, place]
    rest, share = points.sum(axis=1) - item, float(item.mean() / most)
    if n < FEWEST:
        return Discrimination(n, share)
    if np.ptp(item) < 1e-9 or np.ptp(rest) < 1e-9:
        return Discrimination(n, share, alike="here" if np.ptp(item) < 1e-9 else "in all the others")
    r = float(np.clip(np.corrcoef(item, rest)[0, 1], -1, 1))
    middle, half = np.arctanh(np.clip(r, -0.999999, 0.999999)), NORMAL_95 / np.sqrt(n - 3)
    return Discrimination(n, share, r, float(np.tanh(middle - half)), float(np.tanh(middle + half)))
