"""``policyrefs import``: spreadsheets, timelines, bibliographies and what others publish become entries."""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_policyrefs.commands.project import CLEAN, FOUND, CommandError, set_stream
from sphinx_policyrefs.commands.speech import add_speech
from sphinx_policyrefs.commands.writing import Change, confirmed, content_of, show, write

if TYPE_CHECKING:
    from sphinx_policyrefs.imports.entries import Settings
    from sphinx_policyrefs.imports.importing import Importer
    from sphinx_policyrefs.imports.published.model import Found
    from sphinx_policyrefs.imports.published.record import Standing
    from sphinx_policyrefs.imports.update import Origin, Outcome
    from sphinx_policyrefs.imports.written import Written

HELP = "turn dockets, bills, spreadsheets or a timeline into a data file or directives, or update an earlier import"
DESCRIPTION = (
    "Read what courts, Congress and the Federal Register publish (dockets of CourtListener, supremecourt.gov and "
    "juriscraper, bills of Congress.gov and GovInfo, documents of the Federal Register), told by its content, a table "
    "(CSV, a workbook of Excel, a table in Word), the JSON or the spreadsheet of a TimelineJS timeline, or BibTeX, and "
    "write its entries: as YAML to standard output, with --directives as directives, with --to into a data file. "
    "Several files of one call are joined: a docket and its entries, a bill and its actions. "
    "A data file that is there already is updated by id: what is new is added, what changed is changed, what was "
    "added or changed by hand stays, and nothing is deleted; the changes are shown first. "
    "The exit status is 0, or 1 if something in FILE is wrong or the changes were not confirmed (nothing is then "
    "written), or 2 if a file could not be read or written."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "files",
        metavar="FILE",
        type=Path,
        nargs="+",
        help="what to read: .csv, .xlsx, .docx, .json, .xml, .yaml or .bib",
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--to", metavar="DATA", type=Path, help="the data file to write or to update: .yaml, .json or .csv"
    )
    where.add_argument("--directives", choices=("rst", "md"), help="write directives to standard output")
    parser.add_argument(
        "--keep",
        metavar="RULE",
        default="key",
        help="which entries of a docket or actions on a bill: key (the default: complaints, motions for relief, "
        "orders, opinions, judgments, notices of appeal, argument), all, none, or a regular expression for their text",
    )
    parser.add_argument(
        "--into",
        metavar="DIR",
        type=Path,
        help="the set of documents whose parties, proceedings and instruments are matched; entries that stand on its "
        "pages are compared and not written",
    )
    parser.add_argument(
        "--case",
        metavar="ID",
        default="",
        help="the legal action of a docket that does not name it, as the CSV of CourtListener",
    )
    parser.add_argument(
        "--match",
        choices=("exact", "ask", "never"),
        default="exact",
        help="which names are those of the record: equal ones (the default), near ones too if you say so, or none",
    )
    parser.add_argument(
        "--report", metavar="F", type=Path, help="write what was taken, left out and found into a file too"
    )
    _configure_tables(parser)
    parser.add_argument(
        "--keep-going", action="store_true", help="write the correct entries even if others have mistakes"
    )
    parser.add_argument("--yes", action="store_true", help="update the data file without asking")
    add_speech(parser)


def _configure_tables(parser: argparse.ArgumentParser) -> None:
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
        "--original",
        action="store_true",
        help="read a document of Word as it was before its tracked changes (default: as if all were accepted)",
    )
    parser.add_argument(
        "--sheet",
        metavar="NAME",
        default="",
        help="the sheet of a workbook (default: the first that is not empty)",
    )


#: Options that a data file keeps of the call that made it; those below need a form of their own.
KEPT: Final = ("keep", "case", "match", "kind", "columns", "language", "sheet")


class _Taken(NamedTuple):
    """What the files of one call gave."""

    entries: list[Written]
    reader: Importer
    #: what was left out, matched and compared, for a person
    report: list[str]
    #: where the entries are from
    origin: Origin


