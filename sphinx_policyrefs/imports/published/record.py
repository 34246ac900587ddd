"""The record that an import goes into: what matching asks for, and what stands there already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from sphinx_policyrefs.imports.entries import Item
from sphinx_policyrefs.imports.published.join import same_number
from sphinx_policyrefs.imports.published.matching import Known
from sphinx_policyrefs.imports.written import Written, entry_of, option
from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.records.model import Entry

#: How far above a data file a project may begin.
_ABOVE = 4
_SOURCES = (".rst", ".md", ".yaml", ".yml", ".json", ".csv")
_LARGEST = 2_000_000


class Standing(NamedTuple):
    """An entry of the record that stands elsewhere than in the data file at hand."""

    entry: Entry
    #: relation -> ids to which it leads
    links: Mapping[str, tuple[str, ...]]


def known(entries: Iterable[Entry]) -> list[Known]:
    """Return entries as matching wants them."""
    found = []
    for each in entries:
        names = (each.fields.get("short", ""), *each.fields.get("aliases", ()))
        found.append(Known(each.id, each.kind, each.title, tuple(filter(None, names)), each.fields))
    return found


def differences(new: Written, standing: Standing) -> Iterator[str]:
    """Yield what an entry says otherwise than one of the record, field by field."""
    kind = KINDS.get(standing.entry.kind)
    if kind is None or new["kind"] != kind.name:
        yield f"it is {new['kind']} in the file and {standing.entry.kind} in the record"
        return
    there = entry_of(Item(standing.entry, standing.entry.title), kind)
    more = []
    for name, value in new.items():
        field = kind.field(name)
        if field is None or field.internal or name in ("sources", "url"):
            continue
        if name not in there:
            more.append(name)
        elif field.is_relation:
            ids = [each["id"] if isinstance(each, dict) else str(each) for each in value]
            if missing := [id_ for id_ in ids if id_ not in standing.links.get(name, ())]:
                yield f"{name}: the file has {', '.join(missing[:5])}, which the record lacks"
        elif name == "docket" and same_number(str(value), str(there[name])):
            continue
        elif (theirs := _text(kind.name, name, value)) != (ours := _text(kind.name, name, there[name])):
            yield f"{name}: {theirs} in the file, {ours} in the record"
    if more:
        yield f"the record lacks {', '.join(more)}"


def without_milestone(entry: Written, standing: Mapping[str, Standing]) -> Written:
    """Return an event that is no milestone of what stands in the record with another date, or none."""
    name = entry.get("milestone", "")
    targets = [*entry.get("legal-action", ()), *entry.get("instrument", ())] if name else []
    if all(id_ not in standing or standing[id_].entry.fields.get(name) == entry["date"] for id_ in targets):
        return entry
    return {field: value for field, value in entry.items() if field != "milestone"}


def _text(kind: str, name: str, value: Any) -> str:
    text = " ".join(option(kind, name, value).split())
    return text if len(text) <= 80 else f"{text[:79]}…"


def names_id(target: Path, id_: str) -> bool:
    """Return whether a source of the project round a data file names an entry's id, *target* itself aside.

    It is a look at the text: an import that does not read the record must not make an entry that is there.
    """
    home = next(
        (above for above in list(target.resolve().parents)[:_ABOVE] if (above / "conf.py").is_file()), None
    )
    if home is None:
        return False
    wanted = re.compile(rf"(?:\bid[\"']?\s*[:=]\s*[\"']?|^){re.escape(id_)}\b", re.MULTILINE)
    for path in sorted(home.rglob("*")):
        parts = path.relative_to(home).parts
        if (
            path.suffix not in _SOURCES
            or path == target.resolve()
            or any(p.startswith((".", "_")) for p in parts)
        ):
            continue
        try:
            if path.stat().st_size <= _LARGEST and wanted.search(path.read_text("utf-8", "replace")):
                return True
        except OSError:
            continue
    return False
