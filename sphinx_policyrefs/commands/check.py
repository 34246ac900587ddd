"""``policyrefs check``: check the record without writing pages."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_policyrefs.commands.doctrees import published_doctrees
from sphinx_policyrefs.commands.project import CLEAN, FOUND, add_arguments, read_project, set_stream
from sphinx_policyrefs.commands.speech import has_colours

if TYPE_CHECKING:
    from sphinx_policyrefs.adapter.build import Build
    from sphinx_policyrefs.checks.table import Told
    from sphinx_policyrefs.commands.project import Project
    from sphinx_policyrefs.commands.writing import Change

FORMATS = ("text", "json", "sarif", "junit")

HELP = "check the record: what is wrong, missing, overdue or unlinked"
DESCRIPTION = (
    "Read the documents, run all checks, and print the findings; no page is written. What was read is kept in the "
    "cache folder of the user, so that the next run reads only what has changed. The exit status is 0, or 1 if "
    "there are errors or links that --fix did not write, or 2 if the documents could not be read."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_arguments(parser)
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="text (the default), or a format for programs"
    )
    parser.add_argument(
        "--excerpts",
        action="store_true",
        help="in formats for programs too: what stands in copies, and what is about confidential sources",
    )
    parser.add_argument("--strict", action="store_true", help="fail on warnings as on errors")
    parser.add_argument(
        "--fix", action="store_true", help="show the links that are missing where prose names an entry"
    )
    parser.add_argument("--yes", action="store_true", help="with --fix: write them without asking")


def run(arguments: argparse.Namespace) -> int:
    """Check a project and print what there is to tell."""
    with read_project(arguments) as project:
        from sphinx_policyrefs.adapter.reporting import rule_6_note

        if note := rule_6_note(project.build):
            print(f"policyrefs: {note}", file=sys.stderr)
        told = project.findings(also=published_doctrees(arguments.directory, project.source))
        written = True
        if arguments.fix:
            fixed, written = _fix(project, told, arguments)
            told = [item for item in told if item not in fixed]
    _print(told, project.build, arguments)
    failing = ("error", "warning") if arguments.strict else ("error",)
    return FOUND if not written or any(item.severity in failing for item in told) else CLEAN


def _print(told: list[Told], build: Build, arguments: argparse.Namespace) -> None:
    from sphinx_policyrefs.adapter.reporting import chosen
    from sphinx_policyrefs.checks import reporters
    from sphinx_policyrefs.checks.table import severities
    from sphinx_policyrefs.checks.withheld import withheld

    source = build.env.srcdir
    codes = build.added.codes
    levels = severities(chosen(build.env.config, codes), codes)
    if arguments.excerpts:
        told = reporters.with_excerpts(told)
    elif arguments.format != "text":
        told = withheld(told, build.snapshot.whole, build.records)
    match arguments.format:
        case "json":
            text = reporters.as_json(told)
        case "sarif":
            inside = Path.cwd() in (source, *source.parents)
            prefix = source.relative_to(Path.cwd()).as_posix() if inside else "."
            text = reporters.as_sarif(told, levels, "" if prefix == "." else f"{prefix}/", codes)
        case "junit":
            text = reporters.as_junit(told, levels, strict=arguments.strict)
        case _:
            text = reporters.as_text(
                told,
                cache(lambda file: _lines(source / file)),
                colour=has_colours(arguments, sys.stdout),
            )
            if arguments.quiet and not told:
                return
    if arguments.format != "text":
        set_stream(sys.stdout, encoding="utf-8")
    sys.stdout.write(text)


def _lines(path: Path) -> list[str]:
    """Return the lines of a source, none where it can't be read."""
    try:
        return path.read_text("utf-8-sig", errors="replace").split("\n")
    except OSError:
        return []


def _fix(project: Project, told: list[Told], arguments: argparse.Namespace) -> tuple[set[Told], bool]:
    """Show the links to write, and write them if that is wanted; return the findings settled, and whether all are."""
    from sphinx_policyrefs.adapter.reading.prose import is_myst
    from sphinx_policyrefs.checks.mentions import Mention, Names, find_mentions, write_links
    from sphinx_policyrefs.commands.writing import Change, content_of, offer
    from sphinx_policyrefs.imports.files import SUFFIXES

    build, scope = project.build, project.scope
    wanted = {
        (item.finding.file, item.finding.line, item.finding.entry): item
        for item in told
        if item.finding.code == "unlinked-mention"
    }
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in find_mentions(scope) if wanted else ():
        if (mention.file, mention.line, mention.entry.id) in wanted:
            mentions[mention.file].append(mention)
    names = Names(scope.entries())
    # The diff must not come between the lines of a report for machines.
    stream = sys.stdout if arguments.format == "text" else sys.stderr
    changes: list[Change] = []
    fixed: set[Told] = set()
    for file, found in sorted(mentions.items()):
        path = Path(build.env.srcdir, file)
        if path.suffix.lower() in SUFFIXES:  # quotation marks and commas mean something in data files
            continue
        if not path.is_file() or not path.resolve().is_relative_to(build.env.srcdir):
            continue
        before = content_of(path)
        myst = is_myst(build.env.config.source_suffix, file)
        after, settled = write_links(before, found, names, scope.role, myst=myst)
        if settled:
            changes.append(Change(path, file, before, after))
            fixed.update(wanted[m.file, m.line, m.entry.id] for m in settled)
    if not changes:
        print("There is no link to write.", file=stream)
        return set(), True
    links = f"{len(fixed)} link{'s' * (len(fixed) != 1)}"
    if not offer(changes, links, yes=arguments.yes, stream=stream):
        print(file=stream)
        return set(), False
    print(f"Wrote {links}.\n", file=stream)
    return fixed, True