def run(arguments: argparse.Namespace) -> int:
    """Read files and write their entries."""
    from sphinx_policyrefs.imports.written import as_md, as_rst, as_yaml

    taken = _take(arguments)
    told = _tell_findings(arguments, taken.reader)
    wrong = bool(taken.reader.findings)
    stop = wrong and not arguments.keep_going
    if stop:
        many = "they are" if len(taken.reader.findings) > 1 else "it is"
        print(
            f"policyrefs: nothing was written; correct the mistakes, or write the rest with --keep-going while {many} "
            "not settled",
            file=sys.stderr,
        )
    status = FOUND if wrong else CLEAN
    if not stop and arguments.to is not None:
        status = max(status, _write(arguments, taken, told))
    else:
        _say(arguments, taken.report, told, sys.stderr)
    if not stop and arguments.to is None:
        set_stream(sys.stdout, encoding="utf-8")
        make = {"rst": as_rst, "md": as_md, None: as_yaml}[arguments.directives]
        try:
            sys.stdout.write(make(taken.entries))
        except ImportError:
            raise CommandError("YAML needs PyYAML: pip install 'sphinx-policyrefs[yaml]'") from None
    if arguments.report is not None:
        _write_report(arguments.report, told)
    return status


def _say(arguments: argparse.Namespace, lines: list[str], told: list[str], stream: object) -> None:
    """Print lines, unless nothing is to be said, and keep them for the report."""
    from sphinx_policyrefs.checks.reporters import printable

    told += lines
    if not arguments.quiet:
        for line in lines:
            print(printable(line), file=stream)  # type: ignore[call-overload]


def _write_report(path: Path, lines: list[str]) -> None:
    try:
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="")
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from None


def _tell_findings(arguments: argparse.Namespace, reader: Importer) -> list[str]:
    """Print what is wrong, and return it for the report."""
    from sphinx_policyrefs.checks.reporters import printable

    told = [f"{each.file}:{each.line}: {each.code}: {each.message}" for each in reader.findings]
    for finding in told:
        print(printable(finding), file=sys.stderr)
    if not arguments.quiet:
        for name, (line, count) in sorted(reader.left.items()):
            often = f", {count} times" if count > 1 else ""
            print(f"{reader.file}:{line}: not taken: {printable(name)}{often}", file=sys.stderr)
    return told


# -- reading ---------------------------------------------------------------------------------------------


def _take(arguments: argparse.Namespace) -> _Taken:
    """Return the entries of the files that are imported, each with an id of its own."""
    from sphinx_policyrefs.imports.importing import Importer
    from sphinx_policyrefs.imports.published import formats
    from sphinx_policyrefs.imports.published.model import Found
    from sphinx_policyrefs.imports.tree import LARGEST, DataError
    from sphinx_policyrefs.records.kinds import KINDS

    settings = _settings(arguments)
    reader = Importer(KINDS, str(arguments.files[0]), settings)
    found = Found()
    digests: dict[Path, str] = {}
    published = False
    for path in arguments.files:
        if not path.is_file():
            _check_suffix(path)
        content = _content(path, LARGEST)
        reader.file = str(path)
        try:
            name = formats.read(content, str(path), found)
        except DataError as error:
            reader.report("data-file", f"the file {error}", error.line)
            continue
        digests[path] = hashlib.sha256(content).hexdigest()
        published = published or bool(name)
        if not name:
            _take_other(path, content, reader, original=arguments.original)
    report: list[str] = []
    if published:
        report = _take_published(arguments, found, reader)
    entries = _compared(reader.written(), _standing_of(arguments), report)
    return _Taken(entries, reader, report, _origin(arguments, digests, listed=not published))


def _settings(arguments: argparse.Namespace) -> Settings:
    """Return how the files are read; raises :class:`CommandError` for options that are none."""
    from sphinx_policyrefs.imports.cell_dates import month_names
    from sphinx_policyrefs.imports.date_formats import form
    from sphinx_policyrefs.imports.entries import Settings
    from sphinx_policyrefs.records.fields import is_slug
    from sphinx_policyrefs.records.kinds import KINDS

    if arguments.kind and arguments.kind not in KINDS:
        raise CommandError(f"--kind {arguments.kind}: write one of {', '.join(KINDS)}")
    if arguments.case and not is_slug(arguments.case):
        raise CommandError(
            f"--case {arguments.case}: write the id of a legal action, such as tiktok-v-garland"
        )
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
    return Settings(
        arguments.kind,
        tuple(columns),
        tuple(arguments.dates),
        sheet=arguments.sheet,
        lenient=True,
        century=arguments.century,
        language=arguments.language,
    )


