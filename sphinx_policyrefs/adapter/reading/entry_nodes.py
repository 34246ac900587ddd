"""The nodes of an entry, wherever it is written: on a page or in a data file."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from sphinx_policyrefs.adapter.nodes import WORDS, policy_facts, policy_title, searched
from sphinx_policyrefs.adapter.reading.options import OwnOptions
from sphinx_policyrefs.adapter.reading.runs import anchor_in_myst, title_and_runs
from sphinx_policyrefs.adapter.reading.translate import TITLE, field_texts, other_texts
from sphinx_policyrefs.records.confidential import FIELD as CONFIDENTIAL
from sphinx_policyrefs.records.confidential import is_confidential
from sphinx_policyrefs.records.drafts import is_unjudged
from sphinx_policyrefs.records.fields import safe_url

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Node

    from sphinx_policyrefs.records.model import Entry
    from sphinx_policyrefs.records.passages import Words

MARKUP = re.compile(r"[*`|_\\:<\[&\"'{$~]|--|\.\.\.")


class Display(NamedTuple):
    """How an entry is shown where it stands, which the record does not keep."""

    #: the title as written, "" where the entry is called by what it is of; as nodes; and what the parser says of it
    title: str
    title_nodes: list[Node]
    messages: list[Node]
    #: names of options without a value
    flags: AbstractSet[str]
    classes: str = ""
    #: a name for references of Sphinx's own
    name: str = ""


class EntryNodes(OwnOptions):
    """A directive that shows entries."""

    def describe(
        self,
        entry: Entry,
        display: Display,
        place: tuple[str, int],
        parse: Callable[[nodes.Element], None] | None,
    ) -> list[Node]:
        """Return an entry as a description: its title, its facts, its body, which *parse* adds.

        The facts carry the entry to `Collect`, which adds what only the whole document tells.
        """
        if is_confidential(entry) or (is_unjudged(entry) and not self.config.policyrefs_drafts):
            return self._kept_back(entry, display, place)
        flags = display.flags
        private = "no-index" in flags
        text, title_runs = title_and_runs(display.title_nodes)
        entry = entry._replace(
            title=text,
            title_runs=title_runs,
            docname=self.env.docname,
            private=private,
            unindexed="no-index-entry" in flags,
        )
        facts = policy_facts("", nodes.Text(searched(entry.fields)), docname=entry.docname, entry=entry)
        facts.source, facts.line = place
        if self.build.is_translated:
            facts += field_texts(self.build.kinds[entry.kind], entry.fields, entry.lines, facts)
        if "no-typesetting" in flags:
            facts["hidden"] = text
            if self.build.is_translated and display.title:
                facts += other_texts({TITLE: text}, {}, facts)
            if not private:
                self._anchor(facts, entry.anchor)
                self._former_anchors(facts, entry)
            return [facts, *display.messages]

        signature = policy_title(display.title, "", translatable=bool(display.title))
        signature.source, signature.line = facts.source, facts.line
        signature += display.title_nodes
        if self.config.policyrefs_contents_entries and "no-contents-entry" not in flags and not private:
            signature["_toc_parts"], signature["_toc_name"] = (text,), text
        if display.name:
            signature["names"].append(nodes.fully_normalize_name(display.name))
        if not private:
            self._anchor(signature, entry.anchor)
            self._former_anchors(signature, entry)
        if signature["ids"] or signature["names"]:
            self.state.document.note_explicit_target(signature)

        content = addnodes.desc_content("", facts, *display.messages)
        if parse is not None:
            parse(content)
        kind = entry.kind
        made = addnodes.desc("", signature, content, domain="policy", objtype=kind, desctype=kind)
        made["classes"] = ["policy-entry", f"policy-{kind}", *display.classes.split()]
        made["no-index"] = made["noindex"] = private
        made.source, made.line = facts.source, facts.line
        return [made]

    def _kept_back(self, entry: Entry, display: Display, place: tuple[str, int]) -> list[Node]:
        """Return what carries a confidential source, or the draft of a claim, to `Collect`, and shows nothing of it.

        Its body is not parsed: what markup may leave behind (labels, images, lines of an index) can't be published.
        Translators get its words.
        """
        text, _runs = title_and_runs(display.title_nodes)
        entry = entry._replace(title=text, docname=self.env.docname, private="no-index" in display.flags)
        facts = policy_facts("", docname=entry.docname, entry=entry, hidden="", kept_back=True)
        facts.source, facts.line = place
        if self.build.is_translated and is_confidential(entry):
            words = {CONFIDENTIAL: entry.fields[CONFIDENTIAL]}
            facts += field_texts(self.build.kinds[entry.kind], words, entry.lines, facts)
        return [facts]

    def _anchor(self, node: nodes.Element, anchor: str) -> None:
        """Give *node* the entry's anchor, whatever else on the page had that id before.

        Permalinks thus do not depend on the sections and targets around an entry.
        """
        document = self.state.document
        before = document.ids.get(anchor)
        node["ids"].append(anchor)
        document.ids[anchor] = node
        if isinstance(before, policy_title) and before["ids"][0] != anchor:
            before["ids"].remove(anchor)  # its former one
            return
        if before is None or isinstance(before, policy_title):
            return  # of two entries with one id, the record says which one is shown with it
        moved = next(id_ for n in count(2) if (id_ := f"{anchor}-{n}") not in document.ids)
        before["ids"][before["ids"].index(anchor)] = moved
        document.ids[moved] = before
        for name in before["names"]:
            if document.nameids.get(name) == anchor:
                document.nameids[name] = moved

    def _former_anchors(self, node: nodes.Element, entry: Entry) -> None:
        """Give *node* the anchors of the ids that the entry had, where nothing else on the page has them."""
        ids = self.state.document.ids
        for id_ in entry.fields.get("formerly", ()):
            anchor = f"{entry.kind}-{id_}"
            if anchor not in ids:
                node["ids"].append(anchor)
                ids[anchor] = node


def is_unsafe(node: Node) -> bool:
    """Return whether a node is raw HTML, which Markdown lets through, or a link to an address of any scheme."""
    if isinstance(node, nodes.reference):
        return not anchor_in_myst(node) and not safe_url(node.get("refuri", ""))
    return isinstance(node, nodes.raw)


def words_nodes(words: Words, source: str, line: int) -> list[Node]:
    """Return the words of a body as they stand in their source: no markup, no typographic marks, no translation."""
    if not words.paragraphs:
        return []
    quoted = nodes.block_quote("", classes=[WORDS])
    for text in words.paragraphs:
        paragraph = nodes.paragraph(text, "", nodes.Text(text), translatable=False, support_smartquotes=False)
        paragraph.source, paragraph.line = source, line
        quoted += paragraph
    return [quoted]
