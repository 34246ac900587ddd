"""Placeholders become nodes before references resolve, where no visitor of HTML writes them (:mod:`.visitors`)."""

from __future__ import annotations

from functools import cached_property, partial
from itertools import count
from typing import TYPE_CHECKING, Any, Literal

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.epub3 import Epub3Builder
from sphinx.builders.gettext import I18nBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.adapter.nodes import (
    CITATION,
    entry_of,
    facts_under,
    policy_diagram,
    policy_facts,
    policy_since,
    policy_title,
    policy_view,
    searched,
    title_of,
)
from sphinx_policyrefs.adapter.pages.blocks import (
    entry_facts,
    entry_kind,
    entry_marks,
    is_anchored,
    is_hidden,
    view_blocks,
)
from sphinx_policyrefs.adapter.pages.bodies import Copies, place_for
from sphinx_policyrefs.adapter.pages.indices import LABELS, index_entry, pages
from sphinx_policyrefs.adapter.pages.render import FIGURE_END, NodeRenderer, figure
from sphinx_policyrefs.adapter.pictures.programs import drawing
from sphinx_policyrefs.adapter.references.addresses import refer, refer_outside, writes_html
from sphinx_policyrefs.checks.references import miscited
from sphinx_policyrefs.later import later
from sphinx_policyrefs.records.kinds import PASSAGE
from sphinx_policyrefs.views.calls import needs_nodes
from sphinx_policyrefs.views.model import Diagram, Link

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.builders import Builder

    from sphinx_policyrefs.adapter.build import Build
    from sphinx_policyrefs.adapter.pages.render import Drawn
    from sphinx_policyrefs.views.model import Block, Picture, Table

logger = logging.getLogger(__name__)

_layout = later("views.pictures.layout:layout")
_tikz = later("adapter.pictures.tikz:tikz")

#: The forms of pages of builders without a screen.
_FORMS: dict[str, Literal["paper", "lines"]] = {"latex": "paper", "text": "lines", "man": "lines"}

#: What Sphinx may number.
_NUMBERED = (nodes.table, nodes.figure, nodes.container)


class AsOf(SphinxPostTransform):
    """Removes what belongs to the record only from a day after the as-of day, and what is of confidential sources."""

    default_priority = 3

    def run(self, **kwargs: Any) -> None:
        """Put the content of ``policy:since`` in its place, or nothing; drop entries of later days."""
        build = build_of(self.env)
        if build.graph.masked:
            self._drop_passages(build)
        if isinstance(build.builder, I18nBuilder):  # translators get what any day and any builder shows
            return
        if build.snapshot.twins:
            self._drop_anchors(build)
        as_of, masked = build.graph.as_of, build.graph.masked
        if (
            as_of is None and not masked and not build.snapshot.has_days
        ):  # of all documents, which some builders join
            return
        for node in list(self.document.findall(policy_since)):
            if not node["day"] or build.graph.reached([node["day"]]):
                node.replace_self(node.children)
            else:
                _drop(node)
        if as_of is None and not masked:
            return
        for facts in list(self.document.findall(policy_facts)):
            if is_hidden(build, facts["docname"], facts["number"]):
                _drop(entry_of(facts) or facts)
            elif active := build.active(facts["docname"], facts["number"]):
                facts.clear()
                facts.append(nodes.Text(searched(active.fields)))

    def _drop_passages(self, build: Build) -> None:
        """Drop the passages of confidential sources, which are known as such when everything is read."""
        for facts in list(self.document.findall(policy_facts)):
            entry = build.documents[facts["docname"]].entries[facts["number"]]
            if entry.kind == PASSAGE and build.graph.is_secret(entry):
                _drop(entry_of(facts) or facts)

    def _drop_anchors(self, build: Build) -> None:
        """If several entries of a document have the same anchor, leave it to the one in the record."""
        for facts in self.document.findall(policy_facts):
            docname, number = facts["docname"], facts["number"]
            description = entry_of(facts)
            if description is None or is_anchored(build, docname, number):
                continue
            ids, anchor = title_of(description)["ids"], build.documents[docname].entries[number].anchor
            if anchor in ids:
                ids.remove(anchor)


