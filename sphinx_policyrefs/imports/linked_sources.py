"""Addresses instead of sources, as in the tables of newsrooms -> an entry for each source."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from typing import Any, Final
from urllib.parse import unquote, urlsplit
from zlib import crc32

from sphinx_policyrefs.records.fields import safe_url, slugify
from sphinx_policyrefs.records.kinds import SOURCE

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"|]+", re.IGNORECASE)
#: Words of a source, in which an address is what the source says.
_QUOTED: Final = re.compile(r'"[^"]*"|“[^”]*”')
#: What stands around an address and is not part of it; ``[words](address)`` is a link of Markdown.
_ROUND: Final = " \t\r\n,;:|<>[(\"'“”‘’–—-"
_PLACE: Final = re.compile(r"[)\]>]*\s*(@[^;\n]*)")
#: The longest id that is made of an address.
_LONGEST: Final = 60


class LinkedSources:
    """The sources that are named by their addresses, each once."""

    def __init__(self) -> None:
        #: id -> address and title, "" where nothing but the address says what it is
        self._found: dict[str, tuple[str, str]] = {}
        #: address without what does not tell two of them apart -> id
        self._ids: dict[str, str] = {}

    def cited(self, text: str) -> str:
        """Return citations with ids in the place of addresses, which words before them may name."""
        words = [match.span() for match in _QUOTED.finditer(text)]
        matches = [m for m in _ADDRESS.finditer(text) if not any(a < m.start() < b for a, b in words)]
        if not matches:
            return text
        parts: list[str] = []
        at = 0
        for match in matches:
            others, _, title = text[at : match.start()].replace("\n", ";").rpartition(";")
            parts += [
                part for part in (other.strip() for other in others.split(";")) if part.strip(_ROUND + "]).")
            ]
            address = _trimmed(match[0])
            at = match.start() + len(address)
            place = _PLACE.match(text, at)
            at = place.end() if place else at
            name = self._named(address, " ".join(title.lstrip(")]>").strip(_ROUND + "]").split()))
            parts.append(f"{name} {place[1].strip()}" if place else name)
        rest = text[at:].lstrip(")]>").replace("\n", ";").split(";")
        return "; ".join([*parts, *(part.strip() for part in rest if part.strip(_ROUND + "])."))])

    def _named(self, address: str, title: str) -> str:
        """Return the id of the source with an address."""
        essence = re.sub(r"(?i)^https?://(?:www\.)?", "", address).partition("#")[0].rstrip("/")
        id_ = self._ids.get(essence)
        if id_ is None:
            id_ = slugify(essence)
            if len(id_) > _LONGEST or id_ in self._found:
                id_ = f"{id_[:_LONGEST].strip('-')}-{crc32(essence.encode()):08x}"
            self._ids[essence] = id_
        url, known = self._found.get(id_, (address, ""))
        self._found[id_] = url, known or title
        return id_

    def sources(
        self, there: Mapping[str, str], taken: Container[str]
    ) -> tuple[list[dict[str, Any]], dict[str, str]]:
        """Return the sources as a data file has them, and the ids in whose place others stand.

        *there* are ids of sources by address, which are taken instead; ids that are *taken* are others' own.
        """
        made, renamed = [], {}
        for id_, (url, title) in self._found.items():
            if url in there:
                renamed[id_] = there[url]
                continue
            name = f"{id_}-source" if id_ in taken else id_
            if name != id_:
                renamed[id_] = name
            shown = title or _readable(url)
            made.append({"kind": SOURCE, "id": name, "title": shown, "type": "webpage", "url": url})
        return made, renamed


def _trimmed(address: str) -> str:
    """Return an address without the marks that end the sentence or the parenthesis around it."""
    while True:
        last = address[-1]
        if last in ".,;:!?'\"”’" or (
            last in ")]" and address.count(last) > address.count("(["[")]".index(last)])
        ):
            address = address[:-1]
        else:
            return address


def _readable(url: str) -> str:
    """Return host and path of an address, as a title for a source that has none."""
    parts = urlsplit(url) if safe_url(url) else None
    return unquote(f"{parts.hostname}{parts.path}".removeprefix("www.").rstrip("/")) if parts else url
