"""The command line: ``python -m autograder build | list | check | grade | demo | take | kit``."""

from __future__ import annotations

import sys

import click

from autograder.commands.checking import check, list_exercises
from autograder.commands.errors import BadInput
from autograder.commands.grading import grade
from autograder.commands.making import build, kit, take


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


for command in (build, list_exercises, check, grade, take, kit):
    cli.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Run a command; bad input is one line on the standard error, and exit code 2."""
    try:
        sys.exit(cli.main(arguments, prog_name="python -m autograder", standalone_mode=False) or 0)
    except BadInput as error:
        stop(str(error))
    except click.UsageError as error:
        where = f" (see: {error.ctx.command_path} --help)" if error.ctx else ""
        stop(f"{error.format_message()}{where}")
    except (click.Abort, KeyboardInterrupt):
        stop("stopped", 130)


def stop(message: str, code: int = 2) -> None:
    """End with one line that says what was expected and what came."""
    click.echo(f"autograder: {' '.join(message.split())}", err=True)
    sys.exit(code)
