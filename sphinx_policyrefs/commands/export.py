"""``policyrefs export``: the record in another format, without a page written."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sphinx_policyrefs.commands.project import CLEAN, CommandError, add_arguments, read_project
from sphinx_policyrefs.commands.speech import quoted, say
from sphinx_policyrefs.exports import EXPORTS, UnwritableError, export

HELP = "write the record in another format: " + ", ".join(EXPORTS)
DESCRIPTION = (
    "Read the documents and write their record in one format; no page is written. Addresses are those that the "
    "builder html gives to pages. The exit status is 0, or 2 if it could not be done."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_arguments(parser)
    parser.add_argument(
        "--format",
        metavar="NAME",
        default="json",
        help=f"the format: {', '.join(EXPORTS)}, or one that conf.py adds (default: json)",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help="the file to write, or the folder to write it into (default: standard output)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Read a project and write one export."""
    with read_project(arguments) as project:
        from sphinx_policyrefs.adapter.exporting.exports import edition_of

        exports = project.build.added.exports
        if arguments.format not in exports:
            raise CommandError(f'"{arguments.format}" is not a format: write one of {", ".join(exports)}')
        try:
            content = export(arguments.format, edition_of(project.build), exports)
        except UnwritableError as error:
            raise CommandError(str(error)) from None
        number = len(project.findings(("error",)))
    if number:
        errors = "is an error" if number == 1 else f"are {number} errors"
        say(
            arguments,
            f"policyrefs: there {errors} in the record; policyrefs check {quoted(arguments.directory)} lists them",
        )
    if arguments.output is None:
        sys.stdout.buffer.write(content)
        return CLEAN
    path: Path = arguments.output
    try:
        if path.is_dir():
            path /= exports[arguments.format].file
        path.write_bytes(content)
    except OSError as error:
        raise CommandError(f"{path} can't be written: {error.strerror or error}") from None
    return CLEAN
