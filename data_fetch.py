"""The recordings of the course: list, fetch, verify, load - or simulate.

Nothing is bundled and nothing has to be fetched: :func:`load` gives the simulated twin of a recording until
the real file is in the data folder. Real files come by :func:`fetch`, or by :func:`take` from a file of the
user's; both accept a file by its hash only. ``python data_fetch.py --help`` teaches the command line.
"""

import sys
import textwrap
import time

import click

from recordings import files
from recordings.files import data_folder, fetch, is_recording, take, verify
from recordings.loading import Recording, load, simulate
from recordings.records import DataError, Record, find_record, records

__all__ = [
    "DataError",
    "Record",
    "Recording",
    "data_folder",
    "fetch",
    "load",
    "records",
    "simulate",
    "take",
    "verify",
]


class _OneLineCommand(click.Command):
    """A command whose every error is one line on the standard error, with exit code 2."""

    def main(self, *args, **kwargs):
        try:
            return super().main(*args, **{**kwargs, "standalone_mode": False})
        except click.ClickException as problem:
            _complain(f"{problem.format_message()} python data_fetch.py --help says what is expected")
        except click.Abort:
            _complain("stopped; nothing half-written is left")
        except (DataError, OSError) as problem:
            _complain(problem)
        sys.exit(2)


def _complain(message):
    click.echo(f"data_fetch: {DataError(message)}", err=True)


def _describe_state(record):
    path = data_folder() / record.file_name
    if path.exists():
        return "recorded" if is_recording(record, path) else "damaged"
    return "simulated twin" if record.twin else "absent"


def _list_records():
    click.echo(f"Recordings of the course, kept in {data_folder()}\n")
    line = "{:<18} {:<12} {:>9}  {:<15} {}"
    click.echo(line.format("name", "labs", "size", "here", "terms"))
    for record in records().values():
        size = "unknown" if record.n_bytes is None else f"{record.n_bytes / 1000:.0f} kB"
        terms = textwrap.shorten(record.terms, 48, placeholder=" …")
        click.echo(line.format(record.name, ",".join(record.labs), size, _describe_state(record), terms))
    click.echo("\npython data_fetch.py NAME fetches one; python data_fetch.py --help tells more")


def _wait_aloud(wait_s):
    click.echo(f"the server is busy or out of reach; next attempt in {wait_s:.0f} s", err=True)
    time.sleep(wait_s)


def _fetch_aloud(name):
    record = find_record(name)
    click.echo(f"{name}: {record.content}\n  source: {record.url or 'not public'}")
    click.echo(f"  terms:  {record.terms}\n  cite:   {record.citation}")
    return fetch(name, progress=True, waits_s=files.WAITS_S, sleep=_wait_aloud)


def _do_each(job, names, done):
    """Do a job for each name; one that fails does not keep the others from being done."""
    failures = []
    for name in names:
        try:
            click.echo(f"{name}: {done} {job(name)}")
        except DataError as problem:
            _complain(problem)
            failures.append(name)
    if failures:
        sys.exit(2)


@click.command(cls=_OneLineCommand)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--from", "source", metavar="FILE", help="Take a file that you have, recognised by its hash.")
@click.option("--verify", "checks", is_flag=True, help="Check files by hash; without NAME, all here.")
@click.option("--simulate", "simulates", is_flag=True, help="Write the simulated twin to a file.")
def main(names, source, checks, simulates):
    """List, fetch, verify or simulate the recordings of the course.

    Without arguments: a table of all recordings. With NAME: show the terms, then download. You need none of
    them: the labs simulate what is not here, and every figure says which of the two it shows.

    \b
    python data_fetch.py                        what there is, and what is here
    python data_fetch.py retina                 fetch one
    python data_fetch.py --from RGCdata.mat     take a file that you have
    python data_fetch.py --verify               check all files that are here
    python data_fetch.py --simulate retina      write the twin, for other programs

    The environment variable NEURAL_COURSE_DATA names the folder of the files.
    """
    for name in names:
        find_record(name)  # a typing error shows before anything is downloaded
    if (source is not None) + checks + simulates > 1:
        raise click.UsageError("Expected one of --from, --verify and --simulate, got several.")
    if source is not None:
        if len(names) > 1:
            raise click.UsageError(f"Expected at most one NAME with --from, got {len(names)}.")
        click.echo(f"taken into {take(names[0] if names else None, source)}")
    elif simulates:
        if not names:
            raise click.UsageError("Expected a NAME with --simulate, got none.")
        _do_each(simulate, names, "simulated in")
    elif checks:
        here = [record.name for record in records().values() if (data_folder() / record.file_name).exists()]
        _do_each(verify, names or here, "as recorded in")
        if not names + tuple(here):
            click.echo(f"no recording is in {data_folder()}, so there is none to verify")
    elif names:
        _do_each(_fetch_aloud, names, "recorded in")
    else:
        _list_records()


if __name__ == "__main__":
    main(prog_name="python data_fetch.py")
