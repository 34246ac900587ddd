"""``policyrefs sources``: how often each source is cited, how exactly, and which copies there are."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_policyrefs.commands.getting import get
from sphinx_policyrefs.commands.project import CLEAN, CommandError, add_arguments, read_project, set_stream
from sphinx_policyrefs.commands.recording import record

if TYPE_CHECKING:
    from sphinx_policyrefs.commands.project import Project
    from sphinx_policyrefs.evidence.proofs import Proofs
    from sphinx_policyrefs.evidence.tally import Tally

FORMATS: Final = ("text", "json", "csv", "html")

HELP = "list the sources: how they are cited, and which copies there are"
DESCRIPTION = (
    "Read the documents and list each source: how often it is cited, with a place and with words, whether its copy has "
    "the words, and what is known of copy and archive. The list is internal: it names copies. With --record or --get, "
    "write digests, or copies, instead. The exit status is 0, or 1 if something was not written, or 2 if it could not "
    "be done."
)

#: What the table calls the numbers.
_HEADINGS: Final = ("source", "cited", "placed", "worded", "found", "elsewhere", "not found", "unchecked")
_WIDEST: Final = 40


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_arguments(parser)
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="text (the default), a format for programs, or html: a "
        "sheet that shows each quotation beside what its copy says",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="the file to write (default: standard output)"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--record", action="store_true", help="show the digests of copies to write into the sources, and ask"
    )
    what.add_argument(
        "--get",
        action="store_true",
        help="fetch copies of addresses that have none, over the network, and ask before they are written",
    )
    parser.add_argument(
        "--yes",
        action="store_true",
        help="with --record and --get: write without asking; with --get, fetch as well",
    )


def run(arguments: argparse.Namespace) -> int:
    """Read a set of documents and list its sources."""
    with read_project(arguments) as project:
        if arguments.record:
            return record(project, arguments)
        if arguments.get:
            return get(project, arguments)
        _print(_listed(project, arguments), arguments)
    return CLEAN


def _listed(project: Project, arguments: argparse.Namespace) -> str:
    from sphinx_policyrefs.evidence.tally import tallies

    if arguments.format == "html":
        return _sheet(project, arguments)
    prose = (link for _reference, link in project.scope.cited_in_prose())
    found = tallies(project.scope.proofs, prose)
    match arguments.format:
        case "json":
            return as_json(found)
        case "csv":
            return as_csv(found)
        case _:
            return as_text(found, project.scope.proofs)


def _sheet(project: Project, arguments: argparse.Namespace) -> str:
    from sphinx_policyrefs.commands.sheet import as_html, published

    config = project.build.config
    folders = [
        Path(project.build.app.confdir, folder)
        for folder in (*config.html_static_path, *config.html_extra_path)
    ]
    if arguments.output is not None and (folder := published(folders, arguments.output)):
        raise CommandError(f"{arguments.output} would be published with {folder}; write the sheet elsewhere")
    return as_html(config.project, project.scope)


def _print(text: str, arguments: argparse.Namespace) -> None:
    if arguments.output is None:
        if arguments.format != "text":
            set_stream(sys.stdout, encoding="utf-8")
        sys.stdout.write(text)
        return
    path: Path = arguments.output
    try:
        with path.open("w", encoding="utf-8", newline="") as opened:
            opened.write(text)
    except OSError as error:
        raise CommandError(f"{path} can't be written: {error.strerror or error}") from None


def as_json(found: Iterable[Tally]) -> str:
    """Return tallies for programs."""
    return json.dumps({"sources": [one._asdict() for one in found]}, ensure_ascii=False, indent=2) + "\n"


def as_csv(found: Iterable[Tally]) -> str:
    """Return tallies for spreadsheets."""
    from sphinx_policyrefs.evidence.tally import Tally

    out = StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(Tally._fields)
    table.writerows(found)
    return out.getvalue()


def as_text(found: Iterable[Tally], proofs: Proofs) -> str:
    """Return tallies for people: a table, and a sentence that sums it up."""
    from sphinx_policyrefs.checks.reporters import printable
    from sphinx_policyrefs.evidence.tally import copy_state

    found = list(found)
    rows = [
        (
            *(_cut(one.id), *map(_number, one[1:8])),
            copy_state(proofs, one) or "-",
            "yes" if one.sha256 else "-",
            one.accessed or "-",
            "yes" if one.archived else "-",
        )
        for one in found
    ]
    head = (*_HEADINGS, "copy", "sha256", "accessed", "archived")
    widths = [max(len(row[n]) for row in (head, *rows)) for n in range(len(head))]
    lines = [
        "  ".join(
            cell.rjust(width) if 0 < n < len(_HEADINGS) else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (head, *rows)
    ]
    return "".join(f"{printable(line)}\n" for line in (lines if found else ())) + _summary(found)


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _number(value: object) -> str:
    return str(value) if value else "-"


def _summary(found: list[Tally]) -> str:
    if not found:
        return "There is no source.\n"
    copies, archived = sum(bool(one.copy) for one in found), sum(bool(one.archived) for one in found)
    cited, placed, worded, right, elsewhere, wrong, unchecked = (
        sum(column) for column in zip(*(one[1:8] for one in found), strict=True)
    )
    states = f"{right} found, {elsewhere} elsewhere, {wrong} not found, {unchecked} unchecked"
    many = f"{len(found)} source{'s' * (len(found) != 1)}"
    return (
        f"\n{many}, {copies} with a copy, {archived} archived; cited {cited} times, "
        f"{placed} with a place, {worded} with words{f': {states}' if worded else ''}.\n"
    )
