"""The running prose of pages, for the check of unlinked mentions.  It is read when needed; commands keep it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from docutils import nodes
from sphinx import addnodes

from sphinx_policyrefs.adapter.nodes import CITATION, is_words, policy_facts, policy_since
from sphinx_policyrefs.adapter.reading.bare_names import is_ours
from sphinx_policyrefs.checks.scope import GAP, LINK, ProseBlock

if TYPE_CHECKING:
    from sphinx_policyrefs.adapter.build import Build

#: What a paragraph may stand in: a condition on tags, content that belongs to the record from a day on, an entry.
_ONLY, _SINCE, _ENTRY = "only", "since", "entry"

#: Markup of other words than the author's, or with a text of its own.
SKIPPED = (
    nodes.title,
    nodes.rubric,
    nodes.caption,
    nodes.literal_block,
    nodes.doctest_block,
    nodes.comment,
    nodes.raw,
    nodes.math_block,
    nodes.footnote,
    nodes.citation,
    nodes.system_message,
    addnodes.desc_signature,
    addnodes.toctree,
    addnodes.index,
)


class Paragraph(NamedTuple):
    """A paragraph of a document, whether or not this build shows it."""

    #: as :class:`.ProseBlock` has them
    text: str
    file: str
    line: int
    links: tuple[tuple[str, str], ...]
    in_table: bool
    #: what it stands in, the outermost first: an entry by its number, and conditions
    inside: tuple[tuple[str, str | int], ...]


#: What is kept of a document: size and time of its doctree, and the paragraphs in it.
Kept: TypeAlias = "tuple[tuple[int, int], list[Paragraph]]"


def pages(build: Build, kept: MutableMapping[str, Kept] | None = None) -> Iterator[Iterator[ProseBlock]]:
    """Yield the prose of each document that this build shows, in the order of their names.

    Of doctrees that are those of before, *kept* holds what they are loaded for; it is brought up to date.
    """
    # The environment stays: to look through it while documents come and go takes longer than to load them.
    gc.freeze()
    try:
        for docname in sorted(build.env.found_docs):
            yield _shown(build, docname, _paragraphs(build, docname, kept))
    finally:
        gc.unfreeze()


def _paragraphs(build: Build, docname: str, kept: MutableMapping[str, Kept] | None) -> Iterable[Paragraph]:
    """Return the paragraphs of a document."""
    if kept is None:
        return _Prose(build, docname).walk(build.env.get_doctree(docname), (), in_table=False)
    found = Path(build.env.doctreedir, f"{docname}.doctree").stat()
    stamp = found.st_size, found.st_mtime_ns
    if kept.get(docname, ((),))[0] != stamp:
        kept[docname] = stamp, list(_paragraphs(build, docname, None))
    return kept[docname][1]


def _shown(build: Build, docname: str, paragraphs: Iterable[Paragraph]) -> Iterator[ProseBlock]:
    """Yield those paragraphs of a document that this build shows."""
    graph = build.graph
    entries = build.documents[docname].entries if docname in build.documents else ()
    shows: dict[str, Callable[[Any], bool]] = {
        _ONLY: lambda condition: graph.shows([condition]),
        _SINCE: lambda day: graph.reached([day]),
        _ENTRY: lambda number: not graph.is_hidden(entries[number]),
    }
    for each in paragraphs:
        if all(shows[what](value) for what, value in each.inside):
            ids = tuple(entries[int(value)].id for what, value in each.inside if what == _ENTRY)
            yield ProseBlock(each.text, each.file, each.line, each.links, ids, each.in_table)


def role_writer(build: Build) -> Callable[[str, str, str, str], str]:
    """Return what writes a link to an entry, in the markup of the file's suffix."""
    parsers = build.env.config.source_suffix

    def write(kind: str, text: str, id_: str, file: str) -> str:
        name = kind if is_ours(build.env, kind) else f"policy:{kind}"
        target = f"`{text} <{id_}>`"
        return f"{{{name}}}{target}" if is_myst(parsers, file) else f":{name}:{target}"

    return write


def is_myst(parsers: dict[str, str], file: str) -> bool:
    """Return whether a source file is written in MyST, by its suffix."""
    longest = max((suffix for suffix in parsers if file.endswith(suffix)), key=len, default="")
    return parsers.get(longest) == "markdown" or (not longest and file.endswith(".md"))


class _Prose:
    """One walk over a document."""

    def __init__(self, build: Build, docname: str) -> None:
        self.build = build
        self.file = build.relative(build.env.doc2path(docname))

    def walk(
        self, node: nodes.Element, inside: tuple[tuple[str, str | int], ...], *, in_table: bool
    ) -> Iterator[Paragraph]:
        """Yield the paragraphs below a node."""
        for child in node.children:
            if isinstance(child, (nodes.paragraph, nodes.line)):
                yield self._paragraph(child, inside, in_table=in_table)
            if (
                not isinstance(child, nodes.Element)
                or isinstance(child, (*SKIPPED, nodes.paragraph))
                or is_words(child)
            ):
                continue
            within = (*inside, *_conditions(child))
            own = None
            if isinstance(child, addnodes.desc_content):
                own = next((c for c in child.children if isinstance(c, policy_facts)), None)
            if own is not None:
                yield from self.walk(child, (*within, (_ENTRY, own["number"])), in_table=in_table)
            else:
                yield from self.walk(child, within, in_table=in_table or isinstance(child, nodes.table))

    def _paragraph(
        self, paragraph: nodes.Element, inside: tuple[tuple[str, str | int], ...], *, in_table: bool
    ) -> Paragraph:
        text, links = running_text(paragraph)
        file = self.build.relative(paragraph.source) if paragraph.source else self.file
        return Paragraph(text, file, paragraph.line or 0, links, in_table, inside)


def _conditions(node: nodes.Element) -> Iterator[tuple[str, str]]:
    """Yield the condition on which a build shows what stands in a node, where it has one."""
    if isinstance(node, addnodes.only):
        yield _ONLY, str(node["expr"])
    if isinstance(node, policy_since) and node["day"]:
        yield _SINCE, node["day"]


def running_text(paragraph: nodes.Element) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the running text of a paragraph with :data:`LINK` and :data:`GAP` for what is none, and its links."""
    text: list[str] = []
    links: list[tuple[str, str]] = []
    for child in paragraph.children:
        if isinstance(child, nodes.Text):
            text.append(child.astext())
            continue
        assert isinstance(child, nodes.Element)  # noqa: S101 - docutils knows texts and elements
        ends = max(child.rawsource.count("\n"), child.astext().count("\n"))
        if isinstance(child, addnodes.pending_xref) and child.get("refdomain") in ("policy", None, ""):
            links.append((child["reftype"], child["reftarget"]))
            text.append(LINK + "\n" * ends)
        elif CITATION in child:
            links.append(("cite", child[CITATION]))
            text.append(LINK + "\n" * ends)
        else:
            text.append(GAP + "\n" * ends)
    return "".join(text), tuple(links)
