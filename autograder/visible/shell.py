"""An IPython shell without a terminal: what a cell shows is kept, nothing is printed."""

from __future__ import annotations

import contextlib

from IPython.core.displayhook import DisplayHook
from IPython.core.interactiveshell import InteractiveShell


class KeepResult(DisplayHook):
    """Keeps the value of a cell's last line in the notebook format."""

    def __call__(self, result=None):
        from autograder.visible.cells import as_notebook_data

        if result is not None and not self.semicolon_at_end_of_expression(self.shell.source):
            data, _ = self.shell.display_formatter.format(result)
            self.shell.results.append({"output_type": "execute_result", "data": as_notebook_data(data), "metadata": {},
                                       "execution_count": None})


class QuietShell(InteractiveShell):
    """Runs cells as Jupyter does; `results` holds the value shown by the last one, `source` its text."""

    displayhook_class = KeepResult
    kernel = None  # there is none, but what asks for one to know whether pictures can be shown is told yes
    results: list = []
    source = ""

    def enable_gui(self, gui=None):
        """There is no window to open: plots are shown inline."""

    def _tee(self, channel):
        """IPython keeps a second copy of all that is printed, without a bound, for a history that is not kept here."""
        return contextlib.nullcontext()

    def showtraceback(self, *args, **kwargs):
        """Errors are told by the worker's report, with the student's own line; a full traceback takes a second."""

    showsyntaxerror = showindentationerror = showtraceback
