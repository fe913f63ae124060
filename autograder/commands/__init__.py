"""The command line: ``python -m autograder build | list | check | grade | demo | take | kit | selftest``."""

from __future__ import annotations

import sys

import click

from autograder.commands.checking import check, list_exercises
from autograder.commands.demo import demo
from autograder.commands.errors import BadInput, explain_usage
from autograder.commands.grading import grade
from autograder.commands.making import build, kit, take
from autograder.commands.selftest import selftest
from autograder.isolation.policy import IsolationMissing, UnknownLevel


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def cli():
    """Builds the labs and grades what students hand in.

    \b
    A first round:
      python -m autograder build                       lessons -> student notebooks
      python -m autograder list                        the exercises and their points
      python -m autograder check glm_encoding.fit_lg my_functions.py
      python -m autograder grade submitted/            every notebook below a folder
    """


for command in (build, list_exercises, check, grade, demo, take, kit, selftest):
    cli.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Run a command; bad input is one line on the standard error, and exit code 2.

    Parameters
    ----------
    arguments : list of str, optional
        Those of the process if None.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(
            stream, "reconfigure"
        ):  # a file name or a dash that the terminal cannot show is no reason to stop
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(cli.main(arguments, prog_name="python -m autograder", standalone_mode=False) or 0)
    except (BadInput, IsolationMissing, UnknownLevel) as error:
        stop(str(error))
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help())
        stop(f"expected a command, one of {', '.join(cli.commands)}, got none")
    except click.UsageError as error:
        stop(explain_usage(error))
    except (click.Abort, KeyboardInterrupt):
        stop("stopped", 130)
    except OSError as error:
        stop(f"expected a file or folder that can be used, got {error.strerror}: {error.filename}")


def stop(message: str, code: int = 2) -> None:
    """End with one line that says what was expected and what came."""
    click.echo(f"autograder: {' '.join(message.split())}", err=True)
    sys.exit(code)