def _check_suffix(path: Path) -> None:
    """Raise :class:`CommandError` for a name that is neither of XML nor of a format that its suffix tells."""
    from sphinx_policyrefs.imports.files import SUFFIXES

    suffixes = (*SUFFIXES, ".docx", ".xml")
    if path.suffix.lower() not in suffixes:
        raise CommandError(f"{path}: write a file whose name ends with {', '.join(suffixes)}")


def _take_other(path: Path, content: bytes, reader: Importer, *, original: bool) -> None:
    """Take a table, a timeline, a bibliography or a data file, which the suffix tells."""
    from sphinx_policyrefs.imports.files import BINARY, decoded, take
    from sphinx_policyrefs.imports.spreadsheet import sheet_rows
    from sphinx_policyrefs.imports.tables import read_rows
    from sphinx_policyrefs.imports.timelinejs import (
        is_timeline,
        is_timeline_sheet,
        read_timeline,
        read_timeline_rows,
    )
    from sphinx_policyrefs.imports.tree import DataError

    _check_suffix(path)
    suffix = path.suffix.lower()
    if suffix == ".xml":
        reader.report("data-file", "the file is not XML: it begins with something else", 1)
        return
    if suffix == ".docx":
        _take_word(content, reader, original=original)
        return
    try:
        text = "" if suffix in BINARY else decoded(content)
    except DataError as error:
        raise CommandError(f"{path}:{max(error.line, 1)}: the file {error}") from None
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


def _take_word(content: bytes, reader: Importer, *, original: bool) -> None:
    from sphinx_policyrefs.imports.tree import DataError
    from sphinx_policyrefs.imports.word_table import read_word_table

    try:
        read_word_table(content, reader, original=original)
    except DataError as error:
        reader.report("data-file", f"the file {error}", error.line)


def _take_published(arguments: argparse.Namespace, found: Found, reader: Importer) -> list[str]:
    """Take what published files hold; return the report."""
    from sphinx_policyrefs.imports.published import report
    from sphinx_policyrefs.imports.published.compose import compose
    from sphinx_policyrefs.imports.published.join import join
    from sphinx_policyrefs.imports.published.keep import Keep
    from sphinx_policyrefs.imports.published.matching import Matcher
    from sphinx_policyrefs.imports.published.proposals import Proposals
    from sphinx_policyrefs.imports.published.record import known, names_id

    try:
        keep = Keep(arguments.keep)
    except re.error as error:
        raise CommandError(
            f"--keep {arguments.keep}: write key, all, none or a regular expression ({error})"
        ) from None
    for told in join(found, arguments.case):
        reader.file = told.place.file
        reader.report("data-file", told.message, told.place.line)
    standing = _standing_of(arguments)
    matcher = Matcher(known(each.entry for each in standing.values()), arguments.match, _asked)

    def is_missing(id_: str) -> bool:
        return id_ not in standing and not (arguments.to is not None and names_id(arguments.to, id_))

    proposals = compose(found, Proposals(keep, matcher), arguments.case, is_missing)
    for proposed in proposals.entries():
        reader.propose(proposed.written, proposed.place.file, proposed.place.line)
    said = list(report.lines(found, proposals))
    if proposals.left or proposals.formal:
        said.append(f"all of it: {_with_all(arguments)}")
    return said


def _with_all(arguments: argparse.Namespace) -> str:
    """Return the command that brings in what was left out."""
    words = ["policyrefs", "import", *map(str, arguments.files), "--keep", "all"]
    for name in ("case", "into", "to"):
        if value := getattr(arguments, name):
            words += [f"--{name}", str(value)]
    return shlex.join(words)


def _asked(name: str, id_: str, title: str) -> bool:
    """Ask whether a name of a file is an entry of the record."""
    return confirmed(f'Is "{name}" {id_} of the record ("{title}")?', sys.stderr)


def _standing_of(arguments: argparse.Namespace) -> Mapping[str, Standing]:
    """Return the entries of the record that do not stand in the data file that is written."""
    if arguments.into is None:
        return {}
    if not hasattr(arguments, "standing"):
        arguments.standing = _read_standing(arguments)
    found: Mapping[str, Standing] = arguments.standing
    return found


