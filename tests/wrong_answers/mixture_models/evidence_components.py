"""Wrong answers to the evidence question: variables, for the student number 2026, whose panels show "2btd"."""

all_two_neurons = "2222"
"""What BIC seems to say. Loses: everything."""

never_two_neurons = "dbtd"
"""One neuron everywhere. Loses: everything."""

burst_for_two_neurons = "22td"
"""Does not look at the spike before. Loses: everything."""

tails_for_a_burst = "2bbd"
"""One neuron, but another cause. Loses: causes-named."""

drift_for_a_burst = "2btb"
"""One neuron, but does not look at the time. Loses: causes-named."""

drift_for_two_neurons = "2bt2"
"""Does not look at the time. Loses: everything."""

turned_round = "dtb2"
"""From right to left. Loses: everything."""

too_short = "2bt"
"""Three panels of four. Loses: everything."""

too_long = "2btd2"
"""A panel that there is not. Loses: everything."""

other_letters = "nbtd"
"""A letter of one's own. Loses: everything."""

a_number = 2
"""A number. Loses: everything."""

nothing = None
"""No answer. Loses: everything."""
