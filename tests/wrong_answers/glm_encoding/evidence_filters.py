"""Wrong answers to evidence_filters, for the student number 2026, whose panels show "-0+0"."""

all_on = "++++"
"""A filter everywhere. Loses: everything."""

none_anywhere = "0000"
"""A filter nowhere. Loses: everything."""

takes_noise_for_a_filter = "-++0"
"""One peak of noise named. Loses: no-filter-claimed."""

takes_all_noise_for_filters = "-++-"
"""The signs are right where there is a filter. Loses: no-filter-claimed."""

turned_round = "0+0-"
"""From right to left. Loses: everything."""

signs_exchanged = "+0-0"
"""ON for OFF. Loses: everything."""

one_filter_missed = "00+0"
"""Too careful. Loses: everything."""

too_short = "-0+"
"""Three panels of four. Loses: everything."""

too_long = "-0+0-"
"""A panel that there is not. Loses: everything."""

other_letters = "NoPo"
"""Letters of one's own. Loses: everything."""

numbers = [-1, 0, 1, 0]
"""Signs as numbers. Loses: everything."""

nothing = None
"""No answer. Loses: everything."""

every_answer_at_once = "-0+0 +0-0"
"""More than one answer. Loses: everything."""

dashes_for_minus = "–0+0"
"""An n-dash. Loses: everything."""
