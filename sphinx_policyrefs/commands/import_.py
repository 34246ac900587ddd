"""``policyrefs import``: a spreadsheet, a timeline or a bibliography becomes a data file or directives."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_policyrefs.commands.project import CLEAN, FOUND, CommandError, set_stream
from sphinx_policyrefs.commands.speech import add_speech
from sphinx_policyrefs.commands.writing import Change, confirmed, content_of, show, write

if TYPE_CHECKING:
    from sphinx_policyrefs.imports.entries import Reader
    from sphinx_policyrefs.imports.update import Outcome
    from sphinx_policyrefs.imports.written import Written

HELP = "turn a spreadsheet or a timeline into a data file or directives, or update an earlier import"
DESCRIPTION = (
    "Read a table (CSV or a workbook of Excel), the JSON or the spreadsheet of a TimelineJS timeline, or BibTeX, and "
    "write its entries: as YAML to standard output, with --directives as directives, with --to into a data file. "
    "A data file that is there already is updated by id: what is new is added, what changed is changed, fields "
    "that were added by hand stay, and nothing is deleted; the changes are shown first. "
    "The exit status is 0, or 1 if something in FILE is wrong or nobody agreed to the changes (nothing is then "
    "written), or 2 if a file could not be read or written."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="the file to read: .csv, .xlsx, .json, .yaml or .bib"
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--to", metavar="DATA", type=Path, help="the data file to write or to update: .yaml, .json or .csv"
    )
    where.add_argument("--directives", choices=("rst", "md"), help="write directives to standard output")
    parser.add_argument(
        "--kind", default="", help="the kind of entries without one (default: event for a timeline)"
    )
    parser.add_argument(
        "--columns",
        metavar="HEADING=FIELD,...",
        default="",
        help="what the columns hold, such as When=date,What=title; a heading without a field is ignored; "
        "a span may be in two columns (Start=date,End=date.end), a day in three (date.year, date.month, date.day)",
    )
    parser.add_argument(
        "--dates",
        metavar="FORM",
        action="append",
        default=[],
        help="how days are written, such as %%d/%%m/%%Y; may be given several times",
    )
    parser.add_argument(
        "--century",
        metavar="YEAR",
        type=int,
        help="the first of the hundred years in which two-digit years lie: with 1900, 6/9/24 is in 1924",
    )
    parser.add_argument(
        "--language", default="", help="a language for names of months besides English, such as fr"
    )
    parser.add_argument(
        "--sheet",
        metavar="NAME",
        default="",
        help="the sheet of a workbook (default: the first that is not empty)",
    )
    parser.add_argument(
        "--keep-going", action="store_true", help="write the correct entries even if others have mistakes"
    )
    parser.add_argument("--yes", action="store_true", help="update the data file without asking")
    add_speech(parser)


def run(arguments: argparse.Namespace) -> int:
    """Read a file and write its entries."""
    from sphinx_policyrefs.checks.reporters import printable
    from sphinx_policyrefs.imports.written import as_md, as_rst, as_yaml

    entries, reader = _read(arguments)
    for finding in reader.findings:
        print(f"{finding.file}:{finding.line}: {finding.code}: {finding.message}", file=sys.stderr)
    if not arguments.quiet:
        for name, (line, count) in sorted(reader.left.items()):
            often = f", {count} times" if count > 1 else ""
            print(f"{reader.file}:{line}: not taken: {printable(name)}{often}", file=sys.stderr)
    wrong = bool(reader.findings)
    if wrong and not arguments.keep_going:
        many = "they are" if len(reader.findings) > 1 else "it is"
        print(
            f"policyrefs: nothing was written; correct the mistakes, or write the rest with --keep-going while {many} "
            "not settled",
            file=sys.stderr,
        )
        return FOUND
    if arguments.to is not None:
        wrong |= not _write(arguments, entries)
    else:
        set_stream(sys.stdout, encoding="utf-8")
        make = {"rst": as_rst, "md": as_md, None: as_yaml}[arguments.directives]
        try:
            sys.stdout.write(make(entries))
        except ImportError:
            raise CommandError("YAML needs PyYAML: pip install 'sphinx-policyrefs[yaml]'") from None
    return FOUND if wrong else CLEAN


def _read(arguments: argparse.Namespace) -> tuple[list[Written], Reader]:
    """Return the entries of the file that is imported, each with an id of its own."""
    from sphinx_policyrefs.imports.cell_dates import month_names
    from sphinx_policyrefs.imports.date_formats import form
    from sphinx_policyrefs.imports.entries import Settings
    from sphinx_policyrefs.imports.files import BINARY, SUFFIXES, decoded, take
    from sphinx_policyrefs.imports.importing import Importer
    from sphinx_policyrefs.imports.spreadsheet import sheet_rows
    from sphinx_policyrefs.imports.tables import read_rows
    from sphinx_policyrefs.imports.timelinejs import (
        is_timeline,
        is_timeline_sheet,
        read_timeline,
        read_timeline_rows,
    )
    from sphinx_policyrefs.imports.tree import LARGEST, DataError
    from sphinx_policyrefs.records.kinds import KINDS

    suffix = arguments.file.suffix.lower()
    if suffix not in SUFFIXES:
        raise CommandError(f"{arguments.file}: write a file whose name ends with {', '.join(SUFFIXES)}")
    if arguments.kind and arguments.kind not in KINDS:
        raise CommandError(f"--kind {arguments.kind}: write one of {', '.join(KINDS)}")
    columns = []
    for pair in filter(None, arguments.columns.split(",")):
        heading, equals, field = pair.partition("=")
        if not equals:
            raise CommandError(f"--columns {pair}: write HEADING=FIELD")
        columns.append((heading.strip(), field.strip()))
    if arguments.century is not None and not 0 < arguments.century < 10_000:
        raise CommandError(f"--century {arguments.century}: write a year, such as 1900 for 1900 to 1999")
    for option, accept in (("language", month_names), ("dates", lambda each: form(each, arguments.century))):
        try:
            for each in arguments.dates if option == "dates" else [arguments.language]:
                accept(each)
        except ValueError as error:
            raise CommandError(f"--{option}: {error}") from None
    try:
        content = _content(arguments.file, LARGEST)
        text = "" if suffix in BINARY else decoded(content)
    except DataError as error:
        raise CommandError(f"{arguments.file}:{max(error.line, 1)}: the file {error}") from None
    settings = Settings(
        arguments.kind,
        tuple(columns),
        tuple(arguments.dates),
        sheet=arguments.sheet,
        lenient=True,
        century=arguments.century,
        language=arguments.language,
    )
    reader = Importer(KINDS, str(arguments.file), settings)
    try:
        if is_timeline(text, suffix):
            read_timeline(text, suffix, reader)
        elif suffix in BINARY and is_timeline_sheet(found := list(sheet_rows(content, reader))):
            read_timeline_rows(found, reader)
        elif suffix in BINARY:
            read_rows(found, reader)
        else:
            take(content, suffix, reader)
    except DataError as error:
        reader.report("data-file", f"the file {error}", error.line)
    return reader.written(), reader


def _content(path: Path, largest: int) -> bytes:
    try:
        if path.stat().st_size > largest:
            raise CommandError(f"{path} is larger than {largest // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from None


def _write(arguments: argparse.Namespace, entries: list[Written]) -> bool:
    """Write the data file, shown first where there is one; return whether it is as it should be."""
    from sphinx_policyrefs.imports.tree import LARGEST, DataError
    from sphinx_policyrefs.imports.update import update
    from sphinx_policyrefs.imports.written import FORMATS

    target: Path = arguments.to
    suffix = target.suffix.lower()
    if suffix not in FORMATS:
        raise CommandError(f"--to {target}: write a file whose name ends with {', '.join(FORMATS)}")
    there = target.exists()
    content = _content(target, LARGEST) if there else None
    try:
        outcome = update(content, suffix, entries)
    except DataError as error:
        raise CommandError(f"{target}:{max(error.line, 1)}: the file {error}") from None
    except ImportError:
        raise CommandError("YAML needs PyYAML: pip install 'sphinx-policyrefs[yaml]'") from None
    before = content_of(target) if there else None
    mark = "\ufeff" if before is not None and before.startswith("\ufeff") else ""  # as Excel writes it
    change = Change(target, str(target), before, mark + outcome.text)
    wanted = bool(outcome.added or outcome.changed)
    if wanted and there:
        show([change], sys.stdout)
    _tell(arguments, outcome)
    if not wanted:
        return True
    # A new file takes nothing from anybody.
    if there and not (arguments.yes or confirmed(f"Write {target}?", sys.stdout)):
        print(f"{target} was left as it is; --yes writes it.")
        return False
    write([change])
    return True


def _tell(arguments: argparse.Namespace, outcome: Outcome) -> None:
    """Say what becomes of the entries."""
    if arguments.quiet:
        return
    parts = {
        "added": outcome.added,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        f"no longer in {arguments.file} and kept": outcome.left,
    }
    for what, ids in parts.items():
        if ids:
            names = "" if what == "unchanged" else f": {', '.join(ids[:20])}{', …' * (len(ids) > 20)}"
            print(f"{len(ids)} {what}{names}")
