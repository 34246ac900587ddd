"""The running prose of pages, for the check of unlinked mentions.  It is read when needed, and never stored."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_policyrefs.adapter.nodes import CITATION, is_words, policy_facts, policy_since
from sphinx_policyrefs.adapter.reading.bare_names import is_ours
from sphinx_policyrefs.checks.scope import GAP, LINK, ProseBlock

if TYPE_CHECKING:
    from sphinx_policyrefs.adapter.build import Build
    from sphinx_policyrefs.records.graph import Graph

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


def pages(build: Build) -> Iterator[Iterator[ProseBlock]]:
    """Yield the prose of each document that this build shows, in the order of their names."""
    # The environment stays: to look through it while documents come and go takes longer than to load them.
    gc.freeze()
    try:
        for docname in sorted(build.env.found_docs):
            yield _Prose(build, docname).walk(build.env.get_doctree(docname), (), in_table=False)
    finally:
        gc.unfreeze()


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
        self.graph = build.graph
        self.file = build.relative(build.env.doc2path(docname))
        self.entries = build.documents[docname].entries if docname in build.documents else ()

    def walk(self, node: nodes.Element, inside: tuple[str, ...], *, in_table: bool) -> Iterator[ProseBlock]:
        """Yield the paragraphs below a node."""
        for child in node.children:
            if isinstance(child, (nodes.paragraph, nodes.line)):
                yield self._block(child, inside, in_table=in_table)
            if (
                not isinstance(child, nodes.Element)
                or isinstance(child, SKIPPED)
                or not is_shown(self.graph, child)
            ):
                continue
            if is_words(child):
                continue
            if isinstance(child, addnodes.desc_content):
                own = next((c for c in child.children if isinstance(c, policy_facts)), None)
                if own is not None:
                    entry = self.entries[own["number"]]
                    if not self.graph.is_hidden(entry):
                        yield from self.walk(child, (*inside, entry.id), in_table=in_table)
                    continue
            if not isinstance(child, nodes.paragraph):
                yield from self.walk(child, inside, in_table=in_table or isinstance(child, nodes.table))

    def _block(self, paragraph: nodes.Element, inside: tuple[str, ...], *, in_table: bool) -> ProseBlock:
        text, links = running_text(paragraph)
        file = self.build.relative(paragraph.source) if paragraph.source else self.file
        return ProseBlock(text, file, paragraph.line or 0, links, inside, in_table)


def is_shown(graph: Graph, node: nodes.Element) -> bool:
    """Return whether this build shows what stands in a node, by its own condition."""
    if isinstance(node, addnodes.only):
        return graph.shows([str(node["expr"])])
    if isinstance(node, policy_since):
        return not node["day"] or graph.reached([node["day"]])
    return True


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
