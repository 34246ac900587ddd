"""The Sphinx domain ``policy``: what Sphinx stores, clears, merges and asks for.

Everything that is made from the stored records belongs to the running build (:mod:`.build`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pickle import HIGHEST_PROTOCOL, dumps, loads
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.domains import Domain, Index, ObjType
from sphinx.locale import get_translation

from sphinx_policyrefs.adapter.build import Build
from sphinx_policyrefs.adapter.pages.indices import INDICES
from sphinx_policyrefs.adapter.project import CATALOGUE
from sphinx_policyrefs.later import later

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_policyrefs.records.model import DocRecord, ProseParagraph


_register = later("adapter.reading.names:register")
_node_of = later("adapter.references.targets:node_of")
_target_of = later("adapter.references.targets:target_of")


class Documents(dict[str, "DocRecord"]):
    """The records by document, each pickled by itself, so that one that stays is not pickled anew in every build."""

    def __init__(self, pickled: Mapping[str, bytes] = MappingProxyType({})) -> None:
        super().__init__((docname, loads(data)) for docname, data in pickled.items())  # noqa: S301 - our own
        #: records as they were loaded, and what of
        self._loaded = {docname: (self[docname], data) for docname, data in pickled.items()}

    def __reduce__(self) -> tuple[object, ...]:
        return Documents, ({docname: self._pickled(docname) for docname in self},)

    def _pickled(self, docname: str) -> bytes:
        record, data = self._loaded.get(docname, (None, b""))
        return data if record is self[docname] else dumps(self[docname], HIGHEST_PROTOCOL)

    def take(self, docname: str, others: Documents) -> None:
        """Take the record of a document from others, with what it was loaded of."""
        self[docname] = others[docname]
        if docname in others._loaded:
            self._loaded[docname] = others._loaded[docname]


class PolicyDomain(Domain):
    """The records of documents, as Sphinx keeps them, and what it may ask of them."""

    name = "policy"
    label = "Policy record"
    indices: ClassVar[list[type[Index]]] = [*INDICES]
    #: the records by document, and what is kept of documents until they are read again
    initial_data: ClassVar[dict[str, Any]] = {"documents": Documents(), "kept": {}}
    #: 6: each record is pickled by itself
    data_version = 6

    #: the running build; the environment outlives it
    build: Build

    def begin(self, build: Build) -> None:
        """Take up a build, and object types for its kinds; directives and roles come when documents are read."""
        self.build = build
        for kind in build.kinds.values():
            self.add_object_type(kind.name, ObjType(kind.label, kind.name, "ref"))

    def setup(self) -> None:
        """Name the automatic pages in the language of the build; some builders take no lazy translation."""
        translate = get_translation(CATALOGUE)
        for index in INDICES:
            index.localname, index.shortname = (str(translate(name)) for name in index.names)
        super().setup()

    # -- what Sphinx stores ----------------------------------------------------------------------------

    @property
    def _documents(self) -> Documents:
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
                self._documents.take(docname, otherdata["documents"])
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
        found = _target_of(self.build, typ, target)
        text = contnode.astext() if node.get("refexplicit") else ""
        return _node_of(self.build, builder, fromdocname, found, text) if found else None

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
        found = _target_of(self.build, "any", target) if self.build.has_record else None
        if found is None:
            return []
        text = contnode.astext() if node.get("refexplicit") else ""
        return [(f"policy:{found.kind}", _node_of(self.build, builder, fromdocname, found, text))]

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield the entries that pages show, for the inventory and the search."""
        if not self.build.has_record:
            return
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


def take_names(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Take up directives and roles if any document is to be read (``env-before-read-docs``)."""
    if docnames:
        _register(app, env)


def begin(app: Sphinx) -> None:
    """Begin a build (``builder-inited``)."""
    domain: Any = app.env.domains["policy"]
    domain.begin(Build(app, domain.data))
