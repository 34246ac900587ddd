"""The whole record as JSON: what other sets, newer versions and programs read; see ``schema.py`` for its form."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from sphinx_policyrefs.exports.texts import tidied, tidy
from sphinx_policyrefs.records.fields import targets_of

if TYPE_CHECKING:
    from sphinx_policyrefs.exports.edition import Edition
    from sphinx_policyrefs.records.graph import Row
    from sphinx_policyrefs.records.kinds import Field
    from sphinx_policyrefs.records.model import Entry

#: Version of the form; docs/exports.md says what may change without another one.
VERSION: Final = 1

#: Types of fields that stay inside: the reasons of waivers are a matter between authors and reviewers.
INTERNAL: Final = frozenset({"waivers"})


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
    if field.name == "due" and entry.kind == "deadline":
        due = graph.due(entry.id)
        return due.text if due is not None else None
    value = entry.fields.get(field.name)
    if value is None or field.type in INTERNAL:
        return None
    if field.type == "relation":
        return graph.targets(entry.id, field.name)
    make = _FORMS.get(field.type)
    return value if make is None else make(edition, entry, field, value)


def _names(_edition: Edition, _entry: Entry, _field: Field, value: Any) -> list[str]:
    return list(value)


def _sourced(edition: Edition, entry: Entry, field: Field, _value: Any) -> list[dict[str, Any]]:
    links = edition.graph.links(entry.id).get(field.name, ())
    return [{"id": link.target, "locator": link.locator or None} for link in links]


def _shares(edition: Edition, _entry: Entry, field: Field, value: Any) -> list[dict[str, Any]]:
    """Return parties with their shares in percent; one whose name means no entry is left out."""
    return [
        {"party": id_, "share": int(share) if share.isdecimal() else float(share)}
        for name, share in value
        if (id_ := _id(edition, field, name))
    ]


def _values(edition: Edition, _entry: Entry, field: Field, value: Any) -> list[dict[str, Any]]:
    return [
        {
            "value": text,
            "sources": [
                {"id": id_, "locator": locator or None}
                for name, locator in sources
                if (id_ := _id(edition, field, name))
            ],
        }
        for text, sources in value
    ]


def _start(edition: Edition, entry: Entry, field: Field, value: Any) -> str | None:
    """Return ``entry`` or ``entry.field`` by its id."""
    links = edition.graph.links(entry.id).get(field.name)
    if not links:
        return None
    (name,) = targets_of(field, value)
    named = edition.graph.find(name).entry is None  # then it is the part before the dot that names the entry
    return f"{links[0].target}.{edition.graph.find_value(name)[1]}" if named else links[0].target


def _id(edition: Edition, field: Field, name: str) -> str:
    found = edition.graph.find(name, () if field.targets == ("*",) else field.targets).entry
    return found.id if found is not None else ""


#: The types whose values in JSON are not those of the record.
_FORMS: Final[Mapping[str, Callable[[Edition, Entry, Field, Any], Any]]] = MappingProxyType({
    "names": _names,
    "citations": _names,
    "sourced": _sourced,
    "shares": _shares,
    "values": _values,
    "start": _start,
})  # fmt: skip


def _row(row: Row) -> dict[str, Any]:
    """Return a row of the chronology; ``merges`` is one milestone, or a list where it stands for several."""
    item: dict[str, Any] = {"date": row.date.text, "entry": row.entry, "field": row.field}
    merges = [{"entry": entry, "field": field} for entry, field in row.merges]
    if merges:
        item["merges"] = merges[0] if len(merges) == 1 else merges
    return item