def _read_standing(arguments: argparse.Namespace) -> dict[str, Standing]:
    from sphinx_policyrefs.commands.project import read_project
    from sphinx_policyrefs.imports.published.record import Standing

    target = arguments.to.resolve() if arguments.to is not None else None
    asked = argparse.Namespace(
        **{**vars(arguments), "directory": arguments.into, "confdir": None, "define": [], "tags": []}
    )
    with read_project(asked) as project:
        graph = project.graph
        return {
            entry.id: Standing(entry, {
                name: tuple(link.target for link in links) for name, links in graph.links(entry.id).items()
            })
            for entry in graph.own
            if (project.source / entry.file).resolve() != target
        }  # fmt: skip


def _compared(entries: list[Written], standing: Mapping[str, Standing], report: list[str]) -> list[Written]:
    """Return the entries that the record has nowhere else; tell where those that it has say something else."""
    from sphinx_policyrefs.imports.published.record import differences, without_milestone

    kept = []
    for entry in entries:
        there = standing.get(entry["id"])
        if there is None:
            kept.append(without_milestone(entry, standing))
            continue
        place = f"{there.entry.file}:{there.entry.line}"
        report.append(f"{place}: {entry['id']} stands there and is not written")
        report += [f"{place}: {entry['id']}: {said}" for said in differences(entry, there)]
    return kept


def _origin(arguments: argparse.Namespace, digests: Mapping[Path, str], *, listed: bool) -> Origin:
    """Return where the entries come from, as seen from the data file."""
    from sphinx_policyrefs.imports.update import Origin

    home = arguments.to.resolve().parent if arguments.to is not None else Path.cwd()
    files = tuple((_from(home, path), digest) for path, digest in digests.items())
    options = {name: getattr(arguments, name) for name in KEPT}
    if arguments.into is not None:
        options["into"] = _from(home, arguments.into)
    options |= {"dates": "\n".join(arguments.dates), "century": str(arguments.century or "")}
    options["original"] = "yes" if arguments.original else ""
    defaults = {"keep": "key", "match": "exact"}
    return Origin(
        files,
        tuple((name, value) for name, value in options.items() if value != defaults.get(name, "")),
        listed,
    )


def _from(home: Path, path: Path) -> str:
    """Return a path as it is seen from a folder, with slashes; a path of another drive as it is."""
    try:
        return Path(os.path.relpath(path.resolve(), home)).as_posix()
    except ValueError:
        return path.resolve().as_posix()


def _content(path: Path, largest: int) -> bytes:
    try:
        if path.stat().st_size > largest:
            raise CommandError(f"{path} is larger than {largest // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from None


# -- writing ---------------------------------------------------------------------------------------------


def _write(arguments: argparse.Namespace, taken: _Taken, told: list[str]) -> int:
    """Write or update the data file, shown first where there is one; return the status."""
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
        outcome = update(content, suffix, taken.entries, taken.origin)
    except DataError as error:
        raise CommandError(f"{target}:{max(error.line, 1)}: the file {error}") from None
    except ImportError:
        raise CommandError("YAML needs PyYAML: pip install 'sphinx-policyrefs[yaml]'") from None
    before = content_of(target) if there else None
    mark = "\ufeff" if before is not None and before.startswith("\ufeff") else ""  # as Excel writes it
    change = Change(target, str(target), before, mark + outcome.text)
    if outcome.written and there:
        show([change], sys.stdout)
    _say(arguments, [*_summary(arguments, outcome), *taken.report], told, sys.stdout)
    if not outcome.written:
        return CLEAN
    # A new file takes nothing from anybody.
    if there and not (arguments.yes or confirmed(f"Write {target}?", sys.stdout)):
        print(f"{target} was left as it is; --yes writes it.")
        return FOUND
    write([change])
    return CLEAN


def _summary(arguments: argparse.Namespace, outcome: Outcome) -> list[str]:
    """Return what becomes of the entries, in lines."""
    from sphinx_policyrefs.imports.published.report import listed

    files = ", ".join(map(str, arguments.files))
    parts = {
        "added": outcome.added,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        f"no longer in {files} and kept": outcome.left,
        f"kept away, as {arguments.to} says (dropped)": outcome.dropped,
    }
    lines = [
        f"{len(ids)} {what}{'' if what == 'unchanged' else f': {listed(ids)}'}"
        for what, ids in parts.items()
        if ids
    ]
    for each in outcome.conflicts:
        ours, theirs = each.ours or "nothing", each.theirs or "nothing"
        lines.append(f"conflict: {each.id}: {each.field} stays {ours}; the file has {theirs}")
    return lines
