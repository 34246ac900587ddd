"""A document becomes one frozen record, after translation and before Sphinx's domains see it.

The transform runs at priority 845, when translation (20) is done, so that a translated title is what the
chronology shows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.adapter.nodes import (
    entry_of,
    policy_facts,
    policy_since,
    policy_view,
    searched,
    title_of,
)
from sphinx_policyrefs.adapter.reading.options import FINDINGS
from sphinx_policyrefs.adapter.reading.paragraphs import paragraphs
from sphinx_policyrefs.adapter.reading.prose import running_text
from sphinx_policyrefs.adapter.reading.runs import anchor_in_myst, runs, title_and_runs
from sphinx_policyrefs.adapter.reading.translate import TITLE, drop_texts, shown, translated
from sphinx_policyrefs.checks.prose_quotes import Quoted, quoted
from sphinx_policyrefs.checks.scope import GAP, LINK
from sphinx_policyrefs.records.model import DocRecord, Entry, ProseQuote, Reference, Run, ViewCall
from sphinx_policyrefs.records.names import names_in

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_policyrefs.adapter.build import Build
    from sphinx_policyrefs.adapter.domain import PolicyDomain

#: Sphinx's own references whose text is a title that another page may change.
_BY_TITLE = frozenset({"ref", "numref", "doc", "term"})

_ROLE = re.compile(r"^:([\w:+.-]+):`")


class Collect(SphinxTransform):
    """Freeze what a document contributes to the record."""

    default_priority = 845

    def apply(self, **kwargs: Any) -> None:
        """Store the document's record in the domain."""
        collector = _Collector(build_of(self.env), self.env.docname)
        collector.walk(self.document, (), ())
        findings: Any = self.env.temp_data.pop(FINDINGS, ())
        domain = cast("PolicyDomain", self.env.domains["policy"])
        domain.note_document(collector.record(tuple(findings)))


class KeepSummaries(SphinxTransform):
    """Keep the first paragraph of each entry as it is before Sphinx makes its quotes typographic, at 750."""

    default_priority = 745

    def apply(self, **kwargs: Any) -> None:
        """Keep them at the facts of the entries until they are collected."""
        if self.config.smartquotes:
            for facts in self.document.findall(policy_facts):
                if entry_of(facts) is not None:
                    facts["plain"] = summary_of(facts.parent)


def keep_prose(app: Sphinx, document: nodes.document) -> None:
    """Keep the author's prose with the record of its document (``doctree-read``), once all else has changed it."""
    build, docname = build_of(app.env), app.env.docname
    file = str(build.relative(build.env.doc2path(docname)))
    prose = tuple(paragraph for _node, paragraph in paragraphs(document, file, build.relative))
    domain = cast("PolicyDomain", app.env.domains["policy"])
    domain.note_prose(docname, prose)


def name_captions(app: Sphinx, document: nodes.document) -> None:
    """Let ``:ref:`` find the views that have a caption, by their names and targets (``doctree-read``).

    Sphinx takes the titles of labels from nodes that it knows, and has done so by now.
    """
    labels = app.env.domains.standard_domain.labels
    record = build_of(app.env).documents.get(app.env.docname)
    if record is None or not any("caption" in call.options for call in record.views):
        return
    for view in document.findall(policy_view):
        caption = record.views[view["number"]].options.get("caption")
        for name in view["names"] if caption else ():
            if document.nametypes.get(name) and (anchor := document.nameids.get(name)):
                labels[name] = record.docname, anchor, caption


