"""An IPython shell without a terminal: what a cell shows is kept, nothing is printed."""

from __future__ import annotations

from IPython.core.displayhook import DisplayHook
from IPython.core.interactiveshell import InteractiveShell


class KeepResult(DisplayHook):
    """Keeps the value of a cell's last line in the notebook format."""

    def __call__(self, result=None):
        from autograder.visible.cells import as_notebook_data

        if result is not None:
            data, _ = self.shell.display_formatter.format(result)
            self.shell.results.append({"output_type": "execute_result", "data": as_notebook_data(data), "metadata": {},
                                       "execution_count": None})


class QuietShell(InteractiveShell):
    """Runs cells as Jupyter does; `results` holds the value shown by the last one."""

    displayhook_class = KeepResult
    results: list = []

    def enable_gui(self, gui=None):
        """There is no window to open: plots are shown inline."""

    def _showtraceback(self, etype, evalue, stb):
        """Errors are told by the worker's report, with the student's own line."""
