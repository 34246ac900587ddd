"""Part of the third step of the graph: confidential sources, of which published output has their words alone.

Each source that has the field ``confidential`` is left out of the public record, and so are its passages. What refers
to one of them leads to an entry whose title is the words, without a place on any page, and without all else that the
source has. Sources with the same words become one entry, so that nobody can tell how many there are.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping
from itertools import chain, count
from typing import Final

from sphinx_policyrefs.records.fields import slugify
from sphinx_policyrefs.records.kinds import PASSAGE, SOURCE
from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.records.names import Names, former_ids, names_of
from sphinx_policyrefs.records.passages import source_of

#: The field, which only sources have.
FIELD: Final = "confidential"


def is_confidential(entry: Entry) -> bool:
    """Return whether published output may have the words alone of an entry.

    What other projects publish of theirs is public.
    """
    return entry.kind == SOURCE and FIELD in entry.fields and not entry.home


def is_secret(entry: Entry, names: Names) -> bool:
    """Return whether no page may show an entry, be it part of the record or not: a confidential source, or a passage.

    *names* are those of the public record.
    """
    return is_confidential(entry) or bool(_words_of_passage(entry, names))


def _words_of_passage(entry: Entry, names: Names) -> str:
    """Return the words for the source of a passage, "" for what is not confidential or not a passage."""
    named = entry.fields.get(SOURCE, ()) if entry.kind == PASSAGE else ()
    return names.words_for(named[0], (SOURCE,)) if named else ""


def unsaid(names: Names, entries: Iterable[Entry]) -> dict[str, str]:
    """Return words by names, folded, for those *entries* that are confidential and not part of the record.

    A block, the as-of day or ``:no-index:`` keeps them out, which would leave their names in prose as they are written.
    """
    out = [entry for entry in entries if entry.id not in names.entries]
    found: dict[str, str] = {}
    for entry in filter(is_confidential, out):
        found |= dict.fromkeys(_called(entry), entry.fields[FIELD])
    hidden = names.masked({}, found)
    for entry in out:
        if words := _words_of_passage(entry, hidden):
            found |= dict.fromkeys(_called(entry), words)
    return found


def _called(entry: Entry) -> Iterable[str]:
    """Return what an entry may be called by, folded."""
    return (name.casefold() for name in (entry.id, *names_of(entry), *entry.untranslated, *former_ids(entry)))


def secrets(names: Names) -> dict[str, Entry]:
    """Return the confidential sources by id, and each passage of one by its id with the source."""
    found = {entry.id: entry for entry in names.entries.values() if is_confidential(entry)}
    passages = [entry for entry in names.entries.values() if entry.kind == PASSAGE] if found else []
    sources = {passage.id: source_of(names, passage) for passage in passages}
    return found | {id_: found[s.id] for id_, s in sources.items() if s is not None and s.id in found}


def masks(secret: Mapping[str, Entry], ids: Collection[str]) -> dict[str, Entry]:
    """Return what stands for each of the entries that *secret* has, by its id; *ids* are those of all entries."""
    words = {id_: source.fields[FIELD] for id_, source in secret.items()}
    taken = set(ids) - secret.keys()
    made: dict[str, Entry] = {}
    for text in sorted(set(words.values())):
        id_ = next(id_ for id_ in _ids(text) if id_ not in taken)
        taken.add(id_)
        made[text] = Entry(SOURCE, id_, text, {FIELD: text}, {}, "", "", 0)
    return {id_: made[text] for id_, text in words.items()}


def _ids(text: str) -> Iterable[str]:
    """Return ids for words, best first."""
    stem = f"{FIELD}-{slugify(text) or f'{zlib.crc32(text.encode()):08x}'}"
    return chain([stem], (f"{stem}-{n}" for n in count(2)))
