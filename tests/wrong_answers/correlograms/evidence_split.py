"""Wrong answers to the evidence question on halves of one neuron: variables, for student number 2026, whose panels show "-0-+"."""

all_split = "++++"
"""Every pair is taken for halves. Loses: everything."""

never_split = "----"
"""No pair ever is. Loses: everything."""

nothing_ever = "0000"
"""No claim at all. Loses: everything."""

trusts_the_empty_place = "-+-+"
"""An empty place taken for a trough, where chance leaves it empty. Loses: no-empty-claim."""

doubts_the_empty_place = "---+"
"""Nothing there taken for a contradiction. Loses: no-empty-claim."""

peak_means_one_neuron = "+0+-"
"""The inverted rule: a peak at 0 for one neuron, a trough for two. Loses: everything."""

turned_round = "+-0-"
"""From right to left. Loses: everything."""

one_trough_overlooked = "-0--"
"""Halves taken for two neurons. Loses: everything."""

too_careful = "00-+"
"""Cannot tell where one can. Loses: everything."""

too_short = "-0-"
"""Three panels of four. Loses: everything."""

too_long = "-0-+-"
"""A panel that there is not. Loses: everything."""

other_letters = "n?ny"
"""Letters of one's own. Loses: everything."""

numbers = [-1, 0, -1, 1]
"""Signs as numbers. Loses: everything."""

nothing = None
"""No answer. Loses: everything."""
