"""Wrong answers to the evidence question: variables, for student number 2026, whose units are "bb0t"."""

nothing_claimed = "0000"
"""Nothing was seen. Loses: everything."""

drift_alone = "dd0t"
"""Drift is right, tails beside it are overlooked. Loses: tails-read."""

everything_everywhere = "bbbb"
"""Everything is claimed. Loses: everything."""

tails_alone = "tt0t"
"""Drift is overlooked. Loses: everything."""

noise_for_tails = "bbtt"
"""Tails are claimed where there are none. Loses: tails-read."""

too_long = "bb0tt"
"""One too many. Loses: everything."""
