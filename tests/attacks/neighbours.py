"""The honest students in the class: whatever happens around them, their results stay as they are."""

from __future__ import annotations

from tests.attacks.attack import EVERYTHING, Attack
from tests.attacks.traps import CANARIES

WITHOUT_INTERCEPT = f'''
# {CANARIES["neighbour"]}
def fit_lg(stim, spikes, d=25):
    return np.linalg.lstsq(make_design_matrix(stim, d), np.asarray(spikes, float))[0]
'''
NEIGHBOURS = (
    Attack("ada_neighbour", "All right.", right=EVERYTHING, points=42.5,
           answers={"why_intercept": f"Without it the filter must explain the mean. ({CANARIES['neighbour']})"}),
    Attack("mia_neighbour", "One mistake.", right=tuple(name for name in EVERYTHING if name != "fit_lg"),
           answers={"fit_lg": WITHOUT_INTERCEPT}),
    Attack("zoe_neighbour", "All right, and graded last.", right=EVERYTHING, points=42.5),
)
