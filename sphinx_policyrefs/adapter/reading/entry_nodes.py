"""The nodes of an entry, wherever it is written: on a page or in a data file."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx import addnodes

from sphinx_policyrefs.adapter.nodes import policy_facts, policy_title, searched
from sphinx_policyrefs.adapter.reading.options import OwnOptions
from sphinx_policyrefs.adapter.reading.translate import TITLE, field_texts, other_texts
from sphinx_policyrefs.records.fields import safe_url
from sphinx_policyrefs.records.model import Origin

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Node

    from sphinx_policyrefs.records.kinds import Kind

MARKUP = re.compile(r"[*`|_\\:<\[&\"']|--|\.\.\.")


class Written(NamedTuple):
    """What the nodes of an entry are made of."""

    kind: Kind
    id: str
    #: the title with its markup
    title: str
    #: the title as nodes, and what the parser says of it
    shown: list[Node]
    messages: list[Node]
    values: dict[str, Any]
    lines: dict[str, int]
    flags: AbstractSet[str]
    classes: str
    name: str
    file: str
    line: int
    noted: bool = False
    stored: bool = False
    origin: Origin | None = None


class EntryNodes(OwnOptions):
    """A directive that shows entries."""

    def describe(
        self, written: Written, place: tuple[str, int], parse: Callable[[nodes.Element], None] | None
    ) -> list[Node]:
        """Return an entry as a description: its title, its facts, its body, which *parse* adds."""
        kind, flags = written.kind, written.flags
        private = "no-index" in flags
        facts = policy_facts(
            "",
            nodes.Text(searched(written.values)),
            docname=self.env.docname,
            data=(
                kind.name,
                written.id,
                written.values,
                written.lines,
                written.file,
                written.line,
                private,
                written.noted,
                "no-index-entry" in flags,
                written.stored,
                written.origin,
            ),
        )
        facts.source, facts.line = place
        text = facts["written"] = "".join(node.astext() for node in written.shown)
        if self.build.is_translated:
            facts += field_texts(kind, written.values, written.lines, facts)
        anchor = f"{kind.name}-{written.id}"
        if "no-typesetting" in flags:
            facts["hidden"] = text
            if self.build.is_translated:
                facts += other_texts({TITLE: text}, {}, facts)
            if not private:
                self._anchor(facts, anchor)
                self._former_anchors(facts, kind, written)
            return [facts, *written.messages]

        signature = policy_title(written.title, "", translatable=True)
        signature.source, signature.line = facts.source, facts.line
        signature += written.shown
        if self.config.policyrefs_contents_entries and "no-contents-entry" not in flags and not private:
            signature["_toc_parts"], signature["_toc_name"] = (text,), text
        if written.name:
            signature["names"].append(nodes.fully_normalize_name(written.name))
        if not private:
            self._anchor(signature, anchor)
            self._former_anchors(signature, kind, written)
        if signature["ids"] or signature["names"]:
            self.state.document.note_explicit_target(signature)

        content = addnodes.desc_content("", facts, *written.messages)
        if parse is not None:
            parse(content)
        entry = addnodes.desc("", signature, content, domain="policy", objtype=kind.name, desctype=kind.name)
        entry["classes"] = ["policy-entry", f"policy-{kind.name}", *written.classes.split()]
        entry["no-index"] = entry["noindex"] = private
        entry.source, entry.line = facts.source, facts.line
        return [entry]

    def _anchor(self, node: nodes.Element, anchor: str) -> None:
        """Give *node* the entry's anchor, whatever else on the page had that id before.

        Permalinks thus do not depend on the sections and targets round an entry.
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

    def _former_anchors(self, node: nodes.Element, kind: Kind, written: Written) -> None:
        """Give *node* the anchors of the ids that the entry had, where nothing else on the page has them."""
        ids = self.state.document.ids
        for id_ in written.values.get("formerly", ()):
            anchor = f"{kind.name}-{id_}"
            if anchor not in ids:
                node["ids"].append(anchor)
                ids[anchor] = node


def is_unsafe(node: Node) -> bool:
    """Return whether a node is raw HTML, which Markdown lets through, or a link to an address of any scheme."""
    if isinstance(node, nodes.reference):
        return not safe_url(node.get("refuri", ""))
    return isinstance(node, nodes.raw)
