"""The whole record as JSON: what other projects, newer versions and programs read; see ``schema.py`` for its form."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sphinx_policyrefs.exports.texts import tidied, tidy
from sphinx_policyrefs.records.kinds import ANY
from sphinx_policyrefs.records.types import TYPES, is_exported

if TYPE_CHECKING:
    from sphinx_policyrefs.exports.edition import Edition
    from sphinx_policyrefs.records.chronology import Row
    from sphinx_policyrefs.records.cited import Citation
    from sphinx_policyrefs.records.kinds import Field
    from sphinx_policyrefs.records.model import Entry

#: Version of the form; docs/exports.md says what may change without another one.
VERSION: Final = 1


def write(edition: Edition) -> str:
    """Return the record as one JSON object."""
    graph = edition.graph
    data = {
        "version": VERSION,
        "project": tidy(edition.project),
        "as_of": graph.as_of.text if graph.as_of is not None else None,
        "entries": [_entry(edition, entry) for entry in edition.entries],
        "chronology": [_row(row) for row in edition.rows],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _entry(edition: Edition, entry: Entry) -> dict[str, Any]:
    """Return an entry: where it is, and its fields in the order of its kind."""
    file, line = edition.source(entry)
    item: dict[str, Any] = {
        "id": entry.id,
        "kind": entry.kind,
        "title": entry.title,
        "uri": edition.uri(entry),
        "file": file,
        "line": line,
    }
    if summary := edition.summary(entry):
        item["summary"] = summary
    for field in edition.graph.kinds[entry.kind].given(entry.fields):
        value = value_of(edition, entry, field)
        if value not in (None, []):
            item[field.name] = value
    return tidied(item)  # type: ignore[no-any-return]


def value_of(edition: Edition, entry: Entry, field: Field) -> Any:
    """Return a field in the form that it has in JSON; None or an empty list where it has no value."""
    graph = edition.graph
    if field.computed:
        due = graph.due(entry.id)
        return due.text if due is not None else None
    value = entry.fields.get(field.name)
    if value is None or not is_exported(field):
        return None
    return TYPES[field.type].to_json(value, _Names(edition, entry, field))


class _Names(NamedTuple):
    """What the names in one field of one entry mean."""

    edition: Edition
    entry: Entry
    field: Field

    def links(self) -> Sequence[tuple[str, ...]]:
        """Return the ids that the field leads to, each with the place there and its words, in order."""
        return self.edition.graph.links(self.entry.id).get(self.field.name, ())

    def link_of(self, citation: Citation) -> tuple[str, ...] | None:
        """Return where one citation leads; None where it leads nowhere."""
        return self.edition.graph.cited(citation)

    def id_of(self, name: str) -> str:
        """Return the id of the entry that *name* means, "" where it means none."""
        admitted = () if self.field.targets == ANY else self.field.targets
        found = self.edition.graph.find(name, admitted).entry
        return found.id if found is not None else ""

    def date_of(self, name: str) -> str:
        """Return the field that ``entry.field`` names behind its dot, "" where *name* is that of an entry."""
        graph = self.edition.graph
        if graph.find(name).entry is not None or graph.words_for("value", name):
            return ""
        return graph.find_value(name)[1]


def _row(row: Row) -> dict[str, Any]:
    """Return a row of the chronology; ``merges`` is one entry's, or a list where it stands for those of several."""
    item: dict[str, Any] = {"date": row.date.text, "entry": row.entry, **_fields(row.fields)}
    merged: dict[str, list[str]] = {}
    for id_, field in row.merges:
        merged.setdefault(id_, []).append(field)
    merges = [{"entry": id_, **_fields(fields)} for id_, fields in merged.items()]
    if merges:
        item["merges"] = merges[0] if len(merges) == 1 else merges
    if row.statements:
        item["with"] = list(row.statements)
    return item


def _fields(names: Sequence[str]) -> dict[str, Any]:
    """Return the milestones of one entry: the first, and all where they are several of one day."""
    return {"field": names[0], "fields": list(names)} if len(names) > 1 else {"field": names[0]}
