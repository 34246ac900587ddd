"""Compares the record with an earlier export of it, for ``whats-new``; without one, says what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_policyrefs.changes.compare import News, compare, renamed_as
from sphinx_policyrefs.changes.history import HistoryError, NoBaselineError, version
from sphinx_policyrefs.exports import as_json
from sphinx_policyrefs.exports.edition import Edition
from sphinx_policyrefs.imports.exported import entries_of
from sphinx_policyrefs.records.confidential import is_confidential
from sphinx_policyrefs.records.exported import Exported, exported
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import DocRecord, Entry, Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_policyrefs.adapter.project import Project
    from sphinx_policyrefs.adapter.references.federation import Federation


class Baselines:
    """The comparisons of one build, by what the author wrote of the baseline."""

    def __init__(
        self, project: Project, graph: Graph, records: Sequence[DocRecord], federation: Federation
    ) -> None:
        self.project = project
        self.graph = graph
        self.records = records
        self.federation = federation
        self._news: dict[str, News | HistoryError] = {}
        self._now: Exported | None = None

    def news(self, since: str) -> News | None:
        """Return what has changed since a baseline, None where that can't be had."""
        found = self._found(since)
        return None if isinstance(found, HistoryError) else found

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each view whose baseline can't be had."""
        graph = self.graph
        for record in self.records:
            for call in record.views:
                if not (
                    self.project.views[call.name].compares
                    and graph.shows(call.only)
                    and graph.reached(call.since)
                ):
                    continue
                since = call.options.get("since", "").strip()
                found = self._found(since)
                if isinstance(found, HistoryError):
                    code = "baseline-missing" if isinstance(found, NoBaselineError) else "data-file"
                    line = call.lines.get("since", call.line)
                    yield Finding(code, f":since: {found}" if since else str(found), call.file, line)

    def _found(self, since: str) -> News | HistoryError:
        """Return the news since a baseline, or an error whose sentence says why there are none."""
        found = self._news.get(since)
        if found is None:
            try:
                found = self._compared(since)
            except HistoryError as error:
                found = error
            self._news[since] = found
        return found

    def _compared(self, since: str) -> News:
        tracked: str = self.project.config.policyrefs_baseline
        if not since and not tracked:
            raise NoBaselineError("whats-new names no baseline: write :since: or set policyrefs_baseline")
        folder = Path(self.project.env.srcdir)
        if not since and not (folder / tracked).exists():
            raise NoBaselineError(
                f"{tracked} is not there yet: keep an export under this name to compare with"
            )
        then = version(since or tracked, folder, tracked).export
        if self._now is None:
            self._now = self._exported(self.graph)
        # The baseline may contain what is later than the as-of day or hidden in this edition; that is left out too.
        if self.graph.as_of is not None or self._hidden:
            then = self._exported(self._graph(then))
        comparison = compare(then, self._now, kinds=self.project.kinds)
        return News(self._graph(renamed_as(then, comparison, kinds=self.project.kinds)), comparison)

    @cached_property
    def _hidden(self) -> frozenset[str]:
        """Return the ids of what an export does not say: the as-of day, a block or ``:no-index:`` keeps it out.

        So are confidential sources, which earlier exports may have.
        """
        graph = self.graph
        there = {entry.id for record in self.records for entry in record.entries}
        secret = filter(is_confidential, (entry for record in self.records for entry in record.entries))
        former = {id_ for entry in secret for id_ in entry.fields.get("formerly", ())}
        return frozenset((there | former) - graph.entries.keys())

    def _exported(self, graph: Graph) -> Exported:
        """Return the JSON export of a record, without the places of its entries."""
        edition = Edition(graph, self.project.wording, "", _nowhere)
        return exported(json.loads(as_json.write(edition)))

    def _graph(self, export: Exported) -> Graph:
        """Return the record of an export, with other projects as they are now."""
        graph, kinds = self.graph, self.project.kinds
        taken = entries_of(export, kinds).entries
        entries = tuple(entry for entry in taken if entry.id not in self._hidden)
        return Graph(
            (DocRecord("", entries), *self.federation.records),
            kinds=kinds,
            courts=graph.courts,
            citations=graph.citations,
            as_of=graph.as_of,
            today=graph.today,
            sets=self.federation.sets,
        )


def _nowhere(_entry: Entry) -> None:
    """Return the place of an entry, which is left out of a comparison."""
