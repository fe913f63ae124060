"""Wrong answers to evidence_strengths, for the student number 2026, whose panels show "e0++"."""

all_inside = "++++"
"""A model everywhere. Loses: everything."""

none_anywhere = "0000"
"""A model nowhere. Loses: everything."""

all_at_the_edge = "eeee"
"""The grid is always too short. Loses: everything."""

edge_not_noticed = "+0++"
"""The best value at the edge is taken for an optimum. Loses: edges-noticed."""

edges_seen_everywhere = "e0ee"
"""Where there is a model, the edge is blamed. Loses: edges-noticed."""

inside_and_edge_exchanged = "+0ee"
"""The two letters exchanged. Loses: edges-noticed."""

edge_at_the_strong_end = "ee++"
"""A best value at the strong end that is no better than 0. Loses: everything."""

one_model_missed = "e00+"
"""Too careful. Loses: everything."""

turned_round = "++0e"
"""From right to left. Loses: everything."""

too_short = "e0+"
"""Three panels of four. Loses: everything."""

too_long = "e0++0"
"""A panel that there is not. Loses: everything."""

words = ["edge", "none", "inside", "inside"]
"""Words of one's own. Loses: everything."""

nothing = None
"""No answer. Loses: everything."""

every_answer_at_once = "e0++ +0ee"
"""More than one answer. Loses: everything."""
