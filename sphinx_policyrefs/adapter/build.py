"""The running build: what it has read, and a snapshot of what it makes of that, which is dropped whole."""

from __future__ import annotations

import os
from copy import copy
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sphinx_policyrefs.adapter.exporting.baselines import Baselines
from sphinx_policyrefs.adapter.project import Project
from sphinx_policyrefs.adapter.reading.data_files import DataFiles
from sphinx_policyrefs.adapter.references import federation
from sphinx_policyrefs.adapter.references.federation import Federation
from sphinx_policyrefs.adapter.references.words import Words
from sphinx_policyrefs.records.citations import citation_rows
from sphinx_policyrefs.records.courts import courts_with
from sphinx_policyrefs.records.dates import PartialDate, day_text, parse_date
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import digest
from sphinx_policyrefs.user_cache import own_cache
from sphinx_policyrefs.views.cells import Cells

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_policyrefs.evidence.copies import Copies
    from sphinx_policyrefs.evidence.proofs import Proofs
    from sphinx_policyrefs.records.model import DocRecord, Entry
    from sphinx_policyrefs.review.signoff import Signed
    from sphinx_policyrefs.views.model import Blocks
    from sphinx_policyrefs.views.signatures import SentenceMark, Signatures

_Made = TypeVar("_Made")


def build_of(env: BuildEnvironment) -> Build:
    """Return the running build of an environment, which the domain holds."""
    domain: Any = env.domains["policy"]
    build: Build = domain.build
    return build


class Before(NamedTuple):
    """The record as the last build left it in the environment."""

    documents: dict[str, DocRecord]
    #: what :attr:`Snapshot.settings` and :attr:`Snapshot.state` were
    settings: str
    state: tuple[str, str]


class Build(Project):
    """What one run of Sphinx knows of the record: its project, what was read, and the snapshot of it."""

    def __init__(self, app: Sphinx, stored: dict[str, Any]) -> None:
        """Begin with what the environment has *stored*, which outlives the build."""
        super().__init__(app)
        self._stored = stored
        self.files = DataFiles(self, stored)
        #: the other projects, as this build knows them
        self.federation = Federation()
        self._snapshot: Snapshot | None = None
        #: the record before this build has read anything
        self.before: Before | None = None
        #: whether this build has read a document, so that the environment will be stored
        self.has_read = False
        #: what near misses are measured by, once it is asked for
        self.forms: Any = None

    # -- what was read ---------------------------------------------------------------------------------

    @property
    def documents(self) -> dict[str, DocRecord]:
        """Return the records by document."""
        return self._stored["documents"]  # type: ignore[no-any-return]

    @property
    def records(self) -> list[DocRecord]:
        """Return all that the record is made of: documents by name, then data files as conf.py orders them."""
        return [record for _docname, record in sorted(self.documents.items())] + self.files.records

    def kept(self, what: str) -> dict[str, Any]:
        """Return what is kept of documents under a name until they are read again, by document."""
        return self._stored["kept"].setdefault(what, {})  # type: ignore[no-any-return]

    def known(self, what: str, make: Callable[[], _Made]) -> _Made:
        """Return what *make* makes of the record; it is kept with the environment while the record is the same."""
        known: dict[str, tuple[str, _Made]] = self._stored.setdefault("known", {})
        state = self.snapshot.state[0]
        found = known.get(what)
        if found is None or found[0] != state:
            found = known[what] = state, make()
        return found[1]

    def remember(self) -> None:
        """Keep what the record is before anything is read."""
        settings, state = self._stored.get("state", ("", ("", "")))
        self.before = Before(dict(self.documents), settings, state)

    def keep_state(self) -> None:
        """Give the digests of the record to the environment before it is stored."""
        self._stored["state"] = self.snapshot.settings, self.snapshot.state

    def changed(self) -> None:
        """Drop the snapshot, because the records have changed."""
        self._snapshot = None

    # -- what it is made into --------------------------------------------------------------------------

    @property
    def snapshot(self) -> Snapshot:
        """Return what is made of the records as they are."""
        if self._snapshot is None:
            self._snapshot = Snapshot(self)
        return self._snapshot

    def through(self, graph: Graph) -> Build:
        """Return the same build, which looks at its record through another graph."""
        made = copy(self)
        made.__dict__["_snapshot"] = self.snapshot.through(graph)
        return made

    @property
    def graph(self) -> Graph:
        """Return the record as this build shows it."""
        return self.snapshot.graph

    @property
    def cells(self) -> Cells:
        """Return what makes cells out of the graph."""
        return self.snapshot.cells

    def active(self, docname: str, number: int) -> Entry | None:
        """Return the entry at a place as the record has it; None where it has none, or another of that id."""
        entry = self.documents[docname].entries[number]
        found = self.graph.entries.get(entry.id)
        if found is None or (found.docname, found.file, found.line) != (docname, entry.file, entry.line):
            return None
        if entry.stored and entry.id in self.graph.repeated and self.graph.place_of(entry) is not entry:
            return None
        return found


