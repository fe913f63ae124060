"""Wrong answers to evidence_coupling, for the student number 2026, whose panels show "-0++"."""

believes_the_model_without_heading = "-+++"
"""A filter that is gone with the heading is taken for a coupling. Loses: no-coupling-claimed."""

nothing_anywhere = "0000"
"""Too careful. Loses: everything."""

everything_excites = "++++"
"""All filters are away from zero somewhere. Loses: everything."""

signs_exchanged = "+0--"
"""The signs are the other way round. Loses: everything."""

turned_round = "++0-"
"""From right to left. Loses: everything."""

late_lags_without_heading = "-+--"
"""Where the filters without the heading end. Loses: everything."""

one_missed = "-0+0"
"""One coupling was missed. Loses: everything."""

too_short = "-0+"
"""Three of four. Loses: everything."""

numbers = [-1, 0, 1, 1]
"""Signs as numbers. Loses: everything."""

nothing = None
"""No answer. Loses: everything."""
