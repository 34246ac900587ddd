"""Second step of the graph: the names of each entry, and which entry a name means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from types import MappingProxyType
from typing import Any, NamedTuple

from sphinx_policyrefs.records.fields import either, nearest, slugify
from sphinx_policyrefs.records.kinds import SOURCE
from sphinx_policyrefs.records.model import Entry

#: A role in either markup, with its target behind the title or alone.
_ROLE = re.compile(r"(?::[\w:-]+:|\{[\w:-]+\})`(?:[^`<]*<([^`>]+)>|([^`]+))`")
#: A source with words in single quotation marks behind it.
_SINGLE = re.compile(r"(.+?)\s+['‘](.+)['’]")
#: The beginning of a place in a source.
#: What people write between a source and a place in it that is a word, such as the heading of a section.
_DIVIDES = re.compile(r"\s*[,:#]\s*(?=\S)|\s+[–—-]\s+")
_PLACE = re.compile(
    r"(?:at |pp?\. ?|page |slip op|no\. ?|para\.? ?|sec(?:tion|\.)? ?|item |[§¶] ?)?\d", re.IGNORECASE
)
#: What authors write between names in place of a semicolon.
_JOINED = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|&|\+)\s+|\s*/\s*")


class Lookup(NamedTuple):
    """The outcome of looking for an entry by a name."""

    entry: Entry | None
    #: code of the finding when there is none: "", ``unknown-reference``, ``ambiguous-name``
    code: str = ""
    #: computes the reason when it is asked for: finding the nearest name is slow, and most lookups need none
    say: Callable[[], str] = str

    @property
    def reason(self) -> str:
        """Return what to say about it, without the name itself."""
        return self.say()


#: The result for the name of an entry that the as-of day hides: no entry, and no finding either.
HIDDEN = Lookup(None)


class Names:
    """The names of entries, and what they mean.

    *sets* are the names of other projects, which prefix the ids of their entries; True for those that
    could not be loaded, whose entries are unknown.
    """

    def __init__(
        self,
        entries: Mapping[str, Entry],
        ids: Mapping[str, Sequence[str]],
        sets: Mapping[str, bool],
        hidden: frozenset[str] = frozenset(),
        hidden_names: frozenset[str] = frozenset(),
        former: Mapping[str, Sequence[str]] = MappingProxyType({}),
        masks: Mapping[str, Entry] = MappingProxyType({}),
        secret: Mapping[str, Entry] = MappingProxyType({}),
        unsaid: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.entries = entries
        self.sets = sets
        #: folded name -> ids of those that bear it
        self._ids = ids
        #: ids and folded names of entries that the as-of day hides
        self._hidden = hidden
        self._hidden_names = hidden_names
        #: former id -> ids of those that had it; an id that an entry has now is none
        self._former = former
        #: what stands in the public record for entries that are not in it, by their ids; and these entries
        self._masks = masks
        self._secret = secret
        #: folded name of an entry that is neither part of the record nor to be known -> words for it
        self._unsaid = unsaid
        self._bearers = {**entries, **secret} if secret else entries
        self._lookups: dict[tuple[str, tuple[str, ...]], Lookup] = {}

    @classmethod
    def of(cls, entries: Mapping[str, Entry], sets: Mapping[str, bool] = MappingProxyType({})) -> Names:
        """Return the names of all *entries*."""
        return cls(entries, _table(entries), sets, former=_former(entries))

    def among(self, entries: Mapping[str, Entry]) -> Names:
        """Return the names if only *entries* are left, perhaps with fewer fields; the others are hidden.

        Names of hidden entries are still known as such, and mean :data:`HIDDEN`.
        """
        ids = dict(self._ids)
        hidden: list[str] = []
        hidden_names: set[str] = set()
        for entry in self.entries.values():
            if entry.id in entries:
                continue
            hidden.append(entry.id)
            hidden_names.update(former_ids(entry))
            for name in {n.casefold() for n in (*names_of(entry), *entry.untranslated)}:
                hidden_names.add(name)
                ids[name] = [id_ for id_ in ids.get(name, ()) if id_ != entry.id]
        former = {id_: [new for new in now if new in entries] for id_, now in self._former.items()}
        return Names(
            entries,
            ids,
            self.sets,
            self._hidden.union(hidden),
            self._hidden_names.union(hidden_names),
            former,
        )

    def renamed(self, changed: Iterable[Entry]) -> Names:
        """Return the names when some of the entries have other ones."""
        entries = {**self.entries, **{entry.id: entry for entry in changed}}
        table = _table({**entries, **self._secret} if self._secret else entries)
        return Names(
            entries,
            table,
            self.sets,
            self._hidden,
            self._hidden_names,
            self._former,
            self._masks,
            self._secret,
            self._unsaid,
        )

    def masked(self, masks: Mapping[str, Entry], unsaid: Mapping[str, str]) -> Names:
        """Return the names if the entries with the ids of *masks* are not to be known, and lead to the masks.

        *unsaid* has words for further names, which mean nothing that is part of the record.
        """
        left = {id_: entry for id_, entry in self.entries.items() if id_ not in masks}
        shown = sorted({mask.id: mask for mask in masks.values()}.items())
        secret = {id_: self.entries[id_] for id_ in masks}
        return Names(
            {**left, **dict(shown)},
            self._ids,
            self.sets,
            self._hidden,
            self._hidden_names,
            self._former,
            masks,
            secret,
            unsaid,
        )

    def words_for(self, name: str, kinds: tuple[str, ...] = ()) -> str:
        """Return the words that stand in public for what a name means, "" where that is not confidential."""
        if not (self._masks or self._unsaid):
            return ""
        entry = self.find(name, kinds).entry
        if entry is not None:
            return entry.title if self.is_mask(entry) else ""
        text = " ".join(name.split())
        return self._unsaid.get(text.casefold()) or self._unsaid.get(slugify(text), "")

    def is_mask(self, entry: Entry) -> bool:
        """Return whether an entry stands for one that is not to be known: nothing may be said of the place in it."""
        return bool(self._masks) and entry.id in self._mask_ids

    @cached_property
    def _mask_ids(self) -> frozenset[str]:
        return frozenset(mask.id for mask in self._masks.values())

    @cached_property
    def own(self) -> Collection[Entry]:
        """Return the entries of the project itself."""
        if not self.sets:
            return self.entries.values()
        return [entry for entry in self.entries.values() if not entry.home]

    def has(self, entry: Entry) -> bool:
        """Return whether an entry is part of the record: one that is hidden, private or a duplicate is not."""
        return self.entries.get(entry.id) is entry

    def hides(self, entry: Entry) -> bool:
        """Return whether the as-of day, and nothing else, keeps an entry out."""
        return not entry.private and entry.id in self._hidden

    def find(self, name: str, kinds: tuple[str, ...] = ()) -> Lookup:
        """Look for the entry that *name* means: an id, now or formerly, or a title, short name or alias of one alone.

        *kinds* are those admitted, all of them when empty.
        """
        key = (name, kinds)
        found = self._lookups.get(key)
        if found is None:
            found = self._lookups[key] = self._find(name, kinds)
        return found

    def find_value(self, text: str) -> tuple[Lookup, str]:
        """Divide ``entry.field`` at the last dot; return the entry and the field's name."""
        name, _, fieldname = text.rpartition(".")
        return self.find(name.strip()), fieldname.strip()

    def nearest(self, name: str, kinds: tuple[str, ...] = ()) -> str:
        """Return the id or name that *name* was probably meant to be, of the project that it names if any, or ""."""
        home = name.partition(":")[0]
        of = self.entries.values()
        words = {
            e.id: e.id
            for e in of
            if (home not in self.sets or e.home == home) and (not kinds or e.kind in kinds)
        }
        for folded, ids in self._ids.items():
            if any(id_ in words for id_ in ids):
                words.setdefault(folded, ids[0])
        return words.get(nearest(name, words), "")

    def _find(self, name: str, kinds: tuple[str, ...]) -> Lookup:
        named = self._bearers.get(name)
        if named is not None and not self._masks and (not kinds or named.kind in kinds):
            return Lookup(named)  # an id as it is, which most names are
        text = " ".join(name.split())
        folded = text.casefold()
        entry = self._bearers.get(text) or self._bearers.get(folded)
        rivals = (
            [entry.id] if entry else self._former.get(folded) or self._ids.get(folded) or self._keyed(text)
        )
        fitting = [id_ for id_ in rivals if not kinds or self._bearers[id_].kind in kinds]
        if len(fitting) == 1:
            return Lookup(self._masks.get(fitting[0]) or self._bearers[fitting[0]])
        if fitting:
            several = ", ".join(f"{id_} ({self._bearers[id_].kind})" for id_ in sorted(fitting))
            reason = f"is the name of several entries: write one of the ids {several}"
            return Lookup(None, "ambiguous-name", lambda: reason)
        if rivals:
            kind, wanted = self._bearers[rivals[0]].kind, either(kinds)
            reason = f"is {_article(kind)} {kind}, where {_article(wanted)} {wanted} belongs"
            return Lookup(None, "unknown-reference", lambda: reason)
        if folded in self._hidden or folded in self._hidden_names or slugify(text) in self._hidden:
            return HIDDEN
        if self.sets and self.sets.get(folded.partition(":")[0]):
            return HIDDEN  # the other project could not be loaded: whether it has the entry is unknown
        return Lookup(None, "unknown-reference", cache(partial(self._unknown, text, kinds)))

    def _keyed(self, text: str) -> Sequence[str]:
        """Return the source whose key in a bibliography is *text*: of ``Doe_2020`` that with the id ``doe-2020``."""
        if " " in text:
            return ()
        home, colon, key = text.partition(":")
        id_ = f"{home}:{slugify(key)}" if colon and home in self.sets else slugify(text)
        entry = self._bearers.get(id_)
        return [id_] if entry is not None and entry.kind == SOURCE else ()

    def _unknown(self, text: str, kinds: tuple[str, ...]) -> str:
        folded = text.casefold()
        if slip := self._slip(text, kinds):
            return slip
        if folded.startswith(("http://", "https://")):
            return "is an address, and names no entry: write a source with it under :url:, and name that by its id"
        near = self.nearest(folded, kinds)
        hint = f"; did you mean {near}?" if near else ""
        home = folded.partition(":")[0]
        of = f"project {home}" if home in self.sets else "record"
        return f"names no {either(kinds) or 'entry'} of the {of}{hint}"

    def _slip(self, text: str, kinds: tuple[str, ...]) -> str:
        """Return what is wrong with names that are right in another form: a role, a list of another language."""
        if role := _ROLE.fullmatch(text):
            return f"is a role, and options take names alone: write {role[1] or role[2]}"
        inner = text.strip("[] ")
        if inner != text:
            bare = [part.strip(" '\"") for part in inner.split(",")]
            return f"is in brackets: write {'; '.join(part for part in bare if part)} without them"
        for divided in (_JOINED.split(text), text.split()):
            parts = [part for part in divided if part]
            if len(parts) > 1 and all(self.find(part, kinds).entry for part in parts):
                return f"joins {len(parts)} names: write {'; '.join(parts)}"
        return self._citing_slip(text, kinds) if SOURCE in kinds else ""

    def _citing_slip(self, text: str, kinds: tuple[str, ...]) -> str:
        """Return what is wrong with a citation whose source has a place behind it without ``@``, or single marks."""
        if (single := _SINGLE.fullmatch(text)) and self.find(single[1], kinds).entry:
            return f'has words in single marks: write {single[1]} "{single[2]}"'
        words = text.split()
        for count in range(len(words) - 1, 0, -1):
            place = " ".join(words[count:])
            name = " ".join(words[:count])
            if _PLACE.match(place) and self.find(name, kinds).entry:
                return f"lacks the @ before its place: write {name.rstrip(' ,:')} @ {place}"
        for mark in _DIVIDES.finditer(text):
            name, place = text[: mark.start()], text[mark.end() :]
            if self.find(name, kinds).entry:
                return f"lacks the @ before its place: write {name} @ {place}"
        return ""


