"""What a build makes of the records that it has read; loaded where there is any."""

from __future__ import annotations

from copy import copy
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_policyrefs.adapter.project import source_date
from sphinx_policyrefs.adapter.references.words import Words
from sphinx_policyrefs.records.citations import citation_rows
from sphinx_policyrefs.records.courts import courts_with
from sphinx_policyrefs.records.dates import PartialDate, day_text, parse_date
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import digest
from sphinx_policyrefs.user_cache import own_cache
from sphinx_policyrefs.views.cells import Cells

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx_policyrefs.adapter.exporting.baselines import Baselines
    from sphinx_policyrefs.adapter.project import Project
    from sphinx_policyrefs.adapter.references.federated import Federation
    from sphinx_policyrefs.evidence.copies import Copies
    from sphinx_policyrefs.evidence.proofs import Proofs
    from sphinx_policyrefs.records.model import DocRecord
    from sphinx_policyrefs.review.signoff import Signed, Signoffs
    from sphinx_policyrefs.views.model import Blocks, Facts
    from sphinx_policyrefs.views.signatures import SentenceMark, Signatures


class Snapshot:
    """What a build makes of the records, each part when it is first asked for."""

    def __init__(
        self,
        project: Project,
        records: Sequence[DocRecord],
        files: Sequence[DocRecord],
        federation: Federation,
    ) -> None:
        """Take all that was read, and which of it comes from data files."""
        self._project = project
        self._records = records
        self._files = files
        self._federation = federation
        #: cache of views, by document and number of the call: made for the digest of a page, used when it is written
        self.views: dict[tuple[str, int], Blocks] = {}
        #: the facts of entries on one page, by document and number of the entry, made for its digest likewise
        self.facts: dict[tuple[str, int], Facts] = {}
        #: the cards beside references by document, where they were made for the digest of its page
        self.cards: dict[str, list[str]] = {}
        #: what the file of signatures holds, once it is read
        self.signoffs: Signoffs | None = None
        #: how far each sentence is signed, once somebody has looked; what readers are told of it, and see beside them
        self.signed: Sequence[Signed] | None = None
        self.signatures: Signatures | None = None
        self.sentence_marks: Mapping[str, Sequence[SentenceMark]] | None = None

    def through(self, graph: Graph) -> Snapshot:
        """Return the same, which looks through another graph."""
        made = copy(self)
        made.__dict__ |= {
            "graph": graph,
            "cells": Cells(graph, self._project.wording, proofs=lambda: self.proofs),
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
        return self._graph(self._project.config.policyrefs_as_of)

    @cached_property
    def timeless(self) -> Graph:
        """Return the whole record, whatever day a build looks at."""
        return self._graph("") if self._project.config.policyrefs_as_of else self.whole

    def _graph(self, as_of: str) -> Graph:
        project, config = self._project, self._project.config
        return Graph(
            (*self._records, *self._federation.records),
            kinds=project.kinds,
            courts=courts_with(config.policyrefs_courts),
            citations=citation_rows(config.policyrefs_citations),
            shows=project.shows,
            as_of=parse_date(as_of) if as_of else None,
            today=today(as_of),
            sets=self._federation.sets,
            words=Words(project).say,
            drafts=config.policyrefs_drafts,
        )

    @cached_property
    def cells(self) -> Cells:
        """Return what makes cells out of the graph."""
        return Cells(self.graph, self._project.wording, proofs=lambda: self.proofs)

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
        if not self._has_copies:
            return None
        app = self._project.app
        # Nothing that knows documents is loaded for a record without copies.
        from sphinx_policyrefs.evidence.copies import Copies

        return Copies(
            Path(app.srcdir),
            [Path(folder) for folder in app.config.policyrefs_copies],
            own_cache("copies"),
            getattr(app.builder, "readers", app.parallel),
        )

    @cached_property
    def settings(self) -> str:
        """Return a digest of all that pages may show and that no entry of a document says."""
        project, graph = self._project, self.graph
        conditions = sorted({condition for record in self._records for condition in record.conditions})
        return digest(
            (
                [record.entries_digest for record in self._files],
                [(condition, graph.shows([condition])) for condition in conditions],
                [repr(getattr(graph, name, None)) for name in ("as_of", "today", "courts", "citations")],
                project.wording.language,
                project.wording.date_style,
                project.wording.quote_words,
                sorted(project.index_kinds),
                self._federation.state,
                # Titles may refer to what is outside the record, such as pages.
                graph.referring,
                self.copies,
            )
        )

    @cached_property
    def state(self) -> tuple[str, str]:
        """Return digests of all that pages may show of the record: without the summaries, and with them."""
        entries = digest((self.settings, [record.entries_digest for record in self._records]))
        return entries, digest([entries, *(record.texts_digest for record in self._records)])

    @cached_property
    def withholds(self) -> bool:
        """Return whether there is more in the documents than in the record: of later days, or not to be published."""
        return self.graph is not self.whole or self.graph.as_of is not None

    @cached_property
    def has_days(self) -> bool:
        """Return whether a document has content that belongs to the record from a day on."""
        return any(record.days for record in self._records)

    @cached_property
    def twins(self) -> frozenset[str]:
        """Return the ids that several places bear."""
        graph = self.graph
        return frozenset({f.entry for f in graph.findings if f.code == "duplicate-id"} | graph.repeated)

    @cached_property
    def baselines(self) -> Baselines:
        """Return the comparisons with earlier exports."""
        from sphinx_policyrefs.adapter.exporting.baselines import Baselines

        return Baselines(self._project, self.graph, self._records, self._federation)


def today(as_of: str) -> PartialDate:
    """Return the day by which deadlines are open or overdue: the as-of day, else that of the build.

    ``SOURCE_DATE_EPOCH`` sets the day of the build, as for the rest of Sphinx.
    """
    if as_of:
        return parse_date(day_text(parse_date(as_of).latest))
    now = source_date() or datetime.now(UTC)
    return parse_date(now.date().isoformat())
