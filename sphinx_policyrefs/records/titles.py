"""Part of the second step of the graph: names of entries as a reader sees them, with references resolved.

It runs again after the as-of step, which may hide an entry that a title names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from sphinx_policyrefs.records.kinds import Kind
from sphinx_policyrefs.records.markup import plain, title_runs
from sphinx_policyrefs.records.model import Entry, Run
from sphinx_policyrefs.records.names import Names, names_in

#: Says what something reads like that the record alone does not tell: role, target, the entry in whose title
#: it stands; "" where it is not known.
Says: TypeAlias = Callable[[str, str, Entry], str]

#: How deep titles may show other titles, and how long a title may be to be shown in another one.
_DEEPEST = 20
_LONGEST = 500
#: How many references of one title are looked up; any further ones are shown by their targets.
_MOST = 200
#: A title may refer to another by its resolved text, so titles are resolved again, at most so often.
_ROUNDS = 10

_MARKED = re.compile(r"`|\{\{|\]_|\[\^")


def has_references(entry: Entry) -> bool:
    """Return whether the names of an entry may read otherwise than they are written."""
    if entry.title_runs or entry.untranslated_runs:
        return True
    fields = entry.fields
    return ("short" in fields or "aliases" in fields) and any(map(_MARKED.search, names_in(fields)))


def referring(names: Names, written: Mapping[str, Entry]) -> list[tuple[str, ...]]:
    """Return the names, as a reader sees them, of the entries whose names refer to something."""
    return [
        (entry.title, *names_in(entry.fields))
        for id_, entry in names.entries.items()
        if id_ in written and has_references(written[id_])
    ]


def titled(names: Names, written: Mapping[str, Entry], kinds: Mapping[str, Kind], says: Says) -> Names:
    """Return the names, where those with references are as a reader sees them.

    *written* has the entries as their authors wrote them.
    """
    marked = [id_ for id_ in names.entries if id_ in written and has_references(written[id_])]
    for _round in range(min(len(marked), _ROUNDS)):
        reader = _Reader(names, kinds, says)
        read = [reader.read(names.entries[id_], written[id_]) for id_ in marked]
        changed = [entry for entry in read if entry != names.entries[entry.id]]
        if not changed:
            break
        names = names.renamed(changed)
        if not reader.missed:
            break
        # A title may refer to another one by a text that this round has only now resolved.
    return names


class _Reader:
    """Reads titles by the names that there are."""

    def __init__(self, names: Names, kinds: Mapping[str, Kind], says: Says) -> None:
        self.names = names
        self.kinds = kinds
        self.says = says
        #: whether a reference led nowhere
        self.missed = False
        self._titles: dict[str, str] = {}
        self._left = 0

    def read(self, entry: Entry, written: Entry) -> Entry:
        """Return an entry with its names as a reader sees them."""
        title = self._begin(entry, entry.title_runs) or entry.title
        fields = entry.fields
        if "short" in fields:
            fields = {**fields, "short": self._name(entry, written.fields["short"])}
        if "aliases" in fields:
            aliases = tuple(self._name(entry, alias) for alias in written.fields["aliases"])
            fields = {**fields, "aliases": aliases}
        untranslated = written.untranslated
        if untranslated:
            before = self._begin(entry, entry.untranslated_runs) or untranslated[0]
            untranslated = before, *(self._name(entry, name) for name in untranslated[1:])
        return entry._replace(title=title, untranslated=untranslated, fields=fields)

    def _begin(self, entry: Entry, runs: Iterable[Run]) -> str:
        self._left = _MOST
        return self._text(entry, runs, (entry.id,))[0]

    def _name(self, entry: Entry, text: str) -> str:
        if not _MARKED.search(text):
            return text
        return self._begin(entry, title_runs(text, self.kinds)) or plain(text) or text

    def _text(self, entry: Entry, runs: Iterable[Run], within: tuple[str, ...]) -> tuple[str, bool]:
        """Return the text that a reader sees for a name, and whether it is the same for every entry."""
        parts = []
        always = True
        for run in runs:
            if isinstance(run, str):
                parts.append(run)
                continue
            role, target, title = run
            text, same = self._shown(entry, role, target, title, within)
            parts.append(text or title or target)
            always &= same
        return " ".join("".join(parts).split()), always

    def _shown(
        self, entry: Entry, role: str, target: str, title: str, within: tuple[str, ...]
    ) -> tuple[str, bool]:
        """Return the text of a reference, "" for as written, and whether it is the same for every entry."""
        if role == "substitution":
            return self.says(role, target, entry), True
        name = target.rpartition(".")[0].strip() if role == "value" else target
        if role in self.kinds or role in ("ref", "std:any", "value"):
            kinds = (role,) if role in self.kinds else ()
            if words := self.names.words_for(name, kinds):
                return words, True
        if role == "value":
            found, field = self.names.find_value(target)
            if field != "title" or found.entry is None:
                return self.says(role, target, entry), True
            return self._title(found.entry, within)
        if title:
            return title, True
        if role in self.kinds or role in ("ref", "std:any"):
            named = self.names.find(target, (role,) if role in self.kinds else ()).entry
            if named is not None:
                return self._title(named, within)
            self.missed = True
        return ("", True) if role in self.kinds or role == "ref" else (self.says(role, target, entry), True)

    def _title(self, entry: Entry, within: tuple[str, ...]) -> tuple[str, bool]:
        """Return the title of an entry that another title names; "" in a circle, or where it gets too long."""
        if not entry.title_runs:
            return entry.title if len(entry.title) <= _LONGEST else "", True
        known = self._titles.get(entry.id)
        if known is not None:
            return known, True
        self._left -= 1
        if entry.id in within or len(within) > _DEEPEST or self._left < 0:
            return "", False
        text, always = self._text(entry, entry.title_runs, (*within, entry.id))
        if len(text) > _LONGEST:
            text = ""
        if always:
            self._titles[entry.id] = text
        return text, always
