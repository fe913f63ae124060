"""What goes wrong at the command line."""


class BadInput(Exception):
    """An argument that cannot be used: the message says what was expected and what came."""
