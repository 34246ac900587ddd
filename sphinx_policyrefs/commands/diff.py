"""``policyrefs diff``: what one export of a record has otherwise than another."""

from __future__ import annotations

import argparse
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_policyrefs.commands.project import CLEAN, FOUND, CommandError, set_stream
from sphinx_policyrefs.commands.speech import add_speech

if TYPE_CHECKING:
    from sphinx_policyrefs.changes.history import Version
    from sphinx_policyrefs.records.exported import Exported
    from sphinx_policyrefs.views.changed import Reading
    from sphinx_policyrefs.views.changelists import Step

FORMATS = ("text", "json", "markdown", "corrections")

HELP = "show what changed between two exports, or write a log of corrections"
DESCRIPTION = (
    "Compare exports (policyrefs.json) and print what was added, removed, renamed and changed, field by field. "
    "An export is a file, or REVISION:FILE as git keeps it. Where entries stand (page, file, line) is left out. "
    "An id counts as renamed where one entry that is gone and one that is new are the same in all else. "
    "The exit status is 0 if nothing changed, 1 if something did, and 2 if a file could not be read."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="the older export and the newer one; for corrections also more than two, in order",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="text (the default), json, markdown, or corrections (what the record no longer says)",
    )
    parser.add_argument("--places", action="store_true", help="also show changes of page, file or line")
    parser.add_argument(
        "--history",
        action="store_true",
        help="write a log of corrections over all versions of one FILE in git, with the dates of the commits",
    )
    add_speech(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compare exports and print what differs."""
    from sphinx_policyrefs.changes.history import HistoryError
    from sphinx_policyrefs.views import changelists

    log = arguments.format == "corrections" or arguments.history
    if arguments.history and len(arguments.files) > 1:
        raise CommandError("--history takes one file: git has the others")
    if not arguments.history and (len(arguments.files) < 2 or (len(arguments.files) > 2 and not log)):
        raise CommandError("name two exports, the older one first")
    try:
        steps = [_step(*pair, places=arguments.places) for pair in pairwise(_versions(arguments))]
    except HistoryError as error:
        raise CommandError(str(error)) from None
    make = changelists.as_corrections if log else getattr(changelists, f"as_{arguments.format}")
    if arguments.format != "text":
        set_stream(sys.stdout, encoding="utf-8")
    differs = any(step.comparison for step in steps)
    if differs or not arguments.quiet or arguments.format != "text":
        sys.stdout.write(make(steps))
    return FOUND if differs else CLEAN


def _versions(arguments: argparse.Namespace) -> list[Version]:
    from sphinx_policyrefs.changes.history import history, version

    if arguments.history:
        return history(Path(arguments.files[0]))
    return [version(text, Path()) for text in arguments.files]


def _step(old: Version, new: Version, *, places: bool) -> Step:
    from sphinx_policyrefs.changes.compare import compare, renamed_as
    from sphinx_policyrefs.views.changelists import Step

    comparison = compare(old.export, new.export, places=places)
    return Step(old, new, _reading(renamed_as(old.export, comparison)), _reading(new.export), comparison)


def _reading(export: Exported) -> Reading:
    from sphinx_policyrefs.imports.exported import entries_of
    from sphinx_policyrefs.records.graph import Graph
    from sphinx_policyrefs.records.kinds import KINDS
    from sphinx_policyrefs.records.model import DocRecord
    from sphinx_policyrefs.views.changed import Reading
    from sphinx_policyrefs.views.wording import Wording

    return Reading(
        Graph([DocRecord("", entries_of(export, KINDS).entries)]), Wording(quote_words=sys.maxsize)
    )
