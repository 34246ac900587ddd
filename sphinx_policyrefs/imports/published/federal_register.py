"""Documents of the Federal Register: JSON of its API v1, one document or a list of results."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from sphinx_policyrefs.imports.published import texts
from sphinx_policyrefs.imports.published.model import Found, Noted, Notice, Told
from sphinx_policyrefs.imports.published.places import Places
from sphinx_policyrefs.imports.published.tree import Value

#: Types and subtypes as the API calls them, in small letters, and those of an instrument.
TYPES: Final[Mapping[str, str]] = MappingProxyType({
    "executive order": "executive-order",
    "proclamation": "proclamation",
    "memorandum": "memorandum",
    "determination": "memorandum",
    "presidential order": "order",
    "rule": "rule",
    "interim rule": "interim-rule",
    "proposed rule": "proposed-rule",
    "prorule": "proposed-rule",
    "notice": "notice",
    "presidential document": "order",
    "presdocu": "order",
})  # fmt: skip
#: What notes on an order say, and the field that it is; those that begin with 'by' are fields of the other order.
RELATIONS: Final[Mapping[str, str]] = MappingProxyType({
    "revokes": "revokes",
    "revoked by": "by revokes",
    "amends": "amends",
    "amended by": "by amends",
    "supersedes": "supersedes",
    "superseded by": "by supersedes",
    "continues": "extends",
    "continued by": "by extends",
    "extends": "extends",
    "extended by": "by extends",
    "see": "see",
    "see also": "see",
})  # fmt: skip
#: The label of a part of the notes: 'Revoked by:', 'Revokes in part:'.
_LABEL: Final = re.compile(r"([A-Z][A-Za-z ]{1,40}?)(?: \(?in part\)?)?:\s*")
_NAMED: Final = re.compile(
    r"((?:EO|E\.O\.|Executive Order|Proc\.?|Proclamation|Notice(?: of)?|Memorandum(?: of)?|Order(?: of)?)\s*[\w-]*)"
    r"(?:\s*(?:,|of)\s*([A-Z][a-z]+ \d{1,2}, \d{4}))?"
)


def is_document(root: Value) -> bool:
    """Return whether a file has documents of the Federal Register."""
    listed = list(_listed(root))
    return bool(listed) and all(
        "document_number" in each
        and bool(each.names & {"publication_date", "html_url", "citation", "signing_date", "title"})
        for each in listed
    )


def _listed(root: Value) -> Iterator[Value]:
    if "results" in root:
        yield from root["results"]
    else:
        yield from root if root.is_list else [root]


def read_document(root: Value, places: Places, found: Found) -> None:
    """Take a document, or each of a list."""
    for value in _listed(root):
        notice = _document(value, places, found)
        if notice.number and (notice.title or notice.order):
            found.notices.append(notice)
        else:
            found.told.append(Told(notice.place, "the document has no number, or no title; it is left out"))
    if (pages := root["total_pages"].text).isdecimal() and int(pages) > 1:
        found.remarks.append(f"the list of the Federal Register has {pages} pages, of which a file holds one")


def _document(value: Value, places: Places, found: Found) -> Notice:
    kind, subtype = value["type"].text.lower(), value["subtype"].text.lower()
    made = TYPES.get(subtype) or TYPES.get(kind, "")
    if made == "rule" and "interim" in value["action"].text.lower():
        made = "interim-rule"
    notice = Notice(
        places.of(value),
        number=value["document_number"].text,
        title=texts.name(value["title"].raw),
        type=made,
        order=_order(value, made),
        citation=_citation(value),
        signed=places.day(value["signing_date"], found),
        published=places.day(value["publication_date"], found),
        effective=places.day(value["effective_on"], found),
        comments_close=places.day(value["comments_close_on"], found),
        url=value["html_url"].text,
        abstract=texts.clean(value["abstract"].raw),
        corrects=value["correction_of"].text.rstrip("/").rpartition("/")[2].removesuffix(".json"),
    )
    notice.unread = places.unread()
    if not made and (kind or subtype):
        found.told.append(Told(notice.place, f'the type "{subtype or kind}" is none of ours; it is left out'))
    if president := texts.name(value["president"]["name"].raw):
        notice.agencies = [president]
    else:
        names = [texts.name(each.first("name", "raw_name")) for each in value["agencies"]]
        notice.agencies = list(dict.fromkeys(name for name in names if name))
    notice.dockets = [each.text for each in value["docket_ids"] if each.text]
    for name in ("executive_order_notes", "disposition_notes"):
        notice.notes += [noted for noted in notes(value[name].raw) if noted not in notice.notes]
    return notice


def _order(value: Value, made: str) -> str:
    numbers = {"executive-order": "executive_order_number", "proclamation": "proclamation_number"}
    if made not in numbers:
        return ""
    return value.first(numbers[made], "presidential_document_number")


def _citation(value: Value) -> str:
    if given := value["citation"].text:
        return given
    volume, page = value["volume"].text, value["start_page"].text
    return f"{volume} FR {page}" if volume.isdecimal() and page.isdecimal() else ""


def notes(text: str) -> list[Noted]:
    """Return the relations that notes state: 'See: EO 14028; Revoked by: EO 14318, July 23, 2025' are two."""
    found: list[Noted] = []
    for line in re.split(r"[\r\n]+", texts.clean(text.replace("\r", "\n").replace("\n", "\n\n"))):
        parts = _LABEL.split(line.strip())
        for label, said in zip(parts[1::2], parts[2::2], strict=False):
            relation = RELATIONS.get(label.strip().lower().removesuffix(" in part"))
            if relation is None:
                continue
            found += [
                Noted(relation, " ".join(each[1].split()), each[2] or "")
                for each in _NAMED.finditer(said)
                if re.search(r"\d", each[0])
            ]
    return found
