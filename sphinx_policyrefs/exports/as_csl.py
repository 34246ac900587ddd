"""The sources as CSL-JSON, which Zotero, Pandoc and other reference managers read."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from sphinx_policyrefs.exports.texts import ends_of, parts_of, tidy
from sphinx_policyrefs.records.dates import PartialDate, civil

if TYPE_CHECKING:
    from sphinx_policyrefs.exports.edition import Edition
    from sphinx_policyrefs.records.model import Entry

#: Types of what appears in something that bears a name of its own: the publisher names that.
_CONTAINED: Final = frozenset({
    "article-journal", "article-magazine", "article-newspaper", "broadcast", "chapter", "entry-dictionary",
    "entry-encyclopedia", "post", "post-weblog", "review", "review-book", "webpage",
})  # fmt: skip

#: Words that names of people do not hold, and those of bodies often do.
_BODY: Final = re.compile(
    r"\b(?:of|the|for|and|agency|associated|association|authority|board|bureau|center|centre|city|commission|committee|"
    r"company|congress|corp|corporation|council|court|department|editors?|federation|foundation|government|group|"
    r"house|inc|institute|lab|ltd|ministry|network|news|office|organi[sz]ation|parliament|post|press|project|school|"
    r"senate|service|society|staff|state|states|team|times|trust|union|university)\b|[&0-9()/.]{2}|[^\W\d_]{2,}\.",
    re.IGNORECASE,
)
#: Words before a family name that belong to it.
_PARTICLES: Final = frozenset(
    [
        "al",
        "bin",
        "da",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "la",
        "le",
        "ten",
        "ter",
        "van",
        "von",
    ]
)
#: By the month in which they begin.
_SEASONS: Final = {3: 1, 6: 2, 9: 3, 12: 4}


def write(edition: Edition) -> str:
    """Return the sources by id."""
    items = [_item(edition, entry) for entry in edition.entries if entry.kind == "source"]
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
        "container-title" if type_ in _CONTAINED else "publisher": fields.get("publisher", ""),
        "issued": _date(published),
        "accessed": _date(accessed),
        "URL": fields.get("url", ""),
        "archive_location": fields.get("archive-url", ""),
        "jurisdiction": fields.get("jurisdiction", ""),
        "keyword": ", ".join(fields.get("tags", ())),
        "note": "; ".join(fields.get("citation", ())),
    }
    return {name: tidy(value) if isinstance(value, str) else value for name, value in item.items() if value}


def people(text: str) -> list[dict[str, str]]:
    """Return authors: people by family and given name where that is plain, all others as they are written.

    ``Doe, Jane; A Committee``, ``Jane Doe, Ann Lee and Mike Roe``.
    """
    found = []
    for part in re.split(r"\s*;\s*", text.strip()):
        family, comma, given = part.partition(",")
        if comma and len(part.split(",")) == 2 and len(family.split()) <= 2 and not _is_person(family):
            if _BODY.search(part):
                found.append({"literal": tidy(part)})
            else:
                found.append({"family": tidy(family.strip()), "given": tidy(given.strip())})
            continue
        names = re.split(r",?\s+and\s+|,\s*", part)
        if len(names) > 1 and not all(map(_is_person, names)):
            names = [part]
        found += [_person(name) for name in names if name]
    return found


def _is_person(name: str) -> bool:
    """Return whether a name is one of a person, as far as its form tells."""
    words = name.split()
    titled = all(word[:1].isupper() or word.lower() in _PARTICLES for word in words)
    return 2 <= len(words) <= 5 and titled and not _BODY.search(name)


def _person(name: str) -> dict[str, str]:
    name = tidy(name)
    if not _is_person(name):
        return {"literal": name}
    words = name.split()
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower() in _PARTICLES:
        cut -= 1
    return {"family": " ".join(words[cut:]), "given": " ".join(words[:cut])}


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
