"""What goes wrong at the command line, in one line that says what was expected and what came."""

from __future__ import annotations

import re

import click

# What click says, and how it is said here.
SAYINGS = (
    (r"No such command '(?P<got>.*)'\.", "a command, one of {commands}", "'{got}'"),
    (r"No such option '?(?P<got>--?[^' ]*)'?\..*", "an option, one of {options}", "{got}"),
    (r"Missing (?:argument|option|parameter):? '?(?P<what>[^']*)'?\.", "{what}", "nothing"),
    (r"Got unexpected extra arguments? \((?P<got>.*)\)", "no more arguments", "{got}"),
    (r"Option '(?P<what>.*)' requires (?:an argument|\d+ arguments)\.", "a value after {what}", "none"),
    (r"Option '(?P<what>.*)' does not take a value\.", "no value after {what}", "one"),
    (
        r"Invalid value for '?(?P<what>[^':]*)'?: (?P<got>.*) is not in the range (?P<range>.*)\.",
        "{what} in the range {range}",
        "{got}",
    ),
    (
        r"Invalid value for '?(?P<what>[^':]*)'?: '(?P<got>.*)' is not a valid (?P<kind>.*?)(?: range)?\.",
        "{what} to be a valid {kind}",
        "{got!r}",
    ),
)


class BadInput(Exception):
    """An argument that cannot be used: the message says what was expected and what came."""


def explain_usage(error: click.UsageError) -> str:
    """What was expected and what came, from what click says about a command that was typed wrongly.

    Parameters
    ----------
    error : click.UsageError

    Returns
    -------
    str
        One line, with where to read more.
    """
    said, context = error.format_message(), error.ctx
    more = f" (see: {context.command_path} --help)" if context else ""
    for pattern, expected, got in SAYINGS:
        found = re.fullmatch(pattern, said, re.S)
        if found:
            words = found.groupdict() | {"commands": commands_of(context), "options": options_of(context)}
            return f"expected {expected.format(**words)}, got {got.format(**words)}{more}"
    return f"{said}{more}"


def commands_of(context: click.Context | None) -> str:
    """The commands that there are."""
    command = context.command if context else None
    return ", ".join(command.commands) if isinstance(command, click.Group) else "those in the help"


def options_of(context: click.Context | None) -> str:
    """The options of a command."""
    options = [option for parameter in context.command.params for option in parameter.opts] if context else []
    return ", ".join(option for option in [*options, "--help"] if option.startswith("--"))
