"""Wrong answers to the evidence question: variables, for the student number 2026, whose panels show "+0ss"."""

all_choice = "++++"
"""A code of the choice everywhere. Loses: everything."""

nothing_anywhere = "0000"
"""Nothing anywhere. Loses: everything."""

compares_with_one_half = "+sss"
"""The majority is forgotten: 72 % of unbalanced choices. Loses: all-right."""

forgets_the_stimulus = "+0++"
"""Whatever is above the majority codes the choice. Loses: everything."""

turned_round = "ss0+"
"""From right to left. Loses: everything."""

one_too_careful = "s0ss"
"""A gain that is clear was not believed. Loses: everything."""

one_too_bold = "+0s+"
"""A gain that is not there. Loses: everything."""

misses_the_stimulus_populations = "+000"
"""Neurons clearly above the majority said to tell nothing. Loses: all-right."""

too_short = "+0s"
"""Three panels of four. Loses: everything."""

too_long = "+0sss"
"""A panel that there is not. Loses: everything."""

capital_letters = "+0SS"
"""Letters of one's own. Loses: everything."""

letters_of_lab_01 = "+0--"
"""The letters of another question. Loses: everything."""

numbers = [1, 0, 2, 2]
"""No letters. Loses: everything."""

nothing = None
"""No answer. Loses: everything."""
