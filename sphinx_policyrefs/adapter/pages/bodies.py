"""Copies of the bodies of entries, for views that show them on other pages, or again on the same page.

- Ids in a copy are new, because an id may stand on a page once.  References within the copy follow them; all others
  lead to the entry's page.
- Figures, tables, code blocks and equations keep the numbers of the originals.
- The text of a footnote is copied as well, wherever on the page it stands.
- Citations, tables of contents, entries of the general index, and views are not copied.
- A node of another extension becomes a link to the entry, because two of it might not work.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.errors import NoUri
from sphinx.util import docname_join
from sphinx.util.math import wrap_displaymath
from sphinx.util.texescape import tex_replace_map

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.adapter.nodes import entry_of, policy_facts, policy_since, policy_view, title_of
from sphinx_policyrefs.adapter.pages.blocks import is_hidden
from sphinx_policyrefs.adapter.references.addresses import refer
from sphinx_policyrefs.views.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_policyrefs.adapter.build import Build
    from sphinx_policyrefs.views.model import Body

#: Packages whose nodes may be copied.  Nodes of sphinx-design and mermaid get their ids when a page is written.
_KNOWN = ("docutils", "sphinx", "sphinx_policyrefs", "sphinx_design", "sphinxcontrib.mermaid")

#: What is not copied.
_LEFT = (
    policy_view,
    addnodes.toctree,
    addnodes.index,
    nodes.footnote,
    nodes.citation,
    nodes.comment,
    nodes.system_message,
    nodes.substitution_definition,
)

#: Nodes whose children must be of a certain type, so that a link can't be one of them.
_STRUCTURES = (
    nodes.bullet_list,
    nodes.enumerated_list,
    nodes.definition_list,
    nodes.definition_list_item,
    nodes.field_list,
    nodes.field,
    nodes.option_list,
    nodes.option_list_item,
    nodes.table,
    nodes.tgroup,
    nodes.thead,
    nodes.tbody,
    nodes.row,
    nodes.figure,
    nodes.line_block,
    addnodes.desc,
    addnodes.glossary,
    addnodes.hlist,
    addnodes.hlistcol,
    addnodes.productionlist,
)

#: Nodes that refer to a place on their own page.
_REFERRING = (nodes.reference, nodes.target, nodes.title, nodes.problematic)

#: Nodes for which Sphinx always writes a label in LaTeX.
_LABELLED = (addnodes.desc_signature, nodes.term, nodes.footnote)

#: An attribute of an HTML tag whose value may occur on a page once.
_ID = re.compile(r"(<[a-zA-Z][^<>]*?)\s(?:id|name)\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)

#: Environments of LaTeX that count their equations.
_COUNTED = re.compile(r"\\(begin|end)\{(equation|align|alignat|flalign|gather|multline|eqnarray)\}")


class Place(NamedTuple):
    """Where a copy stands."""

    #: the page of the view
    docname: str
    #: what every id of the copy begins with
    prefix: str


def place_for(docname: str, view: int, copy: int) -> Place:
    """Return the place of the *copy*-th body in the *view*-th view of a page.

    Its prefix is unique among all pages, since several builders write all of them into one file.
    """
    name = nodes.make_id(docname)
    if name != docname:
        name = f"{name}-{zlib.crc32(docname.encode()):08x}".lstrip("-")
    return Place(docname, f"policy-{name}-{view}-{copy}-")


def contents_of(doctree: nodes.document) -> dict[str, nodes.Element]:
    """Return the contents of a page's entries by the entries' anchors."""
    return {
        anchor: facts.parent
        for facts in doctree.findall(policy_facts)
        if (entry := entry_of(facts)) is not None and facts.parent is not None
        for anchor in title_of(entry)["ids"]
    }


def footnotes_of(doctree: nodes.document) -> dict[str, nodes.footnote]:
    """Return the footnotes of a page by their ids."""
    return {id_: note for note in doctree.findall(nodes.footnote) for id_ in note["ids"]}


def notes_with(content: nodes.Element, notes: dict[str, nodes.footnote]) -> list[nodes.footnote]:
    """Return the footnotes that a body refers to, and those that these refer to, each once."""
    found: list[nodes.footnote] = []
    waiting: list[nodes.Element] = [content]
    while waiting:
        for reference in waiting.pop(0).findall(nodes.footnote_reference):
            note = notes.get(reference.get("refid", ""))
            if note is not None and note not in found:
                found.append(note)
                waiting.append(note)
    return found


class _Page(NamedTuple):
    """What is copied of a page."""

    contents: dict[str, nodes.Element]
    notes: dict[str, nodes.footnote]


class Copies:
    """Copies bodies for the pages of one builder."""

    def __init__(self, env: BuildEnvironment, builder: Builder) -> None:
        self.env = env
        self.builder = builder
        self._pages: dict[str, _Page] = {}

    def copy(self, body: Body, place: Place) -> list[nodes.Node]:
        """Return a copy of an entry's body for a place, with its notes; nothing for an entry that is gone."""
        page = self._pages.get(body.docname)
        if page is None:
            doctree = self.env.get_doctree(body.docname)
            page = self._pages[body.docname] = _Page(contents_of(doctree), footnotes_of(doctree))
        content = page.contents.get(body.anchor)
        return _Copy(self.env, self.builder, body, place, page.notes).of(content) if content else []


