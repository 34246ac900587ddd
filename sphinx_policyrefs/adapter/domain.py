"""The Sphinx domain ``policy``: it stores records, and derives the one graph that everything reads."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.builders.gettext import MessageCatalogBuilder
from sphinx.domains import Domain, Index, ObjType
from sphinx.locale import get_translation

from sphinx_policyrefs.adapter.exporting.baselines import Baselines
from sphinx_policyrefs.adapter.pages.indices import INDICES
from sphinx_policyrefs.adapter.reading.data_files import DataFiles
from sphinx_policyrefs.adapter.reading.directives import EntryDirective, SinceDirective, ViewDirective
from sphinx_policyrefs.adapter.reading.file_entries import EntriesDirective
from sphinx_policyrefs.adapter.reading.roles import EntryRole
from sphinx_policyrefs.adapter.references import federation
from sphinx_policyrefs.adapter.references.addresses import refer, refer_outside, refer_to_export
from sphinx_policyrefs.adapter.references.federation import Federation
from sphinx_policyrefs.extend import Additions, additions
from sphinx_policyrefs.records.citations import citation_rows
from sphinx_policyrefs.records.courts import courts_with
from sphinx_policyrefs.records.dates import PartialDate, day_text, parse_date
from sphinx_policyrefs.records.extra_kinds import kinds_with
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import KINDS, Kind
from sphinx_policyrefs.records.model import DocRecord, Entry, digest
from sphinx_policyrefs.views import views_for
from sphinx_policyrefs.views.cells import Cells
from sphinx_policyrefs.views.wording import N_, Wording

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_policyrefs.views.base import View
    from sphinx_policyrefs.views.model import Blocks

#: The name of the message catalogue, in every package of translations.
CATALOGUE = "policyrefs"


def policy_domain(env: BuildEnvironment) -> PolicyDomain:
    """Return the domain of an environment."""
    domain = env.domains["policy"]
    assert isinstance(domain, PolicyDomain)  # noqa: S101 - the registry holds no other of this name
    return domain


class PolicyDomain(Domain):
    """Records per document; names, relations and dates of all of them in one graph."""

    name = "policy"
    label = "Policy record"
    indices: ClassVar[list[type[Index]]] = [*INDICES]
    initial_data: ClassVar[dict[str, Any]] = {"documents": {}}
    #: 2: entries say whether a data file holds them, and where an export had them
    data_version = 2

    #: the running build; it is no part of the environment, which outlives it
    app: Sphinx
    #: the other sets, as this build knows them
    federation: Federation = Federation()
    #: the checks and views of the project
    added: Additions

    def attach(self, app: Sphinx) -> None:
        """Take up the build: its kinds, and with them directives, roles and object types (``builder-inited``)."""
        self.app = app
        self.added = additions(app)
        for kind in self.kinds.values():
            self.directives[kind.name] = EntryDirective
            self.roles[kind.name] = EntryRole(kind.name)
            self.add_object_type(kind.name, ObjType(kind.label, kind.name, "ref"))
        for view in self.views:
            self.directives[view] = ViewDirective
        self.directives["since"] = SinceDirective
        self.directives["entries"] = EntriesDirective
        self.roles.update((name, EntryRole(name)) for name in ("ref", "value", "export"))

    def setup(self) -> None:
        """Name the automatic pages in the language of the build; some builders take no lazy translation."""
        translate = get_translation(CATALOGUE)
        for index in INDICES:
            index.localname, index.shortname = (str(translate(name)) for name in index.names)
        super().setup()

    # -- stored data -----------------------------------------------------------------------------------

    @property
    def documents(self) -> dict[str, DocRecord]:
        """Return the records by document."""
        return self.data["documents"]  # type: ignore[no-any-return]

    @cached_property
    def files(self) -> DataFiles:
        """Return the data files."""
        return DataFiles(self)

    @property
    def records(self) -> list[DocRecord]:
        """Return all that the record is made of: documents by name, then data files as conf.py orders them."""
        return [record for _docname, record in sorted(self.documents.items())] + self.files.records

    def note_document(self, record: DocRecord) -> None:
        """Store what a document contributes."""
        self.documents[record.docname] = record.sealed()
        self.forget()

    def clear_doc(self, docname: str) -> None:
        """Forget what a document contributed."""
        for kept in ("indexed", "outlines"):
            self.data.get(kept, {}).pop(docname, None)
        if self.documents.pop(docname, None) is not None:
            self.forget()

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take the records that another process read."""
        for docname in docnames:
            if docname in otherdata["documents"]:
                self.documents[docname] = otherdata["documents"][docname]
        self.forget()

    # -- derived data ----------------------------------------------------------------------------------

    def forget(self) -> None:
        """Drop what was derived from the records."""
        for name in ("graph", "cells", "pages", "state", "blocks", "has_days", "baselines"):
            self.__dict__.pop(name, None)

    @cached_property
    def is_translated(self) -> bool:
        """Return whether translators get the texts of this build, or may have given theirs."""
        app = self.app
        return isinstance(app.builder, MessageCatalogBuilder) or any(
            Path(app.srcdir, folder).is_dir() for folder in app.config.locale_dirs
        )

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """Return the kinds of this project."""
        extra = self.app.config.policyrefs_kinds
        return kinds_with(extra) if extra else KINDS

    @cached_property
    def views(self) -> Mapping[str, View]:
        """Return the views of this project."""
        return {**views_for(self.kinds), **self.added.views}

    @cached_property
    def graph(self) -> Graph:
        """Return the record as this build shows it."""
        as_of = self.app.config.policyrefs_as_of
        return Graph(
            (*self.records, *self.federation.records),
            kinds=self.kinds,
            courts=courts_with(self.app.config.policyrefs_courts),
            citations=citation_rows(self.app.config.policyrefs_citations),
            shows=self._shows,
            as_of=parse_date(as_of) if as_of else None,
            today=today(as_of),
            sets=self.federation.sets,
        )

    def _shows(self, expression: str) -> bool:
        """Return whether an ``only`` block is shown; of what is no expression Sphinx says so, and shows it."""
        try:
            return self.app.tags.eval_condition(expression)
        except Exception:  # noqa: BLE001 - as wide as Sphinx's own
            return True

    @cached_property
    def state(self) -> tuple[str, str]:
        """Return digests of all that pages may show of the record: without the summaries, and with them."""
        records = self.records
        conditions = sorted({condition for record in records for condition in record.conditions})
        entries = digest(
            (
                [record.entries_digest for record in records],
                [self.graph.shows([condition]) for condition in conditions],
                [repr(getattr(self.graph, name, None)) for name in ("as_of", "today", "courts", "citations")],
                self.wording.language,
                self.wording.date_style,
                self.federation.state,
            )
        )
        return entries, digest([entries, *(record.texts_digest for record in records)])

    @cached_property
    def has_days(self) -> bool:
        """Return whether a document has content that belongs to the record from a day on."""
        return any(record.days for record in self.documents.values())

    @cached_property
    def blocks(self) -> dict[int, Blocks]:
        """Return the content of views between the digest of their page and its writing, by the call's identity."""
        return {}

    @cached_property
    def baselines(self) -> Baselines:
        """Return the comparisons with earlier exports."""
        return Baselines(self)

    @cached_property
    def wording(self) -> Wording:
        """Return the words of the project's language."""
        translate = get_translation(CATALOGUE)
        config = self.app.config
        return Wording(
            config.language or "en", lambda text: str(translate(text)), config.policyrefs_date_style
        )

    @cached_property
    def cells(self) -> Cells:
        """Return what makes cells out of the graph."""
        return Cells(self.graph, self.wording)

    @cached_property
    def pages(self) -> frozenset[str]:
        """Return the labels of the pages that appear by themselves in HTML and EPUB."""
        wanted = self.app.config.html_domain_indices
        labels = {f"policy-{index.name}": index for index in INDICES}
        return frozenset(
            label
            for label, index in labels.items()
            if (wanted is True or (wanted and label in wanted)) and index(self).is_there()
        )

    def active(self, docname: str, number: int) -> Entry | None:
        """Return the entry at a place as the record has it; None where it has none, or another of that id."""
        entry = self.documents[docname].entries[number]
        found = self.graph.entries.get(entry.id)
        if found is None or (found.docname, found.file, found.line) != (docname, entry.file, entry.line):
            return None
        if entry.stored and entry.id in self.graph.repeated and self.graph.place_of(entry) is not entry:
            return None
        return found

    def indexed(self, docname: str, number: int) -> Entry | None:
        """Return the entry that the general index lists for a place, or None."""
        active = self.active(docname, number)
        return None if active is None or active.unindexed else active

    def relative(self, source: str | Path) -> str:
        """Return a path below the source directory, with slashes; others as they are."""
        text = str(source)
        found = self._relative.get(text)
        if found is None:
            # docutils names what a document includes as seen from the working directory.
            path = Path(os.path.abspath(source))  # noqa: PTH100 - leaves symbolic links as Sphinx has them
            inside = path.is_relative_to(self.env.srcdir)
            found = self._relative[text] = (
                path.relative_to(self.env.srcdir) if inside else Path(source)
            ).as_posix()
        return found

    @property
    def conf_py(self) -> str:
        """Return the path of conf.py from the source directory, which need not hold it."""
        return os.path.relpath(self.app.confdir / "conf.py", self.env.srcdir).replace(os.sep, "/")

    @cached_property
    def _relative(self) -> dict[str, str]:
        """Paths below the source directory, kept since every entry asks for its own."""
        return {}

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
        """Return the reference to an entry, or the text of a field; None where the record has neither."""
        if typ == "value":
            text = self.cells.value(target)
            return nodes.inline(text, text, classes=["policy-value"]) if text else None
        if typ == "export":
            export = self.added.exports.get(target)
            given = contnode.astext() if node.get("refexplicit") else ""
            return refer_to_export(builder, fromdocname, export, given) if export else None
        entry = self.graph.find(target, () if typ == "ref" else (typ,)).entry
        if entry is None:
            return None
        text = nodes.Text(contnode.astext() if node.get("refexplicit") else entry.title)
        if not entry.docname:
            return self._elsewhere(builder, fromdocname, entry, text) or nodes.inline("", "", text)
        return refer(builder, fromdocname, entry.docname, entry.anchor, text)

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
        entry = self.graph.find(target).entry
        if entry is None:
            return []
        text = nodes.Text(contnode.astext() if node.get("refexplicit") else entry.title)
        if not entry.docname:
            if not entry.home:
                return []
            made = self._elsewhere(builder, fromdocname, entry, text) or nodes.inline("", "", text)
            return [(f"policy:{entry.kind}", made)]
        return [(f"policy:{entry.kind}", refer(builder, fromdocname, entry.docname, entry.anchor, text))]

    def _elsewhere(
        self, builder: Builder, fromdocname: str, entry: Entry, text: nodes.Text
    ) -> nodes.reference | None:
        """Return a reference to an entry of another set on the pages of that, or None."""
        made = refer_outside(builder, fromdocname, entry.uri, text)
        if made is not None:
            made["reftitle"] = self.wording(N_("in the set %(set)s"), set=entry.home)
        return made

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield the entries that pages show, for the inventory and the search."""
        for entry in sorted(self.graph.own, key=lambda e: e.id):
            if entry.docname:
                yield entry.id, entry.title, entry.kind, entry.docname, entry.anchor, 1

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:  # noqa: A002 - Sphinx's name
        """Return the name of a kind, translated; the domain's is not put before it."""
        return self.wording(type.lname)


def today(as_of: str) -> PartialDate:
    """Return the day by which deadlines are open or overdue: the as-of day, else that of the build.

    ``SOURCE_DATE_EPOCH`` sets the day of the build, as for the rest of Sphinx.
    """
    if as_of:
        return parse_date(day_text(parse_date(as_of).latest))
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return parse_date(now.date().isoformat())


def attach(app: Sphinx) -> None:
    """Give the domain its build (``builder-inited``)."""
    domain = policy_domain(app.env)
    domain.attach(app)


def federate(app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    """Take up the records of other sets (``env-before-read-docs``)."""
    domain = policy_domain(env)
    if app.config.policyrefs_federation:
        domain.federation = federation.load(app, domain)
    domain.forget()
