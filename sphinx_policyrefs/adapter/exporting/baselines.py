"""Compares the record with an earlier export of it, for ``whats-new``; without one, says what to do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_policyrefs.changes.compare import News, compare, renamed_as
from sphinx_policyrefs.changes.history import HistoryError, NoBaselineError, version
from sphinx_policyrefs.exports import as_json
from sphinx_policyrefs.exports.edition import Edition
from sphinx_policyrefs.imports.exported import entries_of
from sphinx_policyrefs.records.confidential import FIELD, is_confidential
from sphinx_policyrefs.records.exported import Exported, exported
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import SOURCE
from sphinx_policyrefs.records.model import DocRecord, Entry, Finding
from sphinx_policyrefs.records.names import names_of
from sphinx_policyrefs.views import COMPARING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_policyrefs.adapter.project import Project
    from sphinx_policyrefs.adapter.references.federated import Federation


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
                if not (call.name in COMPARING and graph.shows(call.only) and graph.reached(call.since)):
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
            self._now = self._without_names(self._exported(self.graph))
        # The baseline may contain what is later than the as-of day or hidden in this edition; that is left out too.
        if self.graph.as_of is not None or self._hidden or self._secret:
            then = self._without_names(self._exported(self._graph(then).public))
        comparison = compare(then, self._now, kinds=self.project.kinds)
        return News(self._graph(renamed_as(then, comparison, kinds=self.project.kinds)), comparison)

    @cached_property
    def _hidden(self) -> frozenset[str]:
        """Return the ids of what the as-of day, a block or ``:no-index:`` keeps out; an export does not say it."""
        graph = self.graph
        there = {entry.id for record in self.records for entry in record.entries}
        return frozenset(there - graph.entries.keys() - self._secret.keys())

    @cached_property
    def _secret(self) -> dict[str, Entry]:
        """Return what stands in a baseline for confidential sources of today and their passages, by all their ids."""
        found: dict[str, Entry] = {}
        for entry in (entry for record in self.records for entry in record.entries):
            if self.graph.is_secret(entry) and (words := self.graph.words_for("ref", entry.id)):
                for id_ in (entry.id, *entry.fields.get("formerly", ())):
                    found[id_] = Entry(SOURCE, id_, words, {FIELD: words}, {}, "", "", 0)
        return found

    @cached_property
    def _names(self) -> dict[str, str]:
        """Return what the texts of a baseline may call the confidential sources of today, each with their words."""
        return {
            name: self.graph.words_for("ref", entry.id)
            for record in self.records
            for entry in record.entries
            if is_confidential(entry)
            for name in (*names_of(entry), *entry.untranslated)
        }

    def _without_names(self, export: Exported) -> Exported:
        """Return an export in whose texts no confidential source of today is called by its name."""
        if not self._names:
            return export
        called = re.compile(
            "|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in sorted(self._names, key=len, reverse=True))
        )

        def said(text: Any) -> Any:
            if isinstance(text, list):
                return [said(part) for part in text]
            return called.sub(lambda found: self._names[found[0]], text) if isinstance(text, str) else text

        def is_text(kind: str, name: str) -> bool:
            field = self.project.kinds[kind].field(name) if kind in self.project.kinds else None
            return name in ("title", "summary") or (field is not None and field.type in ("text", "names"))

        entries = {
            id_: {name: said(value) if is_text(item["kind"], name) else value for name, value in item.items()}
            for id_, item in export.entries.items()
        }
        return export._replace(entries=entries)

    def _exported(self, graph: Graph) -> Exported:
        """Return the JSON export of a record, without the places of its entries."""
        edition = Edition(graph, self.project.wording, "", _nowhere)
        return exported(json.loads(as_json.write(edition)))

    def _graph(self, export: Exported) -> Graph:
        """Return the record of an export, with other projects as they are now."""
        graph, kinds = self.graph, self.project.kinds
        taken = entries_of(export, kinds).entries
        entries = tuple(self._secret.get(entry.id, entry) for entry in taken if entry.id not in self._hidden)
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