class _Copy:
    """One copy while it is made."""

    def __init__(
        self,
        env: BuildEnvironment,
        builder: Builder,
        body: Body,
        place: Place,
        notes: dict[str, nodes.footnote],
    ) -> None:
        self.env = env
        self.builder = builder
        self.build: Build = build_of(env)
        self.body = body
        self.place = place
        self.notes = notes
        #: the references to each note, in the order in which the notes are told
        self.marks: dict[str, list[nodes.footnote_reference]] = {}

    def of(self, content: nodes.Element) -> list[nodes.Node]:
        """Return the copy of what stands below an entry's facts."""
        made = nodes.container()  # a parent, without which parts of the copy could not be replaced
        own = (child for child in content.children if not isinstance(child, policy_facts))
        made += [copy for child in own for copy in self._copied(child)]
        self._add_notes(made)
        for element in list(made.findall(nodes.Element)):
            if isinstance(element, nodes.math_block):
                self._keep_equation(element)
            elif (caption := _caption_of(element)) is not None:
                self._keep_number(element, caption)
        self._rename(made)
        copies = made.children
        for copy in copies:
            copy.parent = None
        return copies

    # -- what is copied --------------------------------------------------------------------------------

    def _copied(self, node: nodes.Node) -> list[nodes.Node]:
        """Return the copy of a node, or the nodes that replace it, or nothing."""
        if not isinstance(node, nodes.Element):
            return [node.copy()]
        if self._is_left(node):
            return []
        if _is_foreign(node) or (isinstance(node, nodes.raw) and _is_block(node) and _has_id(node)):
            return [self._link(node)]
        if isinstance(node, nodes.footnote_reference):
            return [self._mark(node)]
        children = [copy for child in node.children for copy in self._copied(child)]
        if isinstance(node, policy_since):
            return children
        if isinstance(node, nodes.section):  # its heading would belong to the page
            return _headed(node, children)
        if isinstance(node, nodes.raw):
            children = [nodes.Text(_without_ids(node.astext()))]
        if node.children and not children and isinstance(node, nodes.compound):  # was around a toctree
            return []
        made = node.copy()
        made += children
        if isinstance(made, policy_facts):  # the general index lists the entry itself
            made["copied"] = True
        return [made]

    def _is_left(self, node: nodes.Element) -> bool:
        """Return whether a node is not copied, or is hidden at the entry too."""
        graph = self.build.graph
        if isinstance(node, addnodes.only):
            return not graph.shows([str(node["expr"])])
        if isinstance(node, policy_since):
            return bool(node["day"]) and not graph.reached([node["day"]])
        if isinstance(node, addnodes.desc) and (facts := _facts_of(node)) is not None:
            return is_hidden(self.build, facts["docname"], facts["number"])
        return isinstance(node, _LEFT) or (isinstance(node, policy_facts) and "hidden" in node)

    def _link(self, node: nodes.Element) -> nodes.Node:
        """Return the link to the entry that replaces a part which can't be copied."""
        block = _is_block(node)
        text = self.build.wording(N_("This part is shown at the entry.")) if block else node.astext()
        link = self._refer(self.body.anchor, nodes.Text(text or "…")) or nodes.Text(text)
        return nodes.paragraph("", "", link) if block else link

    def _refer(self, anchor: str, text: nodes.Text) -> nodes.reference | None:
        """Return a reference to a place of the entry's page, None where the builder has no such page."""
        try:
            return refer(self.builder, self.place.docname, self.body.docname, anchor, text)
        except NoUri:
            return None

    # -- notes -----------------------------------------------------------------------------------------

    def _mark(self, node: nodes.footnote_reference) -> nodes.Node:
        """Return the mark of a note, as plain text if the page does not show the note."""
        note = self.notes.get(node.get("refid", ""))
        if note is None or not self._is_shown(note):
            return nodes.Text(f"[{node.astext()}]")
        marks = self.marks.setdefault(note["ids"][0], [])
        mark = node.copy()
        mark += nodes.Text(node.astext())
        mark["ids"] = node["ids"] or [f"mark-{len(self.marks)}-{len(marks) + 1}"]
        mark["refid"] = note["ids"][0]
        mark["docname"] = self.place.prefix  # by which, and by its number, LaTeX finds the note
        marks.append(mark)
        return mark

    def _is_shown(self, node: nodes.Element) -> bool:
        """Return whether nothing around a node is hidden."""
        above: Any = node.parent
        while above is not None:
            if isinstance(above, (addnodes.only, policy_since, addnodes.desc)) and self._is_left(above):
                return False
            above = above.parent
        return True

    def _add_notes(self, made: nodes.Element) -> None:
        """Add the notes to which the copy refers, and those to which these notes refer."""
        done: set[str] = set()
        while waiting := [anchor for anchor in self.marks if anchor not in done]:
            for anchor in waiting:
                done.add(anchor)
                note = self.notes[anchor]
                copy = note.copy()
                copy += [part for child in note.children for part in self._copied(child)]
                copy["ids"] = [anchor]
                copy["docname"] = self.place.prefix
                made += copy
        for note in list(made.findall(nodes.footnote)):
            note["backrefs"] = [mark["ids"][0] for mark in self.marks[note["ids"][0]]]
        if self.builder.format == "texinfo":  # finds notes by number, and numbers repeat
            self._write_out_notes(made)

    def _write_out_notes(self, made: nodes.Element) -> None:
        for mark in list(made.findall(nodes.footnote_reference)):
            mark["ids"] = []
            mark.replace_self(nodes.Text(f"[{mark.astext()}]"))
        for note in list(made.findall(nodes.footnote)):
            label, *rest = note.children
            first = nodes.paragraph("", f"[{label.astext()}] ")
            if rest and isinstance(rest[0], nodes.paragraph):
                first += rest.pop(0).children
            note.replace_self([first, *rest])

    # -- numbers ---------------------------------------------------------------------------------------

    def _number(self, kind: str, ids: Iterable[str]) -> str:
        """Return the number of the original, "" if Sphinx did not number it."""
        numbers = self.env.toc_fignumbers.get(self.body.docname, {}).get(kind, {})
        return next((".".join(map(str, numbers[id_])) for id_ in ids if id_ in numbers), "")

    def _keep_number(self, element: nodes.Element, caption: nodes.TextElement) -> None:
        """Put the original's number into a caption, if the builder shows numbers."""
        kind = self.env.domains.standard_domain.get_enumerable_node_type(element)
        form = self.env.config.numfig_format.get(kind, "") if kind else ""
        if not form or not element["ids"]:
            return
        if self.builder.format == "html":
            number = self._number(str(kind), element["ids"]) if self.env.config.numfig else ""
            if number:
                caption.insert(0, nodes.inline("", f"{form % number} ", classes=["caption-number"]))
        elif self.builder.format == "latex":  # which would number the copy anew
            self._set_apart(element, caption, form)

    def _set_apart(self, element: nodes.Element, caption: nodes.TextElement, form: str) -> None:
        """Turn a caption into a paragraph, with a reference to the original that shows its number."""
        text: list[nodes.Node] = list(caption.children)
        if address := self._address(element["ids"][0]):
            text[:0] = [addnodes.number_reference("", "", refuri=address, title=form), nodes.Text(" ")]
        line = nodes.paragraph("", "", *text)
        if isinstance(element, nodes.figure):
            caption.replace_self(line)
            return
        parent = element.parent
        assert parent is not None  # noqa: S101 - copies stand in a container
        element.remove(caption)
        targets = [nodes.target("", "", ids=[id_]) for id_ in element["ids"]]
        at = parent.index(element)
        if isinstance(element, nodes.container):
            parent[at : at + 1] = [*targets, line, *element.children]
        else:
            element["ids"] = []
            parent[at:at] = [*targets, line]

    def _address(self, anchor: str) -> str:
        reference = self._refer(anchor, nodes.Text(""))
        return "" if reference is None else str(reference.get("refuri") or "")

    def _keep_equation(self, node: nodes.math_block) -> None:
        """Show an equation with the original's number, if the builder shows numbers."""
        label, number = node.get("label"), node.get("number")
        node.attributes.update(label=None, number=None)
        if self.builder.format == "latex":
            self._tag(node, label)
        elif self.builder.format == "html" and number:
            config = self.env.config
            text = str(number)
            if config.numfig and config.math_numfig:
                text = config.math_numsep.join(self._number("displaymath", node["ids"]).rsplit(".", 1))
            sign = nodes.inline("", f"({text})", classes=["eqno"])
            node.replace_self(nodes.container("", sign, node.deepcopy(), classes=["policy-equation"]))

    def _tag(self, node: nodes.math_block, label: str | None) -> None:
        """Make LaTeX print the original's number, or none, without counting the equation."""
        text = node.astext()
        if node.get("no-wrap", node.get("nowrap", False)):
            text = _COUNTED.sub(r"\\\1{\2*}", text)
        else:
            text = wrap_displaymath(text, None, False)
            if label and self._address(""):
                before, end, after = text.rpartition("\\end{")
                tag = rf"\tag{{\ref{{equation:{self.body.docname}:{label}}}}}"
                text = f"{before}{tag}{end}{after}" if end else text
        node.attributes.update({"no-wrap": True, "nowrap": True})
        node.children = []
        node += nodes.Text(text)

    # -- ids and references ----------------------------------------------------------------------------

    def _rename(self, made: nodes.Element) -> None:
        """Give the copy its own ids, and let every reference lead somewhere."""
        elements = [element for element in made.findall(nodes.Element) if element is not made]
        renamed = {id_: f"{self.place.prefix}{id_}" for element in elements for id_ in element["ids"]}
        one_page = isinstance(self.builder, SingleFileHTMLBuilder)
        borne: set[str] = set()
        for element in elements:
            own: list[str] = element["ids"]
            ids = [id_ for id_ in own if id_ not in borne]
            borne.update(ids)
            element["ids"] = [renamed[id_] for id_ in ids]
            backrefs: list[str] = element.get("backrefs", [])
            element["backrefs"] = [renamed[id_] for id_ in backrefs if id_ in renamed]
            element["names"], element["dupnames"] = [], []
            if isinstance(element, addnodes.pending_xref):
                self._make_absolute(element)
            if "refdoc" in element or isinstance(element, addnodes.pending_xref):
                element["refdoc"] = self.body.docname if one_page else self.place.docname
            refid = element.get("refid")
            if refid in renamed:
                element["refid"] = renamed[refid]
            elif refid and isinstance(element, _REFERRING):
                self._lead_back(element, refid)
        if self.builder.format == "latex":
            self._label(made)

    def _label(self, made: nodes.Element) -> None:
        """Write labels for the places in the copy to which it refers; Sphinx labels only some nodes in LaTeX."""
        referred = {node["refid"] for node in made.findall(nodes.reference) if "refid" in node}
        for element in list(made.findall(nodes.Element)):
            if isinstance(element, nodes.target) and element.get("refid") in referred:
                element.parent.remove(element)
            own: list[str] = [] if isinstance(element, _LABELLED) else element.get("ids", [])
            ids = [id_ for id_ in own if id_ in referred]
            if not ids or element.parent is None:
                continue
            element["ids"] = [id_ for id_ in own if id_ not in ids]
            labels = [f"{self.place.docname}:{id_}".translate(tex_replace_map) for id_ in ids]
            labels = [
                label.encode("ascii", "backslashreplace").decode().replace("\\", "_") for label in labels
            ]
            text = "".join(rf"\phantomsection\label{{\detokenize{{{label}}}}}" for label in labels)
            within = isinstance(element.parent, _STRUCTURES)
            holder, at = (element, 0) if within else (element.parent, element.parent.index(element))
            holder.insert(at, nodes.raw("", text, format="latex"))

    def _make_absolute(self, node: addnodes.pending_xref) -> None:
        """Name documents from the source directory, which is right on every page."""
        role, target = node["reftype"], node["reftarget"]
        document = docname_join(self.body.docname, target)
        if role == "doc" or (
            role == "any" and document in self.env.found_docs and not target.startswith("/")
        ):
            node["reftarget"] = f"/{document}"

    def _lead_back(self, node: nodes.Element, anchor: str) -> None:
        """Let a reference to what is not copied lead to the entry's page."""
        del node["refid"]
        if isinstance(node, nodes.target):
            if not node["ids"]:
                node.parent.remove(node)
        elif isinstance(node, nodes.reference):
            made = self._refer(anchor, nodes.Text(""))
            if made is None:
                node.replace_self(nodes.inline("", "", *node.children))
                return
            node.attributes.update({k: v for k in ("refuri", "refid", "internal") if (v := made.get(k))})


