"""``policyrefs sources --record``: the digests of copies, written into the sources as any option may be."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_policyrefs.commands.project import CLEAN, FOUND, CommandError
from sphinx_policyrefs.commands.speech import say
from sphinx_policyrefs.commands.writing import Change, content_of, offer

if TYPE_CHECKING:
    from sphinx_policyrefs.commands.project import Project
    from sphinx_policyrefs.editing.files import Edited
    from sphinx_policyrefs.records.model import Entry


def record(project: Project, arguments: argparse.Namespace) -> int:
    """Show the digests of all copies that are not recorded as they are, and write them where that is wanted."""
    from sphinx_policyrefs.documents.model import Unreadable
    from sphinx_policyrefs.records.kinds import SOURCE

    proofs = project.scope.proofs
    copies = proofs.copies
    if copies is None:  # which only tests do without
        return CLEAN
    wanted: dict[str, Mapping[str, str]] = {}
    missing = False
    for source in project.scope.entries(SOURCE):
        if not source.fields.get("copy"):
            continue
        path = proofs.path(source.id)
        if path is None:
            tell(source, f"there is no file {source.fields['copy']}")
            missing = True
            continue
        try:
            digest = copies.digest(path)
        except Unreadable as error:
            tell(source, f"the copy {error}")
            missing = True
            continue
        old = source.fields.get("sha256", "").lower()
        if digest != old:
            wanted[source.id] = {"sha256": digest}
            if old:
                tell(
                    source,
                    "the copy is not the one whose digest is recorded; look at it before you write this one",
                )
    copies.save()
    if not wanted:
        say(arguments, "There is no digest to record.")
        return FOUND if missing else CLEAN
    made = edits(project, wanted)
    for id_, reason in made.failed.items():
        tell(project.graph.entries[id_], f"it {reason}; its sha256 is {wanted[id_]['sha256']}")
    digests = f"{len(made.done)} digest{'s' * (len(made.done) != 1)}"
    if not made.done or not offer(changes(project, made), digests, yes=arguments.yes, stream=sys.stdout):
        return FOUND
    say(arguments, f"Wrote {digests}.")
    return FOUND if missing or made.failed else CLEAN


def tell(source: Entry, message: str) -> None:
    """Say something about a source on standard error, with its place."""
    from sphinx_policyrefs.checks.reporters import printable

    print(printable(f"{source.file}:{source.line}: {source.id}: {message}"), file=sys.stderr)


def edits(project: Project, wanted: Mapping[str, Mapping[str, str]]) -> Edited:
    """Return the files in which the entries have the options that are wanted, by id."""
    from sphinx_policyrefs.adapter.reading.directives import FLAGS, OTHERS
    from sphinx_policyrefs.editing.files import edited

    build, entries = project.build, project.graph.entries
    kinds = build.kinds
    return edited(
        {id_: (entries[id_], options) for id_, options in wanted.items()},
        lambda file: _text(project.source, file),
        lambda kind, name: name in OTHERS or name in FLAGS or kinds[kind].field(name) is not None,
        lambda file: dict(build.files.settings(file).columns),
    )


def changes(project: Project, made: Edited) -> list[Change]:
    """Return the changes of files that have been edited."""
    return [
        Change(Path(project.source, file), file, before, after)
        for file, (before, after) in made.texts.items()
    ]


def _text(source: Path, file: str) -> str:
    """Return the text of a file below the source directory; raises :class:`EditError` for any other."""
    from sphinx_policyrefs.editing.model import EditError

    path = Path(source, file)
    if not path.is_file():
        raise EditError(f"stands in {file}, which is not a file that is written")
    if not path.resolve().is_relative_to(source.resolve()):
        raise EditError(f"stands in {file}, outside of the directory of the documents")
    try:
        return content_of(path)
    except CommandError as error:
        raise EditError(f"can't be read again: {error}") from None
