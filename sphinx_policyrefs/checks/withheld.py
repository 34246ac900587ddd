"""What reports for programs say of confidential sources: that there is something, and where.

Such reports are kept, sent and published with less care than what a terminal shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sphinx_policyrefs.checks.table import Told
from sphinx_policyrefs.records.confidential import is_confidential
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import DocRecord, Entry
from sphinx_policyrefs.records.names import names_in

MESSAGE: Final = "something is to be said of a confidential source: read it on a terminal, or with --excerpts"

#: Fields whose values tell who or what a source is, besides its names.
_TELLING: Final = ("author", "url", "archive-url", "copy", "sha256", "container-title", "publisher", "number")


def withheld(told: Iterable[Told], graph: Graph, records: Iterable[DocRecord]) -> list[Told]:
    """Return findings of which those about confidential sources say nothing but their code, file and line.

    Paths and hashes of local copies are taken out of all messages.

    These are the findings on such a source or a passage of one, on deadlines that run from a day of it, those that its
    waiver settles, and those whose message has one of its names or of the words that are quoted from it. *graph* is
    the whole record.
    """
    entries = [entry for record in records for entry in record.entries]
    copies = _pattern(text for entry in entries for text in _of_copy(entry))
    secret = {entry.id: entry for entry in entries if is_confidential(entry)}
    secret |= {id_: graph.entries[id_] for id_ in graph.secrets}
    telling = _pattern(_texts(secret, graph))
    resting = {
        id_ for id_ in graph.entries for link in graph.links(id_).get("from", ()) if link.target in secret
    }
    found = []
    for item in told:
        if telling is not None and _tells(item, {*secret, *resting}, telling):
            found.append(_plain(item, secret))
        elif copies is not None and copies.search(item.finding.message):
            message = copies.sub("…", item.finding.message)
            found.append(item._replace(finding=item.finding._replace(message=message)))
        else:
            found.append(item)
    return found


def _pattern(texts: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds any of some texts as whole words, whatever their case; None for no texts."""
    longest = sorted({_folded(text) for text in texts} - {""}, key=lambda text: (-len(text), text))
    if not longest:
        return None
    return re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in longest), re.IGNORECASE)


def _of_copy(entry: Entry) -> Iterator[str]:
    """Yield the path of an entry's local copy, its name, and its hash."""
    for name in ("copy", "sha256"):
        if isinstance(text := entry.fields.get(name), str):
            yield from (text, text.rpartition("/")[2])


def _tells(item: Told, secret: set[str], telling: re.Pattern[str]) -> bool:
    finding = item.finding
    return any(id_ in secret for id_ in (finding.entry, *finding.also)) or bool(
        telling.search(_folded(finding.message))
    )


def _plain(item: Told, secret: dict[str, Entry]) -> Told:
    entry = "" if item.finding.entry in secret else item.finding.entry
    return item._replace(finding=item.finding._replace(message=MESSAGE, entry=entry, also=(), excerpt=""))


def _texts(secret: dict[str, Entry], graph: Graph) -> Iterator[str]:
    """Yield all that says who or what the sources are, and the words that are quoted from them."""
    for entry in secret.values():
        fields = entry.fields
        yield from (entry.id, entry.anchor, entry.title, *names_in(fields), *entry.untranslated)
        yield from fields.get("formerly", ())
        yield from (fields[name] for name in (*_TELLING, "quote", "translation") if name in fields)
    for entry in graph.own:
        for links in graph.links(entry.id).values():
            yield from (
                text for link in links if link.target in secret for text in (link.quote, link.translation)
            )


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
