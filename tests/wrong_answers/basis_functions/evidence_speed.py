"""Wrong answers to evidence_speed, for the student number 2026, whose panels show "--+0"."""

believes_every_curve = "++++"
"""Every curve that rises is an effect. Loses: everything."""

nothing_anywhere = "0000"
"""Too careful. Loses: everything."""

takes_an_artefact_for_an_effect = "--++"
"""The signs are right where there is an effect. Loses: no-artefact-claimed."""

signs_exchanged = "++-0"
"""The signs are the other way round. Loses: everything."""

turned_round = "0+--"
"""From right to left. Loses: everything."""

one_missed = "0-+0"
"""One effect was missed. Loses: everything."""

too_short = "--+"
"""Three of four. Loses: everything."""

numbers = [-1, -1, 1, 0]
"""Signs as numbers. Loses: everything."""

nothing = None
"""No answer. Loses: everything."""
