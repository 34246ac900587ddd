"""The Sphinx domain ``policy``: what Sphinx stores, clears, merges and asks for.

Everything that is made from the stored records belongs to the running build (:mod:`.build`).
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.domains import Domain, Index, ObjType
from sphinx.locale import get_translation

from sphinx_policyrefs.adapter.build import Build
from sphinx_policyrefs.adapter.pages.indices import INDICES
from sphinx_policyrefs.adapter.project import CATALOGUE
from sphinx_policyrefs.adapter.reading.directives import EntryDirective, SinceDirective, ViewDirective
from sphinx_policyrefs.adapter.reading.file_entries import EntriesDirective
from sphinx_policyrefs.adapter.reading.roles import CiteRole, EntryRole
from sphinx_policyrefs.adapter.references.targets import node_of, target_of

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_policyrefs.records.model import DocRecord, ProseParagraph


class PolicyDomain(Domain):
    """The records of documents, as Sphinx keeps them, and what it may ask of them."""

    name = "policy"
    label = "Policy record"
    indices: ClassVar[list[type[Index]]] = [*INDICES]
    #: the records by document, and what is kept of documents until they are read again
    initial_data: ClassVar[dict[str, Any]] = {"documents": {}, "kept": {}}
    #: 5: documents have the paragraphs of their prose
    data_version = 5

    #: the running build; the environment outlives it
    build: Build

    def begin(self, build: Build) -> None:
        """Take up a build, and directives, roles and object types for its kinds and views."""
        self.build = build
        for kind in build.kinds.values():
            self.directives[kind.name] = EntryDirective
            self.roles[kind.name] = EntryRole(kind.name)
            self.add_object_type(kind.name, ObjType(kind.label, kind.name, "ref"))
        for view in build.views:
            self.directives[view] = ViewDirective
        self.directives["since"] = SinceDirective
        self.directives["entries"] = EntriesDirective
        self.roles.update((name, EntryRole(name)) for name in ("ref", "value", "export"))
        self.roles["cite"] = CiteRole()

    def setup(self) -> None:
        """Name the automatic pages in the language of the build; some builders take no lazy translation."""
        translate = get_translation(CATALOGUE)
        for index in INDICES:
            index.localname, index.shortname = (str(translate(name)) for name in index.names)
        super().setup()

    # -- what Sphinx stores ----------------------------------------------------------------------------

    @property
    def _documents(self) -> dict[str, DocRecord]:
        return self.data["documents"]  # type: ignore[no-any-return]

    def note_document(self, record: DocRecord) -> None:
        """Store what a document contributes."""
        self.build.has_read = True
        self._documents[record.docname] = record.sealed()
        self.build.changed()

    def note_prose(self, docname: str, prose: tuple[ProseParagraph, ...]) -> None:
        """Store the prose of a document, whose record is stored before."""
        self._documents[docname] = self._documents[docname]._replace(prose=prose)
        self.build.changed()

    def clear_doc(self, docname: str) -> None:
        """Forget what a document contributed."""
        for kept in self.data["kept"].values():
            kept.pop(docname, None)
        if self._documents.pop(docname, None) is not None:
            self.build.changed()

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take the records that another process read."""
        self.build.has_read = True
        for docname in docnames:
            if docname in otherdata["documents"]:
                self._documents[docname] = otherdata["documents"][docname]
        self.build.changed()

    # -- what Sphinx asks ------------------------------------------------------------------------------

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> Any:
        """Return the reference to an entry or an export, or the text of a field; None if the target does not exist."""
        found = target_of(self.build, typ, target)
        text = contnode.astext() if node.get("refexplicit") else ""
        return node_of(self.build, builder, fromdocname, found, text) if found else None

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, Any]]:
        """Return the entry that ``:any:`` means, as a list of none or one."""
        found = target_of(self.build, "any", target)
        if found is None:
            return []
        text = contnode.astext() if node.get("refexplicit") else ""
        return [(f"policy:{found.kind}", node_of(self.build, builder, fromdocname, found, text))]

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield the entries that pages show, for the inventory and the search."""
        for entry in sorted(self.build.graph.own, key=lambda e: e.id):
            if entry.docname:
                yield entry.id, entry.title, entry.kind, entry.docname, entry.anchor, 1
                # Former ids are in the inventory for other projects; priority -1 keeps them out of the search.
                for former in entry.fields.get("formerly", ()):
                    if former not in self.build.graph.entries:
                        yield former, entry.title, entry.kind, entry.docname, entry.anchor, -1

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:  # noqa: A002 - Sphinx's name
        """Return the name of a kind, translated; the domain's is not put before it."""
        return self.build.wording(type.lname)


def begin(app: Sphinx) -> None:
    """Begin a build (``builder-inited``)."""
    domain: Any = app.env.domains["policy"]
    domain.begin(Build(app, domain.data))
