"""The command ``policyrefs``."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections import defaultdict
from collections.abc import Sequence
from difflib import unified_diff
from functools import cache
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from sphinx_policyrefs import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_policyrefs.adapter.domain import PolicyDomain
    from sphinx_policyrefs.review.checks import Told

#: What the command returns.
CLEAN, FOUND, FAILED = 0, 1, 2

FORMATS = ("text", "json", "sarif", "junit")

#: Where conf.py may be, below the directory that is named.
_PLACES = ("", "source", "docs", "doc", "docs/source")


class CommandError(Exception):
    """The command can't do what it was asked for; the message is one sentence."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return 0 for nothing amiss, 1 for errors found, 2 where it could not run."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        _set(stream, errors="backslashreplace")  # a terminal need not have every letter of the documents
    if arguments.command is None:
        parser.print_help()
        return FAILED
    try:
        return check(arguments)
    except CommandError as error:
        print(f"policyrefs: {error}", file=sys.stderr)
    except Exception as error:  # noqa: BLE001 - conf.py and other extensions may raise anything
        from sphinx.errors import SphinxError

        if isinstance(error, SphinxError):
            print(f"policyrefs: {error.category}: {error}", file=sys.stderr)
        else:
            traceback.print_exc()
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="policyrefs", description="Work with the record of a set of Sphinx documents."
    )
    parser.add_argument("--version", action="version", version=f"policyrefs {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    checking = commands.add_parser(
        "check",
        help="review the record: what is wrong, missing, overdue or unlinked",
        description="Read the documents, run all checks, and print the findings; no page is written. What was read is "
        "kept in DIR/_build/.policyrefs, so that the next run reads what has changed alone. "
        "The exit status is 0, or 1 if there are errors, or 2 if the documents could not be read.",
    )
    checking.add_argument(
        "directory", metavar="DIR", type=Path, help="the directory with conf.py, or the one above it"
    )
    checking.add_argument(
        "--format", choices=FORMATS, default="text", help="text (the default), or for machines"
    )
    checking.add_argument("--strict", action="store_true", help="let warnings fail as errors do")
    checking.add_argument(
        "--fix", action="store_true", help="show the links to write where prose names an entry without one"
    )
    checking.add_argument("--yes", action="store_true", help="with --fix: write them without asking")
    checking.add_argument(
        "-D",
        dest="define",
        metavar="name=value",
        action="append",
        default=[],
        help="override a value of conf.py",
    )
    checking.add_argument("-t", dest="tags", metavar="tag", action="append", default=[], help="set a tag")
    return parser


def check(arguments: argparse.Namespace) -> int:
    """Review a set of documents and print what there is to tell."""
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    source = _source(arguments.directory)
    with patch_docutils(source), docutils_namespace():
        app = _read(arguments, source)
        from sphinx_policyrefs.adapter.domain import policy_domain
        from sphinx_policyrefs.adapter.tell import findings, missing_extra

        domain = policy_domain(app.env)
        if note := missing_extra(domain):
            print(f"policyrefs: {note}", file=sys.stderr)
        told = findings(domain)
        if arguments.fix:
            fixed = _fix(domain, told, arguments)
            told = [item for item in told if item not in fixed]
    _print(told, domain, arguments)
    failing = ("error", "warning") if arguments.strict else ("error",)
    return FOUND if any(item.severity in failing for item in told) else CLEAN


def _source(directory: Path) -> Path:
    """Return the source directory: the first with a conf.py."""
    for place in _PLACES:
        if (directory / place / "conf.py").is_file():
            return (directory / place).resolve()
    raise CommandError(
        f"there is no conf.py in {directory}, nor in its source or docs; name the directory that has one"
    )


