"""The sources as CSL-JSON, which Zotero, Pandoc and other reference managers read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from sphinx_policyrefs.exports.texts import ends_of, parts_of, tidy
from sphinx_policyrefs.records.authors import names_of
from sphinx_policyrefs.records.dates import PartialDate, civil
from sphinx_policyrefs.records.kinds import SOURCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_policyrefs.exports.edition import Edition
    from sphinx_policyrefs.records.model import Entry

#: Types of what appears in something that bears a name of its own: the publisher names that.
_CONTAINED: Final = frozenset({
    "article-journal", "article-magazine", "article-newspaper", "broadcast", "chapter", "entry-dictionary",
    "entry-encyclopedia", "post", "post-weblog", "review", "review-book", "webpage",
})  # fmt: skip

#: By the month in which they begin.
_SEASONS: Final = {3: 1, 6: 2, 9: 3, 12: 4}


def write(edition: Edition) -> str:
    """Return the sources by id."""
    items = [_item(edition, entry) for entry in edition.entries if entry.kind == SOURCE]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _item(edition: Edition, source: Entry) -> dict[str, Any]:
    fields = source.fields
    type_ = fields.get("type", "document")
    published = edition.graph.date(source.id, "published")
    accessed = edition.graph.date(source.id, "accessed")
    item = {
        "id": source.id,
        "type": type_,
        "title": source.title,
        "title-short": fields.get("short", ""),
        "author": people(fields.get("author", "")),
        **_places(type_, fields),
        **{name: fields.get(name, "") for name in ("volume", "issue", "page", "number", "edition")},
        "issued": _date(published),
        "accessed": _date(accessed),
        "URL": fields.get("url", ""),
        "archive_location": fields.get("archive-url", ""),
        "jurisdiction": fields.get("jurisdiction", ""),
        "keyword": ", ".join(fields.get("tags", ())),
        "note": "; ".join(fields.get("citation", ())),
    }
    return {name: tidy(value) if isinstance(value, str) else value for name, value in item.items() if value}


def _places(type_: str, fields: Mapping[str, Any]) -> dict[str, str]:
    """Return what a source appeared in, and who published it: of a case the court."""
    container, publisher = fields.get("container-title", ""), fields.get("publisher", "")
    if type_ == "legal_case":
        return {"container-title": container, "authority": publisher}
    if type_ in _CONTAINED and not container:
        return {"container-title": publisher}
    return {"container-title": container, "publisher": publisher}


def people(text: str) -> list[dict[str, str]]:
    """Return authors by the variables of CSL."""
    names = [{variable: tidy(part) for variable, part in name.csl.items()} for name in names_of(text)]
    return [name for name in names if any(name.values())]


def _date(when: PartialDate | None) -> dict[str, Any]:
    """Return a date of CSL: its parts as far as they are known, or the text where it has no such form."""
    if when is None or when.is_unknown:
        return {}
    start, end = ends_of(when)
    parts = [list(parts_of(part)) if part is not None else [] for part in (start, end)]
    if not parts[0] or (end is not None and not parts[1]) or (when.precision == "set"):
        return {"raw": when.text}
    date: dict[str, Any] = {"date-parts": [part for part in parts if part]}
    if when.precision == "season":
        date["season"] = _SEASONS[civil(when.earliest)[1]]
    if when.approximate or when.uncertain or when.unspecified:
        date["circa"] = True
    return date
