"""Wrong answers to the evidence question: variables, for student number 2026, whose panels show "+0--"."""

all_refractory = "++++"
"""Every list is taken for a neuron. Loses: everything."""

nothing_ever = "0000"
"""No claim at all. Loses: everything."""

trusts_the_empty_place = "++--"
"""An empty place taken for a gap, where chance leaves it empty. Loses: no-empty-claim."""

doubts_the_empty_place = "+---"
"""Nothing there taken for a contradiction. Loses: no-empty-claim."""

turned_round = "--0+"
"""From right to left. Loses: everything."""

signs_exchanged = "-0++"
"""The other way round. Loses: everything."""

one_mixture_overlooked = "+0+-"
"""A mixture taken for a neuron. Loses: everything."""

too_careful = "+00-"
"""Cannot tell where one can. Loses: everything."""

too_short = "+0-"
"""Three panels of four. Loses: everything."""

too_long = "+0---"
"""A panel that there is not. Loses: everything."""

other_letters = "y?nn"
"""Letters of one's own. Loses: everything."""

numbers = [1, 0, -1, -1]
"""Signs as numbers. Loses: everything."""

nothing = None
"""No answer. Loses: everything."""
