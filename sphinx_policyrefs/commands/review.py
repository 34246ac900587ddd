"""``policyrefs review``: a document of somebody else's beside the record, sentence by sentence."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_policyrefs.commands.project import CLEAN, CommandError, add_arguments, read_project, set_stream

if TYPE_CHECKING:
    from sphinx_policyrefs.commands.project import Project
    from sphinx_policyrefs.records.graph import Graph
    from sphinx_policyrefs.review.sheet import Review

FORMATS: Final = ("text", "html", "json")

HELP = "set an article or another document beside the record, sentence by sentence"
DESCRIPTION = (
    "Read a document (text, Markdown, reStructuredText, HTML, PDF or Word) and set each of its sentences beside the "
    "entries of the record that it may be about, with what both say alike and what they say differently. What is "
    "listed is worth checking; whether a sentence is true is for people to say. With --write, make a claim for each "
    "sentence that has something to compare. The exit status is 0, or 1 if claims were to be written and were not, or "
    "2 if it could not be done. Without FILE, list the sentences of the project's own pages that say something that "
    "can be checked and refer to no evidence, and those that give another date than the entry that they refer to."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_arguments(parser)
    parser.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        nargs="?",
        help="the document to review (default: the pages of the project itself)",
    )
    parser.add_argument(
        "--source",
        metavar="ID",
        default="",
        help="the source of the record that the document is: its claims are shown beside its sentences (default: the "
        "source whose copy it is)",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="text (the default), a sheet to print or to fill in, or a format for programs",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="the file to write (default: standard output)"
    )
    parser.add_argument(
        "--write",
        metavar="CLAIMS",
        type=Path,
        help="the .rst, .md or .yaml file of claims to make, or to update: shown as a diff first",
    )
    parser.add_argument("--yes", action="store_true", help="with --write: write without asking")


def run(arguments: argparse.Namespace) -> int:
    """Set a document beside the record."""
    if arguments.file is None and (arguments.write is not None or arguments.source):
        raise CommandError("--write and --source are for the review of a document; name it after DIR")
    with read_project(arguments) as project:
        if arguments.file is None:
            _print(_own(project, arguments), arguments)
            return CLEAN
        made = _review(project, arguments)
        if arguments.write is None:
            _print(_shown(made, project, arguments), arguments)
            return CLEAN
        from sphinx_policyrefs.commands.drafting import draft

        if arguments.output is not None:
            _print(_shown(made, project, arguments), arguments)
        return draft(made, project, arguments)


def _own(project: Project, arguments: argparse.Namespace) -> str:
    """Return what is worth a look in the prose of the project itself."""
    from sphinx_policyrefs.checks.reporters import printable
    from sphinx_policyrefs.documents.model import Unreadable
    from sphinx_policyrefs.review import own_reports

    scope = project.scope
    try:
        sentences = scope.sentences_of(scope.prose(), scope.graph, scope.language)
    except Unreadable as error:
        raise CommandError(f"the prose of {arguments.directory} {error}") from None
    made = own_reports.own_review(project.build.config.project, sentences, scope.graph)
    if arguments.format == "json":
        return own_reports.as_json(made, scope.graph)
    if arguments.format == "html":
        return own_reports.as_html(made, scope.graph)
    return "".join(f"{printable(line)}\n" for line in own_reports.as_text(made, scope.graph).split("\n"))


def _review(project: Project, arguments: argparse.Namespace) -> Review:
    from sphinx_policyrefs.documents.model import Unreadable
    from sphinx_policyrefs.review.names import Names
    from sphinx_policyrefs.review.reading import read_article
    from sphinx_policyrefs.review.said import said_of
    from sphinx_policyrefs.review.sheet import review

    graph, whole = project.graph, project.build.snapshot.whole
    source = _source(project, arguments)
    language = project.build.config.language or "en"
    try:
        article = read_article(arguments.file, language)
    except Unreadable as error:
        raise CommandError(f"{arguments.file} {error}") from None
    said = said_of(article, Names(graph.entries.values(), graph.citations), graph.courts)
    return review(graph, article, said, source, whole)


def _source(project: Project, arguments: argparse.Namespace) -> str:
    """Return the id of the source that the document is, "" where none is known."""
    whole: Graph = project.build.snapshot.whole
    if not arguments.source:
        return _source_of_copy(project, arguments.file)
    found = whole.find(arguments.source, ("source",))
    if found.entry is None:
        raise CommandError(f'--source "{arguments.source}" {found.reason or "names no source of the record"}')
    return found.entry.id


def _source_of_copy(project: Project, path: Path) -> str:
    """Return the id of the source that has a file as its copy."""
    copies = project.scope.proofs.copies
    for entry in project.build.snapshot.whole.own:
        copy = entry.fields.get("copy") if entry.kind == "source" else None
        place = copies.path_of(copy) if copy and copies is not None else None
        if place is not None and place.exists() and path.exists() and place.samefile(path):
            return entry.id
    return ""


def _shown(made: Review, project: Project, arguments: argparse.Namespace) -> str:
    from sphinx_policyrefs.checks.reporters import printable
    from sphinx_policyrefs.review import reports

    if arguments.format == "json":
        return reports.as_json(made)
    if arguments.format == "html":
        from sphinx_policyrefs.records.dates import display_date
        from sphinx_policyrefs.review.page import Heading, as_html

        as_of = project.graph.as_of
        config = project.build.config
        heading = Heading(config.project, arguments.file.name, display_date(as_of) if as_of else "")
        return as_html(made, project.graph, heading, project.build.snapshot.whole)
    return "".join(f"{printable(line)}\n" for line in reports.as_text(made, project.graph).split("\n")[:-1])


def _print(text: str, arguments: argparse.Namespace) -> None:
    if arguments.output is None:
        if arguments.format != "text":
            set_stream(sys.stdout, encoding="utf-8")
        sys.stdout.write(text)
        return
    try:
        arguments.output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise CommandError(f"{arguments.output} can't be written: {error.strerror or error}") from None
