"""Wrong answers to the evidence question: variables, for student number 2026, whose formulas are "en+s"."""

all_right = "++++"
"""Nothing was found. Loses: everything."""

wrong_error = "nn+s"
"""The first formula has another error. Loses: errors-named."""

errors_exchanged = "ne+s"
"""Two errors in the wrong places. Loses: errors-named."""

right_one_missed = "enes"
"""The right one was called wrong. Loses: everything."""

too_short = "en+"
"""One is missing. Loses: everything."""

unknown_letters = "abcd"
"""No such letters. Loses: everything."""