def _facts_of(entry: addnodes.desc) -> policy_facts | None:
    """Return the facts of a description that is one of ours."""
    content = entry.children[-1] if entry.get("domain") == "policy" and entry.children else None
    first = content.children[0] if isinstance(content, nodes.Element) and content.children else None
    return first if isinstance(first, policy_facts) else None


def _is_foreign(node: nodes.Element) -> bool:
    """Return whether a node belongs to another extension, or holds one that does where a link can't replace it."""
    module = type(node).__module__
    if not any(module == name or module.startswith(f"{name}.") for name in _KNOWN):
        return True
    return isinstance(node, _STRUCTURES) and any(
        _is_foreign(child)
        for child in node.children
        if isinstance(child, nodes.Element) and not isinstance(child, _LEFT)
    )


def _is_block(node: nodes.Element) -> bool:
    """Return whether a node stands among paragraphs, and not within a line of text."""
    return not isinstance(node.parent, nodes.TextElement)


def _has_id(node: nodes.raw) -> bool:
    return _ID.search(node.astext()) is not None


def _without_ids(text: str) -> str:
    """Return HTML without the ids of its tags."""
    while (less := _ID.sub(r"\1", text)) != text:
        text = less
    return text


def _headed(section: nodes.section, children: list[nodes.Node]) -> list[nodes.Node]:
    """Return the content of a section under a rubric."""
    if not children or not isinstance(children[0], nodes.title):
        return children
    rubric = nodes.rubric("", "", *children[0].children, ids=section["ids"], classes=section["classes"])
    return [rubric, *children[1:]]


def _caption_of(element: nodes.Element) -> nodes.TextElement | None:
    """Return the caption of a node that Sphinx may number."""
    if not isinstance(element, (nodes.figure, nodes.table, nodes.container)):
        return None
    found: Iterator[nodes.TextElement] = (
        child for child in element.children if isinstance(child, (nodes.caption, nodes.title))
    )
    return next(found, None)