def _read(arguments: argparse.Namespace, source: Path) -> Sphinx:
    """Read the documents; Sphinx's own warnings go to standard error, ours are findings."""
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError

    overrides = {}
    for text in arguments.define:
        name, equals, value = text.partition("=")
        if not equals:
            raise CommandError(f"-D {text}: write -D name=value")
        overrides[name] = value
    # Below the documents and not in the directory for temporary files: what is kept there is unpickled.
    place = arguments.directory.resolve() / "_build" / ".policyrefs"
    try:
        app = Sphinx(
            source,
            source,
            place,
            place / "doctrees",
            "policyrefs-check",
            overrides,
            status=None,
            warning=sys.stderr,
            # The record is looked at as HTML shows it.
            tags=["html", "builder_html", "format_html", *arguments.tags],
        )
    except SphinxError as error:
        if "policyrefs-check" not in str(error):  # the builder, which only the extension brings
            raise
        msg = f'{source / "conf.py"} does not load the extension; add "sphinx_policyrefs" to its extensions'
        raise CommandError(msg) from None
    app.build()
    return app


def _print(told: list[Told], domain: PolicyDomain, arguments: argparse.Namespace) -> None:
    from sphinx_policyrefs.adapter.tell import chosen
    from sphinx_policyrefs.review import reporters
    from sphinx_policyrefs.review.checks import severities

    source = domain.env.srcdir
    levels = severities(chosen(domain.env.config))
    match arguments.format:
        case "json":
            text = reporters.as_json(told)
        case "sarif":
            inside = Path.cwd() in (source, *source.parents)
            prefix = source.relative_to(Path.cwd()).as_posix() if inside else "."
            text = reporters.as_sarif(told, levels, "" if prefix == "." else f"{prefix}/")
        case "junit":
            text = reporters.as_junit(told, levels, strict=arguments.strict)
        case _:
            text = reporters.as_text(
                told,
                cache(lambda file: _lines(source / file)),
                colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ,
            )
    if arguments.format != "text":
        _set(sys.stdout, encoding="utf-8")
    sys.stdout.write(text)


def _set(stream: TextIO, **how: str) -> None:
    """Change the encoding of a stream, or what becomes of letters that it lacks, where it has one."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(**how)  # type: ignore[arg-type]


def _lines(path: Path) -> list[str]:
    """Return the lines of a source, none where it can't be read."""
    try:
        return path.read_text("utf-8-sig", errors="replace").split("\n")
    except OSError:
        return []


def _fix(domain: PolicyDomain, told: list[Told], arguments: argparse.Namespace) -> set[Told]:
    """Show the links to write as a diff, and write them if that is wanted; return the findings they settle."""
    from sphinx_policyrefs.adapter.prose import is_myst
    from sphinx_policyrefs.adapter.tell import scope_of
    from sphinx_policyrefs.review.mentions import Mention, Names, find_mentions, write_links
    from sphinx_policyrefs.review.reporters import printable

    scope = scope_of(domain)
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
    changed: dict[Path, str] = {}
    fixed: set[Told] = set()
    for file, found in sorted(mentions.items()):
        path = Path(domain.env.srcdir, file)
        if not path.is_file() or not path.resolve().is_relative_to(domain.env.srcdir):
            continue
        with path.open(encoding="utf-8", newline="") as opened:
            before = opened.read()
        myst = is_myst(domain.env.config.source_suffix, file)
        after, settled = write_links(before, found, names, scope.role, myst=myst)
        if settled:
            changed[path] = after
            fixed.update(wanted[m.file, m.line, m.entry.id] for m in settled)
            old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
            stream.writelines(printable(_ended(line)) for line in unified_diff(old, new, file, file))
    if not changed:
        print("There is no link to write.", file=stream)
        return set()
    if not (arguments.yes or _confirmed(len(fixed), stream)):
        print("Nothing was written; --fix --yes writes these links.\n", file=stream)
        return set()
    for path, text in changed.items():
        with path.open("w", encoding="utf-8", newline="") as opened:
            opened.write(text)
    print(f"Wrote {len(fixed)} link{'s' * (len(fixed) != 1)}.\n", file=stream)
    return fixed


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _confirmed(number: int, stream: TextIO) -> bool:
    """Ask whether to write, where somebody can answer."""
    if not sys.stdin.isatty():
        return False
    print(f"Write {number} link{'s' * (number != 1)}? [y/N] ", end="", file=stream, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


if __name__ == "__main__":
    sys.exit(main())