class Snapshot:
    """What a build makes of the records, each part when it is first asked for."""

    def __init__(self, build: Build) -> None:
        self._build = build
        #: cache of views, by document and number of the call: made for the digest of a page, used when it is written
        self.views: dict[tuple[str, int], Blocks] = {}
        #: the cards beside references by document, where they were made for the digest of its page
        self.cards: dict[str, list[str]] = {}
        #: how far each sentence is signed, once somebody has looked
        self.signed: Sequence[Signed] | None = None

    def through(self, graph: Graph) -> Snapshot:
        """Return the same, which looks through another graph."""
        made = copy(self)
        made.__dict__ |= {
            "graph": graph,
            "cells": Cells(graph, self._build.wording, proofs=lambda: self.proofs),
        }
        return made

    @cached_property
    def graph(self) -> Graph:
        """Return the record as this build shows it: what anything is made of that may be published.

        Of confidential sources it has their words alone, and drafts of claims only where conf.py shows them.
        """
        return self.whole.public

    @cached_property
    def whole(self) -> Graph:
        """Return the record with confidential sources and drafts of claims, for checks and what else stays inside."""
        build, config = self._build, self._build.config
        as_of = config.policyrefs_as_of
        return Graph(
            (*build.records, *build.federation.records),
            kinds=build.kinds,
            courts=courts_with(config.policyrefs_courts),
            citations=citation_rows(config.policyrefs_citations),
            shows=build.shows,
            as_of=parse_date(as_of) if as_of else None,
            today=today(as_of),
            sets=build.federation.sets,
            words=Words(build).say,
            drafts=config.policyrefs_drafts,
        )

    @cached_property
    def cells(self) -> Cells:
        """Return what makes cells out of the graph."""
        return Cells(self.graph, self._build.wording, proofs=lambda: self.proofs)

    @cached_property
    def copies(self) -> str:
        """Return a digest of all copies of sources, and of what reads them; "" where no source has one."""
        return self.all_proofs.state if self._has_copies else ""

    @cached_property
    def _has_copies(self) -> bool:
        return any("copy" in entry.fields for entry in self.whole.own)

    @cached_property
    def proofs(self) -> Proofs:
        """Return what becomes of quoted words in the copies of sources, which are read when somebody asks.

        For views: nothing is in it of confidential sources.
        """
        if self.graph is self.whole:
            return self.all_proofs
        from sphinx_policyrefs.evidence.proofs import Proofs

        return Proofs(self.graph, self.local_copies)

    @cached_property
    def all_proofs(self) -> Proofs:
        """Return the same of the whole record, for checks."""
        from sphinx_policyrefs.evidence.proofs import Proofs

        return Proofs(self.whole, self.local_copies)

    @cached_property
    def local_copies(self) -> Copies | None:
        """Return the local copies of sources, None where no source has one."""
        # Nothing that knows documents is loaded for a record without copies.
        if not self._has_copies:
            return None
        from sphinx_policyrefs.evidence.copies import Copies

        build = self._build
        app = build.app
        return Copies(
            Path(app.srcdir),
            [Path(folder) for folder in build.config.policyrefs_copies],
            own_cache("copies"),
            getattr(app.builder, "readers", app.parallel),
        )

    @cached_property
    def signatures(self) -> Signatures:
        """Return how far the sentences of each page are signed, as far as readers may be told."""
        # What takes prose apart is loaded for those who sign.
        from sphinx_policyrefs.adapter.signoffs import signatures

        return signatures(self._build)

    @cached_property
    def sentence_marks(self) -> Mapping[str, Sequence[SentenceMark]]:
        """Return the marks that stand beside sentences, by document; none where conf.py does not show them."""
        if not self._build.config.policyrefs_show_signoffs:
            return {}
        from sphinx_policyrefs.adapter.signoffs import marks

        return marks(self._build)

    @cached_property
    def settings(self) -> str:
        """Return a digest of all that pages may show and that no entry of a document says."""
        build, graph = self._build, self.graph
        conditions = sorted({condition for record in build.records for condition in record.conditions})
        return digest(
            (
                [record.entries_digest for record in build.files.records],
                [(condition, graph.shows([condition])) for condition in conditions],
                [repr(getattr(graph, name, None)) for name in ("as_of", "today", "courts", "citations")],
                build.wording.language,
                build.wording.date_style,
                build.wording.quote_words,
                sorted(build.index_kinds),
                build.federation.state,
                # Titles may refer to what is outside the record, such as pages.
                graph.referring,
                self.copies,
            )
        )

    @cached_property
    def state(self) -> tuple[str, str]:
        """Return digests of all that pages may show of the record: without the summaries, and with them."""
        records = self._build.records
        entries = digest((self.settings, [record.entries_digest for record in records]))
        return entries, digest([entries, *(record.texts_digest for record in records)])

    @cached_property
    def withholds(self) -> bool:
        """Return whether there is more in the documents than in the record: of later days, or not to be published."""
        return self.graph is not self.whole or self.graph.as_of is not None

    @cached_property
    def has_days(self) -> bool:
        """Return whether a document has content that belongs to the record from a day on."""
        return any(record.days for record in self._build.documents.values())

    @cached_property
    def twins(self) -> frozenset[str]:
        """Return the ids that several places bear."""
        graph = self.graph
        return frozenset({f.entry for f in graph.findings if f.code == "duplicate-id"} | graph.repeated)

    @cached_property
    def baselines(self) -> Baselines:
        """Return the comparisons with earlier exports."""
        build = self._build
        return Baselines(build, self.graph, build.records, build.federation)


