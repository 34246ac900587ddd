"""``policyrefs sign``: sentences of the pages beside their evidence, one after another, to be signed."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_policyrefs.commands.project import (
    CLEAN,
    CommandError,
    Project,
    add_arguments,
    read_project,
    set_stream,
)

if TYPE_CHECKING:
    from sphinx_policyrefs.review.signoff import Signed

HELP = "sign the sentences of the pages, each beside its evidence"
DESCRIPTION = (
    "Show each sentence of the pages that says something checkable or refers to evidence, and that you have not "
    "signed, with its evidence. Type y to sign it, ? to ask something about it, s to skip it, q to stop. Rows are "
    "added to the file that policyrefs_signoffs names, and nothing in it is changed. The exit status is 0, or 2 if it "
    "could not be done."
)
_KEYS = "y - sign it, ? - ask something about it, s - skip it, q - stop"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_arguments(parser)
    parser.add_argument("--by", metavar="INITIALS", default="", help="who signs")
    parser.add_argument("--page", metavar="PAGE", default="", help="only the sentences of this document")
    parser.add_argument("--list", action="store_true", help="list the sentences and how far they are signed")
    parser.add_argument("--json", action="store_true", help="the same for programs")
    parser.add_argument(
        "--all",
        action="store_true",
        help="sign all without showing them, for scripts; such rows count only where one signer is enough",
    )


def run(arguments: argparse.Namespace) -> int:
    """Ask for signatures, or list them."""
    if not (arguments.by.strip() or arguments.list or arguments.json):
        raise CommandError("write who signs after --by, such as --by AB")
    with read_project(arguments) as project:
        states, path = _states(project, arguments)
        if arguments.json:
            set_stream(sys.stdout, encoding="utf-8")
            json.dump(_as_data(states), sys.stdout, ensure_ascii=False, indent=2)
            print()
        elif arguments.list:
            _list(states)
        else:
            by = arguments.by.strip()
            mine = [each for each in states if by not in each.by or any(row.by != by for row in each.queries)]
            count = (_sign_all if arguments.all else _ask)(mine, by, path, project)
            print(f"{count} added to {path.name}; {len(mine) - count} left.")
    return CLEAN


def _states(project: Project, arguments: argparse.Namespace) -> tuple[list[Signed], Path]:
    from sphinx_policyrefs.adapter import signoffs
    from sphinx_policyrefs.documents.model import Unreadable
    from sphinx_policyrefs.review.sentences import spans

    build = project.build
    path = signoffs.path_of(build)
    if path is None:
        raise CommandError('conf.py names no file of signatures; write policyrefs_signoffs = "signoffs.csv"')
    for found in signoffs.read(build).findings:
        where = f"{path}:{found.line}" if found.line else str(path)
        raise CommandError(f"{where}: {found.message}")
    try:
        spans("A text.")
    except Unreadable as error:
        raise CommandError(f"the prose of {arguments.directory} {error}") from None
    if arguments.page and arguments.page not in build.env.found_docs:
        raise CommandError(
            f'--page {arguments.page}: there is no such document; write its name without ".rst"'
        )
    return [s for s in project.scope.signed if arguments.page in ("", s.sentence.page)], path


def _list(states: list[Signed]) -> None:
    from sphinx_policyrefs.checks.reporters import printable
    from sphinx_policyrefs.review.signoff import counts_of

    for each in states:
        by = f" by {', '.join(each.by)}" if each.by else ""
        sentence = each.sentence
        print(printable(f"{sentence.file}:{sentence.line}: {each.state}{by}: {sentence.text}"))
    print(", ".join(f"{count} {name}" for name, count in counts_of(states).items()))


def _as_data(states: list[Signed]) -> dict[str, Any]:
    from sphinx_policyrefs.review.signoff import counts_of

    listed = [
        {
            "page": each.sentence.page,
            "file": each.sentence.file,
            "line": each.sentence.line,
            "text": each.sentence.text,
            "state": each.state,
            "by": list(each.by),
            "lapsed": [row.by for row in each.lapsed],
            "queries": [{"by": row.by, "on": row.on, "comment": row.comment} for row in each.queries],
            "mark": each.mark,
        }
        for each in states
    ]
    return {"sentences": listed, "counts": counts_of(states)}


def _sign_all(states: list[Signed], by: str, path: Path, _project: Project) -> int:
    """Sign all that nobody has asked about."""
    from sphinx_policyrefs.review.signoff import BULK, OK

    chosen = [each for each in states if not each.queries]
    for each in chosen:
        _add(each, by, path, OK, BULK)
    return len(chosen)


def _ask(states: list[Signed], by: str, path: Path, project: Project) -> int:
    """Show one sentence after another; return how many rows were written."""
    from sphinx_policyrefs.review.signoff import OK, QUERY

    count = 0
    for number, each in enumerate(states, 1):
        _show(each, number, len(states), project)
        while True:
            key = _answer("Sign this sentence [y,?,s,q]? ")
            if key in ("y", "?"):
                comment = _answer("Comment: ", once=False) if key == "?" or each.queries else ""
                if key == "?" and not comment:
                    print("A query needs a comment.")
                    continue
                _add(each, by, path, OK if key == "y" else QUERY, comment or "")
                count += 1
                break
            if key == "s":
                break
            if key in (None, "q"):
                return count
            print(_KEYS)
    return count


def _answer(question: str, *, once: bool = True) -> str | None:
    """Return what somebody types, None where there is nobody; of a key its first letter, in lower case."""
    print(question, end="", flush=True)
    line = sys.stdin.readline()
    if not line:
        print()
        return None
    return line.strip()[:1].lower() if once else line.strip()


def _show(each: Signed, number: int, of: int, project: Project) -> None:
    from sphinx_policyrefs.checks.reporters import printable
    from sphinx_policyrefs.review.evidence_text import evidence_lines

    sentence = each.sentence
    print(f"\n({number}/{of}) {sentence.file}:{sentence.line}")
    print(printable(sentence.text))
    for row in each.queries:
        print(printable(f"{row.by} asks on {row.on}: {row.comment}"))
    if each.lapsed:
        print(
            printable(
                f"Signed before by {', '.join(row.by for row in each.lapsed)}; it or its evidence has changed."
            )
        )
    for line in evidence_lines(sentence, project.build.snapshot.whole, project.scope.proofs):
        print(printable(f"    {line}"))


def _add(each: Signed, by: str, path: Path, verdict: str, comment: str) -> None:
    """Add a row to the file, which is made with its first one."""
    from sphinx_policyrefs.adapter.snapshot import today
    from sphinx_policyrefs.review.signoff import Signing, as_lines

    row = Signing(each.sentence.page, each.sentence.text, by, today("").text, verdict, comment, each.mark)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_bytes() if path.exists() else b""
        with path.open("a", encoding="utf-8", newline="") as opened:
            if before and not before.endswith(b"\n"):
                opened.write("\n")
            opened.write(as_lines([row], head=not before))
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror or error}") from None