class _Collector:
    """One walk over a document, carrying the ``only`` and ``since`` blocks around each node."""

    def __init__(self, build: Build, docname: str) -> None:
        self.build = build
        self.docname = docname
        #: path below the source directory
        self.file = str(build.relative(build.env.doc2path(docname)))
        self.entries: list[Entry] = []
        self.views: list[ViewCall] = []
        self.references: list[Reference] = []
        self.labels: dict[tuple[str, str], None] = {}
        self.conditions: dict[str, None] = {}
        self.days: dict[str, None] = {}
        self.index: list[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = []
        self.quotes: list[ProseQuote] = []

    def record(self, findings: tuple[Any, ...]) -> DocRecord:
        """Return all that was found."""
        return DocRecord(
            self.docname,
            tuple(self.entries),
            tuple(self.views),
            tuple(self.references),
            findings,
            tuple(self.labels),
            tuple(self.conditions),
            tuple(self.days),
            tuple(self.index),
            tuple(self.quotes),
        )

    def walk(self, node: nodes.Element, only: tuple[str, ...], since: tuple[str, ...]) -> None:
        """Take what stands in *node*."""
        for child in node.children:
            if isinstance(child, nodes.Text):
                continue
            if isinstance(child, policy_facts):
                self._entry(child, only, since)
            elif isinstance(child, addnodes.pending_xref):
                self._reference(child, only, since)
            elif target := anchor_in_myst(child):
                self.labels["any", target] = None
            elif isinstance(child, policy_view):
                self._view(child, only, since)
            elif isinstance(child, addnodes.index):
                if only or since:
                    self.index += [(tuple(line), only, since) for line in child["entries"]]
            elif isinstance(child, addnodes.only):
                expression = str(child["expr"])
                self.conditions[expression] = None
                self.walk(child, (*only, expression), since)
            elif isinstance(child, policy_since):
                day = child["day"]
                if day:
                    self.days[day] = None
                self.walk(child, only, (*since, day) if day else since)
            elif isinstance(child, nodes.Element) and child.children:
                if isinstance(child, (nodes.paragraph, nodes.line)):
                    self._quotes(child, only, since)
                self.walk(child, only, since)

    def _view(self, view: policy_view, only: tuple[str, ...], since: tuple[str, ...]) -> None:
        call: ViewCall = view.attributes.pop("call")
        view["number"] = len(self.views)
        call = call._replace(only=only, since=since)
        for name, texts in shown(view).items():
            call.options[name] = texts[0]
        drop_texts(view, self.build.builder)
        self.views.append(call)

    def _entry(self, facts: policy_facts, only: tuple[str, ...], since: tuple[str, ...]) -> None:
        entry: Entry = facts.attributes.pop("entry")
        values = entry.fields
        secret = facts.get("kept_back", False)
        if texts := shown(facts):
            values = translated(self.build.kinds[entry.kind], values, texts)
        if texts and not secret:
            facts.children = [nodes.Text(searched(values)), *facts.children[1:]]
            facts.attributes.update((("hidden", texts[TITLE][0]),) if TITLE in texts else ())
        drop_texts(facts, self.build.builder)
        title = entry.title if secret else " ".join(facts.get("hidden", "").split())
        title_runs = () if TITLE in texts else entry.title_runs
        summary: tuple[Run, ...] = ()
        plain: tuple[Run, ...] = facts.attributes.pop("plain", ())
        words = self.build.kinds[entry.kind].words  # a field, so that it has no summary
        if (description := entry_of(facts)) is not None:
            signature = title_of(description)
            title, title_runs = title_and_runs(signature.children)
            if "_toc_name" in signature:
                signature["_toc_parts"], signature["_toc_name"] = (title,), title
            summary = () if words else summary_of(facts.parent)
        before = (" ".join(entry.title.split()), *names_in(entry.fields))
        runs_before = entry.title_runs
        if (*before, runs_before) == (title, *names_in(values), title_runs):
            before = runs_before = ()
        facts["number"] = len(self.entries)
        self.entries.append(
            entry._replace(
                title=title,
                title_runs=title_runs,
                fields=values,
                only=only,
                since=since,
                summary=summary,
                plain_summary=plain if plain != summary and not words else (),
                untranslated=before,
                untranslated_runs=runs_before,
            )
        )

    def _quotes(self, paragraph: nodes.Element, only: tuple[str, ...], since: tuple[str, ...]) -> None:
        """Take the quoted words of a paragraph; those of a block quote in an entry's body are quoted as a whole."""
        entry, block = self._around(paragraph)
        text, links = running_text(paragraph)
        found = list(quoted(text, links))
        if not found and block and entry and LINK not in text and GAP not in text:
            found = [Quoted(" ".join(text.split()), (), 0)]
        if not found:
            return
        file = self.build.relative(paragraph.source) if paragraph.source else self.file
        for words, references, below in found:
            line = (paragraph.line or 0) + below
            self.quotes.append(ProseQuote(words, references, entry, str(file), line, only, since))

    def _around(self, node: nodes.Node) -> tuple[str, bool]:
        """Return the id of the entry in whose body a node stands, "" for none, and whether it is in a block quote."""
        block, parent = False, node.parent
        while parent is not None:
            block = block or isinstance(parent, nodes.block_quote)
            if isinstance(parent, addnodes.desc_content):
                facts = next((child for child in parent.children if isinstance(child, policy_facts)), None)
                if facts is not None:
                    return self.entries[facts["number"]].id, block
            parent = parent.parent
        return "", block

    def _reference(self, node: addnodes.pending_xref, only: tuple[str, ...], since: tuple[str, ...]) -> None:
        domain, role, target = node.get("refdomain"), node["reftype"], node["reftarget"]
        if (domain == "policy" or role == "any") and not node.get("policy_made"):
            source, line = place_of(node)
            file = self.build.relative(source) if source else self.build.env.doc2path(self.docname, False)
            self.references.append(
                Reference(role, target, bool(node["refexplicit"]), str(file), line, only, since)
            )
        if role in _BY_TITLE or role == "any":
            self.labels[role, target] = None
        elif role == "myst":
            self.labels["any", target] = None


def summary_of(body: nodes.Element) -> tuple[Run, ...]:
    """Return the first paragraph of a body; of a block quote with the marks that say whose words it holds."""
    first = next((c for c in body.children if isinstance(c, (nodes.paragraph, nodes.block_quote))), None)
    if isinstance(first, nodes.paragraph):
        return runs(first.children)
    quoted = next((c for c in first.children if isinstance(c, nodes.paragraph)), None) if first else None
    return ("“", *runs(quoted.children), "”") if quoted is not None else ()


def place_of(node: nodes.Element) -> tuple[str, int]:
    """Return source and line of what a role made: of its own line, where its paragraph has several."""
    source, line = node.source or "", node.line or 0
    parent = node.parent
    if parent is not None and "\n" in parent.rawsource and node.rawsource:
        # MyST gives its roles the source that they would have in reStructuredText.
        forms = (node.rawsource, _ROLE.sub(r"{\1}`", node.rawsource))
        written = next((form for form in forms if form in parent.rawsource), "")
        before = 0
        for sibling in parent.children:
            if sibling is node:
                break
            before += isinstance(sibling, type(node)) and sibling.rawsource == node.rawsource
        at = -1
        for _ in range(before + 1):
            at = parent.rawsource.find(written, at + 1)
            if at < 0 or not written:
                return source, line
        line += parent.rawsource.count("\n", 0, at)
    return source, line