def today(as_of: str) -> PartialDate:
    """Return the day by which deadlines are open or overdue: the as-of day, else that of the build.

    ``SOURCE_DATE_EPOCH`` sets the day of the build, as for the rest of Sphinx.
    """
    if as_of:
        return parse_date(day_text(parse_date(as_of).latest))
    now = source_date() or datetime.now(UTC)
    return parse_date(now.date().isoformat())


def source_date() -> datetime | None:
    """Return the moment that ``SOURCE_DATE_EPOCH`` names, at which the sources were changed last; None without it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else None


# -- events --------------------------------------------------------------------------------------------


def read_files(app: Sphinx, env: BuildEnvironment, *_changes: Any) -> list[str]:
    """Read the data files that have changed, and have the documents read that show them (``env-get-outdated``)."""
    build = build_of(env)
    build.remember()
    changed = build.files.update()
    if changed is None:
        return []
    build.changed()
    return [
        docname
        for docname, files in env.dependencies.items()
        if any(build.relative(env.srcdir / file) in changed for file in files)
    ]


def keep_files(app: Sphinx, env: BuildEnvironment) -> None:
    """Keep what was read with the environment (``env-updated``)."""
    build_of(env).files.keep()


def federate(app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    """Take up the records of other projects (``env-before-read-docs``)."""
    build = build_of(env)
    if build.config.policyrefs_federation:
        build.federation = federation.load(app, build)
    build.changed()
