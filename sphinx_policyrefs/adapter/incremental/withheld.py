"""What Sphinx takes from a page as it is read, before anybody knows what this build does not show.

It keeps the text of headings with the names that roles were given, makes ids of them, and lists entries in the
contents of their pages. Where a confidential source is named there, or the contents have a passage of one or an entry
of a later day, all that is changed in each build, and put back before the next one looks at it, so that nothing of it
depends on the builds before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import clean_astext

from sphinx_policyrefs.adapter.build import WITHHELD, build_of
from sphinx_policyrefs.adapter.nodes import entry_of, policy_facts, with_pages
from sphinx_policyrefs.locale import N_
from sphinx_policyrefs.records.confidential import is_confidential

if TYPE_CHECKING:
    from sphinx_policyrefs.adapter.build import Build
    from sphinx_policyrefs.records.model import Entry

_Node = TypeVar("_Node", bound=nodes.Node)


class Before(NamedTuple):
    """What the environment had of a page, and the ids that its headings have instead of their own."""

    title: Any
    long_title: Any
    toc: Any
    numbers: Any
    labels: dict[str, tuple[str, str, str]]
    targets: dict[str, tuple[str, str]]
    ids: dict[str, str]


class _Changes(NamedTuple):
    """What a page may not say."""

    #: text of a reference in a heading -> the words of its source
    words: dict[str, str]
    #: text of a heading -> what readers see of it
    headings: dict[str, str]
    #: id of a section -> its id on the page
    ids: dict[str, str]
    #: ids of what is not on the page at all
    gone: frozenset[str]


def restore(build: Build) -> None:
    """Put back what the last build has changed."""
    env = build.env
    standard: Any = env.domains.standard_domain
    kept: dict[str, Before] = build.kept(WITHHELD)
    for docname, before in kept.items():
        env.titles[docname], env.longtitles[docname] = before.title, before.long_title
        env.tocs[docname] = before.toc
        if before.numbers is not None:
            env.toc_secnumbers[docname] = before.numbers
        standard.labels.update(before.labels)
        standard.anonlabels.update(before.targets)
        build.kept("outlines").pop(docname, None)
    kept.clear()


def withhold(build: Build) -> None:
    """Let the environment say nothing of confidential sources but their words, and nothing of what is hidden."""
    if not build.graph.masked and build.graph.as_of is None:
        return
    for docname in _concerned(build):
        changes = _changes(build, docname)
        if changes.words or changes.gone:
            build.kept(WITHHELD)[docname] = _changed(build, docname, changes)
            build.kept("outlines").pop(docname, None)


def _concerned(build: Build) -> Iterator[str]:
    """Yield the pages that name a confidential source, or have an entry that is not shown."""
    for docname, record in sorted(build.documents.items()):
        if any(_is_hidden(build, entry) for entry in record.entries) or any(
            build.graph.words_for(reference.role, reference.target) for reference in record.references
        ):
            yield docname


def _is_hidden(build: Build, entry: Entry) -> bool:
    """Return whether an entry has left something behind that is not on its page; a confidential source never has."""
    return not is_confidential(entry) and (build.graph.is_hidden(entry) or build.graph.is_secret(entry))


def _changes(build: Build, docname: str) -> _Changes:
    doctree = build.env.get_doctree(docname)
    words: dict[str, str] = {}
    headings: dict[str, str] = {}
    ids: dict[str, str] = {}
    taken = {id_ for node in doctree.findall(nodes.Element) for id_ in node["ids"]}
    for heading in doctree.findall(nodes.TextElement):
        if not isinstance(heading, (nodes.title, nodes.caption, nodes.rubric)):
            continue
        found = {
            reference.astext(): text
            for reference in heading.findall(addnodes.pending_xref)
            if (text := _words(build, reference))
        }
        if not found:
            continue
        words |= found
        headings[clean_astext(heading)] = clean_astext(_worded(build, heading))
        for id_ in heading.parent["ids"] if isinstance(heading.parent, nodes.section) else ():
            if (new := _renamed(build, id_, found, taken)) != id_:
                ids[id_] = new
                taken.add(new)
    return _Changes(words, headings, ids, frozenset(_gone(build, doctree)))


def _words(build: Build, reference: addnodes.pending_xref) -> str:
    """Return the words that stand for what a reference names, "" where that is not confidential."""
    role = reference["reftype"]
    if reference.get("refdomain") != "policy" and role != "any":
        return ""
    return build.graph.words_for(role, reference["reftarget"])


def _worded(build: Build, heading: nodes.Element) -> nodes.Element:
    """Return a copy of a heading, as readers see it where confidential sources are concerned."""
    made = heading.deepcopy()
    for reference in list(made.findall(addnodes.pending_xref)):
        if text := _words(build, reference):
            reference.replace_self(nodes.Text(text))
    return made


def _renamed(build: Build, id_: str, found: dict[str, str], taken: set[str]) -> str:
    """Return the id of a section without what references in its heading were written with."""
    new = id_
    for text, words in sorted(found.items()):
        if part := nodes.make_id(text):
            new = new.replace(
                part, nodes.make_id(words) or nodes.make_id(build.wording(N_("source"))) or "source"
            )
    if new == id_:
        return id_
    number, stem = 1, new
    while new in taken:
        number += 1
        new = f"{stem}-{number}"
    return new


def _gone(build: Build, doctree: nodes.document) -> Iterator[str]:
    """Yield the ids of entries that are not shown, and of what stands in them."""
    for facts in doctree.findall(policy_facts):
        entry = build.documents[facts["docname"]].entries[facts["number"]]
        if _is_hidden(build, entry):
            for node in (entry_of(facts) or facts).findall(nodes.Element):
                yield from node["ids"]


def _changed(build: Build, docname: str, changes: _Changes) -> Before:
    """Change what the environment has of a page, and return what it had."""
    env = build.env
    standard: Any = env.domains.standard_domain
    labels = {name: label for name, label in standard.labels.items() if label[0] == docname}
    targets = {name: target for name, target in standard.anonlabels.items() if target[0] == docname}
    before = Before(
        env.titles[docname],
        env.longtitles[docname],
        env.tocs[docname],
        env.toc_secnumbers.get(docname),
        labels,
        targets,
        changes.ids,
    )
    env.titles[docname] = _said(before.title, changes)
    env.longtitles[docname] = _said(before.long_title, changes)
    toc = env.tocs[docname] = _said(before.toc, changes)
    _leave_out(toc, changes)
    if before.numbers is not None:
        env.toc_secnumbers[docname] = {
            _place(anchor, changes): number for anchor, number in before.numbers.items()
        }
    for name, (_docname, id_, text) in labels.items():
        standard.labels[name] = docname, changes.ids.get(id_, id_), changes.headings.get(text, text)
        if id_ in changes.gone:
            del standard.labels[name]
    for name, (_docname, id_) in targets.items():
        standard.anonlabels[name] = docname, changes.ids.get(id_, id_)
        if id_ in changes.gone:
            del standard.anonlabels[name]
    return before


def _said(node: _Node, changes: _Changes) -> _Node:
    """Return a copy of a title or of contents with the words of sources in the place of their names."""
    made = node.deepcopy()
    for text in list(made.findall(nodes.Text)):
        if (words := changes.words.get(text.astext())) is not None and text.parent is not None:
            text.parent.replace(text, nodes.Text(words))
    return made


def _leave_out(toc: nodes.Element, changes: _Changes) -> None:
    """Take out of contents what is not on the page, and let the rest lead to the ids there."""
    for reference in list(toc.findall(nodes.reference)):
        anchor = reference.get("anchorname", "")
        reference["anchorname"] = _place(anchor, changes)
        if anchor.removeprefix("#") in changes.gone:
            _drop_item(reference)


def _drop_item(reference: nodes.Element) -> None:
    """Take an item out of contents, with the lists that hold nothing else."""
    node: Any = reference
    while node is not None and not isinstance(node, nodes.list_item):
        node = node.parent
    while node is not None and node.parent is not None:
        above = node.parent
        above.remove(node)
        if above.children or not isinstance(above, nodes.bullet_list):
            return
        node = above


def _place(anchor: str, changes: _Changes) -> str:
    id_ = anchor.removeprefix("#")
    return f"#{changes.ids[id_]}" if id_ in changes.ids else anchor


class Headings(SphinxPostTransform):
    """Gives headings the ids that they have on pages, and takes what contents are made of from titles of entries."""

    default_priority = 3

    def run(self, **kwargs: Any) -> None:
        """Change the ids, and what leads to them within the document."""
        kept: dict[str, Before] = build_of(self.env).kept(WITHHELD)
        if build_of(self.env).graph.masked:
            for title in self.document.findall(
                addnodes.desc_signature
            ):  # the contents have been made of these
                title.attributes.pop("_toc_name", "")
                title.attributes.pop("_toc_parts", "")
        if not any(before.ids for before in kept.values()):
            return
        for node, docname in with_pages(self.document, self.env.docname):
            ids = kept[docname].ids if docname in kept else {}
            if node.get("refid") in ids:
                node["refid"] = ids[node["refid"]]
            if any(id_ in ids for id_ in node["ids"]):
                node["ids"] = [ids.get(id_, id_) for id_ in node["ids"]]
                node["names"] = []
