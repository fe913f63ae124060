"""How long student code may take, in seconds.

``NEURAL_COURSE_PATIENCE`` multiplies every limit: 2 on a slow machine, less than 1 to try out what hangs.
"""

import os

PATIENCE = float(os.environ.get("NEURAL_COURSE_PATIENCE") or 1)
CALL_S = 25.0 * PATIENCE  # one call of a function
EXERCISE_S = 180.0 * PATIENCE  # all calls of an exercise together
ASK_S = 5.0 * PATIENCE  # one right earlier function, on arguments of a student's choice
CELL_S = 60.0 * PATIENCE  # one cell
CELLS_S = 300.0 * PATIENCE  # all cells of a notebook together, and all files
SUBMISSION_S = 900.0 * PATIENCE  # after this no further exercise of a submission is begun
FORK_S = 20.0 * PATIENCE  # a copy of a process
START_S = 120.0  # a worker with its libraries: no student code yet
