"""What a reference shows, as data.  Sphinx's nodes and the digests of pages are both made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from docutils import nodes

from sphinx_policyrefs.adapter.references.addresses import (
    FOLDER,
    has_site,
    refer,
    refer_outside,
    root_of,
    seen_from,
)
from sphinx_policyrefs.exports import is_writable
from sphinx_policyrefs.records.kinds import SOURCE
from sphinx_policyrefs.views.cells import plain
from sphinx_policyrefs.views.wording import N_

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from sphinx_policyrefs.adapter.build import Build
    from sphinx_policyrefs.views.model import Cell


class Value(NamedTuple):
    """A field of the record, or the words of a confidential source, whatever words the author wrote."""

    text: str
    kind: str = ""


class File(NamedTuple):
    """An export."""

    #: what the reference says where the author wrote no words
    text: str
    #: its path from the root of the site
    file: str
    #: the address of the root, "" where it is not known
    root: str
    kind: str = ""


class Place(NamedTuple):
    """An entry."""

    #: what the reference says where the author wrote no words
    text: str
    kind: str
    #: the page of an entry of this project, "" where none shows it
    docname: str
    anchor: str
    #: the project that the entry comes from, "" for this one, and its address there
    home: str
    uri: str


class Note(NamedTuple):
    """A citation in prose, as its note shows it; empty where the build shows none of its sources."""

    text: Cell
    kind: str = ""


Target: TypeAlias = Value | File | Place | Note


def target_of(build: Build, role: str, name: str) -> Target | None:
    """Return the target of a reference by one of our roles or by ``any``; None if it does not exist."""
    if role not in ("cite", "export") and (words := build.graph.words_for(role, name)):
        return Value(words, SOURCE)
    if role == "value":
        text = build.cells.value(name)
        return Value(text) if text else None
    if role == "cite":
        return Note(build.cells.note(name))
    if role == "export":
        export = build.added.exports.get(name)
        if export is None or name not in build.config.policyrefs_exports:
            return None
        if not is_writable(export):  # the build says so once; a link would lead nowhere
            return File(export.label, "", "")
        return File(export.label, f"{FOLDER}/{export.file}", root_of(build.builder))
    entry = build.graph.find(name, () if role in ("ref", "any") else (role,)).entry
    if entry is None or (role == "any" and not (entry.docname or entry.home)):
        return None
    return Place(entry.title, entry.kind, entry.docname, entry.anchor, entry.home, entry.uri)


def node_of(build: Build, builder: Builder, docname: str, target: Target, text: str) -> nodes.Node:
    """Return a reference from a page, with the words that the author wrote or, for "", those of its target.

    Notes are written before Sphinx resolves references, by :class:`sphinx_policyrefs.adapter.pages.transforms.Notes`.
    """
    match target:
        case Note():
            return nodes.inline("", plain(target.text))
        case Value():
            return nodes.inline(target.text, target.text, classes=["policy-value"])
        case File():
            return _to_file(builder, docname, target, nodes.Text(text or target.text))
        case Place():
            return _to_place(build, builder, docname, target, nodes.Text(text or target.text))


def _to_file(builder: Builder, docname: str, target: File, words: nodes.Text) -> nodes.Node:
    """Return a reference to an export.

    Beside pages for the web the file is there; elsewhere its address on the web is given, and only text where that
    is not known or the file can't be written.
    """
    if not target.file:
        return nodes.inline("", "", words)
    if has_site(builder):
        address = seen_from(builder, docname, target.file)
    elif target.root:
        address = target.root + target.file
    else:
        return nodes.inline("", "", words)
    return nodes.reference("", "", words, internal=False, refuri=address)


def _to_place(build: Build, builder: Builder, docname: str, target: Place, words: nodes.Text) -> nodes.Node:
    """Return a reference to an entry, only text where no page has it; raises NoUri as Sphinx's own do."""
    if target.docname:
        return refer(builder, docname, target.docname, target.anchor, words)
    made = refer_outside(builder, docname, target.uri, words)
    if made is None:
        return nodes.inline("", "", words)
    made["reftitle"] = build.wording(N_("in the project %(set)s"), set=target.home)
    return made


def shown(target: Target | None, *, explicit: bool, places: bool) -> Any:
    """Return what a page shows of a target: no title where the author wrote words, and no places in plain text."""
    if target is None:
        return None
    if explicit and not isinstance(target, (Value, Note)):
        target = target._replace(text="")
    return target if places else target.text