class Placeholders(SphinxPostTransform):
    """Replace placeholders by nodes, before Sphinx resolves references and ``only`` blocks."""

    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Replace what the builder's visitors do not write themselves."""
        build = build_of(self.env)
        builder = build.builder
        if isinstance(builder, I18nBuilder):
            return
        html = writes_html(builder)
        record = build.documents.get(self.env.docname)
        if not html or (record is not None and any(target in LABELS for _, target in record.labels)):
            self._unlink_pages(pages(build) if html or isinstance(builder, Epub3Builder) else frozenset())
        if html and (record is None or not any(map(needs_nodes, record.views))):
            return
        for view in list(self.document.findall(policy_view)):
            docname, number = view["docname"], view["number"]
            call = build.documents[docname].views[number]
            if html and not needs_nodes(call):
                continue
            self._replace(view, view_blocks(build, docname, number), f"policy-view policy-{call.name}")
        if builder.format == "latex":
            self._label_headings()
        if not html:
            for title in list(self.document.findall(policy_title)):
                self._set_title(build, title, bold=builder.format == "latex")
            for facts in list(self.document.findall(policy_facts)):
                description = entry_of(facts)
                if description is None:  # an entry that is not typeset is a place to link to
                    facts.replace_self(nodes.target("", "", ids=facts["ids"]) if facts["ids"] else [])
                    continue
                docname, number = facts["docname"], facts["number"]
                self._replace(facts, (entry_facts(build, docname, number),), "")
                if "copied" in facts:
                    continue
                if (entry := build.active(docname, number)) and build.is_indexed(entry):
                    _before(description, addnodes.index(entries=[index_entry(entry)]))

    def _label_headings(self) -> None:
        """Give the headings of entries' bodies places, since LaTeX labels no rubric."""
        for entry in self.document.findall(addnodes.desc):
            for rubric in list(entry.findall(nodes.rubric)) if entry["domain"] == "policy" else ():
                if rubric["ids"]:
                    before = rubric.previous_sibling()
                    labelled = before.get("refid") if isinstance(before, nodes.target) else None
                    own: list[str] = rubric["ids"]
                    _before(rubric, nodes.target("", "", ids=[id_ for id_ in own if id_ != labelled]))
                    rubric["ids"] = []

    def _set_title(self, build: Build, title: policy_title, *, bold: bool) -> None:
        """Put Sphinx's own node in the place of an entry's title, with the marks of the entry."""
        text = list(title.children)
        if facts := facts_under(title):
            marks = entry_marks(build, facts["docname"], facts["number"])
            text += self._renderer(facts["docname"]).inline(marks)
        if bold:
            text = [nodes.strong("", "", *text)]
            if facts:
                kind = entry_kind(build, facts["docname"], facts["number"])
                text += [nodes.Text(" "), nodes.inline("", kind, classes=["policy-kind"])]
        plain = addnodes.desc_signature(title.rawsource, "", *text, **title.attributes)
        for name in ("source", "line", "uid"):  # gettext ignores a node that lacks one of these attributes
            if hasattr(title, name):
                setattr(plain, name, getattr(title, name))
        title.replace_self(plain)

    def _unlink_pages(self, there: frozenset[str]) -> None:
        """Make plain text of references to automatic pages that are not *there*."""
        labels = self.env.domains.standard_domain.labels
        for reference in list(self.document.findall(addnodes.pending_xref)):
            target = reference["reftarget"]
            if reference["reftype"] == "ref" and target in LABELS - there:
                text = reference.astext() if reference["refexplicit"] else labels[target][2]
                reference.replace_self(nodes.inline("", str(text)))

    @cached_property
    def _copies(self) -> Copies:
        """Return what copies bodies."""
        return Copies(self.env, build_of(self.env).builder)

    def _renderer(self, docname: str, view: int = 0) -> NodeRenderer:
        """Return what makes nodes for the page *docname*, of its *view*-th view."""
        copies = count(1)
        builder = build_of(self.env).builder
        linked = builder.format != "man"  # which prints the anchor after each link
        return NodeRenderer(
            lambda link: _refer(builder, link, docname) if linked else None,
            lambda body: self._copies.copy(body, place_for(docname, view, next(copies))),
            _FORMS.get(builder.format, "screen"),
            self._drawn(docname) if builder.format in ("html", "latex") else None,
            partial(_diagram, builder, docname),
        )

    def _replace(self, node: nodes.Element, blocks: tuple[Block, ...], classes: str) -> None:
        docname, builder = node["docname"], build_of(self.env).builder
        made = self._renderer(docname, node["number"] + 1).blocks(blocks)
        unnamed = (
            element
            for block in made
            for element in block.findall(nodes.Element)
            if isinstance(element, _NUMBERED) and not element["ids"] and _is_captioned(element)
        )
        for n, element in enumerate(unnamed, 1):  # Sphinx warns of what it may have to number and can't name
            element["ids"].append(f"policy-{nodes.make_id(docname)}-{node['number'] + 1}-{n}")
        if classes:
            ids = node["ids"]
            places = [nodes.target("", "", ids=ids)] if ids and builder.format == "latex" else []
            box = nodes.container("", *made, classes=[*classes.split(), *node["classes"]])
            box["ids"] = [] if places else ids  # LaTeX labels no container
            made = [*places, box]
        node.replace_self(made)

    def _drawn(self, docname: str) -> Drawn:
        """Return what makes nodes of pictures on the page *docname*."""
        builder = build_of(self.env).builder
        refer = partial(_refer, builder, docname=docname)

        def href(link: Link) -> str:
            reference = refer(link)
            if not isinstance(reference, nodes.Element):
                return ""
            return reference.get("refuri") or f"#{reference['refid']}"

        def drawn(picture: Picture, tabled: Callable[[Table], list[nodes.Node]]) -> list[nodes.Node]:
            if builder.format == "html":
                start, end = (nodes.raw("", t, format="html") for t in (figure(picture, href), FIGURE_END))
                return [start, *tabled(picture.table._replace(caption="")), end]
            drawing = _layout(picture.drawn)
            # Paper has no titles to point at: what the picture could not say stands in the table below.
            if not drawing.complete:
                return [_tikz(drawing, refer), *tabled(picture.table)]
            caption = [nodes.rubric("", picture.table.caption)] if picture.table.caption else []
            return [*caption, _tikz(drawing, refer)]

        return drawn


