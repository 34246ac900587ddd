"""The command ``policyrefs``: its parser, and how it reports errors.  The commands are in :mod:`.commands`."""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Sequence

from sphinx_policyrefs import __version__
from sphinx_policyrefs.commands import COMMANDS
from sphinx_policyrefs.commands.project import FAILED, CommandError, set_stream


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return 0 if nothing is wrong, 1 if errors were found, 2 if it could not run."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        set_stream(
            stream, errors="backslashreplace"
        )  # a terminal need not have every letter of the documents
    if arguments.command is None:
        parser.print_help()
        return FAILED
    try:
        return COMMANDS[arguments.command].run(arguments)
    except CommandError as error:
        print(f"policyrefs: {error}", file=sys.stderr)
    except Exception as error:  # noqa: BLE001 - conf.py and other extensions may raise anything
        from sphinx.errors import SphinxError

        from sphinx_policyrefs.config import WrongValueError

        if isinstance(error, WrongValueError):
            pass
        elif isinstance(error, SphinxError):
            print(f"policyrefs: {error.category}: {error}", file=sys.stderr)
        else:
            traceback.print_exc()
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="policyrefs",
        description="Work with the record of a Sphinx project.",
        epilog='"policyrefs COMMAND --help" says what a command takes. Begin with "policyrefs new DIR".',
    )
    parser.add_argument("--version", action="version", version=f"policyrefs {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, command in COMMANDS.items():
        command.configure(commands.add_parser(name, help=command.HELP, description=command.DESCRIPTION))
    return parser


if __name__ == "__main__":
    sys.exit(main())
