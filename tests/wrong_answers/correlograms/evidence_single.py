"""Wrong answers to the evidence question on single neurons: variables, for student number 2026, whose panels show "-+0-"."""

all_single = "++++"
"""Every cluster is taken for a neuron. Loses: everything."""

none_single = "----"
"""No cluster is. Loses: everything."""

nothing_ever = "0000"
"""No claim at all. Loses: everything."""

trusts_the_lock_out = "-++-"
"""A hole that the lock-out made taken for a trough. Loses: no-empty-claim."""

doubts_the_lock_out = "-+--"
"""A hole that the lock-out made taken for a contradiction. Loses: no-empty-claim."""

half_a_trough_will_do = "++0+"
"""A trough filled by half taken for one. Loses: everything."""

signs_exchanged = "+-0+"
"""The other way round. Loses: everything."""

turned_round = "-0+-"
"""From right to left. Loses: everything."""

too_careful = "-+00"
"""Cannot tell where one can. Loses: everything."""

too_short = "-+0"
"""Three panels of four. Loses: everything."""

other_letters = "nyxn"
"""Letters of one's own. Loses: everything."""

numbers = [-1, 1, 0, -1]
"""Signs as numbers. Loses: everything."""

nothing = None
"""No answer. Loses: everything."""