class Notes(SphinxPostTransform):
    """Fill the notes of citations in prose; take away those that this build shows no source of, with their marks."""

    #: Those of bodies that are shown elsewhere have come with them by then.
    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Fill the notes."""
        build, docname = build_of(self.env), self.env.docname
        builder = build.builder
        if isinstance(builder, I18nBuilder):
            return
        linked = builder.format != "man"
        renderer = NodeRenderer(lambda link: _refer(builder, link, docname) if linked else None, lambda _: [])
        empty: set[str] = set()
        for reference in list(self.document.findall(addnodes.pending_xref)):
            if (reference.get("refdomain"), reference["reftype"]) != ("policy", "cite"):
                continue
            note = reference.parent.parent
            if cell := build.cells.note(reference["reftarget"]):
                reference.replace_self(renderer.inline(cell))
            elif miscited(build.graph, reference["reftarget"]):  # which is told, and not lost
                reference.replace_self(nodes.Text(reference["reftarget"]))
            else:
                empty.update(note["ids"])
                _drop(note)
        for mark in list(self.document.findall(nodes.footnote_reference)):
            mark.attributes.pop(CITATION, "")  # which XML would write as it is
            if mark.get("refid") in empty:
                _drop(mark)


def _is_captioned(element: nodes.Element) -> bool:
    return any(isinstance(child, (nodes.title, nodes.caption)) for child in element.children)


def _drop(node: nodes.Element) -> None:
    """Take *node* off the page, with the ids and classes that replacing it by nothing would not let go."""
    if node.parent is not None:
        node.parent.remove(node)


def _before(node: nodes.Element, new: nodes.Element) -> None:
    """Insert *new* before *node*."""
    if node.parent is not None:
        node.parent.insert(node.parent.index(node), new)


def _refer(builder: Builder, link: Link, docname: str) -> nodes.Node | None:
    """Return a reference from the page *docname*, or None where the builder has no page for the target."""
    if not link.docname:
        return refer_outside(builder, docname, link.uri, nodes.Text(link.text))
    try:
        return refer(builder, docname, link.docname, link.anchor, nodes.Text(link.text))
    except NoUri:
        return None


def _diagram(builder: Builder, docname: str, diagram: Diagram) -> nodes.Element | None:
    """Return the node of a diagram, or None for builders that cannot draw it."""
    if not drawing(builder):
        return None
    addresses = []
    for node in diagram.nodes:
        reference = _refer(builder, node.link, docname)
        found = reference.attributes if isinstance(reference, nodes.reference) else {}
        address = found.get("refuri") or (f"#{found['refid']}" if "refid" in found else "")
        if node.link.docname and isinstance(builder, SingleFileHTMLBuilder):
            address = f"#{node.link.anchor}"  # which Sphinx does for references only
        addresses.append(address)
    return policy_diagram("", diagram=diagram, addresses=addresses)
