"""A time limit for trusted functions that get arguments of a student's choice."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable


class TakesTooLong(BaseException):
    """Raised in a function whose time is over; no `except Exception` on its way holds it up."""


def call_within(limit_s: float, function: Callable, args: tuple, kwargs: dict):
    """Call `function` in a thread of its own, and stop it at its next line of Python when its time is over.

    Raises
    ------
    TimeoutError
        When it took longer than `limit_s`; else, whatever the function raises.
    """
    done: dict[str, object] = {}

    def run():
        try:
            done["value"] = function(*args, **kwargs)
        except BaseException as error:  # handed on to the caller below
            done["error"] = error

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(limit_s)
    while thread.is_alive():
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(TakesTooLong))
        thread.join(0.1)
    if isinstance(done.get("error"), TakesTooLong):
        raise TimeoutError(f"these arguments take longer than {limit_s:g} s")
    if "error" in done:
        raise done["error"]
    return done["value"]
