"""The one exception of the builder, and the form of its message."""


class BuildError(Exception):
    """The course text cannot be built; the message says where, what was expected and what came."""


def build_error(where, expected, came, advice=""):
    """Make a `BuildError` in the form that all messages of the builder share.

    Parameters
    ----------
    where : str
        ``file:line`` or a path.
    expected, came : str
        What should be there and what is.
    advice : str, optional
        What to do next.
    """
    return BuildError(f"{where}: expected {expected}, came {came}" + (f"; {advice}" if advice else ""))