def _table(entries: Mapping[str, Entry]) -> Mapping[str, Sequence[str]]:
    """Return the ids that each name means: the names of the sources first, then those of translations."""
    found: dict[str, list[str]] = defaultdict(list)
    translated: dict[str, list[str]] = {}
    for entry in entries.values():
        fields = entry.fields
        if entry.untranslated:
            for name in dict.fromkeys(n.casefold() for n in entry.untranslated):
                found[name].append(entry.id)
            for name in dict.fromkeys(n.casefold() for n in names_of(entry)):
                translated.setdefault(name, []).append(entry.id)
        elif entry.home or "short" in fields or "aliases" in fields:
            for name in dict.fromkeys(n.casefold() for n in names_of(entry)):
                found[name].append(entry.id)
        else:  # the title alone, which is most of them: not worth a generator
            found[entry.title.casefold()].append(entry.id)
    return {**translated, **found}


def _former(entries: Mapping[str, Entry]) -> Mapping[str, Sequence[str]]:
    """Return the ids that entries have instead of those that they had."""
    found: dict[str, list[str]] = {}
    for entry in entries.values():
        if "formerly" in entry.fields:
            for id_ in former_ids(entry):
                if id_ not in entries:
                    found.setdefault(id_, []).append(entry.id)
    return found


def former_ids(entry: Entry) -> tuple[str, ...]:
    """Return the ids that an entry had, with the name of its project before them where that is another one."""
    former: tuple[str, ...] = entry.fields.get("formerly", ())
    return tuple(f"{entry.home}:{id_}" for id_ in former) if entry.home else former


def names_of(entry: Entry) -> Iterator[str]:
    """Yield the names an entry can be referred to by, its id apart; those of another project begin with its name."""
    for name in (entry.title, *names_in(entry.fields)):
        if name:
            yield f"{entry.home}:{name}" if entry.home else name


def names_in(fields: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names among the fields of an entry."""
    if "short" in fields:
        yield fields["short"]
    yield from fields.get("aliases", ())


def _article(word: str) -> str:
    return "an" if word[:1] in "aeiou" else "a"
